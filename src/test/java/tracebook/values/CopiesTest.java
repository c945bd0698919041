package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** One copy of a line of which an inlined function has several: its passes, and no others. */
@Timeout(300)
class CopiesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"gcc", "clang"})
  void aCopyOfALineIsHitByThePassesThroughItsCaller(String compiler) throws IOException {
    Compiled.requireProbes();
    Compiled.require(compiler);
    Path program = Compiled.live(directory, compiler, "copies.c", "-O2");
    String line = "copies.c:" + marked("copies.c");
    List<String> printed = Compiled.run(List.of(program.toString()));
    List<String> first = totals(printed, "first");
    List<String> second = totals(printed, "second");
    assertThat(first).hasSize(7);
    assertThat(second).hasSize(4);
    assertThat(traced(program, line, "total")).isEqualTo(totals(printed, "first|second"));
    // Copies count by address, and the compiler chooses the order of functions.
    assertThat(
            List.of(traced(program, line + "#1", "total"), traced(program, line + "#2", "total")))
        .containsExactlyInAnyOrder(first, second);
    assertThat(run(program, line + "#3", "total").error())
        .contains("`" + line + "` has only 2 copies", "hint: copies count from #1 by address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++ -O2", "g++ -O3", "clang++ -O2"})
  void aLineWhoseInstructionsAreAmongThoseOfInlinedFunctionsIsPassedOnce(String way)
      throws IOException {
    Compiled.requireProbes();
    String[] words = way.split(" ", -1);
    Compiled.require(words[0]);
    Path program = Compiled.live(directory, words[0], "among.cc", words[1], "-std=c++17");
    List<String> passes = Compiled.run(List.of(program.toString()));
    assertThat(passes).containsExactly("3", "2", "1", "2", "1");
    assertThat(traced(program, "among.cc:" + marked("among.cc"), "quantity")).isEqualTo(passes);
  }

  @Test
  void whatOneOfTwoCopiesLacksIsMissingThereForItsOwnReason() throws IOException {
    Compiled.requireProbes();
    Compiled.require("gcc");
    assumeTrue(Compiled.isVersion("gcc", 12), "gcc is not 12, which leaves out `p` in one copy");
    Path program = Compiled.live(directory, "gcc", "lacking.c", "-O2");
    TraceTable table =
        Notebook.run(
                "%%trace --for 20s --launch '"
                    + program
                    + "'\ntrace lacking.c:"
                    + marked("lacking.c")
                    + " { emit p, sum = p.x + 1; print \"x={}\", p.x + 1; print \"end\"; }")
            .table("events");
    assertThat(table.columnNames().subList(5, table.columnCount()))
        .containsExactly("p.x", "p.y", "sum", "message");
    assertThat(List.of(cells(table, "p.x"), cells(table, "p.y"), cells(table, "sum")))
        .containsExactly(
            List.of("optimized out", "optimized out", "140", "147", "154"),
            List.of("optimized out", "optimized out", "141", "148", "155"),
            List.of("optimized out", "optimized out", "141", "148", "155"));
    assertThat(cells(table, "message"))
        .containsExactly(
            "x=<optimized out>\nend",
            "x=<optimized out>\nend",
            "x=141\nend",
            "x=148\nend",
            "x=155\nend");
    assertThat(table.warnings()).anyMatch(w -> w.contains("optimized out (in 1 of 2 copies)"));
  }

  /** GCC enters two of the three copies where the third one is, and one of put where work is. */
  @Test
  void copiesThatAreEnteredAmongOtherCodeLoseNoPass() throws IOException {
    Compiled.requireProbes();
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "mixed.c", "-O2");
    List<String> passed = Compiled.run(List.of(program.toString()));
    assertThat(passed).hasSize(8);
    int begin = marked("mixed.c", "put");
    assertThat(traced(program, "mixed.c:" + begin, "x")).isEqualTo(passed);
    TraceTable put = run(program, "put", "x, $line").table("events");
    assertThat(cells(put, "x")).isEqualTo(passed);
    assertThat(cells(put, "$line"))
        .allSatisfy(
            line ->
                assertThat(Integer.parseInt(line))
                    .isBetween(begin - 1, marked("mixed.c", "put ends")));
    assumeTrue(Compiled.isVersion("gcc", 12), "gcc is not 12, which mixes the three copies");
    // A row each of the three copies.
    assertThat(
            run(program, "mixed.c:" + marked("mixed.c", "mix"), "$pc").table("events").rowCount())
        .isEqualTo(4 * 3);
    TraceTable mix = run(program, "mix", "$line").table("events");
    assertThat(mix.rowCount()).isEqualTo(4);
    assertThat(mix.warnings())
        .anyMatch(
            w ->
                w.contains(
                        "3 copies of `mix` begin where another one does: a hit there is of each of"
                            + " them, with the variables of the first")
                    && w.contains("probe another line of it to see each of them"));
    TraceTable some = run(program, "/^(mix|put|work)$/", "$function").table("events");
    assertThat(some.warnings())
        .anyMatch(
            w ->
                w.contains(
                    " copies of what `/^(mix|put|work)$/` matches begin where another one does"));
  }

  private static List<String> cells(TraceTable table, String column) {
    int index = table.columnIndex(column);
    return IntStream.range(0, table.rowCount())
        .mapToObj(
            row ->
                table.column(index).isMissing(row)
                    ? table.why(row, index)
                    : table.get(row, index).toString())
        .toList();
  }

  private static int marked(String source) throws IOException {
    return marked(source, "LINE");
  }

  private static int marked(String source, String word) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("live/" + source)));
    return 1
        + IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains("/* " + word + " */"))
            .findFirst()
            .orElseThrow();
  }

  /** The totals that passes through this caller begin with, each of which is another. */
  private static List<String> totals(List<String> printed, String caller) {
    return printed.stream()
        .filter(text -> text.matches("(" + caller + ")[|].*"))
        .map(text -> text.substring(text.indexOf('|') + 1))
        .toList();
  }

  private static Notebook run(Path program, String place, String variable) {
    String cell = "%%trace --launch '" + program + "' --for 20s\ntrace " + place;
    return Notebook.run(cell + " { emit " + variable + "; }");
  }

  private static List<String> traced(Path program, String place, String variable) {
    TraceTable table = run(program, place, variable).table("events");
    return table.column(variable).asList().stream().map(Object::toString).toList();
  }
}
