package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.Address;

/**
 * The units of a module: by position, by address, by signature. Only headers are read at first.
 *
 * <p>A position is an offset in one of the sections that have DIEs, with the number of that section
 * ({@link Unit#space}) in the upper half.
 */
final class Units {
  final Sections sections;
  private final Unit[] info;
  private final Unit[] types;
  private final Map<Long, Unit> signatures = new HashMap<>();
  private final Map<Unit, UnitIndex> indices = new ConcurrentHashMap<>();
  private volatile Optional<Unit[]> lineUnits = Optional.empty();
  private volatile Optional<List<Span>> spans = Optional.empty();

  private record Span(AddressRange range, Unit unit) {}

  Units(Sections sections) {
    this.sections = sections;
    AbbreviationTables tables = new AbbreviationTables(sections.abbrev());
    List<Unit> found = new ArrayList<>();
    read(Unit.INFO, sections.info(), tables, found);
    this.info = found.toArray(Unit[]::new);
    found.clear();
    read(Unit.INFO + 1, sections.types(), tables, found);
    this.types = found.toArray(Unit[]::new);
    for (Unit unit : all()) {
      if (unit.isTypeUnit()) {
        signatures.putIfAbsent(unit.signature, unit);
      }
    }
  }

  private void read(int space, Bytes bytes, AbbreviationTables tables, List<Unit> found) {
    Cursor at = bytes.cursor(0);
    while (!at.atEnd()) {
      found.add(new Unit(sections, space, bytes, at, tables));
    }
  }

  /** Those of .debug_info, in order, then those of .debug_types. */
  List<Unit> all() {
    List<Unit> found = new ArrayList<>(List.of(info));
    found.addAll(List.of(types));
    return found;
  }

  Die die(long position) {
    return new Die(unit(position), position & 0xffff_ffffL);
  }

  Unit unit(long position) {
    Unit[] its = position >>> 32 == Unit.INFO ? info : types;
    long offset = position & 0xffff_ffffL;
    int low = 0;
    int high = its.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (its[middle].offset <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0 || offset >= its[low - 1].end) {
      Bytes section = position >>> 32 == Unit.INFO ? sections.info() : sections.types();
      throw section.malformed(offset, "an entry refers to this offset, in no unit");
    }
    return its[low - 1];
  }

  /** What an attribute of a DIE refers to, by whatever form; empty when it lacks the attribute. */
  Optional<Die> target(Die from, int attribute) {
    OptionalLong value = from.reference(attribute);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (from.form(attribute) == Forms.DW_FORM_ref_sig8) {
      return Optional.of(bySignature(from, value.getAsLong()));
    }
    long position = from.unit.referred(from.form(attribute), value.getAsLong());
    if (position < 0) {
      throw from.unit.bytes.malformed(
          from.offset, "a reference of DW_FORM 0x%x".formatted(from.form(attribute)));
    }
    return Optional.of(
        position == from.unit.position(value.getAsLong()) && from.unit.holds(value.getAsLong())
            ? new Die(from.unit, value.getAsLong())
            : die(position));
  }

  private Die bySignature(Die from, long signature) {
    Unit unit = signatures.get(signature);
    if (unit == null) {
      throw from.unit.bytes.malformed(
          from.offset, "no type unit has the signature 0x%x".formatted(signature));
    }
    return new Die(unit, unit.typeOffset);
  }

  /** All units, by section. */
  List<List<Unit>> sections() {
    return Stream.of(info, types).filter(its -> its.length > 0).map(List::of).toList();
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

  /** These units scanned, the largest first over the processors. */
  List<UnitIndex> indices(Collection<Unit> some) {
    List<Unit> largest = new ArrayList<>(some);
    largest.sort(Comparator.comparingInt((Unit unit) -> unit.end - unit.offset).reversed());
    largest.parallelStream().forEach(this::index);
    return some.stream().map(this::index).toList();
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
