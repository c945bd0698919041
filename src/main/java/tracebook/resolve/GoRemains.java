package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.GoFunction;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.SourceLine;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;

/**
 * Places at which the debug info of optimised Go may still have what a variable was before. Its
 * compiler adds the register of a new value to those that the variable is in, and drops the old one
 * only when something else is written there (cmd/compile/internal/ssa, debug.go): until then the
 * old value is described, and nothing tells that.
 */
final class GoRemains {
  private GoRemains() {}

  /** False where no statement has ended since the variable has been where it is. */
  static boolean mayBe(Place place, Variable variable) {
    Optional<Function> function = place.function();
    Optional<DebugInfo> debug = place.module().debug();
    if (!variable.hasLocationList()
        || debug.isEmpty()
        || function.flatMap(Function::go).filter(GoFunction::optimised).isEmpty()) {
      return false;
    }
    Optional<Function> body = debug.get().functionAt(place.address());
    Optional<AddressRange> there =
        variable.readableAt().stream().filter(r -> r.contains(place.address())).findFirst();
    if (body.isEmpty() || there.isEmpty()) {
      return false;
    }
    Address start = body.get().bodyStart();
    boolean parameter = variable.kind() == Variable.Kind.PARAMETER;
    if (place.asked() == Place.Asked.FUNCTION
        && (place.address().compareTo(start) <= 0
            || (parameter && isPassedOnce(place, body.get())))) {
      return false;
    }
    // The statement that gave it the value; a parameter has it from the line of the function.
    Address since = there.get().start();
    if (variable.readableAt().stream().anyMatch(r -> r.end().equals(there.get().start()))) {
      // Where it was before is written to: what is left may be older still.
      return true;
    }
    SourceLine given = body.get().declared();
    if (since.compareTo(start) > 0) {
      given = debug.get().rowAt(since.plus(-1)).map(LineRow::source).orElse(SourceLine.UNKNOWN);
    } else {
      since = start;
    }
    SourceLine here = place.row().map(LineRow::source).orElse(SourceLine.UNKNOWN);
    return !isSameOrNext(given, here)
        || isJumpedTo(place, body.get(), since)
        || !areAll(debug.get(), since, place, List.of(given, here));
  }

  /** A statement between need not have code of its own. */
  private static boolean isSameOrNext(SourceLine given, SourceLine here) {
    return given.line() > 0
        && given.file().equals(here.file())
        && (here.line() == given.line() + 1 || here.line() == given.line());
  }

  private static boolean areAll(
      DebugInfo debug, Address since, Place place, List<SourceLine> lines) {
    Address at = since;
    while (at.compareTo(place.address()) < 0) {
      Optional<LineRow> row = debug.rowAt(at);
      if (row.isEmpty()
          || row.get().end().compareTo(at) <= 0
          || !lines.contains(row.get().source())) {
        return false;
      }
      at = row.get().end();
    }
    return true;
  }

  /** An inlined copy outside of loops: its parameters have had no value before. */
  private static boolean isPassedOnce(Place place, Function body) {
    CallCode code = CallCode.of(place.module(), body.ranges());
    return place.function().filter(Function::inlined).isPresent()
        && code.undecoded().isEmpty()
        && code.indirect().isEmpty()
        && code.jumps().stream()
            .filter(j -> j.conditional() || !j.to().equals(body.entry()))
            .noneMatch(
                j ->
                    j.to().compareTo(place.address()) <= 0
                        && j.from().compareTo(place.address()) >= 0);
  }

  /** Whether code may come to the place from elsewhere than from where the variable got there. */
  private static boolean isJumpedTo(Place place, Function body, Address since) {
    CallCode code = CallCode.of(place.module(), body.ranges());
    return code.undecoded().isPresent()
        || code.indirect().isPresent()
        || code.targets().stream()
            .anyMatch(t -> t.compareTo(since) >= 0 && t.compareTo(place.address()) <= 0);
  }
}
