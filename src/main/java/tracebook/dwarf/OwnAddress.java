package tracebook.dwarf;

import tracebook.elf.Address;
import tracebook.types.PointerType;
import tracebook.types.Type;

/**
 * What clang 14 writes for a variable that was narrowed and then spilled: {@code DW_OP_breg7 64,
 * DW_OP_stack_value}, with or without conversions between them. That is the address of its home,
 * without the load. Only a pointer can be such a number, and what is shifted or cut, as a {@code
 * long} that a {@code short} was made into, is no address.
 */
final class OwnAddress {
  static final String WHY = "the debug info gives its address for its value";

  /** rbp and rsp (x86-64 psABI, figure 3.36). */
  private static final int RBP = 6;

  private static final int RSP = 7;

  private final boolean framePointer;

  private OwnAddress(Frames frames, Address pc) {
    framePointer =
        frames
            .cfa(pc)
            .filter(c -> c instanceof Frames.FromRegister r && r.register() == RBP)
            .isPresent();
  }

  /** A location, without addresses in the frame that its type does not hold. */
  static Location without(Unit unit, Location location, Type type, Frames frames, Address pc) {
    boolean llvm = ValueForAddress.isByLlvm(unit.producer());
    return switch (location) {
      case Location.Computed l -> {
        long bits = 8 * type.size().orElse(8);
        boolean pointer = type.strip() instanceof PointerType;
        yield new OwnAddress(frames, pc).is(l.value(), pointer ? 64 : bits, llvm)
            ? new Location.Unreadable(WHY)
            : l;
      }
      case Location.Pieces l ->
          new Location.Pieces(
              l.pieces().stream()
                  .map(
                      p ->
                          p.place() instanceof Location.Computed c
                                  && new OwnAddress(frames, pc).is(c.value(), p.bits(), llvm)
                              ? new Location.Piece(new Location.Unreadable(WHY), p.bits())
                              : p)
                  .toList());
      case Location.InMemory l -> l;
      case Location.InRegister l -> l;
      case Location.Known l -> l;
      case Location.ImplicitPointer l -> l;
      case Location.OptimizedOut l -> l;
      case Location.Unreadable l -> l;
    };
  }

  /** Whether a value is reckoned from where the frame is, and nothing else. */
  private boolean isOfFrame(Term value) {
    return mentionsFrame(value) && !readsMore(value);
  }

  /** What is as wide as an address may be one, as long as it is not shifted or cut. */
  private boolean is(Term value, long bits, boolean llvm) {
    return isOfFrame(value) && (bits < 64 || (llvm && isShaped(value)));
  }

  private static boolean isShaped(Term value) {
    return switch (value) {
      case Term.Binary t ->
          (t.operator() != Term.Operator.ADD && t.operator() != Term.Operator.SUB)
              || isShaped(t.left())
              || isShaped(t.right());
      case Term.Register t -> false;
      case Term.Constant t -> false;
      case Term.Static t -> false;
      case Term.Unary t -> true;
      case Term.Load t -> true;
      case Term.Conditional t -> true;
      case Term.Let t -> true;
      case Term.Given t -> true;
      case Term.Unknown t -> true;
      case Term.Ambiguous t -> true;
      case Term.OfThread t -> true;
    };
  }

  private boolean isFrame(Term.Register register) {
    return register.number() == RSP || (framePointer && register.number() == RBP);
  }

  private boolean mentionsFrame(Term term) {
    return switch (term) {
      case Term.Register t -> isFrame(t);
      case Term.Unary t -> mentionsFrame(t.operand());
      case Term.Binary t -> mentionsFrame(t.left()) || mentionsFrame(t.right());
      case Term.Constant t -> false;
      case Term.Static t -> false;
      case Term.Load t -> false;
      case Term.Conditional t -> false;
      case Term.Let t -> false;
      case Term.Given t -> false;
      case Term.Unknown t -> false;
      case Term.Ambiguous t -> false;
      case Term.OfThread t -> false;
    };
  }

  /** True when it needs memory or another register. */
  private boolean readsMore(Term term) {
    return switch (term) {
      case Term.Register t -> !isFrame(t);
      case Term.Unary t -> readsMore(t.operand());
      case Term.Binary t -> readsMore(t.left()) || readsMore(t.right());
      case Term.Constant t -> false;
      case Term.Static t -> false;
      case Term.Load t -> true;
      case Term.Conditional t -> true;
      case Term.Let t -> true;
      case Term.Given t -> true;
      case Term.Unknown t -> true;
      case Term.Ambiguous t -> true;
      case Term.OfThread t -> true;
    };
  }
}
