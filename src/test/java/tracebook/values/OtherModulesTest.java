package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** What a library's function was given, where only a caller in another module tells it any more. */
@Timeout(300)
class OtherModulesTest {
  private static final String UNTOLD =
      "only its value at the function's entry is known, and this call does not tell it";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  private void library(Path directory, String way, String source, String... more) {
    List<String> make = new ArrayList<>(List.of(way.split(" ")));
    make.removeIf(f -> f.endsWith("-pie"));
    make.addAll(List.of("-w", "-fPIC", "-shared", Compiled.source("given" + source + ".c")));
    make.addAll(List.of(more));
    make.addAll(List.of("-o", directory.resolve("libgiven" + source + ".so").toString()));
    Compiled.run(make);
  }

  /** A program, whose libraries have to be there. */
  private Path program(String way, String... libraries) {
    Path program = directory.resolve("given");
    List<String> make = new ArrayList<>(List.of(way.split(" ")));
    make.addAll(List.of("-w", Compiled.source("given_main.c")));
    make.addAll(List.of("-Wl,--no-as-needed", "-L" + directory));
    for (String library : libraries) {
      make.add("-lgiven" + library);
    }
    make.addAll(List.of("-Wl,--enable-new-dtags", "-Wl,-rpath," + directory));
    make.addAll(List.of("-o", program.toString()));
    Compiled.run(make);
    return program;
  }

  private Path program(String way) {
    Compiled.require(way.replaceFirst(" .*", ""));
    library(directory, way, "");
    library(directory, way, "_between");
    return program(way, "_between", "");
  }

  private static TraceTable calls(String target) throws IOException {
    return Notebook.run(
            "%%trace "
                + target
                + " --for 20s\ntrace libgiven.so:given.c:"
                + line("given.c", "/* LEAF */")
                + " { emit text, n, passed_text, passed; }")
        .table("events");
  }

  /** Of which texts it was told, how often; what is told is what was passed. */
  private static Map<String, Long> told(TraceTable table, String column) {
    Map<String, Long> told = new TreeMap<>();
    for (int row = 0; row < table.rowCount(); row++) {
      String text = table.getString(row, "passed_text");
      if (table.why(row, column).isEmpty()) {
        assertThat(table.getString(row, column))
            .isEqualTo(column.equals("n") ? table.getString(row, "passed") : text);
        told.merge(text, 1L, Long::sum);
      } else {
        assertThat(table.why(row, column)).isEqualTo(UNTOLD);
      }
    }
    return told;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O2 -g -Wl,-z,lazy",
        "gcc -O2 -g -no-pie -fcf-protection",
        "gcc -O1 -gdwarf-4 -fno-plt",
        "clang -O2 -g",
      })
  void whatCallersInTheProgramAndInAnotherLibraryPassedIsTold(String way) throws IOException {
    TraceTable table = calls("--launch '" + program(way) + "'");
    assertThat(table.rowCount()).isEqualTo(11);
    Map<String, Long> told = told(table, "n");
    told.remove("hop"); // A jump, or not.
    assertThat(told)
        .isEqualTo(
            Map.of(
                "loop",
                3L,
                "buffer",
                1L,
                "deep",
                1L,
                "through",
                1L,
                "between",
                1L,
                "of its own",
                1L));
    assertThat(told(table, "text")).containsEntry("loop", 3L);
    if (way.startsWith("gcc")) {
      assertThat(told(table, "text")).containsAllEntriesOf(told).containsEntry("uffer", 1L);
    }
  }

  @Test
  void aFunctionOfTheNameThatStandsBeforeItTellsNothing() throws IOException {
    String way = "gcc -O2 -g";
    Compiled.require("gcc");
    for (String library : List.of("", "_between", "_before")) {
      library(directory, way, library);
    }
    TraceTable table = calls("--launch '" + program(way, "_between", "_before", "") + "'");
    assertThat(table.rowCount()).isEqualTo(11);
    assertThat(table.getString(0, "passed_text")).isEqualTo("oop");
    assertThat(table.getString(0, "passed")).isEqualTo("1000");
    assertThat(told(table, "n")).isEmpty();
    assertThat(told(table, "text")).isEmpty();
  }

  /** What is loaded is told by its build-id: the other build passes another number there. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherBuildOfALibraryThanTheOneThatIsFoundTellsNothing(boolean other) throws IOException {
    String way = "gcc -O2 -g";
    Path program = program(way);
    Path others = Files.createDirectory(directory.resolve("others"));
    if (other) {
      library(others, way, "_between", "-DOWN=13");
    }
    ProcessBuilder builder = new ProcessBuilder(program.toString(), "rounds");
    builder.environment().put("LD_LIBRARY_PATH", others.toString());
    Process process = builder.start();
    try {
      TraceTable table = calls("-t " + program + " --max 44");
      assertThat(table.rowCount()).isEqualTo(44);
      assertThat(told(table, "n"))
          .containsEntry("deep", 4L)
          .hasSize(other ? 4 : 6)
          .matches(told -> told.containsKey("of its own") != other);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Nobody asked for that module: what it does not tell is missing, and the others do tell. */
  @Test
  void aModuleWithDamagedDebugInfoTellsNothing() throws IOException {
    Compiled.require("objcopy");
    Path program = program("gcc -O2 -g");
    Path library = directory.resolve("libgiven_between.so");
    Path abbreviations = directory.resolve("abbreviations");
    Compiled.run(
        List.of("objcopy", "--dump-section", ".debug_abbrev=" + abbreviations, "" + library));
    byte[] damaged = Files.readAllBytes(abbreviations);
    Arrays.fill(damaged, damaged.length / 2, damaged.length, (byte) 0xff);
    Files.write(abbreviations, damaged);
    Compiled.run(
        List.of("objcopy", "--update-section", ".debug_abbrev=" + abbreviations, "" + library));
    Map<String, Long> told = told(calls("--launch '" + program + "'"), "n");
    assertThat(told).containsEntry("deep", 1L).doesNotContainKeys("between", "of its own");
  }

  @Test
  void ofAProcessThatRunsTheModulesThatItHasLoadedAreAsked() throws IOException {
    Process process = new ProcessBuilder(program("gcc -O2 -g").toString(), "rounds").start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo("goes round");
      TraceTable table = calls("-p " + process.pid() + " --max 44");
      assertThat(told(table, "n")).containsEntry("deep", 4L).containsEntry("of its own", 4L);
    } finally {
      process.destroyForcibly();
    }
  }

  private static int line(String source, String mark) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source(source)));
    int line = 1;
    while (!lines.get(line - 1).contains(mark)) {
      line++;
    }
    return line;
  }
}
