package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.ArrayType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * Go's maps since 1.24 (internal/runtime/maps): one with at most eight elements is a group of eight
 * slots, and a word of which each byte says whether a slot is taken; a larger one is a directory of
 * tables of such groups.
 */
final class GoMaps implements Adapter {
  private static final long SLOTS = 8;

  /** Keys and elements with more bytes than this lie elsewhere (internal/abi, {@code map.go}). */
  private static final long MOST_IN_SLOT = 128;

  @Override
  public Optional<View> view(StructType type) {
    if (!type.name().startsWith("map<")) {
      return Optional.empty();
    }
    Optional<Quantity> used = number(type, "used", 8).map(Fields::word);
    Optional<Member> directory = Go.pointer(type, "dirPtr");
    Optional<Quantity> tables = Go.length(type, "dirLen");
    Optional<Member> writing = number(type, "writing", 1);
    Optional<StructType> table = directory.flatMap(GoMaps::table);
    Optional<StructType> group = table.flatMap(GoMaps::group);
    Optional<View.GroupTable> header = table.flatMap(GoMaps::header);
    Optional<View.Group> places = group.flatMap(GoMaps::places);
    Optional<List<View.Part>> parts = group.flatMap(g -> parts(g, type.name()));
    if (used.isEmpty()
        || tables.isEmpty()
        || writing.isEmpty()
        || header.isEmpty()
        || places.isEmpty()
        || parts.isEmpty()) {
      return Optional.empty();
    }
    Quantity rests =
        new Quantity.Field(writing.get().offset(), 1, false)
            .by(Quantity.Operator.EQ, new Quantity.Constant(0));
    Quantity from =
        new Quantity.Only(
            rests, Fields.word(directory.orElseThrow()), Quantity.Failure.BEING_CHANGED);
    Quantity isSmall = tables.get().by(Quantity.Operator.EQ, new Quantity.Constant(0));
    Quantity limit = new Quantity.Either(isSmall, new Quantity.Constant(SLOTS), View.anyLength(1));
    View.Walk walk = new View.Groups(from, tables.get(), header.get(), places.get());
    return Optional.of(new View.Walked(View.Order.MAP, walk, used, limit, parts.get()));
  }

  /** From {@code **table<K,V>}. */
  private static Optional<StructType> table(Member directory) {
    return pointed(directory.type()).flatMap(GoMaps::pointed).flatMap(GoMaps::struct);
  }

  private static Optional<StructType> group(StructType table) {
    return Go.pointer(table, "groups.data").flatMap(m -> pointed(m.type())).flatMap(GoMaps::struct);
  }

  private static Optional<Type> pointed(Type type) {
    return type.strip() instanceof PointerType p
        ? Optional.of(p.target().strip())
        : Optional.empty();
  }

  private static Optional<StructType> struct(Type type) {
    return type instanceof StructType s ? Optional.of(s) : Optional.empty();
  }

  private static Optional<Member> number(StructType type, String path, int bytes) {
    return Fields.at(type, path)
        .filter(m -> m.type().strip() instanceof IntegerType i && i.bytes() == bytes);
  }

  private static Optional<View.GroupTable> header(StructType table) {
    Optional<Member> capacity = number(table, "capacity", 2);
    Optional<Member> index = number(table, "index", 8);
    Optional<Member> groups = Go.pointer(table, "groups.data");
    Optional<Member> mask = number(table, "groups.lengthMask", 8);
    return capacity.isEmpty() || index.isEmpty() || groups.isEmpty() || mask.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new View.GroupTable(
                capacity.get().offset(),
                index.get().offset(),
                groups.get().offset(),
                mask.get().offset()));
  }

  private static Optional<View.Group> places(StructType group) {
    Optional<Member> control = number(group, "ctrl", 8);
    Optional<Member> slots = Fields.at(group, "slots").filter(m -> slot(m).isPresent());
    return control.isEmpty() || slots.isEmpty() || group.size().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new View.Group(
                control.get().offset(),
                slots.get().offset(),
                slot(slots.get()).orElseThrow().size().orElseThrow(),
                group.size().orElseThrow()));
  }

  private static Optional<StructType> slot(Member slots) {
    return slots.type().strip() instanceof ArrayType array
            && array.counts().size() == 1
            && array.counts().getFirst().orElse(0) == SLOTS
            && array.element().strip() instanceof StructType slot
            && slot.size().isPresent()
        ? Optional.of(slot)
        : Optional.empty();
  }

  /**
   * The slot of a large key or element has a pointer to it. That it is no element which is a
   * pointer is in the name of the map, {@code map<K,V>}.
   */
  private static Optional<List<View.Part>> parts(StructType group, String map) {
    Optional<StructType> slot = Fields.at(group, "slots").flatMap(GoMaps::slot);
    Optional<Member> key = slot.flatMap(s -> Fields.at(s, "key"));
    Optional<Member> element = slot.flatMap(s -> Fields.at(s, "elem"));
    return key.isEmpty() || element.isEmpty()
        ? Optional.empty()
        : Optional.of(
            List.of(
                part(key.get(), t -> map.startsWith("map<" + t + ",")),
                part(element.get(), t -> map.endsWith("," + t + ">"))));
  }

  private interface Named {
    boolean by(String type);
  }

  private static View.Part part(Member member, Named map) {
    return member.type().strip() instanceof PointerType p
            && p.target().size().orElse(0) > MOST_IN_SLOT
            && map.by(p.target().name())
        ? new View.Part(0, member.offset(), p.target(), true)
        : new View.Part(0, member.offset(), member.type());
  }
}
