package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import tracebook.elf.ElfFile;

/** A file with the entries of split units: a .dwo file, or a package of many. */
final class SplitFile {
  private final UnitList info;
  private final UnitList types;
  private final Map<Long, Unit> byId = new LinkedHashMap<>();
  private final Map<Long, Unit> bySignature = new LinkedHashMap<>();

  /**
   * @param space of its .debug_info.dwo; that of .debug_types.dwo is the next
   */
  SplitFile(
      Units owner,
      Sections main,
      ElfFile file,
      int space,
      LongFunction<Contributions> infoParts,
      LongFunction<Contributions> typesParts) {
    Sections sections = new Sections(main.program(), file, Optional.of(main), Optional.empty());
    AbbreviationTables tables = new AbbreviationTables(sections.abbrev());
    this.info = new UnitList(owner, sections, space, sections.info(), tables, infoParts);
    this.types = new UnitList(owner, sections, space + 1, sections.types(), tables, typesParts);
    for (UnitList list : List.of(info, types)) {
      for (Unit unit : list.units()) {
        if (unit.isTypeUnit()) {
          bySignature.putIfAbsent(unit.signature, unit);
        } else {
          id(unit).ifPresent(id -> byId.putIfAbsent(id, unit));
        }
      }
    }
  }

  /** What a skeleton and its unit have in common: in the header, in DWARF 4 an attribute. */
  static OptionalLong id(Unit unit) {
    return unit.version >= 5
        ? OptionalLong.of(unit.splitId)
        // Not the root: what its other attributes count from is not known yet.
        : new Die(unit, unit.first).constant(DW_AT_GNU_dwo_id);
  }

  Optional<Unit> withId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  Iterable<Long> ids() {
    return byId.keySet();
  }

  Optional<Unit> withSignature(long signature) {
    return Optional.ofNullable(bySignature.get(signature));
  }

  Iterable<Unit> typeUnits() {
    return bySignature.values();
  }

  Unit unit(boolean inTypes, long offset) {
    return (inTypes ? types : info).unit(offset);
  }
}
