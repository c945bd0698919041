package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tracebook.bytes.Bytes;
import tracebook.elf.Address;
import tracebook.elf.Companions;

/**
 * The units of a module: by position, by address, by signature. Only headers are read at first.
 *
 * <p>A position is an offset in one of the sections that have DIEs, with the number of that section
 * ({@link Unit#space}) in the upper half.
 */
final class Units implements AutoCloseable {
  final Sections sections;
  private final SplitUnits split;
  private final UnitList info;
  private final UnitList types;
  private final Map<Long, Unit> signatures = new HashMap<>();
  private final Map<Unit, UnitIndex> indices = new ConcurrentHashMap<>();
  final SharedLists<List<AddressRange>> ranges = new SharedLists<>();
  final SharedLists<Locations> locations = new SharedLists<>();
  private volatile Optional<UnitList> supplementary = Optional.empty();
  private volatile Optional<Imports> imports = Optional.empty();
  private volatile Optional<Unit[]> lineUnits = Optional.empty();
  private volatile Optional<List<Span>> spans = Optional.empty();

  private record Span(AddressRange range, Unit unit) {}

  Units(Sections sections, Companions companions) {
    this.sections = sections;
    sections.prepare();
    this.split = new SplitUnits(this, sections, companions);
    AbbreviationTables tables = new AbbreviationTables(sections.abbrev());
    this.info = new UnitList(this, sections, Unit.INFO, sections.info(), tables);
    this.types = new UnitList(this, sections, Unit.INFO + 1, sections.types(), tables);
    for (UnitList list : List.of(info, types)) {
      for (Unit unit : list.units()) {
        if (unit.isTypeUnit()) {
          signatures.putIfAbsent(unit.signature, unit);
        }
      }
    }
  }

  /**
   * Those that have the entries: of .debug_info, of .debug_types, of all files of split units, and
   * what is used of the supplementary file.
   */
  List<Unit> all() {
    List<Unit> found = new ArrayList<>(info.units().parallelStream().map(this::full).toList());
    found.addAll(types.units());
    found.addAll(split.typeUnits());
    if (sections.supplementary().isPresent()) {
      found.addAll(imports().supplementary());
    }
    return found;
  }

  /** Those of .debug_info of the debug file: the whole ones and the skeletons. */
  List<Unit> linked() {
    return info.units();
  }

  /** Those of .debug_types of the debug file. */
  List<Unit> ofTypesSection() {
    return types.units();
  }

  /** Those that have the entries, by section, in order. */
  Collection<List<Unit>> bySection() {
    Map<Bytes, List<Unit>> found = new LinkedHashMap<>();
    for (Unit unit : all()) {
      found.computeIfAbsent(unit.bytes, bytes -> new ArrayList<>()).add(unit);
    }
    found.values().forEach(its -> its.sort(Comparator.comparingInt(unit -> unit.offset)));
    return found.values();
  }

  /** The unit that has the entries; the skeleton itself where its file is not there. */
  Unit full(Unit unit) {
    return SplitUnits.isSkeleton(unit) ? split.of(unit, info.number(unit)).orElse(unit) : unit;
  }

  /** Why a unit's entries are not there although the file has a skeleton of it. */
  Optional<String> missing(Unit unit) {
    return SplitUnits.isSkeleton(unit) ? split.why(unit, info.number(unit)) : Optional.empty();
  }

  /** For each skeleton without its unit, why. */
  List<String> missing() {
    return info.units().parallelStream()
        .flatMap(unit -> missing(unit).stream())
        .distinct()
        .toList();
  }

  Imports imports() {
    Optional<Imports> known = imports;
    if (known.isEmpty()) {
      known = Optional.of(new Imports(this, info.units()));
      imports = known;
    }
    return known.get();
  }

  Die die(long position) {
    return find(position)
        .orElseThrow(
            () ->
                sections
                    .info()
                    .malformed(position & 0xffff_ffffL, "no file has the section of this entry"));
  }

  /** Empty when it is in a file that is not there. */
  private Optional<Die> find(long position) {
    return unit(position).map(unit -> new Die(unit, position & 0xffff_ffffL));
  }

  /** Empty when it is in a file that is not there. */
  Optional<Unit> unit(long position) {
    long offset = position & 0xffff_ffffL;
    return switch ((int) (position >>> 32)) {
      case Unit.INFO -> Optional.of(info.unit(offset));
      case Unit.INFO + 1 -> Optional.of(types.unit(offset));
      case Unit.SUPPLEMENTARY -> supplementary().map(list -> list.unit(offset));
      default -> Optional.of(split.unit((int) (position >>> 32), offset));
    };
  }

