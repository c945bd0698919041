package tracebook.dwarf;

import java.util.Arrays;

/** A growing array of numbers. */
final class Longs {
  private long[] values = new long[16];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  long get(int index) {
    return values[index];
  }

  int size() {
    return size;
  }

  /** Where a value is in an ascending array; negative when it is not there. */
  int indexOf(long value) {
    return Arrays.binarySearch(values, 0, size, value);
  }
}
