package tracebook.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kind of cell a text is. */
sealed interface CellKind {

  /** A trace cell, whole. */
  record Trace(String code) implements CellKind {}

  /** A cell that begins with a cell magic other than {@code %%trace}. */
  record UnknownCellMagic(String name) implements CellKind {}

  /**
   * Java, with line magics before it.
   *
   * @param java the cell with its magic lines emptied, so that places in it stay what they were
   */
  record Java(List<Magic> magics, String java) implements CellKind {}

  /**
   * A line magic.
   *
   * @param start where its {@code %} stands in the cell
   */
  record Magic(String name, String arguments, int start, String line) {}

  Pattern MAGIC = Pattern.compile("\\s*%(\\w*)(?:\\s+(.*?))?\\s*");
  Pattern CELL_MAGIC = Pattern.compile("\\s*%%(\\w*).*", Pattern.DOTALL);
  Pattern TRACE_WORD = Pattern.compile("(trace|sample|span)\\b(.*)", Pattern.DOTALL);

  /** After {@code trace}: what goes on as a Java expression or declaration. */
  Pattern JAVA_AFTER_WORD =
      Pattern.compile(
          "\\s*(?:$|[=(.;,)\\[<>!&|^?+%-]|:(?!:)|instanceof\\b|\\w+\\s*(?:;|=|,[^{]*$)|[*/][^{]*$).*",
          Pattern.DOTALL);

  static CellKind of(String code) {
    Matcher cellMagic = CELL_MAGIC.matcher(code);
    if (cellMagic.matches()) {
      return cellMagic.group(1).equals("trace")
          ? new Trace(code)
          : new UnknownCellMagic(cellMagic.group(1));
    }
    Matcher word = TRACE_WORD.matcher(code.substring(skipComments(code)));
    if (word.matches() && !JAVA_AFTER_WORD.matcher(word.group(2)).matches()) {
      return new Trace(code);
    }
    return javaWithMagics(code);
  }

  private static CellKind javaWithMagics(String code) {
    List<Magic> magics = new ArrayList<>();
    StringBuilder java = new StringBuilder();
    int at = 0;
    while (at < code.length()) {
      int newline = code.indexOf('\n', at);
      int end = newline < 0 ? code.length() : newline;
      String line = code.substring(at, end);
      Matcher magic = MAGIC.matcher(line);
      if (magic.matches()) {
        String arguments = magic.group(2) == null ? "" : magic.group(2);
        int start = at + line.indexOf('%');
        magics.add(new Magic(magic.group(1), arguments, start, line.strip()));
        java.append(" ".repeat(line.length()));
      } else if (line.isBlank()) {
        java.append(line);
      } else {
        return new Java(magics, java + code.substring(at));
      }
      java.append(newline < 0 ? "" : "\n");
      at = end + 1;
    }
    return new Java(magics, java.toString());
  }

  private static int skipComments(String code) {
    Matcher comments =
        Pattern.compile("(?:\\s+|//[^\\n]*|/\\*.*?\\*/)*+", Pattern.DOTALL).matcher(code);
    return comments.lookingAt() ? comments.end() : 0;
  }
}
