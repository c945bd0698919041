package tracebook.dwarf;

import static tracebook.dwarf.Forms.*;

import java.util.Optional;
import tracebook.bytes.Bytes;

/** Attribute values that are strings (DWARF 5, section 7.5.5). */
final class Strings {
  private Strings() {}

  /**
   * Empty when it is in a supplementary file that is not there.
   *
   * @param value an offset, or for DW_FORM_strx an index
   */
  static Optional<String> of(Unit unit, int form, long value) {
    return switch (form) {
      case DW_FORM_strp_sup, DW_FORM_GNU_strp_alt -> {
        unit.requireSupplementary();
        yield unit.sections.supplementaryStr().map(strings -> strings.cursor(value).string());
      }
      default -> Optional.of(here(unit, form, value));
    };
  }

  private static String here(Unit unit, int form, long value) {
    return switch (form) {
      case DW_FORM_string -> unit.bytes.cursor(value, unit.end).string();
      case DW_FORM_strp -> unit.sections.str().cursor(value).string();
      case DW_FORM_line_strp -> unit.sections.lineStr().cursor(value).string();
      case DW_FORM_strx,
          DW_FORM_GNU_str_index,
          DW_FORM_strx1,
          DW_FORM_strx2,
          DW_FORM_strx3,
          DW_FORM_strx4 ->
          unit.sections.str().cursor(offset(unit, value)).string();
      default ->
          throw unit.bytes.malformed(unit.offset, "a string of DW_FORM 0x%x".formatted(form));
    };
  }

  /** Where in .debug_str the string of DW_FORM_strx and its like is. */
  static long offset(Unit unit, long index) {
    Bytes offsets = unit.sections.strOffsets();
    return offsets
        .cursor(unit.root().strOffsetsBase() + index * unit.offsetSize)
        .unsigned(unit.offsetSize);
  }
}
