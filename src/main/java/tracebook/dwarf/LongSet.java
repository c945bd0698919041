package tracebook.dwarf;

/** Numbers without an object for each: open addressing (Knuth, volume 3, section 6.4). */
final class LongSet {
  private static final int SMALLEST = 64;

  /** Complements of the numbers; 0, the complement of -1, is a free slot. */
  private long[] slots = new long[SMALLEST];

  private int count;

  /**
   * @param number not -1
   * @return false when it was there before
   */
  boolean add(long number) {
    if (2 * count >= slots.length) {
      grow();
    }
    return put(~number);
  }

  /** Of a number that may be -1, which is never in it. */
  boolean has(long number) {
    long stored = ~number;
    int at = slot(stored);
    while (slots[at] != 0) {
      if (slots[at] == stored) {
        return true;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return false;
  }

  private boolean put(long stored) {
    int at = slot(stored);
    while (slots[at] != 0) {
      if (slots[at] == stored) {
        return false;
      }
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = stored;
    count++;
    return true;
  }

  /** By multiplication with the golden ratio. */
  private int slot(long stored) {
    int unused = Long.numberOfLeadingZeros(slots.length) + 1;
    return (int) ((stored * 0x9e37_79b9_7f4a_7c15L) >>> unused);
  }

  private void grow() {
    long[] before = slots;
    slots = new long[2 * before.length];
    count = 0;
    for (long stored : before) {
      if (stored != 0) {
        put(stored);
      }
    }
  }
}
