package tracebook.rows;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.Source;
import tracebook.types.EnumType;

/** Bytes to values, by format. */
final class Formats {
  /** An array longer than this is shown by its beginning. */
  static final int MOST_ELEMENTS = 200;

  private static final int MOST_TEXT = 16_384;

  private Formats() {}

  static Value decode(Format format, byte[] bytes, int at) {
    return switch (format) {
      case Format.Int(int size, boolean signed) ->
          size > 8
              ? new Value.Wide(LittleEndian.wide(bytes, at, size, signed))
              : new Value.Int(LittleEndian.number(bytes, at, size, signed), size, signed);
      case Format.Char(int size, boolean signed) ->
          new Value.Char(LittleEndian.number(bytes, at, size, signed), size);
      case Format.Bool(int size) -> bool(LittleEndian.number(bytes, at, size, false));
      case Format.Enumeration e ->
          enumerator(e, LittleEndian.number(bytes, at, e.bytes(), e.signed()));
      case Format.Floating(int size) -> Floats.decode(bytes, at, size);
      case Format.Pointer(int size) ->
          new Value.Address(LittleEndian.number(bytes, at, size, false));
      case Format.Bits b -> bits(b, bytes, at);
      case Format.Text(int cap) -> text(bytes, at, cap);
      case Format.Dump d -> dump(d, bytes, at);
      case Format.CharArray(int size) ->
          new Value.Text(
              Strings.decode(bytes, at, endOfString(bytes, at, at + size)), Optional.empty());
      case Format.WideArray w -> WideCharacters.decode(w, bytes, at);
      case Format.WideText w -> WideCharacters.decode(w, bytes, at);
      case Format.Array a -> aggregate(a, bytes, at);
      case Format.Struct s -> aggregate(s, bytes, at);
      case Format.Tuple t -> aggregate(t, bytes, at);
      case Format.Inside(int size, int offset, Format inner) -> decode(inner, bytes, at + offset);
      case Format.Moved(int size, long add) -> moved(LittleEndian.u64(bytes, at), add);
      case Format.Characters c -> Counted.characters(c, bytes, at);
      case Format.Elements e -> aggregate(e, bytes, at);
      case Format.Each e -> aggregate(e, bytes, at);
      case Format.Flags f -> Flags.decode(f, bytes, at);
      case Format.Walked w -> Walked.decode(w, bytes, at);
      case Format.Elsewhere e -> Counted.elsewhere(e, bytes, at);
      case Format.Alternatives a -> alternative(a, bytes, at);
      case Format.Known k -> known(k, LittleEndian.u64(bytes, at));
      case Format.Opaque(int size, String why) -> new Value.Missing(why);
    };
  }

  private static Value moved(long address, long add) {
    return new Value.Address(address == 0 ? 0 : address + add);
  }

  /** A discriminant that no alternative has is no value of the type. */
  private static Value alternative(Format.Alternatives format, byte[] bytes, int at) {
    return Alternative.chosen(format, bytes, at).isPresent()
        ? aggregate(format, bytes, at)
        : new Value.Missing(Alternative.unknown(format, bytes, at));
  }

  private static Value known(Format.Known format, long word) {
    int at =
        Collections.binarySearch(
            format.names(),
            new Format.Name(word, ""),
            Comparator.comparingLong(Format.Name::value));
    return at >= 0
        ? new Value.Enumerator(format.names().get(at).text())
        : new Value.Missing(format.otherwise());
  }

  private static Value bool(long raw) {
    return raw == 0 || raw == 1
        ? new Value.Bool(raw == 1)
        : new Value.Missing("`" + raw + "` is neither true nor false");
  }

  private static Value enumerator(Format.Enumeration format, long raw) {
    for (EnumType.Enumerator e : format.enumerators()) {
      if (e.value() == raw) {
        return new Value.Enumerator(e.name());
      }
    }
    String number = format.signed() ? Long.toString(raw) : Long.toUnsignedString(raw);
    String type = format.name().isEmpty() ? "(enum)" : "(enum " + format.name() + ")";
    return new Value.Enumerator(type + number);
  }

