package tracebook.dwarf;

import java.util.Optional;
import tracebook.types.ArrayType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * What LLVM writes for what is passed by its address when the address is passed on the stack: the
 * place of the address, {@code DW_OP_fbreg 96}, without the load of it ({@code DW_OP_deref}). The
 * same words are right for what lies there itself.
 */
final class AddressOnStack {
  static final String WHY =
      "the debug info does not tell whether it is on the stack or its address is";

  /** What Rust's own calling convention passes in a register, not by an address. */
  private static final long REGISTER = 8;

  private AddressOnStack() {}

  /**
   * A location, with the load where the calling convention tells that it is missing.
   *
   * @param parameter it is one of the function itself, not of a copy that was put into it, which
   *     may be what the address of a parameter points to whatever its type is
   */
  static Location with(
      Unit unit, Location location, Type type, boolean parameter, Place place, Optional<Long> above)
      throws CannotTell {
    if (!(location instanceof Location.InMemory memory)
        || !ValueForAddress.isByLlvm(unit.producer())
        || !isPassedOnStack(memory.address(), place, above)) {
      return location;
    }
    if (!parameter) {
      return new Location.Unreadable(WHY);
    }
    Type stripped = type.strip();
    boolean whole = !(stripped instanceof StructType) && !(stripped instanceof ArrayType);
    if (whole || (unit.isRust() && type.size().orElse(Long.MAX_VALUE) <= REGISTER)) {
      return location;
    }
    // Itanium C++ ABI, section 3.1.2.3; x86-64 psABI, section 3.2.3.
    StructType.Passing passing =
        stripped instanceof StructType struct ? struct.passing() : StructType.Passing.UNKNOWN;
    return switch (passing) {
      case BY_VALUE -> location;
      case BY_REFERENCE -> new Location.InMemory(new Term.Load(memory.address(), 8));
      case AS_ITS_MEMBERS, UNKNOWN -> new Location.Unreadable(WHY);
    };
  }

  /** Whether it is at the canonical frame address or above, where the caller has put arguments. */
  private static boolean isPassedOnStack(Term address, Place place, Optional<Long> above)
      throws CannotTell {
    if (above.isPresent()) {
      return above.get() >= 0;
    }
    if (!isOffRegister(address)) {
      return false;
    }
    Term cfa = place.cfa();
    return isOffRegister(cfa)
        && register(address).equals(register(cfa))
        && offset(address) >= offset(cfa);
  }

  private static boolean isOffRegister(Term term) {
    return register(term) instanceof Term.Register;
  }

  private static Term register(Term term) {
    return term instanceof Term.Binary sum
            && sum.operator() == Term.Operator.ADD
            && sum.right() instanceof Term.Constant
        ? sum.left()
        : term;
  }

  private static long offset(Term term) {
    return term instanceof Term.Binary sum && sum.right() instanceof Term.Constant constant
        ? constant.value()
        : 0;
  }
}
