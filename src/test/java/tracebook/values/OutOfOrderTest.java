package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** Variables to which optimised code stores before, or behind, the line that does in the source. */
@Timeout(300)
class OutOfOrderTest {
  @TempDir static Path directory;

  private static Path program = Path.of("");

  @BeforeAll
  static void compile() {
    Compiled.requireProbes();
    Compiled.require("gcc");
    program = directory.resolve("ordered");
    Compiled.run(
        List.of("gcc", "-O1", "-g", "-o", program.toString(), Compiled.source("ordered.c")));
  }

  @Test
  void whatAnEarlierLineHasYetToStoreIsMissing() {
    TraceTable table = table("ordered.c:23", "p.first, p.second, alone");
    assertThat(shown(table)).containsExactly("40", "", "");
    assertThat(table.why(0, "p.second")).isEqualTo("not stored yet");
    assertThat(table.why(0, "alone")).isEqualTo("not stored yet");
  }

  @Test
  void whatALaterLineHasStoredIsMissing() {
    TraceTable table = table("ordered.c:24", "p.first, p.second, alone, q.first");
    assertThat(shown(table)).containsExactly("40", "-2", "4", "");
    assertThat(table.why(0, "q.first")).isEqualTo("perhaps changed already, ahead of its line");
  }

  /** The indices lead there from 4,000 bytes in front of one array, and from behind the other. */
  @Test
  void whatALaterLineHasStoredWithAnIndexIsMissing() {
    TraceTable table = table("ordered.c:49", "a[0], b[0]");
    assertThat(shown(table)).containsExactly("", "");
    assertThat(table.why(0, "a[0]")).isEqualTo("perhaps changed already, ahead of its line");
    assertThat(table.why(0, "b[0]")).isEqualTo("perhaps changed already, ahead of its line");
    assertThat(shown(table("ordered.c:51", "a[0], b[0]"))).containsExactly("-7", "-8");
  }

  @Test
  void inCodeThatIsNotKnownTheyAreMissing() {
    TraceTable table = table("ordered.c:33", "p.first, n");
    assertThat(shown(table).getFirst()).isEmpty();
    assertThat(table.why(0, "p.first"))
        .isEqualTo("perhaps not stored yet: the code of its function cannot be followed");
  }

  @Test
  void behindAllStoresEverythingIsThere() {
    assertThat(shown(table("ordered.c:26", "p.first, p.second, alone, q.first")))
        .containsExactly("40", "-2", "4", "-3");
  }

  @Test
  void aConditionSaysWhereItCanBeRead() {
    assertThat(run("ordered.c:23", "if alone > 0 { emit p.first; }").error())
        .contains("`alone` cannot be read at `ordered.c:23`: not stored yet")
        .containsPattern("it is readable at `0x[0-9a-f]+`");
  }

  /** gcc stores half of it behind the first address of the call's line; gdb shows zeros there. */
  @Test
  void anInitialiserThatIsStoredBehindTheNextLinesBeginningIsWholeOrMissing() {
    Path aggregates = Compiled.program(directory, "aggregates.c", "gcc", List.of("-O2", "-g"));
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + aggregates
                    + "' --for 20s\ntrace aggregates.c:197 { emit l.values, l.last; }")
            .table("events");
    assertThat(table.rowCount()).isEqualTo(1);
    Set<String> reasons = Set.of("not stored yet", "partly optimized out");
    assertThat(shown(table).getFirst()).isIn("[1, 2, 3, 4, 5, -6]", "");
    assertThat(shown(table).getLast()).isIn("-7", "");
    for (String column : List.of("l.values", "l.last")) {
      if (!table.why(0, column).isEmpty()) {
        assertThat(reasons).contains(table.why(0, column));
      }
    }
  }

  @Test
  void whatAnInlinedFunctionHasYetToStoreIsMissing() {
    TraceTable table = inlined("trace inlined_stores.c:19 { emit p.first, p.second; }");
    assertThat(shown(table)).containsExactly("-1", "");
    assertThat(table.why(0, "p.second")).isEqualTo("not stored yet");
    assertThat(shown(inlined("trace inlined_stores.c:20 { emit p.first, p.second; }")))
        .containsExactly("-1", "10");
  }

  /** The head of the loop stores it behind the body, for the next turn. */
  @Test
  void theVariableOfALoopIsThereInItsBody() {
    TraceTable table = inlined("trace inlined_stores.c:28 { emit i; }");
    assertThat(table.column("i").asStringColumn().asList()).containsExactly("0", "1", "2");
  }

  private static TraceTable inlined(String cell) {
    Path stores =
        Compiled.program(
            directory, "inlined_stores.c", "gcc", List.of("-O2", "-g", "-gno-statement-frontiers"));
    return Notebook.run("%%trace --launch '" + stores + "' --for 20s\n" + cell).table("events");
  }

  private static TraceTable table(String line, String columns) {
    return run(line, "emit " + columns + ";").table("events");
  }

  private static Notebook run(String line, String body) {
    return Notebook.run(
        "%%trace --launch '" + program + "' --for 20s\ntrace " + line + " { " + body + " }");
  }

  private static List<String> shown(TraceTable table) {
    return IntStream.range(5, table.columnCount())
        .mapToObj(column -> table.column(column).isMissing(0) ? "" : table.get(0, column))
        .map(Object::toString)
        .toList();
  }
}
