package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.table.TraceTable;

/** Values of C++ are those that gdb shows at the same hits. More of it: src/bench/values --cpp. */
@Timeout(300)
class ObjectsTest {
  /** Why there may be no value although gdb shows one. */
  private static final Set<String> REASONS =
      Set.of(
          "not declared yet",
          "not stored yet",
          "not yet stored by the prologue",
          "its frame is not set up here",
          "only its value at the function's entry is known",
          "only its value at the function's entry is known, and this call does not tell it",
          "stored at a place in the optimised code that is not known",
          "the debug info computes it without the width or the sign of a number",
          "in a vector register",
          "optimized out");

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("gdb");
  }

  @ParameterizedTest
  @CsvSource({"g++ -O0 -gdwarf-5, 750", "g++ -O2 -gdwarf-4, 500", "clang++ -O1 -gdwarf-5, 500"})
  void everyValueIsTheOneThatGdbShows(String way, int least) {
    Compiled.require(way.split(" ", -1)[0], "gcc");
    AgainstGdb comparison = new AgainstGdb(way, 2);
    comparison.run(
        List.of(Compiled.cpp(directory, way, "objects.cc").toString()), 60, name -> true);
    Tally tally = comparison.tally;
    System.out.println(way + ": " + tally + " " + tally.gdbAloneBecause);
    assertThat(tally.different).isEmpty();
    assertThat(tally.otherMoment).isZero();
    assertThat(tally.refused).isEmpty();
    assertThat(REASONS).containsAll(tally.gdbAloneBecause.keySet());
    assertThat(tally.equal).isGreaterThanOrEqualTo(least);
  }

  /** Elements, in their order, and how many there are, as the printers of libstdc++ say. */
  @ParameterizedTest
  @CsvSource({"g++ -O0 -gdwarf-4, 300", "clang++ -O2 -gdwarf-5, 100"})
  void everyContainerIsTheOneThatGdbShows(String way, int least) {
    Compiled.require(way.split(" ", -1)[0], "gcc");
    assumeTrue(
        Files.isDirectory(Path.of("/usr/share/gcc/python/libstdcxx")),
        "gdb has no printers of libstdc++");
    AgainstGdb comparison = new AgainstGdb(way, 1);
    comparison.run(
        List.of(Compiled.cpp(directory, way, "held.cc").toString()),
        90,
        name -> !Values.isOfLibrary(name));
    Tally tally = comparison.tally;
    System.out.println(way + ": " + tally + " " + tally.gdbAloneBecause);
    assertThat(tally.different).isEmpty();
    assertThat(tally.otherMoment).isZero();
    assertThat(tally.refused).isEmpty();
    assertThat(tally.equal).isGreaterThanOrEqualTo(least);
  }

  /** Of pointers and arrays. */
  @Test
  void everyWideTextIsTheOneThatGdbShows() throws IOException {
    Compiled.require("g++", "gcc");
    Files.createDirectory(directory.resolve("library"));
    Path program = Compiled.cpp(directory, "g++ -O1 -g", "library/wide.cc");
    AgainstGdb comparison = new AgainstGdb("g++ -O1", 8);
    Set<String> functions = Set.of("wide", "inside", "lengths");
    comparison.run(List.of(program.toString()), 60, functions::contains);
    Tally tally = comparison.tally;
    System.out.println(tally + " " + tally.gdbAloneBecause + " " + tally.weAloneFirst);
    assertThat(tally.different).isEmpty();
    assertThat(tally.otherMoment).isZero();
    assertThat(tally.refused).isEmpty();
    assertThat(tally.gdbAlone + tally.weAlone).isZero();
    assertThat(tally.equal).isGreaterThanOrEqualTo(20);
  }

  /** In `$args` as where they are named. */
  @Test
  void referencesAreFollowed() {
    Compiled.require("g++", "gcc");
    Path program = Compiled.cpp(directory, "g++ -O0 -g", "objects.cc");
    TraceTable table =
        Notebook.run("%%trace --launch " + program + "\ntrace references { emit $args; }")
            .table("events");
    assertThat(TableText.cells(table, "n", "p.x", "p.y", "moved", "c", "row"))
        .containsExactly(
            "5 1 -4 41 Green [1, 2, 1]",
            "10 2 -4 42 Green [1, 2, 2]",
            "15 3 -4 43 Green [1, 2, 3]");
  }

  /** gcc gives them the line of the declaration, in front of that of variables declared by then. */
  @Test
  void whatIsDeclaredWhereBindingsAndCapturesAreUsed() {
    Compiled.require("g++", "gcc", "objdump");
    assumeTrue(Compiled.isVersion("g++", 12), "g++ is not 12, of which these rows of lines are");
    Path program = Compiled.cpp(directory, "g++ -O0 -g", "objects.cc");
    TraceTable bound = at(program, rows(program, 314).getLast(), "x, numbers, a, b, c");
    assertThat(TableText.cells(bound, "x", "numbers", "a", "b", "c"))
        .containsExactly("1 [1, 1, 4] 2 1 4", "2 [2, 4, 4] 6 4 4", "3 [3, 9, 4] 12 9 4");
    assertThat(TableText.cells(at(program, rows(program, 246).getLast(), "kept"), "kept"))
        .containsExactly("10", "11", "10", "11", "10", "11");
    TraceTable before = at(program, rows(program, 314).getFirst(), "numbers, a");
    assertThat(TableText.cells(before, "numbers", "a")).containsOnly(" ");
    assertThat(before.why(0, "a")).isEqualTo("not declared yet");
  }

  private static TraceTable at(Path program, String address, String values) {
    return Notebook.run(
            "%%trace --launch " + program + "\ntrace " + address + " { emit " + values + "; }")
        .table("events");
  }

  /** The addresses of the rows of a line, in their order. */
  private static List<String> rows(Path program, int line) {
    return Compiled.run(List.of("objdump", "--dwarf=decodedline", program.toString())).stream()
        .map(row -> row.split("\\s+", -1))
        .filter(row -> row.length > 2 && row[0].equals("objects.cc"))
        .filter(row -> row[1].equals(Integer.toString(line)))
        .map(row -> row[2])
        .toList();
  }
}
