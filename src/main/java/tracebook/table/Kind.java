package tracebook.table;

import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.rows.Shown;

/** What a column holds; decides its Tablesaw type and how its numbers are shown. */
enum Kind {
  /** Nothing: in every row the value is missing. */
  NONE,
  /** Signed, 8 or 16 bits. */
  INT,
  /** Unsigned, 8 or 16 bits. */
  UINT,
  /** Signed, 32 or 64 bits. */
  LONG,
  /** Unsigned, 32 bits. */
  U32,
  /** Unsigned, 64 bits: above 2^63-1 the column's own number is negative. */
  ULONG,
  /** A character of one byte. */
  CHAR,
  /** A character of several bytes: a code point. */
  WIDE_CHAR,
  BOOL,
  ENUM,
  /** 4 bytes of floating point. */
  FLOAT,
  DOUBLE,
  POINTER,
  TEXT,
  /** Text in which line ends separate what was printed. */
  MESSAGE,
  /** Nanoseconds since the epoch. */
  TIME;

  static Kind of(RowLayout.Cell cell) {
    return switch (cell.datum()) {
      case RowLayout.InSlot s -> of(cell.format());
      case RowLayout.Fixed f -> of(cell.format());
      case RowLayout.Missing m -> NONE;
      case RowLayout.OfSite(int slot, RowLayout.SiteFact fact) ->
          fact == RowLayout.SiteFact.LINE ? LONG : TEXT;
    };
  }

  static Kind of(Format format) {
    return switch (format) {
      case Format.Int(int bytes, boolean signed) -> integer(bytes, signed);
      case Format.Char(int bytes, boolean signed) -> bytes == 1 ? CHAR : WIDE_CHAR;
      case Format.Bool b -> BOOL;
      case Format.Enumeration e -> ENUM;
      case Format.Floating(int bytes) -> bytes == 4 ? FLOAT : DOUBLE;
      case Format.Pointer p -> POINTER;
      case Format.Bits bits -> of(bits.value());
      case Format.Text t -> TEXT;
      case Format.Dump d -> TEXT;
      case Format.CharArray c -> TEXT;
      case Format.WideArray w -> TEXT;
      case Format.WideText w -> TEXT;
      case Format.Array a -> TEXT;
      case Format.Struct s -> TEXT;
      case Format.Tuple t -> TEXT;
      case Format.Inside i -> of(i.format());
      case Format.Moved m -> POINTER;
      case Format.Characters c -> TEXT;
      case Format.Elements e -> TEXT;
      case Format.Each e -> TEXT;
      case Format.Flags f -> TEXT;
      case Format.Walked w -> TEXT;
      case Format.Elsewhere e -> of(e.format());
      case Format.Alternatives a -> TEXT;
      case Format.Known k -> ENUM;
      case Format.Opaque o -> NONE;
    };
  }

  private static Kind integer(int bytes, boolean signed) {
    if (bytes > 8) {
      return TEXT;
    }
    if (bytes <= 2) {
      return signed ? INT : UINT;
    }
    return signed ? LONG : bytes == 8 ? ULONG : U32;
  }

  /**
   * What a column holds that gets both: integers are widened, everything else that differs becomes
   * text. A 64-bit unsigned number among signed ones is a signed column, in which a value above
   * 2^63-1 is missing and given in the reason.
   */
  Kind and(Kind other) {
    if (this == other || other == NONE) {
      return this;
    }
    if (this == NONE) {
      return other;
    }
    if (isInteger() && other.isInteger()) {
      if (isSmall() && other.isSmall()) {
        return INT;
      }
      boolean unsigned = isUnsigned() && other.isUnsigned();
      return unsigned && (this == ULONG || other == ULONG) ? ULONG : LONG;
    }
    if (isReal() && other.isReal()) {
      return DOUBLE;
    }
    return TEXT;
  }

  boolean isInteger() {
    return switch (this) {
      case INT, UINT, LONG, U32, ULONG, CHAR, WIDE_CHAR -> true;
      case NONE, BOOL, ENUM, FLOAT, DOUBLE, POINTER, TEXT, MESSAGE, TIME -> false;
    };
  }

  /** Whether an {@code IntColumn} holds it. */
  boolean isSmall() {
    return this == INT || this == UINT || this == CHAR;
  }

  private boolean isUnsigned() {
    return this == UINT || this == U32 || this == ULONG || this == WIDE_CHAR;
  }

  boolean isReal() {
    return this == FLOAT || this == DOUBLE;
  }

  boolean isText() {
    return this == TEXT || this == MESSAGE || this == ENUM || this == NONE;
  }

  /** A number of such a column as text. */
  String text(long value) {
    return switch (this) {
      case ULONG -> Long.toUnsignedString(value);
      case POINTER -> Shown.address(value);
      case CHAR -> Shown.character(value, 1);
      case WIDE_CHAR -> Shown.character(value, 4);
      case TIME -> LocalTime.text(value);
      case NONE, INT, UINT, LONG, U32, BOOL, ENUM, FLOAT, DOUBLE, TEXT, MESSAGE ->
          Long.toString(value);
    };
  }

  String text(double value) {
    return this == FLOAT ? Shown.single(value) : Double.toString(value);
  }
}
