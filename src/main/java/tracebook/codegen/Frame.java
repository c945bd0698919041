package tracebook.codegen;

/**
 * The stack frame of a program, below R10. Script variables have fixed places, temporaries of
 * expressions come and go.
 */
final class Frame {
  /** All that eBPF gives a program and its functions, less what {@link Mapped} needs. */
  static final int LIMIT = 512 - Mapped.BYTES;

  /** Where loads put what they read. */
  static final int SCRATCH = -8;

  /**
   * u32 thread id, u32 process id: the layout of struct bpf_pidns_info. Used at once, like what is
   * loaded, with which it shares the place.
   */
  static final int IDS = SCRATCH;

  /** u64: this hit's number, from 1. */
  static final int HIT = -16;

  private static final int VARIABLES = -16;
  private static final int VARIABLE_SIZE = 16;

  private final int floor;
  private int used;

  Frame(int variables) throws CodeLimit {
    this.floor = -VARIABLES + variables * VARIABLE_SIZE;
    this.used = floor;
    check();
  }

  /** Value of a script variable, or the address that faulted when its state says so. */
  static int value(int variable) {
    return VARIABLES - (variable + 1) * VARIABLE_SIZE;
  }

  /**
   * State of a script variable: 0 when it has a value, else the {@code SlotState} of its failure.
   */
  static int state(int variable) {
    return value(variable) + 8;
  }

  /** Takes room for {@code bytes} bytes and gives the offset of the lowest from R10. */
  int push(int bytes) throws CodeLimit {
    used += (bytes + 7) & ~7;
    check();
    return -used;
  }

  /** Gives back what {@link #push} took last. */
  void pop(int bytes) {
    used -= (bytes + 7) & ~7;
    if (used < floor) {
      throw new IllegalStateException("more popped than pushed");
    }
  }

  private void check() throws CodeLimit {
    if (used > LIMIT) {
      throw new CodeLimit(
          "the block needs more than the " + LIMIT + " bytes of stack that a probe has",
          "use fewer `let`s or aggregates, shorter strings, or expressions that nest less");
    }
  }
}
