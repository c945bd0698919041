package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tracebook.elf.Address;

/** Files and lines of a module. Heads of line tables are read first, programs when needed. */
final class Lines {
  /**
   * How often the whole of a section may be read: a table once for each directory. Tables that
   * overlap would make a small file a large one.
   */
  private static final int TIMES = 64;

  private final Units units;
  private final Map<Key, LineHeader> headers = new ConcurrentHashMap<>();
  private final Map<Key, LineTable> tables = new ConcurrentHashMap<>();
  private final Map<Sections, AtomicLong> read = new ConcurrentHashMap<>();
  private volatile Optional<Map<String, Set<Unit>>> byFile = Optional.empty();

  /** A table, and what its relative paths count from. */
  private record Key(Sections sections, long offset, String directory) {
    static Optional<Key> of(Unit any) {
      Unit unit = any.linked();
      Die root = unit.root().die();
      OptionalLong offset = root.constant(DW_AT_stmt_list);
      return offset.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Key(
                  unit.sections,
                  unit.contributions.line() + offset.getAsLong(),
                  root.string(DW_AT_comp_dir).orElse("")));
    }
  }

  Lines(Units units) {
    this.units = units;
  }

  Optional<LineHeader> header(Unit unit) {
    return Key.of(unit).map(key -> headers.computeIfAbsent(key, table -> read(unit, table)));
  }

  private LineHeader read(Unit unit, Key table) {
    LineHeader header = new LineHeader(unit.linked(), table.offset(), table.directory());
    AtomicLong before = read.computeIfAbsent(table.sections(), its -> new AtomicLong());
    header.refuseBeyond(before.addAndGet(header.length()), TIMES);
    return header;
  }

  Optional<LineTable> table(Unit unit) {
    return Key.of(unit)
        .flatMap(
            key ->
                header(unit)
                    .map(head -> tables.computeIfAbsent(key, table -> new LineTable(head))));
  }

  /** Where a DIE's DW_AT_decl_file and _line (or DW_AT_call_…) point to. */
  SourceLine source(Die die, int fileAttribute, int lineAttribute) {
    OptionalLong file = die.constant(fileAttribute);
    OptionalLong line = die.constant(lineAttribute);
    if (file.isEmpty() || line.isEmpty()) {
      return SourceLine.UNKNOWN;
    }
    String path = header(die.unit).map(header -> header.file(file.getAsLong())).orElse("");
    return new SourceLine(path, (int) line.getAsLong());
  }

  private Map<String, Set<Unit>> byFile() {
    return byFile.orElseGet(
        () -> {
          Map<String, Set<Unit>> made = new HashMap<>();
          for (Unit unit : units.withLines()) {
            header(unit)
                .ifPresent(
                    header -> {
                      for (String file : header.files) {
                        if (!file.isEmpty()) {
                          made.computeIfAbsent(file, key -> new LinkedHashSet<>()).add(unit);
                        }
                      }
                    });
          }
          byFile = Optional.of(made);
          return made;
        });
  }

  Collection<String> files() {
    return byFile().keySet();
  }

  /** Whether a unit's table has a file, so that something in it can be declared there. */
  boolean mentions(Unit unit, String file) {
    return header(unit).filter(header -> header.files.contains(file)).isPresent();
  }

  List<LineRow> rows(String file, int line) {
    List<LineRow> found = new ArrayList<>();
    for (Unit unit : byFile().getOrDefault(file, Set.of())) {
      table(unit).ifPresent(table -> found.addAll(table.rows(file, line)));
    }
    found.sort(Comparator.comparing(LineRow::address));
    return List.copyOf(new LinkedHashSet<>(found));
  }

  List<LineRow> rows(AddressRange range) {
    return units
        .at(range.start())
        .flatMap(this::table)
        .map(table -> table.rows(range))
        .orElse(List.of());
  }

  List<Integer> linesWithCode(String file) {
    Set<Integer> found = new TreeSet<>();
    for (Unit unit : byFile().getOrDefault(file, Set.of())) {
      for (LineRow row : table(unit).map(LineTable::rows).orElse(List.of())) {
        if (row.source().line() > 0 && row.source().file().equals(file)) {
          found.add(row.source().line());
        }
      }
    }
    return List.copyOf(found);
  }

  /** The number of a row among those of its address, from 0; the last one's if it is none. */
  int numberOf(LineRow row) {
    return units
        .at(row.address())
        .flatMap(this::table)
        .map(table -> table.rowsAt(row.address()).indexOf(row))
        .filter(number -> number >= 0)
        .orElse(Place.LAST_VIEW);
  }

  Optional<LineRow> at(Address pc) {
    Optional<LineRow> claimed = units.at(pc).flatMap(this::table).flatMap(table -> table.at(pc));
    if (claimed.isPresent()) {
      return claimed;
    }
    // Not over all units: an address between functions would have every table read.
    for (Unit unit : units.withoutRanges()) {
      Optional<LineRow> found = table(unit).flatMap(table -> table.at(pc));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
