package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.common;
import static tracebook.dwarf.DwarfWriter.ehFrame;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;
import tracebook.dwarf.Term.Register;

/** Unwind tables that contradict themselves. */
class MalformedFramesTest {
  /** Of an FDE's instructions behind the usual CIE. */
  private static final int INSTRUCTIONS = 0x28;

  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  /** A variable whose location is the frame address, so that it needs the table. */
  private static DwarfWriter with(String section, Part table) {
    Part abbreviations =
        part()
            .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
            .part(abbreviation(2, 0x2e, true, 0x03, 0x08, 0x11, 0x01, 0x12, 0x06))
            .part(abbreviation(3, 0x34, false, 0x03, 0x08, 0x02, 0x18))
            .u8(0);
    Part entries = part().u8(1, 0x1d).u8(2).string("f").u64(TEXT).u32(16);
    return new DwarfWriter()
        .section(".debug_abbrev", abbreviations)
        .unit(entries.u8(3).string("v").u8(2, 0x9c, 0x9f, 0, 0))
        .section(section, table);
  }

  private void refused(Part table, int at, String why) throws Exception {
    refusals.check(
        with(".eh_frame", table), Refusals::location, ".eh_frame at 0x%x: %s".formatted(at, why));
  }

  private void instructions(Part program, int at, String why) throws Exception {
    refused(ehFrame(common(), program), INSTRUCTIONS + at, why);
  }

  @Test
  void theWriterWritesWhatIsRead() throws Exception {
    refusals.answer(
        with(".eh_frame", ehFrame(common(), part().u8(0))),
        Refusals::location,
        new Location.Computed(Terms.plus(new Register(7), 8)));
  }

  @Test
  void anEntryLongerThanItsSection() throws Exception {
    refused(part().u32(0x100).u32(0), 4, "256 bytes are needed, 4 are left");
  }

  @Test
  void anEntryOfTheLength64BitsAllow() throws Exception {
    refused(
        part().u32(0xffff_ffffL).u64(-1), 12, "18446744073709551615 bytes are needed, 0 are left");
  }

  @Test
  void aVersionThatDoesNotExist() throws Exception {
    Part common = part().u32(0).u8(9, 0, 1, 0x78, 16, 0x0c, 7, 8);
    refused(ehFrame(common, part().u8(0)), 0, "unwind table version 9 is not known");
  }

  @Test
  void anAugmentationThatDoesNotExist() throws Exception {
    Part common = part().u32(0).u8(1).string("q").u8(1, 0x78, 16);
    refused(ehFrame(common, part().u8(0)), 0, "augmentation `q` is not known");
  }

  @Test
  void aPointerEncodingThatDoesNotExist() throws Exception {
    Part form = part().u32(0).u8(1).string("zR").u8(1, 0x78, 16, 1, 0x05);
    refused(ehFrame(form, part().u8(0)), 0x19, "pointer encoding 0x5 is not known");
    Part base = part().u32(0).u8(1).string("zR").u8(1, 0x78, 16, 1, 0x60);
    refused(ehFrame(base, part().u8(0)), 0x21, "pointer encoding 0x60 is not known");
  }

  @Test
  void anEntryThatIsItsOwnCie() throws Exception {
    Part entry = part().u32(4).u64(TEXT).u64(16);
    refused(part().sized(entry).u32(0), 0, "an unwind entry refers to this one, which is no CIE");
  }

  @Test
  void aCieBeforeTheSection() throws Exception {
    Part entry = part().u32(0x100).u64(TEXT).u64(16);
    refused(part().sized(entry).u32(0), 4, "its CIE lies outside the section");
  }

  @Test
  void aCieBehindTheSection() throws Exception {
    Part entry = part().u32(0x1234).u64(TEXT).u64(16);
    refusals.check(
        with(".debug_frame", part().sized(entry)),
        Refusals::location,
        ".debug_frame at 0x4: its CIE lies outside the section");
  }

  @Test
  void anAugmentationLongerThanItsEntry() throws Exception {
    Part common = part().u32(0).u8(1).string("zR").u8(1, 0x78, 16, 99, 0);
    refused(ehFrame(common, part().u8(0)), 0x10, "99 bytes are needed, 1 are left");
  }

  @Test
  void anInstructionThatDoesNotExist() throws Exception {
    instructions(part().u8(0x3f), 1, "DW_CFA 0x3f is not known");
  }

  @Test
  void anInstructionThatIsCutOff() throws Exception {
    instructions(part().u8(0x04, 1), 1, "4 bytes are needed, 1 are left");
  }

  @Test
  void anExpressionLongerThanItsEntry() throws Exception {
    instructions(part().u8(0x0f, 9, 0), 2, "9 bytes are needed, 1 are left");
  }

  @Test
  void nothingToRestore() throws Exception {
    instructions(part().u8(0x0b), 1, "DW_CFA_restore_state without a remembered one");
  }

  @Test
  void aRegisterNumberThatIsNone() throws Exception {
    instructions(part().u8(0x0c).uleb(1L << 40), 1, "the number 10000000000 is too large");
  }

  @Test
  void aRuleThatAsksForItself() throws Exception {
    instructions(
        part().u8(0x0f, 1, 0x9c), 3, "the rule for the frame address asks for the frame address");
  }

  /** Its code begins where it ends, or wraps around. */
  @Test
  void anEntryOverAllAddresses() throws Exception {
    Part entry = part().u32(4 + common().size() + 4).u64(TEXT).u64(-1);
    refusals.answer(
        with(".eh_frame", part().sized(common()).sized(entry).u32(0)),
        Refusals::location,
        new Location.Unreadable("no unwind information at this address"));
  }
}
