package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Cursor;
import tracebook.types.Member;
import tracebook.types.Type;

/** Members of structures (DWARF 5, section 5.7.6). */
final class Members {
  private Members() {}

  static List<Member> of(Die struct, Types types) {
    List<Member> found = new ArrayList<>();
    for (Die child : struct.children()) {
      boolean base = child.tag() == DW_TAG_inheritance;
      boolean member =
          child.tag() == DW_TAG_member
              && !child.flag(DW_AT_external)
              && !child.flag(DW_AT_declaration);
      if (base || member) {
        member(child, types, base).ifPresent(found::add);
      }
    }
    return List.copyOf(found);
  }

  /** Empty for a virtual base class: where it is depends on the object. */
  private static Optional<Member> member(Die die, Types types, boolean base) {
    Type type = types.referred(die, DW_AT_type);
    String name = die.string(DW_AT_name).orElse("");
    OptionalLong width = die.constant(DW_AT_bit_size);
    OptionalLong offset = offset(die);
    if (offset.isEmpty()) {
      return Optional.empty();
    }
    if (width.isEmpty()) {
      return Optional.of(new Member(name, type, offset.getAsLong(), Optional.empty(), base));
    }
    long bits;
    OptionalLong fromStart = die.constant(DW_AT_data_bit_offset);
    OptionalLong fromTop = die.constant(DW_AT_bit_offset);
    if (fromStart.isPresent()) {
      bits = 8 * offset.getAsLong() + fromStart.getAsLong();
    } else if (fromTop.isPresent()) {
      // DWARF 3: counted from the highest bit of a unit of storage of the type's size.
      OptionalLong storage = die.constant(DW_AT_byte_size);
      if (storage.isEmpty()) {
        storage = type.size();
      }
      bits =
          8 * offset.getAsLong()
              + 8 * storage.orElse(0)
              - (int) fromTop.getAsLong()
              - width.getAsLong();
    } else {
      bits = 8 * offset.getAsLong();
    }
    Member.BitField field =
        new Member.BitField((int) Math.floorMod(bits, 8L), (int) width.getAsLong());
    return Optional.of(new Member(name, type, Math.floorDiv(bits, 8L), Optional.of(field), false));
  }

  /** A constant, or in DWARF 2 the expression {@code DW_OP_plus_uconst}. */
  private static OptionalLong offset(Die die) {
    if (!die.has(DW_AT_data_member_location)) {
      return OptionalLong.of(0);
    }
    Optional<Cursor> expression = die.block(DW_AT_data_member_location);
    if (expression.isEmpty()) {
      return die.constant(DW_AT_data_member_location);
    }
    Cursor at = expression.get();
    if (!at.atEnd() && at.u8() == Operations.DW_OP_plus_uconst) {
      long value = at.uleb();
      if (at.atEnd()) {
        return OptionalLong.of(value);
      }
    }
    return OptionalLong.empty();
  }
}
