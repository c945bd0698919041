package tracebook.adapters;

import java.util.Optional;
import tracebook.types.ArrayType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * Go's maps since 1.24 (internal/runtime/maps): one with at most eight elements is a group of eight
 * slots, and a word of which each byte says whether a slot is taken. Larger ones are directories of
 * tables, which are counted and not searched.
 */
final class GoMaps implements Adapter {
  private static final long SLOTS = 8;
  private static final Quantity EACH = new Quantity.Constant(0x0101_0101_0101_0101L);
  private static final Quantity TOPS = new Quantity.Constant(0x8080_8080_8080_8080L);

  @Override
  public Optional<View> view(StructType type) {
    if (!type.name().startsWith("map<")) {
      return Optional.empty();
    }
    Optional<Member> directory = Go.pointer(type, "dirPtr");
    Optional<Quantity> used =
        Fields.at(type, "used")
            .filter(m -> m.type().strip() instanceof IntegerType i && i.bytes() == 8)
            .map(Fields::word);
    Optional<Quantity> tables = Go.length(type, "dirLen");
    Optional<StructType> group = directory.flatMap(GoMaps::group);
    if (used.isEmpty() || tables.isEmpty() || group.isEmpty()) {
      return Optional.empty();
    }
    Optional<Member> control =
        Fields.at(group.get(), "ctrl")
            .filter(m -> m.type().strip() instanceof IntegerType i && i.bytes() == 8);
    Optional<Member> slots = Fields.at(group.get(), "slots");
    if (control.isEmpty()
        || slots.isEmpty()
        || !(slots.get().type().strip() instanceof ArrayType array)
        || array.counts().size() != 1
        || array.counts().getFirst().orElse(0) != SLOTS
        || array.element().size().isEmpty()) {
      return Optional.empty();
    }
    Quantity at = Fields.word(directory.get());
    Quantity taken = taken(new Quantity.Load(at.plus(control.get().offset())));
    Quantity slot =
        at.plus(slots.get().offset())
            .by(
                Quantity.Operator.ADD,
                numbered(taken)
                    .by(
                        Quantity.Operator.MUL,
                        new Quantity.Constant(array.element().size().getAsLong())));
    Quantity small = tables.get().by(Quantity.Operator.EQ, new Quantity.Constant(0));
    return Optional.of(
        new View.Scattered(
            new Quantity.Only(small, slot, Quantity.Failure.NOT_SEARCHED),
            used.get(),
            new Quantity.Either(small, new Quantity.Constant(SLOTS), View.anyLength(1)),
            array.element()));
  }

  /** From {@code **table<K,V>} over the groups that a table refers to. */
  private static Optional<StructType> group(Member directory) {
    return pointed(((PointerType) directory.type().strip()).target())
        .filter(t -> t instanceof StructType)
        .flatMap(t -> Go.pointer((StructType) t, "groups.data"))
        .flatMap(m -> pointed(m.type()))
        .filter(t -> t instanceof StructType)
        .map(t -> (StructType) t);
  }

  private static Optional<Type> pointed(Type type) {
    return type.strip() instanceof PointerType p
        ? Optional.of(p.target().strip())
        : Optional.empty();
  }

  /** A 1 in each byte whose slot is taken: of those that are not the top bit is set. */
  private static Quantity taken(Quantity control) {
    return TOPS.minus(control.by(Quantity.Operator.AND, TOPS))
        .by(Quantity.Operator.SHR, new Quantity.Constant(7));
  }

  /**
   * Which slot the element with the number {@link Quantity.Index} has: as many as there are whose
   * slots, and those in front of them, have taken ones no more than the number.
   */
  private static Quantity numbered(Quantity taken) {
    Quantity upTo = taken.by(Quantity.Operator.MUL, EACH);
    Quantity wanted = new Quantity.Index().plus(1).by(Quantity.Operator.MUL, EACH);
    // A byte keeps its top bit where it has at least as many.
    Quantity reached =
        upTo.by(Quantity.Operator.ADD, TOPS).minus(wanted).by(Quantity.Operator.AND, TOPS);
    return TOPS.minus(reached)
        .by(Quantity.Operator.SHR, new Quantity.Constant(7))
        .by(Quantity.Operator.MUL, EACH)
        .by(Quantity.Operator.SHR, new Quantity.Constant(56));
  }
}
