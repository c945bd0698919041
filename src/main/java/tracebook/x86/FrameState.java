package tracebook.x86;

import java.util.Optional;
import tracebook.x86.FrameCode.Spot;

/** What the general registers hold, as far as it has to do with the stack frame. */
final class FrameState {
  static final int RSP = 4;
  static final int RBP = 5;
  static final int RCX = 1;
  static final int REGISTERS = 16;

  /** What a value is counted from: no address of the frame, whatever it is. */
  private static final int FOREIGN = -1;

  /** Nothing that is known. */
  private static final int UNKNOWN = 0;

  /** From 0. */
  private static final int CONSTANT = 1;

  /** From what the stack pointer is when the function is entered; numbers above: aligned there. */
  private static final int FRAME = 2;

  private final int[] origins = new int[REGISTERS];
  private final long[] values = new long[REGISTERS];

  /**
   * Whether an address of the frame may be anywhere but in rsp and rbp. Before that, whatever is
   * loaded or computed is none: nobody else knows the frame.
   */
  private boolean escaped = true;

  /** Nothing is known. */
  FrameState() {}

  /**
   * Where a function is entered.
   *
   * @param followed whether all ways to each instruction are known
   */
  static FrameState entered(boolean followed) {
    FrameState state = new FrameState();
    state.escaped = !followed;
    for (int i = 0; i < REGISTERS; i++) {
      state.forget(i);
    }
    state.set(RSP, FRAME, 0);
    return state;
  }

  /** The address that a register and a distance are; empty when it is not of the frame. */
  Optional<Spot> spot(int register, long distance) {
    return origins[register] < FRAME
        ? Optional.empty()
        : Optional.of(new Spot(origins[register], values[register] + distance));
  }

  boolean isOfFrame(int register) {
    return register >= 0 && origins[register] >= FRAME;
  }

  /** Whether what a register holds is surely no address of the frame, and leads to none. */
  boolean isForeign(int register) {
    return origins[register] == FOREIGN || origins[register] == CONSTANT;
  }

  /** What rcx is, if a constant. */
  Optional<Long> count() {
    return origins[RCX] == CONSTANT ? Optional.of(values[RCX]) : Optional.empty();
  }

  FrameState copy() {
    FrameState copy = new FrameState();
    System.arraycopy(origins, 0, copy.origins, 0, REGISTERS);
    System.arraycopy(values, 0, copy.values, 0, REGISTERS);
    copy.escaped = escaped;
    return copy;
  }

  /** An address of the frame gets to where it is not followed. */
  void escape() {
    escaped = true;
  }

  void forget(int register) {
    if (register >= 0) {
      boolean own = register == RSP || isOfFrame(register);
      origins[register] = escaped || own ? UNKNOWN : FOREIGN;
    }
  }

  void forgetAll() {
    for (int i = 0; i < REGISTERS; i++) {
      if (i != RSP) {
        forget(i);
      }
    }
  }

  private void set(int register, int origin, long value) {
    origins[register] = origin;
    values[register] = value;
  }

  void setConstant(int register, long value) {
    set(register, CONSTANT, value);
  }

  /**
   * rsp is aligned.
   *
   * @param instruction by which what it is then is known
   */
  void align(int instruction) {
    set(RSP, FRAME + 1 + instruction, 0);
  }

  void add(int register, long amount) {
    values[register] += amount;
  }

  /** One becomes another and a distance. */
  void copy(int from, int to, long distance) {
    set(to, origins[from], values[from] + distance);
  }

  /** Keeps what is the same in both; whether that changed this one. */
  boolean meet(FrameState other) {
    boolean changed = other.escaped && !escaped;
    escaped |= other.escaped;
    for (int i = 0; i < REGISTERS; i++) {
      if (origins[i] != other.origins[i] || values[i] != other.values[i]) {
        int both = isForeign(i) && other.isForeign(i) ? FOREIGN : UNKNOWN;
        changed |= origins[i] != both;
        origins[i] = both;
      }
    }
    return changed;
  }
}
