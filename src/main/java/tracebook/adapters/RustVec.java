package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.StructType;
import tracebook.types.Type;

/** {@code Vec<T>}: the buffer's pointer and capacity, in elements, and the length. */
final class RustVec implements Adapter {
  private record Paths(String pointer, String capacity) {}

  /** How the buffer has been laid out over the years. */
  private static final List<Paths> VERSIONS =
      List.of(
          new Paths("buf.inner.ptr.pointer.pointer", "buf.inner.cap.0"),
          new Paths("buf.inner.ptr.pointer.pointer", "buf.inner.cap.__0"),
          new Paths("buf.ptr.pointer.pointer", "buf.cap.0"),
          new Paths("buf.ptr.pointer.pointer", "buf.cap"));

  @Override
  public Optional<View> view(StructType type) {
    return parts(type).map(v -> v);
  }

  static Optional<View.Sequence> parts(StructType type) {
    return type.name().startsWith("alloc::vec::Vec<") ? buffer(type) : Optional.empty();
  }

  /** What has a buffer of elements and a length. */
  static Optional<View.Sequence> buffer(StructType type) {
    Optional<Type> element = Fields.argument(type, 0);
    Optional<Quantity> length = Fields.size(type, "len");
    if (element.isEmpty() || length.isEmpty()) {
      return Optional.empty();
    }
    for (Paths paths : VERSIONS) {
      Optional<Quantity> pointer = Fields.pointer(type, paths.pointer());
      Optional<Quantity> capacity = Fields.size(type, paths.capacity());
      if (pointer.isPresent() && capacity.isPresent()) {
        long size = element.get().size().orElse(0);
        Quantity room = size > 0 ? possible(capacity.get(), size) : View.anyLength(1);
        return Optional.of(new View.Sequence(pointer.get(), length.get(), room, element.get()));
      }
    }
    return Optional.empty();
  }

  /** A capacity that no buffer has is no room. */
  private static Quantity possible(Quantity capacity, long size) {
    Quantity isPossible =
        capacity
            .by(Quantity.Operator.DIV, View.anyLength(size))
            .by(Quantity.Operator.EQ, new Quantity.Constant(0));
    return new Quantity.Either(isPossible, capacity, new Quantity.Constant(0));
  }
}
