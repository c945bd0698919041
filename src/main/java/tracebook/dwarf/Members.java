package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Cursor;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.Shape;
import tracebook.types.Type;
import tracebook.types.VariantPart;

/** Members of structures (DWARF 5, section 5.7). */
final class Members {
  private static final int DW_DSC_RANGE = 1;

  private final Types types;

  private Members(Types types) {
    this.types = types;
  }

  static Shape of(Die struct, Types types) {
    return new Members(types).shape(struct);
  }

  private Shape shape(Die struct) {
    List<Member> placed = new ArrayList<>();
    List<VariantPart> variants = new ArrayList<>();
    List<Shape.Static> statics = new ArrayList<>();
    List<Shape.Unplaced> unplaced = new ArrayList<>();
    List<String> embedded = new ArrayList<>();
    List<Shape.Virtual> virtuals = new ArrayList<>();
    TemplateArguments arguments = new TemplateArguments(types);
    for (Die child : struct.children()) {
      switch (child.tag()) {
        case DW_TAG_member, DW_TAG_inheritance -> {
          if (isStatic(child)) {
            statics.add(named(child));
          } else if (member(child).isPresent()) {
            placed.add(member(child).get());
            if (child.flag(DW_AT_go_embedded_field)) {
              embedded.add(name(child));
            }
          } else {
            unplaced.add(
                new Shape.Unplaced(
                    child.string(DW_AT_name).orElse(""),
                    types.referred(child, DW_AT_type),
                    VirtualOffset.of(child)));
          }
        }
        // DWARF 5 has static members as variables.
        case DW_TAG_variable -> statics.add(named(child));
        case DW_TAG_variant_part -> variants.add(variantPart(child));
        case DW_TAG_subprogram -> VirtualOffset.function(child).ifPresent(virtuals::add);
        default -> arguments.add(child);
      }
    }
    return new Shape(
        placed,
        variants,
        statics,
        unplaced,
        arguments.types(),
        arguments.constants(),
        virtuals,
        embedded);
  }

  private static boolean isStatic(Die die) {
    return die.tag() == DW_TAG_member && (die.flag(DW_AT_external) || die.flag(DW_AT_declaration));
  }

  private Shape.Static named(Die die) {
    return new Shape.Static(die.string(DW_AT_name).orElse(""), types.referred(die, DW_AT_type));
  }

  private VariantPart variantPart(Die part) {
    // The discriminant is a member of the part in Rust, one of the structure in Ada.
    Optional<Member> discriminant = types.target(part, DW_AT_discr).flatMap(this::member);
    boolean signed = discriminant.filter(d -> isSigned(d.type())).isPresent();
    List<VariantPart.Variant> variants = new ArrayList<>();
    for (Die child : part.children()) {
      if (child.tag() == DW_TAG_variant) {
        List<Member> members = new ArrayList<>();
        List<VariantPart> inner = new ArrayList<>();
        for (Die of : child.children()) {
          if (of.tag() == DW_TAG_member) {
            member(of).ifPresent(members::add);
          } else if (of.tag() == DW_TAG_variant_part) {
            inner.add(variantPart(of));
          }
        }
        int bytes = (int) discriminant.map(d -> d.type().size().orElse(8)).orElse(8L).longValue();
        variants.add(new VariantPart.Variant(values(child, bytes, signed), members, inner));
      }
    }
    // Of several that have no value none can be told from the others.
    boolean told = variants.stream().filter(v -> v.values().isEmpty()).count() <= 1;
    return new VariantPart(told ? discriminant : Optional.empty(), variants);
  }

  private static List<VariantPart.Values> values(Die variant, int bytes, boolean signed) {
    OptionalLong single = variant.constant(DW_AT_discr_value);
    if (single.isPresent()) {
      long value = Types.extend(single.getAsLong(), written(variant, bytes), signed);
      return List.of(new VariantPart.Values(value, value));
    }
    Optional<Cursor> wide = variant.block(DW_AT_discr_value);
    if (wide.isPresent()) {
      return wide(wide.get(), signed);
    }
    List<VariantPart.Values> values = new ArrayList<>();
    Optional<Cursor> list = variant.block(DW_AT_discr_list);
    if (list.isPresent()) {
      Cursor at = list.get();
      while (!at.atEnd()) {
        boolean range = at.u8() == DW_DSC_RANGE;
        long low = signed ? at.sleb() : at.uleb();
        long high = !range ? low : signed ? at.sleb() : at.uleb();
        values.add(new VariantPart.Values(low, high));
      }
    }
    return values;
  }

  /** A discriminant of 16 bytes; of nothing where 8 do not hold its value. */
  private static List<VariantPart.Values> wide(Cursor at, boolean signed) {
    if (at.end() - at.position() != 16) {
      return List.of();
    }
    long low = at.u64();
    long high = at.u64();
    return high == (signed ? low >> 63 : 0) ? List.of(new VariantPart.Values(low, low)) : List.of();
  }

  /** LLVM writes a value in as few bytes as hold it with its sign. */
  private static int written(Die variant, int bytes) {
    return switch (variant.form(DW_AT_discr_value)) {
      case Forms.DW_FORM_data1 -> 1;
      case Forms.DW_FORM_data2 -> 2;
      case Forms.DW_FORM_data4 -> 4;
      case Forms.DW_FORM_data8 -> 8;
      default -> bytes;
    };
  }

  private static boolean isSigned(Type type) {
    return switch (type.strip()) {
      case IntegerType t -> t.signed();
      case CharType t -> t.signed();
      case EnumType t -> t.signed();
      default -> false;
    };
  }

  /** Empty where its place depends on the object: a virtual base class. */
  private Optional<Member> member(Die die) {
    boolean base = die.tag() == DW_TAG_inheritance;
    Type type = types.referred(die, DW_AT_type);
    String name = name(die);
    OptionalLong width = die.constant(DW_AT_bit_size);
    OptionalLong offset = offset(die);
    if (offset.isEmpty() || (die.has(DW_AT_bit_size) && width.isEmpty())) {
      return Optional.empty();
    }
    OptionalLong fromStart = die.constant(DW_AT_data_bit_offset);
    if (width.isEmpty()) {
      long bits = fromStart.orElse(0);
      return bits % 8 != 0
          ? Optional.empty()
          : Optional.of(
              new Member(name, type, offset.getAsLong() + bits / 8, Optional.empty(), base));
    }
    long bits;
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

  /** Rust's compiler writes the tuple's {@code .0} as {@code __0}. */
  private static String name(Die die) {
    String name = die.string(DW_AT_name).orElse("");
    return die.unit.isRust() && name.matches("__\\d+") ? name.substring(2) : name;
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
