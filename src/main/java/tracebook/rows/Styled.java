package tracebook.rows;

import java.util.Locale;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;

/**
 * Values in messages: {@code {:x}} and {@code {:X}} are hex digits of a number, without a prefix,
 * or the bytes of anything larger; {@code {:p}} is an address; {@code {:s}} is text up to a NUL. A
 * style that does not suit a value leaves it as a column shows it.
 */
final class Styled {
  private Styled() {}

  static String of(RowLayout.Style style, Value value, Format format, byte[] bytes, int at) {
    return switch (style) {
      case DEFAULT -> Shown.of(value);
      case HEX -> hex(value, format, bytes, at, false);
      case UPPER_HEX -> hex(value, format, bytes, at, true);
      case POINTER -> pointer(value);
      case STRING -> string(value, format, bytes, at);
    };
  }

  private static String hex(Value value, Format format, byte[] bytes, int at, boolean upper) {
    String digits =
        switch (value) {
          case Value.Int(long v, int size, boolean signed) -> digits(v, size);
          case Value.Char(long code, int size) -> digits(code, size);
          case Value.Address(long address) -> Long.toHexString(address);
          case Value.Bool(boolean v) -> v ? "1" : "0";
          case Value.Wide w -> LittleEndian.wide(bytes, at, format.bytes(), false).toString(16);
          case Value.Enumerator e -> digits(LittleEndian.number(bytes, at, size(format), false), 8);
          case Value.Text t -> textBytes(format, bytes, at, upper);
          case Value.Real r -> Shown.of(r);
          case Value.Marked m -> hex(m.value(), format, bytes, at, upper);
          case Value.Missing m -> Shown.of(m);
          case Value.NotReached n -> Shown.of(n);
        };
    return upper && !(value instanceof Value.Missing) ? digits.toUpperCase(Locale.ROOT) : digits;
  }

  private static int size(Format format) {
    return Math.min(8, format.bytes());
  }

  /** A negative number in as many bytes as its type has. */
  private static String digits(long value, int bytes) {
    return Long.toHexString(LittleEndian.extend(value, 8 * Math.min(bytes, 8), false));
  }

  private static String textBytes(Format format, byte[] bytes, int at, boolean upper) {
    if (format instanceof Format.Dump dump && !dump.text()) {
      return Shown.of(Formats.decode(dump, bytes, at));
    }
    if (format instanceof Format.Text(int cap)) {
      int length = Math.max(0, LittleEndian.u32(bytes, at) - 1);
      String shown = Strings.hex(bytes, at + 4, at + 4 + Math.min(length, cap), upper);
      return length > cap ? shown + " …" : shown;
    }
    if (format instanceof Format.Characters c) {
      int most = c.cap() / c.unit();
      long length = LittleEndian.u64(bytes, at);
      int from = at + format.bytes() - c.cap();
      int to = from + c.unit() * (int) Math.min(length, most);
      String shown = Strings.hex(bytes, from, to, upper);
      return length > most ? shown + " …" : shown;
    }
    return Strings.hex(bytes, at, at + format.bytes(), upper);
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
