package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.bytes.Malformed;

/**
 * The tables of names that the debug file brings along (DWARF 5, section 6.1). They serve one
 * question, where the definition of a class is that a unit only declares: C++ has no second one, so
 * that the first that they lead to answers it. All others need everything of a name, which no table
 * promises.
 */
final class Accelerators {
  private final List<OfSection> sections;
  private final Units units;

  Accelerators(Units units) {
    this.units = units;
    this.sections = List.of(new OfSection(".debug_names"), new OfSection(".gdb_index"));
  }

  /** The units that some table lists for a name, in the order of the module. */
  List<Unit> having(WantedName name) {
    Set<Unit> found = new LinkedHashSet<>();
    for (OfSection section : sections) {
      section.each(
          table -> {
            for (WantedName.Text text : name.texts()) {
              table.having(text.text).forEach(unit -> found.add(units.full(unit)));
            }
          });
    }
    return found.stream()
        .sorted(Comparator.comparingLong(unit -> unit.position(unit.offset)))
        .toList();
  }

  /** Why tables that are there are not used, each a sentence; reads all of them. */
  List<String> ignored() {
    List<String> found = new ArrayList<>();
    for (OfSection section : sections) {
      section.each(Accelerator::check);
      section.why().ifPresent(found::add);
    }
    return found;
  }

  private interface Action {
    void on(Accelerator table);
  }

  /** What one section has; nothing any more once it has turned out to be wrong. */
  private final class OfSection {
    private final String name;
    private Optional<List<Accelerator>> tables = Optional.empty();
    private Optional<String> why = Optional.empty();

    OfSection(String name) {
      this.name = name;
    }

    synchronized void each(Action action) {
      try {
        if (tables.isEmpty()) {
          tables = Optional.of(read(name));
        }
        tables.get().forEach(action::on);
      } catch (Malformed wrong) {
        tables = Optional.of(List.of());
        why = Optional.of("`" + name + "` is ignored: " + wrong.getMessage());
      }
    }

    synchronized Optional<String> why() {
      return why;
    }
  }

  private List<Accelerator> read(String name) {
    List<Accelerator> found = new ArrayList<>();
    Bytes bytes = units.sections.named(name);
    if (bytes.isEmpty()) {
      return found;
    }
    Map<Long, Unit> info = byOffset(units.linked());
    if (name.equals(".gdb_index")) {
      found.add(new GdbIndex(bytes, info, byOffset(units.ofTypesSection())));
      return found;
    }
    Cursor at = bytes.cursor(0);
    while (!at.atEnd()) {
      found.add(new DebugNames(bytes, at, units.sections.str(), info));
    }
    return found;
  }

  private static Map<Long, Unit> byOffset(List<Unit> some) {
    Map<Long, Unit> found = new HashMap<>();
    some.forEach(unit -> found.put((long) unit.offset, unit));
    return found;
  }
}