  /** What a bit field holds is decided by the format of its type, its width by the field. */
  private static Value bits(Format.Bits field, byte[] bytes, int at) {
    if (field.width() > 64) {
      return new Value.Missing("a bit field of more than 64 bits");
    }
    return switch (field.value()) {
      case Format.Int(int size, boolean signed) ->
          new Value.Int(raw(field, bytes, at, signed), Math.min(size, 8), signed);
      case Format.Char(int size, boolean signed) ->
          new Value.Char(raw(field, bytes, at, signed), size);
      case Format.Bool b -> bool(raw(field, bytes, at, false));
      case Format.Enumeration e -> enumerator(e, raw(field, bytes, at, e.signed()));
      case Format.Pointer p -> new Value.Address(raw(field, bytes, at, false));
      case Format.Floating f -> notABitField();
      case Format.Bits b -> notABitField();
      case Format.Text t -> notABitField();
      case Format.Dump d -> notABitField();
      case Format.CharArray c -> notABitField();
      case Format.WideArray w -> notABitField();
      case Format.WideText w -> notABitField();
      case Format.Array a -> notABitField();
      case Format.Struct s -> notABitField();
      case Format.Tuple t -> notABitField();
      case Format.Inside i -> notABitField();
      case Format.Moved m -> notABitField();
      case Format.Characters c -> notABitField();
      case Format.Elements e -> notABitField();
      case Format.Each e -> notABitField();
      case Format.Flags f -> notABitField();
      case Format.Walked w -> notABitField();
      case Format.Elsewhere e -> notABitField();
      case Format.Alternatives a -> notABitField();
      case Format.Known k -> notABitField();
      case Format.Opaque(int size, String why) -> new Value.Missing(why);
    };
  }

  private static Value notABitField() {
    return new Value.Missing("a bit field of a type that is not an integer");
  }

  private static long raw(Format.Bits field, byte[] bytes, int at, boolean signed) {
    return LittleEndian.bits(bytes, at, field.shift(), field.width(), signed);
  }

  /** The length counts the NUL; a string with more than {@code cap} bytes was cut. */
  private static Value text(byte[] bytes, int at, int cap) {
    int from = at + 4;
    int length = Math.max(0, LittleEndian.u32(bytes, at) - 1);
    if (length <= cap) {
      return new Value.Text(Strings.decode(bytes, from, from + length), Optional.empty());
    }
    int end = Strings.beforeCutCharacter(bytes, from, from + cap);
    return new Value.Text(
        Strings.decode(bytes, from, end), Optional.of("truncated at " + cap + " B"));
  }

  private static Value dump(Format.Dump dump, byte[] bytes, int at) {
    int from = at + 4;
    int asked = LittleEndian.u32(bytes, at);
    int to = from + Math.min(asked, dump.cap());
    int end = dump.text() ? endOfString(bytes, from, to) : to;
    boolean cut = asked > dump.cap() && end == to;
    String shown =
        dump.text() ? Strings.decode(bytes, from, end) : Strings.hex(bytes, from, end, false);
    return new Value.Text(
        shown, cut ? Optional.of("truncated at " + dump.cap() + " B") : Optional.empty());
  }

