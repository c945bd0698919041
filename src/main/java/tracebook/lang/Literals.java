package tracebook.lang;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tracebook.source.Problems;
import tracebook.source.Span;

/** The values of numbers, characters and strings. A wrong one is reported and has some value. */
final class Literals {
  private Literals() {}

  /** {@code 42}, {@code 0x1f}, {@code 0o17}, {@code 0b101}, {@code 1_000}, {@code 1.5e3}. */
  static Expr number(Token token, Problems problems) {
    String text = token.text();
    Span span = token.span();
    boolean based = text.length() > 1 && text.charAt(0) == '0' && isLetter(text.charAt(1));
    int radix = based ? radix(text.charAt(1)) : 10;
    if (radix == 10 && isFloat(text)) {
      return floating(token, problems);
    }
    int from = radix == 10 ? 0 : 2;
    int end = from;
    while (end < text.length()
        && (text.charAt(end) == '_' || Character.digit(text.charAt(end), radix) >= 0)) {
      end++;
    }
    if (end < text.length()) {
      problems.error(
          span,
          "`" + text + "` is not a number",
          numberHint(text.substring(0, end), text.substring(end), end == from));
      return new Expr.IntegerLiteral(0, false, span);
    }
    String digits = text.substring(from, end).replace("_", "");
    if (digits.isEmpty()) {
      problems.error(span, "`" + text + "` has no digits", "write them behind the `" + text + "`");
      return new Expr.IntegerLiteral(0, false, span);
    }
    if (radix == 10 && digits.length() > 1 && digits.charAt(0) == '0') {
      problems.error(
          span,
          "`" + text + "` could be octal or decimal",
          "write `0o" + digits.substring(1) + "` or leave out the leading zero");
      return new Expr.IntegerLiteral(0, false, span);
    }
    try {
      long value = Long.parseUnsignedLong(digits, radix);
      return new Expr.IntegerLiteral(value, value < 0, span);
    } catch (NumberFormatException tooLarge) {
      problems.error(
          span,
          "`" + text + "` does not fit into 64 bits",
          "the largest number is `18446744073709551615`, which is `0xffffffffffffffff`");
      return new Expr.IntegerLiteral(0, false, span);
    }
  }

  private static int radix(char letter) {
    return switch (letter) {
      case 'x', 'X' -> 16;
      case 'o', 'O' -> 8;
      case 'b', 'B' -> 2;
      default -> 10;
    };
  }

  private static boolean isFloat(String text) {
    return text.matches("[0-9_]+(\\.[0-9_]+.*|[eE][+-]?[0-9].*)");
  }

  private static Expr floating(Token token, Problems problems) {
    String text = token.text();
    if (text.matches("[0-9_]+(\\.[0-9_]+)?([eE][+-]?[0-9_]+)?")) {
      double value = Double.parseDouble(text.replace("_", ""));
      if (!Double.isInfinite(value)) {
        return new Expr.FloatLiteral(value, token.span());
      }
      problems.error(
          token.span(), "`" + text + "` is too large for a double", "write a smaller number");
    } else {
      String plain = text.replaceFirst("[fFlLdD]+$", "");
      problems.error(
          token.span(),
          "`" + text + "` is not a number",
          plain.length() < text.length()
              ? "numbers have no suffix: write `" + plain + "`"
              : "a float is written like `1.5` or `2e9`");
    }
    return new Expr.FloatLiteral(0, token.span());
  }

  private static String numberHint(String good, String rest, boolean noDigits) {
    if (!noDigits && rest.matches("[uUlLzZ]+")) {
      return "literals are signed 64-bit and have no suffix: write `" + good + "`";
    }
    if (!noDigits && rest.matches("[iuf](8|16|32|64|128|size)")) {
      return "literals are signed 64-bit and have no suffix: write `" + good + "`";
    }
    return "numbers are written `42`, `0x2a`, `0o52`, `0b101010`, with `_` between digits";
  }

  private static boolean isLetter(char c) {
    return Character.isLetter(c);
  }

  /** A string in double quotes: its bytes. */
  static String bytes(Token token, Problems problems) {
    return unescape(token, content(token, problems), problems);
  }

