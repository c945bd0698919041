package tracebook.jupyter;

/** Cursor positions: the wire counts code points, Java counts UTF-16 units. */
final class CodePoints {
  private CodePoints() {}

  /** The UTF-16 index of a cursor; one that lies outside of the code is moved to its end. */
  static int toIndex(String code, int codePoints) {
    int length = code.codePointCount(0, code.length());
    return code.offsetByCodePoints(0, Math.clamp(codePoints, 0, length));
  }

  static int fromIndex(String code, int index) {
    return code.codePointCount(0, Math.clamp(index, 0, code.length()));
  }
}
