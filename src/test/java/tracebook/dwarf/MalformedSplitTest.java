package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.dwarf.DwarfWriter.TEXT;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.part;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Malformed;
import tracebook.bytes.Part;
import tracebook.elf.Address;
import tracebook.elf.Companions;
import tracebook.elf.ElfFile;

/**
 * Split units and packages that contradict themselves: each case the smallest, with its message.
 */
class MalformedSplitTest {
  private static final long ID = 0x1122_3344_5566_7788L;
  private static final int SKELETON = 4;
  private static final int SPLIT = 5;
  private static final int INFO = 1;
  private static final int ABBREV = 3;

  @TempDir Path directory;

  private static Part unit(int type, long id, Part entries) {
    Part rest = part().u16(5).u8(type, 8).u32(0).u64(id).part(entries);
    return part().u32(rest.bytes().length).part(rest);
  }

  /** The skeleton of a unit in {@code x.dwo} with all the code. */
  private static DwarfWriter skeleton() {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x4a, false, 0x76, 0x08, 0x11, 0x01, 0x12, 0x06, 0x73, 0x17))
                .u8(0))
        .section(
            ".debug_info",
            unit(SKELETON, ID, part().u8(1).string("x.dwo").u64(TEXT).u32(64).u32(8)));
  }

  /** One function {@code f}, at the first address of .debug_addr. */
  private static DwarfWriter split(long id, Part function) {
    return new DwarfWriter()
        .section(
            ".debug_abbrev.dwo",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                .part(abbreviation(2, 0x2e, false, 0x03, 0x1a, 0x11, 0x1b, 0x12, 0x06))
                .u8(0))
        .section(".debug_info.dwo", unit(SPLIT, id, part().u8(1, 0x1d).part(function).u8(0)))
        .section(".debug_str.dwo", part().string("f"))
        .section(".debug_str_offsets.dwo", part().u32(8).u16(5).u16(0).u32(0));
  }

  private static Part function(int name, int address) {
    return part().u8(2, name, address).u32(16);
  }

  private void with(DwarfWriter main, Consumer<DebugInfo> check) throws Exception {
    Path program = main.write(directory.resolve("program"));
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info =
            DebugInfo.open(elf, elf, new Companions(Path.of("/"), program, List.of(), List.of()))) {
      check.accept(info);
    }
  }

  private void missing(DwarfWriter main, String why) throws Exception {
    with(main, info -> assertThat(info.missing()).containsExactly(why));
  }

  private static DwarfWriter addresses() {
    return skeleton().section(".debug_addr", part().u32(12).u16(5).u8(8, 0).u64(TEXT + 4));
  }

  private static void hasF(DebugInfo info) {
    assertThat(info.functions("f"))
        .extracting(Function::entry)
        .containsExactly(new Address(TEXT + 4));
  }

  @Test
  void theWriterWritesWhatIsRead() throws Exception {
    split(ID, function(0, 0)).write(directory.resolve("x.dwo"));
    with(addresses(), MalformedSplitTest::hasF);
  }

  @Test
  void anAddressBehindTheTable() throws Exception {
    split(ID, function(0, 9)).write(directory.resolve("x.dwo"));
    with(
        addresses(),
        info ->
            assertThatThrownBy(() -> info.functions("f"))
                .isInstanceOf(Malformed.class)
                .hasMessage(
                    "`%s/program` is malformed: .debug_addr at 0x50: the section has only 0x10 bytes"
                        .formatted(directory)));
  }

  @Test
  void aNameBehindTheTable() throws Exception {
    split(ID, function(9, 0)).write(directory.resolve("x.dwo"));
    with(
        addresses(),
        info ->
            assertThatThrownBy(() -> info.functions("f"))
                .isInstanceOf(Malformed.class)
                .hasMessage(
                    "`%s/x.dwo` is malformed: .debug_str_offsets.dwo at 0x2c: the section has only"
                            .formatted(directory)
                        + " 0xc bytes"));
  }

  @Test
  void aFileThatIsDamaged() throws Exception {
    split(ID, function(0, 0))
        .section(".debug_info.dwo", part().u32(100).u16(5))
        .write(directory.resolve("x.dwo"));
    missing(
        addresses(),
        "`%s/x.dwo` is malformed: .debug_info.dwo at 0x4: 100 bytes are needed, 2 are left"
            .formatted(directory));
  }

  @Test
  void aSkeletonThatSaysNotWhose() throws Exception {
    Part rest = part().u16(4).u32(0).u8(8).u8(1).string("x.dwo");
    DwarfWriter main =
        new DwarfWriter()
            .section(".debug_abbrev", abbreviation(1, 0x11, false, 0x2130, 0x08).u8(0))
            .section(".debug_info", part().u32(rest.bytes().length).part(rest))
            .section(".debug_addr", part().u64(TEXT));
    with(
        main,
        info ->
            assertThatThrownBy(info::missing)
                .isInstanceOf(Malformed.class)
                .hasMessage(
                    "`%s/program` is malformed: .debug_info at 0x0: a skeleton unit without"
                            .formatted(directory)
                        + " DW_AT_GNU_dwo_id"));
  }

  @Test
  void aSkeletonThatSaysNotWhere() throws Exception {
    DwarfWriter main =
        new DwarfWriter()
            .section(".debug_abbrev", abbreviation(1, 0x4a, false, 0x13, 0x0b).u8(0))
            .section(".debug_info", unit(SKELETON, ID, part().u8(1, 0x1d)));
    with(
        main,
        info ->
            assertThatThrownBy(info::missing)
                .isInstanceOf(Malformed.class)
                .hasMessage(
                    "`%s/program` is malformed: .debug_info at 0x0: a skeleton unit without"
                            .formatted(directory)
                        + " DW_AT_dwo_name"));
  }

  /** An index of one unit whose parts begin at 0. */
  private static Part index(int version, int columns, int units, int slots) {
    Part made = part().u16(version).u16(0).u32(columns).u32(units).u32(slots);
    for (int slot = 0; slot < slots; slot++) {
      made.u64(slot == 0 ? ID : 0);
    }
    for (int slot = 0; slot < slots; slot++) {
      made.u32(slot == 0 ? 1 : 0);
    }
    return made.u32(INFO).u32(ABBREV).u32(0).u32(0).u32(1000).u32(1000);
  }

  private void packed(Part index) throws Exception {
    split(ID, function(0, 0))
        .section(".debug_cu_index", index)
        .write(directory.resolve("program.dwp"));
  }

  private void refused(Part index, String what) throws Exception {
    packed(index);
    missing(
        addresses(),
        "`%1$s/program.dwp` is malformed: %2$s; the split debug file `x.dwo` was not found; looked"
                .formatted(directory, what)
            + " for `%1$s/x.dwo`".formatted(directory));
  }

  @Test
  void aPackageOfOneUnit() throws Exception {
    packed(index(5, 2, 1, 2));
    with(addresses(), MalformedSplitTest::hasF);
  }

  @Test
  void aPackageOfAnUnknownVersion() throws Exception {
    refused(index(3, 2, 1, 2), ".debug_cu_index at 0x0: index version 3 is not known");
  }

  @Test
  void aPackageOfTooManyUnits() throws Exception {
    refused(
        index(5, 2, 1_000_000, 2),
        ".debug_cu_index at 0x8: 1000000 units cannot fit into the index");
  }

  @Test
  void aPackageWithoutAnIndex() throws Exception {
    refused(part(), ".debug_info.dwo at 0x0: the index of the package does not have this unit");
  }

  @Test
  void aPackageWhoseIndexEndsEarly() throws Exception {
    refused(
        part().u16(5).u16(0).u32(2).u32(1).u32(1).u64(ID).u32(1).u32(INFO),
        ".debug_cu_index at 0x20: 4 bytes are needed, 0 are left");
  }
}
