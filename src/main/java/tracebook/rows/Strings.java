package tracebook.rows;

/** Bytes of a program's strings as text, and text made safe to show. */
public final class Strings {
  private static final String HEX = "0123456789abcdef";

  private Strings() {}

  /**
   * UTF-8, with {@code \xNN} for each byte that is not part of a well-formed sequence (Unicode 15,
   * table 3-7).
   */
  public static String decode(byte[] bytes, int from, int to) {
    var text = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      int lead = bytes[at] & 0xff;
      if (lead < 0x80) {
        text.append((char) lead);
        at++;
        continue;
      }
      int length = sequenceLength(bytes, at, to);
      if (length == 0) {
        text.append("\\x").append(HEX.charAt(lead >> 4)).append(HEX.charAt(lead & 15));
        at++;
        continue;
      }
      int code = lead & (0x7f >> length);
      for (int i = 1; i < length; i++) {
        code = (code << 6) | (bytes[at + i] & 0x3f);
      }
      text.appendCodePoint(code);
      at += length;
    }
    return text.toString();
  }

  /** The length of the sequence of two to four bytes that begins here; 0 if it is not one. */
  private static int sequenceLength(byte[] bytes, int at, int to) {
    int lead = bytes[at] & 0xff;
    int length = expectedLength(lead);
    if (length == 0 || at + length > to || !secondFits(lead, bytes[at + 1] & 0xff)) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  private static int expectedLength(int lead) {
    if (lead >= 0xc2 && lead <= 0xdf) {
      return 2;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      return 3;
    }
    return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  }

  private static boolean secondFits(int lead, int second) {
    int lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    return second >= lowest && second <= highest;
  }

  /**
   * Where a prefix that was cut at {@code to} ends when a character that the cut went through is
   * left out.
   */
  static int beforeCutCharacter(byte[] bytes, int from, int to) {
    for (int back = 1; back <= 3 && to - back >= from; back++) {
      int b = bytes[to - back] & 0xff;
      if ((b & 0xc0) == 0x80) {
        continue;
      }
      boolean cut =
          expectedLength(b) > back && (back == 1 || secondFits(b, bytes[to - back + 1] & 0xff));
      return cut ? to - back : to;
    }
    return to;
  }

  /**
   * The text on one line and without surprises: control, format and line-separating characters are
   * written as C would, {@code \n}, {@code \x1b}, {@code \u202e}.
   */
  public static String shown(String text) {
    int first = firstUnsafe(text);
    if (first == text.length()) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 16).append(text, 0, first);
    text.codePoints().skip(text.codePointCount(0, first)).forEach(c -> appendShown(safe, c));
    return safe.toString();
  }

  private static int firstUnsafe(String text) {
    int at = 0;
    while (at < text.length()) {
      int code = text.codePointAt(at);
      if (!isSafe(code)) {
        return at;
      }
      at += Character.charCount(code);
    }
    return at;
  }

  private static void appendShown(StringBuilder safe, int code) {
    switch (code) {
      case '\n' -> safe.append("\\n");
      case '\t' -> safe.append("\\t");
      case '\r' -> safe.append("\\r");
      default -> {
        if (isSafe(code)) {
          safe.appendCodePoint(code);
        } else if (code < 0x80) {
          safe.append(String.format("\\x%02x", code));
        } else if (code < 0x10000) {
          safe.append(String.format("\\u%04x", code));
        } else {
          safe.append(String.format("\\U%08x", code));
        }
      }
    }
  }

  private static boolean isSafe(int code) {
    if (code >= 0x20 && code < 0x7f) {
      return true;
    }
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          // Zero-width (non-)joiners hold emoji and several scripts together.
          code == 0x200c || code == 0x200d;
      default -> true;
    };
  }

  /** The text in quotes, as it stands inside an aggregate. */
  static String quoted(String text) {
    return '"' + shown(text.replace("\"", "\\\"")) + '"';
  }

  /** The bytes in hex, separated by spaces. */
  static String hex(byte[] bytes, int from, int to, boolean upper) {
    var text = new StringBuilder(3 * (to - from));
    for (int i = from; i < to; i++) {
      if (i > from) {
        text.append(' ');
      }
      text.append(HEX.charAt(bytes[i] >> 4 & 15)).append(HEX.charAt(bytes[i] & 15));
    }
    return upper ? text.toString().toUpperCase(java.util.Locale.ROOT) : text.toString();
  }
}
