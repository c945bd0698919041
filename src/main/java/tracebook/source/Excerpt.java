package tracebook.source;

/**
 * The part of a line that a problem points to, and the carets under it. Front ends break long lines
 * of text anywhere, which would tear the carets from what they point to: so no line is wider than a
 * terminal, and what is left out of one is {@code …}.
 */
final class Excerpt {
  /** Of a terminal, and less than what a notebook on a small screen shows. */
  private static final int COLUMNS = 80;

  /** Columns that are shown beside something far to the right. */
  private static final int CONTEXT = 20;

  private static final String CUT = "…";

  private final int[] points;
  private final int from;
  private final int to;
  private final boolean zeroWidth;

  /**
   * @param line without its end
   * @param from where the carets begin, in code points
   * @param to where they end, excluded
   */
  private Excerpt(String line, int from, int to) {
    this.points = line.codePoints().map(Excerpt::shown).toArray();
    this.from = from;
    this.to = Math.max(from, Math.min(to, points.length));
    this.zeroWidth = this.to == from;
  }

  /**
   * Two lines: the text, and carets below it, each behind its gutter.
   *
   * @param number of the line
   * @param from where the carets begin, in UTF-16 units of the line
   * @param to where they end, excluded; one caret at least is shown
   */
  static String of(int number, String line, int from, int to) {
    int start = line.codePointCount(0, from);
    int end = start + line.codePointCount(from, Math.max(from, Math.min(to, line.length())));
    String text = String.valueOf(number);
    String gutter = "  " + text + " | ";
    String below = "  " + " ".repeat(text.length()) + " | ";
    Excerpt excerpt = new Excerpt(line, start, end);
    String[] lines = excerpt.within(COLUMNS - gutter.length());
    return gutter + lines[0] + "\n" + below + lines[1] + "\n";
  }

  private String[] within(int columns) {
    int first = 0;
    int last = points.length;
    if (width(0, last) + (zeroWidth ? 1 : 0) > columns) {
      first = first(columns);
      last = last(first, columns - (first > 0 ? 1 : 0));
    }
    String text = new String(points, first, last - first);
    int before = width(first, from) + (first > 0 ? 1 : 0);
    int under = Math.max(1, width(from, Math.min(to, last)));
    return new String[] {
      (first > 0 ? CUT : "") + text + (last < points.length ? CUT : ""),
      " ".repeat(before) + "^".repeat(under)
    };
  }

  /** The first code point that is shown: the line's own, or a few in front of the carets. */
  private int first(int columns) {
    // One column is that of the mark behind it.
    if (Math.max(width(0, to), width(0, from) + 1) < columns) {
      return 0;
    }
    int behind = Math.min(CONTEXT, width(to, points.length) + (zeroWidth ? 1 : 0));
    int room = Math.max(CONTEXT, columns - 2 - width(from, to) - behind);
    int first = from;
    while (first > 0 && width(first - 1, from) <= room) {
      first--;
    }
    return first;
  }

  /** Behind the last code point that is shown. */
  private int last(int first, int columns) {
    if (width(first, points.length) + (zeroWidth ? 1 : 0) <= columns) {
      return points.length;
    }
    int last = first;
    while (last < points.length && width(first, last + 1) < columns) {
      last++;
    }
    return last;
  }

  private int width(int start, int end) {
    int width = 0;
    for (int i = start; i < end; i++) {
      width += width(points[i]);
    }
    return width;
  }

  /**
   * A tab is a blank, so that carets stand where it would lead to; what a terminal or browser would
   * obey instead of show has a mark in its place.
   */
  private static int shown(int point) {
    boolean turns = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    if (point == '\t') {
      return ' ';
    }
    return turns || Character.getType(point) == Character.CONTROL ? 0xFFFD : point;
  }

  /** Columns of a terminal that a character takes: wide ones as in UAX #11, marks none. */
  private static int width(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115F)
        || (point >= 0x2E80 && point <= 0x303E)
        || (point >= 0x3041 && point <= 0xA4CF)
        || (point >= 0xA960 && point <= 0xA97F)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0xFE30 && point <= 0xFE6F)
        || (point >= 0xFF01 && point <= 0xFF60)
        || (point >= 0xFFE0 && point <= 0xFFE6)
        || (point >= 0x1F300 && point <= 0x1F64F)
        || (point >= 0x1F680 && point <= 0x1F6FF)
        || (point >= 0x1F900 && point <= 0x1F9FF)
        || (point >= 0x20000 && point <= 0x3FFFD);
  }
}
