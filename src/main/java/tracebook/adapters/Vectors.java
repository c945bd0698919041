package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code std::vector} of libstdc++ and libc++: where its elements begin, end, and how far it may
 * grow.
 */
final class Vectors implements Adapter {
  private record Paths(String begin, String end, String capacity) {}

  private static final List<Paths> LIBRARIES =
      List.of(
          new Paths("_M_impl._M_start", "_M_impl._M_finish", "_M_impl._M_end_of_storage"),
          new Paths("__begin_", "__end_", "__end_cap_.__value_"));

  @Override
  public Optional<View> view(StructType type) {
    if (!type.name().contains("vector<") || type.size().orElse(0) != 24) {
      return Optional.empty();
    }
    for (Paths paths : LIBRARIES) {
      Optional<Quantity> begin = Fields.pointer(type, paths.begin());
      Optional<Quantity> end = Fields.pointer(type, paths.end());
      Optional<Quantity> capacity = Fields.pointer(type, paths.capacity());
      Optional<Type> element = Fields.pointee(type, paths.begin());
      long size = element.map(e -> e.size().orElse(0)).orElse(0L);
      if (begin.isPresent() && end.isPresent() && capacity.isPresent() && size > 0) {
        return Optional.of(
            new View.Sequence(
                begin.get(),
                new Quantity.Elements(end.get().minus(begin.get()), size),
                Quantity.room(begin.get(), capacity.get(), size),
                Fields.element(element.orElseThrow())));
      }
    }
    return Optional.empty();
  }
}