  static int endOfString(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != 0) {
      end++;
    }
    return end;
  }

  private static Value aggregate(Format format, byte[] bytes, int at) {
    var text = new StringBuilder();
    boolean whole = append(text, format, bytes, at);
    return new Value.Text(text.toString(), whole ? Optional.empty() : Optional.of("shortened"));
  }

  /** Returns whether everything was shown. */
  static boolean append(StringBuilder text, Format format, byte[] bytes, int at) {
    return switch (format) {
      case Format.Tuple(int size, List<Format.Field> fields) ->
          appendTuple(text, fields, bytes, at);
      case Format.Inside(int size, int offset, Format inner) ->
          append(text, inner, bytes, at + offset);
      case Format.Moved m -> appendScalar(text, m, bytes, at);
      case Format.Characters c -> appendString(text, decode(c, bytes, at));
      case Format.Elements e -> appendCounted(text, e, bytes, at);
      case Format.Each e -> Counted.appendEach(text, e, bytes, at);
      case Format.Flags f -> Flags.append(text, f, bytes, at);
      case Format.Walked w -> Walked.append(text, w, bytes, at);
      case Format.Elsewhere e -> Counted.appendElsewhere(text, e, bytes, at);
      case Format.Alternatives a -> Alternative.append(text, a, bytes, at);
      case Format.Array(Format element, int stride, int count) ->
          appendElements(text, element, stride, count, count, bytes, at);
      case Format.Struct(int size, List<Format.Field> fields) ->
          appendFields(text, fields, bytes, at);
      case Format.Text t -> appendString(text, decode(t, bytes, at));
      case Format.Dump d -> appendString(text, decode(d, bytes, at));
      case Format.CharArray c -> appendString(text, decode(c, bytes, at));
      case Format.WideArray w -> appendString(text, decode(w, bytes, at));
      case Format.WideText w -> appendString(text, decode(w, bytes, at));
      case Format.Int i -> appendScalar(text, i, bytes, at);
      case Format.Char c -> appendScalar(text, c, bytes, at);
      case Format.Bool b -> appendScalar(text, b, bytes, at);
      case Format.Enumeration e -> appendScalar(text, e, bytes, at);
      case Format.Floating f -> appendScalar(text, f, bytes, at);
      case Format.Pointer p -> appendScalar(text, p, bytes, at);
      case Format.Bits b -> appendScalar(text, b, bytes, at);
      case Format.Known k -> appendScalar(text, k, bytes, at);
      case Format.Opaque o -> appendScalar(text, o, bytes, at);
    };
  }

  private static boolean appendCounted(
      StringBuilder text, Format.Elements format, byte[] bytes, int at) {
    long count = LittleEndian.u64(bytes, at);
    int there = LittleEndian.least(count, format.cap() / format.stride());
    int from = at + Source.Counted.HEADER;
    return appendElements(text, format.element(), format.stride(), there, count, bytes, from);
  }

  /**
   * @param there how many of the elements there are bytes of
   * @param count of all of them, without a sign
   */
  private static boolean appendElements(
      StringBuilder text,
      Format element,
      int stride,
      long there,
      long count,
      byte[] bytes,
      int at) {
    boolean whole = true;
    text.append('[');
    for (int i = 0; i != count; i++) {
      if (i > 0) {
        text.append(", ");
      }
      if (i == there || i == MOST_ELEMENTS || text.length() > MOST_TEXT) {
        text.append("… ").append(Long.toUnsignedString(count - i)).append(" more");
        whole = false;
        break;
      }
      whole &= append(text, element, bytes, at + i * stride);
    }
    text.append(']');
    return whole;
  }

  private static boolean appendFields(
      StringBuilder text, List<Format.Field> fields, byte[] bytes, int at) {
    boolean whole = true;
    text.append('{');
    String separator = "";
    for (Format.Field field : fields) {
      text.append(separator);
      if (!field.name().isEmpty()) {
        text.append(field.name()).append('=');
      }
      whole &= append(text, field.format(), bytes, at + field.offset());
      separator = ", ";
    }
    text.append('}');
    return whole;
  }

  static boolean appendTuple(StringBuilder text, List<Format.Field> fields, byte[] bytes, int at) {
    boolean whole = true;
    text.append('(');
    String separator = "";
    for (Format.Field field : fields) {
      text.append(separator);
      whole &= append(text, field.format(), bytes, at + field.offset());
      separator = ", ";
    }
    text.append(')');
    return whole;
  }

  private static boolean appendScalar(StringBuilder text, Format format, byte[] bytes, int at) {
    text.append(Shown.of(decode(format, bytes, at)));
    return true;
  }

  static boolean appendString(StringBuilder text, Value value) {
    switch (value) {
      case Value.Text(String s, Optional<String> mark) -> {
        text.append(Strings.quoted(s));
        mark.ifPresent(m -> text.append('…'));
        return mark.isEmpty();
      }
      case Value other -> text.append(Shown.of(other));
    }
    return true;
  }
}
