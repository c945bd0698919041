package tracebook.scripts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bytes of strings as text, by the decoder that Java has. */
final class Spelling {
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Cn}\\p{Zl}\\p{Zp}&&[^\\x{200c}\\x{200d}]]");

  /** Between them the second bytes of sequences change: Unicode 15, table 3-7. */
  private static final byte[] CONTINUATIONS = {
    (byte) 0x80, (byte) 0x8f, (byte) 0x90, (byte) 0x9f, (byte) 0xa0, (byte) 0xbf
  };

  private Spelling() {}

  /** What is no UTF-8 is written by its number. */
  static String text(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; ) {
      Optional<String> one = Optional.empty();
      int length = 0;
      while (one.isEmpty() && length < 4 && at + length < bytes.length) {
        length++;
        one = character(Arrays.copyOfRange(bytes, at, at + length));
      }
      if (one.isEmpty()) {
        text.append(String.format("\\x%02x", bytes[at]));
        length = 1;
      } else {
        text.append(one.get());
      }
      at += length;
    }
    return text.toString();
  }

  private static Optional<String> character(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.codePointCount(0, text.length()) == 1 ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** Of bytes that go on: a character that goes on is left out. */
  static String cutText(byte[] bytes) {
    for (int tail = 1; tail <= Math.min(3, bytes.length); tail++) {
      if (begins(Arrays.copyOfRange(bytes, bytes.length - tail, bytes.length))) {
        return text(Arrays.copyOf(bytes, bytes.length - tail));
      }
    }
    return text(bytes);
  }

  /** Whether they are a character with some more. */
  private static boolean begins(byte[] bytes) {
    if (bytes.length == 4 || character(Arrays.copyOf(bytes, 1)).isPresent()) {
      return false;
    }
    byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
    for (byte next : CONTINUATIONS) {
      more[bytes.length] = next;
      if (character(more).isPresent() || begins(more)) {
        return true;
      }
    }
    return false;
  }

  /** Of characters of 2 or 4 bytes each: what is none is written by its number. */
  static String wide(byte[] bytes, int unit) {
    StringBuilder text = new StringBuilder();
    if (unit == 2) {
      char[] units = new char[bytes.length / 2];
      for (int i = 0; i < units.length; i++) {
        units[i] = (char) ((bytes[2 * i] & 0xff) | (bytes[2 * i + 1] & 0xff) << 8);
      }
      // A half of a pair that stands alone is a code point of its own in Java.
      new String(units)
          .codePoints()
          .forEach(
              c ->
                  text.append(
                      Character.getType(c) == Character.SURROGATE
                          ? String.format("\\u%04x", c)
                          : Character.toString(c)));
      return text.toString();
    }
    for (int at = 0; at < bytes.length; at += 4) {
      long code = Bytes.number(Arrays.copyOfRange(bytes, at, at + 4));
      boolean isCharacter =
          code <= Character.MAX_CODE_POINT && Character.getType((int) code) != Character.SURROGATE;
      text.append(isCharacter ? Character.toString((int) code) : String.format("\\U%08x", code));
    }
    return text.toString();
  }

  /** The same of some that go on. */
  static String cutWide(byte[] bytes, int unit) {
    boolean half = unit == 2 && bytes.length > 0 && (bytes[bytes.length - 1] & 0xfc) == 0xd8;
    return wide(half ? Arrays.copyOf(bytes, bytes.length - 2) : bytes, unit);
  }

  /** Up to the first character that is 0; empty where there is none. */
  static Optional<byte[]> untilZero(byte[] bytes, int unit) {
    for (int at = 0; at + unit <= bytes.length; at += unit) {
      if (Bytes.number(Arrays.copyOfRange(bytes, at, at + unit)) == 0) {
        return Optional.of(Arrays.copyOf(bytes, at));
      }
    }
    return Optional.empty();
  }

  /** On one line, with what cannot be seen as C would write it. */
  static String seen(String text) {
    return UNSEEN.matcher(text).replaceAll(Spelling::escape);
  }

  private static String escape(MatchResult found) {
    int code = found.group().codePointAt(0);
    String escape =
        switch (code) {
          case '\n' -> "\\n";
          case '\t' -> "\\t";
          case '\r' -> "\\r";
          default ->
              String.format(code < 0x80 ? "\\x%02x" : code < 0x10000 ? "\\u%04x" : "\\U%08x", code);
        };
    return escape.replace("\\", "\\\\");
  }

  static String quoted(String text) {
    return '"' + seen(text.replace("\"", "\\\"")) + '"';
  }

  static String hex(byte[] bytes) {
    return IntStream.range(0, bytes.length)
        .mapToObj(i -> String.format("%02x", bytes[i]))
        .collect(Collectors.joining(" "));
  }

  /** A character between quotes; empty when it is none. */
  static String glyph(long code, int bytes) {
    if (code == 0) {
      return "\\0";
    }
    if (code < 0 || code > (bytes == 1 ? 0x7f : Character.MAX_CODE_POINT)) {
      return "";
    }
    String one = new StringBuilder().appendCodePoint((int) code).toString();
    return code == '\'' || code == '\\' ? "\\" + one : seen(one);
  }
}
