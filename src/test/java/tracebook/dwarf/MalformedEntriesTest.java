package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.compileUnit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.elf.Address;
import tracebook.types.StructType;

/** Units, abbreviations, attributes and the tree of entries that contradict themselves. */
class MalformedEntriesTest {
  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  /** A unit whose only entry has one attribute. */
  private static DwarfWriter attribute(int name, int form, Part value) {
    return new DwarfWriter()
        .section(".debug_abbrev", abbreviation(1, 0x11, false, name, form).u8(0))
        .unit(part().u8(1).part(value));
  }

  private void producer(int form, Part value, String message) throws Exception {
    refusals.check(attribute(0x25, form, value), DebugInfo::producers, message);
  }

  @Test
  void aUnitThatEndsInItsHeader() throws Exception {
    refusals.check(
        new DwarfWriter().section(".debug_info", part().u32(3).u16(5).u8(1)),
        DebugInfo::producers,
        ".debug_info at 0x7: 1 bytes are needed, 0 are left");
  }

  @Test
  void aUnitOfTheLength64BitsAllow() throws Exception {
    refusals.check(
        new DwarfWriter().section(".debug_info", part().u32(0xffff_ffffL).u64(-1)),
        DebugInfo::producers,
        ".debug_info at 0xc: 18446744073709551615 bytes are needed, 0 are left");
  }

  @Test
  void abbreviationsOutsideTheirSection() throws Exception {
    refusals.check(
        new DwarfWriter().section(".debug_info", compileUnit(5, 4, 0x999, part().u8(1))),
        DebugInfo::producers,
        ".debug_abbrev at 0x999: the section has only 0x0 bytes");
  }

  @Test
  void abbreviationsThatDoNotEnd() throws Exception {
    refusals.check(
        new DwarfWriter().section(".debug_abbrev", abbreviation(1, 0x11, false)).unit(part().u8(2)),
        DebugInfo::producers,
        ".debug_abbrev at 0x5: 1 bytes are needed, 0 are left");
  }

  @Test
  void aTagThatIsTooLarge() throws Exception {
    refusals.check(
        new DwarfWriter()
            .section(".debug_abbrev", part().u8(1).uleb(1L << 40).u8(0, 0, 0, 0))
            .unit(part().u8(1)),
        DebugInfo::producers,
        ".debug_abbrev at 0x1: the number 10000000000 is too large");
  }

  /** Each unit with a table of its own that begins in another's. */
  @Test
  void abbreviationTablesInEachOther() throws Exception {
    Part table =
        part().repeat(40, abbreviation(1, 0x11, false)).part(abbreviation(2, 0x11, false)).u8(0);
    Part units = part();
    for (int i = 0; i < 40; i++) {
      units.part(compileUnit(5, 4, 5L * i, part().u8(2)));
    }
    refusals.check(
        new DwarfWriter().section(".debug_abbrev", table).section(".debug_info", units),
        DebugInfo::producers,
        ".debug_abbrev at 0x0: its tables overlap");
  }

  /** A code is a name, not a count: nothing is allocated for those that are not there. */
  @Test
  void abbreviationsWithLargeCodes() throws Exception {
    Part tables = part();
    Part units = part();
    for (int i = 0; i < 2000; i++) {
      units.part(compileUnit(5, 4, tables.size(), part().uleb((1 << 20) - 1).string("p")));
      tables.part(abbreviation((1 << 20) - 1, 0x11, false, 0x25, 0x08)).u8(0);
    }
    refusals.answer(
        new DwarfWriter().section(".debug_abbrev", tables).section(".debug_info", units),
        DebugInfo::producers,
        List.of("p"));
  }

  @Test
  void anIndirectFormThatDoesNotExist() throws Exception {
    producer(0x16, part().u8(0x7e), ".debug_info at 0xe: DW_FORM 0x7e is not known");
  }

  @Test
  void anIndirectFormThatIsIndirect() throws Exception {
    producer(0x16, part().u8(0x16, 0x16, 8), ".debug_info at 0xe: DW_FORM 0x16 is not known");
  }

  /** The value of DW_FORM_implicit_const is in the abbreviation, and here there is none. */
  @Test
  void anIndirectFormWithoutItsValue() throws Exception {
    producer(0x16, part().u8(0x21), ".debug_info at 0xe: DW_FORM 0x21 is not known");
  }

  @Test
  void aStringOutsideItsSection() throws Exception {
    producer(0x0e, part().u32(0x999), ".debug_str at 0x999: the section has only 0x0 bytes");
    producer(0x1f, part().u32(0x999), ".debug_line_str at 0x999: the section has only 0x0 bytes");
  }

  @Test
  void aStringThatDoesNotEnd() throws Exception {
    producer(0x08, part().u8('a', 'b'), ".debug_info at 0xd: a string without an end");
    refusals.check(
        attribute(0x25, 0x0e, part().u32(1)).section(".debug_str", part().u8('a', 'b')),
        DebugInfo::producers,
        ".debug_str at 0x1: a string without an end");
  }

  @Test
  void aStringIndexPastTheOffsets() throws Exception {
    producer(0x25, part().u8(3), ".debug_str_offsets at 0x14: the section has only 0x0 bytes");
    producer(0x1a, part().uleb(-1L), ".debug_str_offsets at 0x4: the section has only 0x0 bytes");
  }

  @Test
  void aStringInAFormThatIsNone() throws Exception {
    producer(0x0b, part().u8(3), ".debug_info at 0x0: a string of DW_FORM 0xb");
  }

