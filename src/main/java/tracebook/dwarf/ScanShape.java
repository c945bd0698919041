package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;
import static tracebook.dwarf.Tags.*;

import java.util.Arrays;
import tracebook.bytes.Cursor;

/**
 * An abbreviation as {@link UnitScan} sees it, which reads millions of entries: what the entry is
 * to it, and how to come past its attributes. Most have a size that is known beforehand.
 */
final class ScanShape {
  /** What an entry is to a scan. */
  enum Role {
    NONE,
    /** Units, namespaces: their entries have names that can be asked for. */
    SCOPE,
    FUNCTION,
    INLINED,
    BLOCK,
    VARIABLE,
    /** Types that may have members with names that can be asked for. */
    CLASS,
    TYPE
  }

  /** Steps: the low byte what, the rest how much or which mark. */
  static final int SKIP = 0;

  static final int SKIP_LEB = 1;
  static final int SKIP_STRING = 2;
  static final int SKIP_BLOCK1 = 3;
  static final int SKIP_BLOCK2 = 4;
  static final int SKIP_BLOCK4 = 5;
  static final int SKIP_BLOCK = 6;
  static final int SKIP_INDIRECT = 7;

  /** Remember where the next attribute is. */
  static final int MARK = 8;

  static final int NAME = 0;
  static final int LINKAGE = 1;
  static final int SIBLING = 2;
  static final int ORIGIN = 3;
  static final int MARKS = 4;

  final int tag;
  final Role role;
  final boolean children;

  /** It has code of its own. */
  final boolean code;

  final boolean declaration;

  /** A namespace whose names are those of the one around it: {@code inline} in C++. */
  final boolean exports;

  /** What it declares is in a type unit. */
  final boolean signature;

  /** Its origin can be in another unit. */
  final boolean crosses;

  /** Of all attributes, in bytes; -1 when each entry has its own. */
  final int size;

  /** Where the marked attributes are, from the first; -1 for none. Only if the size is known. */
  final int[] places = new int[MARKS];

  /** DW_FORM_… of the marked attributes; 0 for none. */
  final int[] forms = new int[MARKS];

  final int[] steps;

  /**
   * @param at in .debug_abbrev, for what is wrong there
   * @param addressSize of the units that use it
   * @param offsetSize 4, or 8 in the 64-bit format
   * @param version of the units: DW_FORM_ref_addr changed after 2
   */
  ScanShape(
      Cursor at,
      int tag,
      boolean children,
      int[] attributes,
      int[] attributeForms,
      int addressSize,
      int offsetSize,
      int version) {
    this.tag = tag;
    this.children = children;
    Role any = role(tag);
    // DWARF 4 and older: a member that is external is a static one.
    this.role = tag != DW_TAG_member || has(attributes, DW_AT_external) ? any : Role.NONE;
    this.code = has(attributes, DW_AT_low_pc) || has(attributes, DW_AT_ranges);
    this.declaration = has(attributes, DW_AT_declaration);
    this.signature = has(attributes, DW_AT_signature);
    this.exports = has(attributes, DW_AT_export_symbols);
    Arrays.fill(places, -1);
    int[] made = new int[2 * attributes.length];
    int used = 0;
    int sum = 0;
    boolean anyCrosses = false;
    for (int i = 0; i < attributes.length; i++) {
      anyCrosses |= crosses(attributes[i], attributeForms[i]);
      int mark = mark(attributes[i]);
      boolean second = attributes[i] == DW_AT_specification && forms[ORIGIN] != 0;
      if (mark >= 0 && !second) {
        made[used++] = MARK | mark << 8;
        forms[mark] = attributeForms[i];
        places[mark] = sum;
      }
      int step = step(at, attributeForms[i], addressSize, offsetSize, version);
      if ((step & 0xff) != SKIP) {
        sum = -1;
      } else if (sum >= 0) {
        sum += step >>> 8;
      }
      if (step == SKIP) {
        continue;
      }
      if ((step & 0xff) == SKIP && used > 0 && (made[used - 1] & 0xff) == SKIP) {
        made[used - 1] += step;
      } else {
        made[used++] = step;
      }
    }
    this.crosses = anyCrosses;
    this.size = sum;
    this.steps = Arrays.copyOf(made, used);
  }

