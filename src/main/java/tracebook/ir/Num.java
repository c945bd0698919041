package tracebook.ir;

import tracebook.bytes.ByteString;

/**
 * A 64-bit number computed in the probe. A value of a narrower type is held extended to 64 bits as
 * its type demands; the conversions that C makes are explicit nodes. A node may fail: memory that
 * cannot be read, a division by zero. Then everything that depends on it fails for the same reason.
 */
public sealed interface Num {
  record Constant(long value) implements Num {}

  /**
   * A general register at the hit.
   *
   * @param number DWARF's (x86-64 psABI, figure 3.36)
   */
  record Register(int number) implements Num {}

  /** Something the kernel knows about the hit. */
  record Context(Fact fact) implements Num {}

  /**
   * Where the module of the site was loaded minus where its file says: the instruction pointer at
   * the hit minus the site's address. The same code for every site of a body.
   */
  record Bias() implements Num {}

  /** {@code bytes} (1, 2, 4, 8) of the program's memory, extended to 64 bits. */
  record Load(Num address, int bytes, boolean signed) implements Num {}

  /**
   * The low {@code bits} (1 to 64) of a number, extended again: C's conversion to a narrower type,
   * a bit field.
   */
  record Extend(Num value, int bits, boolean signed) implements Num {}

  /** Arithmetic modulo 2^64. A 32-bit operation is this and then {@link Extend}. */
  record Binary(Operator operator, Num left, Num right) implements Num {}

  /**
   * Division or remainder, rounded toward zero. Fails on a zero divisor and, when signed, on the
   * most negative value of {@code bits} divided by -1.
   */
  record Divide(boolean remainder, boolean signed, int bits, Num left, Num right) implements Num {}

  /** 0 or 1. */
  record Compare(Comparison comparison, boolean signed, Num left, Num right) implements Num {}

  /** 1 when the operand is 0, else 0. */
  record Not(Num operand) implements Num {}

  /** C's {@code &&}: the right side is evaluated only if the left is not 0. */
  record And(Num left, Num right) implements Num {}

  /** C's {@code ||}: the right side is evaluated only if the left is 0. */
  record Or(Num left, Num right) implements Num {}

  /** Evaluates one of the two. */
  record Conditional(Num condition, Num then, Num otherwise) implements Num {}

  /** The number in a slot of what was kept; fails as the slot did. */
  record Kept(int slot) implements Num {}

  /** Nanoseconds since what was kept was; fails when that was not seen. */
  record Elapsed() implements Num {}

  /** A script variable. */
  record Variable(int index) implements Num {}

  /**
   * 1 when the memory at the address holds these bytes, else 0. With {@code terminated} a NUL must
   * follow; a string that ends earlier is a difference, not a failure.
   */
  record Matches(Num address, ByteString bytes, boolean terminated) implements Num {}

  /** A number that fails when it is not what it has to be; the slot then holds the number. */
  record Checked(Num value, Check check) implements Num {}

  /** What a number has to be; numbers are unsigned. */
  sealed interface Check {
    /** How a number fails that is not. */
    SlotState failure();
  }

  /** A length. */
  record AtMost(Num limit) implements Check {
    @Override
    public SlotState failure() {
      return SlotState.TOO_LONG;
    }
  }

  /** An index. */
  record Below(Num count) implements Check {
    @Override
    public SlotState failure() {
      return SlotState.OUT_OF_RANGE;
    }
  }

  /** An address; {@code bytes} is a power of two. */
  record Aligned(int bytes) implements Check {
    @Override
    public SlotState failure() {
      return SlotState.MISALIGNED;
    }
  }

  /** Bytes of elements that have {@code size} bytes each. */
  record MultipleOf(int size) implements Check {
    @Override
    public SlotState failure() {
      return SlotState.UNEVEN;
    }
  }

  /** Always fails. */
  record Failure(SlotState state) implements Num {}

  /** Two's complement operators. Shift counts are already masked. */
  enum Operator {
    ADD,
    SUB,
    MUL,
    AND,
    OR,
    XOR,
    SHL,
    /** Logical. */
    SHR,
    /** Arithmetic. */
    SAR
  }

  /** Comparisons. */
  enum Comparison {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE
  }

  /** What a probe can know without reading the program. */
  enum Fact {
    /** As the target's pid namespace counts. */
    PID,
    /** As the target's pid namespace counts. */
    TID,
    HOST_PID,
    HOST_TID,
    CPU,
    UID,
    GID,
    CGROUP,
    /** Nanoseconds of CLOCK_MONOTONIC. */
    MONOTONIC,
    /** Nanoseconds since the epoch. */
    WALL_CLOCK,
    /** This hit's number among its probe's, from 1. */
    HIT,
    /** The instruction pointer. */
    PC,
    /** The number of the site. */
    SITE
  }
}
