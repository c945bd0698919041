package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.FloatType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;

/** Base types (DWARF 5, section 5.1): DW_TAG_base_type with its encoding (table 7.11). */
final class BaseTypes {
  private static final int DW_ATE_address = 0x1;
  private static final int DW_ATE_boolean = 0x2;
  private static final int DW_ATE_complex_float = 0x3;
  private static final int DW_ATE_float = 0x4;
  private static final int DW_ATE_signed = 0x5;
  private static final int DW_ATE_signed_char = 0x6;
  private static final int DW_ATE_unsigned = 0x7;
  private static final int DW_ATE_unsigned_char = 0x8;
  private static final int DW_ATE_imaginary_float = 0x9;
  private static final int DW_ATE_packed_decimal = 0xa;
  private static final int DW_ATE_signed_fixed = 0xd;
  private static final int DW_ATE_unsigned_fixed = 0xe;
  private static final int DW_ATE_decimal_float = 0xf;
  private static final int DW_ATE_UTF = 0x10;
  private static final int DW_ATE_UCS = 0x11;
  private static final int DW_ATE_ASCII = 0x12;
  private static final int DW_END_big = 1;

  /** C23's integers; clang 14 tells neither by an attribute nor in the name how wide they are. */
  private static final Pattern BIT_INT = Pattern.compile(".*_(?:Bit|Ext)Int(?:\\((\\d{1,9})\\))?");

  /** Rust's tuple of no elements, which rustc describes as a number without bytes. */
  private static final Type UNIT =
      new StructType(
          StructType.Kind.STRUCT,
          "()",
          OptionalLong.of(0),
          StructType.Passing.UNKNOWN,
          () -> Shape.of(List.of()));

  private BaseTypes() {}

  static Type of(Die die) {
    String name = die.string(DW_AT_name).orElse("(unnamed)");
    long size = die.constant(DW_AT_byte_size).orElse(0);
    if (die.constant(DW_AT_endianity).orElse(0) == DW_END_big && size > 1) {
      return Types.unknown(die, "its bytes are in big-endian order");
    }
    Matcher bitInt = BIT_INT.matcher(name);
    boolean odd = bitInt.matches();
    if (odd && bitInt.group(1) == null && !die.has(DW_AT_bit_size)) {
      return Types.unknown(die, "the debug info does not tell how many bits it has");
    }
    OptionalLong bits =
        odd && bitInt.group(1) != null
            ? OptionalLong.of(Long.parseLong(bitInt.group(1)))
            : die.constant(DW_AT_bit_size);
    if (bits.isPresent() && bits.getAsLong() != 8 * size) { // What the others hold is left open.
      return Types.unknown(die, "a number of " + bits.getAsLong() + " bits");
    }
    if (size == 0 && name.equals("()")) {
      return UNIT;
    }
    int bytes = (int) size;
    boolean simple = size == 1 || size == 2 || size == 4 || size == 8;
    int said = (int) die.constant(DW_AT_encoding).orElse(0);
    // gcc has it as an integer.
    boolean utf8 = said == DW_ATE_unsigned && size == 1 && name.equals("char8_t");
    int encoding = utf8 ? DW_ATE_UTF : said;
    return switch (encoding) {
      case DW_ATE_boolean ->
          simple ? new BoolType(name, bytes) : Types.unknown(die, "a bool of " + size + " bytes");
      case DW_ATE_float, DW_ATE_imaginary_float ->
          isFloat(size)
              ? new FloatType(name, bytes)
              : Types.unknown(die, "a floating number of " + size + " bytes");
      case DW_ATE_complex_float ->
          isFloat(size / 2) && size % 2 == 0
              ? complex(name, bytes)
              : Types.unknown(die, "a complex number of " + size + " bytes");
      case DW_ATE_signed, DW_ATE_unsigned, DW_ATE_address ->
          simple || size == 16
              ? new IntegerType(name, bytes, encoding == DW_ATE_signed)
              : Types.unknown(die, "an integer of " + size + " bytes");
      case DW_ATE_signed_char, DW_ATE_unsigned_char, DW_ATE_UTF, DW_ATE_UCS, DW_ATE_ASCII ->
          simple
              ? new CharType(name, bytes, encoding == DW_ATE_signed_char)
              : Types.unknown(die, "a character of " + size + " bytes");
      case DW_ATE_decimal_float, DW_ATE_packed_decimal ->
          Types.unknown(die, "decimal numbers are not supported");
      case DW_ATE_signed_fixed, DW_ATE_unsigned_fixed ->
          Types.unknown(die, "fixed-point numbers are not supported");
      default -> Types.unknown(die, "DW_ATE 0x%x is not supported".formatted(encoding));
    };
  }

  private static boolean isFloat(long size) {
    return size == 4 || size == 8 || size == 16;
  }

  /** C's complex numbers are laid out as two floating ones (C11, section 6.2.5). */
  private static Type complex(String name, int bytes) {
    int half = bytes / 2;
    Type part = new FloatType(half == 4 ? "float" : half == 8 ? "double" : "long double", half);
    Member real = new Member("real", part, 0, Optional.empty(), false);
    Member imaginary = new Member("imag", part, half, Optional.empty(), false);
    Shape shape = Shape.of(List.of(real, imaginary));
    return new StructType(
        StructType.Kind.STRUCT,
        name,
        OptionalLong.of(bytes),
        StructType.Passing.UNKNOWN,
        () -> shape);
  }
}
