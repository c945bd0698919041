package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.List;
import java.util.OptionalLong;
import tracebook.types.Type;

/** Dimensions of arrays (DWARF 5, sections 5.5 and 5.13). */
final class ArrayBounds {
  private ArrayBounds() {}

  /** A bound that is an expression or a reference (a variable-length array) is no count. */
  static OptionalLong count(Die subrange) {
    if (isConstant(subrange, DW_AT_count)) {
      return subrange.constant(DW_AT_count);
    }
    if (isConstant(subrange, DW_AT_upper_bound)) {
      long lower = subrange.constant(DW_AT_lower_bound).orElse(0);
      long count = subrange.constant(DW_AT_upper_bound).orElse(0) - lower + 1;
      // GCC writes int a[0] with the upper bound -1, in as many bytes as it likes.
      return OptionalLong.of(Math.max(0, count == 1L << 32 ? 0 : count));
    }
    return OptionalLong.empty();
  }

  /** A bound that the program knows while it runs. */
  static boolean isComputed(Die subrange) {
    return count(subrange).isEmpty()
        && (subrange.has(DW_AT_count) || subrange.has(DW_AT_upper_bound));
  }

  private static boolean isConstant(Die die, int attribute) {
    return switch (die.form(attribute)) {
      case Forms.DW_FORM_data1,
          Forms.DW_FORM_data2,
          Forms.DW_FORM_data4,
          Forms.DW_FORM_data8,
          Forms.DW_FORM_sdata,
          Forms.DW_FORM_udata,
          Forms.DW_FORM_implicit_const ->
          true;
      default -> false;
    };
  }

  /** Elements apart from each other, in another order, or behind a descriptor. */
  static boolean areUnusual(Die die) {
    return die.has(DW_AT_byte_stride)
        || die.has(DW_AT_bit_stride)
        || die.has(DW_AT_ordering)
        || die.has(DW_AT_rank);
  }

  /**
   * Whether the first element is number 0, as the language of the unit has it or the entry says.
   */
  static boolean beginAtZero(Die subrange) {
    if (subrange.has(DW_AT_lower_bound)) {
      return isConstant(subrange, DW_AT_lower_bound)
          && subrange.constant(DW_AT_lower_bound).orElse(1) == 0;
    }
    // DWARF 5, table 7.17: Ada, COBOL, Fortran, Pascal, Modula-2, PL/I, Julia.
    return switch (subrange.unit.language()) {
      case 0x3, 0x5, 0x6, 0x7, 0x8, 0x9, 0xa, 0xd, 0xe, 0xf, 0x1f, 0x22, 0x23 -> false;
      default -> true;
    };
  }

  /** As the language writes it, where that is not C's way; else empty. */
  static String written(Die die, Type element, List<OptionalLong> counts) {
    if (die.unit.isRust() && counts.size() == 1) {
      return "["
          + element.name()
          + (counts.getFirst().isPresent() ? "; " + counts.getFirst().getAsLong() : "")
          + "]";
    }
    return die.string(DW_AT_name).orElse("");
  }
}
