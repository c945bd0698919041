package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugFilesTest {
  @TempDir Path directory;
  private Path root;
  private Path program;
  private Path debug;

  /** A root with a stripped program in /opt/app, whose debug file nobody has put anywhere yet. */
  @BeforeEach
  void strip() throws Exception {
    root = Files.createDirectories(directory.resolve("root"));
    Path full =
        Programs.compile(directory, "full", "int main(void) { return 0; }", "-g", "-Wl,--build-id");
    debug = directory.resolve("app.debug");
    Programs.run("objcopy", "--only-keep-debug", full.toString(), debug.toString());
    program = Files.createDirectories(root.resolve("opt/app")).resolve("app");
    Programs.run(
        "objcopy",
        "--strip-all",
        "--add-gnu-debuglink=" + debug,
        full.toString(),
        program.toString());
  }

  private DebugFile find() throws Exception {
    try (ElfFile elf = ElfFile.open(program)) {
      return new DebugFiles(root, List.of(Path.of("/usr/lib/debug")))
          .find(elf, Path.of("/opt/app/app"));
    }
  }

  private void foundAt(Path path) throws Exception {
    DebugFile found = find();
    assertThat(found).isInstanceOf(DebugFile.Separate.class);
    try (ElfFile file = ((DebugFile.Separate) found).file()) {
      assertThat(file.path()).isEqualTo(path);
    }
  }

  private Path put(Path from, String to) throws Exception {
    Path target = root.resolve(to);
    Files.createDirectories(target.getParent());
    return Files.copy(from, target);
  }

  private String byBuildId() throws Exception {
    try (ElfFile elf = ElfFile.open(program)) {
      String id = elf.buildId().orElseThrow().hex();
      return "usr/lib/debug/.build-id/" + id.substring(0, 2) + "/" + id.substring(2) + ".debug";
    }
  }

  @Test
  void byBuildIdBelowTheRoot() throws Exception {
    foundAt(put(debug, byBuildId()));
  }

  @Test
  void byDebuglinkNextToTheProgram() throws Exception {
    foundAt(put(debug, "opt/app/app.debug"));
  }

  @Test
  void byDebuglinkInItsDebugDirectory() throws Exception {
    foundAt(put(debug, "opt/app/.debug/app.debug"));
  }

  @Test
  void byDebuglinkInTheGlobalDirectory() throws Exception {
    foundAt(put(debug, "usr/lib/debug/opt/app/app.debug"));
  }

  @Test
  void embedded() throws Exception {
    try (ElfFile full = ElfFile.open(directory.resolve("full"))) {
      assertThat(DebugFiles.standard().find(full)).isEqualTo(new DebugFile.Embedded(full));
    }
  }

  @Test
  void nowhere() throws Exception {
    DebugFile.Missing missing = (DebugFile.Missing) find();
    String id;
    try (ElfFile elf = ElfFile.open(program)) {
      id = elf.buildId().orElseThrow().hex();
    }
    assertThat(missing.tried())
        .containsExactly(
            root.resolve(byBuildId()),
            root.resolve("usr/lib/debug/" + id + "/debuginfo"),
            root.resolve("opt/app/app.debug"),
            root.resolve("opt/app/.debug/app.debug"),
            root.resolve("usr/lib/debug/opt/app/app.debug"),
            root.resolve("usr/lib/debug/app.debug"),
            root.resolve("usr/lib/debug/app"));
    assertThat(missing.refused()).isEmpty();
    assertThat(missing.mayCome()).isFalse();
    assertThat(missing.suggestion())
        .isEqualTo("install its package of debug symbols, or rebuild it with -g");
  }

  @Test
  void byItsOwnNameInADirectoryOfTheUsers() throws Exception {
    Programs.run("objcopy", "--remove-section=.gnu_debuglink", program.toString());
    Path artifacts = Files.createDirectories(directory.resolve("artifacts"));
    Files.copy(directory.resolve("full"), artifacts.resolve("app"));
    try (ElfFile elf = ElfFile.open(program)) {
      DebugFile found =
          DebugFiles.of(root, Path.of("/usr/lib/debug"), List.of(artifacts), DebugServer.NONE)
              .find(elf, Path.of("/opt/app/app"));
      try (ElfFile file = ((DebugFile.Separate) found).file()) {
        assertThat(file.path()).isEqualTo(artifacts.resolve("app"));
      }
    }
  }

  @Test
  void thisMachinesDirectoryForAContainer() throws Exception {
    Path here = Files.createDirectories(directory.resolve("here"));
    Path there = here.resolve(byBuildId().substring("usr/lib/debug/".length()));
    Files.createDirectories(there.getParent());
    Files.copy(debug, there);
    try (ElfFile elf = ElfFile.open(program)) {
      DebugFile found =
          DebugFiles.of(root, here, List.of(), DebugServer.NONE).find(elf, Path.of("/opt/app/app"));
      try (ElfFile file = ((DebugFile.Separate) found).file()) {
        assertThat(file.path()).isEqualTo(there);
      }
    }
  }

  @Test
  void aFileInTheServersHandsIsCheckedToo() throws Exception {
    Path other =
        Programs.compile(
            directory, "other", "int main(void) { return 1; }", "-g", "-Wl,--build-id");
    try (ElfFile elf = ElfFile.open(program)) {
      Path home = Path.of("/opt/app/app");
      DebugFile right =
          DebugFiles.of(root, directory, List.of(), (id, name) -> new DebugServer.Has(debug))
              .find(elf, home);
      ((DebugFile.Separate) right).file().close();
      DebugFile wrong =
          DebugFiles.of(root, root, List.of(), (id, name) -> new DebugServer.Has(other))
              .find(elf, home);
      assertThat(((DebugFile.Missing) wrong).refused())
          .singleElement()
          .asString()
          .startsWith("`" + other + "` does not match: its build-id is ");
    }
  }

  @Test
  void whatAServerCouldNotGiveMayCome() throws Exception {
    try (ElfFile elf = ElfFile.open(program)) {
      DebugFile.Missing missing =
          (DebugFile.Missing)
              DebugFiles.of(
                      root, root, List.of(), (id, name) -> new DebugServer.NotNow("it sleeps"))
                  .find(elf, Path.of("/opt/app/app"));
      assertThat(missing.mayCome()).isTrue();
      assertThat(missing.refused()).containsExactly("it sleeps");
    }
  }

  @Test
  void aProgramThatWasMovedAfterItsBuild() throws Exception {
    Path moved = put(debug, byBuildId());
    Programs.run("objcopy", "--change-section-address", ".text+0x10", moved.toString());
    assertThat(((DebugFile.Missing) find()).refused())
        .singleElement()
        .asString()
        .startsWith("`" + moved + "` does not match: its .text is at 0x")
        .contains(", the program's at 0x");
  }

  @Test
  void withoutBuildIdAndCrcNothingIsTaken() throws Exception {
    Programs.run("objcopy", "--remove-section=.gnu_debuglink", program.toString());
    Path named = put(debug, "opt/app/app.debug");
    Programs.run("objcopy", "--remove-section=.note.gnu.build-id", named.toString());
    assertThat(((DebugFile.Missing) find()).refused())
        .containsExactly("`" + named + "` does not match: it has no build-id");

    Programs.run("objcopy", "--remove-section=.note.gnu.build-id", program.toString());
    Files.copy(debug, named, StandardCopyOption.REPLACE_EXISTING);
    assertThat(((DebugFile.Missing) find()).refused())
        .containsExactly(
            "`" + named + "` does not match: the program has no build-id that would tell");
  }

  @Test
  void aFileForAnotherMachine() throws Exception {
    byte[] bytes = Files.readAllBytes(debug);
    bytes[18] = (byte) ElfFile.EM_AARCH64;
    Path arm = put(Files.write(debug, bytes), byBuildId());
    assertThat(((DebugFile.Missing) find()).refused())
        .containsExactly("`" + arm + "` does not match: its machine is 183, the program's is 62");
  }

  @Test
  void aDamagedFileIsRefused() throws Exception {
    byte[] bytes = Files.readAllBytes(debug);
    Path half = put(Files.write(debug, Arrays.copyOf(bytes, bytes.length / 2)), byBuildId());
    assertThat(((DebugFile.Missing) find()).refused())
        .containsExactly("`" + half + "` is not complete: its section headers lie past its end");
  }

  @Test
  void theDebugFileOfAnotherBuild() throws Exception {
    Path other =
        Programs.compile(
            directory, "other", "int main(void) { return 1; }", "-g", "-Wl,--build-id");
    Path wrong = put(other, "opt/app/app.debug");
    try (ElfFile elf = ElfFile.open(program);
        ElfFile its = ElfFile.open(wrong)) {
      DebugFile.Missing missing = (DebugFile.Missing) find();
      assertThat(missing.refused())
          .containsExactly(
              "`%s` does not match: its build-id is %s, the program's is %s"
                  .formatted(wrong, its.buildId().orElseThrow(), elf.buildId().orElseThrow()));
    }
  }

  @Test
  void aDebugFileThatWasChanged() throws Exception {
    byte[] bytes = Files.readAllBytes(debug);
    Path changed =
        put(Files.write(debug, Arrays.copyOf(bytes, bytes.length + 1)), "opt/app/app.debug");
    DebugFile.Missing missing = (DebugFile.Missing) find();
    assertThat(missing.refused()).hasSize(1);
    assertThat(missing.refused().get(0))
        .startsWith("`" + changed + "` does not match: its CRC is ")
        .contains(", the program asks for ");
  }

  @Test
  void aFileWithoutDebugInfo() throws Exception {
    Path stripped = put(program, byBuildId());
    assertThat(((DebugFile.Missing) find()).refused())
        .containsExactly("`" + stripped + "` has no debug info in it");
  }

  @Test
  void debianPutsLibcsInTheBuildIdDirectory() throws Exception {
    Path libc = Path.of("/lib/x86_64-linux-gnu/libc.so.6");
    assumeTrue(Files.exists(libc), "Debian's libc is not installed");
    try (ElfFile elf = ElfFile.open(libc)) {
      DebugFile found = DebugFiles.standard().find(elf);
      assumeTrue(found instanceof DebugFile.Separate, "libc6-dbg is not installed");
      try (ElfFile file = ((DebugFile.Separate) found).file()) {
        assertThat(file.buildId()).isEqualTo(elf.buildId());
      }
    }
  }
}
