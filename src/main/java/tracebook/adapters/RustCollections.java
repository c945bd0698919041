package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.ArrayType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VariantPart;

/** {@code LinkedList}, {@code HashMap}, {@code HashSet}, {@code BTreeMap} and {@code BTreeSet}. */
final class RustCollections implements Adapter {
  /**
   * A hash table or a tree in what wraps it.
   *
   * @param name begins the name of the type
   */
  private record Place(String name, String path, View.Order order) {}

  private static final List<Place> TABLES =
      List.of(
          new Place("std::collections::hash::map::HashMap<", "base.table", View.Order.MAP),
          new Place("std::collections::hash::set::HashSet<", "base.map.table", View.Order.SET),
          new Place("hashbrown::map::HashMap<", "table", View.Order.MAP),
          new Place("hashbrown::set::HashSet<", "map.table", View.Order.SET));

  private static final List<Place> TREES =
      List.of(
          new Place("alloc::collections::btree::map::BTreeMap<", "", View.Order.MAP),
          new Place("alloc::collections::btree::set::BTreeSet<", "map.", View.Order.SET));

  @Override
  public Optional<View> view(StructType type) {
    if (type.name().startsWith("alloc::collections::linked_list::LinkedList<")) {
      return list(type);
    }
    for (Place place : TABLES) {
      if (type.name().startsWith(place.name())) {
        return table(type, place);
      }
    }
    for (Place place : TREES) {
      if (type.name().startsWith(place.name())) {
        return tree(type, place);
      }
    }
    return Optional.empty();
  }

  private static Optional<View> list(StructType type) {
    Optional<StructType> node = optional(type, "head");
    Optional<Quantity> length = Fields.size(type, "len");
    if (node.isEmpty() || node.get().size().isEmpty() || length.isEmpty()) {
      return Optional.empty();
    }
    Optional<Member> next = Fields.at(node.get(), "next");
    Optional<Member> previous = Fields.at(node.get(), "prev");
    List<View.Part> parts = Nodes.parts(node.get(), View.Order.LIST);
    if (optional(node.get(), "next").isEmpty()
        || optional(node.get(), "prev").isEmpty()
        || parts.isEmpty()) {
      return Optional.empty();
    }
    View.Walk walk =
        new View.Links(
            Fields.word(Fields.at(type, "head").orElseThrow()),
            new Quantity.Constant(0),
            next.orElseThrow().offset(),
            previous.map(Member::offset));
    long size = node.get().size().getAsLong();
    return Optional.of(new View.Walked(View.Order.LIST, walk, length, View.anyLength(size), parts));
  }

  /**
   * What an {@code Option<NonNull<T>>} points to; it is a pointer, and none where that is null
   * (core guarantees it).
   */
  private static Optional<StructType> optional(StructType type, String path) {
    return Fields.at(type, path)
        .filter(m -> m.type().size().orElse(0) == 8)
        .filter(
            m -> m.type().name().startsWith("core::option::Option<core::ptr::non_null::NonNull<"))
        .flatMap(RustCollections::some)
        .flatMap(some -> Fields.at((StructType) some.type().strip(), "0"))
        .filter(m -> m.offset() == 0)
        .flatMap(m -> structArgument(m.type()));
  }

  private static Optional<StructType> structArgument(Type type) {
    return type.strip() instanceof StructType struct
        ? Fields.argument(struct, 0)
            .filter(t -> t.strip() instanceof StructType)
            .map(t -> (StructType) t.strip())
        : Optional.empty();
  }

  /** A table of hashbrown: the elements lie below the bytes that say which of them are there. */
  private static Optional<View> table(StructType type, Place place) {
    Optional<Quantity> control = Fields.pointer(type, place.path() + ".table.ctrl.pointer");
    Optional<Quantity> mask = Fields.size(type, place.path() + ".table.bucket_mask");
    Optional<Quantity> items = Fields.size(type, place.path() + ".table.items");
    Optional<StructType> element =
        Fields.at(type, place.path()).flatMap(m -> structArgument(m.type()));
    if (control.isEmpty() || mask.isEmpty() || items.isEmpty() || element.isEmpty()) {
      return Optional.empty();
    }
    Optional<Member> key = Fields.at(element.get(), "0");
    Optional<Member> value = Fields.at(element.get(), "1");
    long size = element.get().size().orElse(-1);
    if (key.isEmpty() || value.isEmpty() || size < 0) {
      return Optional.empty();
    }
    View.Part first = new View.Part(0, key.get().offset(), key.get().type());
    View.Part second = new View.Part(0, value.get().offset(), value.get().type());
    View.Walk walk = new View.Table(control.get(), mask.get(), size);
    return Optional.of(
        new View.Walked(
            place.order(),
            walk,
            items,
            room(mask.get()),
            place.order() == View.Order.MAP ? List.of(first, second) : List.of(first)));
  }

