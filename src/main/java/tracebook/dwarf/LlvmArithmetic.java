package tracebook.dwarf;

import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Constant;
import tracebook.dwarf.Term.Operator;
import tracebook.elf.Address;
import tracebook.types.Type;

/**
 * Where LLVM says how a variable that it removed is computed from others, it has one operation for
 * a signed and an unsigned one, and takes narrow numbers to be extended with zeros: {@code -5 / 3}
 * is {@code DW_OP_breg5, DW_OP_constu 0xffffffff, DW_OP_and, DW_OP_lit3, DW_OP_div}. It cuts the
 * address of a narrow number that was spilled in place of the number, and adds to a number before
 * it is extended what is to be added behind that.
 */
final class LlvmArithmetic {
  static final String WHY = "the debug info computes it without the width or the sign of a number";
  static final String CUT = "the debug info cuts the address that it is computed from";

  /** rbp and rsp (x86-64 psABI, figure 3.36). */
  private static final int RBP = 6;

  private static final int RSP = 7;

  private final boolean framePointer;

  private LlvmArithmetic(Frames frames, Address pc) {
    framePointer =
        frames
            .cfa(pc)
            .filter(c -> c instanceof Frames.FromRegister r && r.register() == RBP)
            .isPresent();
  }

  /** A location, without what is computed so that it may be another number. */
  static Location without(Unit unit, Location location, Type type, Frames frames, Address pc) {
    if (ValueForAddress.isByLlvm(unit.producer())) {
      return new LlvmArithmetic(frames, pc).without(location, 8 * type.size().orElse(8));
    }
    return unit.producer().startsWith("GNU ") ? NarrowOperations.without(location, type) : location;
  }

  private Location without(Location location, long bits) {
    return switch (location) {
      case Location.Computed l -> without(l, l.value(), bits);
      case Location.InMemory l -> without(l, l.address(), Long.SIZE);
      case Location.Pieces l ->
          new Location.Pieces(
              l.pieces().stream()
                  .map(p -> new Location.Piece(without(p.place(), p.bits()), p.bits(), p.offset()))
                  .toList());
      case Location.InRegister l -> l;
      case Location.Known l -> l;
      case Location.ImplicitPointer l -> l;
      case Location.OptimizedOut l -> l;
      case Location.Unreadable l -> l;
    };
  }

  private Location without(Location location, Term term, long bits) {
    if (isCutAnywhere(term)) {
      return new Location.Unreadable(CUT);
    }
    return isWrong(term) || isExtendedLate(term, bits) ? new Location.Unreadable(WHY) : location;
  }

