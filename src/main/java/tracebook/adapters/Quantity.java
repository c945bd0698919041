package tracebook.adapters;

/** A 64-bit number that the bytes of an object tell, or what lies behind its pointers. */
public sealed interface Quantity {
  record Constant(long value) implements Quantity {}

  /**
   * A number in the object.
   *
   * @param offset from the start of the object
   * @param bytes 1, 2, 4 or 8
   */
  record Field(long offset, int bytes, boolean signed) implements Quantity {}

  /** The address of a place in the object itself. */
  record Place(long offset) implements Quantity {}

  /** 8 bytes of memory outside of the object. */
  record Load(Quantity address) implements Quantity {}

  /** The address of a symbol of the program, where it is loaded. */
  record Symbol(String name) implements Quantity {}

  /** Where the module is loaded: an address less this is the one that its file has. */
  record Start() implements Quantity {}

  /** A number that there is only where the condition is not 0. */
  record Only(Quantity condition, Quantity value, Failure otherwise) implements Quantity {}

  /** Why there is no number. */
  enum Failure {
    /** A description of a type that the program has not. */
    UNKNOWN_TYPE,
    /** The program is changing it. */
    BEING_CHANGED,
    /** What it was of has ended. */
    EXPIRED
  }

  /** Which element of the object it is that is looked for, from 0. */
  record Index() implements Quantity {}

  record Computed(Operator operator, Quantity left, Quantity right) implements Quantity {}

  /** The first if the condition is not 0, else the second. */
  record Either(Quantity condition, Quantity then, Quantity otherwise) implements Quantity {}

  /** How many times {@code size} goes into a number of bytes; nothing if it does not go evenly. */
  record Elements(Quantity bytes, long size) implements Quantity {}

  /** Modulo 2^64; comparisons give 0 or 1. */
  enum Operator {
    ADD,
    SUB,
    MUL,
    /** Unsigned; there is no value where the divisor is 0. */
    DIV,
    /** As {@link #DIV}. */
    REM,
    AND,
    SHR,
    EQ,
    NE
  }

  default Quantity plus(long value) {
    return value == 0 ? this : new Computed(Operator.ADD, this, new Constant(value));
  }

  default Quantity by(Operator operator, Quantity other) {
    return new Computed(operator, this, other);
  }

  /** As the file has it, of an address of the program; 0 stays 0. */
  default Quantity inFile() {
    return new Either(this, minus(new Start()), new Constant(0));
  }

  /** How many elements there is room for; none where the end lies in front of the beginning. */
  static Quantity room(Quantity begin, Quantity end, long size) {
    Quantity bytes = end.minus(begin);
    Quantity ahead = bytes.by(Operator.SHR, new Constant(63)).by(Operator.EQ, new Constant(0));
    return new Either(ahead, new Elements(bytes, size), new Constant(0));
  }

  default Quantity minus(Quantity other) {
    return new Computed(Operator.SUB, this, other);
  }
}
