package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tracebook.table.TraceTable;

/** Passes over lines of which optimised code has several copies in one function. */
@Timeout(300)
class PassesTest {
  @TempDir Path directory;

  /** How often the program says that it passes each line. */
  private final Map<String, Integer> said = new LinkedHashMap<>();

  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  /** GCC marks where statements begin, and copies the marks with the code. */
  @ParameterizedTest
  @ValueSource(strings = {"-O2", "-O3 -funroll-loops"})
  void eachPassIsAHitOfGccsCodeWhereItHasAnInstructionOfItsOwn(String flags) throws IOException {
    Map<String, TraceTable> tables = traced("gcc", flags, "unrolled.c");
    Map<String, String> fewer = eachPassOrAWarning(tables, 1);
    Map<String, String> known =
        Map.of(
            "FOLDED",
            "several passes over `unrolled.c:LINE` begin at one address of `folded`: they are one"
                + " hit; where each pass has to be a row, build it without `-funroll-loops` and"
                + " `-O3`",
            "VECTOR",
            "`unrolled.c:LINE` works on several elements at once in `several`: a hit may be"
                + " several passes; where each pass has to be a row, build it with"
                + " `-fno-tree-vectorize`");
    assumeTrue(Compiled.isVersion("gcc", 12), "gcc is not 12, of which these counts are");
    assertThat(tables).hasSizeGreaterThanOrEqualTo(9);
    assertThat(Objects.requireNonNull(tables.get("FOLDED")).rowCount()).isEqualTo(3);
    assertThat(fewer.get("FOLDED")).isEqualTo(known.get("FOLDED"));
    if (flags.equals("-O2")) {
      assertThat(fewer).containsOnlyKeys("FOLDED");
    } else {
      assertThat(fewer).containsOnlyKeys("FOLDED", "VECTOR");
      assertThat(fewer.get("VECTOR")).contains(known.get("VECTOR"));
      assertThat(Objects.requireNonNull(tables.get("VECTOR")).rowCount())
          .isLessThan(said("VECTOR"));
    }
  }

  /** Nothing marks them there: what is surely the same code again is hit, and the rest is said. */
  @ParameterizedTest
  @ValueSource(strings = {"-O1", "-O2"})
  void aPassOverClangsCodeIsAHitOrTheCellSaysThatSomeMayBeMissing(String flags) throws IOException {
    Map<String, TraceTable> tables = traced("clang", flags, "unrolled.c");
    // The first address of one is that of a division of 64 bits, which no pass needs.
    eachPassOrAWarning(tables, 0);
    assumeTrue(Compiled.isVersion("clang", 14), "clang is not 14, of which these counts are");
    assertThat(tables).hasSizeGreaterThanOrEqualTo(8);
    tables.forEach(
        (mark, table) ->
            assertThat(table.rowCount()).as(mark).isGreaterThan(mark.equals("DIVIDED") ? -1 : 0));
    for (String all : List.of("INLINED", "STORED", "CALLS", "THREADED", "MACRO", "LOOP")) {
      assertThat(Objects.requireNonNull(tables.get(all)).rowCount()).as(all).isEqualTo(said(all));
    }
    if (!flags.equals("-O1")) {
      assertThat(text(warnings("XORS", Objects.requireNonNull(tables.get("XORS")))))
          .isEqualTo(
              "`unrolled.c:LINE` has code at 4 addresses of `sums` and is probed at 3, and the"
                  + " debug info does not say where passes begin: hits may be missing; each"
                  + " address can be traced as `objdump -dl` shows it");
    }
  }

  /**
   * Whatever the compiler made of it: a line is hit as often as the program says that it is passed,
   * or less often, and then the cell says so.
   *
   * @return what is said of lines, by their marks
   */
  private Map<String, String> eachPassOrAWarning(Map<String, TraceTable> tables, int least) {
    assertThat(tables).isNotEmpty();
    Map<String, String> warned = new LinkedHashMap<>();
    tables.forEach(
        (mark, table) -> {
          List<String> warnings = warnings(mark, table);
          if (warnings.isEmpty()) {
            assertThat(table.rowCount()).as(mark).isEqualTo(said(mark));
          } else {
            assertThat(table.rowCount()).as(mark).isBetween(least, said(mark));
            warned.put(mark, text(warnings));
          }
        });
    return warned;
  }

