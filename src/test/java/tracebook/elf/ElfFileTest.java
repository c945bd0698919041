package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Bytes;
import tracebook.bytes.Malformed;
import tracebook.elf.ElfRefused.Reason;

class ElfFileTest {
  @TempDir Path directory;

  private Path compiled(String... flags) {
    return Programs.compile(
        directory,
        "p",
        "int v = 7; int f(int x) { return x + v; }" + " int main(void) { return f(2); }",
        flags);
  }

  private Path patched(int at, int value) throws Exception {
    Path program = compiled();
    byte[] bytes = Files.readAllBytes(program);
    bytes[at] = (byte) value;
    return Files.write(directory.resolve("patched"), bytes);
  }

  @Test
  void notAnElfFile() throws Exception {
    Path text = Files.writeString(directory.resolve("notes.txt"), "hello");
    assertThatThrownBy(() -> ElfFile.open(text).close())
        .isInstanceOfSatisfying(
            ElfRefused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_ELF))
        .hasMessage("`" + text + "` is not an ELF file");
    Path empty = Files.writeString(directory.resolve("empty"), "");
    assertThatThrownBy(() -> ElfFile.open(empty).close())
        .hasMessage("`" + empty + "` is not an ELF file");
    assertThatThrownBy(() -> ElfFile.open(directory).close())
        .hasMessage("`" + directory + "` is a directory, not an ELF file");
  }

  @Test
  void a32BitProgram() throws Exception {
    Path program = patched(4, 1);
    assertThatThrownBy(() -> ElfFile.open(program).close())
        .isInstanceOf(ElfRefused.class)
        .hasMessage("`" + program + "` is a 32-bit program; Tracebook traces 64-bit ones");
  }

  @Test
  void aBigEndianProgram() throws Exception {
    Path program = patched(5, 2);
    assertThatThrownBy(() -> ElfFile.open(program).close())
        .isInstanceOf(ElfRefused.class)
        .hasMessage(
            "`" + program + "` is a big-endian program; Tracebook traces little-endian ones");
  }

  @Test
  void aTruncatedProgram() throws Exception {
    byte[] bytes = Files.readAllBytes(compiled());
    Path half =
        Files.write(directory.resolve("half"), java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> ElfFile.open(half).close())
        .isInstanceOf(ElfRefused.class)
        .hasMessage("`" + half + "` is not complete: its section headers lie past its end");
    Path head = Files.write(directory.resolve("head"), java.util.Arrays.copyOf(bytes, 20));
    assertThatThrownBy(() -> ElfFile.open(head).close())
        .hasMessage("`" + head + "` is not complete: its header needs 64 bytes");
  }

  @Test
  void symbolsAreThoseThatNmShows() throws Exception {
    Path program = compiled();
    try (ElfFile elf = ElfFile.open(program)) {
      int compared = 0;
      for (String line : Programs.run("nm", "--defined-only", program.toString()).split("\n", -1)) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && words[1].equalsIgnoreCase("t")) {
          Address address = new Address(Long.parseUnsignedLong(words[0], 16));
          assertThat(elf.symbols().named(words[2])).extracting(Symbol::address).contains(address);
          compared++;
        }
      }
      assertThat(compared).isGreaterThan(3);
      Symbol f = elf.symbols().named("f").get(0);
      assertThat(f.kind()).isEqualTo(Symbol.Kind.FUNCTION);
      assertThat(elf.symbols().functionAt(f.address().plus(3))).contains(f);
      assertThat(elf.symbols().functionAt(f.address().plus(f.size()))).isNotEqualTo(Optional.of(f));
      assertThat(elf.symbols().named("v").get(0).kind()).isEqualTo(Symbol.Kind.OBJECT);
    }
  }

  @Test
  void headersAreThoseThatReadelfShows() throws Exception {
    Path program = compiled("-Wl,--build-id");
    try (ElfFile elf = ElfFile.open(program)) {
      String notes = Programs.run("readelf", "-n", program.toString());
      assertThat(notes).contains("Build ID: " + elf.buildId().orElseThrow());
      String header = Programs.run("readelf", "-h", program.toString());
      assertThat(header).contains("Entry point address:               " + elf.start());
      assertThat(elf.machine()).isEqualTo(ElfFile.EM_X86_64);
      assertThat(elf.isRelocatable()).isTrue();
      assertThat(elf.interpreter()).contains("/lib64/ld-linux-x86-64.so.2");
      assertThat(elf.isGo()).isFalse();
      assertThat(elf.hasDebugInfo()).isFalse();
    }
    try (ElfFile fixed = ElfFile.open(compiled("-no-pie"))) {
      assertThat(fixed.isRelocatable()).isFalse();
    }
  }

  @Test
  void addressesAndFileOffsets() throws Exception {
    Path program = compiled();
    byte[] bytes = Files.readAllBytes(program);
    try (ElfFile elf = ElfFile.open(program)) {
      Address f = elf.symbols().named("f").get(0).address();
      FileOffset offset = elf.offsetOf(f).orElseThrow();
      assertThat(elf.addressOf(offset)).contains(f);
      assertThat(elf.text(f, 4))
          .isEqualTo(
              java.util.Arrays.copyOfRange(bytes, (int) offset.value(), (int) offset.value() + 4));
      assertThat(elf.isCode(f)).isTrue();
      assertThat(elf.isCode(elf.symbols().named("v").get(0).address())).isFalse();
      assertThat(elf.offsetOf(new Address(0x7fff_0000_0000L))).isEmpty();
    }
  }

  @Test
  void aFileThatBecomesShorterFailsInsteadOfCrashing() throws Exception {
    Path path = compiled("-g");
    try (ElfFile elf = ElfFile.open(path)) {
      Bytes info = elf.bytes(".debug_info");
      assertThat(info.isEmpty()).isFalse();
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(100);
      }
      assertThatThrownBy(() -> elf.bytes(".debug_str"))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("`" + path + "` became shorter while it was read");
      assertThatThrownBy(() -> info.cursor(0).bytes(info.length()))
          .isInstanceOf(InternalError.class);
    }
  }

  @Test
  void anInterruptedThreadOpensFilesToo() throws Exception {
    Path path = compiled("-g");
    Thread.currentThread().interrupt();
    try (ElfFile elf = ElfFile.open(path)) {
      assertThat(elf.hasDebugInfo()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static byte[] bytes(ElfFile elf) {
    Bytes info = elf.bytes(".debug_info");
    return info.cursor(0).bytes(info.length());
  }

  @Test
  void compressedSections() throws Exception {
    byte[] plain;
    try (ElfFile elf = ElfFile.open(compiled("-g", "-gz=none"))) {
      plain = bytes(elf);
    }
    for (String form : new String[] {"-gz=zlib", "-gz=zlib-gnu"}) {
      try (ElfFile elf = ElfFile.open(compiled("-g", form))) {
        assertThat(elf.hasDebugInfo()).isTrue();
        assertThat(bytes(elf)).as(form).hasSameSizeAs(plain);
      }
    }
  }

  @Test
  void damagedCompressedData() throws Exception {
    // Enough code that the compiler finds it worth compressing.
    StringBuilder source = new StringBuilder("int main(void) { return 0; }");
    for (int i = 0; i < 50; i++) {
      source.append("int function_").append(i).append("(int parameter) { return parameter; }\n");
    }
    Path program = Programs.compile(directory, "big", source.toString(), "-g", "-gz=zlib");
    long at;
    try (ElfFile elf = ElfFile.open(program)) {
      at = elf.section(".debug_info").orElseThrow().offset().value();
    }
    byte[] bytes = Files.readAllBytes(program);
    bytes[(int) at + 40] ^= 0x55;
    bytes[(int) at + 41] ^= 0x55;
    Path damaged = Files.write(directory.resolve("damaged"), bytes);
    try (ElfFile elf = ElfFile.open(damaged)) {
      assertThatThrownBy(() -> elf.bytes(".debug_info"))
          .isInstanceOf(Malformed.class)
          .hasMessage(
              "`"
                  + damaged
                  + "` is malformed: .debug_info at 0x0: its compressed data are damaged");
    }
  }
}
