package tracebook.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.FunctionCode;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Location;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.x86.Effort;
import tracebook.x86.FrameCode;

/**
 * Stores to a variable that optimised code does on another side of a place than the source. A
 * variable that lives on the stack all along is described by one place, whatever has been stored
 * there: where a statement of an earlier line is still to store to it, or one of a later line has
 * done so, it does not hold what it does in the source. The line table says whose stores they are;
 * those of a function that is inlined are of the line that calls it. {@link SourceOrder} follows
 * the ways through the function. Where its code cannot be followed, the variable is missing; where
 * its lines cannot, it is shown as it is.
 */
final class OutOfOrder implements SourceOrder.Lines {
  private static final String LATE = "not stored yet";
  private static final int RSP = 7;
  private static final String UNTOLD =
      "perhaps not stored yet: the code of its function cannot be followed";
  private static final String EARLY = "perhaps changed already, ahead of its line";

  /** A larger variable is missing as a whole, where any of it is. */
  private static final int MOST_SIZE = 1 << 16;

  private final Place place;
  private final DebugInfo debug;

  /** The function, or inlined copy of one, whose variable it is. */
  private final Optional<Function> owner;

  private final LateStores.Slot slot;

  /** The line that declares it; 0 of what has no name. */
  private final int declared;

  private final SourceLine here;

  /** The functions around the place that are inlined into the owner, innermost first. */
  private final List<Inlined> inside;

  /** Of each byte of the variable, why it is not as in the source; empty when it is. */
  private final String[] why;

  private final long size;

  private OutOfOrder(
      Place place,
      DebugInfo debug,
      Optional<Function> owner,
      LateStores.Slot slot,
      int declared,
      long size) {
    SourceLine innermost = place.row().map(LineRow::source).orElse(SourceLine.UNKNOWN);
    this.place = place;
    this.debug = debug;
    this.owner = owner;
    this.slot = slot;
    this.declared = declared;
    this.here = ofOwner(place.scopes(), innermost);
    this.inside = inlined(place.scopes(), innermost);
    this.size = size;
    this.why = new String[size > MOST_SIZE ? 1 : (int) size];
    Arrays.fill(why, "");
  }

  /**
   * A variable that is not as in the source.
   *
   * @param why of its bytes; empty for those that are; of a large one for all at once
   * @param size in bytes
   * @param readable behind the last store that an earlier line has yet to do
   */
  record Unsettled(List<String> why, long size, Optional<Address> readable) {
    /** Of all of it one reason, when there is. */
    Optional<String> whole() {
      return why.stream().distinct().count() == 1 ? Optional.of(why.getFirst()) : Optional.empty();
    }

    /** The bytes that are not. */
    List<FrameCode.Bytes> parts() {
      List<FrameCode.Bytes> parts = new ArrayList<>();
      long each = size / why.size();
      int from = 0;
      for (int i = 0; i <= why.size(); i++) {
        if (i == why.size() || why.get(i).isEmpty()) {
          if (from < i) {
            parts.add(new FrameCode.Bytes(each * from, each * i));
          }
          from = i + 1;
        }
      }
      return parts;
    }

    Location without(Location place) {
      List<Location.Piece> pieces = new ArrayList<>();
      long each = 8 * size / why.size();
      int from = 0;
      for (int i = 1; i <= why.size(); i++) {
        if (i == why.size() || !why.get(i).equals(why.get(from))) {
          pieces.add(
              why.get(from).isEmpty()
                  ? new Location.Piece(place, each * (i - from), each * from)
                  : new Location.Piece(
                      new Location.Unreadable(why.get(from)), each * (i - from), 0));
          from = i;
        }
      }
      return new Location.Pieces(pieces);
    }
  }

  /** Empty where all of it is as in the source, as far as can be seen. */
  static Optional<Unsettled> at(Place place, Variable variable, Location location) {
    if (variable.kind() != Variable.Kind.LOCAL || variable.hasLocationList()) {
      return Optional.empty();
    }
    Optional<Function> owner =
        place.scopes().stream()
            .filter(scope -> scope.variables().stream().anyMatch(v -> isSame(v, variable)))
            .map(Scope::function)
            .findFirst();
    return LateStores.slot(location)
        .flatMap(s -> of(place, owner, s, variable.declared(), variable.type().size().orElse(0)));
  }

  /**
   * What has no name in the frame, and a pointer to it has: a temporary object, whose method is
   * inlined.
   */
  static Optional<Unsettled> at(Place place, LateStores.Slot slot, long size) {
    Optional<Function> owner =
        place.scopes().isEmpty()
            ? Optional.empty()
            : Optional.of(place.scopes().getLast().function());
    return of(place, owner, slot, SourceLine.UNKNOWN, size);
  }

