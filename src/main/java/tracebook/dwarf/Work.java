package tracebook.dwarf;

import tracebook.bytes.Bytes;

/** Bounds what the check of a table costs: parts that overlap make a small file a large one. */
final class Work {
  private static final int TIMES = 64;

  private final Bytes bytes;
  private long left;

  /**
   * @param more what else it refers to, in bytes
   */
  Work(Bytes bytes, long more) {
    this.bytes = bytes;
    this.left = TIMES * (bytes.length() + more);
  }

  void add(long amount) {
    left -= amount;
    if (left < 0) {
      throw bytes.malformed(0, "its parts overlap");
    }
  }
}
