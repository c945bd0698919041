package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.Shape;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * Go's interfaces: the name of the type that one holds, as the runtime's description of it says
 * (internal/abi, {@code Type} and {@code Name}), and where the value is.
 */
final class GoInterfaces implements Adapter {
  private static final String NAME = "(type of a Go interface)";

  /** Of the runtime's descriptions: an {@code *} in front of the name that is not part of it. */
  private static final int EXTRA_STAR = 1;

  @Override
  public Optional<View> view(StructType type) {
    if (type.name().equals(NAME)) {
      return Optional.of(name(type.members().getFirst()));
    }
    if (!type.name().equals("runtime.eface") && !type.name().equals("runtime.iface")) {
      return Optional.empty();
    }
    Optional<Member> held = Go.pointer(type, type.name().equals("runtime.eface") ? "_type" : "tab");
    Optional<Member> data =
        Fields.at(type, "data").filter(m -> m.type().strip() instanceof PointerType);
    if (held.isEmpty()
        || data.isEmpty()
        || described(held.get()).isEmpty()
        || type.members().size() != 2) {
      return Optional.empty();
    }
    StructType named =
        new StructType(
            StructType.Kind.STRUCT,
            NAME,
            OptionalLong.of(8),
            StructType.Passing.UNKNOWN,
            () ->
                Shape.of(
                    List.of(
                        new Member(
                            held.get().name(), held.get().type(), 0, Optional.empty(), false))));
    return Optional.of(
        new View.Tuple(
            List.of(
                new Member("type", named, held.get().offset(), Optional.empty(), false),
                data.get())));
  }

  /** Where in a description things are. */
  private record Described(Quantity address, long flags, long name) {}

  /** The runtime's description behind the pointer; through a table of methods where it has one. */
  private static Optional<Described> described(Member pointer) {
    if (!(((PointerType) pointer.type().strip()).target().strip() instanceof StructType target)) {
      return Optional.empty();
    }
    Quantity held = new Quantity.Field(0, 8, false);
    if (!target.name().equals("internal/abi.ITab")) {
      return fields(target, held);
    }
    Optional<Member> type = Go.pointer(target, "Type");
    return type.flatMap(
        t -> {
          Quantity there = new Quantity.Load(held.plus(t.offset()));
          Quantity none = new Quantity.Constant(0);
          Type of = ((PointerType) t.type().strip()).target().strip();
          return of instanceof StructType s
              ? fields(s, new Quantity.Either(held, there, none))
              : Optional.empty();
        });
  }

  private static Optional<Described> fields(StructType type, Quantity address) {
    Optional<Member> flags = Fields.at(type, "TFlag").filter(m -> sized(m, 1));
    Optional<Member> name = Fields.at(type, "Str").filter(m -> sized(m, 4));
    return type.name().equals("internal/abi.Type") && flags.isPresent() && name.isPresent()
        ? Optional.of(new Described(address, flags.get().offset(), name.get().offset()))
        : Optional.empty();
  }

  private static boolean sized(Member member, int bytes) {
    return member.type().size().orElse(0) == bytes;
  }

  /**
   * The description has the distance of the name from the first of all descriptions; there is a
   * byte of flags, then the length in one or two bytes of seven bits.
   */
  private static View name(Member pointer) {
    Described type = described(pointer).orElseThrow();
    Quantity first = new Quantity.Symbol("runtime.types");
    Quantity all = new Quantity.Symbol("runtime.etypes").minus(first);
    Quantity known =
        type.address()
            .minus(first)
            .by(Quantity.Operator.DIV, all)
            .by(Quantity.Operator.EQ, new Quantity.Constant(0));
    Quantity distance = low(new Quantity.Load(type.address().plus(type.name())), 0xffff_ffffL);
    Quantity name = first.by(Quantity.Operator.ADD, distance);
    Quantity bytes = new Quantity.Load(name.plus(1));
    Quantity isLong = low(bytes, 0x80);
    Quantity length =
        new Quantity.Either(
            isLong,
            low(bytes, 0x7f)
                .by(
                    Quantity.Operator.ADD,
                    low(bytes.by(Quantity.Operator.SHR, new Quantity.Constant(8)), 0x7f)
                        .by(Quantity.Operator.MUL, new Quantity.Constant(128))),
            low(bytes, 0x7f));
    Quantity flags = new Quantity.Load(type.address().plus(type.flags()));
    Quantity star = low(flags.by(Quantity.Operator.SHR, new Quantity.Constant(EXTRA_STAR)), 1);
    Quantity start = new Quantity.Either(isLong, name.plus(3), name.plus(2));
    Quantity none = new Quantity.Constant(0);
    Quantity exists = type.address();
    return new View.Text(
        new Quantity.Either(exists, start.by(Quantity.Operator.ADD, star), none),
        new Quantity.Either(
            exists,
            new Quantity.Only(known, length.minus(star), Quantity.Failure.UNKNOWN_TYPE),
            none),
        new Quantity.Constant(1 << 14),
        1);
  }

  private static Quantity low(Quantity number, long mask) {
    return number.by(Quantity.Operator.AND, new Quantity.Constant(mask));
  }
}
