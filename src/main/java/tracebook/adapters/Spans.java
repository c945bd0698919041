package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.StructType;
import tracebook.types.Type;

/** {@code std::span} of a length known at run time and slices of Rust: a pointer and a length. */
final class Spans implements Adapter {
  private record Paths(String pointer, String length) {}

  private static final List<Paths> LIBRARIES =
      List.of(
          new Paths("_M_ptr", "_M_extent._M_extent_value"),
          new Paths("__data", "__size"),
          new Paths("__data_", "__size_"));

  private static final Paths RUST = new Paths("data_ptr", "length");

  @Override
  public Optional<View> view(StructType type) {
    String name = type.name();
    if (type.size().orElse(0) != 16) {
      return Optional.empty();
    }
    if (name.startsWith("&[")
        || name.startsWith("&mut [")
        || name.startsWith("alloc::boxed::Box<[")) {
      return view(type, RUST);
    }
    return name.contains("span<")
        ? LIBRARIES.stream().flatMap(p -> view(type, p).stream()).findFirst()
        : Optional.empty();
  }

  private static Optional<View> view(StructType type, Paths paths) {
    Optional<Quantity> pointer = Fields.pointer(type, paths.pointer());
    Optional<Quantity> length = Fields.size(type, paths.length());
    Optional<Type> element = Fields.pointee(type, paths.pointer());
    if (pointer.isEmpty()
        || length.isEmpty()
        || element.isEmpty()
        || element.get().size().isEmpty()) {
      return Optional.empty();
    }
    long size = element.get().size().getAsLong();
    return Optional.of(
        new View.Sequence(
            pointer.get(), length.get(), View.anyLength(size), Fields.element(element.get())));
  }
}