  /** {@code 'c'}. */
  static Expr character(Token token, Problems problems) {
    Span inside = content(token, problems);
    String bytes = unescape(token, inside, problems);
    boolean escape = token.text().startsWith("\\", 1);
    String text = escape ? bytes : decode(bytes);
    if (isClosed(token) && text.codePointCount(0, text.length()) != 1 && !isUnicode(token)) {
      problems.error(
          token.span(),
          "`" + token.text() + "` is not one character",
          "a string is written in double quotes");
    }
    String one = isUnicode(token) ? decode(bytes) : text;
    return new Expr.CharLiteral(one.isEmpty() ? 0 : one.codePointAt(0), token.span());
  }

  private static boolean isUnicode(Token token) {
    return token.text().toLowerCase(Locale.ROOT).startsWith("'\\u");
  }

  /** The offsets between the quotes, in the cell. */
  static Span content(Token token, Problems problems) {
    Span span = token.span();
    if (isClosed(token)) {
      return new Span(span.start() + 1, span.end() - 1);
    }
    char quote = token.text().charAt(0);
    problems.error(
        new Span(span.start(), span.start() + 1),
        "the quote `" + quote + "` is not closed on this line",
        "add a second `" + quote + "`; a line end in a string is written `\\n`");
    return new Span(span.start() + 1, span.end());
  }

  private static boolean isClosed(Token token) {
    String text = token.text();
    int i = 1;
    while (i < text.length()) {
      if (text.charAt(i) == text.charAt(0)) {
        return true;
      }
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return false;
  }

  /** C's escapes resolved; each character of the result is one byte. */
  static String unescape(Token token, Span inside, Problems problems) {
    int base = token.span().start();
    String text = token.text();
    StringBuilder out = new StringBuilder();
    int at = inside.start() - base;
    int end = inside.end() - base;
    while (at < end) {
      if (text.charAt(at) == '\\') {
        Escape escape = escape(text, at, end);
        if (escape == null) {
          int shown = Math.min(end, at + 2);
          problems.error(
              new Span(base + at, base + shown),
              "there is no escape `" + text.substring(at, shown) + "`",
              "known are `\\n \\t \\r \\\\ \\\" \\' \\0 \\e \\x41 \\u00e9`; `\\\\` is a backslash");
          at = shown;
        } else {
          out.append(escape.bytes());
          at += escape.length();
        }
      } else {
        int point = text.codePointAt(at);
        out.append(encode(point));
        at += Character.charCount(point);
      }
    }
    return out.toString();
  }

  private record Escape(String bytes, int length) {}

  private static @Nullable Escape escape(String text, int at, int end) {
    if (at + 1 >= end) {
      return null;
    }
    char c = text.charAt(at + 1);
    String simple = "n\nt\tr\ra\u0007b\bf\fv\u000be\u001b\\\\\"\"''??";
    for (int i = 0; i < simple.length(); i += 2) {
      if (simple.charAt(i) == c) {
        return new Escape(simple.substring(i + 1, i + 2), 2);
      }
    }
    return switch (c) {
      case 'x' -> numeric(text, at + 2, end, 16, 1, 2, 0xff, false);
      case 'u' -> numeric(text, at + 2, end, 16, 4, 4, Character.MAX_CODE_POINT, true);
      case 'U' -> numeric(text, at + 2, end, 16, 8, 8, Character.MAX_CODE_POINT, true);
      case '0', '1', '2', '3', '4', '5', '6', '7' ->
          numeric(text, at + 1, end, 8, 1, 3, 0xff, false);
      default -> null;
    };
  }

  private static @Nullable Escape numeric(
      String text, int from, int end, int radix, int least, int most, long max, boolean unicode) {
    long value = 0;
    int at = from;
    while (at < end && at - from < most && Character.digit(text.charAt(at), radix) >= 0) {
      value = value * radix + Character.digit(text.charAt(at), radix);
      at++;
    }
    boolean surrogate = unicode && value >= Character.MIN_SURROGATE && value <= 0xdfff;
    if (at - from < least || value > max || surrogate) {
      return null;
    }
    String bytes = unicode ? encode((int) value) : String.valueOf((char) value);
    return new Escape(bytes, at - from + (text.charAt(from - 1) == '\\' ? 1 : 2));
  }

  private static String encode(int codePoint) {
    byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.ISO_8859_1);
  }

  /** Bytes as text, where they are UTF-8. */
  static String decode(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
