package tracebook.rows;

import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.SlotState;
import tracebook.ir.Source;

/** Strings with a length, and what an attempt found. */
final class Counted {
  private Counted() {}

  static Value characters(Format.Characters format, byte[] bytes, int at) {
    int most = format.cap() / format.unit();
    long length = LittleEndian.u64(bytes, at);
    int from = at + Source.Counted.HEADER;
    int there = LittleEndian.least(length, most);
    boolean cut = there != length;
    int to = from + format.unit() * there;
    Optional<String> mark =
        cut ? Optional.of("truncated at " + format.cap() + " B") : Optional.empty();
    if (format.unit() == 1) {
      int end = cut ? Strings.beforeCutCharacter(bytes, from, to) : to;
      return new Value.Text(Strings.decode(bytes, from, end), mark);
    }
    int end = cut && format.unit() == 2 ? beforeCutPair(bytes, from, to) : to;
    return new Value.Text(wide(format.unit(), bytes, from, end), mark);
  }

  /** Of UTF-16 that goes on: without the first half of a pair at its end. */
  static int beforeCutPair(byte[] bytes, int from, int to) {
    boolean isCut =
        to > from && Character.isHighSurrogate((char) LittleEndian.number(bytes, to - 2, 2, false));
    return isCut ? to - 2 : to;
  }

  /** What is no character is written by its number. */
  static String wide(int unit, byte[] bytes, int from, int to) {
    var text = new StringBuilder();
    for (int at = from; at < to; at += unit) {
      long code = LittleEndian.number(bytes, at, unit, false);
      boolean pair =
          unit == 2
              && at + 2 < to
              && Character.isHighSurrogate((char) code)
              && Character.isLowSurrogate((char) LittleEndian.number(bytes, at + 2, 2, false));
      if (pair) {
        char low = (char) LittleEndian.number(bytes, at + 2, 2, false);
        text.appendCodePoint(Character.toCodePoint((char) code, low));
        at += 2;
      } else if (code <= Character.MAX_CODE_POINT && (code < 0xd800 || code > 0xdfff)) {
        text.appendCodePoint((int) code);
      } else {
        text.append(unit == 2 ? String.format("\\u%04x", code) : String.format("\\U%08x", code));
      }
    }
    return text.toString();
  }

  /** What became of it; {@link SlotState#NOT_REACHED} when another one is in its place. */
  private static SlotState state(Format.Elsewhere format, byte[] bytes, int at) {
    boolean another = LittleEndian.number(bytes, at, 4, false) >>> 8 != format.number();
    return another ? SlotState.NOT_REACHED : SlotState.of(bytes[at]);
  }

  /**
   * It was not tried where another thread has changed the discriminant after the value's own bytes
   * were copied.
   */
  static Value elsewhere(Format.Elsewhere format, byte[] bytes, int value) {
    int at = value + format.distance();
    int there = at + Source.Attempt.HEADER;
    return switch (state(format, bytes, at)) {
      case CAPTURED -> Formats.decode(format.format(), bytes, there);
      case NOT_REACHED -> new Value.Missing("it changed while it was read");
      case SlotState failed ->
          new Value.Missing(Reasons.of(failed, () -> LittleEndian.u64(bytes, there)));
    };
  }

  static boolean appendEach(StringBuilder text, Format.Each format, byte[] bytes, int at) {
    long count = LittleEndian.u64(bytes, at);
    int there = LittleEndian.least(count, format.most());
    boolean whole = there == count;
    text.append('[');
    for (int i = 0; i < there; i++) {
      text.append(i == 0 ? "" : ", ");
      int distance = Source.Counted.HEADER + i * format.stride();
      whole &=
          appendElsewhere(text, new Format.Elsewhere(0, distance, 1, format.element()), bytes, at);
    }
    if (there != count) {
      text.append(there == 0 ? "… " : ", … ");
      text.append(Long.toUnsignedString(count - there)).append(" more");
    }
    text.append(']');
    return whole;
  }

  static boolean appendElsewhere(
      StringBuilder text, Format.Elsewhere format, byte[] bytes, int value) {
    int at = value + format.distance();
    if (state(format, bytes, at) == SlotState.CAPTURED) {
      return Formats.append(text, format.format(), bytes, at + Source.Attempt.HEADER);
    }
    text.append(Shown.of(elsewhere(format, bytes, value)));
    return true;
  }
}
