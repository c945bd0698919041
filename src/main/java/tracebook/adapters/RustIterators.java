package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.StructType;
import tracebook.types.Type;

/** Iterators of Rust over slices and vectors: the elements that they have not given yet. */
final class RustIterators implements Adapter {
  private record Known(String prefix, String end) {}

  private static final List<Known> ALL =
      List.of(
          new Known("core::slice::iter::Iter<", "end_or_len"),
          new Known("core::slice::iter::Iter<", "end"),
          new Known("core::slice::iter::IterMut<", "end_or_len"),
          new Known("core::slice::iter::IterMut<", "end"),
          new Known("alloc::vec::into_iter::IntoIter<", "end"));

  @Override
  public Optional<View> view(StructType type) {
    for (Known known : ALL) {
      if (type.name().startsWith(known.prefix())) {
        Optional<Type> element = Fields.argument(type, 0);
        Optional<Quantity> next =
            Fields.pointer(type, "ptr.pointer").or(() -> Fields.pointer(type, "ptr"));
        Optional<Quantity> end = Fields.pointer(type, known.end());
        long size = element.map(e -> e.size().orElse(0)).orElse(0L);
        // Of elements without a size they count differently.
        if (size > 0 && next.isPresent() && end.isPresent()) {
          Quantity length = new Quantity.Elements(end.get().minus(next.get()), size);
          return Optional.of(
              new View.Sequence(next.get(), length, View.anyLength(size), element.get()));
        }
      }
    }
    return Optional.empty();
  }
}
