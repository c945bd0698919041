package tracebook.rows;

import java.util.Optional;
import tracebook.ir.Format;

/** Which of several a value is. */
final class Alternative {
  private Alternative() {}

  static Optional<Format.Alternative> chosen(Format.Alternatives format, byte[] bytes, int at) {
    if (format.discriminant().isEmpty()) {
      return Optional.of(format.alternatives().getFirst());
    }
    Format.Int kind = format.discriminant().get();
    long value =
        LittleEndian.number(bytes, at + format.at(), Math.min(8, kind.bytes()), kind.signed());
    boolean fits =
        kind.bytes() <= 8
            || LittleEndian.u64(bytes, at + format.at() + 8) == (kind.signed() ? value >> 63 : 0);
    Optional<Format.Alternative> other = Optional.empty();
    for (Format.Alternative alternative : format.alternatives()) {
      if (alternative.values().isEmpty()) {
        other = Optional.of(alternative);
      } else if (fits && alternative.values().stream().anyMatch(v -> v.has(value, kind.signed()))) {
        return Optional.of(alternative);
      }
    }
    return other;
  }

  /** Why there is none. */
  static String unknown(Format.Alternatives format, byte[] bytes, int at) {
    Format.Int kind = format.discriminant().orElseThrow();
    return "no alternative has the discriminant "
        + LittleEndian.wide(bytes, at + format.at(), kind.bytes(), kind.signed());
  }

  static boolean append(StringBuilder text, Format.Alternatives format, byte[] bytes, int at) {
    Optional<Format.Alternative> chosen = chosen(format, bytes, at);
    if (chosen.isEmpty()) {
      text.append('<').append(unknown(format, bytes, at)).append('>');
      return true;
    }
    text.append(chosen.get().name());
    Optional<Format> content = chosen.get().content();
    if (content.isEmpty()) {
      return true;
    }
    int from = at + chosen.get().offset();
    boolean brackets =
        !chosen.get().name().isEmpty()
            && !(content.get() instanceof Format.Tuple)
            && !(content.get() instanceof Format.Struct);
    text.append(brackets ? "(" : "");
    boolean whole = Formats.append(text, content.get(), bytes, from);
    text.append(brackets ? ")" : "");
    return whole;
  }
}
