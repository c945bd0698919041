package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.bytes.Part.part;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Malformed;
import tracebook.bytes.Part;

/** ELF files that contradict themselves: each case the smallest, each with its message. */
class MalformedElfTest {
  private static final int E_SHOFF = 40;
  private static final int E_PHENTSIZE = 54;
  private static final int E_PHNUM = 56;
  private static final int E_SHENTSIZE = 58;
  private static final int E_SHNUM = 60;
  private static final int E_SHSTRNDX = 62;

  @TempDir Path directory;

  private interface Question {
    void ask(ElfFile elf) throws Exception;
  }

  private Path written(byte[] bytes) throws Exception {
    return Files.write(directory.resolve("x"), bytes);
  }

  private void refused(byte[] bytes, String why) throws Exception {
    Path file = written(bytes);
    assertThatThrownBy(() -> ElfFile.open(file).close())
        .isInstanceOf(ElfRefused.class)
        .hasMessage("`" + file + "` is not complete: " + why);
  }

  private void malformed(byte[] bytes, Question question, String message) throws Exception {
    Path file = written(bytes);
    assertThatThrownBy(
            () -> {
              try (ElfFile elf = ElfFile.open(file)) {
                question.ask(elf);
              }
            })
        .isInstanceOf(Malformed.class)
        .hasMessage("`" + file + "` is malformed: " + message);
  }

