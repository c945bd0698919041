package tracebook.lang;

import java.util.ArrayList;
import java.util.List;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Splits a command line at blanks, as a shell does without expanding anything. */
final class Words {
  private Words() {}

  /**
   * @param text without its quotes
   * @param span with its quotes
   */
  record Word(String text, boolean quoted, Span span) {}

  /**
   * The words of {@code line} between two offsets. In single quotes everything stands for itself;
   * outside of them a backslash takes the next character as it is, in double quotes only before
   * {@code "} and {@code \}.
   */
  static List<Word> split(String line, int from, int to, Problems problems) {
    List<Word> words = new ArrayList<>();
    int at = from;
    while (true) {
      while (at < to && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
      if (at >= to) {
        return words;
      }
      int start = at;
      boolean quoted = false;
      StringBuilder text = new StringBuilder();
      while (at < to && !Character.isWhitespace(line.charAt(at))) {
        char c = line.charAt(at);
        if (c == '\'' || c == '"') {
          quoted = true;
          at = quoted(line, at, to, text, problems);
        } else if (c == '\\' && at + 1 < to) {
          text.append(line.charAt(at + 1));
          at += 2;
        } else {
          text.append(c);
          at++;
        }
      }
      words.add(new Word(text.toString(), quoted, new Span(start, at)));
    }
  }

  private static int quoted(String line, int open, int to, StringBuilder text, Problems problems) {
    char quote = line.charAt(open);
    int at = open + 1;
    while (at < to) {
      char c = line.charAt(at);
      if (c == quote) {
        return at + 1;
      }
      if (quote == '"' && c == '\\' && at + 1 < to && "\"\\".indexOf(line.charAt(at + 1)) >= 0) {
        at++;
        c = line.charAt(at);
      }
      text.append(c);
      at++;
    }
    problems.error(
        new Span(open, to),
        "the quote `" + quote + "` is not closed on this line",
        "add a second `" + quote + "`");
    return to;
  }
}
