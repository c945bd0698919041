package tracebook.dwarf;

import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Constant;
import tracebook.dwarf.Term.Operator;
import tracebook.types.Type;

/**
 * Where GCC says how a variable that it removed is computed from others, it divides and shifts
 * whole registers: {@code DW_OP_breg5 0, DW_OP_lit3, DW_OP_div} for an {@code int} in edi, in front
 * of which lie zeros or anything. What is cut to the type at the end is right for sums, not for
 * these.
 */
final class NarrowOperations {
  private NarrowOperations() {}

  /** A location, without what is computed so that it may be another number. */
  static Location without(Location location, Type type) {
    return without(location, 8 * type.size().orElse(8));
  }

  private static Location without(Location location, long bits) {
    return switch (location) {
      case Location.Computed l ->
          isWrong(l.value(), (int) Math.min(bits, Long.SIZE)) ? whereSure(l.value(), bits) : l;
      case Location.Pieces l ->
          new Location.Pieces(
              l.pieces().stream()
                  .map(p -> new Location.Piece(without(p.place(), p.bits()), p.bits(), p.offset()))
                  .toList());
      case Location.InMemory l -> l;
      case Location.InRegister l -> l;
      case Location.Known l -> l;
      case Location.ImplicitPointer l -> l;
      case Location.OptimizedOut l -> l;
      case Location.Unreadable l -> l;
    };
  }

  /**
   * What is shifted to the right, as a counter that two pointers give ({@code DW_OP_breg0,
   * DW_OP_breg12, DW_OP_minus, DW_OP_lit2, DW_OP_shr}), is the same with and without its upper half
   * where the bits of that which come into the number are 0: there it is read.
   */
  private static Location whereSure(Term value, long bits) {
    Term term = value;
    while (term instanceof Binary sum
        && (sum.operator() == Operator.ADD || sum.operator() == Operator.SUB)
        && sum.right() instanceof Constant) {
      term = sum.left();
    }
    if (bits >= Long.SIZE
        || !(term instanceof Binary shift)
        || shift.operator() != Operator.SHR
        || shifted(shift) == 0
        || shifted(shift) > Long.SIZE - bits
        || isWrong(shift.left(), Long.SIZE)) {
      return new Location.Unreadable(LlvmArithmetic.WHY);
    }
    Term upper = new Binary(Operator.SHR, shift.left(), new Constant(bits));
    Term coming = new Binary(Operator.AND, upper, new Constant((1L << shifted(shift)) - 1));
    Term sure = new Binary(Operator.EQ, coming, new Constant(0));
    return new Location.Computed(new Term.Conditional(sure, value, new Term.Ambiguous()));
  }

  /**
   * Whether the low bits may be wrong.
   *
   * @param bits how many of them count
   */
  private static boolean isWrong(Term term, int bits) {
    return switch (term) {
      case Binary t -> isWrong(t, bits);
      case Term.Unary t ->
          isWrong(t.operand(), bits)
              || (t.operator() == Term.UnaryOperator.ABS && !isSigned(t.operand(), bits));
      case Term.Load t -> isWrong(t.address(), Long.SIZE);
      case Term.Let t -> isWrong(t.value(), bits) || isWrong(t.in(), bits);
      case Term.Conditional t ->
          isWrong(t.condition(), Long.SIZE)
              || isWrong(t.then(), bits)
              || isWrong(t.otherwise(), bits);
      case Term.Register t -> false;
      case Constant t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  private static boolean isWrong(Binary t, int bits) {
    return switch (t.operator()) {
      case AND ->
          (t.right() instanceof Constant mask && mask.value() >= 0)
              ? isWrong(t.left(), Math.min(bits, length(mask.value())))
              : areWrong(t, bits);
      case ADD, SUB, MUL, OR, XOR -> areWrong(t, bits);
      case SHL -> isWrong(t.left(), bits - shifted(t)) || isWrong(t.right(), Long.SIZE);
      case SHR, SHRA -> {
        if (isExtension(t)) {
          yield isWrong(((Binary) t.left()).left(), Long.SIZE - shifted(t));
        }
        boolean whole = bits >= Long.SIZE || shifted(t) > (Long.SIZE - bits);
        yield areWrong(t, Long.SIZE)
            || !(whole
                || (t.operator() == Operator.SHR
                    ? isUnsigned(t.left())
                    : isSigned(t.left(), bits)));
      }
      case DIV ->
          areWrong(t, Long.SIZE)
              || !(bits >= Long.SIZE || (isSigned(t.left(), bits) && isSigned(t.right(), bits)));
      case DIV_UNSIGNED -> areWrong(t, Long.SIZE); // Of typed operands, whose width is told.
      case MOD ->
          areWrong(t, Long.SIZE)
              || !(bits >= Long.SIZE || (isUnsigned(t.left()) && isUnsigned(t.right())));
      case EQ, NE, LT, LE, GT, GE -> areWrong(t, Long.SIZE);
      case LT_UNSIGNED, LE_UNSIGNED, GT_UNSIGNED, GE_UNSIGNED -> areWrong(t, Long.SIZE);
    };
  }

  private static boolean areWrong(Binary t, int bits) {
    return isWrong(t.left(), bits) || isWrong(t.right(), bits);
  }

  /** By a constant; 0 where it is none. */
  private static int shifted(Binary t) {
    return t.right() instanceof Constant c && c.value() > 0 && c.value() < Long.SIZE
        ? (int) c.value()
        : 0;
  }

  private static int length(long mask) {
    return Long.SIZE - Long.numberOfLeadingZeros(mask);
  }

  /** To the left end and back. */
  private static boolean isExtension(Binary t) {
    return shifted(t) > 0
        && t.left() instanceof Binary left
        && left.operator() == Operator.SHL
        && left.right().equals(t.right());
  }

  /** Whether what is in front of these bits is their sign. */
  private static boolean isSigned(Term term, int bits) {
    return switch (term) {
      case Constant t -> true;
      case Binary t ->
          (t.operator() == Operator.AND
                  && t.right() instanceof Constant mask
                  && mask.value() >= 0
                  && length(mask.value()) < bits)
              || t.operator() == Operator.SHRA
              || (t.operator() == Operator.SHR && isExtension(t) && Long.SIZE - shifted(t) < bits)
              || t.operator() == Operator.DIV;
      case Term.Load t -> 8 * t.bytes() < bits;
      case Term.Register t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Unary t -> false;
      case Term.Conditional t -> isSigned(t.then(), bits) && isSigned(t.otherwise(), bits);
      case Term.Let t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  /** Whether it begins with zeros, whatever it is computed from. */
  private static boolean isUnsigned(Term term) {
    return switch (term) {
      case Constant t -> t.value() >= 0;
      case Binary t ->
          (t.operator() == Operator.AND && t.right() instanceof Constant mask && mask.value() >= 0)
              || t.operator() == Operator.SHR;
      case Term.Load t -> t.bytes() < Long.BYTES;
      case Term.Register t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Unary t -> false;
      case Term.Conditional t -> isUnsigned(t.then()) && isUnsigned(t.otherwise());
      case Term.Let t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }
}
