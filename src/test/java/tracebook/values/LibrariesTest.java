package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** A running process and its shared library: places and variables of either. */
@Timeout(300)
class LibrariesTest {
  private static final List<Process> STARTED = new ArrayList<>();
  private static Path directory;
  private static Path apart;
  private static Path copying;

  @BeforeAll
  static void compile(@TempDir Path at) {
    Compiled.requireProbes();
    Compiled.require("gcc");
    directory = at;
    Compiled.run(
        List.of("gcc", "-g", "-O0", "-shared", "-fPIC", source("counting.c"), "-o", library()));
    apart = program("apart", "-s");
    copying = program("copying", "-g", "-DCOPY", "-fno-pie", "-no-pie");
  }

  @AfterAll
  static void end() throws InterruptedException {
    for (Process process : STARTED) {
      process.destroyForcibly().waitFor();
    }
  }

  private static String source(String name) {
    return Compiled.source("live/" + name);
  }

  private static String library() {
    return directory.resolve("libcounting.so").toString();
  }

  private static Path program(String name, String... flags) {
    Path program = directory.resolve(name);
    List<String> command = new ArrayList<>(List.of("gcc", "-O0"));
    command.addAll(List.of(flags));
    command.addAll(List.of(source("caller.c"), library(), "-Wl,-rpath," + directory));
    command.addAll(List.of("-o", program.toString()));
    Compiled.run(command);
    return program;
  }

  /** Starts a program, and runs a cell on it when it runs. */
  private static Notebook trace(Path program, String options, String script) throws IOException {
    Process process = new ProcessBuilder(program.toString()).start();
    STARTED.add(process);
    assertThat(process.inputReader().readLine()).isEqualTo("running");
    return Notebook.run("%%trace " + process.pid() + " " + options + " --max 20\n" + script);
  }

  private static void checkLibrary(TraceTable table) {
    assertThat(table.rowCount()).isEqualTo(20);
    for (int row = 0; row < table.rowCount(); row++) {
      long n = table.longColumn("n").get(row);
      long added = n * (n - 1) / 2;
      assertThat(table.longColumn("hidden_count").get(row)).isEqualTo(5 + added);
      assertThat(table.longColumn("hidden_long").get(row)).isEqualTo(-6 + added);
      assertThat(table.longColumn("calls").get(row)).isEqualTo(n);
    }
  }

  @Test
  void aFunctionOfALibraryIsFoundByItsNameAlone() throws IOException {
    TraceTable table =
        trace(
                apart,
                "",
                "trace in_library { emit n, hidden_count, hidden_long, calls, shared_count; }")
            .table("events");
    checkLibrary(table);
    for (int row = 0; row < table.rowCount(); row++) {
      long n = table.longColumn("n").get(row);
      assertThat(table.longColumn("shared_count").get(row)).isEqualTo(41 + n * (n - 1) / 2);
    }
  }

  @Test
  void aLineOfALibraryIsFoundInItsModule() throws IOException {
    int line = line("calls++;");
    String script =
        "trace libcounting.so:counting.c:"
            + line
            + " { emit n, hidden_count, hidden_long, calls; }";
    checkLibrary(trace(apart, "", script).table("events"));
  }

  @Test
  void aLibraryCanBeTheTargetsModule() throws IOException {
    String script = "trace in_library { emit n, hidden_count, hidden_long, calls; }";
    checkLibrary(trace(apart, "-t " + library(), script).table("events"));
  }

  @Test
  void theLibrarysOwnPlaceOfACopiedVariableIsNotRead() throws IOException {
    TraceTable table =
        trace(
                copying,
                "",
                "trace in_library { emit n, hidden_count, hidden_long, calls, shared_count; }")
            .table("events");
    checkLibrary(table);
    assertThat(table.why(0, "shared_count")).isEqualTo("copied into the executable");
    assertThat(table.column("shared_count").countMissing()).isEqualTo(20);
  }

  @Test
  void norWhenTheLibraryIsTheTargetsModule() throws IOException {
    String script = "trace in_library { emit n, hidden_count, hidden_long, calls, shared_count; }";
    TraceTable ofProcess = trace(copying, "-t " + library(), script).table("events");
    checkLibrary(ofProcess);
    assertThat(ofProcess.why(0, "shared_count")).isEqualTo("copied into the executable");
    TraceTable ofAll =
        Notebook.run("%%trace -t " + library() + " --max 20\n" + script).table("events");
    assertThat(ofAll.rowCount()).isEqualTo(20);
    assertThat(ofAll.why(0, "shared_count")).isEqualTo("may be copied into the executable");
    assertThat(ofAll.column("hidden_count").countMissing()).isZero();
  }

  @Test
  void theExecutablesCopyIsReadByItsAddress() throws IOException {
    String byName = trace(copying, "", "trace tick { emit shared_count; }").error();
    assertThat(byName)
        .contains("error: no variable `shared_count` at `caller.c:")
        .contains("hint: its type is not known there: read it as `*(int *)addr(\"shared_count\")`");
    TraceTable table =
        trace(copying, "", "trace tick { emit n, copy = *(int *)addr(\"shared_count\"); }")
            .table("events");
    assertThat(table.rowCount()).isEqualTo(20);
    for (int row = 0; row < table.rowCount(); row++) {
      long n = table.longColumn("n").get(row);
      assertThat(table.longColumn("copy").get(row)).isEqualTo(41 + n * (n - 1) / 2);
    }
  }

  @Test
  void theLibrarysAddressOfACopiedVariableIsNotGiven() throws IOException {
    assertThat(trace(copying, "", "trace in_library { emit x = addr(\"shared_count\"); }").error())
        .contains("error: the executable may have a copy of `shared_count` that counts")
        .contains("hint: take its address in a probe of the executable");
  }

  private static int line(String text) throws IOException {
    List<String> lines = java.nio.file.Files.readAllLines(Path.of(source("counting.c")));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError(text);
  }
}
