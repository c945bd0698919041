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
final class OutOfOrder {
  private static final String LATE = "not stored yet";
  private static final String UNTOLD =
      "perhaps not stored yet: the code of its function cannot be followed";
  private static final String EARLY = "perhaps changed already, ahead of its line";

  /** A larger variable is missing as a whole, where any of it is. */
  private static final int MOST_SIZE = 1 << 16;

  private final Place place;
  private final Variable variable;
  private final DebugInfo debug;

  /** The function, or inlined copy of one, that declares the variable. */
  private final Optional<Function> owner;

  private final SourceLine here;

  /** Of each byte of the variable, why it is not as in the source; empty when it is. */
  private final String[] why;

  private final long size;

  private OutOfOrder(
      Place place, Variable variable, DebugInfo debug, SourceLine innermost, long size) {
    this.place = place;
    this.variable = variable;
    this.debug = debug;
    this.owner =
        place.scopes().stream()
            .filter(scope -> scope.variables().stream().anyMatch(this::isVariable))
            .map(Scope::function)
            .findFirst();
    this.here = ofOwner(place.scopes(), innermost);
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
    Optional<Function> function = place.function();
    long size = variable.type().size().orElse(0);
    if (variable.kind() != Variable.Kind.LOCAL
        || variable.hasLocationList()
        || !(location instanceof Location.InMemory)
        || size < 1
        || place.entry()
        || place.row().isEmpty()
        || place.module().debug().isEmpty()
        || function.filter(f -> !f.unoptimised() && f.go().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    DebugInfo debug = place.module().debug().get();
    SourceLine innermost = place.row().get().source();
    return new OutOfOrder(place, variable, debug, innermost, size).unsettled();
  }

  private boolean isVariable(Variable other) {
    return other.name().equals(variable.name()) && other.declared().equals(variable.declared());
  }

  private boolean isOwner(Function function) {
    return owner
        .filter(o -> o.entry().equals(function.entry()))
        .filter(o -> o.inlined() == function.inlined())
        .filter(o -> o.qualifiedName().equals(function.qualifiedName()))
        .isPresent();
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
    Optional<LateStores.Slot> slot = LateStores.slot(variable.locationAt(place.address()));
    if (here.line() <= 0 || !here.file().equals(variable.declared().file()) || slot.isEmpty()) {
      return Optional.empty();
    }
    Optional<FunctionCode> code = debug.codeAt(place.address());
    if (code.isEmpty()) {
      return Optional.of(untold());
    }
    int at = code.get().frame().graph().at(place.address().value());
    Optional<FrameCode.Spot> spot =
        at < 0
            ? Optional.empty()
            : code.get().frame().spot(at, slot.get().register(), slot.get().offset());
    return spot.isEmpty() ? Optional.empty() : unsettled(code.get(), at, spot.get());
  }

  private Optional<Unsettled> unsettled(FunctionCode code, int at, FrameCode.Spot spot) {
    List<FrameCode.Store> stores = code.frame().storesTo(spot, size);
    Effort effort = new Effort();
    SourceOrder order =
        new SourceOrder(code, at, place.row().orElseThrow(), here, this::line, effort);
    List<FrameCode.Store> late = new ArrayList<>();
    for (FrameCode.Store store : stores) {
      if (!order.isTold()) {
        return Optional.of(untold());
      }
      if (order.isEarly(store, stores)) {
        mark(FrameCode.mayWrite(store, spot, size), EARLY);
      }
      if (order.isLate(store, stores, variable.declared().line())) {
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

  /** The line of the owner that an instruction is of. */
  private Optional<SourceLine> line(LineRow row, Address address) {
    return Optional.of(ofOwner(debug.scopesAt(address), row.source()));
  }

  private void mark(FrameCode.Bytes bytes, String reason) {
    boolean single = why.length == 1;
    Arrays.fill(why, single ? 0 : (int) bytes.from(), single ? 1 : (int) bytes.to(), reason);
  }
}
