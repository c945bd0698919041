package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which units import which (DW_TAG_imported_unit; DWARF 5, section 3.2.5). dwz and link-time
 * optimisation write them, before all other entries of a unit.
 */
final class Imports {
  private final Units units;
  private final List<Unit> from;
  private volatile Optional<Inherited> inherited = Optional.empty();

  /**
   * What one learns by reading the beginnings of all units.
   *
   * @param languages of units that do not say one but are imported by one that does
   * @param supplementary units of the supplementary file that are imported
   */
  private record Inherited(Map<Unit, Integer> languages, Set<Unit> supplementary) {}

  /**
   * @param from the units that the linker saw, in order
   */
  Imports(Units units, List<Unit> from) {
    this.units = units;
    this.from = from;
  }

  private Inherited inherited() {
    Optional<Inherited> known = inherited;
    if (known.isEmpty()) {
      Inherited made = new Inherited(new HashMap<>(), new LinkedHashSet<>());
      for (Unit unit : from) {
        OptionalLong language = unit.root().die().constant(DW_AT_language);
        if (language.isPresent()) {
          inherit((int) language.getAsLong(), unit, made);
        }
      }
      known = Optional.of(made);
      inherited = known;
    }
    return known.get();
  }

  private void inherit(int language, Unit importer, Inherited made) {
    Deque<Unit> open = new ArrayDeque<>(List.of(importer));
    while (!open.isEmpty()) {
      for (Unit imported : direct(open.pop())) {
        boolean fresh =
            !imported.root().die().has(DW_AT_language)
                && made.languages().putIfAbsent(imported, language) == null;
        fresh |= imported.space == Unit.SUPPLEMENTARY && made.supplementary().add(imported);
        if (fresh) {
          open.push(imported);
        }
      }
    }
  }

  private List<Unit> direct(Unit unit) {
    List<Unit> found = new ArrayList<>();
    for (Die die : unit.root().die().leading(DW_TAG_imported_unit)) {
      units.target(die, DW_AT_import).map(target -> target.unit).ifPresent(found::add);
    }
    return found;
  }

  /** DW_LANG_…; 0 when nobody that imports it says one. */
  int language(Unit unit) {
    return inherited().languages().getOrDefault(unit, 0);
  }

  /** Those of the supplementary file that belong to this module. */
  List<Unit> supplementary() {
    return List.copyOf(inherited().supplementary());
  }

  /** A unit and all that it imports, over several steps. */
  Set<Unit> of(Unit unit) {
    Set<Unit> found = new LinkedHashSet<>(Set.of(unit));
    Deque<Unit> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (Unit imported : direct(open.pop())) {
        if (found.add(imported)) {
          open.push(imported);
        }
      }
    }
    return found;
  }
}
