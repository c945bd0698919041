package tracebook.rows;

import java.util.Locale;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;

/**
 * Values in messages: {@code {:x}} and {@code {:X}} are hex digits of a number, without a prefix,
 * or the bytes of an object; {@code {:p}} is an address; {@code {:s}} is text up to a NUL. A style
 * that does not suit a value leaves it as a column shows it.
 */
final class Styled {
  private Styled() {}

  static String of(RowLayout.Style style, Value value, Format format, byte[] bytes, int at) {
    if (format instanceof Format.Inside(int size, int offset, Format inner)) {
      return of(style, value, inner, bytes, at + offset);
    }
    return switch (style) {
      case DEFAULT -> Shown.of(value);
      case HEX -> hex(value, format, bytes, at, false);
      case UPPER_HEX -> hex(value, format, bytes, at, true);
      case POINTER -> pointer(value);
      case STRING -> string(value, format, bytes, at);
    };
  }

  private static String hex(Value value, Format format, byte[] bytes, int at, boolean upper) {
    Optional<String> digits =
        switch (value) {
          case Value.Int(long v, int size, boolean signed) -> Optional.of(digits(v, size));
          case Value.Char(long code, int size) -> Optional.of(digits(code, size));
          case Value.Address(long address) -> Optional.of(Long.toHexString(address));
          case Value.Bool(boolean v) -> Optional.of(v ? "1" : "0");
          case Value.Wide w ->
              Optional.of(LittleEndian.wide(bytes, at, format.bytes(), false).toString(16));
          case Value.Enumerator e -> enumerator(format, bytes, at);
          case Value.Text t -> textBytes(format, bytes, at, upper);
          case Value.Marked m -> Optional.of(hex(m.value(), format, bytes, at, upper));
          case Value.Real r -> Optional.empty();
          case Value.Missing m -> Optional.empty();
          case Value.NotReached n -> Optional.empty();
        };
    return digits
        .map(d -> upper && !(value instanceof Value.Marked) ? d.toUpperCase(Locale.ROOT) : d)
        .orElseGet(() -> Shown.of(value));
  }

  /** A negative number in as many bytes as its type has. */
  private static String digits(long value, int bytes) {
    return Long.toHexString(LittleEndian.extend(value, 8 * Math.min(bytes, 8), false));
  }

  /** Empty for what has a name, but is no number of the program's. */
  private static Optional<String> enumerator(Format format, byte[] bytes, int at) {
    if (format instanceof Format.Enumeration e) {
      return Optional.of(digits(LittleEndian.number(bytes, at, e.bytes(), false), e.bytes()));
    }
    return format instanceof Format.Bits b
        ? Optional.of(digits(LittleEndian.bits(bytes, at, b.shift(), b.width(), false), b.bytes()))
        : Optional.empty();
  }

  /** Empty where the bytes in the record are not those of the program's object. */
  private static Optional<String> textBytes(Format format, byte[] bytes, int at, boolean upper) {
    if (format instanceof Format.Dump dump) {
      return dump.text()
          ? Optional.of(cut(bytes, at + 4, LittleEndian.u32(bytes, at), dump.cap(), upper))
          : Optional.of(Shown.of(Formats.decode(dump, bytes, at)));
    }
    if (format instanceof Format.Text(int cap)) {
      return Optional.of(cut(bytes, at + 4, LittleEndian.u32(bytes, at) - 1, cap, upper));
    }
    if (format instanceof Format.Characters c) {
      int most = c.cap() / c.unit();
      long length = LittleEndian.u64(bytes, at);
      int from = at + format.bytes() - c.cap();
      int there = LittleEndian.least(length, most);
      String shown = Strings.hex(bytes, from, from + c.unit() * there, upper);
      return Optional.of(there != length ? shown + " …" : shown);
    }
    boolean ofTheObject =
        format instanceof Format.CharArray
            || format instanceof Format.WideArray
            || format instanceof Format.Array
            || format instanceof Format.Struct
            || format instanceof Format.Tuple
            || format instanceof Format.Alternatives;
    return ofTheObject
        ? Optional.of(Strings.hex(bytes, at, at + format.bytes(), upper))
        : Optional.empty();
  }

  private static String cut(byte[] bytes, int from, int length, int cap, boolean upper) {
    String shown = Strings.hex(bytes, from, from + Math.clamp(length, 0, cap), upper);
    return length > cap ? shown + " …" : shown;
  }

  private static String pointer(Value value) {
    return switch (value) {
      case Value.Int(long v, int size, boolean signed) -> "0x" + digits(v, size);
      case Value.Address a -> Shown.of(a);
      case Value other -> Shown.of(other);
    };
  }

  private static String string(Value value, Format format, byte[] bytes, int at) {
    if (value instanceof Value.Char(long code, int size)) {
      String glyph = Shown.glyph(code, size);
      return glyph.isEmpty() ? Shown.of(value) : glyph;
    }
    if (format instanceof Format.Array a && a.element().bytes() == 1 && a.stride() == 1) {
      int end = Formats.endOfString(bytes, at, at + a.count());
      return Shown.of(new Value.Text(Strings.decode(bytes, at, end), Optional.empty()));
    }
    return Shown.of(value);
  }
}
