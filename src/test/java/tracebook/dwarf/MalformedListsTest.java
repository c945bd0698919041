package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.elf.Address;

/** Lists of ranges and of locations that contradict themselves. */
class MalformedListsTest {
  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  /** A function with the range list at 0, and a variable with the location list at 0. */
  private static DwarfWriter with(int version, Part ranges, Part locations) {
    Part abbreviations =
        part()
            .part(abbreviation(1, 0x11, true, 0x13, 0x0b, 0x11, 0x01))
            .part(abbreviation(2, 0x2e, true, 0x03, 0x08, 0x55, 0x17))
            .part(abbreviation(3, 0x34, false, 0x03, 0x08, 0x02, 0x17))
            .u8(0);
    Part entries = part().u8(1, 0x1d).u64(TEXT).u8(2).string("f").u32(0);
    Part unit = DwarfWriter.compileUnit(version, 4, 0, entries.u8(3).string("v").u32(0).u8(0, 0));
    return new DwarfWriter()
        .section(".debug_abbrev", abbreviations)
        .section(".debug_info", unit)
        .section(version == 5 ? ".debug_rnglists" : ".debug_ranges", ranges)
        .section(version == 5 ? ".debug_loclists" : ".debug_loc", locations);
  }

  private static Part wholeText() {
    return part().u8(7).u64(TEXT).uleb(64).u8(0); // DW_RLE_start_length
  }

  private void refusedRanges(int version, Part ranges, String message) throws Exception {
    refusals.check(with(version, ranges, part().u8(0)), info -> info.functions("f"), message);
  }

  private void refusedLocations(Part locations, String message) throws Exception {
    refusals.check(with(5, wholeText(), locations), Refusals::location, message);
  }

  @Test
  void theWriterWritesWhatIsRead() throws Exception {
    Part locations = part().u8(4, 0, 8).block(part().u8(0x50)); // DW_LLE_offset_pair
    locations.u8(5).block(part().u8(0x53)).u8(0); // DW_LLE_default_location
    refusals.answer(
        with(5, wholeText(), locations), Refusals::location, new Location.InRegister(0));
    refusals.answer(
        with(5, wholeText(), locations),
        info ->
            info.scopesAt(new Address(TEXT))
                .get(0)
                .variables()
                .get(0)
                .locationAt(new Address(TEXT + 8)),
        new Location.InRegister(3));
    Part old = part().u64(0).u64(8).u64(-1).u64(TEXT + 32).u64(0).u64(4).u64(0).u64(0);
    refusals.answer(
        with(4, old, part().u64(0).u64(0)),
        info -> info.functions("f").get(0).ranges(),
        List.of(
            new AddressRange(new Address(TEXT), new Address(TEXT + 8)),
            new AddressRange(new Address(TEXT + 32), new Address(TEXT + 36))));
  }

  /** DW_LLE_GNU_view_pair is of the next range, whatever else is between. */
  @Test
  void viewsInFrontOfTheirRange() throws Exception {
    Part locations = part().u8(9, 0, 1, 4, 0, 0).block(part().u8(0x50)); // DW_LLE_offset_pair
    locations.u8(9, 1, 0, 6).u64(TEXT).u8(4, 0, 8).block(part().u8(0x51));
    locations.u8(4, 8, 9).block(part().u8(0x52)).u8(0);
    List<Integer> registers = List.of(0, 1, 1);
    for (int row = 0; row < registers.size(); row++) {
      int number = row;
      refusals.answer(
          with(5, wholeText(), locations),
          info -> Refusals.variable(info).locationAt(new Address(TEXT), number, OtherModules.NONE),
          new Location.InRegister(registers.get(row)));
    }
    refusals.answer(
        with(5, wholeText(), locations), Refusals::location, new Location.InRegister(1));
    refusals.answer(
        with(5, wholeText(), locations),
        info -> Refusals.variable(info).locationAt(new Address(TEXT + 8), 0, OtherModules.NONE),
        new Location.InRegister(2));
  }

