package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code std::unique_ptr}, {@code std::shared_ptr} and {@code std::weak_ptr}, {@code Rc} and {@code
 * Arc}. What Rust counts references to lies behind the counts.
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
    if (name.startsWith("std::reference_wrapper<")) {
      return plain(type, "_M_data").or(() -> plain(type, "__f_"));
    }
    if (name.startsWith("std::weak_ptr<")) {
      return WEAK.stream().flatMap(w -> weak(type, w).stream()).findFirst();
    }
    if (FatPointer.isWeak(name)) {
      return counted(type);
    }
    return name.startsWith("alloc::rc::Rc<") || name.startsWith("alloc::sync::Arc<")
        ? counted(type)
        : Optional.empty();
  }

  private static Optional<View> plain(StructType type, String path) {
    return Fields.pointee(type, path)
        .flatMap(target -> Fields.pointer(type, path).<View>map(a -> new View.Pointer(a, target)));
  }

  /**
   * How a library counts the owners of what a weak pointer points to.
   *
   * @param none the count when there is none left
   */
  private record Weak(String pointer, String counts, String owners, long none) {}

  private static final List<Weak> WEAK =
      List.of(
          new Weak("_M_ptr", "_M_refcount._M_pi", "_M_use_count", 0),
          new Weak("__ptr_", "__cntrl_", "__shared_owners_", -1));

  /** What it points to is there as long as it has an owner. */
  private static Optional<View> weak(StructType type, Weak w) {
    Optional<Quantity> pointer = Fields.pointer(type, w.pointer());
    Optional<Type> target = Fields.pointee(type, w.pointer());
    Optional<Quantity> counts = Fields.pointer(type, w.counts());
    Optional<Member> owners =
        Fields.pointee(type, w.counts())
            .filter(t -> t.strip() instanceof StructType)
            .flatMap(t -> Fields.at((StructType) t.strip(), w.owners()))
            .filter(m -> m.type().strip() instanceof IntegerType);
    long bytes = owners.map(m -> m.type().size().orElse(0)).orElse(0L);
    if (pointer.isEmpty() || target.isEmpty() || counts.isEmpty() || (bytes != 4 && bytes != 8)) {
      return Optional.empty();
    }
    Quantity count = new Quantity.Load(counts.get().plus(owners.get().offset()));
    // What lies behind a count of 4 bytes is that of the weak pointers.
    Quantity own =
        bytes == 4 ? count.by(Quantity.Operator.AND, new Quantity.Constant(0xffffffffL)) : count;
    Quantity owned = own.by(Quantity.Operator.NE, new Quantity.Constant(w.none()));
    Quantity there = new Quantity.Only(owned, pointer.get(), Quantity.Failure.EXPIRED);
    return Optional.of(
        new View.Pointer(
            new Quantity.Either(counts.get(), there, new Quantity.Constant(0)), target.get()));
  }

  /** Where the owners of what a weak pointer points to are counted, if that is only declared. */
  static Optional<Type> undefined(StructType type) {
    return Fields.plain(type.name()).startsWith("std::weak_ptr<")
        ? WEAK.stream()
            .flatMap(w -> Fields.pointee(type, w.counts()).stream())
            .filter(t -> t.strip() instanceof StructType counts && counts.isOnlyDeclared())
            .findFirst()
        : Optional.empty();
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
    Quantity address =
        FatPointer.isWeak(type.name()) ? FatPointer.owned(pointer.get(), inner) : pointer.get();
    return value.map(v -> new View.Pointer(address.plus(v.offset()), v.type()));
  }
}
