package tracebook.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tracebook.lang.TraceParser;
import tracebook.resolve.Explorer;
import tracebook.resolve.Found;
import tracebook.source.CellText;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Completion and inspection in a trace cell that may be half written. */
final class TraceAssist {
  private static final int MOST = 200;

  private static final List<String> OPTIONS =
      List.of("--as", "--cap", "--for", "--keep", "--launch", "--max", "-p", "-t");
  private static final List<String> WITH_VALUE =
      List.of(
          "--as", "--cap", "--depth", "--for", "--launch", "--max", "--record", "--replay", "-p");

  /** A name, the path that leads to it, both at the end of the text. */
  private static final Pattern PATH =
      Pattern.compile(
          "((?:[A-Za-z_]\\w*(?:\\[[^\\[\\]]*\\])*\\s*(?:\\.|->)\\s*)*)([A-Za-z_]\\w*)?$");

  /** A type that is begun: in C's way, or in the string of a cast. */
  private static final Pattern TYPE =
      Pattern.compile(
          "(?:\\b((?:struct|union|enum|class)\\s+[\\w:]*)|cast\\s*\\([^;\"]*,\\s*\"([^\"]*))$");

  /** What stands behind {@code trace}, {@code from}, {@code to} or a comma is a place. */
  private static final Pattern BEFORE_PLACE =
      Pattern.compile("(?s)(?:.*,|trace|span\\s+\\w+\\s+from|span\\s.*\\sfrom\\s.*\\sto)\\s*");

  private final String code;
  private final int cursor;
  private final int script;
  private final TraceText before;
  private final Optional<Explorer> explorer;

  /**
   * A cell, and what is known of its target.
   *
   * @param cursor in UTF-16 units
   */
  TraceAssist(String code, int cursor, Optional<Explorer> explorer) {
    this.code = code;
    this.cursor = Math.clamp(cursor, 0, code.length());
    this.script = script(code);
    this.before = TraceText.upTo(code, Math.min(script, this.cursor), this.cursor);
    this.explorer = explorer;
  }

  /** Where the script begins: behind the line of {@code %%trace}. */
  static int script(String code) {
    int start = code.length() - code.stripLeading().length();
    if (!code.startsWith("%%", start)) {
      return 0;
    }
    int end = code.indexOf('\n', start);
    return end < 0 ? code.length() : end + 1;
  }

  Completions complete() {
    if (script > 0 && (cursor < script || code.indexOf('\n') < 0)) {
      return magicLine();
    }
    Matcher type = TYPE.matcher(code.substring(Math.min(script, cursor), cursor));
    if (before.depth() > 0 && explorer.isPresent() && type.find()) {
      String typed = type.group(1) == null ? type.group(2) : type.group(1);
      return new Completions(
          explorer.get().typesBeginning(typed, MOST), cursor - typed.length(), cursor);
    }
    String text = code.substring(Math.min(script, cursor), cursor);
    if (before.depth() > 0) {
      return new BlockAssist(text, before, explorer).complete(cursor);
    }
    return before.word() ? pattern() : Completions.none(cursor);
  }

  private Completions magicLine() {
    int start = wordStart("[^\\s]");
    String typed = code.substring(start, cursor);
    if (typed.startsWith("%")) {
      return matching(List.of("%%trace"), typed, start);
    }
    String[] words = code.substring(0, start).split("\\s+", -1);
    String last = words.length < 2 ? "" : words[words.length - 2];
    return WITH_VALUE.contains(last) || last.equals("-t")
        ? Completions.none(cursor)
        : matching(OPTIONS, typed, start);
  }

  private Completions pattern() {
    String header = before.header().stripLeading();
    int start = wordStart("[^\\s,{}]");
    String typed = code.substring(start, cursor);
    String first = header.split("\\s", 2)[0];
    boolean begun = header.length() > first.length();
    if (!begun || !List.of("trace", "span").contains(first)) {
      int word = wordStart("\\w");
      return matching(List.of("trace", "span"), code.substring(word, cursor), word);
    }
    String left = header.substring(0, header.length() - typed.length());
    if (BEFORE_PLACE.matcher(left.strip()).matches()) {
      List<String> names = explorer.map(e -> e.placesBeginning(typed, MOST)).orElse(List.of());
      return new Completions(names, start, cursor);
    }
    return matching(behindPlace(left.strip(), first), typed, start);
  }

