package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.compileUnit;
import static tracebook.dwarf.DwarfWriter.part;
import static tracebook.dwarf.DwarfWriter.typeUnit;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.elf.ElfFile;

/**
 * Tables of names that contradict themselves or the file: each case the smallest, with its note.
 * What they list is found all the same.
 */
class MalformedAcceleratorsTest {
  private static final int UNIT = 26;

  @TempDir Path directory;

  /** A unit of C++ of 26 bytes with the struct {@code w}, and a type unit of 31 behind it. */
  private static DwarfWriter file() {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                .part(abbreviation(2, 0x13, false, 0x03, 0x0e, 0x0b, 0x0b))
                .part(abbreviation(3, 0x41, true))
                .u8(0))
        .section(
            ".debug_info",
            part()
                .part(compileUnit(5, 4, 0, part().u8(1, 4).part(struct()).u8(0).u8(0, 0, 0, 0, 0)))
                .part(typeUnit(9, 25, part().u8(3).part(struct()).u8(0))));
  }

  private static Part struct() {
    return part().u8(2).u32(0).u8(4);
  }

  private void ignored(String section, Part contents, String... why) throws Exception {
    Path program =
        file()
            .section(".debug_str", part().string("w"))
            .section(section, contents)
            .write(directory.resolve("x"));
    try (ElfFile elf = ElfFile.open(program);
        DwarfFile info = (DwarfFile) DebugInfo.open(elf, elf)) {
      assertThat(info.module().names.definition("w")).isPresent();
      assertThat(info.ignoredIndexes())
          .isEqualTo(
              List.of(why).stream()
                  .map(
                      what ->
                          "`%1$s` is ignored: `%2$s` is malformed: %1$s at %3$s"
                              .formatted(section, program, what))
                  .toList());
    }
  }

  // ---- .gdb_index

  private static Part units() {
    return part().u64(0).u64(UNIT);
  }

  private static Part typeUnits() {
    return part().u64(UNIT).u64(25).u64(9);
  }

  private static Part address(int unit) {
    return part().u64(0x1000).u64(0x1010).u32(unit);
  }

  private static Part slot(int name, int list) {
    return part().u32(name).u32(list);
  }

  /** A list of one unit at 0, the name {@code w} at 8. */
  private static Part pool(int unit) {
    return part().u32(1).u32(unit).string("w");
  }

  private static Part gdbIndex(
      int version, Part units, Part typeUnits, Part addresses, Part slots, Part pool) {
    int header = version < 9 ? 24 : 28;
    int at = header;
    Part made = part().u32(version).u32(at);
    for (Part each : List.of(units, typeUnits, addresses, slots)) {
      at += each.size();
      made.u32(at);
    }
    if (version >= 9) {
      made.u32(at);
    }
    return made.part(units).part(typeUnits).part(addresses).part(slots).part(pool);
  }

  private void gdbIndex(
      Part units, Part typeUnits, Part addresses, Part slots, Part pool, String... why)
      throws Exception {
    ignored(".gdb_index", gdbIndex(8, units, typeUnits, addresses, slots, pool), why);
  }

  @Test
  void soundIndexOfEveryVersion() throws Exception {
    for (int version = 7; version <= 9; version++) {
      ignored(
          ".gdb_index", gdbIndex(version, units(), typeUnits(), address(0), slot(8, 0), pool(1)));
    }
  }

  @Test
  void anUnknownVersion() throws Exception {
    ignored(
        ".gdb_index",
        gdbIndex(6, units(), part(), part(), slot(8, 0), pool(0)),
        "0x0: version 6 is not known, 7 to 9 are");
  }

  @Test
  void tablesOutOfOrder() throws Exception {
    ignored(
        ".gdb_index",
        part().u32(8).u32(24).u32(24).u32(23).u32(24).u32(24),
        "0xc: a table at 0x17, out of order");
  }

  @Test
  void tablesBehindTheEnd() throws Exception {
    ignored(
        ".gdb_index",
        part().u32(8).u32(24).u32(24).u32(24).u32(24).u32(25),
        "0x14: a table at 0x19, out of order");
  }

  @Test
  void aUnitThatIsNotThere() throws Exception {
    gdbIndex(
        part().u64(0).u64(UNIT + 1),
        part(),
        part(),
        slot(8, 0),
        pool(0),
        "0x18: it lists a unit of 0x1b bytes at 0x0 of .debug_info, where none is");
  }

  @Test
  void aUnitThatIsNotListed() throws Exception {
    gdbIndex(
        part(),
        part(),
        part(),
        part(),
        part(),
        "0x18: it does not list the unit at 0x0 of .debug_info");
  }

  @Test
  void aTypeUnitThatIsNotThere() throws Exception {
    gdbIndex(
        units(),
        part().u64(UNIT).u64(25).u64(10),
        part(),
        slot(8, 0),
        pool(0),
        "0x28: it lists a type unit of signature 0xa at 0x1a, where none is");
  }

  @Test
  void listsThatDoNotEndWithAnElement() throws Exception {
    gdbIndex(
        part().part(units()).u8(0),
        part(),
        part(),
        slot(8, 0),
        pool(0),
        "0x18: its list of units has 17 bytes, no multiple of 16");
    gdbIndex(
        units(),
        part().u8(0),
        part(),
        slot(8, 0),
        pool(0),
        "0x28: its list of type units has 1 bytes, no multiple of 24");
    gdbIndex(
        units(),
        part(),
        part().u8(0),
        slot(8, 0),
        pool(0),
        "0x28: its table of addresses has 1 bytes, no multiple of 20");
    gdbIndex(
        units(),
        part(),
        part(),
        part().u8(0),
        pool(0),
        "0x28: its hash table has 1 bytes, no multiple of 8");
  }

  @Test
  void slotsThatAreNoPowerOfTwo() throws Exception {
    gdbIndex(
        units(),
        part(),
        part(),
        part().repeat(3, slot(0, 0)),
        pool(0),
        "0x28: its hash table has 3 slots, no power of 2");
  }

  @Test
  void anAddressInNoUnit() throws Exception {
    gdbIndex(
        units(), part(), address(1), slot(8, 0), pool(0), "0x28: an address is in unit 1 of 1");
  }

  @Test
  void aNameInNoUnit() throws Exception {
    gdbIndex(units(), part(), part(), slot(8, 0), pool(1), "0x34: a name is in unit 1 of 1");
  }

  @Test
  void aNameBehindTheEnd() throws Exception {
    gdbIndex(
        units(), part(), part(), slot(11, 0), pool(0), "0x3b: the section has only 0x3a bytes");
  }

  @Test
  void aNameThatItsHashDoesNotLeadTo() throws Exception {
    gdbIndex(
        units(),
        part(),
        part(),
        part().part(slot(0, 0)).part(slot(8, 0)),
        pool(0),
        "0x30: the hash of its name does not lead to this slot");
  }

  @Test
  void namesThatOverlap() throws Exception {
    // Each name is the end of the one before.
    int slots = 256;
    int length = 20_000;
    Part table = part();
    for (int i = 0; i < slots; i++) {
      table.part(slot(8 + i, 0));
    }
    Part pool = part().u32(1).u32(0).string("a".repeat(length));
    gdbIndex(units(), part(), part(), table, pool, "0x0: its parts overlap");
  }

  // ---- .debug_names

  private static final int HASH = 5381 * 33 + 'w';

  private static Part names(
      int version, Part units, Part typeUnits, Part hashes, Part abbreviations, Part entries) {
    return part()
        .sized(
            part()
                .u16(version)
                .u16(0)
                .u32(units.size() / 4)
                .u32(typeUnits.size() / 4)
                .u32(0)
                .u32(1)
                .u32(1)
                .u32(abbreviations.size())
                .u32(4)
                .u8('T', 'E', 'S', 'T')
                .part(units)
                .part(typeUnits)
                .part(hashes)
                .u32(0)
                .u32(0)
                .part(abbreviations)
                .part(entries));
  }

  private static Part hashes() {
    return part().u32(1).u32(HASH);
  }

  /** DW_IDX_compile_unit and DW_IDX_die_offset; DW_IDX_type_unit and DW_IDX_die_offset. */
  private static Part shapes() {
    return part()
        .part(part().u8(1, 0x13, 1, 0x0b, 3, 0x13, 0, 0))
        .part(part().u8(2, 0x13, 2, 0x0b, 3, 0x13, 0, 0))
        .u8(0);
  }

  private static Part entry(int shape, int unit, int offset) {
    return part().u8(shape, unit).u32(offset).u8(0);
  }

  private void names(Part units, Part typeUnits, Part hashes, Part entries, String... why)
      throws Exception {
    ignored(".debug_names", names(5, units, typeUnits, hashes, shapes(), entries), why);
  }

  @Test
  void soundNames() throws Exception {
    names(part().u32(0), part().u32(UNIT), hashes(), entry(1, 0, 14));
    names(part().u32(0), part().u32(UNIT), hashes(), entry(2, 0, 25));
  }

  @Test
  void anUnknownVersionOfNames() throws Exception {
    ignored(
        ".debug_names",
        names(6, part().u32(0), part(), hashes(), shapes(), entry(1, 0, 14)),
        "0x0: version 6 is not known, 5 is");
  }

  @Test
  void namesOfAUnitThatIsNotThere() throws Exception {
    names(
        part().u32(4),
        part(),
        hashes(),
        entry(1, 0, 14),
        "0x28: it lists a unit at 0x4 of .debug_info, where none is");
    names(
        part().u32(0),
        part().u32(0),
        hashes(),
        entry(1, 0, 14),
        "0x2c: it lists a type unit at 0x0 of .debug_info, where none is");
  }

  @Test
  void aBucketWithoutItsName() throws Exception {
    names(
        part().u32(0),
        part(),
        part().u32(2).u32(HASH),
        entry(1, 0, 14),
        "0x2c: a bucket begins with name 2 of 1");
  }

  @Test
  void aHashOfAnotherName() throws Exception {
    names(
        part().u32(0),
        part(),
        part().u32(1).u32(HASH + 1),
        entry(1, 0, 14),
        "0x30: this hash does not lead to its name");
  }

  @Test
  void aNameInNoBucket() throws Exception {
    names(
        part().u32(0),
        part(),
        part().u32(0).u32(HASH),
        entry(1, 0, 14),
        "0x30: this hash does not lead to its name");
  }

  @Test
  void anEntryWithoutItsAbbreviation() throws Exception {
    names(part().u32(0), part(), hashes(), entry(3, 0, 14), "0x4d: abbreviation 3 does not exist");
  }

  @Test
  void anEntryInNoUnit() throws Exception {
    names(part().u32(0), part(), hashes(), entry(1, 1, 14), "0x4d: a name is in unit 1 of 1");
  }

  @Test
  void anEntryBehindItsUnit() throws Exception {
    names(
        part().u32(0),
        part(),
        hashes(),
        entry(1, 0, UNIT),
        "0x4d: a name is at 0x1a of its unit, behind its end");
  }

  @Test
  void entriesBehindTheEnd() throws Exception {
    names(part().u32(0), part(), hashes(), part(), "0x38: its entries are at 0x0 of 0x0 bytes");
  }

  @Test
  void namesOfOneLongString() throws Exception {
    int names = 100;
    String name = "a".repeat(20_000);
    int hash = 5381;
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 33 + 'a';
    }
    Part sized =
        part()
            .u16(5)
            .u16(0)
            .u32(1)
            .u32(0)
            .u32(0)
            .u32(1)
            .u32(names)
            .u32(shapes().size())
            .u32(0)
            .u32(0)
            .u32(1)
            .repeat(names, part().u32(hash))
            .repeat(names, part().u32(2))
            .repeat(names, part().u32(0))
            .part(shapes())
            .part(entry(1, 0, 14));
    Path program =
        file()
            .section(".debug_str", part().string("w").string(name))
            .section(".debug_names", part().sized(sized))
            .write(directory.resolve("x"));
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      assertThat(info.ignoredIndexes())
          .containsExactly(
              "`.debug_names` is ignored: `%s` is malformed: .debug_names at 0x0: its parts overlap"
                  .formatted(program));
    }
  }

  @Test
  void anAbbreviationThatIsThereTwice() throws Exception {
    ignored(
        ".debug_names",
        names(
            5,
            part().u32(0),
            part(),
            hashes(),
            part().u8(1, 0x13, 0, 0, 1, 0x13, 0, 0, 0),
            entry(1, 0, 14)),
        "0x41: abbreviation 1 is there twice");
  }

  @Test
  void anAttributeOfAStrangeForm() throws Exception {
    ignored(
        ".debug_names",
        names(
            5,
            part().u32(0),
            part(),
            hashes(),
            part().u8(1, 0x13, 3, 0x08, 0, 0, 0),
            entry(1, 0, 14)),
        "0x44: DW_FORM 0x8 in an entry of a name");
  }
}
