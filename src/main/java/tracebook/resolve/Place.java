package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.elf.Address;
import tracebook.elf.StaticProbe;
import tracebook.ir.Pairing;

/**
 * Where a probe goes, and what the debug info says of the place.
 *
 * @param name the function's name, also when only a symbol tells it; empty when unknown
 * @param scopes innermost first; empty without debug info
 * @param row the line table's row that holds the address
 * @param entry true when nothing of the function has run: arguments are where the calling
 *     convention puts them
 * @param returning there when the place is the return of the function that begins at the address
 * @param marker the static probe at the place, when that is what was asked for
 * @param asked several lines, and the entry of their function, may share an address
 */
record Place(
    Module module,
    Address address,
    String name,
    List<Scope> scopes,
    Optional<LineRow> row,
    boolean entry,
    Optional<Returning> returning,
    Optional<StaticProbe> marker,
    Asked asked) {

  /** How the place was named. */
  enum Asked {
    /** By its function, or a copy of it. */
    FUNCTION,
    LINE,
    ADDRESS
  }

  /**
   * How a call is seen.
   *
   * @param values where the function's parameters can be read
   * @param instructions its {@code ret} instructions, where they are probed; else empty
   * @param restarts jumps back to its beginning that make it begin again
   * @param goroutine whose call it is; empty: the thread's
   * @param unpaired why a return cannot be told to belong to its entry
   */
  record Returning(
      Place values,
      List<Address> instructions,
      List<Address> restarts,
      Optional<Pairing.Goroutine> goroutine,
      Optional<String> unpaired) {
    Returning {
      instructions = List.copyOf(instructions);
      restarts = List.copyOf(restarts);
    }

    /** Followed by its return address. */
    Returning(Place values) {
      this(values, List.of(), List.of(), Optional.empty(), Optional.empty());
    }
  }

  static Place of(Module module, Address address, String name, boolean entry) {
    // Where part of the debug info is missing, scopes may lack what hides an outer name.
    boolean partial = module.debug().flatMap(d -> d.missingAt(address)).isPresent();
    List<Scope> scopes =
        partial ? List.of() : module.debug().map(d -> d.scopesAt(address)).orElse(List.of());
    Optional<LineRow> row = module.debug().flatMap(d -> d.rowAt(address));
    return new Place(
        module,
        address,
        name,
        scopes,
        row,
        entry,
        Optional.empty(),
        Optional.empty(),
        Asked.ADDRESS);
  }

  /**
   * The same place as a part of one of the functions that hold it: its first instruction may be
   * that of another, inlined one, whose names are not meant. The line is then that of the call.
   */
  Place within(Function function) {
    if (function.inlined() && function.ranges().stream().noneMatch(r -> r.contains(address))) {
      return entering(function);
    }
    Optional<SourceLine> call = Optional.empty();
    List<Scope> outer = scopes;
    while (!outer.isEmpty() && !outer.getFirst().function().isSame(function)) {
      call = outer.getFirst().function().callSite();
      outer = outer.subList(1, outer.size());
    }
    if (outer.size() == scopes.size()) {
      return new Place(
          module, address, name, scopes, row, entry, returning, marker, Asked.FUNCTION);
    }
    if (outer.isEmpty()) {
      // Code of two scopes at once, and the first of them is the other one.
      List<Scope> own = module.debug().map(d -> d.scopesAt(address, function)).orElse(List.of());
      return new Place(module, address, name, own, row, entry, returning, marker, Asked.FUNCTION);
    }
    SourceLine line = call.orElse(SourceLine.UNKNOWN);
    return new Place(
        module,
        address,
        name,
        outer,
        row.map(r -> at(r, line)),
        entry,
        returning,
        marker,
        Asked.FUNCTION);
  }

  /**
   * At an instruction of other code: the line is the copy's own, of a row at that address or else
   * of its first instruction.
   */
  private Place entering(Function copy) {
    DebugInfo debug = module.debug().orElseThrow();
    Optional<LineRow> first =
        debug.rows(new AddressRange(address, address.plus(1))).stream()
            .filter(
                r -> LineCopies.holder(debug, scopes, r).filter(h -> h.isSame(copy)).isPresent())
            .findFirst()
            .or(() -> debug.rowAt(copy.ranges().getFirst().start()));
    return new Place(
        module,
        address,
        name,
        debug.scopesAt(address, copy),
        row.flatMap(r -> first.map(f -> at(r, f.source()))),
        entry,
        returning,
        marker,
        Asked.FUNCTION);
  }

  private static LineRow at(LineRow row, SourceLine line) {
    return new LineRow(row.address(), row.end(), line, 0, row.isStatement(), row.prologueEnd());
  }

  Place withRow(LineRow wanted) {
    return new Place(
        module, address, name, scopes, Optional.of(wanted), entry, returning, marker, Asked.LINE);
  }

  /** The return of the function that begins here. */
  Place returning(Returning how) {
    return new Place(module, address, name, scopes, row, false, Optional.of(how), marker, asked);
  }

  /** The static probe here. */
  Place marked(StaticProbe probe) {
    return new Place(
        module, address, name, scopes, row, entry, returning, Optional.of(probe), asked);
  }

  boolean isReturn() {
    return returning.isPresent();
  }

  /** Why variables are not known here although the module has debug info. */
  Optional<String> missing() {
    return module.debug().flatMap(d -> d.missingAt(address));
  }

  /** The innermost function or inlined copy. */
  Optional<Function> function() {
    return scopes.stream().findFirst().map(Scope::function);
  }

  int line() {
    return row.map(r -> r.source().line()).orElse(0);
  }

  /** For messages: {@code request.c:42}, or the address. */
  String where() {
    return row.filter(r -> r.source().line() > 0)
        .map(r -> r.source().fileName() + ":" + r.source().line())
        .orElse(module.name() + ":" + address);
  }
}
