package tracebook.linux;

/** The kernel's clocks, in nanoseconds. */
public final class Clocks {
  private static final int CLOCK_REALTIME = 0;
  private static final int CLOCK_MONOTONIC = 1;
  private static final int CLOCK_TAI = 11;

  private static final int SAMPLES = 5;

  private Clocks() {}

  /** The clock of {@code bpf_ktime_get_ns}: since boot, without suspension. */
  public static long monotonic() {
    return read(CLOCK_MONOTONIC);
  }

  /** Since the epoch. */
  public static long realtime() {
    return read(CLOCK_REALTIME);
  }

  /** To be added to a monotonic time to have a time since the epoch; good now, until it is set. */
  public static long realtimeMinusMonotonic() {
    return minusMonotonic(CLOCK_REALTIME);
  }

  /** To be added to a monotonic time to have an international atomic time. */
  public static long taiMinusMonotonic() {
    return minusMonotonic(CLOCK_TAI);
  }

  /** Of several readings the one that took least time is the most exact. */
  private static long minusMonotonic(int clock) {
    long best = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 0; i < SAMPLES; i++) {
      long before = monotonic();
      long time = read(clock);
      long after = monotonic();
      if (after - before < best) {
        best = after - before;
        offset = time - (before + (after - before) / 2);
      }
    }
    return offset;
  }

  private static long read(int clock) {
    try (Block timespec = new Block(16)) {
      if (LibC.clock_gettime(clock, timespec.address()) != 0) {
        throw SystemCallException.last("clock_gettime(" + clock + ")");
      }
      return timespec.getLong(0) * 1_000_000_000L + timespec.getLong(8);
    }
  }
}