  /** What catches it is in the cold part, which lies in front and has a mark of the line, too. */
  @Test
  void aLineThatCatchesWhatItThrowsIsHitWhereAPassBegins() throws IOException {
    Map<String, TraceTable> tables = traced("g++", "-O2", "caught.cc");
    assertThat(tables).containsOnlyKeys("GUARDED", "CAUGHT");
    tables.forEach(
        (mark, table) -> {
          assertThat(table.rowCount()).as(mark).isEqualTo(said(mark));
          assertThat(warnings(mark, table)).as(mark).isEmpty();
        });
  }

  /** Nothing tells the parts of a loop's line from passes over it. */
  @Test
  void aLoopWithoutColumnsIsPassedOnce() throws IOException {
    Map<String, TraceTable> tables = traced("gcc", "-O2 -gno-column-info", "unrolled.c");
    TraceTable loop = Objects.requireNonNull(tables.get("LOOP"));
    eachPassOrAWarning(Map.of("LOOP", loop), 1);
    assumeTrue(Compiled.isVersion("gcc", 12), "gcc is not 12, of which these counts are");
    assertThat(loop.rowCount()).isEqualTo(said("LOOP"));
    assertThat(warnings("LOOP", loop)).hasSize(1);
  }

  private int said(String mark) {
    return said.getOrDefault(mark, -1);
  }

  /** Those that a line of the program is named in. */
  private List<String> warnings(String mark, TraceTable table) {
    return table.warnings().stream()
        .filter(w -> w.contains(":" + numbers.get(mark) + "` "))
        .toList();
  }

  private static String text(List<String> warnings) {
    return String.join("\n", warnings)
        .replaceAll("unrolled.c:[0-9]+", "unrolled.c:LINE")
        .replaceFirst("line [0-9]+: ", "");
  }

  /** The tables of the lines that have code. */
  private Map<String, TraceTable> traced(String compiler, String flags, String source)
      throws IOException {
    Compiled.require(compiler);
    Path program = directory.resolve("unrolled");
    List<String> make = new ArrayList<>(List.of(compiler, "-g"));
    make.addAll(List.of(flags.split(" ", -1)));
    make.addAll(List.of(Compiled.source("live/" + source), "-o", program.toString()));
    Compiled.run(make);
    for (String line : Compiled.run(List.of(program.toString()))) {
      int blank = line.indexOf(' ');
      said.put(line.substring(0, blank), Integer.parseInt(line.substring(blank + 1)));
    }
    Map<Integer, String> marks = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("live/" + source)));
    for (String mark : said.keySet()) {
      int line =
          IntStream.range(0, lines.size())
              .filter(i -> lines.get(i).contains("/* " + mark + " */"))
              .findFirst()
              .orElseThrow();
      marks.put(line + 1, mark);
    }
    StringBuilder cell = new StringBuilder("%%trace --for 20s --launch '" + program + "'");
    Set<Integer> withCode = new TreeSet<>();
    for (Row row : Notebook.listing(program, "lines", source)) {
      if (!row.getString("address").isEmpty()) {
        withCode.add(row.getInt("line"));
      }
    }
    marks.keySet().retainAll(withCode);
    marks.forEach((l, mark) -> numbers.put(mark, l));
    marks.forEach(
        (l, mark) -> cell.append("\ntrace %s:%d as %s { emit $pc; }".formatted(source, l, mark)));
    Notebook notebook = Notebook.run(cell.toString());
    Map<String, TraceTable> tables = new LinkedHashMap<>();
    marks.values().forEach(mark -> tables.put(mark, notebook.table(mark)));
    return tables;
  }
}
