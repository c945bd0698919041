package tracebook.scripts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.scripts.Shows.Sort;
import tracebook.types.EnumType;
import tracebook.types.VariantPart;

/**
 * What is to be seen of bytes, said a second time: plain, and without anything of the code that it
 * is compared with.
 */
final class Rendering {
  /** So many elements of an array are shown. */
  private static final int MOST_ELEMENTS = 200;

  private static final String CIRCLE = "its links lead round in a circle";

  private final byte[] bytes;

  /** Something of a text was left out. */
  private boolean shortened;

  private Rendering(byte[] bytes) {
    this.bytes = bytes;
  }

  static Shows of(Format format, byte[] bytes, int at) {
    return new Rendering(bytes).shows(format, at);
  }

  static Sort sort(Format format) {
    return switch (format) {
      case Format.Int(int size, boolean signed) ->
          switch (size) {
            case 1, 2 -> signed ? Sort.SMALL : Sort.SMALL_UNSIGNED;
            case 4 -> signed ? Sort.SIGNED : Sort.UNSIGNED_32;
            case 8 -> signed ? Sort.SIGNED : Sort.UNSIGNED_64;
            default -> Sort.TEXT;
          };
      case Format.Char c -> c.bytes() == 1 ? Sort.CHARACTER : Sort.WIDE_CHARACTER;
      case Format.Bool b -> Sort.BOOL;
      case Format.Enumeration e -> Sort.ENUMERATION;
      case Format.Known k -> Sort.ENUMERATION;
      case Format.Floating f -> f.bytes() == 4 ? Sort.SINGLE : Sort.DOUBLE;
      case Format.Pointer p -> Sort.POINTER;
      case Format.Moved m -> Sort.POINTER;
      case Format.Bits b -> sort(b.value());
      case Format.Inside i -> sort(i.format());
      case Format.Elsewhere e -> sort(e.format());
      case Format.Opaque o -> Sort.NONE;
      case Format.Text t -> Sort.TEXT;
      case Format.Dump d -> Sort.TEXT;
      case Format.CharArray c -> Sort.TEXT;
      case Format.WideArray w -> Sort.TEXT;
      case Format.WideText w -> Sort.TEXT;
      case Format.Characters c -> Sort.TEXT;
      case Format.Struct s -> Sort.TEXT;
      case Format.Tuple t -> Sort.TEXT;
      case Format.Alternatives a -> Sort.TEXT;
      case Format.Sequence s -> Sort.TEXT;
    };
  }

  BigInteger number(int at, int size, boolean signed) {
    byte[] big = new byte[size + 1];
    for (int i = 0; i < size; i++) {
      big[size - i] = bytes[at + i];
    }
    big[0] = (byte) (signed && big[1] < 0 ? -1 : 0);
    return new BigInteger(big);
  }

  private long word(int at) {
    return Bytes.word(bytes, at);
  }

  /** Of 4 bytes in front of a string. */
  private int length(int at) {
    return number(at, 4, true).intValueExact();
  }

