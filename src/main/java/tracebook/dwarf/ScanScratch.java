package tracebook.dwarf;

import java.util.Arrays;

/** What serves the scan of one unit after the other, on one thread. */
final class ScanScratch {
  /** Codes of one byte have their jumps in a table. */
  static final int CODES = 1 << 7;

  /** The code has not been met yet in this unit. */
  static final int UNKNOWN = 0;

  /** Only the entry itself tells, or something is to be done for it. */
  static final int NO_JUMP = Integer.MIN_VALUE;

  private static final int SIZE_BITS = 12;
  private static final int MOST = (1 << SIZE_BITS) - 1;

  boolean used;
  byte[] copy = new byte[1 << 16];
  final IndexBuilder index = new IndexBuilder();
  final int[] marks = new int[ScanShape.MARKS];

  /**
   * How far it is from an entry of a code to the next one, where nothing is to be done for an entry
   * among names that can be asked for. Negative, but not {@link #NO_JUMP}, where it has children
   * and says what is behind them: {@link #siblingAt} and {@link #size}.
   */
  final int[] named = new int[2 * CODES];

  /** The same where nothing is to be done elsewhere. */
  final int[] inner = new int[2 * CODES];

  byte[] contexts = new byte[32];
  int[] parents = new int[32];

  void begin(Unit unit) {
    int size = unit.end - unit.offset;
    if (copy.length < size) {
      copy = new byte[Math.max(size, 2 * copy.length)];
    }
    unit.bytes.copy(unit.offset, copy, 0, size);
    index.begin(unit);
    Arrays.fill(named, UNKNOWN);
    Arrays.fill(inner, UNKNOWN);
  }

  /**
   * @param keywords the unit is one of C
   */
  void remember(ScanShape shape, int code, boolean keywords) {
    int its = jump(shape);
    named[code] = shape.role == ScanShape.Role.NONE ? its : NO_JUMP;
    boolean nothingToDo =
        switch (shape.role) {
          case NONE, VARIABLE, TYPE -> true;
          case CLASS -> keywords;
          case SCOPE, FUNCTION, INLINED, BLOCK -> false;
        };
    inner[code] = nothingToDo ? its : NO_JUMP;
  }

  private static int jump(ScanShape shape) {
    int size = 1 + shape.size;
    if (shape.size < 0 || size > MOST) {
      return NO_JUMP;
    }
    if (!shape.children) {
      return size;
    }
    return shape.forms[ScanShape.SIBLING] == Forms.DW_FORM_ref4
        ? NO_JUMP | (1 + shape.places[ScanShape.SIBLING]) << SIZE_BITS | size
        : NO_JUMP;
  }

  /** How far it is from an entry to the offset in its unit of what is behind its children. */
  static int siblingAt(int jump) {
    return (jump & ~NO_JUMP) >>> SIZE_BITS;
  }

  /** Of the entry itself, from its code on. */
  static int size(int jump) {
    return jump & MOST;
  }
}
