package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;

/**
 * {@code std::unique_ptr} and {@code std::shared_ptr}, {@code Rc} and {@code Arc}. What Rust counts
 * references to lies behind the counts.
 */
final class Pointers implements Adapter {
  private static final List<String> COUNTED = List.of("value", "data");

  @Override
  public Optional<View> view(StructType type) {
    String name = Fields.plain(type.name());
    if (name.startsWith("std::unique_ptr<")) {
      return plain(type, "__ptr_.__value_").or(() -> unique(type));
    }
    if (name.startsWith("std::shared_ptr<")) {
      return plain(type, "_M_ptr").or(() -> plain(type, "__ptr_"));
    }
    return name.startsWith("alloc::rc::Rc<") || name.startsWith("alloc::sync::Arc<")
        ? counted(type)
        : Optional.empty();
  }

  private static Optional<View> plain(StructType type, String path) {
    return Fields.pointee(type, path)
        .flatMap(target -> Fields.pointer(type, path).<View>map(a -> new View.Pointer(a, target)));
  }

  /** The pointer is the first element of a tuple. */
  private static Optional<View> unique(StructType type) {
    return Fields.at(type, "_M_t._M_t")
        .filter(m -> m.type().strip() instanceof StructType)
        .flatMap(
            m ->
                Tuples.elements((StructType) m.type().strip()).stream()
                    .findFirst()
                    .filter(first -> first.type().strip() instanceof PointerType)
                    .map(
                        first ->
                            new View.Pointer(
                                new Quantity.Field(m.offset() + first.offset(), 8, false),
                                ((PointerType) first.type().strip()).target())));
  }

  private static Optional<View> counted(StructType type) {
    String path = "ptr.pointer";
    Optional<Quantity> pointer = Fields.pointer(type, path);
    if (pointer.isEmpty()
        || !(Fields.pointee(type, path).get().strip() instanceof StructType inner)
        || Fields.at(inner, "strong").isEmpty()
        || Fields.at(inner, "weak").isEmpty()) {
      return Optional.empty();
    }
    Optional<Member> value =
        COUNTED.stream().flatMap(n -> Fields.at(inner, n).stream()).findFirst();
    return value.map(v -> new View.Pointer(pointer.get().plus(v.offset()), v.type()));
  }
}
