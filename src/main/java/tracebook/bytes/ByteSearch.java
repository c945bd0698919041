package tracebook.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds short patterns in large sections: all places, over all processors. What the memory delivers
 * bounds it, not the number of entries that the bytes describe.
 */
public final class ByteSearch {
  /** What one processor takes at a time, and what it has in its cache at a time. */
  private static final int SHARE = 1 << 22;

  private static final int BLOCK = 1 << 16;

  /** More numbers than this are looked for all at once. */
  private static final int FEW = 2;

  private static final int SAMPLES = 16;
  private static final int SAMPLE = 256;

  /** In the samples: a byte that is in one of two hundred places. */
  private static final int RARE = SAMPLES * SAMPLE / 200;

  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteSearch() {}

  /** Where a string begins that ends with its zero: also as the end of a longer one. */
  public static int[] strings(Bytes in, String text) {
    return positions(in, List.of(terminated(text)));
  }

  /** A string with its zero. */
  public static byte[] terminated(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  /** Where any of the patterns begins, ascending. A pattern of one byte is not looked for. */
  public static int[] positions(Bytes in, List<byte[]> patterns) {
    return places(in, new int[0], patterns);
  }

  /**
   * Where one of these numbers may stand in four bytes, aligned or not, ascending.
   *
   * @param sorted the numbers, ascending
   */
  public static int[] numbers(Bytes in, int[] sorted) {
    return places(in, sorted, List.of());
  }

  /** Where one of these numbers may stand or one of the patterns begins, ascending. */
  public static int[] places(Bytes in, int[] sorted, List<byte[]> patterns) {
    List<Searcher> searchers = new ArrayList<>();
    for (byte[] pattern : patterns) {
      if (pattern.length > 1) {
        searchers.add(searcher(in, pattern));
      }
    }
    if (sorted.length > FEW) {
      searchers.add(new Numbers(sorted));
    } else {
      Arrays.stream(sorted).mapToObj(number -> searcher(in, int32(number))).forEach(searchers::add);
    }
    if (searchers.isEmpty() || in.isEmpty()) {
      return new int[0];
    }
    int shares = (in.length() - 1) / SHARE + 1;
    IntStream each = IntStream.range(0, shares);
    return (shares == 1 ? each : each.parallel())
        .mapToObj(share -> share(in, searchers, share))
        .flatMapToInt(Arrays::stream)
        .toArray();
  }

  private static byte[] int32(int value) {
    return new byte[] {
      (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
    };
  }

  private static int[] share(Bytes in, List<Searcher> searchers, int share) {
    int from = share * SHARE;
    int end = Math.min(in.length() - from, SHARE) + from;
    int longest = searchers.stream().mapToInt(Searcher::length).max().orElse(0);
    byte[] block = new byte[BLOCK + longest + 16];
    Found found = new Found();
    for (int at = from; at < end; at += BLOCK) {
      int starts = Math.min(BLOCK, end - at);
      int known = Math.min(starts + longest - 1, in.length() - at);
      in.copy(at, block, 0, known);
      int before = found.count;
      for (Searcher searcher : searchers) {
        searcher.search(block, Math.min(starts, known - searcher.length() + 1), at, found);
      }
      if (searchers.size() > 1) {
        Arrays.sort(found.places, before, found.count);
      }
    }
    return found.all();
  }

  private interface Searcher {
    int length();

    /**
     * @param starts what is looked for begins in this many bytes of the block; what is behind them
     *     is of another block where it is not the end of what begins there
     * @param base of the block in the section
     */
    void search(byte[] block, int starts, int base, Found found);
  }

  private static final class Found {
    private int[] places = new int[16];
    private int count;

    void add(int place) {
      if (count == places.length) {
        places = Arrays.copyOf(places, 2 * count);
      }
      places[count++] = place;
    }

    int[] all() {
      return Arrays.copyOf(places, count);
    }
  }

  /** By the rarest byte of the pattern, if that is rare in these bytes, else by two neighbours. */
  private static Searcher searcher(Bytes in, byte[] pattern) {
    int[] frequency = frequency(in);
    int single = 0;
    int pair = 0;
    for (int i = 1; i < pattern.length; i++) {
      single = of(frequency, pattern, i) < of(frequency, pattern, single) ? i : single;
    }
    for (int i = 1; i + 1 < pattern.length; i++) {
      pair = ofBoth(frequency, pattern, i) < ofBoth(frequency, pattern, pair) ? i : pair;
    }
    return of(frequency, pattern, single) <= RARE
        ? new Single(pattern, single)
        : new Pair(pattern, pair);
  }

  /** How often each byte is in some samples. */
  private static int[] frequency(Bytes in) {
    int[] frequency = new int[256];
    byte[] sample = new byte[Math.min(SAMPLE, in.length())];
    for (int i = 0; i < SAMPLES; i++) {
      in.copy((int) ((long) (in.length() - sample.length) * i / SAMPLES), sample, 0, sample.length);
      for (byte value : sample) {
        frequency[value & 0xff]++;
      }
    }
    return frequency;
  }

  private static long of(int[] frequency, byte[] pattern, int at) {
    return frequency[pattern[at] & 0xff];
  }

  private static long ofBoth(int[] frequency, byte[] pattern, int at) {
    return (1 + of(frequency, pattern, at)) * (1 + of(frequency, pattern, at + 1));
  }

  private static boolean is(byte[] block, int start, byte[] pattern) {
    for (int i = 0; i < pattern.length; i++) {
      if (block[start + i] != pattern[i]) {
        return false;
      }
    }
    return true;
  }

  /** A byte that is zero has its upper bit set in this; some bytes above it may, too. */
  private static long zeros(long differ) {
    return (differ - ONES) & ~differ & (ONES << 7);
  }

  /** One pattern, by one byte of it: sixteen places are compared at a time. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Single(byte[] pattern, int at) implements Searcher {
    @Override
    public int length() {
      return pattern.length;
    }

    @Override
    public void search(byte[] block, int starts, int base, Found found) {
      long wanted = (pattern[at] & 0xff) * ONES;
      for (int i = at; i < starts + at; i += 16) {
        long low = zeros((long) LONG.get(block, i) ^ wanted);
        long high = zeros((long) LONG.get(block, i + 8) ^ wanted);
        if ((low | high) != 0) {
          check(block, low, i - at, starts, base, found);
          check(block, high, i + 8 - at, starts, base, found);
        }
      }
    }

    private void check(byte[] block, long zeros, int first, int starts, int base, Found found) {
      for (long left = zeros; left != 0; left &= left - 1) {
        int start = first + (Long.numberOfTrailingZeros(left) >>> 3);
        if (start < starts && is(block, start, pattern)) {
          found.add(base + start);
        }
      }
    }
  }

  /** One pattern, by two neighbours in it: eight places are compared at a time. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pair(byte[] pattern, int at) implements Searcher {
    @Override
    public int length() {
      return pattern.length;
    }

    @Override
    public void search(byte[] block, int starts, int base, Found found) {
      long first = (pattern[at] & 0xff) * ONES;
      long second = (pattern[at + 1] & 0xff) * ONES;
      for (int i = at; i < starts + at; i += 8) {
        long differ =
            ((long) LONG.get(block, i) ^ first) | ((long) LONG.get(block, i + 1) ^ second);
        long zeros = zeros(differ);
        while (zeros != 0) {
          int start = i + (Long.numberOfTrailingZeros(zeros) >>> 3) - at;
          if (start < starts && is(block, start, pattern)) {
            found.add(base + start);
          }
          zeros &= zeros - 1;
        }
      }
    }
  }

  /** Many numbers: a small table tells of most places that none of them is there. */
  private static final class Numbers implements Searcher {
    private final int[] sorted;
    private final byte[] table;

    Numbers(int[] sorted) {
      this.sorted = sorted;
      int bits = Math.clamp(40 - Integer.numberOfLeadingZeros(sorted.length), 16, 20);
      this.table = new byte[1 << bits];
      for (int number : sorted) {
        table[slot(number)] = 1;
      }
    }

    /** By multiplication with the golden ratio (Knuth, volume 3, section 6.4). */
    private int slot(int number) {
      return ((number * 0x9e3779b1) >>> 12) & (table.length - 1);
    }

    @Override
    public int length() {
      return 4;
    }

    @Override
    public void search(byte[] block, int starts, int base, Found found) {
      for (int i = 0; i < starts; i += 4) {
        long eight = (long) LONG.get(block, i);
        int any =
            table[slot((int) eight)]
                | table[slot((int) (eight >>> 8))]
                | table[slot((int) (eight >>> 16))]
                | table[slot((int) (eight >>> 24))];
        if (any != 0) {
          exactly(block, i, Math.min(i + 4, starts), base, found);
        }
      }
    }

    private void exactly(byte[] block, int from, int end, int base, Found found) {
      for (int i = from; i < end; i++) {
        int number = (int) INT.get(block, i);
        if (table[slot(number)] != 0 && Arrays.binarySearch(sorted, number) >= 0) {
          found.add(base + i);
        }
      }
    }
  }
}
