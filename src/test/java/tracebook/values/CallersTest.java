package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** What a library's functions pass to each other, where only the caller tells it any more. */
@Timeout(300)
class CallersTest {
  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  /** The calls of {@code leaf}: three of {@code run}, and two of {@code through}. */
  private TraceTable calls(String way, String... flags) throws IOException {
    List<String> make = new ArrayList<>(List.of(way.split(" ")));
    Compiled.require(make.getFirst());
    Path library = directory.resolve("libpassing.so");
    make.addAll(List.of("-w", "-fPIC", "-shared", Compiled.source("passing.c")));
    make.addAll(List.of("-o", library.toString()));
    Compiled.run(make);
    Path program = directory.resolve("passing");
    make = new ArrayList<>(List.of("gcc", "-O2", "-rdynamic"));
    make.addAll(List.of(flags));
    make.addAll(List.of(Compiled.source("passing_main.c"), library.toString()));
    make.addAll(List.of("-Wl,-rpath," + directory, "-o", program.toString()));
    Compiled.run(make);
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program
                    + "' --for 20s\ntrace libpassing.so:passing.c:"
                    + line("passing.c", "/* LEAF */")
                    + " { emit n, passed; }")
            .table("events");
    assertThat(table.rowCount()).isEqualTo(5);
    return table;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O2 -g -Wl,-z,lazy",
        "gcc -O1 -gdwarf-4 -Wl,-z,now",
        "gcc -O2 -g -fno-plt",
        "clang -O2 -g -fsemantic-interposition",
      })
  void aCallByTheLinkageTableOrTheWordOfTheFunctionTellsWhatItPassed(String way)
      throws IOException {
    TraceTable table = calls(way);
    int shown = 0;
    for (int row = 0; row < 5; row++) {
      if (table.why(row, "n").isEmpty()) {
        shown++;
        assertThat(table.column("n").getString(row))
            .isEqualTo(table.column("passed").getString(row));
      } else {
        assertThat(table.why(row, "n"))
            .isEqualTo(
                "only its value at the function's entry is known, and this call does not tell it");
      }
    }
    System.out.println(way + ": " + shown + " of 5");
    assertThat(shown).isGreaterThanOrEqualTo(4);
  }

  /** The call was of that one, which passed something else on. */
  @ParameterizedTest
  @ValueSource(strings = {"gcc -O2 -g", "gcc -O2 -g -fno-plt"})
  void whereAnotherFunctionOfTheNameStandsBeforeItNoCallTells(String way) throws IOException {
    TraceTable table = calls(way, "-DINTERPOSE");
    for (int row = 0; row < 5; row++) {
      assertThat(table.column("passed").getString(row))
          .isIn("1400", "1500", "1600", "1077", "1012");
      assertThat(table.why(row, "n"))
          .isEqualTo(
              "only its value at the function's entry is known, and this call does not tell it");
    }
  }

  /** GCC says that {@code last} is what was passed, in each of the seven rounds. */
  @ParameterizedTest
  @ValueSource(strings = {"-O2", "-O2 -fcf-protection", "-O1 -fpatchable-function-entry=5"})
  void whatAFunctionWasEnteredWithIsNotTakenFromALoopThatBeginsWithIt(String flags)
      throws IOException {
    Compiled.require("gcc");
    Path program = directory.resolve("rounds");
    List<String> make = new ArrayList<>(List.of("gcc", "-g"));
    make.addAll(List.of(flags.split(" ", -1)));
    make.addAll(List.of(Compiled.source("rounds.c"), "-o", program.toString()));
    Compiled.run(make);
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program
                    + "' --for 20s\ntrace rounds.c:"
                    + line("rounds.c", "/* ROUND */")
                    + " { emit last; }")
            .table("events");
    assertThat(table.rowCount()).isEqualTo(7);
    for (int row = 0; row < table.rowCount(); row++) {
      assertThat(table.why(row, "last"))
          .isEqualTo(
              "only its value at the function's entry is known, and a loop leads back to it");
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
