package tracebook.ir;

import java.util.List;
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

  /** Evaluates the first once; {@link Given} in the second is that number. */
  record With(Num value, Num in) implements Num {}

  /**
   * The number of a {@link With} around it.
   *
   * @param outer of how many: 0 is the innermost one
   */
  record Given(int outer) implements Num {}

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

  /** What memory holds; a failure is that of reading, or {@link SlotState#BEYOND_BOUND}. */
  sealed interface OfMemory extends Num {}

  /**
   * How many bytes are in front of the first NUL.
   *
   * @param most fails when there are more
   */
  record StringLength(Num address, int most) implements OfMemory {}

  /**
   * 1 when the bytes, of which none is a NUL, occur in the string, else 0.
   *
   * @param most places of the string that are tried; a multiple of {@link #STEP} unless it is an
   *     array
   * @param whole it is an array of {@code most} bytes, with a NUL among them or without; else it
   *     fails when no place has the bytes and the string goes on
   */
  record Contains(Num address, ByteString bytes, int most, boolean whole) implements OfMemory {
    /** How many places are tried at once. */
    public static final int STEP = 64;

    /** How much work a place is, in instructions, when so many bytes are searched. */
    public static int work(int bytes) {
      return 7 + 8 * ((bytes + 7) / 8);
    }
  }

  /**
   * As {@link Contains}, of {@code count} bytes, among which there may be NULs.
   *
   * @param most a multiple of {@link Contains#STEP}; fails when none of so many places has the
   *     bytes and there are more
   */
  record CountedContains(Num address, Num count, ByteString bytes, int most) implements OfMemory {}

  /** 1 when the memory at the address begins with these bytes, else 0. */
  record HoldsBytes(Num address, ByteString bytes) implements OfMemory {}

  /**
   * 1 when as many bytes are the same at both addresses, else 0. Fails for a length below 0, and
   * when the first {@code most} are the same and more are wanted.
   *
   * @param signed whether the length can be below 0
   */
  record SameBytes(Num left, Num right, Num length, boolean signed, int most) implements OfMemory {}

  /** 1 when two strings are the same up to a NUL in both, or in their first bytes; else 0. */
  record SameStrings(Num left, Num right, int bytes) implements OfMemory {}

  /** As {@link Matches}, of the thread's name, which has at most 15 bytes. */
  record NameMatches(ByteString bytes, boolean terminated) implements OfMemory {}

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

  /** A signed length. */
  record NotNegative() implements Check {
    @Override
    public SlotState failure() {
      return SlotState.NEGATIVE_LENGTH;
    }
  }

  /** Bytes of elements that have {@code size} bytes each. */
  record MultipleOf(int size) implements Check {
    @Override
    public SlotState failure() {
      return SlotState.UNEVEN;
    }
  }

  /** A truth value of the program: 0 or 1. */
  record Truth() implements Check {
    @Override
    public SlotState failure() {
      return SlotState.NO_TRUTH;
    }
  }

  /**
   * Where the element is that is read at the moment, or its number.
   *
   * @param level of the walk, from 0 for one that is not inside of another
   * @param word of those that {@link Walk} notes of an element; of a {@link Source.Each} it is the
   *     element's number
   */
  record Found(int level, int word) implements Num {}

  /** Always fails. */
  record Failure(SlotState state) implements Num {}

  /** Numbers that are the bits of a floating-point number of IEEE 754, or come of such. */
  sealed interface OfFloat extends Num {}

  /** The bits of a float, as those of the double of the same value. */
  record SingleToDouble(Num bits) implements OfFloat {}

  /**
   * An integer as the bits of the nearest double.
   *
   * @param single of the double of the nearest float
   */
  record IntegerToDouble(Num value, boolean signed, boolean single) implements OfFloat {}

  /** The bits of the float nearest to a double, which is given by its bits. */
  record DoubleToSingle(Num bits) implements OfFloat {}

  /**
   * The integer that is left of a double, given by its bits, without what is behind the point.
   * Fails where {@code width} bits have no room for it.
   */
  record DoubleToInteger(Num bits, int width, boolean signed) implements OfFloat {}

  /** 1 when it holds of two doubles, given by their bits, else 0. */
  record FloatCompare(Comparison comparison, Num left, Num right) implements OfFloat {}

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
    SITE,
    /** Where the thread's own area is (psABI, section 3.4.2: the base of fs). */
    THREAD_POINTER
  }

  /** The numbers that it is computed from. */
  default List<Num> operands() {
    return switch (this) {
      case Load n -> List.of(n.address());
      case Extend n -> List.of(n.value());
      case Binary n -> List.of(n.left(), n.right());
      case Divide n -> List.of(n.left(), n.right());
      case Compare n -> List.of(n.left(), n.right());
      case And n -> List.of(n.left(), n.right());
      case Or n -> List.of(n.left(), n.right());
      case Not n -> List.of(n.operand());
      case Conditional n -> List.of(n.condition(), n.then(), n.otherwise());
      case With n -> List.of(n.value(), n.in());
      case Checked n ->
          switch (n.check()) {
            case AtMost c -> List.of(n.value(), c.limit());
            case Below c -> List.of(n.value(), c.count());
            case Aligned c -> List.of(n.value());
            case NotNegative c -> List.of(n.value());
            case MultipleOf c -> List.of(n.value());
            case Truth c -> List.of(n.value());
          };
      case Matches n -> List.of(n.address());
      case StringLength n -> List.of(n.address());
      case Contains n -> List.of(n.address());
      case CountedContains n -> List.of(n.address(), n.count());
      case HoldsBytes n -> List.of(n.address());
      case SameBytes n -> List.of(n.left(), n.right(), n.length());
      case SameStrings n -> List.of(n.left(), n.right());
      case SingleToDouble n -> List.of(n.bits());
      case IntegerToDouble n -> List.of(n.value());
      case DoubleToSingle n -> List.of(n.bits());
      case DoubleToInteger n -> List.of(n.bits());
      case FloatCompare n -> List.of(n.left(), n.right());
      case NameMatches n -> List.of();
      case Given n -> List.of();
      case Found n -> List.of();
      case Failure n -> List.of();
      case Constant n -> List.of();
      case Register n -> List.of();
      case Context n -> List.of();
      case Bias n -> List.of();
      case Kept n -> List.of();
      case Elapsed n -> List.of();
      case Variable n -> List.of();
    };
  }
}