  /** The number of places is a power of two; a table of any other has no room. */
  private static Quantity room(Quantity mask) {
    Quantity places = mask.plus(1);
    Quantity both = mask.by(Quantity.Operator.AND, places);
    Quantity isPower = both.by(Quantity.Operator.EQ, new Quantity.Constant(0));
    return new Quantity.Either(isPower, places, new Quantity.Constant(0));
  }

  private static Optional<View> tree(StructType type, Place place) {
    Optional<Member> root = Fields.at(type, place.path() + "root");
    Optional<Quantity> length = Fields.size(type, place.path() + "length");
    Optional<Member> some = root.flatMap(RustCollections::some);
    if (length.isEmpty()
        || some.isEmpty()
        || !(some.get().type().strip() instanceof StructType reference)) {
      return Optional.empty();
    }
    Optional<Member> pointer = Fields.at(reference, "0.node.pointer");
    Optional<Member> height = Fields.at(reference, "0.height").filter(m -> isUnsigned(m.type(), 8));
    if (pointer.isEmpty()
        || height.isEmpty()
        || !(pointer.get().type().strip() instanceof PointerType to)
        || !(to.target().strip() instanceof StructType leaf)
        || !noneIsNull(root.get(), pointer.get())) {
      return Optional.empty();
    }
    long at = root.get().offset() + some.get().offset();
    Quantity top = new Quantity.Field(at + pointer.get().offset(), 8, false);
    Quantity levels = new Quantity.Field(at + height.get().offset(), 8, false);
    return nodes(leaf, place.order(), length.get(), top, levels);
  }

  private static Optional<Member> some(Member option) {
    return option.type().strip() instanceof StructType type && type.shape().variants().size() == 1
        ? type.shape().variants().getFirst().variants().stream()
            .flatMap(v -> v.members().stream())
            .filter(m -> m.name().equals("Some") && m.type().strip() instanceof StructType)
            .findFirst()
        : Optional.empty();
  }

  /** The pointer is what tells whether there is a root. */
  private static boolean noneIsNull(Member option, Member pointer) {
    VariantPart part = ((StructType) option.type().strip()).shape().variants().getFirst();
    return part.discriminant().filter(d -> d.offset() == pointer.offset()).isPresent();
  }

  private static Optional<View> nodes(
      StructType leaf, View.Order order, Quantity length, Quantity root, Quantity height) {
    Optional<StructType> inner = optional(leaf, "parent");
    Optional<Member> parent = Fields.at(leaf, "parent");
    Optional<Member> index =
        Fields.at(leaf, "parent_idx").filter(m -> m.type().size().orElse(0) == 2);
    Optional<Member> filled = Fields.at(leaf, "len").filter(m -> isUnsigned(m.type(), 2));
    Optional<Member> data = inner.flatMap(i -> Fields.at(i, "data")).filter(m -> m.offset() == 0);
    Optional<Member> edges =
        inner.flatMap(i -> Fields.at(i, "edges")).filter(m -> elementSize(m) == 8);
    Optional<Member> keys = Fields.at(leaf, "keys");
    Optional<Member> values = Fields.at(leaf, "vals");
    Optional<Type> key = Fields.argument(leaf, 0);
    Optional<Type> value = Fields.argument(leaf, 1);
    if (index.isEmpty()
        || filled.isEmpty()
        || data.isEmpty()
        || edges.isEmpty()
        || keys.isEmpty()
        || values.isEmpty()
        || key.isEmpty()
        || value.isEmpty()
        || elementSize(keys.get()) != key.get().size().orElse(-1)
        || elementSize(values.get()) != value.get().size().orElse(-1)) {
      return Optional.empty();
    }
    View.Walk walk =
        new View.Branches(
            root,
            height,
            new View.Branch(
                parent.orElseThrow().offset(),
                index.get().offset(),
                filled.get().offset(),
                edges.get().offset(),
                capacity(keys.get())),
            new View.Row(keys.get().offset(), elementSize(keys.get())),
            new View.Row(values.get().offset(), elementSize(values.get())));
    View.Part first = new View.Part(0, 0, key.get());
    View.Part second = new View.Part(1, 0, value.get());
    return Optional.of(
        new View.Walked(
            order,
            walk,
            Optional.of(length),
            View.anyLength(Math.max(1, elementSize(keys.get()))),
            order == View.Order.MAP ? List.of(first, second) : List.of(first)));
  }

  private static boolean isUnsigned(Type type, int bytes) {
    return type.strip() instanceof IntegerType i && i.bytes() == bytes && !i.signed();
  }

  /** Bytes of an element of an array; -1 for anything else. */
  private static long elementSize(Member member) {
    return member.type().strip() instanceof ArrayType array
        ? array.indexed().size().orElse(-1)
        : -1;
  }

  private static int capacity(Member keys) {
    return (int) ((ArrayType) keys.type().strip()).counts().getFirst().orElse(0);
  }
}