  /** True of an attribute that may say that an origin is in another unit. */
  static boolean crosses(int attribute, int form) {
    return (attribute == DW_AT_abstract_origin || attribute == DW_AT_specification)
        && Abbreviations.leavesTheUnit(form);
  }

  private static boolean has(int[] attributes, int attribute) {
    for (int its : attributes) {
      if (its == attribute) {
        return true;
      }
    }
    return false;
  }

  /** Of any entry with this tag; of DW_TAG_member, if it is a static one. */
  static Role role(int tag) {
    return switch (tag) {
      case DW_TAG_compile_unit,
          DW_TAG_partial_unit,
          DW_TAG_type_unit,
          DW_TAG_namespace,
          DW_TAG_module ->
          Role.SCOPE;
      case DW_TAG_subprogram -> Role.FUNCTION;
      case DW_TAG_inlined_subroutine -> Role.INLINED;
      case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block -> Role.BLOCK;
      case DW_TAG_variable, DW_TAG_member -> Role.VARIABLE;
      case DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type, DW_TAG_interface_type ->
          Role.CLASS;
      case DW_TAG_typedef, DW_TAG_base_type, DW_TAG_enumeration_type, DW_TAG_unspecified_type ->
          Role.TYPE;
      default -> Role.NONE;
    };
  }

  /** -1 for attributes that a scan has no use for. */
  private int mark(int attribute) {
    return switch (attribute) {
      case DW_AT_sibling -> children ? SIBLING : -1;
      case DW_AT_name -> role == Role.NONE || role == Role.BLOCK ? -1 : NAME;
      case DW_AT_linkage_name, DW_AT_MIPS_linkage_name -> role == Role.FUNCTION ? LINKAGE : -1;
      case DW_AT_abstract_origin, DW_AT_specification ->
          switch (role) {
            case FUNCTION, INLINED, VARIABLE, CLASS, TYPE -> ORIGIN;
            case NONE, SCOPE, BLOCK -> -1;
          };
      default -> -1;
    };
  }

  /** How to come past an attribute of this form. */
  static int step(Cursor at, int form, int addressSize, int offsetSize, int version) {
    return switch (form) {
      case DW_FORM_flag_present, DW_FORM_implicit_const -> SKIP;
      case DW_FORM_data1, DW_FORM_flag, DW_FORM_ref1, DW_FORM_strx1, DW_FORM_addrx1 -> fixed(1);
      case DW_FORM_data2, DW_FORM_ref2, DW_FORM_strx2, DW_FORM_addrx2 -> fixed(2);
      case DW_FORM_strx3, DW_FORM_addrx3 -> fixed(3);
      case DW_FORM_data4, DW_FORM_ref4, DW_FORM_strx4, DW_FORM_addrx4, DW_FORM_ref_sup4 -> fixed(4);
      case DW_FORM_data8, DW_FORM_ref8, DW_FORM_ref_sig8, DW_FORM_ref_sup8 -> fixed(8);
      case DW_FORM_data16 -> fixed(16);
      case DW_FORM_addr -> fixed(addressSize);
      case DW_FORM_ref_addr -> fixed(version <= 2 ? addressSize : offsetSize);
      case DW_FORM_strp,
          DW_FORM_line_strp,
          DW_FORM_sec_offset,
          DW_FORM_strp_sup,
          DW_FORM_GNU_ref_alt,
          DW_FORM_GNU_strp_alt ->
          fixed(offsetSize);
      case DW_FORM_sdata,
          DW_FORM_udata,
          DW_FORM_ref_udata,
          DW_FORM_strx,
          DW_FORM_addrx,
          DW_FORM_GNU_addr_index,
          DW_FORM_GNU_str_index,
          DW_FORM_loclistx,
          DW_FORM_rnglistx ->
          SKIP_LEB;
      case DW_FORM_string -> SKIP_STRING;
      case DW_FORM_block1 -> SKIP_BLOCK1;
      case DW_FORM_block2 -> SKIP_BLOCK2;
      case DW_FORM_block4 -> SKIP_BLOCK4;
      case DW_FORM_block, DW_FORM_exprloc -> SKIP_BLOCK;
      case DW_FORM_indirect -> SKIP_INDIRECT;
      default -> throw at.malformed("DW_FORM 0x%x is not known".formatted(form));
    };
  }

  private static int fixed(int bytes) {
    return bytes << 8 | SKIP;
  }
}