  @Test
  void aKindOfRangeThatDoesNotExist() throws Exception {
    refusedRanges(5, part().u8(0x77), ".debug_rnglists at 0x1: DW_RLE 0x77 is not known");
  }

  @Test
  void rangesThatDoNotEnd() throws Exception {
    refusedRanges(5, part().u8(4, 0, 1), ".debug_rnglists at 0x3: 1 bytes are needed, 0 are left");
    refusedRanges(4, part().u64(0).u64(8), ".debug_ranges at 0x10: 8 bytes are needed, 0 are left");
  }

  @Test
  void aRangeThatIsCutOff() throws Exception {
    refusedRanges(5, part().u8(5, 1), ".debug_rnglists at 0x1: 8 bytes are needed, 1 are left");
    refusedRanges(5, part().u8(4, 0x80), ".debug_rnglists at 0x2: 1 bytes are needed, 0 are left");
  }

  @Test
  void anIndexPastTheAddresses() throws Exception {
    refusals.check(
        with(5, part().u8(3, 9, 4, 0), part()).section(".debug_addr", part().u64(0).u64(TEXT)),
        info -> info.functions("f"),
        ".debug_addr at 0x50: the section has only 0x10 bytes");
  }

  /** Ends before it starts, or behind the last address: no code. */
  @Test
  void rangesTheWrongWayRound() throws Exception {
    Part ranges = part().u8(6).u64(TEXT + 8).u64(TEXT); // DW_RLE_start_end
    ranges.u8(7).u64(TEXT).uleb(-1L).u8(7).u64(TEXT).uleb(0).u8(0);
    refusals.answer(with(5, ranges, part().u8(0)), info -> info.functions("f"), List.of());
  }

  /** The base is changed again and again, and nothing is ever said: that is a list as well. */
  @Test
  void manyBases() throws Exception {
    Part storm = part().repeat(20_000, part().u8(5).u64(TEXT)); // DW_RLE_base_address
    refusals.answer(
        with(5, storm.part(wholeText()), part().u8(0)),
        info -> info.functions("f").get(0).entry(),
        new Address(TEXT));
  }

  @Test
  void aKindOfLocationThatDoesNotExist() throws Exception {
    refusedLocations(part().u8(0x77), ".debug_loclists at 0x1: DW_LLE 0x77 is not known");
  }

  @Test
  void locationsThatDoNotEnd() throws Exception {
    refusedLocations(
        part().u8(4, 0, 1, 0), ".debug_loclists at 0x4: 1 bytes are needed, 0 are left");
  }

  @Test
  void anExpressionLongerThanTheList() throws Exception {
    refusedLocations(
        part().u8(4, 0, 1, 99, 0), ".debug_loclists at 0x4: 99 bytes are needed, 1 are left");
    refusedLocations(
        part().u8(5).uleb(-1L),
        ".debug_loclists at 0xb: 18446744073709551615 bytes are needed, 0 are left");
  }

  @Test
  void aListOutsideTheSection() throws Exception {
    Part abbreviations = part().part(abbreviation(1, 0x11, false, 0x13, 0x0b, 0x55, 0x17)).u8(0);
    refusals.check(
        new DwarfWriter()
            .section(".debug_abbrev", abbreviations)
            .unit(part().u8(1, 0x1d).u32(0x500)),
        info -> info.functionAt(new Address(TEXT)),
        ".debug_rnglists at 0x500: the section has only 0x0 bytes");
  }

  @Test
  void anIndexPastTheOffsets() throws Exception {
    Part abbreviations = part().part(abbreviation(1, 0x11, false, 0x13, 0x0b, 0x55, 0x23)).u8(0);
    refusals.check(
        new DwarfWriter()
            .section(".debug_abbrev", abbreviations)
            .unit(part().u8(1, 0x1d).uleb(5))
            .section(".debug_rnglists", part().u32(9).u16(5).u8(8, 0).u32(0).u8(0)),
        info -> info.functionAt(new Address(TEXT)),
        ".debug_rnglists at 0x20: the section has only 0xd bytes");
  }
}
