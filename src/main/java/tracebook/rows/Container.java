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
   * @param name of its own, {@code key} or {@code value}; empty for the name of the container
   * @param path what stands behind the name: empty, {@code .id}
   * @param found where in the element a {@link Source.Attempt} is that found it, or -1
   * @param offset in the element, or in what was found
   */
  public record Part(String name, String path, int found, int offset, Format format) {
    /** The column's name when this is the container's. */
    public String column(String container) {
      return (name.isEmpty() ? container : name) + path;
    }
  }

  private final Format.Sequence format;
  private final byte[] bytes;
  private final int at;

  private Container(Format.Sequence format, byte[] bytes, int at) {
    this.format = format;
    this.bytes = bytes;
    this.at = at;
  }

  /** Empty when the bytes are no value. */
  static Optional<Container> of(Format.Sequence format, byte[] bytes, int at) {
    boolean none =
        (format instanceof Format.Walked w && Walked.isCircle(w, bytes, at))
            || (format instanceof Format.Flags && Flags.why(bytes, at).isPresent());
    return none ? Optional.empty() : Optional.of(new Container(format, bytes, at));
  }

  /** The columns that elements of this format have: one for each member of a structure. */
  public static List<Part> parts(Format.Sequence format) {
    var parts = new ArrayList<Part>();
    switch (format) {
      case Format.Array a -> add(parts, new Part("", "", -1, 0, a.element()));
      case Format.Elements e -> add(parts, new Part("", "", -1, 0, e.element()));
      case Format.Each e -> add(parts, new Part("", "", 0, 0, e.element()));
      case Format.Flags f -> add(parts, new Part("", "", -1, 0, new Format.Bool(1)));
      case Format.Walked w -> {
        boolean map = w.brackets() == Format.Brackets.MAP;
        for (int i = 0; i < w.parts().size(); i++) {
          Format.Part part = w.parts().get(i);
          String name = map ? i == 0 ? "key" : "value" : "";
          add(parts, new Part(name, "", part.attempt(), part.offset(), part.format()));
        }
      }
    }
    return List.copyOf(parts);
  }

  private static void add(List<Part> parts, Part part) {
    switch (part.format()) {
      case Format.Struct(int size, List<Format.Field> fields) -> add(parts, part, fields);
      case Format.Tuple(int size, List<Format.Field> fields) -> add(parts, part, fields);
      case Format.Inside(int size, int offset, Format inner) ->
          add(parts, inner(part, "", offset, inner));
      case Format one -> parts.add(part);
    }
  }

  /** What has no name, a base class or an anonymous member, adds none to the path. */
  private static void add(List<Part> parts, Part whole, List<Format.Field> fields) {
    for (Format.Field field : fields) {
      String name = field.name().isEmpty() ? "" : "." + field.name();
      add(parts, inner(whole, name, field.offset(), field.format()));
    }
  }

  private static Part inner(Part whole, String path, int offset, Format format) {
    return new Part(
        whole.name(), whole.path() + path, whole.found(), whole.offset() + offset, format);
  }

  public Format.Sequence format() {
    return format;
  }

  /** How many elements the program says there are; below 0 when it does not say it. */
  private long count() {
    return switch (format) {
      case Format.Array a -> a.count();
      case Format.Elements e -> LittleEndian.u64(bytes, at);
      case Format.Each e -> LittleEndian.u64(bytes, at);
      case Format.Flags f -> LittleEndian.u64(bytes, at);
      case Format.Walked w -> LittleEndian.u64(bytes, at);
    };
  }

  /** Of how many elements there are bytes: those with the numbers from 0 on. */
  public int there() {
    return switch (format) {
      case Format.Array a -> a.count();
      case Format.Elements e -> least(e.cap() / e.stride());
      case Format.Each e -> least(e.most());
      case Format.Flags f -> least(8 * f.cap());
      case Format.Walked w -> Walked.found(w, bytes, at);
    };
  }

  private int least(int most) {
    return Long.compareUnsigned(count(), most) < 0 ? (int) count() : most;
  }

  /** Says so when it has more elements than there are here. */
  public Optional<String> mark() {
    return there() == count() ? Optional.empty() : Optional.of(truncated(there()));
  }

  /** Says that only so many of the elements are shown. */
  public String truncated(int shown) {
    boolean unknown = format instanceof Format.Walked && count() < 0;
    return "truncated at "
        + shown
        + (unknown ? "" : " of " + Long.toUnsignedString(count()))
        + (unknown && shown == 1 ? " element" : " elements");
  }

  /**
   * A column of an element.
   *
   * @param element below {@link #there}
   * @param part one of {@link #parts} of this format
   */
  public Value value(int element, Part part) {
    if (format instanceof Format.Flags) {
      return new Value.Bool(Flags.is(bytes, at, element));
    }
    int start = start(element);
    if (part.found() < 0) {
      return Formats.decode(part.format(), bytes, start + part.offset());
    }
    SlotState state = SlotState.of(bytes[start + part.found()]);
    int there = start + part.found() + Source.Attempt.HEADER;
    return state == SlotState.CAPTURED
        ? Formats.decode(part.format(), bytes, there + part.offset())
        : new Value.Missing(Reasons.of(state, () -> LittleEndian.u64(bytes, there)));
  }

  private int start(int element) {
    return switch (format) {
      case Format.Array a -> at + element * a.stride();
      case Format.Elements e -> at + Source.Counted.HEADER + element * e.stride();
      case Format.Each e -> at + Source.Counted.HEADER + element * e.stride();
      case Format.Flags f -> Flags.start(at) + element / 8;
      case Format.Walked w -> at + Source.Walked.HEADER + element * w.stride();
    };
  }
}
