package tracebook.dwarf;

import static tracebook.bytes.Part.part;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.lineTable;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Part;

/** Line tables that contradict themselves. */
class MalformedLinesTest {
  /** A sequence of one row, line 5, over 16 bytes of code. */
  private static final Part SEQUENCE = part().u8(0, 9, 2).u64(TEXT).u8(3, 4, 1, 2, 16, 0, 1, 1);

  @TempDir Path directory;
  private Refusals refusals;

  @BeforeEach
  void open() {
    refusals = new Refusals(directory);
  }

  private static DwarfWriter with(Part table) {
    Part abbreviations =
        abbreviation(1, 0x11, false, 0x13, 0x0b, 0x10, 0x17, 0x11, 0x01, 0x12, 0x06).u8(0);
    return new DwarfWriter()
        .section(".debug_abbrev", abbreviations)
        .unit(part().u8(1, 0x1d).u32(0).u64(TEXT).u32(64))
        .section(".debug_line", table);
  }

  private void refused(Part table, int at, String why) throws Exception {
    refusals.check(
        with(table),
        info -> info.linesWithCode("a.c"),
        ".debug_line at 0x%x: %s".formatted(at, why));
  }

  /** The head of a version 4 table from the minimum length on. */
  private static Part head(int lineRange, int opcodeBase) {
    Part head = part().u8(1, 1, 1).u8(0xfb, lineRange, opcodeBase);
    head.repeat(Math.max(opcodeBase - 1, 0), part().u8(0));
    return head.u8(0).string("a.c").u8(0, 0, 0).u8(0);
  }

  private static Part table(int version, long headerLength, Part head, Part program) {
    return part().sized(part().u16(version).u32(headerLength).part(head).part(program));
  }

  /** A DWARF 5 table with these formats and files. */
  private static Part table5(Part files) {
    Part head = part().u8(1, 1, 1).u8(0xfb, 14, 1).part(files);
    return part().sized(part().u16(5).u8(8, 0).sized(head).part(SEQUENCE));
  }

  @Test
  void theWriterWritesWhatIsRead() throws Exception {
    refusals.answer(with(lineTable(SEQUENCE)), info -> info.linesWithCode("a.c"), List.of(5));
    Part files = part().u8(1, 1, 8, 1).string("/d").u8(2, 1, 8, 2, 0x0b, 1).string("a.c").u8(0);
    refusals.answer(with(table5(files)), info -> info.linesWithCode("/d/a.c"), List.of());
  }

  @Test
  void aVersionThatDoesNotExist() throws Exception {
    Part head = head(14, 1);
    refused(table(6, head.size(), head, SEQUENCE), 0, "line table version 6 is not known");
    refused(table(1, head.size(), head, SEQUENCE), 0, "line table version 1 is not known");
  }

  @Test
  void aTableLongerThanItsSection() throws Exception {
    refused(part().u32(99).u16(4), 4, "99 bytes are needed, 2 are left");
  }

  @Test
  void aTableOutsideTheSection() throws Exception {
    Part abbreviations = abbreviation(1, 0x11, false, 0x13, 0x0b, 0x10, 0x17).u8(0);
    refusals.check(
        new DwarfWriter()
            .section(".debug_abbrev", abbreviations)
            .unit(part().u8(1, 0x1d).u32(0x999))
            .section(".debug_line", lineTable(SEQUENCE)),
        DebugInfo::sourceFiles,
        ".debug_line at 0x999: the section has only 0x38 bytes");
  }

  @Test
  void aHeaderLongerThanItsTable() throws Exception {
    Part head = head(14, 1);
    refused(table(4, 0x7fff_ffff, head, SEQUENCE), 0, "the header is longer than its table");
    Part table = part().u16(4).u64(-8).part(head).part(SEQUENCE);
    refused(part().sized64(table), 0, "the header is longer than its table");
  }

  @Test
  void aHeaderShorterThanItsFiles() throws Exception {
    refused(table(4, 8, head(14, 1), SEQUENCE), 0, "its files reach into its program");
  }

  @Test
  void aLineRangeOfZero() throws Exception {
    Part head = head(0, 13);
    refused(table(4, head.size(), head, SEQUENCE), 0, "the line range is 0");
  }

  @Test
  void anOpcodeBaseOfZero() throws Exception {
    Part head = head(14, 0);
    refused(table(4, head.size(), head, SEQUENCE), 0, "the first special opcode is 0");
  }

  @Test
  void filesThatDoNotEnd() throws Exception {
    Part head = part().u8(1, 1, 1).u8(0xfb, 14, 1).u8(0).string("a.c").u8(0, 0, 0);
    refused(table(4, head.size(), head, part()), 0x18, "a string without an end");
  }

  @Test
  void moreFilesThanBytes() throws Exception {
    refused(
        table5(part().u8(1, 1, 8).uleb(1 << 30)),
        0x1a,
        "1073741824 files cannot fit into the header");
    refused(table5(part().u8(0, 9)), 0x14, "9 files cannot fit into the header");
  }

  @Test
  void aPathInAFormThatIsNone() throws Exception {
    refused(table5(part().u8(1, 1, 0x0b, 1, 0)), 0x16, "a path of DW_FORM 0xb");
  }

  @Test
  void aNumberInAFormThatIsNone() throws Exception {
    refused(table5(part().u8(1, 2, 0x01, 1, 0)), 0x16, "a number of DW_FORM 0x1");
  }

  @Test
  void anOperandThatIsCutOff() throws Exception {
    refused(lineTable(part().u8(9, 1)), 0x26, "2 bytes are needed, 1 are left");
  }

  @Test
  void anExtendedOpcodeLongerThanTheProgram() throws Exception {
    refused(lineTable(part().u8(0, 99, 2)), 0x27, "99 bytes are needed, 1 are left");
  }

  @Test
  void anAddressOfThreeBytes() throws Exception {
    refused(lineTable(part().u8(0, 4, 2, 1, 2, 3)), 0x28, "a number of 3 bytes");
  }

  /** Rows need an end: without one nothing is known of how far they reach. */
  @Test
  void aSequenceWithoutAnEnd() throws Exception {
    refusals.answer(
        with(lineTable(part().u8(0, 9, 2).u64(TEXT).u8(1))),
        info -> info.linesWithCode("a.c"),
        List.of());
  }

  /** The same bytes as many tables: what is read must not grow out of proportion to the file. */
  @Test
  void tablesInEachOther() throws Exception {
    Part abbreviations = abbreviation(1, 0x11, false, 0x13, 0x0b, 0x10, 0x17).u8(0);
    Part head = part().u16(4).sized(head(14, 1));
    int size = 4 + head.size();
    Part units = part();
    Part lines = part();
    for (int i = 0; i < 400; i++) {
      units.part(DwarfWriter.compileUnit(5, 4, 0, part().u8(1, 0x1d).u32((long) i * size)));
      lines.u32((400L - i) * size - 4).part(head);
    }
    refusals.check(
        new DwarfWriter()
            .section(".debug_abbrev", abbreviations)
            .section(".debug_info", units)
            .section(".debug_line", lines),
        DebugInfo::sourceFiles,
        ".debug_line at 0x6d6: its tables overlap");
  }
}
