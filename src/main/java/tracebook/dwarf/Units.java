package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/** The units of a module: by offset, by address, by signature. Only headers are read at first. */
final class Units {
  final Sections sections;
  private final Unit[] info;
  private final List<Unit> typeUnits = new ArrayList<>();
  private final Map<Long, Unit> signatures = new HashMap<>();
  private final Map<Unit, UnitIndex> indices = new ConcurrentHashMap<>();
  private volatile Optional<Unit[]> lineUnits = Optional.empty();
  private volatile Optional<List<Span>> spans = Optional.empty();

  private record Span(AddressRange range, Unit unit) {}

  Units(Sections sections) {
    this.sections = sections;
    AbbreviationTables tables = new AbbreviationTables(sections.abbrev());
    List<Unit> found = new ArrayList<>();
    read(sections.info(), tables, found);
    this.info = found.toArray(Unit[]::new);
    read(sections.types(), tables, typeUnits);
    for (Unit unit : found) {
      if (unit.isTypeUnit()) {
        typeUnits.add(unit);
      }
    }
    for (Unit unit : typeUnits) {
      signatures.putIfAbsent(unit.signature, unit);
    }
  }

  private void read(Bytes bytes, AbbreviationTables tables, List<Unit> found) {
    Cursor at = bytes.cursor(0);
    while (!at.atEnd()) {
      found.add(new Unit(sections, bytes, at, tables));
    }
  }

  /** Those of .debug_info, in order. */
  List<Unit> all() {
    return List.of(info);
  }

  /** The DIE at an offset of .debug_info. */
  Die die(long offset) {
    int low = 0;
    int high = info.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (info[middle].offset <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0 || offset >= info[low - 1].end) {
      throw sections.info().malformed(offset, "an entry refers to this offset, in no unit");
    }
    return new Die(info[low - 1], offset);
  }

  /** What an attribute of a DIE points to; within .debug_types its own section is meant. */
  Die die(Die from, long offset) {
    return from.unit.bytes.equals(sections.info()) || outside(from.unit, offset)
        ? die(offset)
        : new Die(from.unit, offset);
  }

  private static boolean outside(Unit unit, long offset) {
    return offset < unit.first || offset >= unit.end;
  }

  Optional<Die> bySignature(long signature) {
    return Optional.ofNullable(signatures.get(signature))
        .map(unit -> new Die(unit, unit.typeOffset));
  }

  UnitIndex index(Unit unit) {
    UnitIndex known = indices.get(unit);
    if (known != null) {
      return known;
    }
    UnitIndex made = UnitScan.of(unit);
    UnitIndex first = indices.putIfAbsent(unit, made);
    return first == null ? made : first;
  }

  /** All units scanned, the largest first over the processors. */
  List<UnitIndex> indices() {
    List<Unit> all = new ArrayList<>(List.of(info));
    all.sort(Comparator.comparingInt((Unit unit) -> unit.end - unit.offset).reversed());
    all.parallelStream().forEach(this::index);
    List<UnitIndex> found = new ArrayList<>(info.length);
    for (Unit unit : info) {
      found.add(index(unit));
    }
    return found;
  }

  /** The unit whose root claims this address. */
  Optional<Unit> at(Address pc) {
    List<Span> known = spans.orElseGet(this::findSpans);
    int low = 0;
    int high = known.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (known.get(middle).range().start().compareTo(pc) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Ranges of units do not overlap, but be kind to a unit that claims too much.
    for (int i = low - 1; i >= 0 && i >= low - 8; i--) {
      if (known.get(i).range().contains(pc)) {
        return Optional.of(known.get(i).unit());
      }
    }
    return Optional.empty();
  }

  private List<Span> findSpans() {
    List<Span> found = new ArrayList<>();
    for (Unit unit : info) {
      Die root = unit.root().die();
      for (AddressRange range : Ranges.of(root)) {
        found.add(new Span(range, unit));
      }
    }
    found.sort(Comparator.comparing(span -> span.range().start()));
    spans = Optional.of(found);
    return found;
  }

  /** Units whose root claims no code at all; some compilers leave it to the functions. */
  List<Unit> withoutRanges() {
    List<Unit> found = new ArrayList<>();
    for (Unit unit : info) {
      Die root = unit.root().die();
      if (!root.has(DW_AT_ranges) && !root.has(DW_AT_high_pc)) {
        found.add(unit);
      }
    }
    return found;
  }

  /** Units with a line table, each table once. */
  Unit[] withLines() {
    return lineUnits.orElseGet(
        () -> {
          Map<Long, Unit> byTable = new java.util.LinkedHashMap<>();
          for (Unit unit : info) {
            unit.root()
                .die()
                .constant(DW_AT_stmt_list)
                .ifPresent(table -> byTable.putIfAbsent(table, unit));
          }
          Unit[] found = byTable.values().toArray(Unit[]::new);
          lineUnits = Optional.of(found);
          return found;
        });
  }
}
