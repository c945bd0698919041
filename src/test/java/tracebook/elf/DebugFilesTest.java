package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
    assertThat(missing.tried())
        .containsExactly(
            root.resolve(byBuildId()),
            root.resolve("opt/app/app.debug"),
            root.resolve("opt/app/.debug/app.debug"),
            root.resolve("usr/lib/debug/opt/app/app.debug"));
    assertThat(missing.refused()).isEmpty();
    assertThat(missing.suggestion())
        .isEqualTo("install the package with its debug info, or rebuild it with -g");
  }

  @Test
  void nowhereOnDebian() throws Exception {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/debian_version"), "12.5\n");
    assertThat(((DebugFile.Missing) find()).suggestion())
        .isEqualTo(
            "install its package of debug symbols, named -dbgsym or -dbg: `find-dbgsym-packages"
                + " /opt/app/app` (package debian-goodies) names it; or rebuild it with -g");
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
        put(
            Files.write(debug, java.util.Arrays.copyOf(bytes, bytes.length + 1)),
            "opt/app/app.debug");
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
