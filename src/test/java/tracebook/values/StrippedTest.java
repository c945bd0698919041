package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;
import tracebook.table.TraceTable;

/** Programs as distributions ship them, and as deployments leave them. */
@Timeout(300)
class StrippedTest {
  @TempDir private Path directory;
  private final List<ProcessHandle> started = new ArrayList<>();
  private Path program;
  private Path full;

  @BeforeEach
  void compile() throws IOException {
    Compiled.requireProbes();
    Compiled.require("gcc", "objcopy", "strip", "nm");
    program = directory.resolve("tb-stripped");
    full = directory.resolve("full");
    build(full, "-g");
    Files.copy(full, program);
    strip(program);
  }

  private void build(Path into, String... flags) {
    String library = directory.resolve("libcounting.so").toString();
    Compiled.run(
        List.of("gcc", "-O1", "-s", "-shared", "-fPIC", source("counting.c"), "-o", library));
    List<String> command = new ArrayList<>(List.of("gcc", "-O1"));
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            source("caller.c"),
            library,
            "-Wl,-rpath," + directory,
            "-Wl,--build-id",
            "-o",
            into.toString()));
    Compiled.run(command);
  }

  private static void strip(Path file) {
    Compiled.run(List.of("strip", file.toString()));
  }

  private static String source(String name) {
    return Compiled.source("live/" + name);
  }

  @AfterEach
  void end() {
    for (ProcessHandle process : started) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private long start(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    started.add(process.toHandle());
    assertThat(process.inputReader().readLine()).isEqualTo("running");
    return process.pid();
  }

  private static void counts(TraceTable table, String column) {
    assertThat(table.rowCount()).isEqualTo(5);
    List<Long> values = table.longColumn(column).asList();
    for (int i = 1; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo(values.get(i - 1) + 1);
    }
  }

  private String addressOf(String function) {
    return Compiled.run(List.of("nm", full.toString())).stream()
        .filter(l -> l.endsWith(" " + function))
        .map(l -> "0x" + l.substring(0, 16).replaceFirst("^0+", ""))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void exportedFunctionsHaveTheirArgumentsByTheCallingConvention() {
    build(program, "-s", "-rdynamic");
    TraceTable table =
        Notebook.run("%%trace --launch " + program + " --max 5\ntrace tick { emit n = $arg0; }")
            .table("events");
    counts(table, "n");
    assertThat(table.provenance().printAll()).containsPattern("debug info +\\| +\\S+ +\\| +none");
  }

  @Test
  void functionsOfAStrippedLibrary() throws IOException {
    long pid = start(program.toString());
    counts(
        Notebook.run(
                "%%trace "
                    + pid
                    + " --max 5\ntrace libcounting.so:in_library { emit n = $arg0, $function; }")
            .table("events"),
        "n");
  }

  /** What one module calls of another, whoever else calls it. */
  @Test
  void jumpsToAnotherModuleHaveItsArguments() throws IOException {
    long pid = start(program.toString());
    TraceTable table =
        Notebook.run(
                "%%trace "
                    + pid
                    + " --max 5\ntrace in_library@plt { emit n = $arg0, f = $function; }")
            .table("events");
    counts(table, "n");
    assertThat(table.stringColumn("f").asList()).containsOnly("in_library@plt");
    TraceTable returns =
        Notebook.run(
                "%%trace "
                    + pid
                    + " --max 5\ntrace in_library@plt return { emit n = entry($arg0); }")
            .table("events");
    counts(returns, "n");
  }

  @Test
  void aFunctionWithoutANameIsProbedByItsAddress() {
    String tick = addressOf("tick");
    counts(
        Notebook.run(
                "%%trace --launch "
                    + program
                    + " --max 5\ntrace "
                    + tick
                    + " { emit n = $reg(\"edi\"); }")
            .table("events"),
        "n");
    assertThat(
            Notebook.run("%%trace -t " + program + "\ntrace " + tick + " { emit $arg0; }").error())
        .isEqualTo(
            """
            error: `$arg0` is known only at the entry of a function
              2 | trace %s { emit $arg0; }
                | %s^^^^^
            hint: without debug info nothing tells where arguments go later\
            """
                .formatted(
                    tick, " ".repeat("trace ".length() + tick.length() + " { emit ".length())));
  }

  @Test
  void aNameThatIsGoneIsSaidWithWhatWouldHelp() {
    assertThat(Notebook.run("%%trace -t " + program + "\ntrace tick { emit $arg0; }").error())
        .startsWith(
            """
            error: no function `tick` in `tb-stripped`
              2 | trace tick { emit $arg0; }
                |       ^^^^
            hint: `tb-stripped` has no debug info: \
            """)
        .containsPattern(
            "no package has `.*/tb-stripped`: name the directory of its debug file, `%debugpath"
                + " DIR`, or rebuild it with -g|install its package of debug symbols");
  }

  @Test
  void miniDebugInfoHasTheNames() throws IOException {
    Path symbols = directory.resolve("symbols");
    Files.copy(full, symbols);
    Compiled.run(List.of("strip", "--strip-debug", symbols.toString()));
    Path packed = directory.resolve("symbols.xz");
    try (var out = new XZOutputStream(Files.newOutputStream(packed), new LZMA2Options())) {
      Files.copy(symbols, out);
    }
    Compiled.run(
        List.of("objcopy", "--add-section", ".gnu_debugdata=" + packed, program.toString()));
    counts(
        Notebook.run("%%trace --launch " + program + " --max 5\ntrace tick { emit n = $arg0; }")
            .table("events"),
        "n");
  }

  @Test
  void whatRunsIsReadThoughItsFilesWereReplaced() throws IOException {
    Path debug = directory.resolve("tb-stripped.debug");
    Compiled.run(List.of("objcopy", "--only-keep-debug", full.toString(), debug.toString()));
    long pid = start(program.toString());
    Path other = directory.resolve("other");
    Compiled.run(
        List.of("gcc", "-g", "-O0", "-shared", "-fPIC", source("counting.c"), "-o", other + ""));
    Files.copy(other, directory.resolve("new"));
    Files.move(other, program, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        directory.resolve("new"),
        directory.resolve("libcounting.so"),
        StandardCopyOption.REPLACE_EXISTING);
    counts(
        Notebook.run("%%trace " + pid + " --max 5\ntrace tick { emit n; }").table("events"), "n");
    counts(
        Notebook.run(
                "%%trace " + pid + " --max 5\ntrace libcounting.so:in_library { emit n = $arg0; }")
            .table("events"),
        "n");
  }

  @Test
  void aProcessInAnotherFileSystemHasItsDebugFilesThere() throws IOException {
    Compiled.require("unshare", "pivot_root");
    Path root = directory.resolve("root");
    Path inside = Files.createDirectories(root.resolve("opt")).resolve("tb-stripped");
    Compiled.run(
        List.of(
            "gcc",
            "-g",
            "-O1",
            "-static",
            source("caller.c"),
            source("counting.c"),
            "-Wl,--build-id",
            "-o",
            inside.toString()));
    Path debug = Files.createDirectories(root.resolve("usr/lib/debug/opt")).resolve("here.debug");
    Compiled.run(List.of("objcopy", "--only-keep-debug", inside.toString(), debug.toString()));
    strip(inside);
    Compiled.run(List.of("objcopy", "--add-gnu-debuglink=" + debug, inside.toString()));
    Files.createDirectory(root.resolve("outside"));
    String container = "mount --bind . . && cd . && pivot_root . outside && exec /opt/tb-stripped";
    String enter = "cd " + root + " && " + container.replace("cd .", "cd " + root);
    for (List<String> command :
        List.of(
            List.of("unshare", "--mount", "sh", "-c", enter),
            List.of("chroot", root.toString(), "/opt/tb-stripped"))) {
      long pid = start(command.toArray(String[]::new));
      TraceTable table =
          Notebook.run("%%trace " + pid + " --max 5\ntrace tick { emit n; }").table("events");
      counts(table, "n");
      assertThat(table.provenance().printAll())
          .contains("/proc/" + pid + "/root/usr/lib/debug/opt/here.debug");
    }
  }
}
