package tracebook.rows;

import java.util.Optional;

/** A value as one line of text. */
public final class Shown {
  private Shown() {}

  /** As a column shows it; a missing value shows its reason. */
  public static String of(Value value) {
    return switch (value) {
      case Value.Int(long v, int bytes, boolean signed) -> integer(v, signed);
      case Value.Wide(var v) -> v.toString();
      case Value.Char(long code, int bytes) -> character(code, bytes);
      case Value.Bool(boolean v) -> Boolean.toString(v);
      case Value.Enumerator(String name) -> name;
      case Value.Real(double v, int bytes, Optional<String> mark) ->
          bytes == 4 ? single(v) : Double.toString(v);
      case Value.Address(long v) -> address(v);
      case Value.Text(String text, Optional<String> mark) ->
          Strings.shown(text) + (mark.isPresent() ? "…" : "");
      case Value.Marked(Value marked, String mark) -> of(marked);
      case Value.Missing(String why) -> "<" + why + ">";
      case Value.NotReached() -> "";
    };
  }

  public static String integer(long value, boolean signed) {
    return signed ? Long.toString(value) : Long.toUnsignedString(value);
  }

  public static String address(long value) {
    return "0x" + Long.toHexString(value);
  }

  /** A number that the program holds in 4 bytes, with the digits that 4 bytes need. */
  public static String single(double value) {
    return Float.toString((float) value);
  }

  /**
   * The number and, where there is one, the character: {@code 65 'A'}. A single byte above 127 has
   * none, for nobody knows its encoding.
   */
  public static String character(long code, int bytes) {
    String glyph = glyph(code, bytes);
    return glyph.isEmpty() ? Long.toString(code) : code + " '" + glyph + "'";
  }

  static String glyph(long code, int bytes) {
    if (code == 0) {
      return "\\0";
    }
    if (code == '\'' || code == '\\') {
      return "\\" + (char) code;
    }
    if (code < 0 || code > Character.MAX_CODE_POINT || (bytes == 1 && code >= 0x80)) {
      return "";
    }
    return Strings.shown(Character.toString((int) code));
  }
}
