package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code std::span}, {@code std::initializer_list} and slices of Rust: a pointer and a length,
 * which the type has when it is the same for all.
 */
final class Spans implements Adapter {
  private record Paths(String pointer, String length) {}

  private static final List<Paths> LIBRARIES =
      List.of(
          new Paths("_M_ptr", "_M_extent._M_extent_value"),
          new Paths("__data", "__size"),
          new Paths("__data_", "__size_"),
          new Paths("_M_array", "_M_len"),
          new Paths("__begin_", "__size_"));

  @Override
  public Optional<View> view(StructType type) {
    String name = type.name();
    String plain = Fields.plain(name);
    if (plain.startsWith("std::span<") && type.size().orElse(0) == 8) {
      return fixed(type);
    }
    if (type.size().orElse(0) != 16) {
      return Optional.empty();
    }
    Optional<FatPointer> slice = FatPointer.of(type).filter(p -> p.to().startsWith("["));
    if (slice.isPresent()) {
      FatPointer p = slice.get();
      return p.target().size().isEmpty()
          ? Optional.empty()
          : Optional.of(sequence(p.address(), p.length(), p.target()));
    }
    return name.contains("span<") || plain.startsWith("std::initializer_list<")
        ? LIBRARIES.stream().flatMap(p -> view(type, p).stream()).findFirst()
        : Optional.empty();
  }

  /** The length is an argument of the template. */
  private static Optional<View> fixed(StructType type) {
    if (type.shape().constants().size() != 1) {
      return Optional.empty();
    }
    Quantity length = new Quantity.Constant(type.shape().constants().getFirst().value());
    return LIBRARIES.stream().flatMap(p -> view(type, p, Optional.of(length)).stream()).findFirst();
  }

  private static Optional<View> view(StructType type, Paths paths) {
    return view(type, paths, Fields.size(type, paths.length()));
  }

  private static Optional<View> view(StructType type, Paths paths, Optional<Quantity> length) {
    Optional<Quantity> pointer = Fields.pointer(type, paths.pointer());
    Optional<Type> element = Fields.pointee(type, paths.pointer());
    if (pointer.isEmpty()
        || length.isEmpty()
        || element.isEmpty()
        || element.get().size().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(sequence(pointer.get(), length.get(), element.get()));
  }

  private static View sequence(Quantity address, Quantity length, Type element) {
    long size = element.size().orElse(0);
    return new View.Sequence(address, length, View.anyLength(size), Fields.element(element));
  }
}
