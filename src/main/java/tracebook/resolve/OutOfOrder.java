package tracebook.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Location;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.x86.Decoded;
import tracebook.x86.FrameStore;
import tracebook.x86.Instructions;

/**
 * Stores to a variable that optimised code does on another side of a place than the source. A
 * variable that lives on the stack all along is described by one place, whatever has been stored
 * there: where a statement of an earlier line is still to store to it, or one of a later line has
 * done so, it does not hold what it does in the source. The line table says whose stores they are;
 * those of a function that is inlined are of the line that calls it. Only the code that runs
 * straight through the place is looked at.
 */
final class OutOfOrder {
  private static final String LATE = "not stored yet";
  private static final String EARLY = "perhaps changed by a later line already";

  private static final int MOST_BYTES = 512;

  /** Of a larger variable no store is looked for. */
  private static final int MOST_SIZE = 4096;

  private final Place place;
  private final Variable variable;
  private final DebugInfo debug;

  /** The function, or inlined copy of one, that declares the variable. */
  private final Optional<Function> owner;

  private final SourceLine here;

  /** Of each byte of the variable, why it is not as in the source; empty when it is. */
  private final String[] why;

  private Optional<Address> stored = Optional.empty();

  private OutOfOrder(
      Place place, Variable variable, DebugInfo debug, SourceLine innermost, int size) {
    this.place = place;
    this.variable = variable;
    this.debug = debug;
    this.owner =
        place.scopes().stream()
            .filter(scope -> scope.variables().stream().anyMatch(this::isVariable))
            .map(Scope::function)
            .findFirst();
    this.here = ofOwner(place.scopes(), innermost);
    this.why = new String[size];
    Arrays.fill(why, "");
  }

  /**
   * A variable that is not as in the source.
   *
   * @param why of its bytes; empty for those that are
   * @param readable behind the last store that an earlier line has yet to do
   */
  record Unsettled(List<String> why, Optional<Address> readable) {
    /** Of all of it one reason, when there is. */
    Optional<String> whole() {
      return why.stream().distinct().count() == 1 ? Optional.of(why.getFirst()) : Optional.empty();
    }

    Location without(Location place) {
      List<Location.Piece> pieces = new ArrayList<>();
      int from = 0;
      for (int i = 1; i <= why.size(); i++) {
        if (i == why.size() || !why.get(i).equals(why.get(from))) {
          pieces.add(
              why.get(from).isEmpty()
                  ? new Location.Piece(place, 8L * (i - from), 8L * from)
                  : new Location.Piece(new Location.Unreadable(why.get(from)), 8L * (i - from), 0));
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
        || size > MOST_SIZE
        || place.entry()
        || place.row().isEmpty()
        || place.module().debug().isEmpty()
        || function.filter(f -> !f.unoptimised() && f.go().isEmpty()).isEmpty()) {
      return Optional.empty();
    }
    DebugInfo debug = place.module().debug().get();
    SourceLine innermost = place.row().get().source();
    return new OutOfOrder(place, variable, debug, innermost, (int) size).unsettled();
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
    if (here.line() <= 0 || !here.file().equals(variable.declared().file())) {
      return Optional.empty();
    }
    early();
    late();
    return Arrays.stream(why).allMatch(String::isEmpty)
        ? Optional.empty()
        : Optional.of(new Unsettled(List.of(why), stored));
  }

  private void late() {
    Address from = place.address();
    byte[] code = code(from, MOST_BYTES);
    int end = endOfStatements(code, from);
    int at = 0;
    while (at < end
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction
        && !endsRun(instruction)) {
      Address address = from.plus(at);
      int line = lineOf(code, at, address);
      if (line >= variable.declared().line() && line < here.line()) {
        mark(code, at, address, LATE);
        stored = Optional.of(address.plus(instruction.length()));
      }
      at += instruction.length();
    }
  }

  /**
   * Where the next turn of a loop around the place begins, if the run ends with it: {@code i++} is
   * of the line of {@code for}, which is an earlier one, and yet comes behind the body. All that
   * stands between it and the jump back is of that line, as the jump is.
   */
  private int endOfStatements(byte[] code, Address from) {
    List<Integer> run = new ArrayList<>();
    int at = 0;
    while (at < code.length
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction) {
      run.add(at);
      at += instruction.length();
      if (endsRun(instruction)) {
        boolean back =
            instruction.target().isPresent() && at + instruction.target().getAsInt() <= 0;
        Optional<SourceLine> head = line(from.plus(run.getLast()));
        int first = run.size() - 1;
        while (back && first > 0 && line(from.plus(run.get(first - 1))).equals(head)) {
          first--;
        }
        return back && first > 0 ? run.get(first) : code.length;
      }
    }
    return code.length;
  }

  private Optional<SourceLine> line(Address address) {
    return debug.rowAt(address).map(row -> ofOwner(debug.scopesAt(address), row.source()));
  }

  private void early() {
    Address from = rowsBefore();
    byte[] code = code(from, (int) (place.address().value() - from.value()));
    int at = 0;
    while (at < code.length
        && Instructions.decode(code, at) instanceof Decoded.Instruction instruction) {
      Address address = from.plus(at);
      if (endsRun(instruction)) {
        Arrays.fill(why, "");
      } else if (lineOf(code, at, address) > here.line()) {
        mark(code, at, address, EARLY);
      }
      at += instruction.length();
    }
  }

  /** A row's beginning, which is an instruction's, some way before the place. */
  private Address rowsBefore() {
    Address from = place.address();
    AddressRange range = range();
    while (from.compareTo(range.start()) > 0) {
      Optional<LineRow> row = debug.rowAt(from.plus(-1));
      if (row.isEmpty()
          || row.get().address().compareTo(range.start()) < 0
          || place.address().value() - row.get().address().value() > MOST_BYTES) {
        break;
      }
      from = row.get().address();
    }
    return from;
  }

  private AddressRange range() {
    return place.scopes().getLast().function().ranges().stream()
        .filter(r -> r.contains(place.address()))
        .findFirst()
        .orElse(new AddressRange(place.address(), place.address()));
  }

  private byte[] code(Address from, int most) {
    long room = range().end().value() - from.value();
    return place.module().elf().text(from, Math.clamp(room, 0, most));
  }

  /** Calls come back. */
  private static boolean endsRun(Decoded.Instruction instruction) {
    return instruction.kind().transfersControl()
        && instruction.kind() != Decoded.Kind.CALL
        && instruction.kind() != Decoded.Kind.INDIRECT_CALL;
  }

  /** The line that an instruction stores to the variable for; 0 when it does not. */
  private int lineOf(byte[] code, int at, Address address) {
    return FrameStore.at(code, at)
        .filter(
            store ->
                slot(address)
                    .filter(s -> store.overlaps(s.register(), s.offset(), why.length))
                    .isPresent())
        .flatMap(store -> line(address))
        .filter(line -> line.file().equals(here.file()))
        .map(SourceLine::line)
        .orElse(0);
  }

  private Optional<LateStores.Slot> slot(Address address) {
    return LateStores.slot(variable.locationAt(address));
  }

  private void mark(byte[] code, int at, Address address, String reason) {
    FrameStore store = FrameStore.at(code, at).orElseThrow();
    long from = store.displacement() - slot(address).orElseThrow().offset();
    int first = (int) Math.max(0, from);
    int last = (int) Math.min(why.length, from + store.bytes());
    Arrays.fill(why, first, last, reason);
  }
}
