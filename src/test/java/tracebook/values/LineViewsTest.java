package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
@Timeout(300)
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
    int shown = compare(program);
    System.out.println(flags + ": " + shown + " of 16");
    assertThat(shown).isGreaterThanOrEqualTo(least);
  }

  /** DW_LLE_GNU_view_pair, which GCC documents and does not write: made of what it writes. */
  @Test
  void theViewsCanBeInTheListItself() throws IOException {
    String version = String.join("", Compiled.run(List.of("gcc", "-dumpversion")));
    assumeTrue(version.split("[.]", 2)[0].equals("12"), "made of what gcc 12 writes with -dA");
    Path assembly = directory.resolve("unmoved.s");
    Compiled.run(
        List.of(
            "gcc", "-O2", "-g", "-dA", "-S", Compiled.source("unmoved.c"), "-o", "" + assembly));
    Files.write(assembly, withPairs(Files.readAllLines(assembly)));
    Path program = directory.resolve("unmoved");
    Compiled.run(List.of("gcc", assembly.toString(), "-o", program.toString()));
    Compiled.require("readelf");
    List<String> said =
        Compiled.run(List.of("readelf", "--debug-dump=loc", program.toString())).stream()
            .filter(line -> line.contains("views for:"))
            .toList();
    assertThat(said).hasSizeGreaterThan(5);
    assertThat(compare(program)).isGreaterThanOrEqualTo(12);
  }

  private static List<String> withPairs(List<String> assembly) {
    Deque<String> views = new ArrayDeque<>();
    List<String> changed = new ArrayList<>();
    for (String line : assembly) {
      if (line.contains("# View list ")) {
        views.add(line);
      } else if (line.contains("(DW_AT_GNU_locviews)")) {
        changed.add("\t.uleb128 0x2fff"); // One that nobody knows, which has as many bytes.
      } else if (line.contains("# DW_AT_GNU_locviews")) {
        changed.add("\t.long 0");
      } else {
        if (line.contains("# DW_LLE_") && !views.isEmpty() && !line.contains("_base_address")) {
          changed.addAll(List.of("\t.byte 0x9", views.remove(), views.remove()));
        }
        changed.add(line);
      }
    }
    assertThat(views).isEmpty();
    return changed;
  }

  /** How many were shown, each as it was. */
  private static int compare(Path program) throws IOException {
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
    return shown;
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
