package tracebook.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The text of one cell. Lines and columns count from 1. */
public record CellText(String text) {
  /** More mistakes than a reader takes in at once; most follow from a few. */
  private static final int MOST_SHOWN = 20;

  /** The 1-based line of an offset. */
  public int line(int offset) {
    int line = 1;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The 1-based column of an offset, in code points. */
  public int column(int offset) {
    int at = Math.min(offset, text.length());
    int start = lineStart(at);
    return text.codePointCount(start, at) + 1;
  }

  public String slice(Span span) {
    return text.substring(
        Math.min(span.start(), text.length()), Math.min(span.end(), text.length()));
  }

  /**
   * A problem as its reader sees it:
   *
   * <pre>
   * error: no variable `reqq` here
   *   3 |   emit reqq;
   *     |        ^^^^
   * hint: did you mean `req`?
   * </pre>
   */
  public String render(Problem problem) {
    StringBuilder out = new StringBuilder();
    out.append(
        switch (problem.severity()) {
          case ERROR -> "error: ";
          case WARNING -> "warning: ";
        });
    out.append(problem.message()).append('\n');
    if (problem.span().end() > problem.span().start() || problem.span().start() > 0) {
      place(out, problem.span());
    }
    if (!problem.hint().isEmpty()) {
      out.append("hint: ").append(problem.hint()).append('\n');
    }
    return out.toString();
  }

  /**
   * Problems as their reader sees them, one below the other; of very many the first ones, errors
   * before warnings, and how many more there are.
   */
  public String render(List<Problem> problems) {
    List<Problem> shown = new ArrayList<>(problems);
    if (problems.size() > MOST_SHOWN) {
      shown.sort(Comparator.comparing(Problem::severity));
      shown.subList(MOST_SHOWN, shown.size()).clear();
      shown.sort(Comparator.comparingInt(p -> p.span().start()));
    }
    String text = shown.stream().map(this::render).collect(Collectors.joining("\n"));
    int more = problems.size() - shown.size();
    return more == 0 ? text : text + "\nand " + more + " more\n";
  }

  private void place(StringBuilder out, Span span) {
    int start = Math.min(span.start(), text.length());
    int from = lineStart(start);
    int to = text.indexOf('\n', start);
    if (to < 0) {
      to = text.length();
    }
    out.append(Excerpt.of(line(start), text.substring(from, to), start - from, span.end() - from));
  }

  private int lineStart(int offset) {
    return text.lastIndexOf('\n', offset - 1) + 1;
  }
}
