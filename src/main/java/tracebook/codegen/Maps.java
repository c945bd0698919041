package tracebook.codegen;

/** The maps that the programs of a trace share: their names and what lies where in them. */
public final class Maps {
  private Maps() {}

  /** The ring buffer that records go through. */
  public static final String EVENTS = "events";

  /** An array of one value: an account of {@link #ACCOUNT_SIZE} bytes for each probe. */
  public static final String ACCOUNT = "account";

  /** An array of one value: what the session tells the programs and they tell each other. */
  public static final String CONTROL = "control";

  /**
   * An array of one value: a 64-bit word of {@link #TALLY_SIZE} bytes for each {@code every} and
   * {@code limit}. That of an {@code every} counts its passes; that of a {@code limit} has the
   * stretch of time in its upper half and the passes in it in its lower one. Absent when there is
   * neither.
   */
  public static final String TALLIES = "tallies";

  /** A cache line. */
  public static final int TALLY_SIZE = 64;

  /** Whole cache lines, so that probes on different CPUs do not share one. */
  public static final int ACCOUNT_SIZE = 128;

  /** Offsets of 64-bit counters in an account. */
  public static final int HITS = 0;

  public static final int ROWS = 8;
  public static final int FILTERED = 16;
  public static final int THROTTLED = 24;
  public static final int LOST = 32;
  public static final int UNREADABLE = 40;

  /** Of the lost ones: there was no room to keep what the return wants. */
  public static final int NO_ROOM = 48;

  /** Of the lost ones: returns that the kernel did not follow. */
  public static final int TOO_DEEP = 56;

  /** Of the lost ones: another thread was at the spans of the same key. */
  public static final int CONTENDED = 64;

  /** u64: device of the target's pid namespace. */
  public static final int NAMESPACE_DEVICE = 0;

  /** u64: inode of the target's pid namespace. */
  public static final int NAMESPACE_INODE = 8;

  /** u32: the target's pid in its namespace. */
  public static final int PID = 16;

  /** u64: the most rows. */
  public static final int MAX_ROWS = 24;

  /** u64: rows so far, of all probes. */
  public static final int ROWS_TAKEN = 32;

  /** u64: not 0 once no more rows are wanted; {@link #ENOUGH} and {@link #EXITED} say why. */
  public static final int STOPPED = 40;

  /** A bit of {@link #STOPPED}: there are as many rows as were asked for. */
  public static final int ENOUGH = 1;

  /** A bit of {@link #STOPPED}: the script ended the trace. */
  public static final int EXITED = 2;

  /** u64: always 0, but the verifier does not know. */
  public static final int ZERO = 48;

  /** u64: CLOCK_REALTIME minus CLOCK_MONOTONIC, ns. */
  public static final int WALL_CLOCK_OFFSET = 56;

  /** u64: CLOCK_MONOTONIC before the first probe was attached. */
  public static final int BEGAN = 64;

  /** u64: how many spans have begun; their numbers. */
  public static final int SPANS = 72;

  /** u64: the target's pid in the kernel's own namespace; 0 until a hit has found out. */
  public static final int KERNEL_PID = 80;

  public static final int CONTROL_SIZE = 88;
}
