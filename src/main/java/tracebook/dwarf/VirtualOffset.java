package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Cursor;
import tracebook.types.Shape;

/**
 * Where a virtual base class is: compilers write {@code DW_OP_dup, DW_OP_deref, DW_OP_constu 24,
 * DW_OP_minus, DW_OP_deref, DW_OP_plus} over the address of the object. What its virtual table has
 * 24 bytes in front of where the object points to is added to that address. And which place in the
 * table a function has.
 */
final class VirtualOffset {
  private VirtualOffset() {}

  /** The bytes in front; empty for any other expression. */
  static OptionalLong of(Die base) {
    Optional<Cursor> expression = base.block(DW_AT_data_member_location);
    if (expression.isEmpty()) {
      return OptionalLong.empty();
    }
    Cursor at = expression.get();
    if (!takes(at, Operations.DW_OP_dup) || !takes(at, Operations.DW_OP_deref)) {
      return OptionalLong.empty();
    }
    OptionalLong slot = constant(at);
    boolean found =
        slot.isPresent()
            && slot.getAsLong() > 0
            && slot.getAsLong() % 8 == 0
            && takes(at, Operations.DW_OP_minus)
            && takes(at, Operations.DW_OP_deref)
            && takes(at, Operations.DW_OP_plus)
            && at.atEnd();
    return found ? slot : OptionalLong.empty();
  }

  /** A function that has a place of a known number in the virtual table. */
  static Optional<Shape.Virtual> function(Die die) {
    Optional<Cursor> place = die.block(DW_AT_vtable_elem_location);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong slot = constant(place.get());
    Optional<String> name =
        die.string(DW_AT_linkage_name)
            .or(() -> die.string(DW_AT_MIPS_linkage_name))
            .or(() -> die.string(DW_AT_name));
    return slot.isPresent() && place.get().atEnd()
        ? name.map(n -> new Shape.Virtual(slot.getAsLong(), n))
        : Optional.empty();
  }

  private static boolean takes(Cursor at, int operation) {
    return !at.atEnd() && at.u8() == operation;
  }

  private static OptionalLong constant(Cursor at) {
    if (at.atEnd()) {
      return OptionalLong.empty();
    }
    int operation = at.u8();
    if (operation >= Operations.DW_OP_lit0 && operation <= Operations.DW_OP_lit31) {
      return OptionalLong.of(operation - Operations.DW_OP_lit0);
    }
    return switch (operation) {
      case Operations.DW_OP_const1u -> OptionalLong.of(at.u8());
      case Operations.DW_OP_const2u -> OptionalLong.of(at.u16());
      case Operations.DW_OP_constu -> OptionalLong.of(at.uleb());
      default -> OptionalLong.empty();
    };
  }
}
