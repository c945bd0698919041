package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Cursor;

/**
 * A debugging information entry with its attributes read. Strings and blocks are read when asked
 * for.
 */
final class Die {
  /** Namespaces, classes, blocks and inlined copies in each other; what people compile has 100. */
  static final int DEEPEST = 500;

  final Unit unit;

  /** In its section. */
  final int offset;

  final Abbreviation shape;

  /**
   * Of each attribute: a number; or where a string or block starts, with the block's length in the
   * upper half; or, for a reference within the section, the offset in it.
   */
  private final long[] values;

  /** The forms, with DW_FORM_indirect replaced. */
  private final int[] forms;

  /** Behind the attributes. */
  private final int next;

  Die(Unit unit, long offset) {
    this(unit, offset, cursor(unit, offset));
  }

  private static Cursor cursor(Unit unit, long offset) {
    if (!unit.holds(offset)) {
      throw unit.bytes.malformed(
          offset, "no entry can be here: its unit is 0x%x to 0x%x".formatted(unit.first, unit.end));
    }
    return unit.bytes.cursor(offset, unit.end);
  }

  /**
   * @param at the same bytes
   */
  Die(Unit unit, long offset, Cursor at) {
    this.unit = unit;
    this.offset = (int) offset;
    long code = at.uleb();
    Abbreviation found = unit.abbreviations().get(code);
    if (found == null) {
      throw unit.bytes.malformed(offset, "abbreviation " + code + " does not exist");
    }
    this.shape = found;
    int count = found.forms().length;
    this.values = new long[count];
    int[] actual = found.indirect() ? found.forms().clone() : found.forms();
    for (int i = 0; i < count; i++) {
      if (actual[i] == DW_FORM_implicit_const) {
        values[i] = found.implicit()[i];
        continue;
      }
      if (actual[i] == DW_FORM_indirect) {
        actual[i] = at.uleb31();
      }
      values[i] = value(at, actual[i]);
    }
    this.forms = actual;
    this.next = at.position();
  }

  private long value(Cursor at, int form) {
    return switch (form) {
      case DW_FORM_flag_present -> 1;
      case DW_FORM_data1, DW_FORM_flag, DW_FORM_strx1, DW_FORM_addrx1 -> at.u8();
      case DW_FORM_data2, DW_FORM_strx2, DW_FORM_addrx2 -> at.u16();
      case DW_FORM_strx3, DW_FORM_addrx3 -> at.u24();
      case DW_FORM_data4, DW_FORM_strx4, DW_FORM_addrx4, DW_FORM_ref_sup4 -> at.u32();
      case DW_FORM_data8, DW_FORM_addr, DW_FORM_ref_sig8, DW_FORM_ref_sup8 -> at.u64();
      case DW_FORM_ref1 -> unit.offset + at.u8();
      case DW_FORM_ref2 -> unit.offset + at.u16();
      case DW_FORM_ref4 -> unit.offset + at.u32();
      case DW_FORM_ref8 -> unit.offset + at.u64();
      case DW_FORM_ref_udata -> unit.offset + at.uleb();
      case DW_FORM_ref_addr -> at.unsigned(unit.version <= 2 ? unit.addressSize : unit.offsetSize);
      case DW_FORM_strp,
          DW_FORM_line_strp,
          DW_FORM_sec_offset,
          DW_FORM_strp_sup,
          DW_FORM_GNU_ref_alt,
          DW_FORM_GNU_strp_alt ->
          at.unsigned(unit.offsetSize);
      case DW_FORM_sdata -> at.sleb();
      case DW_FORM_udata,
          DW_FORM_strx,
          DW_FORM_addrx,
          DW_FORM_GNU_addr_index,
          DW_FORM_GNU_str_index,
          DW_FORM_loclistx,
          DW_FORM_rnglistx ->
          at.uleb();
      case DW_FORM_string -> {
        int start = at.position();
        at.skipString();
        yield start;
      }
      case DW_FORM_data16 -> block(at, 16);
      case DW_FORM_block1 -> block(at, at.u8());
      case DW_FORM_block2 -> block(at, at.u16());
      case DW_FORM_block4 -> block(at, at.u32());
      case DW_FORM_block, DW_FORM_exprloc -> block(at, at.uleb());
      default -> throw at.malformed("DW_FORM 0x%x is not known".formatted(form));
    };
  }

