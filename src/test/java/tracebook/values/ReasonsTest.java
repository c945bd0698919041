package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** What has no value says why, and takes no part in what depends on it. */
@Timeout(300)
class ReasonsTest {
  private static Path aggregates;
  private static Path scalars;

  @BeforeAll
  static void compile(@TempDir Path directory) {
    Compiled.requireProbes();
    Compiled.require("gcc");
    aggregates = Compiled.program(directory, "aggregates.c", "gcc", List.of("-O0", "-g"));
    scalars = Compiled.program(directory, "scalars.c", "gcc", List.of("-O0", "-g"));
  }

  private static TraceTable trace(Path program, String place, String statements)
      throws IOException {
    return Notebook.run(
            "%%trace --launch '"
                + program
                + "' --for 20s\ntrace "
                + place(program, place)
                + " { "
                + statements
                + " }")
        .table("events");
  }

  /** The line of a tag; any other name as it is. */
  private static String place(Path program, String tag) throws IOException {
    String source = program.getFileName() + ".c";
    List<String> lines = Files.readAllLines(Compiled.SOURCES.resolve(source));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("HERE(" + tag + ")")) {
        return source + ":" + (i + 1);
      }
    }
    return tag;
  }

  private static String cell(TraceTable table, int row, String column) {
    String why = table.why(row, column);
    return table.column(column).isMissing(row) ? "<" + why + ">" : table.getString(row, column);
  }

  private static long unreadable(TraceTable table) {
    return Long.parseLong(table.completeness().getString(0, "unreadable"));
  }

  @Test
  void aConditionThatCannotBeReadTakesNeitherBranch() throws IOException {
    TraceTable table =
        trace(
            aggregates,
            "strings_line",
            "if *none == 'x' { emit a = 1; } else { emit b = 2; } emit c = 3;");
    assertThat(table.rowCount()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      assertThat(cell(table, row, "a")).isEqualTo("<undecided: `*none == 'x'` could not be read>");
      assertThat(cell(table, row, "b")).isEqualTo("<undecided: `*none == 'x'` could not be read>");
      assertThat(cell(table, row, "c")).isEqualTo("3");
    }
    assertThat(unreadable(table)).isEqualTo(3);
  }

  @Test
  void whatAConditionThatCannotBeReadLeavesOpenIsSaidInTheRow() throws IOException {
    TraceTable table =
        trace(
            aggregates,
            "strings_line",
            "if *none == 'x' { print \"p\"; if 1 == 1 { emit inner = 1; } } else if 1 == 2 { emit"
                + " next = 1; } else { emit last = 1; } if 1 == 2 { emit no = 1; } emit c = 3;");
    String open = "<undecided: `*none == 'x'` could not be read>";
    assertThat(cell(table, 0, "message")).isEqualTo(open);
    assertThat(cell(table, 0, "inner")).isEqualTo(open);
    assertThat(cell(table, 0, "last")).isEqualTo(open);
    assertThat(cell(table, 0, "next")).isEqualTo("<not reached in this hit>");
    assertThat(cell(table, 0, "no")).isEqualTo("<not reached in this hit>");
    table =
        trace(
            aggregates, "strings_line", "print \"always\"; if *none == 'x' { print \"perhaps\"; }");
    assertThat(cell(table, 0, "message")).isEqualTo("always");
    assertThat(table.why(0, "message")).isEqualTo("undecided: `*none == 'x'` could not be read");
  }

  @Test
  void ofVeryManyConditionsTheLastOnesShareTheirReason() throws IOException {
    String many =
        java.util.stream.IntStream.range(0, 70)
            .mapToObj(i -> "if *none == " + i + " { emit c" + i + " = 1; } ")
            .collect(java.util.stream.Collectors.joining());
    TraceTable table = trace(aggregates, "strings_line", many + "emit c = 3;");
    assertThat(cell(table, 0, "c0")).isEqualTo("<undecided: `*none == 0` could not be read>");
    assertThat(cell(table, 0, "c62")).isEqualTo("<undecided: `*none == 62` could not be read>");
    assertThat(cell(table, 0, "c63")).isEqualTo("<undecided: a condition could not be read>");
    assertThat(cell(table, 0, "c69")).isEqualTo("<undecided: a condition could not be read>");
    assertThat(cell(table, 0, "c")).isEqualTo("3");
  }

  @Test
  void anElseIfAfterItIsStillTried() throws IOException {
    TraceTable table =
        trace(
            aggregates,
            "strings_line",
            "if *none == 'x' { emit a = 1; } else if short_one == \"xxx\" { emit b = 2; } else {"
                + " emit c = 3; }");
    assertThat(table.rowCount()).isEqualTo(3);
    assertThat(cell(table, 0, "b")).isEqualTo("2");
    assertThat(table.column("c").isMissing(0)).isTrue();
    assertThat(unreadable(table)).isEqualTo(3);
  }

  @Test
  void theRightSideIsNotReadWhenTheLeftDecides() throws IOException {
    TraceTable table =
        trace(
            aggregates,
            "strings_line",
            "emit s = none != null && *none == 'x', t = none == null || *none == 'x', u = none =="
                + " null && *none == 'x', v = none == null ? 7 : *none;");
    assertThat(cell(table, 0, "s")).isEqualTo("false");
    assertThat(cell(table, 0, "t")).isEqualTo("true");
    assertThat(cell(table, 0, "u")).isEqualTo("<null pointer>");
    assertThat(cell(table, 0, "v")).isEqualTo("7");
  }

  @Test
  void whatDependsOnAValueThatIsNotThereIsNotThere() throws IOException {
    TraceTable table =
        trace(
            aggregates,
            "strings_line",
            "let v = *none; let w = v + 1; emit v, w, x = w * 0, y = *wild, z = 5;");
    assertThat(cell(table, 0, "v")).isEqualTo("<null pointer>");
    assertThat(cell(table, 0, "w")).isEqualTo("<null pointer>");
    assertThat(cell(table, 0, "x")).isEqualTo("<null pointer>");
    assertThat(cell(table, 0, "y")).isEqualTo("<page fault at 0x2000>");
    assertThat(cell(table, 0, "z")).isEqualTo("5");
    assertThat(unreadable(table)).isEqualTo(3);
  }

  @Test
  void stringsAreComparedWhole() throws IOException {
    TraceTable table =
        trace(
            aggregates,
            "strings_line",
            "emit a = short_one == \"xxx\", b = short_one != \"xxx\", c = short_one == \"xx\", d ="
                + " short_one == \"xxxx\", e = starts_with(short_one, \"xx\"), f ="
                + " starts_with(short_one, \"xxxx\"), g = none == \"x\", h = nothing == \"\", i ="
                + " full == \"full\", j = full == \"ful\", k = empty == \"\", l = words[0] =="
                + " \"one\";");
    assertThat(
            List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l").stream()
                .map(c -> cell(table, 0, c)))
        .containsExactly(
            "true",
            "false",
            "false",
            "false",
            "true",
            "false",
            "<null pointer>",
            "true",
            "true",
            "false",
            "true",
            "true");
  }

  @Test
  void aStringIsCutAtTheCapAndSaysSo() throws IOException {
    TraceTable table = trace(aggregates, "strings_line", "emit longer, just;");
    assertThat(table.getString(0, "longer")).hasSize(255);
    assertThat(table.getString(1, "longer")).hasSize(256);
    assertThat(table.getString(2, "longer")).hasSize(256);
    assertThat(table.why(1, "longer")).isEmpty();
    assertThat(table.why(2, "longer")).isEqualTo("truncated at 256 B");
  }

  @Test
  void literalsAreSignedAndHave64Bits() throws IOException {
    TraceTable table =
        trace(
            scalars,
            "widths",
            "let m = u32; emit a = u32 > -1, b = u32 + 1, c = s32 - 1, d = u8 * 2, e = m + 1;");
    assertThat(cell(table, 0, "a")).isEqualTo("true");
    assertThat(cell(table, 0, "b")).isEqualTo("4294967296");
    assertThat(cell(table, 0, "c")).isEqualTo("-2147483649");
    assertThat(cell(table, 0, "d")).isEqualTo("510");
    assertThat(cell(table, 0, "e")).isEqualTo("4294967296");
    TraceTable wide = trace(scalars, "wide", "emit a = u64 > -1, b = s64 > -1;");
    assertThat(cell(wide, 0, "a")).isEqualTo("false");
    assertThat(cell(wide, 1, "b")).isEqualTo("true");
  }

  @Test
  void divisionsWithoutAValue() throws IOException {
    TraceTable table =
        trace(
            scalars,
            "widths",
            "emit a = s32 / 0, b = u8 / (u8 - u8), c = s32 / (s8 - s8 - u8 / u8), d = s32 % u16;");
    assertThat(cell(table, 0, "a")).isEqualTo("<division by zero>");
    assertThat(cell(table, 0, "b")).isEqualTo("<division by zero>");
    assertThat(cell(table, 0, "c"))
        .isEqualTo("<division overflow: the most negative number by -1>");
    assertThat(cell(table, 0, "d")).isEqualTo("-32768");
    assertThat(unreadable(table)).isEqualTo(3);
  }

  @Test
  void localsOfAFunctionWithAnArrayOfVariableLength() throws IOException {
    TraceTable table = trace(scalars, "vla_line", "emit $locals; emit $args;");
    assertThat(cell(table, 0, "n")).isEqualTo("5");
    assertThat(cell(table, 0, "row")).isEqualTo("[0, 1, 4, 9, 16]");
  }

  @Test
  void aVariableThatIsDeclaredOnTheProbedLineHasNoValueYet() throws IOException {
    TraceTable table = trace(scalars, "scalars.c:" + oneLineLoop(), "emit i, n;");
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(cell(table, 0, "i")).isEqualTo("<not declared yet>");
    assertThat(cell(table, 0, "n")).isEqualTo("4");
  }

  private static int oneLineLoop() throws IOException {
    List<String> lines = Files.readAllLines(Compiled.SOURCES.resolve("scalars.c"));
    return 1
        + lines.indexOf(
            lines.stream().filter(l -> l.contains("{ any(i); }")).findFirst().orElseThrow());
  }
}
