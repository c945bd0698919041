package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** What is neither true nor false has no value, in no expression. */
@Timeout(300)
class TruthsTest {
  private static final String UNDECIDED = "undecided: `odd` could not be read";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  @Test
  void a_register_of_which_only_the_lowest_bit_is_meant() {
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "truths.c", "-O2");
    Traced traced =
        traced(
            program,
            "emit odd, n = +odd, not = !odd, which = odd ? 1 : 2, both = odd && true;"
                + " if odd { emit yes = 1; } else { emit no = 1; }");
    List<String> low = List.of("0", "1", "58", "59", "0", "1", "255");
    for (int row = 0; row < 7; row++) {
      boolean known = row != 2 && row != 3 && row != 6;
      String why = known ? "" : "`" + low.get(row) + "` is neither true nor false";
      for (String column : List.of("odd", "n", "not", "which", "both")) {
        assertThat(traced.table.why(row, column)).as("%s %d", column, row).isEqualTo(why);
      }
      boolean odd = traced.said.get(row).startsWith("1");
      if (known) {
        assertThat(traced.shown(row, "odd")).isEqualTo(String.valueOf(odd));
        assertThat(traced.shown(row, "n")).isEqualTo(odd ? "1" : "0");
        assertThat(traced.shown(row, "not")).isEqualTo(String.valueOf(!odd));
        assertThat(traced.shown(row, "which")).isEqualTo(odd ? "1" : "2");
        assertThat(traced.shown(row, "both")).isEqualTo(String.valueOf(odd));
        assertThat(traced.table.why(row, odd ? "yes" : "no")).isEmpty();
      } else {
        assertThat(traced.table.why(row, "yes")).isEqualTo(UNDECIDED);
        assertThat(traced.table.why(row, "no")).isEqualTo(UNDECIDED);
      }
    }
    assertThat(traced.table.completeness().longColumn("unreadable").get(0)).isEqualTo(3);
  }

  @Test
  void a_byte_that_is_no_truth_value() {
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "truths.c", "-O0");
    Traced traced = traced(program, "emit v = *there, n = *there + 1, not = !there[0];");
    for (int row = 0; row < 7; row++) {
      String held = traced.said.get(row).split(" ", 2)[1];
      boolean known = held.equals("0") || held.equals("1");
      String why = known ? "" : "`" + held + "` is neither true nor false";
      for (String column : List.of("v", "n", "not")) {
        assertThat(traced.table.why(row, column)).as("%s %d", column, row).isEqualTo(why);
      }
      if (known) {
        assertThat(traced.shown(row, "n")).isEqualTo(held.equals("1") ? "2" : "1");
        assertThat(traced.shown(row, "not")).isEqualTo(held.equals("1") ? "false" : "true");
      }
    }
  }

  @Test
  void a_key_that_is_no_truth_value_is_a_group_with_its_reason() {
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "truths.c", "-O0");
    Traced traced = traced(program, "summarize count() by not = !*there;");
    assertThat(traced.table.csv()).isEqualTo("not,count()\r\n,3\r\nfalse,2\r\ntrue,2\r\n");
    assertThat(traced.table.why(0, "not")).isEqualTo("it is neither true nor false");
  }

  /** What is shown, and what the program prints. */
  private record Traced(TraceTable table, List<String> said) {
    String shown(int row, String column) {
      return table.column(column).getString(row);
    }
  }

  private static Traced traced(Path program, String block) {
    Notebook notebook =
        Notebook.run(
            "%%trace --for 20s --launch '" + program + "'\ntrace truths.c:12 { " + block + " }");
    List<String> said = String.join("\n", notebook.printed).lines().toList();
    assertThat(said).hasSize(7);
    return new Traced(notebook.table("events"), said);
  }
}
