package tracebook.demangle;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tracebook.demangle.Demangler.Unknown;

/** Characters and strings among the constants of a name, as Rust's source has them. */
final class RustLiterals {
  private RustLiterals() {}

  static String character(String hex) {
    if (hex.isEmpty() || hex.length() > 6) {
      throw new Unknown();
    }
    int point = Integer.parseInt(hex, 16);
    if (!isScalar(point)) {
      throw new Unknown();
    }
    return "'" + (point == '"' ? "\"" : escaped(point)) + "'";
  }

  /** The bytes of its UTF-8. */
  static String string(String hex) {
    if (hex.length() % 2 != 0) {
      throw new Unknown();
    }
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)))
              .toString();
      StringBuilder out = new StringBuilder("\"");
      text.codePoints().forEach(point -> out.append(point == '\'' ? "'" : escaped(point)));
      return out.append('"').toString();
    } catch (CharacterCodingException notText) {
      throw new Unknown();
    }
  }

  private static boolean isScalar(int point) {
    return Character.isValidCodePoint(point)
        && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\'' -> "\\'";
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case 0 -> "\\0";
      default ->
          Character.isISOControl(point)
              ? "\\u{" + Integer.toHexString(point) + "}"
              : Character.toString(point);
    };
  }
}
