package tracebook.scripts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.Source;
import tracebook.scripts.Shows.Sort;

/** The elements of a sequence, one by one. */
final class Elements {
  private final Format.Sequence format;
  private final byte[] bytes;
  private final int at;

  Elements(Format.Sequence format, byte[] bytes, int at) {
    this.format = format;
    this.bytes = bytes;
    this.at = at;
  }

  Format.Sequence format() {
    return format;
  }

  /** How many the program has; empty where it does not say so. */
  Optional<BigInteger> count() {
    if (format instanceof Format.Array a) {
      return Optional.of(BigInteger.valueOf(a.count()));
    }
    long count = Bytes.word(bytes, at);
    return format instanceof Format.Walked && count < 0
        ? Optional.empty()
        : Optional.of(new BigInteger(Long.toUnsignedString(count)));
  }

  /** Where those begin that there are. */
  List<Integer> starts() {
    return switch (format) {
      case Format.Array a -> starts(at, a.stride(), a.count());
      case Format.Elements e ->
          starts(at + Source.Counted.HEADER, e.stride(), least(e.cap() / e.stride()));
      case Format.Each e -> starts(at + Source.Counted.HEADER, e.stride(), least(e.most()));
      case Format.Flags f -> starts(at, 0, least(8 * f.cap()));
      case Format.Walked w ->
          starts(
              at + Source.Walked.HEADER,
              w.stride(),
              Math.toIntExact(Bytes.word(bytes, at + Source.Walked.FOUND)));
    };
  }

  private int least(int most) {
    return count().orElseThrow().min(BigInteger.valueOf(most)).intValueExact();
  }

  private static List<Integer> starts(int first, int stride, int count) {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      starts.add(first + i * stride);
    }
    return starts;
  }

  /** What is said where only so many of them are there. */
  Optional<String> cut(int there) {
    if (count().isEmpty()) {
      return Optional.of("truncated at " + there + (there == 1 ? " element" : " elements"));
    }
    return count().get().equals(BigInteger.valueOf(there))
        ? Optional.empty()
        : Optional.of("truncated at " + there + " of " + count().get() + " elements");
  }

  /** A bit. */
  boolean flag(int index) {
    int first = at + Format.Flags.ATTEMPT + Source.Attempt.HEADER + 4;
    return new BigInteger(1, new byte[] {bytes[first + index / 8]}).testBit(index % 8);
  }

  /**
   * A column of a table of elements.
   *
   * @param name of the key and the value of a map; empty where it is that of the sequence
   * @param attempt where in the element it was tried to find it, or -1
   */
  record Member(String name, String path, int attempt, int offset, Format format) {
    String column(String sequence) {
      return (name.isEmpty() ? sequence : name) + path;
    }
  }

  /** The columns that the elements have. */
  static List<Member> members(Format.Sequence format) {
    List<Member> members = new ArrayList<>();
    switch (format) {
      case Format.Array a -> add(members, "", "", -1, 0, a.element());
      case Format.Elements e -> add(members, "", "", -1, 0, e.element());
      case Format.Each e -> add(members, "", "", 0, 0, e.element());
      case Format.Flags f -> add(members, "", "", -1, 0, new Format.Bool(1));
      case Format.Walked w -> {
        for (Format.Part part : w.parts()) {
          String name =
              w.brackets() != Format.Brackets.MAP ? "" : members.isEmpty() ? "key" : "value";
          add(members, name, "", part.attempt(), part.offset(), part.format());
        }
      }
    }
    return members;
  }

  private static void add(
      List<Member> to, String name, String path, int attempt, int offset, Format format) {
    List<Format.Field> fields =
        switch (format) {
          case Format.Struct s -> s.fields();
          case Format.Tuple t -> t.fields();
          case Format.Inside i -> List.of(new Format.Field("", i.offset(), i.format()));
          default -> List.of();
        };
    boolean whole =
        !(format instanceof Format.Struct
            || format instanceof Format.Tuple
            || format instanceof Format.Inside);
    if (whole) {
      to.add(new Member(name, path, attempt, offset, format));
    }
    for (Format.Field field : fields) {
      String further = field.name().isEmpty() ? "" : "." + field.name();
      add(to, name, path + further, attempt, offset + field.offset(), field.format());
    }
  }

  Shows member(int index, Member member) {
    if (format instanceof Format.Flags) {
      return Shows.value(Sort.BOOL, String.valueOf(flag(index)));
    }
    int start = starts().get(index);
    Rendering rendering = Rendering.over(bytes);
    return member.attempt < 0
        ? rendering.at(member.format, start + member.offset)
        : rendering.attempt(start + member.attempt, member.format, member.offset);
  }

  /** Whether the bytes are no value at all. */
  boolean none() {
    return switch (format) {
      case Format.Walked w -> Rendering.over(bytes).isCircle(w, at);
      case Format.Flags f -> Rendering.of(f, bytes, at).text().isEmpty();
      case Format.Array a -> false;
      case Format.Elements e -> false;
      case Format.Each e -> false;
    };
  }
}