  private byte[] slice(int from, int count) {
    if (from + count > bytes.length) {
      throw new IllegalStateException(count + " bytes at " + from + " of " + bytes.length);
    }
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  /** What a bit field holds. */
  BigInteger field(Format.Bits b, int at, boolean signed) {
    BigInteger field =
        number(at, b.bytes(), false).shiftRight(b.shift()).mod(BigInteger.ONE.shiftLeft(b.width()));
    return signed && field.testBit(b.width() - 1)
        ? field.subtract(BigInteger.ONE.shiftLeft(b.width()))
        : field;
  }

  private Shows shows(Format format, int at) {
    return switch (format) {
      case Format.Int(int size, boolean signed) ->
          Shows.value(sort(format), number(at, size, signed).toString());
      case Format.Char c -> character(c, number(at, c.bytes(), c.signed()));
      case Format.Bool b -> bool(number(at, b.bytes(), false));
      case Format.Enumeration e -> enumerator(e, number(at, e.bytes(), e.signed()));
      case Format.Floating f -> floating(at, f.bytes());
      case Format.Pointer p -> pointer(number(at, p.bytes(), false));
      case Format.Moved m ->
          pointer(
              word(at) == 0
                  ? BigInteger.ZERO
                  : new BigInteger(Long.toUnsignedString(word(at) + m.add())));
      case Format.Bits b ->
          switch (b.value()) {
            case Format.Int i -> Shows.value(sort(i), field(b, at, i.signed()).toString());
            case Format.Char c -> character(c, field(b, at, c.signed()));
            case Format.Bool one -> bool(field(b, at, false));
            case Format.Enumeration e -> enumerator(e, field(b, at, e.signed()));
            default -> throw new IllegalArgumentException(b.toString());
          };
      case Format.Text t -> text(at, t.cap());
      case Format.Dump d -> dump(d, at);
      case Format.WideArray w -> {
        byte[] all = slice(at, w.bytes());
        byte[] text = Spelling.untilZero(all, w.unit()).orElse(all);
        yield Shows.value(Sort.TEXT, Spelling.seen(Spelling.wide(text, w.unit())));
      }
      case Format.WideText w -> wideText(w, at);
      case Format.CharArray c ->
          Shows.value(Sort.TEXT, Spelling.seen(Spelling.text(untilNul(slice(at, c.bytes())))));
      case Format.Characters c -> characters(c, at);
      case Format.Inside i -> shows(i.format(), at + i.offset());
      case Format.Elsewhere e -> elsewhere(e, at);
      case Format.Opaque o -> Shows.missing(o.why());
      case Format.Known k ->
          k.names().stream()
              .filter(n -> n.value() == word(at))
              .findFirst()
              .map(n -> Shows.value(Sort.ENUMERATION, n.text()))
              .orElse(Shows.missing(k.otherwise()));
      case Format.Alternatives a ->
          chosen(a, at).isEmpty() ? Shows.missing(unknown(a, at)) : whole(a, at);
      case Format.Walked w -> isCircle(w, at) ? Shows.missing(CIRCLE) : walked(w, at);
      case Format.Flags f -> flagsFail(at).<Shows>map(Shows::missing).orElseGet(() -> whole(f, at));
      case Format.Array a -> whole(a, at);
      case Format.Elements e -> whole(e, at);
      case Format.Each e -> whole(e, at);
      case Format.Struct s -> whole(s, at);
      case Format.Tuple t -> whole(t, at);
    };
  }

  private Shows whole(Format format, int at) {
    shortened = false;
    String text = inside(format, at);
    return shortened ? Shows.marked(Sort.TEXT, text, "shortened") : Shows.value(Sort.TEXT, text);
  }

  private Shows walked(Format.Walked w, int at) {
    Shows whole = whole(w, at);
    List<Integer> elements = new Elements(w, bytes, at).starts();
    return new Elements(w, bytes, at).cut(elements.size()).map(whole::noted).orElse(whole);
  }

  private static Shows character(Format.Char c, BigInteger code) {
    String glyph = Spelling.glyph(code.longValueExact(), c.bytes());
    return Shows.value(sort(c), code + (glyph.isEmpty() ? "" : " '" + glyph + "'"));
  }

  private static Shows bool(BigInteger raw) {
    return raw.bitLength() < 2
        ? Shows.value(Sort.BOOL, raw.signum() == 0 ? "false" : "true")
        : Shows.missing("`" + raw.longValue() + "` is neither true nor false");
  }

  private static Shows enumerator(Format.Enumeration e, BigInteger value) {
    return Shows.value(
        Sort.ENUMERATION,
        e.enumerators().stream()
            .filter(one -> one.value() == value.longValue())
            .map(EnumType.Enumerator::name)
            .findFirst()
            .orElse("(enum" + (e.name().isEmpty() ? "" : " ") + e.name() + ")" + value));
  }

  private static Shows pointer(BigInteger address) {
    return Shows.value(Sort.POINTER, "0x" + address.toString(16));
  }

  private Shows floating(int at, int size) {
    if (size == 4) {
      return Shows.value(Sort.SINGLE, Float.toString(Float.intBitsToFloat(length(at))));
    }
    if (size == 8) {
      return Shows.value(Sort.DOUBLE, Double.toString(Double.longBitsToDouble(word(at))));
    }
    // Intel SDM volume 1, 4.2.2: an explicit integer bit, and 15 bits of exponent.
    BigInteger significand = number(at, 8, false);
    int exponent = number(at + 8, 2, false).intValueExact() & 0x7fff;
    String sign = bytes[at + 9] < 0 ? "-" : "";
    if (exponent != 0 && !significand.testBit(63)) {
      return Shows.missing("not a valid `long double`");
    }
    if (exponent == 0x7fff) {
      boolean number = significand.bitCount() == 1;
      return Shows.value(Sort.DOUBLE, number ? sign + "Infinity" : "NaN");
    }
    int power = Math.max(1, exponent) - 16383 - 63;
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal exact =
        power < 0
            ? new BigDecimal(significand).divide(two.pow(-power))
            : new BigDecimal(significand).multiply(two.pow(power));
    double nearest = exact.doubleValue();
    if (significand.signum() != 0 && (nearest == 0 || Double.isInfinite(nearest))) {
      String digits = sign + exact.round(new MathContext(20));
      return Shows.missing("`" + digits + "` is outside the range of a double");
    }
    String text = sign + nearest;
    return new BigDecimal(nearest).compareTo(exact) == 0
        ? Shows.value(Sort.DOUBLE, text)
        : Shows.marked(Sort.DOUBLE, text, "rounded from a `long double`");
  }

  static byte[] untilNul(byte[] some) {
    int end = 0;
    while (end < some.length && some[end] != 0) {
      end++;
    }
    return Arrays.copyOf(some, end);
  }

  private static Shows cut(byte[] some, int cap) {
    return Shows.marked(
        Sort.TEXT, Spelling.seen(Spelling.cutText(some)), "truncated at " + cap + " B");
  }

  /** With its NUL counted in front. */
  private Shows text(int at, int cap) {
    int length = length(at) - 1;
    return length > cap
        ? cut(slice(at + 4, cap), cap)
        : Shows.value(Sort.TEXT, Spelling.seen(Spelling.text(slice(at + 4, length))));
  }

  private Shows dump(Format.Dump d, int at) {
    int asked = length(at);
    byte[] there = slice(at + 4, Math.min(asked, d.cap()));
    byte[] shown = d.text() ? untilNul(there) : there;
    String text = d.text() ? Spelling.seen(Spelling.text(shown)) : Spelling.hex(shown);
    return asked > d.cap() && shown.length == there.length
        ? Shows.marked(Sort.TEXT, text, "truncated at " + d.cap() + " B")
        : Shows.value(Sort.TEXT, text);
  }

  private Shows characters(Format.Characters c, int at) {
    long count = word(at);
    int most = c.cap() / c.unit();
    boolean cut = Long.compareUnsigned(count, most) > 0;
    byte[] some = slice(at + Source.Counted.HEADER, c.unit() * (cut ? most : (int) count));
    if (c.unit() == 1) {
      return cut ? cut(some, c.cap()) : Shows.value(Sort.TEXT, Spelling.seen(Spelling.text(some)));
    }
    return cut
        ? Shows.marked(
            Sort.TEXT,
            Spelling.seen(Spelling.cutWide(some, c.unit())),
            "truncated at " + c.cap() + " B")
        : Shows.value(Sort.TEXT, Spelling.seen(Spelling.wide(some, c.unit())));
  }

  /** What is up to the end of a page, and behind it; the rest is wanted where that does not end. */
  private Shows wideText(Format.WideText w, int at) {
    byte[] all = slice(at + Source.Counted.HEADER, Math.toIntExact(word(at)));
    if (all.length < w.cap() && Spelling.untilZero(all, w.unit()).isEmpty()) {
      SlotState state = SlotState.of(bytes[at + w.rest()]);
      int rest = at + w.rest() + Source.Attempt.HEADER;
      if (state != SlotState.CAPTURED) {
        return Shows.missing(Why.of(state, word(rest)));
      }
      int left = w.cap() - all.length;
      all = Bytes.concat(all, slice(rest + Source.Counted.HEADER, left));
    }
    byte[] there = all;
    return Spelling.untilZero(all, w.unit())
        .map(t -> Shows.value(Sort.TEXT, Spelling.seen(Spelling.wide(t, w.unit()))))
        .orElseGet(
            () ->
                Shows.marked(
                    Sort.TEXT,
                    Spelling.seen(Spelling.cutWide(there, w.unit())),
                    "truncated at " + w.cap() + " B"));
  }

  private Shows elsewhere(Format.Elsewhere e, int value) {
    int at = value + e.distance();
    if (number(at, 4, false).longValue() >> 8 != e.number()) {
      return Shows.missing("it changed while it was read");
    }
    return attempt(at, e.format(), 0);
  }

  /** What an attempt came to, which is at {@code at}. */
  Shows attempt(int at, Format format, int offset) {
    SlotState state = SlotState.of(bytes[at]);
    int found = at + Source.Attempt.HEADER;
    return state == SlotState.CAPTURED
        ? shows(format, found + offset)
        : Shows.missing(Why.of(state, word(found)));
  }

  private Optional<String> flagsFail(int at) {
    int attempt = at + Format.Flags.ATTEMPT;
    SlotState state = SlotState.of(bytes[attempt]);
    return word(at) == 0 || state == SlotState.CAPTURED
        ? Optional.empty()
        : Optional.of(Why.of(state, word(attempt + Source.Attempt.HEADER)));
  }

  boolean isCircle(Format.Walked w, int at) {
    List<Integer> starts = new Elements(w, bytes, at).starts();
    return starts.stream().map(this::word).distinct().count() != starts.size();
  }

  private Optional<Format.Alternative> chosen(Format.Alternatives a, int at) {
    if (a.discriminant().isEmpty()) {
      return Optional.of(a.alternatives().getFirst());
    }
    Format.Int kind = a.discriminant().get();
    BigInteger value = number(at + a.at(), kind.bytes(), kind.signed());
    for (Format.Alternative one : a.alternatives()) {
      for (VariantPart.Values values : one.values()) {
        if (limit(values.low(), kind).compareTo(value) <= 0
            && value.compareTo(limit(values.high(), kind)) <= 0) {
          return Optional.of(one);
        }
      }
    }
    return a.alternatives().stream().filter(one -> one.values().isEmpty()).findFirst();
  }

  private static BigInteger limit(long value, Format.Int kind) {
    return kind.signed() ? BigInteger.valueOf(value) : new BigInteger(Long.toUnsignedString(value));
  }

  private String unknown(Format.Alternatives a, int at) {
    Format.Int kind = a.discriminant().orElseThrow();
    return "no alternative has the discriminant "
        + number(at + a.at(), kind.bytes(), kind.signed());
  }

  /** As it stands inside of another one. */
  private String inside(Format format, int at) {
    return switch (format) {
      case Format.Struct s -> fields(s.fields(), at, "{", "}", true);
      case Format.Tuple t -> fields(t.fields(), at, "(", ")", false);
      case Format.Alternatives a ->
          chosen(a, at)
              .map(one -> alternative(one, at))
              .orElseGet(() -> "<" + unknown(a, at) + ">");
      case Format.Inside i -> inside(i.format(), at + i.offset());
      case Format.Elsewhere e -> {
        int found = at + e.distance();
        boolean there =
            number(found, 4, false).longValue() >> 8 == e.number()
                && SlotState.of(bytes[found]) == SlotState.CAPTURED;
        yield there ? inside(e.format(), found + Source.Attempt.HEADER) : elsewhere(e, at).inLine();
      }
      case Format.Walked w when isCircle(w, at) -> CIRCLE;
      case Format.Flags f when flagsFail(at).isPresent() -> "<" + flagsFail(at).get() + ">";
      case Format.Sequence s -> sequence(s, at);
      case Format.Text t -> string(t, at);
      case Format.Dump d -> string(d, at);
      case Format.CharArray c -> string(c, at);
      case Format.WideArray w -> string(w, at);
      case Format.WideText w -> string(w, at);
      case Format.Characters c -> string(c, at);
      default -> shows(format, at).inLine();
    };
  }

  private String string(Format format, int at) {
    Shows shows = shows(format, at);
    shortened |= shows.text().isPresent() && !shows.note().isEmpty();
    return shows
        .text()
        .map(t -> '"' + t.replace("\"", "\\\"") + '"' + (shows.note().isEmpty() ? "" : "…"))
        .orElse(shows.inLine());
  }

  private String fields(
      List<Format.Field> fields, int at, String open, String close, boolean names) {
    List<String> all = new ArrayList<>();
    for (Format.Field field : fields) {
      String name = names && !field.name().isEmpty() ? field.name() + "=" : "";
      all.add(name + inside(field.format(), at + field.offset()));
    }
    return open + String.join(", ", all) + close;
  }

  private String alternative(Format.Alternative one, int at) {
    if (one.content().isEmpty()) {
      return one.name();
    }
    Format content = one.content().get();
    String text = inside(content, at + one.offset());
    boolean own =
        one.name().isEmpty() || content instanceof Format.Tuple || content instanceof Format.Struct;
    return one.name() + (own ? text : "(" + text + ")");
  }

  private String sequence(Format.Sequence s, int at) {
    Elements elements = new Elements(s, bytes, at);
    List<Integer> starts = elements.starts();
    boolean bounded = s instanceof Format.Array || s instanceof Format.Elements;
    int most = bounded || s instanceof Format.Flags ? MOST_ELEMENTS : starts.size();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < Math.min(most, starts.size()); i++) {
      all.add(element(s, elements, i, starts.get(i)));
    }
    if (elements.count().isEmpty()) {
      shortened = true;
      all.add("…");
    } else if (!elements.count().get().equals(BigInteger.valueOf(all.size()))) {
      shortened = true;
      all.add("… " + elements.count().get().subtract(BigInteger.valueOf(all.size())) + " more");
    }
    boolean list = !(s instanceof Format.Walked w) || w.brackets() == Format.Brackets.LIST;
    return (list ? "[" : "{") + String.join(", ", all) + (list ? "]" : "}");
  }

  private String element(Format.Sequence s, Elements elements, int index, int start) {
    return switch (s) {
      case Format.Array a -> inside(a.element(), start);
      case Format.Elements e -> inside(e.element(), start);
      case Format.Each e -> tried(start, e.element(), 0);
      case Format.Flags f -> String.valueOf(elements.flag(index));
      case Format.Walked w -> {
        List<String> parts = new ArrayList<>();
        for (Format.Part part : w.parts()) {
          parts.add(tried(start + part.attempt(), part.format(), part.offset()));
        }
        yield String.join(": ", parts);
      }
    };
  }

  private String tried(int at, Format format, int offset) {
    return SlotState.of(bytes[at]) == SlotState.CAPTURED
        ? inside(format, at + Source.Attempt.HEADER + offset)
        : attempt(at, format, offset).inLine();
  }

  /** Elements of a sequence, of which each can be a row. */
  static Rendering over(byte[] bytes) {
    return new Rendering(bytes);
  }

  Shows at(Format format, int at) {
    return shows(format, at);
  }
}
