package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.dwarf.DwarfWriter.abbreviation;
import static tracebook.dwarf.DwarfWriter.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.bytes.Malformed;
import tracebook.bytes.Part;
import tracebook.elf.Address;
import tracebook.elf.Companions;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.types.Type;

/** Supplementary files: where they are looked for, and what is left when they are not there. */
class SupplementaryTest {
  private static final int TYPEDEF = 0x16;
  private static final int NAME = 0x03;
  private static final int TYPE = 0x49;

  @TempDir Path directory;

  /** {@code number}, a typedef of {@code int} in the supplementary file. */
  private static DwarfWriter program() {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x11, true, 0x13, 0x0b))
                .part(abbreviation(2, TYPEDEF, false, NAME, 0x08, TYPE, 0x1c))
                .part(abbreviation(3, TYPEDEF, false, NAME, 0x1d, TYPE, 0x1c))
                .u8(0))
        .unit(part().u8(1, 0x1d, 2).string("number").u32(13).u8(3).u32(0).u32(13).u8(0))
        .section(".debug_sup", sup(false, "common", 7));
  }

  private static DwarfWriter common(int checksum) {
    return new DwarfWriter()
        .section(
            ".debug_abbrev",
            part()
                .part(abbreviation(1, 0x3c, true))
                .part(abbreviation(2, 0x24, false, NAME, 0x08, 0x0b, 0x0b, 0x3e, 0x0b))
                .u8(0))
        .unit(part().u8(1, 2).string("int").u8(4, 5, 0))
        .section(".debug_str", part().string("shared"))
        .section(".debug_sup", sup(true, "", checksum));
  }

  private static Part sup(boolean isSupplementary, String name, int checksum) {
    return part().u16(5).u8(isSupplementary ? 1 : 0).string(name).u8(2, 0xab, checksum);
  }

  private interface Check {
    void of(DebugInfo info);
  }

  private void with(Path program, Check check) throws Exception {
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info =
            DebugInfo.open(
                elf,
                elf,
                new Companions(directory, program, List.of(), List.of(Path.of("/debug"))))) {
      check.of(info);
    }
  }

  private static void isThere(DebugInfo info) {
    Type number = info.types("number", Optional.empty()).get(0);
    assertThat(number.strip().name()).isEqualTo("int");
    assertThat(number.size()).hasValue(4);
    assertThat(info.types("shared", Optional.empty())).hasSize(1);
  }

  private Path root() throws Exception {
    Files.createDirectories(directory.resolve("debug/.dwz"));
    Files.createDirectories(directory.resolve("debug/.build-id/ab"));
    return program().write(directory.resolve("program"));
  }

  @Test
  void besideTheDebugFile() throws Exception {
    Path program = root();
    common(7).write(directory.resolve("common"));
    with(program, SupplementaryTest::isThere);
  }

  @Test
  void whereDistributionsKeepThem() throws Exception {
    Path program = root();
    common(7).write(directory.resolve("debug/.dwz/common"));
    with(program, SupplementaryTest::isThere);
  }

  @Test
  void byItsChecksum() throws Exception {
    Path program = root();
    common(7).write(directory.resolve("debug/.build-id/ab/07.debug"));
    with(program, SupplementaryTest::isThere);
  }

  @Test
  void behindALinkToTheDebugFile() throws Exception {
    root();
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), directory.resolve("program"));
    common(7).write(directory.resolve("common"));
    with(link, SupplementaryTest::isThere);
  }

  @Test
  void nowhere() throws Exception {
    with(
        root(),
        info -> {
          assertThat(info.typeNames()).containsExactly("number");
          assertThat(info.types("number", Optional.empty()).get(0).strip())
              .hasToString(
                  ("UnknownType[name=(missing), size=OptionalLong.empty, why=the supplementary"
                          + " debug file `common` was not found; looked for `%1$s/common`,"
                          + " `%1$s/debug/.build-id/ab/07.debug`, `%1$s/debug/.dwz/common`]")
                      .formatted(directory));
        });
  }

  @Test
  void theOneOfOtherFiles() throws Exception {
    Path program = root();
    common(8).write(directory.resolve("common"));
    with(
        program,
        info ->
            assertThat(info.types("number", Optional.empty()).get(0).strip())
                .hasToString(
                    ("UnknownType[name=(missing), size=OptionalLong.empty, why=`%1$s/common` does"
                            + " not match: its checksum is ab08, `%1$s/program` asks for ab07]")
                        .formatted(directory)));
  }

  @Test
  void oneThatIsNoSupplementaryFile() throws Exception {
    Path program = root();
    program().write(directory.resolve("common"));
    with(
        program,
        info ->
            assertThat(info.types("number", Optional.empty()).get(0).strip().toString())
                .contains(
                    "`%1$s/common` does not match: its checksum is missing, `%1$s/program` asks"
                            .formatted(directory)
                        + " for ab07"));
  }

  @Test
  void oneOfAnotherBuild() throws Exception {
    Tools.require("dwz", "gcc");
    Path one = Tools.compile(directory, "types.c", "gcc", "-g", "-Wl,--build-id");
    Path two = Files.copy(one, directory.resolve("two"));
    Path common = directory.resolve("common.debug");
    Tools.run("dwz", "-m", common.toString(), "-M", "common.debug", one.toString(), two.toString());
    String asked;
    try (ElfFile file = ElfFile.open(common)) {
      asked = file.buildId().orElseThrow().hex();
    }
    Files.delete(common);
    Path other = Tools.compile(directory, "variables.c", "gcc", "-g", "-Wl,--build-id");
    Files.move(other, common);
    try (ElfFile file = ElfFile.open(common)) {
      String have = file.buildId().orElseThrow().hex();
      with(
          one,
          info -> {
            Function main = info.functionAt(symbol(one, "main")).orElseThrow();
            assertThat(main.declared().file()).endsWith("types.c");
            assertThat(main.returnType().orElseThrow())
                .hasToString(
                    ("UnknownType[name=(missing), size=OptionalLong.empty, why=`%s` does not match:"
                            + " its build-id is %s, `%s` asks for %s]")
                        .formatted(common, have, one, asked));
          });
    }
  }

  private static Address symbol(Path program, String name) {
    try (ElfFile elf = ElfFile.open(program)) {
      return elf.symbols().named(name).get(0).address();
    } catch (IOException | ElfRefused failure) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void aFileThatNamesNone() throws Exception {
    Path program = program().section(".debug_sup", part()).write(directory.resolve("program"));
    with(
        program,
        info ->
            assertThatThrownBy(() -> info.types("number", Optional.empty()).get(0).strip())
                .isInstanceOf(Malformed.class)
                .hasMessage(
                    "`%s` is malformed: .debug_info at 0x0: the unit refers to a supplementary"
                            .formatted(program)
                        + " file, and its file names none"));
  }

  @Test
  void aVersionThatIsNotKnown() throws Exception {
    Path program =
        program().section(".debug_sup", part().u16(9)).write(directory.resolve("program"));
    assertThatThrownBy(() -> with(program, info -> {}))
        .isInstanceOf(Malformed.class)
        .hasMessage(
            "`%s` is malformed: .debug_sup at 0x0: its version 9 is not known".formatted(program));
  }

  @Test
  void oneWithoutDebugInfo() throws Exception {
    Path program = root();
    Path common = common(7).section(".debug_info", part()).write(directory.resolve("common"));
    with(
        program,
        info ->
            assertThat(info.types("number", Optional.empty()).get(0).strip().toString())
                .contains("`" + common + "` has no debug info in it"));
  }
}
