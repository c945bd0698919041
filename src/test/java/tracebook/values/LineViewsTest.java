package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.Row;
import tracebook.table.TraceTable;

/**
 * What a variable is before a line that shares its address with others, which change it without an
 * instruction (GCC's location views). gdb shows at each of them what it is behind the last.
 */
@Timeout(60)
class LineViewsTest {
  /** What {@code x} and {@code y} are before the line, in the first call: of 10. */
  private static final Map<String, List<Integer>> BEFORE = new LinkedHashMap<>();

  static {
    BEFORE.put("FIRST", List.of(10));
    BEFORE.put("SECOND", List.of(11));
    BEFORE.put("THIRD", List.of(11, 22));
    BEFORE.put("FOURTH", List.of(22, 22));
    BEFORE.put("FIFTH", List.of(22, 5));
  }

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("gcc");
  }

  @ParameterizedTest
  @CsvSource({"-O2 -g, 12", "-O1 -gdwarf-4, 10", "-Og -gdwarf-2, 10"})
  void aVariableIsWhatItIsBeforeTheLine(String flags, int least) throws IOException {
    Path program = directory.resolve("unmoved");
    List<String> make = new ArrayList<>(List.of("gcc"));
    make.addAll(List.of(flags.split(" ", -1)));
    make.addAll(List.of(Compiled.source("unmoved.c"), "-o", program.toString()));
    Compiled.run(make);
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("unmoved.c")));
    StringBuilder cell = new StringBuilder("%%trace --for 20s --launch '" + program + "'");
    for (String mark : BEFORE.keySet()) {
      int line = 1;
      while (!lines.get(line - 1).contains("/* " + mark + " */")) {
        line++;
      }
      cell.append("\ntrace unmoved.c:%d as %s { emit x, y; }".formatted(line, mark));
    }
    Notebook notebook = Notebook.run(cell.toString());
    int shown = 0;
    for (Map.Entry<String, List<Integer>> before : BEFORE.entrySet()) {
      TraceTable table = notebook.table(before.getKey());
      assertThat(table.rowCount()).isEqualTo(2);
      for (int row = 0; row < 2; row++) {
        for (int i = 0; i < before.getValue().size(); i++) {
          String name = i == 0 ? "x" : "y";
          // `y` is twice of what `x` is, which is 20 more in the second call.
          int first = before.getValue().get(i);
          int now = row == 0 || first == 5 ? first : first == 22 ? 62 : first + 20;
          if (table.why(row, name).isEmpty()) {
            shown++;
            assertThat(table.column(name).getString(row))
                .as("%s at %s, row %d", name, before.getKey(), row)
                .isEqualTo(Integer.toString(now));
          }
        }
      }
    }
    System.out.println(flags + ": " + shown + " of 16");
    assertThat(shown).isGreaterThanOrEqualTo(least);
  }

  /** The location is what a trace of the line reads, not what is there behind the last one. */
  @Test
  void theListingSaysWhereAVariableIsBeforeTheLine() throws IOException {
    Path program = directory.resolve("unmoved");
    Compiled.run(
        List.of("gcc", "-O2", "-g", Compiled.source("unmoved.c"), "-o", program.toString()));
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("unmoved.c")));
    List<String> found = new ArrayList<>();
    for (String mark : BEFORE.keySet()) {
      int line = 1;
      while (!lines.get(line - 1).contains("/* " + mark + " */")) {
        line++;
      }
      for (Row row : Notebook.listing(program, "vars", "unmoved.c:" + line)) {
        if (row.getString("name").equals("x")) {
          found.add(mark + ": " + row.getString("location"));
        }
      }
    }
    assertThat(found).startsWith("FIRST: rax", "SECOND: rax+1");
  }
}
