package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/** A table of abbreviations (.debug_abbrev); units often share one. */
final class Abbreviations {
  /** Steps of {@link Abbreviation#steps}: the low byte what, the rest how much or where to. */
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

  static final int MARK_NAME = 0;
  static final int MARK_LINKAGE = 1;
  static final int MARK_SIBLING = 2;
  static final int MARK_ORIGIN = 3;
  static final int MARKS = 4;

  /** Bytes of the section that the table takes. */
  final int size;

  /** By code, as far as the codes are dense. */
  private Abbreviation[] small = new Abbreviation[64];

  private final Map<Long, Abbreviation> large = new HashMap<>();

  /**
   * @param addressSize of the units that use it
   * @param offsetSize 4, or 8 in the 64-bit format
   * @param version of the units: DW_FORM_ref_addr changed after 2
   */
  Abbreviations(Bytes abbrev, long offset, int addressSize, int offsetSize, int version) {
    Cursor at = abbrev.cursor(offset);
    int[] attributes = new int[64];
    int[] forms = new int[64];
    long[] implicit = new long[64];
    while (true) {
      long code = at.uleb();
      if (code == 0) {
        break;
      }
      int tag = at.uleb31();
      boolean children = at.u8() != 0;
      int count = 0;
      while (true) {
        int attribute = at.uleb31();
        int form = at.uleb31();
        if (attribute == 0 && form == 0) {
          break;
        }
        if (count == attributes.length) {
          attributes = Arrays.copyOf(attributes, 2 * count);
          forms = Arrays.copyOf(forms, 2 * count);
          implicit = Arrays.copyOf(implicit, 2 * count);
        }
        attributes[count] = attribute;
        forms[count] = form;
        implicit[count] = form == DW_FORM_implicit_const ? at.sleb() : 0;
        count++;
      }
      int[] names = Arrays.copyOf(attributes, count);
      int[] shapes = Arrays.copyOf(forms, count);
      int[] steps = new int[2 * count];
      int used = 0;
      for (int i = 0; i < count; i++) {
        int mark =
            switch (names[i]) {
              case DW_AT_name -> MARK_NAME;
              case DW_AT_linkage_name, DW_AT_MIPS_linkage_name -> MARK_LINKAGE;
              case DW_AT_sibling -> MARK_SIBLING;
              case DW_AT_abstract_origin, DW_AT_specification -> MARK_ORIGIN;
              default -> -1;
            };
        if (mark >= 0) {
          steps[used++] = MARK | (mark | i << 8) << 8;
        }
        int step = step(at, shapes[i], addressSize, offsetSize, version);
        if (step == SKIP) {
          continue;
        }
        if ((step & 0xff) == SKIP && used > 0 && (steps[used - 1] & 0xff) == SKIP) {
          steps[used - 1] += step;
        } else {
          steps[used++] = step;
        }
      }
      put(
          new Abbreviation(
              code,
              tag,
              children,
              names,
              shapes,
              Arrays.copyOf(implicit, count),
              Arrays.copyOf(steps, used)));
    }
    size = (int) (at.position() - offset);
  }

  private void put(Abbreviation made) {
    // Compilers count from 1: room for the next ones, not for any that a file may name.
    if (made.code() == small.length) {
      small = Arrays.copyOf(small, 2 * small.length);
    }
    if (made.code() > 0 && made.code() < small.length) {
      small[(int) made.code()] = made;
    } else {
      large.put(made.code(), made);
    }
  }

  @Nullable Abbreviation get(long code) {
    Abbreviation found = code >= 0 && code < small.length ? small[(int) code] : null;
    return found == null && !large.isEmpty() ? large.get(code) : found;
  }

  private static int step(Cursor at, int form, int addressSize, int offsetSize, int version) {
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
