package tracebook.rows;

import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.SlotState;
import tracebook.ir.Source;

/** Bools of one bit each. */
final class Flags {
  /** In front of the bytes of a dump: how many there are. */
  private static final int LENGTH = 4;

  private Flags() {}

  static Value decode(Format.Flags format, byte[] bytes, int at) {
    Optional<String> why = why(bytes, at);
    if (why.isPresent()) {
      return new Value.Missing(why.get());
    }
    var text = new StringBuilder();
    boolean whole = append(text, format, bytes, at);
    return new Value.Text(text.toString(), whole ? Optional.empty() : Optional.of("shortened"));
  }

  /** Why their bytes are not there; empty when they are, or there are none. */
  static Optional<String> why(byte[] bytes, int at) {
    int attempt = at + Format.Flags.ATTEMPT;
    SlotState state = SlotState.of(bytes[attempt]);
    return LittleEndian.u64(bytes, at) == 0 || state == SlotState.CAPTURED
        ? Optional.empty()
        : Optional.of(
            Reasons.of(state, () -> LittleEndian.u64(bytes, attempt + Source.Attempt.HEADER)));
  }

  static boolean append(StringBuilder text, Format.Flags format, byte[] bytes, int at) {
    Optional<String> why = why(bytes, at);
    if (why.isPresent()) {
      text.append(Shown.of(new Value.Missing(why.get())));
      return true;
    }
    long count = LittleEndian.u64(bytes, at);
    int shown = LittleEndian.least(count, Math.min(8 * format.cap(), Formats.MOST_ELEMENTS));
    text.append('[');
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ").append(is(bytes, at, i));
    }
    if (shown != count) {
      text.append(shown == 0 ? "… " : ", … ");
      text.append(Long.toUnsignedString(count - shown)).append(" more");
    }
    text.append(']');
    return shown == count;
  }

  static boolean is(byte[] bytes, int at, int number) {
    return (bytes[start(at) + number / 8] >> number % 8 & 1) != 0;
  }

  /** Where the byte with the first of them is. */
  static int start(int at) {
    return at + Format.Flags.ATTEMPT + Source.Attempt.HEADER + LENGTH;
  }
}
