package tracebook.rows;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tracebook.ir.Format;
import tracebook.ir.SlotState;
import tracebook.ir.Source;

/** Containers of which one element leads to the next. */
final class Walked {
  private Walked() {}

  /** One that leads back to itself has no value: which elements it has is not to be told. */
  static Value decode(Format.Walked format, byte[] bytes, int at) {
    if (isCircle(format, bytes, at)) {
      return new Value.Missing("its links lead round in a circle");
    }
    StringBuilder text = new StringBuilder();
    boolean whole = append(text, format, bytes, at);
    Optional<String> mark = whole ? Optional.empty() : Optional.of("shortened");
    return new Value.Text(text.toString(), cut(format, bytes, at).or(() -> mark));
  }

  /** Says how much is left out, when something is. */
  static Optional<String> cut(Format.Walked format, byte[] bytes, int at) {
    int found = found(format, bytes, at);
    long count = LittleEndian.u64(bytes, at);
    return count == found
        ? Optional.empty()
        : Optional.of(
            "truncated at "
                + found
                + (count < 0 ? "" : " of " + count)
                + (count < 0 && found == 1 ? " element" : " elements"));
  }

  static int found(Format.Walked format, byte[] bytes, int at) {
    long found = LittleEndian.u64(bytes, at + Source.Walked.FOUND);
    return (int) Math.max(0, Math.min(found, format.most()));
  }

  private static int element(Format.Walked format, int at, int index) {
    return at + Source.Walked.HEADER + index * format.stride();
  }

  /** No two elements are at one place. */
  static boolean isCircle(Format.Walked format, byte[] bytes, int at) {
    Set<Long> places = new HashSet<>();
    for (int i = 0; i < found(format, bytes, at); i++) {
      if (!places.add(LittleEndian.u64(bytes, element(format, at, i)))) {
        return true;
      }
    }
    return false;
  }

  private static Value part(Format.Part part, byte[] bytes, int element) {
    int there = element + part.attempt() + Source.Attempt.HEADER;
    SlotState state = SlotState.of(bytes[element + part.attempt()]);
    return state == SlotState.CAPTURED
        ? Formats.decode(part.format(), bytes, there + part.offset())
        : new Value.Missing(Reasons.of(state, () -> LittleEndian.u64(bytes, there)));
  }

  static boolean append(StringBuilder text, Format.Walked format, byte[] bytes, int at) {
    if (isCircle(format, bytes, at)) {
      text.append("its links lead round in a circle");
      return true;
    }
    boolean list = format.brackets() == Format.Brackets.LIST;
    int found = found(format, bytes, at);
    long count = LittleEndian.u64(bytes, at);
    boolean whole = count == found;
    text.append(list ? '[' : '{');
    for (int i = 0; i < found; i++) {
      text.append(i == 0 ? "" : ", ");
      String separator = "";
      for (Format.Part part : format.parts()) {
        text.append(separator);
        whole &= appendPart(text, part, bytes, element(format, at, i));
        separator = ": ";
      }
    }
    if (count != found) {
      text.append(found == 0 ? "…" : ", …");
      text.append(count < 0 ? "" : " " + (count - found) + " more");
    }
    text.append(list ? ']' : '}');
    return whole;
  }

  private static boolean appendPart(
      StringBuilder text, Format.Part part, byte[] bytes, int element) {
    if (SlotState.of(bytes[element + part.attempt()]) == SlotState.CAPTURED) {
      int there = element + part.attempt() + Source.Attempt.HEADER + part.offset();
      return Formats.append(text, part.format(), bytes, there);
    }
    text.append(Shown.of(part(part, bytes, element)));
    return true;
  }
}
