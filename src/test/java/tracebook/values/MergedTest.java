package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.table.TraceTable;

/** Functions that have the same code, and were made one for that. */
@Timeout(300)
class MergedTest {
  private static final String APART =
      "to tell them apart, build with `-fno-ipa-icf` and link without `--icf`";
  private static final String LLD = "-ffunction-sections -fuse-ld=lld -Wl,--icf=all";
  private static final String GOLD = "-fno-ipa-icf -ffunction-sections -fuse-ld=gold -Wl,--icf=all";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gcc | -O2 -DFIRST=static | left | left | first",
        "clang | -O2 -DFIRST= " + LLD + " | left | left | second",
        "clang | -O0 -DFIRST= " + LLD + " | left | left | second",
        "gcc | -O2 -DFIRST= " + GOLD + " | left | right | second"
      })
  void aHitIsSaidToBeOfEither(
      String compiler, String flags, String first, String second, String line) throws IOException {
    Path program = built(compiler, flags);
    Notebook cell =
        run(
            program,
            "trace first as one { emit $args, $function; } trace second as two { emit $args; }"
                + " trace merged.c:"
                + marked(line)
                + " as line { emit $pc; }"
                + " trace second return as returned { emit $retval, start = entry("
                + second
                + "->x); } trace other as alone { emit $args; }"
                + " trace alias return as named { emit $retval; }");
    TraceTable one = cell.table("one");
    assertThat(one.rowCount()).isEqualTo(3 + 5);
    assertThat(one.columnNames()).contains(first);
    assertThat(values(one, "$function")).containsOnly("first, second");
    assertThat(cell.table("two").rowCount()).isEqualTo(3 + 5);
    assertThat(cell.table("two").columnNames()).contains(second);
    assertThat(cell.table("line").rowCount()).isEqualTo(3 + 5);
    assertThat(one.warnings())
        .anyMatch(
            w ->
                w.contains(
                    "`first`, `second` have the same code: a hit is of any of them, with the"
                        + " variables of `first`"));
    for (String name : List.of("one", "two", "line", "returned")) {
      assertThat(cell.table(name).warnings())
          .anyMatch(w -> w.contains("`first`, `second` have the same code") && w.contains(APART));
    }
    assertThat(values(cell.table("returned"), "$retval"))
        .isEqualTo(List.of("5", "5", "5", "11", "11", "11", "11", "11"));
    assertThat(values(cell.table("returned"), "start"))
        .isEqualTo(List.of("1", "1", "1", "3", "3", "3", "3", "3"));
    // An alias of the source is no other function.
    assertThat(cell.table("alone").rowCount()).isEqualTo(2);
    assertThat(values(cell.table("named"), "$retval")).isEqualTo(List.of("7", "7"));
    assertThat(cell.table("alone").warnings()).noneMatch(w -> w.contains("`other`"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"clang | -O2 -DFIRST= " + LLD, "gcc | -O2 -DFIRST= " + GOLD})
  void whatIsOfAnotherTypeInTheOtherIsMissing(String compiler, String flags) {
    Path program = built(compiler, flags);
    Notebook cell =
        run(
            program,
            "trace area as one { emit $args, of->x; }"
                + " trace area return as returned { emit $retval, scale = entry(scale); }");
    TraceTable one = cell.table("one");
    String why = "perhaps a variable of `surface`, which has the same code";
    assertThat(values(one, "scale")).isEqualTo(List.of("0", "1", "0", "1", "2", "3"));
    assertThat(IntStream.range(0, 6).mapToObj(row -> one.why(row, one.columnIndex("of"))))
        .containsOnly(why);
    assertThat(IntStream.range(0, 6).mapToObj(row -> one.why(row, one.columnIndex("of->x"))))
        .containsOnly(why);
    assertThat(one.warnings())
        .anyMatch(w -> w.contains("a caller knows which of the two it calls: probe its line"));
    TraceTable returned = cell.table("returned");
    assertThat(values(returned, "scale")).isEqualTo(List.of("0", "1", "0", "1", "2", "3"));
    assertThat(
            IntStream.range(0, 6)
                .mapToObj(row -> returned.why(row, returned.columnIndex("$retval"))))
        .containsOnly("perhaps of `surface`, which has the same code and another type");
  }

  @Test
  void ofManyOnlyAFewAreNamed() {
    Path program = built("clang", "-O2 -DFIRST= -DTWINS " + LLD);
    Notebook cell = run(program, "trace *twin_* { emit $function; }");
    List<String> warnings = cell.table("events").warnings();
    assertThat(warnings.stream().filter(w -> w.contains(" have the same code: a hit is of any")))
        .hasSize(3);
    assertThat(warnings)
        .anyMatch(
            w ->
                w.contains("7 more groups of functions have the same code")
                    && w.contains("`%functions` lists those of a name with their addresses"));
  }

  private Path built(String compiler, String flags) {
    Compiled.requireProbes();
    Compiled.require(compiler);
    Compiled.require(flags.contains("gold") ? "ld.gold" : flags.contains("lld") ? "ld.lld" : "ld");
    return Compiled.live(directory, compiler, "merged.c", flags.split(" ", -1));
  }

  private static Notebook run(Path program, String script) {
    return Notebook.run("%%trace --for 20s --launch '" + program + "'\n" + script);
  }

  private static List<String> values(TraceTable table, String column) {
    return table.column(column).asList().stream().map(Object::toString).toList();
  }

  private static int marked(String word) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("live/merged.c")));
    return 1
        + IntStream.range(0, lines.size())
            .filter(i -> lines.get(i).contains("/* " + word + " */"))
            .findFirst()
            .orElseThrow();
  }
}
