package tracebook.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.SlotState;
import tracebook.ir.Source;

/** A value with elements, to be read one by one. */
public final class Container {
  /**
   * A column of elements.
   *
   * @param path what stands behind the container's name: empty, {@code .id}
   * @param offset in the element
   */
  public record Part(String path, int offset, Format format) {}

  private final Format.Sequence format;
  private final byte[] bytes;
  private final int at;

  Container(Format.Sequence format, byte[] bytes, int at) {
    this.format = format;
    this.bytes = bytes;
    this.at = at;
  }

  /** The columns that elements of this format have: one for each member of a structure. */
  public static List<Part> parts(Format.Sequence format) {
    var parts = new ArrayList<Part>();
    Format element =
        switch (format) {
          case Format.Array a -> a.element();
          case Format.Elements e -> e.element();
          case Format.Each e -> e.element();
        };
    add(parts, "", 0, element);
    return List.copyOf(parts);
  }

  private static void add(List<Part> parts, String path, int offset, Format format) {
    switch (format) {
      case Format.Struct(int size, List<Format.Field> fields) -> add(parts, path, offset, fields);
      case Format.Tuple(int size, List<Format.Field> fields) -> add(parts, path, offset, fields);
      case Format.Inside(int size, int in, Format inner) -> add(parts, path, offset + in, inner);
      case Format one -> parts.add(new Part(path, offset, one));
    }
  }

  /** What has no name, a base class or an anonymous member, adds none to the path. */
  private static void add(
      List<Part> parts, String path, int offset, List<Format.Field> fields) {
    for (Format.Field field : fields) {
      String name = field.name().isEmpty() ? "" : "." + field.name();
      add(parts, path + name, offset + field.offset(), field.format());
    }
  }

  public Format.Sequence format() {
    return format;
  }

  /** How many elements the program says there are. */
  public long count() {
    return switch (format) {
      case Format.Array a -> a.count();
      case Format.Elements e -> LittleEndian.u64(bytes, at);
      case Format.Each e -> LittleEndian.u64(bytes, at);
    };
  }

  /** Of how many elements there are bytes: those with the numbers from 0 on. */
  public int there() {
    long most =
        switch (format) {
          case Format.Array a -> a.count();
          case Format.Elements e -> e.cap() / e.stride();
          case Format.Each e -> e.most();
        };
    return (int) (count() < 0 ? most : Math.min(count(), most));
  }

  /** Says so when it has more elements than there are here. */
  public Optional<String> mark() {
    return there() == count()
        ? Optional.empty()
        : Optional.of(
            "truncated at "
                + there()
                + " of "
                + Long.toUnsignedString(count())
                + " elements");
  }

  /**
   * A column of an element.
   *
   * @param element below {@link #there}
   * @param part one of {@link #parts} of this format
   */
  public Value value(int element, Part part) {
    return switch (format) {
      case Format.Array a -> decode(at + element * a.stride(), part);
      case Format.Elements e -> decode(at + Source.Counted.HEADER + element * e.stride(), part);
      case Format.Each e -> {
        int attempt = at + Source.Counted.HEADER + element * e.stride();
        SlotState state = SlotState.of(bytes[attempt]);
        int there = attempt + Source.Attempt.HEADER;
        yield state == SlotState.CAPTURED
            ? decode(there, part)
            : new Value.Missing(Reasons.of(state, () -> LittleEndian.u64(bytes, there)));
      }
    };
  }

  private Value decode(int element, Part part) {
    return Formats.decode(part.format(), bytes, element + part.offset());
  }
}
