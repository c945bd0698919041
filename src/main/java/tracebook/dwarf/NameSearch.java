package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Forms.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import tracebook.bytes.ByteSearch;
import tracebook.bytes.Bytes;

/**
 * Says which units can have an entry of a name, without reading their entries. An entry has its
 * name as an offset in a section of strings, or in itself: where neither stands in the bytes of a
 * unit, the name is not in it. Where one does, the abbreviations tell whether it can be the name of
 * such an entry. What is said here too often costs a walk over the unit, and is never an answer.
 */
final class NameSearch {
  /** What is looked for. */
  enum Use {
    FUNCTION,
    GLOBAL,
    TYPE,
    /** Of a type. */
    DEFINITION
  }

  /** Of many places for a string, as the end of others, one more does not pay. */
  private static final int TOO_MANY = 1 << 16;

  private final Units units;
  private final Map<Bytes, Part> crossing = new ConcurrentHashMap<>();

  NameSearch(Units units) {
    this.units = units;
  }

  /** In the order of the module. */
  List<Unit> having(WantedName name, Use use) {
    List<Unit> found = new ArrayList<>();
    for (List<Unit> section : units.bySection()) {
      Set<Unit> its = new LinkedHashSet<>(direct(section, name, use));
      its.addAll(indexed(section, name, use));
      section.stream().filter(its::contains).forEach(found::add);
    }
    return found;
  }

  /** By an offset in a section of strings, or by the string itself. */
  private List<Unit> direct(List<Unit> section, WantedName name, Use use) {
    Bytes bytes = section.getFirst().bytes;
    Sections its = section.getFirst().sections;
    List<byte[]> inline = new ArrayList<>();
    Set<Integer> offsets = new TreeSet<>();
    for (WantedName.Text text : name.texts()) {
      inline.add(ByteSearch.terminated(text.text));
      Arrays.stream(text.in(its.str())).forEach(offsets::add);
      Arrays.stream(text.in(its.lineStr())).forEach(offsets::add);
      its.supplementaryStr()
          .ifPresent(strings -> Arrays.stream(text.in(strings)).forEach(offsets::add));
    }
    if (offsets.size() > TOO_MANY) {
      return section;
    }
    int[] numbers = offsets.stream().mapToInt(Integer::intValue).toArray();
    int[] places = ByteSearch.places(bytes, numbers, inline);
    boolean crosses = crosses(section);
    return among(section, places, hits -> can(hits, use, crosses));
  }

  /** What stands at some places of a unit. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Hits(Unit unit, int[] places) {}

  private static List<Unit> among(List<Unit> section, int[] places, Predicate<Hits> can) {
    List<Hits> hits = new ArrayList<>();
    int next = 0;
    for (Unit unit : section) {
      int first = next;
      while (next < places.length && places[next] < unit.end) {
        next++;
      }
      if (next > first) {
        hits.add(new Hits(unit, Arrays.copyOfRange(places, first, next)));
      }
    }
    return hits.parallelStream().filter(can).map(Hits::unit).toList();
  }

  private static boolean can(Hits hits, Use use, boolean crosses) {
    Unit unit = hits.unit();
    List<Integer> declarations = new ArrayList<>();
    for (Abbreviations.Coded coded : serving(unit, use)) {
      for (int mark = ScanShape.NAME; mark <= ScanShape.LINKAGE; mark++) {
        for (int place : hits.places()) {
          int entry = entry(unit, coded, mark, place);
          if (entry == NO_ENTRY) {
            continue;
          }
          if (entry == SOMEWHERE || !isMereDeclaration(coded.shape(), use)) {
            return true;
          }
          declarations.add(entry);
        }
      }
    }
    return !declarations.isEmpty() && (crosses || isReferredTo(unit, declarations));
  }

  private static List<Abbreviations.Coded> serving(Unit unit, Use use) {
    return unit.abbreviations().having(tag -> serves(tag, use)).stream()
        .filter(coded -> coded.shape().scan().role != ScanShape.Role.NONE)
        .filter(coded -> use != Use.DEFINITION || !coded.shape().scan().declaration)
        .toList();
  }

  private static boolean serves(int tag, Use use) {
    return switch (ScanShape.role(tag)) {
      case FUNCTION -> use == Use.FUNCTION;
      case VARIABLE -> use == Use.GLOBAL;
      case CLASS, TYPE -> use == Use.TYPE || use == Use.DEFINITION;
      case NONE, SCOPE, INLINED, BLOCK -> false;
    };
  }

  /** Of no use by itself: only what refers to it has code or a place. */
  private static boolean isMereDeclaration(Abbreviation shape, Use use) {
    return (use == Use.FUNCTION || use == Use.GLOBAL)
        && shape.scan().declaration
        && !shape.scan().code
        && !shape.has(DW_AT_const_value)
        && !shape.has(DW_AT_location);
  }

