package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** Probes in libraries that the target loads after the trace has begun. */
@Timeout(300)
class LaterModulesTest {
  private static Path directory;

  @BeforeAll
  static void compile(@TempDir Path at) throws IOException {
    Compiled.requireProbes();
    Compiled.require("gcc");
    directory = at.toRealPath();
    Compiled.run(
        List.of("gcc", "-g", "-O0", "-shared", "-fPIC", source("plug.c"), "-o", library()));
    Compiled.run(
        List.of(
            "gcc",
            "-g",
            source("loader.c"),
            "-Wl,--enable-new-dtags,-rpath,$ORIGIN",
            "-o",
            program()));
  }

  private static String source(String name) {
    return Compiled.source("late/" + name);
  }

  private static String program() {
    return directory.resolve("loader").toString();
  }

  private static String library() {
    return directory.resolve("libplug.so").toString();
  }

  private static void check(TraceTable table) {
    assertThat(table.longColumn("n").asList())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
    for (int row = 0; row < 10; row++) {
      assertThat(table.longColumn("calls").get(row)).isEqualTo(100 + row * (row + 1) / 2);
    }
  }

  @Test
  void aLibraryIsFoundWhereTheProgramWouldFindIt() {
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program()
                    + " libplug.so'\ntrace libplug.so:plug_work { emit n, calls; }")
            .table("events");
    check(table);
    assertThat(table.warnings())
        .contains(
            "`" + library() + "` was not loaded when the trace began: its probes waited for it.");
  }

  @Test
  void aRunningProcessMayLoadItLater() throws Exception {
    Process process = new ProcessBuilder(program(), library(), "wait").start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("waiting");
      TraceTable table =
          Notebook.run(
                  "%%trace -p "
                      + process.pid()
                      + " --max 10 --for 30s\ntrace "
                      + library()
                      + ":plug.c:5 { emit n, calls; }\ntrace knock { }")
              .table("events");
      check(table);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aFunctionIsFoundInALibraryThatALaunchedProgramNeeds() {
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program()
                    + " libplug.so' --max 1\ntrace dlopen { emit $function; }")
            .table("events");
    assertThat(table.stringColumn("$function").asList()).containsExactly("dlopen");
  }

  @Test
  void aLibraryThatIsLoadedAgainElsewhereIsProbedThereToo() {
    String reload = directory.resolve("reload").toString();
    Compiled.run(List.of("gcc", "-g", source("reload.c"), "-o", reload));
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + reload
                + " "
                + library()
                + "'\ntrace "
                + library()
                + ":plug_work { emit n, calls, $pc; }\ntrace "
                + library()
                + ":plug_work return as back { emit entry(n), $retval; }");
    TraceTable table = notebook.table("events");
    assertThat(table.longColumn("n").asList()).containsExactly(1L, 10L, 2L, 20L, 3L, 30L);
    assertThat(table.longColumn("calls").asList())
        .containsExactly(100L, 101L, 100L, 102L, 100L, 103L);
    assertThat(table.longColumn("$pc").asSet()).hasSize(3);
    TraceTable back = notebook.table("back");
    assertThat(back.longColumn("entry(n)").asList()).containsExactly(1L, 10L, 2L, 20L, 3L, 30L);
    assertThat(back.longColumn("$retval").asList())
        .containsExactly(101L, 111L, 102L, 122L, 103L, 133L);
  }

  @Test
  void aGlobOfModulesMeansThoseThatAreLoaded() throws Exception {
    Path linked = directory.resolve("linked");
    Compiled.run(
        List.of(
            "gcc",
            "-g",
            source("linked.c"),
            library(),
            "-Wl,-rpath," + directory,
            "-o",
            linked.toString()));
    TraceTable table =
        Notebook.run("%%trace --launch " + linked + "\ntrace libpl*:p*k { emit n, $function; }")
            .table("events");
    assertThat(table.longColumn("n").asList()).containsExactly(1L, 2L);
    assertThat(table.stringColumn("$function").asSet()).containsExactly("plug_work");
  }

  @Test
  void aLibraryThatIsNowhereIsAnError() {
    assertThat(
            Notebook.run("%%trace --launch " + program() + "\ntrace libnowhere.so:f { emit $pc; }")
                .error())
        .contains("no module `libnowhere.so` is loaded");
  }
}