  private Optional<UnitList> supplementary() {
    Optional<UnitList> known = supplementary;
    if (known.isPresent()) {
      return known;
    }
    synchronized (this) {
      if (supplementary.isEmpty()) {
        supplementary =
            sections
                .supplementary()
                .flatMap(Supplementary::file)
                .map(
                    file ->
                        new Sections(sections.program(), file, Optional.empty(), Optional.empty()))
                .map(
                    its ->
                        new UnitList(
                            this,
                            its,
                            Unit.SUPPLEMENTARY,
                            its.info(),
                            new AbbreviationTables(its.abbrev())));
      }
      return supplementary;
    }
  }

  /**
   * What an attribute of a DIE refers to, by whatever form; empty when it lacks the attribute, or
   * when that is in a file that is not there.
   */
  Optional<Die> target(Die from, int attribute) {
    OptionalLong value = from.reference(attribute);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int form = from.form(attribute);
    if (form == Forms.DW_FORM_ref_sig8) {
      return Optional.of(bySignature(from, value.getAsLong()));
    }
    if (isSupplementary(form)) {
      from.unit.requireSupplementary();
    }
    long position = from.unit.referred(form, value.getAsLong());
    if (position < 0) {
      throw from.unit.bytes.malformed(from.offset, "a reference of DW_FORM 0x%x".formatted(form));
    }
    return position == from.unit.position(value.getAsLong()) && from.unit.holds(value.getAsLong())
        ? Optional.of(new Die(from.unit, value.getAsLong()))
        : find(position);
  }

  private static boolean isSupplementary(int form) {
    return form == Forms.DW_FORM_GNU_ref_alt
        || form == Forms.DW_FORM_ref_sup4
        || form == Forms.DW_FORM_ref_sup8;
  }

  /** Why what an attribute refers to is not there although the attribute is. */
  Optional<String> missing(Die from, int attribute) {
    return isSupplementary(from.form(attribute))
        ? sections.supplementary().flatMap(Supplementary::why)
        : Optional.empty();
  }

  private Die bySignature(Die from, long signature) {
    Optional<Unit> own =
        from.unit.isSplit() ? split.withSignature(from.unit, signature) : Optional.empty();
    Unit unit =
        own.or(() -> Optional.ofNullable(signatures.get(signature)))
            .orElseThrow(
                () ->
                    from.unit.bytes.malformed(
                        from.offset, "no type unit has the signature 0x%x".formatted(signature)));
    return new Die(unit, unit.typeOffset);
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
    AtomicInteger next = new AtomicInteger();
    // A parallel stream over them would give one thread the large ones and the other the small.
    IntStream.range(0, ForkJoinPool.getCommonPoolParallelism() + 1)
        .parallel()
        .forEach(
            thread -> {
              for (int i = next.getAndIncrement(); i < largest.size(); i = next.getAndIncrement()) {
                index(largest.get(i));
              }
            });
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
    int found = low - 1;
    while (found >= 0 && found > low - 9 && !known.get(found).range().contains(pc)) {
      found--;
    }
    if (found < 0 || !known.get(found).range().contains(pc)) {
      return Optional.empty();
    }
    // Of the copies of an inline function the linker keeps the first, and lets all the units that
    // had one claim it.
    AddressRange range = known.get(found).range();
    while (found > 0 && known.get(found - 1).range().equals(range)) {
      found--;
    }
    return Optional.of(known.get(found).unit());
  }

  private List<Span> findSpans() {
    List<Span> found = new ArrayList<>();
    for (Unit unit : info.units()) {
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
    for (Unit unit : info.units()) {
      Die root = unit.root().die();
      if (root.tag() != DW_TAG_partial_unit
          && root.tag() != DW_TAG_type_unit
          && !root.has(DW_AT_ranges)
          && !root.has(DW_AT_high_pc)) {
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
          for (Unit unit : info.units()) {
            Die root = unit.root().die();
            if (root.tag() != DW_TAG_partial_unit && root.tag() != DW_TAG_type_unit) {
              root.constant(DW_AT_stmt_list).ifPresent(table -> byTable.putIfAbsent(table, unit));
            }
          }
          Unit[] found = byTable.values().toArray(Unit[]::new);
          lineUnits = Optional.of(found);
          return found;
        });
  }

  /** Closes the files of split units. */
  @Override
  public void close() {
    split.close();
  }
}