  private static final int NO_ENTRY = -1;

  /** The attributes before it have sizes that are not known without reading them. */
  private static final int SOMEWHERE = 0;

  /** Where the entry of this shape begins if its marked attribute is at a place. */
  private static int entry(Unit unit, Abbreviations.Coded coded, int mark, int place) {
    ScanShape scan = coded.shape().scan();
    if (scan.forms[mark] == 0) {
      return NO_ENTRY;
    }
    if (scan.places[mark] < 0 || scan.forms[mark] == DW_FORM_indirect) {
      return SOMEWHERE;
    }
    int behindCode = place - scan.places[mark];
    int length = lebLength(coded.code());
    int start = behindCode - length;
    if (start < unit.first) {
      return NO_ENTRY;
    }
    for (int i = 0; i < length; i++) {
      int part = ((int) (coded.code() >>> (7 * i)) & 0x7f) | (i + 1 < length ? 0x80 : 0);
      if (unit.bytes.at(start + i) != (byte) part) {
        return NO_ENTRY;
      }
    }
    return start;
  }

  private static int lebLength(long value) {
    return Math.max(1, (64 - Long.numberOfLeadingZeros(value) + 6) / 7);
  }

  private static boolean isReferredTo(Unit unit, List<Integer> entries) {
    List<Abbreviations.Coded> referring = referring(unit);
    if (referring.stream().anyMatch(NameSearch::refersInAnotherWay)) {
      return true;
    }
    int[] inUnit = entries.stream().mapToInt(entry -> entry - unit.offset).sorted().toArray();
    Bytes own = unit.bytes.part(unit.offset, unit.end);
    for (int place : ByteSearch.numbers(own, inUnit)) {
      if (refersAt(unit, referring, unit.offset + place, form -> form == DW_FORM_ref4)) {
        return true;
      }
    }
    return false;
  }

  /** Shapes of entries that may have an origin. */
  private static List<Abbreviations.Coded> referring(Unit unit) {
    return unit.abbreviations()
        .having(
            tag ->
                switch (ScanShape.role(tag)) {
                  case FUNCTION, INLINED, VARIABLE -> true;
                  case NONE, SCOPE, BLOCK, CLASS, TYPE -> false;
                });
  }

  private static boolean refersInAnotherWay(Abbreviations.Coded coded) {
    int form = coded.shape().scan().forms[ScanShape.ORIGIN];
    return form != 0 && form != DW_FORM_ref4;
  }

  /** True where an entry may have its origin at this place. */
  private static boolean refersAt(
      Unit unit, List<Abbreviations.Coded> referring, int place, IntPredicate form) {
    for (Abbreviations.Coded coded : referring) {
      if (form.test(coded.shape().scan().forms[ScanShape.ORIGIN])
          && entry(unit, coded, ScanShape.ORIGIN, place) != NO_ENTRY) {
        return true;
      }
    }
    return false;
  }

