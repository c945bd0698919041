package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.table.TraceTable;

/**
 * The values of optimised programs are those that gdb shows at the same hits, or are missing for a
 * reason that is one of these. More programs and ways to build them: src/bench/values.
 */
@Timeout(300)
class OptimisedTest {
  /** Why there may be no value although gdb shows one. */
  private static final Set<String> REASONS =
      Set.of(
          "not declared yet",
          "not yet stored by the prologue",
          "its frame is not set up here",
          "only its value at the function's entry is known",
          "only its value at the function's entry is known, and this call does not tell it",
          "only its value at the function's entry is known, and a tail call may have led there",
          "the length of the array is not known here: optimized out",
          "not stored yet",
          "perhaps changed already, ahead of its line",
          "the debug info computes it without the width or the sign of a number",
          "optimized out", // what gdb shows as 0: the missing part of a value in pieces
          "partly optimized out");

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("gdb");
  }

  @Test
  void everyValueOfRustIsTheOneThatGdbShows() {
    String way = "rustc -C opt-level=2";
    Compiled.require("rustc");
    AgainstGdb comparison = new AgainstGdb(way, 3);
    comparison.run(
        List.of(Compiled.rust(directory, way).toString()), 150, n -> n.startsWith("optimised::"));
    System.out.println(way + ": " + comparison.tally);
    assertThat(comparison.tally.different).isEmpty();
    assertThat(comparison.tally.equal).isGreaterThanOrEqualTo(600);
  }

  @ParameterizedTest
  @CsvSource({
    "gcc -O2 -gdwarf-5, 1650",
    "gcc -O1 -gdwarf-3, 1600",
    "gcc -O2 -g -flto, 1550",
    "clang -O2 -gdwarf-4, 1400",
  })
  void everyValueIsTheOneThatGdbShows(String way, int least) {
    List<String> words = Arrays.asList(way.split(" "));
    Compiled.require(words.getFirst(), "gcc");
    Path program =
        Compiled.program(
            directory, "optimised.c", words.getFirst(), words.subList(1, words.size()));
    AgainstGdb comparison = new AgainstGdb(way, 3);
    comparison.run(List.of(program.toString()), 150, name -> true);
    Tally tally = comparison.tally;
    System.out.println(way + ": " + tally + " " + tally.gdbAloneBecause);
    assertThat(tally.different).isEmpty();
    assertThat(tally.otherMoment).isZero();
    assertThat(tally.refused).isEmpty();
    assertThat(REASONS).containsAll(tally.gdbAloneBecause.keySet());
    assertThat(tally.equal).isGreaterThanOrEqualTo(least);
  }

  /** gdb overwrites it, each where it shows it, and the program does what it always does. */
  @Test
  void whatGdbAloneShowsOfUnoptimisedCodeIsNoValueYet() {
    Compiled.require("gcc");
    Path program = Compiled.program(directory, "optimised.c", "gcc", List.of("-O0", "-gdwarf-5"));
    AgainstGdb comparison = new AgainstGdb("gcc -O0", 2, true);
    comparison.run(List.of(program.toString()), 150, name -> true);
    System.out.println("gcc -O0: " + comparison.tally + " " + comparison.tally.outcomes);
    assertThat(comparison.tally.different).isEmpty();
    assertThat(comparison.verdicts.values())
        .hasSizeGreaterThan(100)
        .allMatch(verdict -> verdict.outcome().isNoValue())
        .filteredOn(verdict -> verdict.outcome() == Poison.Outcome.STORED_SINCE)
        .hasSizeGreaterThan(80);
  }

  /** At that address the function has been entered, and its first assignment is done. */
  @Test
  void aParameterIsWhatWasPassedAlsoWhereItIsAssignedWithoutAnInstruction() {
    Path program = compiled("gcc -Og -g", "reassigned.c");
    Notebook entry =
        Notebook.run(
            "%%trace --launch '" + program + "' --for 20s\ntrace reassigned { emit first, n; }");
    assertThat(entry.table("events").column("first").getString(0)).isEqualTo("7");
    assertThat(entry.table("events").column("n").getString(0)).isEqualTo("61954701");
    Notebook line =
        Notebook.run(
            "%%trace --launch '" + program + "' --for 20s\ntrace reassigned.c:12 { emit n; }");
    assertThat(line.table("events").why(0, "n"))
        .isEqualTo("it changes at this address without an instruction");
  }

  /** What the caller says that it passed, where the return address tells the caller. */
  @ParameterizedTest
  @CsvSource({
    "gcc -O2 -g, 9",
    "gcc -O1 -gdwarf-4, 10",
    "clang -O2 -g, 7",
    "clang -O1 -gdwarf-4, 7"
  })
  void aParameterThatIsGoneIsWhatWasPassedOrIsMissing(String way, int least) throws Exception {
    Path program = compiled(way + " -w", "passed.c");
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("passed.c")));
    int shown = 0;
    int rows = 0;
    for (String mark : List.of("LEAF", "PING")) {
      int line = 1;
      while (!lines.get(line - 1).contains("/* " + mark + " */")) {
        line++;
      }
      TraceTable table =
          Notebook.run(
                  "%%trace --launch '"
                      + program
                      + "' --for 20s\ntrace passed.c:"
                      + line
                      + " { emit n, passed; }")
              .table("events");
      for (int row = 0; row < table.rowCount(); row++) {
        rows++;
        if (table.why(row, "n").isEmpty()) {
          shown++;
          assertThat(table.column("n").getString(row))
              .as("%s %s %s", way, mark, row)
              .isEqualTo(table.column("passed").getString(row));
        } else {
          assertThat(table.why(row, "n"))
              .startsWith("only its value at the function's entry is known");
        }
      }
    }
    System.out.println(way + ": " + shown + " of " + rows);
    assertThat(rows).isEqualTo(13);
    assertThat(shown).isGreaterThanOrEqualTo(least);
  }

  @Test
  void whatAPointerPointsToThatIsNotThereItself() {
    Path program = compiled("gcc -O2 -g", "pointed.c");
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program
                    + "' --for 20s\ntrace pointed.c:15"
                    + " { emit p->first, p->second, *n, **again, p; }")
            .table("events");
    for (int row = 0; row < 3; row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 5; column < 9; column++) {
        cells.add(table.column(column).getString(row));
      }
      int a = 1 + row;
      assertThat(cells)
          .containsExactly("" + 2 * a, "" + (10 * row + 1), "" + (a + 7), "" + (a - 1));
      assertThat(table.why(row, "p")).isEqualTo("the pointer was optimized out");
    }
    assertThat(
            Notebook.run(
                    "%%trace --launch '"
                        + program
                        + "' --for 20s\ntrace pointed.c:16 { emit **again; }")
                .table("events")
                .why(0, "**again"))
        .isEqualTo("what it points to: only its value at the function's entry is known");
  }

  /** gdb shows 0: clang has no way to tell the value there, and tries. */
  @Test
  void whatOlderDebugInfoCannotTellIsMissing() {
    Path program = compiled("clang -O2 -gdwarf-2 -w", "optimised.c");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + "' --for 20s\ntrace optimised.c:194 { emit $locals; }");
    TraceTable table = notebook.table("events");
    assertThat(table.column("pair.x").getString(0)).isEqualTo("2");
    assertThat(table.why(0, "pair.y")).isEqualTo("optimized out");
  }

  private Path compiled(String command, String source) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    Compiled.require(words.getFirst());
    Path program = directory.resolve("program");
    words.addAll(List.of("-o", program.toString(), Compiled.source(source)));
    Compiled.run(words);
    return program;
  }
}
