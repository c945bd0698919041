package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
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
@Timeout(300)
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

  /** Of what some calls tell, those that do not are named. */
  @Test
  void theCallersThatDoNotTellWhatTheyPassAreNamed() throws IOException {
    Path program = directory.resolve("passed");
    Compiled.require("gcc");
    Compiled.run(
        List.of("gcc", "-O2", "-g", "-w", Compiled.source("passed.c"), "-o", program.toString()));
    String place = "passed.c:" + line("/* LEAF */");
    String caller = "passed.c:" + line("leaf(source, 0)");
    TraceTable table = run(program, place, "emit n, passed, n + 1;").table("events");
    assertThat(table.warnings().stream().filter(w -> w.contains("`n`")))
        .containsExactly(
            "line 2: `n` is not known in all calls of `leaf`: some do not tell what they pass;"
                + " probe where `leaf` is called, to see what is passed: `main` at `"
                + caller
                + "`");
    for (Row row : Notebook.listing(program, "vars", place)) {
      if (row.getString("name").equals("n")) {
        assertThat(row.getBoolean("readable")).isTrue();
        assertThat(row.getString("nearest")).isEqualTo("caller: main at " + caller);
      }
    }
    Notebook there = run(program, caller, "emit source;");
    assertThat(there.table("events").getString(0, "source")).isEqualTo("20");
  }

  /** It is computed of what the function does not take any more. */
  @Test
  void ofALocalVariableTheCallersAreNamedToo() {
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "later.c", "-O2");
    assertThat(nearest(program, "later.c:9", "twice")).isEqualTo("caller: main at later.c:16");
    assertThat(run(program, "later.c:9", "if twice > 1 { emit sink; }").error())
        .contains(
            "error: `twice` cannot be read at `later.c:9`: only its value at the function's entry"
                + " is known")
        .endsWith(
            "hint: probe where `later` is called, to see what is passed: `main` at `later.c:16`");
  }

  private static int line(String mark) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("passed.c")));
    int line = 1;
    while (!lines.get(line - 1).contains(mark)) {
      line++;
    }
    return line;
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