  /** By DW_FORM_strx and its like: the unit's part of .debug_str_offsets has the string. */
  private List<Unit> indexed(List<Unit> section, WantedName name, Use use) {
    Sections its = section.getFirst().sections;
    if (its.strOffsets().isEmpty()) {
      return List.of();
    }
    int[] wanted =
        name.texts().stream()
            .flatMapToInt(text -> Arrays.stream(text.in(its.str())))
            .sorted()
            .distinct()
            .toArray();
    int[] places = ByteSearch.numbers(its.strOffsets(), wanted);
    return places.length == 0
        ? List.of()
        : section.parallelStream()
            .filter(unit -> hasIndexed(unit, use) && isInItsTable(unit, places))
            .toList();
  }

  private static boolean hasIndexed(Unit unit, Use use) {
    for (Abbreviations.Coded coded : serving(unit, use)) {
      ScanShape scan = coded.shape().scan();
      if (isIndexed(scan.forms[ScanShape.NAME]) || isIndexed(scan.forms[ScanShape.LINKAGE])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIndexed(int form) {
    return switch (form) {
      case DW_FORM_strx,
          DW_FORM_GNU_str_index,
          DW_FORM_strx1,
          DW_FORM_strx2,
          DW_FORM_strx3,
          DW_FORM_strx4,
          DW_FORM_indirect ->
          true;
      default -> false;
    };
  }

  /** The table has its length in front (DWARF 5, section 7.26); before version 5 it has not. */
  private static boolean isInItsTable(Unit unit, int[] places) {
    Bytes tables = unit.sections.strOffsets();
    long base = unit.root().strOffsetsBase();
    long end = tables.length();
    int header = unit.offsetSize == 8 ? 16 : 8;
    if (unit.version >= 5 && base >= header && base <= end) {
      long length =
          unit.offsetSize == 8
              ? tables.cursor(base - 12).u64()
              : tables.cursor(base - header).u32();
      end = Math.min(end, base - 4 + length);
    }
    for (int place : places) {
      if (place >= base && place < end) {
        return true;
      }
    }
    return false;
  }

  /** Units that can have an instance or a definition of entries that are in other units. */
  List<Unit> referringTo(Collection<Long> positions) {
    int[] offsets = positions.stream().mapToInt(Long::intValue).sorted().distinct().toArray();
    List<Unit> found = new ArrayList<>();
    for (List<Unit> section : units.bySection()) {
      if (crosses(section)) {
        Part part = crossing(section);
        Bytes bytes = section.getFirst().bytes.part(part.from(), part.end());
        int[] places = ByteSearch.numbers(bytes, offsets);
        Arrays.setAll(places, i -> places[i] + part.from());
        found.addAll(among(section, places, NameSearch::crossesHere));
      }
    }
    return found;
  }

  private static boolean crossesHere(Hits hits) {
    List<Abbreviations.Coded> referring = referring(hits.unit());
    for (int place : hits.places()) {
      if (refersAt(hits.unit(), referring, place, Abbreviations::leavesTheUnit)) {
        return true;
      }
    }
    return false;
  }

  /** True when origins may be in other units than what has them. */
  private boolean crosses(List<Unit> section) {
    return crossing(section).end() > 0;
  }

  /** Of a section: from the first unit that may refer to others to the last; empty without any. */
  private record Part(int from, int end) {}

  /** Link-time optimisation leaves the units that are referred to as they were, before its own. */
  private Part crossing(List<Unit> section) {
    Bytes bytes = section.getFirst().bytes;
    Part known = crossing.get(bytes);
    if (known == null) {
      List<Unit> its =
          AbbreviationTables.anyCrosses(section)
              ? section.parallelStream().filter(unit -> unit.abbreviations().crosses()).toList()
              : List.of();
      known = its.isEmpty() ? new Part(0, 0) : new Part(its.getFirst().offset, its.getLast().end);
      crossing.put(bytes, known);
    }
    return known;
  }
}
