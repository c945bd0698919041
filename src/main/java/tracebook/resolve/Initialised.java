package tracebook.resolve;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.FunctionCode;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.types.ArrayType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.x86.FrameCode;
import tracebook.x86.Surroundings;

/**
 * Locals of unoptimised code to which the line of their declaration has stored on every way to an
 * address, and does not store again behind it. gcc gives the use of a structured binding, and of
 * what a lambda captures, the line of its declaration, in front of that of variables that are
 * declared by then.
 */
final class Initialised {
  private final Variable variable;
  private final DebugInfo debug;
  private final FunctionCode code;
  private final int place;

  private Initialised(Variable variable, DebugInfo debug, FunctionCode code, int place) {
    this.variable = variable;
    this.debug = debug;
    this.code = code;
    this.place = place;
  }

  static boolean at(Place place, Variable variable) {
    Optional<LateStores.Slot> slot =
        place.asked() == Place.Asked.ADDRESS
                && variable.kind() == Variable.Kind.LOCAL
                && place.function().filter(f -> f.unoptimised() && f.go().isEmpty()).isPresent()
                && !isOfClass(variable.type())
            ? LateStores.slot(variable.locationAt(place.address()))
            : Optional.empty();
    Optional<FunctionCode> code =
        slot.flatMap(s -> place.module().debug()).flatMap(d -> d.codeAt(place.address()));
    int at = code.map(c -> c.frame().graph().at(place.address().value())).orElse(-1);
    if (at < 0 || !code.get().frame().graph().isFollowed()) {
      return false;
    }
    return code.get()
        .frame()
        .spot(at, slot.get().register(), slot.get().offset())
        .filter(
            spot ->
                new Initialised(variable, place.module().debug().get(), code.get(), at)
                    .isStored(spot))
        .isPresent();
  }

  /** Its destructor may have run where the block ends. */
  private static boolean isOfClass(Type type) {
    return switch (type.strip()) {
      case ArrayType array -> isOfClass(array.element());
      case StructType struct -> true;
      default -> false;
    };
  }

  private boolean isStored(FrameCode.Spot spot) {
    long size = variable.type().size().orElse(0);
    List<FrameCode.Store> own =
        code.frame().storesTo(spot, size).stream()
            .filter(store -> store.at().isPresent() && !store.somewhere() && store.bytes() > 0)
            .filter(store -> isOfDeclaration(store.instruction()))
            .toList();
    Surroundings around = code.frame().graph().around(place);
    TreeSet<Long> bounds = new TreeSet<>(List.of(0L, size));
    for (FrameCode.Store store : own) {
      if (store.instruction() == place || around.isBehind(store.instruction())) {
        return false;
      }
      FrameCode.Bytes bytes = FrameCode.bytes(store, spot, size);
      bounds.add(bytes.from());
      bounds.add(bytes.to());
    }
    return size > 0
        && bounds.headSet(size).stream()
            .allMatch(from -> isStored(new FrameCode.Bytes(from, bounds.higher(from)), own, spot));
  }

  /** Whether every way to the place comes by a store of some bytes. */
  private boolean isStored(FrameCode.Bytes part, List<FrameCode.Store> own, FrameCode.Spot spot) {
    BitSet storing = new BitSet();
    for (FrameCode.Store store : own) {
      FrameCode.Bytes bytes = FrameCode.bytes(store, spot, variable.type().size().orElse(0));
      if (bytes.from() <= part.from() && bytes.to() >= part.to()) {
        storing.set(store.instruction());
      }
    }
    return !code.frame().graph().reaches(place, storing);
  }

  /** Whether an instruction is of the line that declares it, in its block. */
  private boolean isOfDeclaration(int instruction) {
    return code.row(instruction)
            .map(LineRow::source)
            .filter(variable.declared()::equals)
            .isPresent()
        && debug.scopesAt(new Address(code.frame().graph().address(instruction))).stream()
            .flatMap(scope -> scope.variables().stream())
            .anyMatch(
                v -> v.name().equals(variable.name()) && v.declared().equals(variable.declared()));
  }
}