  private static byte[] with(byte[] bytes, int at, int size, long value) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (size) {
      case 2 -> buffer.putShort(at, (short) value);
      case 4 -> buffer.putInt(at, (int) value);
      default -> buffer.putLong(at, value);
    }
    return bytes;
  }

  private static byte[] small() {
    return new ElfWriter().section(".data", part().u64(1)).bytes();
  }

  /** Of a field in the header of section {@code index}. */
  private static int field(byte[] bytes, int index, int at) {
    long headers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(E_SHOFF);
    return (int) headers + 64 * index + at;
  }

  @Test
  void theWriterWritesWhatIsRead() throws Exception {
    Part id = ElfWriter.note("GNU", 3, part().u8(0xab, 0xcd));
    byte[] bytes =
        new ElfWriter()
            .section(".note.gnu.build-id", ElfWriter.SHT_NOTE, 0, 0, 0, id.bytes())
            .symbol("f", 2, ElfWriter.TEXT, 16)
            .bytes();
    try (ElfFile elf = ElfFile.open(written(bytes))) {
      assertThat(elf.buildId()).map(BuildId::hex).contains("abcd");
      assertThat(elf.symbols().functionAt(new Address(ElfWriter.TEXT + 15)))
          .map(Symbol::name)
          .contains("f");
      assertThat(elf.sections()).extracting(Section::name).contains(".symtab", ".shstrtab");
    }
  }

  @Test
  void headersThatAreTooSmall() throws Exception {
    refused(with(small(), E_PHENTSIZE, 2, 8), "its program headers have only 8 bytes each");
    refused(with(small(), E_SHENTSIZE, 2, 0), "its section headers have only 0 bytes each");
  }

  @Test
  void headersPastTheEnd() throws Exception {
    refused(with(small(), E_PHNUM, 2, 0xffff), "its program headers lie past its end");
    refused(with(small(), E_SHOFF, 8, -64), "its section headers lie past its end");
    refused(with(small(), E_SHNUM, 2, 0xfeff), "its section headers lie past its end");
  }

  /** The number of sections is in the first header then. */
  @Test
  void moreSectionsThanBytes() throws Exception {
    byte[] bytes = with(small(), E_SHNUM, 2, 0);
    refused(
        with(bytes, field(bytes, 0, 32), 8, Long.MAX_VALUE / 64),
        "its section headers lie past its end");
  }

  @Test
  void aNameOutsideTheNames() throws Exception {
    byte[] bytes = small();
    malformed(
        with(bytes, field(bytes, 1, 0), 4, 0x999),
        ElfFile::sections,
        ".shstrtab at 0x999: the section has only 0x11 bytes");
  }

  @Test
  void namesThatDoNotEnd() throws Exception {
    byte[] bytes = small();
    malformed(
        with(bytes, field(bytes, 2, 32), 8, 3),
        ElfFile::sections,
        ".shstrtab at 0x1: a string without an end");
  }

  /** Nothing has a name then. */
  @Test
  void noNamesAtAll() throws Exception {
    try (ElfFile elf = ElfFile.open(written(with(small(), E_SHSTRNDX, 2, 0x7777)))) {
      assertThat(elf.sections()).extracting(Section::name).containsOnly("");
      assertThat(elf.hasDebugInfo()).isFalse();
    }
  }

  @Test
  void aSectionPastTheEnd() throws Exception {
    byte[] bytes = small();
    malformed(
        with(bytes, field(bytes, 1, 32), 8, 0x1_0000),
        elf -> elf.bytes(".data"),
        "file at 0xb8: 0x10000 bytes are needed, the file ends at 0x%x".formatted(bytes.length));
    malformed(
        with(small(), field(bytes, 1, 32), 8, -1),
        elf -> elf.bytes(".data"),
        "file at 0xb8: 0xffffffffffffffff bytes are needed, the file ends at 0x%x"
            .formatted(bytes.length));
    malformed(
        with(small(), field(bytes, 1, 24), 8, Long.MAX_VALUE),
        elf -> elf.bytes(".data"),
        "file at 0x7fffffffffffffff: 0x8 bytes are needed, the file ends at 0x%x"
            .formatted(bytes.length));
  }

  private void compressed(int algorithm, long size, byte[] data, String why) throws Exception {
    malformed(
        new ElfWriter().compressed(".debug_info", algorithm, size, data).bytes(),
        elf -> elf.bytes(".debug_info"),
        ".debug_info at 0x0: " + why);
  }

  @Test
  void compressedDataThatAreDamaged() throws Exception {
    compressed(1, 8, new byte[] {1, 2, 3, 4}, "its compressed data are damaged");
  }

  @Test
  void compressedDataThatAreMissing() throws Exception {
    compressed(1, 8, new byte[0], "0 bytes come out of it, not the 8 it claims");
    // An empty stream of zlib.
    byte[] nothing = {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1};
    compressed(1, 8, nothing, "0 bytes come out of it, not the 8 it claims");
  }

  @Test
  void aCompressionThatDoesNotExist() throws Exception {
    compressed(77, 8, new byte[8], "compression 77 is not known");
  }

  @Test
  void moreThanCanComeOut() throws Exception {
    compressed(1, 1L << 40, new byte[8], "it claims to have 1099511627776 bytes uncompressed");
    compressed(1, -1, new byte[8], "it claims to have -1 bytes uncompressed");
    compressed(1, 1 << 30, new byte[8], "it claims to have 1073741824 bytes uncompressed");
  }

  @Test
  void aCompressionHeaderThatIsCutOff() throws Exception {
    malformed(
        new ElfWriter()
            .section(".debug_info", 1, ElfWriter.SHF_COMPRESSED, 0, 0, part().u32(1).u32(0).bytes())
            .bytes(),
        elf -> elf.bytes(".debug_info"),
        ".debug_info at 0x8: 8 bytes are needed, 0 are left");
    malformed(
        new ElfWriter()
            .section(
                ".debug_info",
                1,
                ElfWriter.SHF_COMPRESSED,
                0,
                0,
                part().u32(1).u32(0).u64(8).u16(0).bytes())
            .bytes(),
        elf -> elf.bytes(".debug_info"),
        ".debug_info at 0x10: 8 bytes are needed, 2 are left");
  }

  @Test
  void theOlderCompression() throws Exception {
    Part claims = part().u8('Z', 'L', 'I', 'B', 0, 0, 1, 0, 0, 0, 0, 0).u64(0);
    malformed(
        new ElfWriter().section(".zdebug_info", claims).bytes(),
        elf -> elf.bytes(".debug_info"),
        ".zdebug_info at 0x0: it claims to have 1099511627776 bytes uncompressed");
  }

  private void note(Part note, String message) throws Exception {
    malformed(
        new ElfWriter().section(".note", ElfWriter.SHT_NOTE, 0, 0, 0, note.bytes()).bytes(),
        ElfFile::buildId,
        ".note at " + message);
  }

  @Test
  void notesPastTheirEnd() throws Exception {
    note(part().u32(99).u32(0).u32(3), "0xc: 99 bytes are needed, 0 are left");
    note(
        part().u32(4).u32(0xffff_ffffL).u32(3).string("GNU"),
        "0x10: 4294967295 bytes are needed, 0 are left");
  }

  @Test
  void anInterpreterWithoutAnEnd() throws Exception {
    malformed(
        new ElfWriter()
            .segment(ElfWriter.PT_INTERP, ElfWriter.READABLE, 0, new byte[] {'/', 'x'})
            .bytes(),
        ElfFile::interpreter,
        ".interp at 0x0: a string without an end");
  }

  @Test
  void aSymbolsNameOutsideTheNames() throws Exception {
    byte[] bytes = new ElfWriter().symbol("f", 2, ElfWriter.TEXT, 16).bytes();
    // Behind the segment's code, the first symbol is empty.
    malformed(
        with(bytes, 64 + 56 + 64 + 24, 4, 0x999),
        ElfFile::symbols,
        ".strtab at 0x999: the section has only 0x3 bytes");
  }

  /** As a name beyond ASCII is none where the locale is C. */
  @Test
  void aCompanionWhoseNameIsNoPath() throws Exception {
    try (ElfFile elf = ElfFile.open(written(small()))) {
      Companions companions = Companions.standard(elf);
      assertThat(companions.split(elf, "/source", "a\0b")).isEmpty();
      assertThat(companions.split(elf, "/so\0urce", "ab")).isEmpty();
      assertThat(companions.supplementary(elf, "a\0b", "abcdef")).isEmpty();
    }
  }

  @Test
  void aDebugLinkThatIsCutOff() throws Exception {
    DebugFiles files = new DebugFiles(Path.of("/"), List.of());
    malformed(
        new ElfWriter().section(".gnu_debuglink", part().u8('a')).bytes(),
        files::find,
        ".gnu_debuglink at 0x0: a string without an end");
    malformed(
        new ElfWriter().section(".gnu_debuglink", part().string("a")).bytes(),
        files::find,
        ".gnu_debuglink at 0x2: 2 bytes are needed, 0 are left");
  }
}
