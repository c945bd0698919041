package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** Arrays whose lengths the program computes. */
@Timeout(300)
class LengthsTest {
  private static final String SOURCE = "lengths.c";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  private Path compiled(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    Compiled.require(words.getFirst());
    Path program = directory.resolve("program");
    words.addAll(List.of("-w", "-o", program.toString(), Compiled.source(SOURCE)));
    Compiled.run(words);
    return program;
  }

  private static int line(String tag) throws Exception {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source(SOURCE)));
    int line = 1;
    while (!lines.get(line - 1).contains("HERE(" + tag + ")")) {
      line++;
    }
    return line;
  }

  private static Notebook run(Path program, String place, String statements) {
    return Notebook.run(
        "%%trace --launch '" + program + "' --for 20s\ntrace " + place + " { " + statements + " }");
  }

  private static TraceTable at(Path program, String tag, String statements) throws Exception {
    return run(program, SOURCE + ":" + line(tag), statements).table("events");
  }

  /** The columns of a row that the script asked for. */
  private static List<String> row(TraceTable table, int row) {
    return IntStream.range(5, table.columnCount())
        .mapToObj(
            column -> {
              String why = table.why(row, table.column(column).name());
              return table.column(column).isMissing(row)
                  ? "<" + why + ">"
                  : table.getString(row, column);
            })
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0 -g", "gcc -O2 -gdwarf-4", "gcc -O2 -g -flto", "clang -O2 -g"})
  void everyElementIsTheOneThatGdbShows(String way) {
    Compiled.require("gdb");
    AgainstGdb comparison = new AgainstGdb(way, 2);
    comparison.run(List.of(compiled(way).toString()), 120, name -> !name.equals("main"));
    System.out.println(
        way + ": " + comparison.tally + " " + comparison.tally.gdbAloneBecause.keySet());
    assertThat(comparison.tally.different).isEmpty();
    assertThat(comparison.tally.otherMoment).isZero();
    assertThat(comparison.tally.gdbAloneBecause.keySet())
        .isSubsetOf(
            "not declared yet",
            "not yet stored by the prologue",
            "the length of the array is not computed yet", // gdb takes what the last call left
            "the length of the array is not known here: optimized out"); // one element, for gdb
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0 -g", "clang -O0 -g"})
  void partsOfThem(String way) throws Exception {
    TraceTable table =
        at(
            compiled(way),
            "numbers",
            "emit v, text, v[1], a = v[0..3], sizeof(v), v.len(), *v, e = v[2] == 1, f = text =="
                + " \"abc\", h = starts_with(text, \"abcd\"), strlen(text), v[n - 1], v[n];");
    assertThat(row(table, 1))
        .containsExactly(
            "[-3, -2, 1]",
            "abc",
            "-2",
            "[-3, -2, 1]",
            "12",
            "3",
            "-3",
            "true",
            "true",
            "false",
            "3",
            "1",
            "<no element of that index>");
    assertThat(row(table, 0).get(3)).isEqualTo("[-3, -2]");
    assertThat(table.getString(4, "v")).startsWith("[-3, -2, 1, 6,").endsWith("3361, 3478]");
  }

  @Test
  void arraysOfThem() throws Exception {
    Path program = compiled("gcc -O0 -g");
    TraceTable grid =
        at(program, "grid", "emit g, g[1], g[1][0], at, at[0].y, sizeof(g), g[0..1];");
    assertThat(row(grid, 1))
        .containsExactly(
            "[[0, 1, 2], [10, 11, 12], [20, 21, 22]]",
            "[10, 11, 12]",
            "10",
            "[{x=0, y=0}, {x=-1, y=1000}, {x=-2, y=2000}]",
            "0",
            "36",
            "[[0, 1, 2]]");
    TraceTable cube = at(program, "cube", "emit c, c[1], c[1][0][n];");
    assertThat(row(cube, 1))
        .containsExactly(
            "[[[0, 0, 0], [2, 0, 0]], [[0, 0, -2], [0, 0, 0]]]", "[[0, 0, -2], [0, 0, 0]]", "-2");
  }

  @Test
  void whatAPointerToThemReaches() throws Exception {
    TraceTable table =
        at(
            compiled("gcc -O0 -g"),
            "passed",
            "emit a[1], a[1][1], *row, *(a + 1), (*row)[1], sizeof(*row), sizeof(a[0]), a[0..2],"
                + " s = a[1..n];");
    assertThat(row(table, 0))
        .startsWith("[4, 5, 6, 7]", "5", "[4, 5, 6, 7]", "[4, 5, 6, 7]", "5", "16", "16")
        .endsWith("[[0, 1, 2, 3], [4, 5, 6, 7]]", "[[4, 5, 6, 7], [8, 9, 10, 11]]");
    assertThat(row(table, 12))
        .startsWith("[3, 4]", "4", "[1, 2]", "[3, 4]", "2", "8", "8")
        .endsWith("[[1, 2], [3, 4]]", "[[3, 4]]");
  }

  /** clang 14 says nothing of the arrays that a parameter points to. */
  @Test
  void aMatrixThatClangDoesNotDescribe() throws Exception {
    Path program = compiled("clang -O0 -g");
    String place = SOURCE + ":" + line("passed");
    assertThat(run(program, place, "emit a[1][1];").error())
        .contains(
            "the debug info does not tell how many elements `int[]` has",
            "take it as a pointer to its elements, `((int *)x)[row * width + column]`");
    TraceTable table = run(program, place, "emit x = ((int *)a)[1 * m + 1];").table("events");
    assertThat(row(table, 0)).containsExactly("5");
    assertThat(row(table, 12)).containsExactly("4");
  }

  @Test
  void inAStructure() throws Exception {
    Path program = Compiled.live(directory, "gcc", "sized.c", "-O0");
    Notebook sized =
        run(program, "sized.c:16", "emit v.head, v.body[0..2], last = v.body[n - 1]; emit v;");
    TraceTable table = sized.table("events");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < table.rowCount(); i++) {
      rows.add("sized " + String.join(" ", row(table, i)));
    }
    String whole = " <its size is known only while the program runs: name a member>";
    assertThat(rows)
        .isEqualTo(sized.printed.stream().map(line -> line + whole).toList())
        .hasSize(2);
    assertThat(run(program, "sized.c:16", "emit v.tail; emit two[1].head; emit sizeof(v);").error())
        .contains(
            "where `tail` lies in `struct s` is known only while the program runs",
            "members before a variable-length array can be read, and the array itself",
            "the size of `struct s` is known only while the program runs",
            "there is a variable-length array in it: name its members, one structure at a time");
  }

  @Test
  void oneForEachRoundOfALoop() throws Exception {
    TraceTable table = at(compiled("gcc -O0 -g"), "inner", "emit v;");
    assertThat(table.column("v").asList())
        .isEqualTo(List.of("[100]", "[200, 201]", "[300, 301, 302]"));
  }

  @Test
  void bytesOfThem() throws Exception {
    Notebook notebook =
        run(
            compiled("gcc -O0 -g"),
            SOURCE + ":" + line("numbers"),
            "print \"{:x.12} {:s.3}\", v, text;");
    assertThat(notebook.table("events").getString(0, "message"))
        .isEqualTo("fd ff ff ff fe ff ff ff ab");
  }

  /** Their length is computed by code behind the prologue. */
  @Test
  void beforeTheirLengthIsComputed() {
    Path program = compiled("gcc -O0 -g");
    Notebook notebook = run(program, "passed", "emit x = a[0], n;");
    assertThat(row(notebook.table("events"), 0))
        .containsExactly("<the length of the array is not computed yet>", "3");
    assertThat(run(program, "passed", "if a[1][0] == 4 { emit n; }").error())
        .contains(
            "`int[]` cannot be read at `lengths.c:60`: the length of the array is not computed yet",
            "probe a later line, or take a slice of as many elements as there are, `a[0..4]`");
  }
}