  @Test
  void aBlockLongerThanItsUnit() throws Exception {
    String message = ".debug_info at 0x%x: 200 bytes are needed, 1 are left";
    producer(0x0a, part().u8(200, 1), message.formatted(0xe));
    producer(0x03, part().u16(200).u8(1), message.formatted(0xf));
    producer(0x04, part().u32(200).u8(1), message.formatted(0x11));
    producer(0x09, part().uleb(200).u8(1), message.formatted(0xf));
    producer(0x18, part().uleb(200).u8(1), message.formatted(0xf));
  }

  @Test
  void anEntryLongerThanItsUnit() throws Exception {
    producer(0x07, part().u32(1), ".debug_info at 0xd: 8 bytes are needed, 4 are left");
    refusals.check(
        tree(part().u8(5).string("f").u32(1)),
        DebugInfo::functionNames,
        ".debug_info at 0xf: an entry reaches past the end of the unit");
  }

  @Test
  void anAddressIndexPastTheAddresses() throws Exception {
    refusals.check(
        attribute(0x11, 0x1b, part().uleb(5)),
        DebugInfo::producers,
        ".debug_addr at 0x30: the section has only 0x0 bytes");
  }

  /**
   * Root 1, struct 2 with a sibling, member 3 with children, block 4, function 5, opaque 6; routine
   * 8, pointer 9.
   */
  private static DwarfWriter tree(Part entries) {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                .part(abbreviation(2, 0x13, true, 0x03, 0x08, 0x01, 0x13))
                .part(abbreviation(3, 0x0d, true))
                .part(abbreviation(4, 0x0b, true))
                .part(abbreviation(5, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06))
                .part(abbreviation(6, 0x34, false, 0x1c, 0x09))
                .part(abbreviation(7, 0x0b, true, 0x01, 0x13))
                .part(abbreviation(8, 0x15, true, 0x01, 0x13))
                .part(abbreviation(9, 0x0f, false, 0x0b, 0x06))
                .u8(0))
        .unit(part().u8(1, 0x1d).part(entries));
  }

  /** How far it is behind the first entry of a shape serves the second one too. */
  @Test
  void theSecondEntryOfAShape() throws Exception {
    refusals.check(
        tree(part().u8(8).u32(20).u8(0).u8(8).u32(14).u8(0).u8(0)),
        DebugInfo::functionNames,
        ".debug_info at 0x14: DW_AT_sibling points backwards or out of its unit");
    refusals.check(
        tree(part().u8(8).u32(20).u8(0).u8(8).u32(99).u8(0).u8(0)),
        DebugInfo::functionNames,
        ".debug_info at 0x14: DW_AT_sibling points backwards or out of its unit");
    refusals.check(
        tree(part().u8(8).u32(20).u8(0).u8(8).u8(0)),
        DebugInfo::functionNames,
        ".debug_info at 0x15: an entry reaches past the end of the unit");
    refusals.check(
        tree(part().u8(9).u32(8).u8(9).u8(1)),
        DebugInfo::functionNames,
        ".debug_info at 0x14: an entry reaches past the end of the unit");
  }

  /** Behind its sibling all is well; its own children reach past the unit. */
  @Test
  void childrenThatDoNotEnd() throws Exception {
    int sibling = 14 + 7 + 1;
    refusals.check(
        tree(part().u8(2).string("s").u32(sibling).u8(3).u8(0)),
        info -> ((StructType) info.types("struct s", Optional.empty()).get(0)).members(),
        ".debug_info at 0xe: the entry's children do not end");
  }

  @Test
  void entriesThatAreNestedTooDeep() throws Exception {
    Part blocks = part().repeat(600, part().u8(4)).repeat(600, part().u8(0));
    refusals.check(
        tree(part().u8(5).string("f").u64(TEXT).u32(16).part(blocks).u8(0, 0)),
        info -> info.functions("f"),
        ".debug_info at 0x20f: entries are nested more than 500 deep");
  }

  @Test
  void membersThatAreNestedTooDeep() throws Exception {
    Part members = part().repeat(600, part().u8(3)).repeat(600, part().u8(0));
    int sibling = 14 + 7 + members.size() + 1;
    refusals.check(
        tree(part().u8(2).string("s").u32(sibling).part(members).u8(0).u8(0)),
        info -> ((StructType) info.types("struct s", Optional.empty()).get(0)).members(),
        ".debug_info at 0x15: entries are nested more than 500 deep");
  }

  /** Where the sibling points to is the value of an attribute for who does not follow it. */
  @Test
  void scopesThatAreNestedTooDeep() throws Exception {
    Part blocks = part().repeat(600, part().u8(4)).repeat(600, part().u8(0));
    refusals.check(
        tree(hidden(blocks)),
        info -> info.scopesAt(new Address(TEXT)),
        ".debug_info at 0x26: entries are nested more than 500 deep");
    // The same, and each block says where the next one of its parent is.
    int end = HIDDEN + 600 * 5;
    refusals.check(
        tree(hidden(part().repeat(600, part().u8(7).u32(end)))),
        info -> info.scopesAt(new Address(TEXT)),
        ".debug_info at 0x9ea: scopes are nested more than 500 deep");
  }

  private static final int HIDDEN = 0x26;

  private static Part hidden(Part entries) {
    Part function = part().u8(5).string("f").u64(TEXT).u32(16);
    return function.u8(7).u32(HIDDEN).u8(0).u8(6).block(entries).u8(0, 0);
  }
}
