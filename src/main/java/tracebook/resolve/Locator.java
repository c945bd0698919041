package tracebook.resolve;

import java.util.OptionalInt;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.Location;
import tracebook.dwarf.OtherModules;
import tracebook.dwarf.Variable;

/** Where the variables of a place are: at an address the source may stand at several lines. */
final class Locator {
  /** Of what several lines of one address may see in several ways. */
  private static final String CHANGES = "it changes at this address without an instruction";

  private final Place place;
  private final OtherModules callers;

  /**
   * @param callers who may have called the function
   */
  Locator(Place place, OtherModules callers) {
    this.place = place;
    this.callers = callers;
  }

  /**
   * Where it is at the place. A parameter is what was passed where the function is meant, also
   * where the source changes it before the first instruction.
   */
  Location location(Variable variable) {
    Location here = here(variable);
    if (variable.kind() != Variable.Kind.PARAMETER || place.function().isEmpty()) {
      return here;
    }
    Function function = place.function().get();
    if (!place.entry() && !place.address().equals(function.entry())) {
      return here;
    }
    Location passed = variable.locationOnEntry(function.entry(), callers);
    if (passed instanceof Location.OptimizedOut) {
      // Clang describes a parameter from behind an `endbr64` on.
      passed = variable.locationOnEntry(place.address(), callers);
    }
    if (passed.equals(here)) {
      return here;
    }
    return switch (place.asked()) {
      case FUNCTION -> passed;
      case ADDRESS -> place.entry() ? passed : here;
      case LINE ->
          place.line() == function.declared().line() ? passed : new Location.Unreadable(CHANGES);
    };
  }

  /** Where a line is meant, before it; other lines that share its address may change a variable. */
  private Location here(Variable variable) {
    OptionalInt row = row();
    return row.isPresent()
        ? variable.locationAt(place.address(), row.getAsInt(), callers)
        : variable.locationAt(place.address(), callers);
  }

  /** The number of the line's row among those of the address. */
  private OptionalInt row() {
    return place.asked() == Place.Asked.LINE
            && place.row().filter(row -> row.address().equals(place.address())).isPresent()
        ? OptionalInt.of(debug().numberOf(place.row().get()))
        : OptionalInt.empty();
  }

  /** Where it is read, in words; of what cannot be read what the debug info says. */
  String inWords(Variable variable) {
    Location location = location(variable);
    if (location instanceof Location.Unreadable) {
      OptionalInt row = row();
      String described =
          row.isPresent()
              ? variable.describedAt(place.address(), row.getAsInt())
              : variable.describedAt(place.address());
      return described.isEmpty() ? LocationWords.of(location) : described;
    }
    return LocationWords.of(location, variable.type());
  }

  private DebugInfo debug() {
    return place.module().debug().orElseThrow();
  }
}
