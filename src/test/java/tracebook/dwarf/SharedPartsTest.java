package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.compileUnit;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.elf.Address;

/** Small files of which many parts refer to one: what they cost is bounded by their size. */
@Timeout(300)
class SharedPartsTest {
  private static final Address PC = new Address(TEXT);

  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  /** A function with blocks, each with the range list at an offset of DWARF 4. */
  private static DwarfWriter blocks(int count, int step, int ranges) {
    Part entries = part().u8(1, 0x1d).u64(0).u8(2).string("f").u64(TEXT).u64(TEXT + 64);
    for (int i = 0; i < count; i++) {
      entries.u8(3).u32((long) step * i);
    }
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b, 0x11, 0x01))
                .part(abbreviation(2, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x01))
                .part(abbreviation(3, 0x0b, false, 0x55, 0x17))
                .u8(0))
        .section(".debug_info", compileUnit(4, 4, 0, entries.u8(0, 0)))
        .section(
            ".debug_ranges", part().repeat(ranges, part().u64(TEXT).u64(TEXT + 1)).u64(0).u64(0));
  }

  @Test
  void oneListOfRangesOfManyBlocks() throws Exception {
    refusals.answer(blocks(5000, 0, 5000), info -> info.scopesAt(PC).size(), 2);
  }

  @Test
  void listsOfRangesThatBeginInEachOther() throws Exception {
    refusals.check(
        blocks(3000, 16, 3000),
        info -> info.scopesAt(PC),
        ".debug_ranges at 0x820: its lists overlap");
  }

  private static DwarfWriter location(Part list) {
    Part entries = part().u8(1, 0x1d).u64(TEXT).u8(2).string("f").u64(TEXT).u64(TEXT + 64);
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b, 0x11, 0x01))
                .part(abbreviation(2, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x01))
                .part(abbreviation(3, 0x34, false, 0x03, 0x08, 0x02, 0x17))
                .u8(0))
        .unit(entries.u8(3).string("v").u32(0).u8(0, 0))
        .section(".debug_loclists", list);
  }

  @Test
  void everyElementOfALongListIsAskedFor() throws Exception {
    int count = 60_000;
    Part list = part();
    for (int i = 0; i < count; i++) {
      list.u8(4).uleb(i).uleb(i + 1).block(part().u8(0x50)); // DW_LLE_offset_pair
    }
    refusals.answer(
        location(list.u8(0)), info -> Refusals.variable(info).readableAt().size(), count);
  }

  /** The first that holds is meant, whatever the order of the others. */
  @Test
  void elementsThatOverlap() throws Exception {
    Part list = part().u8(4, 8, 16).block(part().u8(0x51)).u8(4, 0, 32).block(part().u8(0x50));
    refusals.answer(
        location(part().part(list).u8(0)),
        info -> Refusals.variable(info).locationAt(new Address(TEXT + 8)),
        new Location.InRegister(1));
    refusals.answer(
        location(part().part(list).u8(0)), Refusals::location, new Location.InRegister(0));
    refusals.check(
        location(part().repeat(2500, list).u8(0)),
        Refusals::location,
        ".debug_loclists at 0x4: a list of 5000 locations that overlap");
  }

  @Test
  void namesThatAreTheEndsOfOne() throws Exception {
    int count = 5000;
    Part entries = part().u8(1, 0x1d);
    for (int i = 0; i < count; i++) {
      entries.u8(2).u32(i).u8(4, 5);
    }
    DwarfWriter file =
        new DwarfWriter()
            .section(
                ".debug_abbrev",
                part()
                    .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                    .part(abbreviation(2, 0x24, false, 0x03, 0x0e, 0x0b, 0x0b, 0x3e, 0x0b))
                    .u8(0))
            .unit(entries.u8(0))
            .section(".debug_str", part().string("a".repeat(20_000)));
    refusals.check(
        file,
        DebugInfo::typeNames,
        ".debug_info at 0x0: its names would have more than 3521024 characters");
  }

  @Test
  void aQualifiedNameWithoutEnd() throws Exception {
    Part entries = part().u8(1, 4);
    for (int i = 0; i < 4; i++) {
      entries.u8(2).u32(0);
    }
    refusals.check(
        new DwarfWriter()
            .section(
                ".debug_abbrev",
                part()
                    .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                    .part(abbreviation(2, 0x39, true, 0x03, 0x0e))
                    .part(abbreviation(3, 0x24, false, 0x03, 0x08, 0x0b, 0x0b, 0x3e, 0x0b))
                    .u8(0))
            .unit(entries.u8(3).string("t").u8(4, 5).u8(0, 0, 0, 0, 0))
            .section(".debug_str", part().string("n".repeat(20_000))),
        DebugInfo::typeNames,
        ".debug_info at 0x1d: its qualified name has more than 65536 characters");
  }

  /** A function without code, with variables, and copies of it in another that say nothing. */
  private static DwarfWriter copies(int variables, int copies) {
    int abstractAt = 11 + 2;
    Part entries = part().u8(1, 0x1d).u8(2).string("a").u8(1);
    for (int i = 0; i < variables; i++) {
      entries.u8(3).string("v" + i);
    }
    entries.u8(0).u8(4).string("f").u64(TEXT).u64(TEXT + 64);
    for (int i = 0; i < copies; i++) {
      entries.u8(5).u32(abstractAt).u64(TEXT).u64(TEXT + 64);
    }
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                .part(abbreviation(2, 0x2e, true, 0x03, 0x08, 0x20, 0x0b))
                .part(abbreviation(3, 0x34, false, 0x03, 0x08))
                .part(abbreviation(4, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x01))
                .part(abbreviation(5, 0x1d, false, 0x31, 0x13, 0x11, 0x01, 0x12, 0x01))
                .u8(0))
        .section(".debug_info", compileUnit(4, 4, 0, entries.u8(0, 0)));
  }

  @Test
  void copiesOfAFunctionWithVariables() throws Exception {
    refusals.answer(
        copies(3, 2),
        info ->
            info.scopesAt(PC).stream().map(scope -> scope.variables().size()).toList().toString(),
        "[3, 0]");
    refusals.check(
        copies(1000, 300),
        info -> info.scopesAt(PC),
        ".debug_info at 0x2ca5: its function and the copies in it have more than 262144 variables");
  }
}