  private static Optional<Unsettled> of(
      Place place, Optional<Function> owner, LateStores.Slot slot, SourceLine declared, long size) {
    Optional<DebugInfo> debug = place.module().debug();
    if (size < 1
        || place.entry()
        || place.row().isEmpty()
        || debug.isEmpty()
        || place.function().filter(f -> !f.unoptimised() && f.go().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    OutOfOrder order = new OutOfOrder(place, debug.get(), owner, slot, declared.line(), size);
    return declared.line() == 0 || declared.file().equals(order.here.file())
        ? order.unsettled()
        : Optional.empty();
  }

  private static boolean isSame(Variable one, Variable other) {
    return one.name().equals(other.name()) && one.declared().equals(other.declared());
  }

  private boolean isOwner(Function function) {
    return owner.filter(o -> o.isSame(function)).isPresent();
  }

  /**
   * A function that is inlined into the owner.
   *
   * @param line of it
   */
  private record Inlined(Function function, SourceLine line) {}

  private List<Inlined> inlined(List<Scope> scopes, SourceLine innermost) {
    List<Inlined> found = new ArrayList<>();
    SourceLine line = innermost;
    for (Scope scope : scopes) {
      Function function = scope.function();
      if (isOwner(function)) {
        return found;
      }
      if (found.isEmpty() || !found.getLast().function.isSame(function)) {
        found.add(new Inlined(function, line));
        line = function.callSite().orElse(SourceLine.UNKNOWN);
      }
    }
    return List.of();
  }

  /** The line of the owner that a line is, or is called from. */
  private SourceLine ofOwner(List<Scope> scopes, SourceLine innermost) {
    SourceLine line = innermost;
    for (Scope scope : scopes) {
      if (isOwner(scope.function())) {
        return line;
      }
      line = scope.function().callSite().orElse(line);
    }
    return innermost;
  }

  private Optional<Unsettled> unsettled() {
    if (here.line() <= 0) {
      return Optional.empty();
    }
    Optional<FunctionCode> code = debug.codeAt(place.address());
    if (code.isEmpty()) {
      return Optional.of(untold());
    }
    int at = code.get().frame().graph().at(place.address().value());
    Optional<FrameCode.Spot> spot =
        at < 0 ? Optional.empty() : code.get().frame().spot(at, slot.register(), slot.offset());
    if (spot.isEmpty()) { // Not of the frame, or it is not known where in it the stack pointer is.
      return slot.register() == RSP ? Optional.of(untold()) : Optional.empty();
    }
    return unsettled(code.get(), at, spot.get());
  }

  private Optional<Unsettled> unsettled(FunctionCode code, int at, FrameCode.Spot spot) {
    List<FrameCode.Store> stores = code.frame().storesTo(spot, size);
    Effort effort = new Effort();
    SourceOrder order = new SourceOrder(code, at, place.row().orElseThrow(), here, this, effort);
    List<FrameCode.Store> late = new ArrayList<>();
    for (FrameCode.Store store : stores) {
      if (!order.isTold()) {
        return Optional.of(untold());
      }
      if (order.isEarly(store, stores)) {
        mark(FrameCode.mayWrite(store, spot, size), EARLY);
      }
      if (order.isLate(store, stores, declared)) {
        late.add(store);
      }
    }
    late.forEach(store -> mark(FrameCode.mayWrite(store, spot, size), LATE));
    List<FrameCode.Bytes> never = Unstored.at(code.frame(), at, spot, size, stores, effort);
    never.forEach(bytes -> mark(bytes, LATE));
    if (effort.isTooMuch()) {
      return Optional.of(untold());
    }
    return Arrays.stream(why).allMatch(String::isEmpty)
        ? Optional.empty()
        : Optional.of(new Unsettled(List.of(why), size, order.behind(late)));
  }

  private Unsettled untold() {
    return new Unsettled(List.of(UNTOLD), size, Optional.empty());
  }

  @Override
  public Optional<SourceLine> ofOwner(LineRow row, Address address) {
    return Optional.of(ofOwner(debug.scopesAt(address), row.source()));
  }

  @Override
  public Optional<SourceOrder.Inside> inside(LineRow row, Address address) {
    if (inside.isEmpty()) {
      return Optional.empty();
    }
    for (Inlined other : inlined(debug.scopesAt(address), row.source())) {
      for (Inlined own : inside) {
        if (own.function.isSame(other.function)
            && own.line.line() > 0
            && other.line.line() > 0
            && own.line.file().equals(other.line.file())) {
          int distance = other.line.line() - own.line.line();
          return Optional.of(new SourceOrder.Inside(own.function.entry(), distance));
        }
      }
    }
    return Optional.empty();
  }

  private void mark(FrameCode.Bytes bytes, String reason) {
    boolean single = why.length == 1;
    Arrays.fill(why, single ? 0 : (int) bytes.from(), single ? 1 : (int) bytes.to(), reason);
  }
}
