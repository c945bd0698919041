package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import tracebook.bytes.Malformed;

/** Symbols beyond the tables of the file itself. */
class SymbolsTest {
  private static final String SOURCE =
      """
      static __attribute__((noinline)) int hidden(int x) { return x + 1; }
      int shown(int x) { return hidden(x); }
      __asm__(".globl newer\\n.type newer, @function\\nnewer: ret\\n.size newer, 1\\n");
      __asm__(".symver newer, versioned@@TWO");
      """;

  @TempDir Path directory;
  private Path full;
  private Path stripped;

  @BeforeEach
  void compile() throws Exception {
    Path versions = Files.writeString(directory.resolve("versions"), "TWO { };");
    full =
        Programs.compile(
            directory,
            "full",
            SOURCE,
            "-O1",
            "-shared",
            "-fPIC",
            "-Wl,--version-script=" + versions);
    stripped = directory.resolve("stripped");
    Programs.run("strip", "-o", stripped.toString(), full.toString());
  }

  private Path withSection(byte[] content) throws Exception {
    Path section = Files.write(directory.resolve("section"), content);
    Path file = directory.resolve("with-section");
    Programs.run(
        "objcopy",
        "--add-section",
        ".gnu_debugdata=" + section,
        stripped.toString(),
        file.toString());
    return file;
  }

  private byte[] packed(byte[] content) throws Exception {
    Path packed = directory.resolve("packed.xz");
    try (var out = new XZOutputStream(Files.newOutputStream(packed), new LZMA2Options())) {
      out.write(content);
    }
    return Files.readAllBytes(packed);
  }

  @Test
  void byAPartOfTheirNames() throws Exception {
    try (ElfFile file = ElfFile.open(full)) {
      for (int asked = 0; asked < 40; asked++) {
        assertThat(file.symbols().containing("none" + asked)).isEmpty();
        assertThat(file.symbols().containing("hidd"))
            .extracting(Symbol::name)
            .containsExactly("hidden");
        assertThat(file.symbols().containing("hown")).isEqualTo(file.symbols().named("shown"));
      }
    }
  }

  @Test
  void ofMiniDebugInfo() throws Exception {
    Path file = withSection(packed(Files.readAllBytes(full)));
    try (ElfFile whole = ElfFile.open(full);
        ElfFile plain = ElfFile.open(stripped);
        ElfFile elf = ElfFile.open(file)) {
      Symbol hidden = whole.symbols().named("hidden").get(0);
      assertThat(plain.symbols().named("hidden")).isEmpty();
      assertThat(elf.symbols().named("hidden")).containsExactly(hidden);
      assertThat(elf.symbols().functionAt(hidden.address().plus(1))).contains(hidden);
      assertThat(elf.symbols().named("shown")).hasSize(1);
    }
  }

  @Test
  void ofTheDebugFile() throws Exception {
    try (ElfFile elf = ElfFile.open(stripped);
        ElfFile debug = ElfFile.open(full)) {
      assertThat(elf.symbols().named("hidden")).isEmpty();
      elf.symbolsAlsoFrom(debug);
      assertThat(elf.symbols().named("hidden")).isEqualTo(debug.symbols().named("hidden"));
      assertThat(elf.symbols().named("shown")).hasSize(1);
    }
  }

  @Test
  void versionsAreNoPartOfTheName() throws Exception {
    assertThat(Programs.run("nm", full.toString())).contains("versioned@@TWO");
    try (ElfFile elf = ElfFile.open(full)) {
      assertThat(elf.symbols().named("versioned")).hasSize(1);
      assertThat(elf.symbols().names()).noneMatch(name -> name.contains("@"));
    }
  }

  @Test
  void damagedMiniDebugInfo() throws Exception {
    byte[] bytes = packed(Files.readAllBytes(full));
    bytes[bytes.length / 2] ^= 0x55;
    refused(bytes, "its xz data are damaged: ");
    refused(new byte[] {1, 2, 3}, "its xz data are damaged: ");
    refused(
        packed("no program".getBytes(StandardCharsets.UTF_8)),
        "what it holds is no complete ELF file");
  }

  private void refused(byte[] section, String why) throws Exception {
    Path file = withSection(section);
    try (ElfFile elf = ElfFile.open(file)) {
      assertThatThrownBy(elf::symbols)
          .isInstanceOf(Malformed.class)
          .hasMessageStartingWith("`" + file + "` is malformed: .gnu_debugdata at 0x0: " + why);
    }
  }
}