  private boolean isCutAnywhere(Term term) {
    return switch (term) {
      case Term.Load t -> isCut(t.address()) || isCutAnywhere(t.address());
      case Binary t -> isCutAnywhere(t.left()) || isCutAnywhere(t.right());
      case Term.Unary t -> isCutAnywhere(t.operand());
      case Term.Let t -> isCutAnywhere(t.value()) || isCutAnywhere(t.in());
      case Term.Conditional t ->
          isCutAnywhere(t.condition()) || isCutAnywhere(t.then()) || isCutAnywhere(t.otherwise());
      case Term.Register t -> false;
      case Constant t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  /** Whether an address is not just so far from where the frame is. */
  private boolean isCut(Term address) {
    return switch (address) {
      case Binary t ->
          t.operator() == Operator.ADD
              ? isCut(t.left()) || isCut(t.right())
              : t.operator() == Operator.SUB
                  ? isCut(t.left()) || mentionsFrame(t.right())
                  : mentionsFrame(t);
      case Term.Unary t -> mentionsFrame(t);
      case Term.Let t -> mentionsFrame(t);
      case Term.Conditional t -> false;
      case Term.Load t -> false;
      case Term.Register t -> false;
      case Constant t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  private boolean mentionsFrame(Term term) {
    return switch (term) {
      case Term.Register t -> t.number() == RSP || (framePointer && t.number() == RBP);
      case Binary t -> mentionsFrame(t.left()) || mentionsFrame(t.right());
      case Term.Unary t -> mentionsFrame(t.operand());
      case Term.Let t -> mentionsFrame(t.value()) || mentionsFrame(t.in());
      case Term.Conditional t -> false;
      case Term.Load t -> false;
      case Constant t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  private static boolean isWrong(Term term) {
    return switch (term) {
      case Binary t -> isWrongItself(t) || isWrong(t.left()) || isWrong(t.right());
      case Term.Load t -> isWrong(t.address());
      case Term.Unary t -> isWrong(t.operand());
      case Term.Let t -> isWrong(t.value()) || isWrong(t.in());
      case Term.Conditional t ->
          isWrong(t.condition()) || isWrong(t.then()) || isWrong(t.otherwise());
      case Term.Register t -> false;
      case Constant t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  private static boolean isWrongItself(Binary t) {
    return switch (t.operator()) {
      case MOD -> true; // It means the signed one.
      case LT, LE, GT, GE -> true; // It means either.
      case DIV -> isNarrow(t.left()) || isNarrow(t.right());
      case SHRA -> !isSignExtended(t) && isNarrow(t.left());
      case SHR -> mayCarry(t.left());
      case EQ, NE ->
          (isNarrow(t.left()) && mayBeLonger(t.right()))
              || (isNarrow(t.right()) && mayBeLonger(t.left()));
      case ADD, SUB, MUL, AND, OR, XOR, SHL -> false;
      case DIV_UNSIGNED, LT_UNSIGNED, LE_UNSIGNED, GT_UNSIGNED, GE_UNSIGNED -> false;
    };
  }

  /** Whether it is made of a number that has zeros in front. */
  private static boolean isNarrow(Term term) {
    return switch (term) {
      case Binary t ->
          (t.operator() == Operator.AND && t.right() instanceof Constant)
              || (!isSignExtended(t) && (isNarrow(t.left()) || isNarrow(t.right())));
      case Term.Load t -> t.bytes() < Long.BYTES;
      case Term.Unary t -> isNarrow(t.operand());
      case Term.Let t -> isNarrow(t.value()) || isNarrow(t.in());
      case Term.Conditional t -> isNarrow(t.then()) || isNarrow(t.otherwise());
      case Term.Register t -> false;
      case Constant t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  /** What a conversion to a signed type makes. */
  private static boolean isSignExtended(Binary t) {
    return t.operator() == Operator.SHRA
        && t.left() instanceof Binary left
        && left.operator() == Operator.SHL
        && left.right().equals(t.right());
  }

  /** Whether bits in front of a narrow number may be set that the program does not have. */
  private static boolean mayCarry(Term term) {
    return switch (term) {
      case Binary t ->
          switch (t.operator()) {
            case AND -> false;
            case SHR -> mayCarry(t.left());
            default -> isNarrow(t);
          };
      case Term.Unary t -> isNarrow(t);
      case Term.Let t -> isNarrow(t);
      case Term.Conditional t -> mayCarry(t.then()) || mayCarry(t.otherwise());
      case Term.Load t -> false;
      case Term.Register t -> false;
      case Constant t -> false;
      case Term.Static t -> false;
      case Term.OfThread t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
    };
  }

  /** Of what a narrow number is compared with. */
  private static boolean mayBeLonger(Term term) {
    return term instanceof Constant constant ? constant.value() < 0 : mayCarry(term);
  }

  /**
   * Whether something was added in front of the extension: {@code DW_OP_breg14 5, DW_OP_constu
   * 0xffffffff, DW_OP_and}. Where the program does it, it is extended once more.
   */
  private static boolean isExtendedLate(Term term, long bits) {
    return term instanceof Binary t
        && t.operator() == Operator.AND
        && t.right() instanceof Constant mask
        && mask.value() > 0
        && Long.SIZE - Long.numberOfLeadingZeros(mask.value()) < bits
        && t.left() instanceof Binary sum
        && sum.operator() == Operator.ADD
        && sum.left() instanceof Term.Register
        && sum.right() instanceof Constant;
  }
}