  private static long block(Cursor at, long length) {
    int start = at.position();
    at.skip(length);
    return start | length << 32;
  }

  long position() {
    return unit.position(offset);
  }

  int tag() {
    return shape.tag();
  }

  boolean has(int attribute) {
    return shape.has(attribute);
  }

  /** 0 when it lacks the attribute. */
  int form(int attribute) {
    int index = shape.indexOf(attribute);
    return index < 0 ? 0 : forms[index];
  }

  boolean flag(int attribute) {
    int index = shape.indexOf(attribute);
    return index >= 0 && values[index] != 0;
  }

  /** The number of any attribute that is one; a reference's, index's or offset's raw value. */
  OptionalLong constant(int attribute) {
    int index = shape.indexOf(attribute);
    if (index < 0 || isBlock(forms[index])) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(values[index]);
  }

  boolean isBlock(int form) {
    return switch (form) {
      case DW_FORM_block,
          DW_FORM_block1,
          DW_FORM_block2,
          DW_FORM_block4,
          DW_FORM_exprloc,
          DW_FORM_data16 ->
          true;
      default -> false;
    };
  }

  /** The bytes of a block or an expression. */
  Optional<Cursor> block(int attribute) {
    int index = shape.indexOf(attribute);
    if (index < 0 || !isBlock(forms[index])) {
      return Optional.empty();
    }
    long start = values[index] & 0xffff_ffffL;
    return Optional.of(unit.bytes.cursor(start, start + (values[index] >>> 32)));
  }

  /** Empty also when it is in a supplementary file that is not there. */
  Optional<String> string(int attribute) {
    int index = shape.indexOf(attribute);
    return index < 0 ? Optional.empty() : Strings.of(unit, forms[index], values[index]);
  }

  /** The address of DW_AT_low_pc or DW_AT_entry_pc. */
  long address(int attribute) {
    return address(attribute, -1);
  }

  long address(int attribute, long knownBase) {
    int index = shape.indexOf(attribute);
    return isAddressIndex(forms[index])
        ? unit.indexedAddress(values[index], knownBase >= 0 ? knownBase : unit.root().addrBase())
        : values[index];
  }

  /** Of DW_AT_type and its like: where in what section, or whose signature, its form says. */
  OptionalLong reference(int attribute) {
    int index = shape.indexOf(attribute);
    if (index < 0) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(values[index]);
  }

  /** Direct children, in order. */
  List<Die> children() {
    if (!shape.children()) {
      return List.of();
    }
    List<Die> found = new ArrayList<>();
    int at = next;
    while (true) {
      if (isEnd(at)) {
        return found;
      }
      Die child = new Die(unit, at);
      found.add(child);
      at = child.behind();
    }
  }

  /** The first children as long as they have this tag. */
  List<Die> leading(int tag) {
    List<Die> found = new ArrayList<>();
    int at = next;
    while (shape.children() && !isEnd(at)) {
      Die child = new Die(unit, at);
      if (child.tag() != tag) {
        break;
      }
      found.add(child);
      at = child.behind();
    }
    return found;
  }

  private boolean isEnd(int at) {
    if (at >= unit.end) {
      throw unit.bytes.malformed(offset, "the entry's children do not end");
    }
    return unit.bytes.at(at) == 0;
  }

  /** Where the next entry of the same parent is. */
  private int behind() {
    if (!shape.children()) {
      return next;
    }
    OptionalLong sibling = reference(DW_AT_sibling);
    if (sibling.isPresent()) {
      if (sibling.getAsLong() < next || sibling.getAsLong() > unit.end) {
        throw unit.bytes.malformed(offset, "DW_AT_sibling points backwards or out of its unit");
      }
      return (int) sibling.getAsLong();
    }
    int depth = 1;
    int at = next;
    while (depth > 0) {
      if (isEnd(at)) {
        depth--;
        at++;
        continue;
      }
      Die inner = new Die(unit, at);
      at = inner.next;
      if (inner.shape.children()) {
        depth++;
        if (depth > DEEPEST) {
          throw unit.bytes.malformed(offset, "entries are nested more than " + DEEPEST + " deep");
        }
      }
    }
    return at;
  }
}
