package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.Shape;
import tracebook.types.StructType;

/**
 * Pointers of Rust to objects of a type that only the running program knows, {@code &dyn Trait},
 * {@code Box<dyn Trait>}: the name of that type, by its table of methods, and where the object is.
 * Of {@code Rc} and {@code Arc} that is where the counts are, with the object behind them.
 */
final class RustObjects implements Adapter {
  private static final String NAME = "(type of a trait object of Rust)";

  private static final List<String> COUNTED =
      List.of("alloc::rc::Rc<", "alloc::sync::Arc<", "alloc::rc::Weak<", "alloc::sync::Weak<");

  @Override
  public Optional<View> view(StructType type) {
    if (type.name().equals(NAME)) {
      Quantity table = new Quantity.Field(0, 8, false).minus(new Quantity.Start());
      return Optional.of(new View.Named(table, new View.OfMethodTable()));
    }
    boolean counted = COUNTED.stream().anyMatch(type.name()::startsWith);
    String path = counted ? "ptr.pointer." : "";
    Optional<Member> object =
        Fields.at(type, path + "pointer").filter(m -> m.type().strip() instanceof PointerType);
    Optional<Member> table = Fields.at(type, path + "vtable").filter(RustObjects::isTable);
    if (object.isEmpty()
        || table.isEmpty()
        || type.size().orElse(0) != 16
        || (!counted && type.members().size() != 2)) {
      return Optional.empty();
    }
    StructType named =
        new StructType(
            StructType.Kind.STRUCT,
            NAME,
            OptionalLong.of(8),
            StructType.Passing.UNKNOWN,
            () -> Shape.of(List.of(at(table.get(), "vtable", 0))));
    Member of = new Member("type", named, table.get().offset(), Optional.empty(), false);
    return Optional.of(
        new View.Tuple(List.of(of, at(object.get(), "pointer", object.get().offset()))));
  }

  /** rustc describes one as some words. */
  private static boolean isTable(Member member) {
    return member.type().strip() instanceof PointerType pointer
        && pointer.target().strip() instanceof ArrayType words
        && words.indexed().size().orElse(0) == 8;
  }

  private static Member at(Member member, String name, long offset) {
    return new Member(name, member.type(), offset, Optional.empty(), false);
  }
}
