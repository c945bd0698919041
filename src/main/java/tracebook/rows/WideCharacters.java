package tracebook.rows;

import java.util.Arrays;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.SlotState;
import tracebook.ir.Source;

/** Strings of UTF-16 and UTF-32 that end at a character that is 0. */
final class WideCharacters {
  private WideCharacters() {}

  static Value decode(Format.WideArray format, byte[] bytes, int at) {
    int end = end(format.unit(), bytes, at, at + format.bytes());
    return new Value.Text(Counted.wide(format.unit(), bytes, at, end), Optional.empty());
  }

  static Value decode(Format.WideText format, byte[] bytes, int at) {
    int first = (int) LittleEndian.u64(bytes, at);
    int from = at + Source.Counted.HEADER;
    byte[] all = Arrays.copyOfRange(bytes, from, from + format.cap());
    int there = first;
    int rest = at + format.rest();
    SlotState state = SlotState.of(bytes[rest]);
    if (first < format.cap() && state == SlotState.CAPTURED) {
      int more = rest + Source.Attempt.HEADER + Source.Counted.HEADER;
      System.arraycopy(bytes, more, all, first, format.cap() - first);
      there = format.cap();
    }
    int whole = there - there % format.unit();
    int end = end(format.unit(), all, 0, whole);
    if (end < whole) {
      return new Value.Text(Counted.wide(format.unit(), all, 0, end), Optional.empty());
    }
    if (there < format.cap()) {
      int failed = rest + Source.Attempt.HEADER;
      return new Value.Missing(Reasons.of(state, () -> LittleEndian.u64(bytes, failed)));
    }
    return new Value.Text(
        Counted.wide(
            format.unit(), all, 0, format.unit() == 2 ? Counted.beforeCutPair(all, 0, end) : end),
        Optional.of("truncated at " + format.cap() + " B"));
  }

  private static int end(int unit, byte[] bytes, int from, int to) {
    int end = from;
    while (end + unit <= to && LittleEndian.number(bytes, end, unit, false) != 0) {
      end += unit;
    }
    return end;
  }
}
