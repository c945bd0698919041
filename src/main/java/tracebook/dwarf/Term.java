package tracebook.dwarf;

import java.util.Optional;
import tracebook.elf.Address;

/**
 * A 64-bit number computed from the state of a thread at one address: a DWARF expression (DWARF 5,
 * section 2.5) with its stack resolved. The frame base and the canonical frame address are already
 * replaced by what the unwind table says of this address.
 */
public sealed interface Term {
  record Constant(long value) implements Term {}

  /**
   * A register of the probed frame at this address.
   *
   * @param number DWARF's (x86-64 psABI, figure 3.36: 0 rax, 1 rdx, 2 rcx, 3 rbx, 4 rsi, 5 rdi, 6
   *     rbp, 7 rsp, 8–15)
   */
  record Register(int number) implements Term {}

  /** An address of this module, where the module is loaded: the value plus the load bias. */
  record Static(Address address) implements Term {}

  /**
   * Where the thread has its copy of what is thread-local in this module.
   *
   * @param offset in the module's block of such variables
   */
  record OfThread(Term offset) implements Term {}

  /** The zero-extended value of {@code bytes} (1, 2, 4, 8) bytes of the program's memory. */
  record Load(Term address, int bytes) implements Term {}

  record Binary(Operator operator, Term left, Term right) implements Term {}

  record Unary(UnaryOperator operator, Term operand) implements Term {}

  /** {@code then} where the condition is not 0. */
  record Conditional(Term condition, Term then, Term otherwise) implements Term {}

  /** Computes the first once; {@link Given} in the second is that number. */
  record Let(Term value, Term in) implements Term {}

  /**
   * The number of a {@link Let} around it.
   *
   * @param outer of how many: 0 is the innermost one
   */
  record Given(int outer) implements Term {}

  /** No number: what it is computed from may be cut or extended in more than one way. */
  record Ambiguous() implements Term {}

  /**
   * No number: the call that the thread is in is none of those that tell it.
   *
   * @param call where that call returns to, when it is known which one it is
   */
  record Unknown(Optional<Address> call) implements Term {
    Unknown() {
      this(Optional.empty());
    }
  }

  /**
   * All on 64 bits; comparisons are signed and give 0 or 1; division is signed, modulo unsigned
   * (section 2.5.1.4).
   */
  enum Operator {
    ADD,
    SUB,
    MUL,
    DIV,
    MOD,
    AND,
    OR,
    XOR,
    SHL,
    SHR,
    SHRA,
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    /** Typed operations (DWARF 5, section 2.5.1) have both signs. */
    DIV_UNSIGNED,
    LT_UNSIGNED,
    LE_UNSIGNED,
    GT_UNSIGNED,
    GE_UNSIGNED
  }

  enum UnaryOperator {
    NEG,
    NOT,
    ABS
  }
}
