package tracebook.dwarf;

import tracebook.elf.Address;
import tracebook.types.PointerType;
import tracebook.types.Type;

/**
 * What clang 14 writes for a variable that was narrowed and then spilled: {@code DW_OP_breg7 64,
 * DW_OP_stack_value}, with or without conversions between them. That is the address of its home,
 * without the load. Only a pointer can be such a number.
 */
final class OwnAddress {
  static final String WHY = "the debug info gives its address for its value";

  /** rbp and rsp (x86-64 psABI, figure 3.36). */
  private static final int RBP = 6;

  private static final int RSP = 7;

  private final boolean framePointer;

  private OwnAddress(boolean framePointer) {
    this.framePointer = framePointer;
  }

  /** Whether a location is an address in the frame, for a type that holds none. */
  static boolean is(Location location, Type type, Frames frames, Address pc) {
    if (!(location instanceof Location.Computed computed)
        || type.strip() instanceof PointerType
        || type.size().orElse(8) >= 8) {
      return false;
    }
    boolean framePointer =
        frames
            .cfa(pc)
            .filter(c -> c instanceof Frames.FromRegister r && r.register() == RBP)
            .isPresent();
    OwnAddress own = new OwnAddress(framePointer);
    return own.mentionsFrame(computed.value()) && !own.readsMore(computed.value());
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
      case Term.OfThread t -> true;
    };
  }
}
