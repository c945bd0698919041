package tracebook.cell;

/**
 * Where in a trace cell its text ends, as far as braces, strings and comments tell: good enough for
 * cells that are being written.
 *
 * @param depth braces that are open
 * @param blocks whether there was any brace
 * @param word whether the end is in neither string nor comment
 * @param openComment whether a {@code /*} is not closed
 * @param header what stands before the outermost open brace, from the end of the block before it;
 *     with none open, what stands behind the last block
 */
record TraceText(int depth, boolean blocks, boolean word, boolean openComment, String header) {

  /**
   * Looks at the script of a cell.
   *
   * @param from where the script begins, behind a {@code %%trace} line
   */
  static TraceText upTo(String code, int from, int end) {
    int depth = 0;
    boolean blocks = false;
    int headerStart = from;
    String header = "";
    int at = from;
    while (at < end) {
      char c = code.charAt(at);
      if (c == '"' || c == '\'') {
        int close = quoted(code, at, end);
        if (close < 0) {
          return new TraceText(depth, blocks, false, false, header);
        }
        at = close;
      } else if (code.startsWith("//", at)) {
        int close = code.indexOf('\n', at);
        if (close < 0 || close >= end) {
          return new TraceText(depth, blocks, false, false, header);
        }
        at = close;
      } else if (code.startsWith("/*", at)) {
        int close = code.indexOf("*/", at + 2);
        if (close < 0 || close + 2 > end) {
          return new TraceText(depth, blocks, false, true, header);
        }
        at = close + 2;
      } else {
        if (c == '{') {
          blocks = true;
          if (depth == 0) {
            header = code.substring(headerStart, at);
          }
          depth++;
        } else if (c == '}' && depth > 0) {
          depth--;
          if (depth == 0) {
            headerStart = at + 1;
          }
        }
        at++;
      }
    }
    return new TraceText(
        depth, blocks, true, false, depth == 0 ? code.substring(headerStart, end) : header);
  }

  /** Behind the closing quote, or at the end of its line; negative if the text ends within. */
  private static int quoted(String code, int open, int end) {
    int at = open + 1;
    while (at < end) {
      char c = code.charAt(at);
      if (c == '\n') {
        return at;
      }
      at += c == '\\' ? 2 : 1;
      if (c == code.charAt(open)) {
        return at;
      }
    }
    return -1;
  }

  /** The place in the header: {@code parse} of {@code trace parse as p}; the first of several. */
  String place() {
    String text = header.strip().replaceFirst("^trace\\b", "").strip();
    text = text.replaceFirst("\\s+as\\s+\\w+$", "").replaceFirst("\\s+return$", "");
    int comma = text.indexOf(',');
    return comma >= 0 && text.indexOf('(') < 0 && text.indexOf('<') < 0
        ? text.substring(0, comma).strip()
        : text;
  }
}