  /** The words that may follow what stands there. */
  private static List<String> behindPlace(String left, String first) {
    if (left.matches("(?s).*[(<][^)>]*") || left.matches("(?s).*\\s(as|by)")) {
      return List.of(); // Within the name of a C++ function; a name or a key is to come.
    }
    if (first.equals("trace")) {
      return left.matches("(?s).*\\sas\\s+\\w+")
          ? List.of()
          : left.endsWith(" return") ? List.of("as") : List.of("as", "return");
    }
    if (left.matches("span(\\s+\\w+)?")) {
      return left.equals("span") ? List.of() : List.of("from");
    }
    boolean returned = left.endsWith(" return");
    String next = left.matches("(?s).*\\sto\\s.*") ? "by" : "to";
    return returned ? List.of(next) : List.of(next, "return");
  }

  private Optional<tracebook.lang.Pattern> place() {
    String text = before.place();
    return text.isEmpty()
        ? Optional.empty()
        : TraceParser.pattern(new CellText(text), 0, new Problems());
  }

  private static List<String> steps(String path) {
    List<String> steps = new ArrayList<>();
    for (String step : path.split("\\.|->", -1)) {
      String name = step.replaceAll("\\[[^\\]]*\\]", "").strip();
      if (!name.isEmpty()) {
        steps.add(name);
      }
    }
    return steps;
  }

  private int wordStart(String part) {
    int start = cursor;
    while (start > 0 && code.substring(start - 1, start).matches(part)) {
      start--;
    }
    return start;
  }

  private Completions matching(List<String> names, String typed, int start) {
    return new Completions(
        names.stream().filter(n -> n.startsWith(typed)).limit(MOST).toList(), start, cursor);
  }

  /** What is known of the name under the cursor. */
  Optional<String> inspect() {
    int end = cursor;
    while (end < code.length() && code.substring(end, end + 1).matches("\\w")) {
      end++;
    }
    if (explorer.isEmpty() || cursor < script || !before.word()) {
      return Optional.empty();
    }
    Matcher path = PATH.matcher(code.substring(script, end));
    if (!path.find() || path.group(2) == null) {
      return Optional.empty();
    }
    String name = path.group(2);
    if (before.depth() == 0) {
      return functions(name);
    }
    List<String> steps = new ArrayList<>(steps(path.group(1)));
    steps.add(name);
    Optional<String> variable =
        place().flatMap(p -> explorer.get().variable(p, steps).map(v -> words(v, p, steps)));
    return variable.or(() -> type(name));
  }

  private String words(Found.VariableAt v, tracebook.lang.Pattern place, List<String> path) {
    StringBuilder text = new StringBuilder();
    text.append(v.name()).append(": ").append(v.type()).append('\n');
    text.append(v.kind().name().toLowerCase(java.util.Locale.ROOT))
        .append(", ")
        .append(v.location());
    if (!v.readable()) {
      text.append("\nnot readable here: ").append(v.why());
      text.append(v.nearest().isEmpty() ? "" : "; see " + v.nearest());
    }
    for (Found.Candidate member : explorer.orElseThrow().readable(place, path)) {
      text.append("\n  .").append(member.name()).append(": ").append(member.type());
    }
    return text.toString();
  }

  private Optional<String> functions(String name) {
    List<Found.FunctionCode> found =
        explorer.orElseThrow().functions(name, Span.NONE, new Problems());
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            found.stream()
                .map(
                    f ->
                        (f.signature().isEmpty() ? f.name() : f.signature())
                            + "\n"
                            + (f.file().isEmpty() ? f.module() : f.file() + ":" + f.line())
                            + ", "
                            + f.address())
                .collect(Collectors.joining("\n")));
  }

  private Optional<String> type(String name) {
    List<Found.LayoutLine> layout = explorer.orElseThrow().type(name, Span.NONE, new Problems());
    return layout.isEmpty()
        ? Optional.empty()
        : Optional.of(
            layout.stream()
                .map(
                    l ->
                        (l.offset().isPresent() ? l.offset().getAsLong() + "  " : "")
                            + l.type()
                            + (l.name().isEmpty() ? "" : " " + l.name()))
                .collect(Collectors.joining("\n")));
  }
}
