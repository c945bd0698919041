package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Row;
import tracebook.table.TraceTable;

/** Parameters that no place of their function has: what is said names who passes them. */
@Timeout(120)
class CallerHintTest {
  private static final String FIVE =
      "`both` at `passed.c:24`, `both` at `passed.c:25`, `main` at `passed.c:38` and 2 more";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  private static Notebook run(Path program, String place, String block) {
    return Notebook.run(
        "%%trace --for 30s --launch '" + program + "'\ntrace " + place + " { " + block + " }");
  }

  private Path compiled(String compiler) {
    Compiled.require(compiler);
    return Compiled.live(directory, compiler, "passed.c", "-O2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc", "clang"})
  void theLineThatIsNamedReadsWhatIsPassed(String compiler) {
    Path program = compiled(compiler);
    assertThat(run(program, "fade", "if code > 1 { emit n; }").error())
        .contains("error: `code` cannot be read at `passed.c:8`: ")
        .endsWith(
            "hint: probe where `fade` is called, to see what is passed: `first` at"
                + " `passed.c:14`");
    assertThat(nearest(program, "fade", "code")).isEqualTo("caller: first at passed.c:14");

    Notebook there = run(program, "passed.c:14", "emit code;");
    TraceTable table = there.table("events");
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      rows.add("code " + table.getString(row, "code"));
    }
    assertThat(rows).hasSize(3).isEqualTo(there.printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc", "clang"})
  void ofManyCallersThreeAreNamedAndTheOthersCounted(String compiler) {
    Path program = compiled(compiler);
    assertThat(run(program, "passed.c:19", "emit label, n;").table("events").warnings())
        .anyMatch(
            w ->
                w.contains("`label` cannot be read at `passed.c:19`: ")
                    && w.endsWith(
                        "; probe where `scale` is called, to see what is passed: " + FIVE));
    assertThat(nearest(program, "scale", "label")).isEqualTo("caller: " + FIVE.replace("`", ""));
  }

  @Test
  void whatAFunctionPassesToItselfIsNotNamed() {
    assertThat(nearest(compiled("gcc"), "again", "label")).isEqualTo("caller: main at passed.c:42");
  }

  @Test
  void theCallerOfAnInlinedCopyIsWhereItWasInlined() {
    Path program = compiled("gcc");
    assertThat(run(program, "both", "if label > 1 { emit n; }").error())
        .endsWith(
            "hint: probe where `both` is called, to see what is passed: `main` at `passed.c:37`");
    assertThat(nearest(program, "both", "label")).isEqualTo("caller: main at passed.c:37");
    assertThat(readable(program, "passed.c:37")).contains("i", "total", "sink");
  }

  private static String nearest(Path program, String place, String name) {
    for (Row row : Notebook.listing(program, "vars", place)) {
      if (row.getString("name").equals(name)) {
        assertThat(row.getBoolean("readable")).isFalse();
        return row.getString("nearest");
      }
    }
    throw new AssertionError("no `" + name + "` at `" + place + "`");
  }

  private static List<String> readable(Path program, String place) {
    List<String> names = new ArrayList<>();
    for (Row row : Notebook.listing(program, "vars", place)) {
      if (row.getBoolean("readable")) {
        names.add(row.getString("name"));
      }
    }
    return names;
  }
}
