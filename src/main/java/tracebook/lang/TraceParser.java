package tracebook.lang;

import java.util.List;
import java.util.Optional;
import tracebook.source.CellText;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Text of a cell to its tree. Mistakes of the user go to {@link Problems}; nothing is thrown. */
public final class TraceParser {
  private static final String MAGIC = "%%trace";

  private TraceParser() {}

  /**
   * A trace cell, with or without its {@code %%trace} line. What could be read is in the tree even
   * when there are problems; all spans are offsets in {@code cell}.
   */
  public static TraceCell parse(CellText cell, Problems problems) {
    String text = cell.text();
    int start = firstNonBlank(text);
    Options options = Options.NONE;
    int script = 0;
    Span magic = new Span(start, Math.min(text.length(), start + MAGIC.length()));
    if (startsWithMagic(text, start)) {
      int end = endOfLine(text, start);
      options = OptionsParser.options(cell, magic.end(), end, problems);
      script = end;
    } else if (text.startsWith("%%", start)) {
      int end = endOfLine(text, start);
      problems.error(
          new Span(start, Math.max(start, endOfWord(text, start))),
          "`" + text.substring(start, endOfWord(text, start)) + "` does not begin a trace cell",
          "a trace cell begins with `%%trace`, or with `trace`");
      script = end;
    }
    Script parsed = ScriptParser.parse(cell, script, problems);
    if (parsed.items().isEmpty() && !problems.hasErrors() && options.replay().isEmpty()) {
      problems.error(
          magic, "there is nothing to trace", "add a probe: `trace function { emit $args; }`");
    }
    return new TraceCell(cell, options, parsed);
  }

  /**
   * The target in a line such as {@code %attach -p 1234}: everything behind its first word, as on a
   * {@code %%trace} line, but a command behind {@code --launch} needs no quotes. Empty when there
   * is none, or a wrong one with a problem.
   */
  public static Optional<Options.Target> target(CellText line, Problems problems) {
    int start = firstNonBlank(line.text());
    int from = endOfWord(line.text(), start);
    return OptionsParser.target(line, from, endOfLine(line.text(), start), problems);
  }

  /**
   * A place as in a pattern, alone: what {@code %vars} takes. Empty with a problem when it is none.
   *
   * @param from where it begins in the line
   */
  public static Optional<Pattern> pattern(CellText line, int from, Problems problems) {
    Lexer lexer = new Lexer(line.text(), from, problems);
    try {
      Pattern pattern = new PatternParser(lexer).pattern();
      Token rest = lexer.peek();
      if (rest.kind() != Token.Kind.END) {
        throw new SyntaxException(
            rest.span(),
            "expected one place, found " + rest.shown() + " after it",
            "leave out what follows the place");
      }
      return Optional.of(pattern);
    } catch (SyntaxException wrong) {
      problems.error(wrong.span(), wrong.sentence(), wrong.hint());
      return Optional.empty();
    }
  }

  /**
   * The words of a line, split at blanks; quotes keep blanks together.
   *
   * @param from where they begin in the line
   */
  public static List<Name> words(CellText line, int from, Problems problems) {
    return Words.split(line.text(), from, endOfLine(line.text(), from), problems).stream()
        .map(word -> new Name(word.text(), word.span()))
        .toList();
  }

  /** True for a cell that is a trace and not Java: {@code %%trace …}, {@code trace foo { … }}. */
  public static boolean isTraceCell(String text) {
    return TraceCells.isTrace(text);
  }

  static boolean startsWithMagic(String text, int start) {
    int end = start + MAGIC.length();
    return text.startsWith(MAGIC, start)
        && (end == text.length() || Character.isWhitespace(text.charAt(end)));
  }

  static int firstNonBlank(String text) {
    int at = 0;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfWord(String text, int start) {
    int at = start;
    while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfLine(String text, int start) {
    int end = text.indexOf('\n', start);
    return end < 0 ? text.length() : end;
  }
}
