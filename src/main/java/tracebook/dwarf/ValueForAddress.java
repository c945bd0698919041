package tracebook.dwarf;

import tracebook.types.ArrayType;
import tracebook.types.PointerType;
import tracebook.types.Type;

/**
 * What LLVM writes before DWARF 4, which has no DW_OP_stack_value: it leaves the operator out, and
 * so a value, {@code DW_OP_breg5 8}, reads like the address of one. Only what lies in the frame is
 * certainly an address, unless the variable is a pointer: it may be one into the frame.
 */
final class ValueForAddress {
  static final String WHY =
      "its debug info, older than DWARF 4, does not say whether this is its value or its address";

  /** rbp and rsp (x86-64 psABI, figure 3.36). */
  private static final int RBP = 6;

  private static final int RSP = 7;

  private final boolean framePointer;
  private final Type type;

  private ValueForAddress(boolean framePointer, Type type) {
    this.framePointer = framePointer;
    this.type = type;
  }

  /**
   * A location, without what in it may be meant as a value.
   *
   * @param list it is one of several: unoptimised code has one for each variable, which is right
   */
  static Location without(Unit unit, boolean list, Location location, Type type, Place place) {
    if (unit.version >= 4 || !list || !isByLlvm(unit.producer()) || isInMemory(type)) {
      return location;
    }
    boolean framePointer =
        place
            .frames()
            .cfa(place.pc())
            .filter(c -> c instanceof Frames.FromRegister r && r.register() == RBP)
            .isPresent();
    return new ValueForAddress(framePointer, type).certain(location);
  }

  /** An array of a length that is computed as the program runs is never in registers. */
  private static boolean isInMemory(Type type) {
    return type.strip() instanceof ArrayType array && array.size().isEmpty();
  }

  static boolean isByLlvm(String producer) {
    return producer.contains("clang") || producer.contains("LLVM") || producer.contains("rustc");
  }

  private Location certain(Location location) {
    return switch (location) {
      case Location.InMemory l -> may(l.address()) ? new Location.Unreadable(WHY) : l;
      case Location.Pieces l ->
          new Location.Pieces(
              l.pieces().stream()
                  .map(p -> new Location.Piece(certain(p.place()), p.bits(), p.offset()))
                  .toList());
      case Location.InRegister l -> l;
      case Location.Computed l -> l;
      case Location.Known l -> l;
      case Location.ImplicitPointer l -> l;
      case Location.OptimizedOut l -> l;
      case Location.Unreadable l -> l;
    };
  }

  private boolean may(Term address) {
    return switch (address) {
      case Term.Static t -> false;
      case Term.Register t -> !isFrame(t) || type.strip() instanceof PointerType;
      case Term.Binary t ->
          !(t.left() instanceof Term.Register register
              && t.right() instanceof Term.Constant
              && !may(register));
      case Term.Constant t -> true;
      case Term.Load t -> true;
      case Term.Unary t -> true;
      case Term.Conditional t -> true;
      case Term.Let t -> true;
      case Term.Given t -> true;
      case Term.Unknown t -> true;
      case Term.Ambiguous t -> true;
      case Term.OfThread t -> false;
    };
  }

  private boolean isFrame(Term.Register register) {
    return register.number() == RSP || (framePointer && register.number() == RBP);
  }
}
