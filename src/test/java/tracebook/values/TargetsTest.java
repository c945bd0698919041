package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.Started;
import tracebook.table.TraceTable;

/** What a cell can be aimed at, and where the debug info of it may lie. */
@Timeout(300)
class TargetsTest {
  private static final String NAME = Started.own("calls");

  @TempDir private Path directory;
  private final List<ProcessHandle> started = new ArrayList<>();

  @BeforeEach
  void compile() {
    Compiled.requireProbes();
    Compiled.require("gcc", "objcopy");
    String library = directory.resolve("libcounting.so").toString();
    Compiled.run(List.of("gcc", "-O0", "-shared", "-fPIC", source("counting.c"), "-o", library));
    Compiled.run(
        List.of(
            "gcc",
            "-g",
            "-O0",
            source("caller.c"),
            library,
            "-Wl,-rpath," + directory,
            "-Wl,--build-id",
            "-o",
            program().toString()));
  }

  @AfterEach
  void end() {
    for (ProcessHandle process : started) {
      process.destroyForcibly();
      process.onExit().join();
    }
  }

  private static String source(String name) {
    return Compiled.source("live/" + name);
  }

  private Path program() {
    return directory.resolve(NAME);
  }

  private long start() throws IOException {
    Process process = new ProcessBuilder(program().toString()).start();
    started.add(process.toHandle());
    assertThat(process.inputReader().readLine()).isEqualTo("running");
    return process.pid();
  }

  private static Set<Long> pids(TraceTable table) {
    return Set.copyOf(table.longColumn("pid").asList());
  }

  private static void counts(TraceTable table) {
    assertThat(table.rowCount()).isPositive();
    for (int row = 1; row < table.rowCount(); row++) {
      assertThat(table.longColumn("n").get(row)).isEqualTo(table.longColumn("n").get(row - 1) + 1);
    }
  }

  @Test
  void aPathMeansEveryProcessThatRunsIt() throws IOException {
    long first = start();
    long second = start();
    TraceTable table =
        Notebook.run("%%trace -t " + program() + " --for 1s\ntrace tick { emit n; }")
            .table("events");
    assertThat(pids(table)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aProcessAndAPathMeanTheProcessAlone() throws IOException {
    long first = start();
    start();
    TraceTable table =
        Notebook.run(
                "%%trace -p " + first + " -t " + program() + " --max 50\ntrace tick { emit n; }")
            .table("events");
    assertThat(pids(table)).containsExactly(first);
    counts(table);
  }

  @Test
  void aNameOfSeveralProcessesIsAnErrorThatListsThem() throws IOException {
    long first = start();
    long second = start();
    assertThat(Notebook.run("%%trace " + NAME + "\ntrace tick { emit n; }").error())
        .contains("`" + NAME + "`", String.valueOf(first), String.valueOf(second));
  }

  @Test
  void aNameOfOneProcessIsThatProcess() throws IOException {
    long only = start();
    TraceTable table =
        Notebook.run("%%trace " + NAME + " --max 5 --as mine\ntrace tick { emit n; }")
            .table("mine");
    assertThat(pids(table)).containsExactly(only);
    assertThat(table.rowCount()).isEqualTo(5);
  }

  @Test
  void aLaunchedProgramEndsWithItsCell() {
    TraceTable table =
        Notebook.run("%%trace --launch " + program() + " --max 5\ntrace tick { emit n; }")
            .table("events");
    assertThat(table.longColumn("n").asList()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(ProcessHandle.of(pids(table).iterator().next())).isEmpty();
  }

  @Test
  void aLaunchedProgramCanBeKept() {
    TraceTable table =
        Notebook.run("%%trace --launch " + program() + " --keep --max 5\ntrace tick { emit n; }")
            .table("events");
    ProcessHandle kept = ProcessHandle.of(pids(table).iterator().next()).orElseThrow();
    started.add(kept);
    assertThat(kept.isAlive()).isTrue();
  }

  @Test
  void debugInfoIsFoundByTheLinkToItsFile() throws IOException {
    Path debug = directory.resolve("tb-caller.debug");
    Compiled.run(List.of("objcopy", "--only-keep-debug", program().toString(), debug.toString()));
    Compiled.run(List.of("objcopy", "--strip-all", program().toString()));
    Compiled.run(List.of("objcopy", "--add-gnu-debuglink=" + debug, program().toString()));
    TraceTable table =
        Notebook.run("%%trace --launch " + program() + " --max 5\ntrace caller.c:12 { emit n; }")
            .table("events");
    assertThat(table.longColumn("n").asList()).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(table.provenance().printAll()).contains(debug.toString());
  }

  @Test
  void debugInfoOfAnotherBuildIsRefused() throws IOException {
    Path debug = directory.resolve("tb-caller.debug");
    Compiled.run(List.of("objcopy", "--only-keep-debug", program().toString(), debug.toString()));
    Compiled.run(List.of("objcopy", "--strip-all", program().toString()));
    Compiled.run(List.of("objcopy", "--add-gnu-debuglink=" + debug, program().toString()));
    Path other = directory.resolve("libcounting.so");
    Files.copy(other, debug, StandardCopyOption.REPLACE_EXISTING);
    assertThat(
            Notebook.run(
                    "%%trace --launch " + program() + " --max 5\ntrace caller.c:12 { emit n; }")
                .error())
        .contains("`" + NAME + "` has no debug info, so its lines are not known")
        .contains("`" + debug + "` does not match: ");
  }
}
