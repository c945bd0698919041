package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** The rows of {@code emit each(v)}, beside what the program prints of the elements. */
@Timeout(900)
class EachTest {
  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  /** Rows of tables, each with its cells; a cell without a value as its reason. */
  private static Map<String, List<String>> printed(List<String> lines) {
    Map<String, List<String>> tables = new TreeMap<>();
    for (String line : lines) {
      int bar = line.indexOf('|');
      if (bar > 0) {
        tables
            .computeIfAbsent(line.substring(0, bar), t -> new ArrayList<>())
            .add(line.substring(bar + 1));
      }
    }
    return tables;
  }

  private static List<String> rows(TraceTable table) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < table.columnCount(); column++) {
        String text = table.column(column).getString(row);
        String why = table.why(row, column);
        cells.add(
            why.isEmpty() ? text : text.isEmpty() ? "<" + why + ">" : text + " <" + why + ">");
      }
      rows.add(String.join("|", cells));
    }
    return rows;
  }

  /** Compares every table that the program printed something of; gives how many rows. */
  private static int compare(Notebook notebook) {
    assertThat(notebook.error()).isEmpty();
    Map<String, List<String>> printed =
        printed(String.join("\n", notebook.printed).lines().toList());
    int rows = 0;
    for (Map.Entry<String, List<String>> table : printed.entrySet()) {
      String name = table.getKey();
      if (name.startsWith("!")) {
        String column = name.substring(name.indexOf('_') + 1);
        TraceTable parent = notebook.table(name.substring(1, name.indexOf('_')));
        for (String mark : table.getValue()) {
          int bar = mark.indexOf('|');
          int row = Integer.parseInt(mark.substring(0, bar));
          String why = parent.why(row, column);
          // The text may be shortened where all elements are there.
          assertThat(why.equals("shortened") ? "" : why)
              .as(name + "|" + mark)
              .isEqualTo(mark.substring(bar + 1));
        }
      } else {
        assertThat(rows(notebook.table(name))).as(name).isEqualTo(table.getValue());
        rows += table.getValue().size();
      }
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0", "gcc -O2 -gdwarf-4", "clang -O2 -gdwarf-5"})
  void arraysAndSlicesOfC(String way) {
    String[] words = way.split(" ");
    Compiled.require(words[0]);
    Path program =
        Compiled.live(
            directory,
            words[0],
            "elements.c",
            List.of(words).subList(1, words.length).toArray(String[]::new));
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + program
                + " --for 60s\n"
                + "trace handle as h {\n"
                + "  let items = r->items[0..r->count];\n"
                + "  emit numbers = each(r->numbers), each(matrix), line = each(matrix[1]),\n"
                + "    words = each(r->words), two = each(r->two), each(items),\n"
                + "    part = each(r->raw[from..to]), many = each(r->raw[0..r->many]),\n"
                + "    few = each(r->numbers[0..r->few]);\n"
                + "}\n");
    assertThat(compare(notebook)).isGreaterThan(300);
    TraceTable items = notebook.table("h").child("items");
    assertThat(items).isSameAs(notebook.table("h_items"));
    assertThat(items.columnNames())
        .containsExactly(
            "row",
            "index",
            "items.id",
            "items.name",
            "items.at.x",
            "items.at.y",
            "items.state",
            "items.low",
            "items.high",
            "items.weight",
            "items.next");
  }

  /** Two branches, of which one has elements; what counts hits does not count elements. */
  @Test
  void branchesAndLimits() {
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "elements.c", "-O0");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + program
                + " --max 7\n"
                + "trace handle {\n"
                + "  if r->many == 0 { emit v = each(r->raw[0..2]), r->few; } else { emit v ="
                + " r->few; }\n"
                + "}\n"
                + "trace handle as some { every 2 { emit each(matrix[0]); } }\n");
    assertThat(notebook.error()).isEmpty();
    List<String> rows = TableText.rows(notebook.table("events"));
    assertThat(rows.subList(0, 4)).containsExactly("2", "[1, 2] 0", "[1, 2] 0", "0");
    assertThat(TableText.cells(notebook.table("events_v"), "row", "index", "v"))
        .containsExactly("1 0 1", "1 1 2", "2 0 1", "2 1 2");
    TraceTable some = notebook.table("some");
    assertThat(rows.size() + some.rowCount()).isEqualTo(7);
    assertThat(notebook.table("some_matrix_0").rowCount()).isEqualTo(4 * some.rowCount());
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++ -std=c++20 -O2", "clang++ -std=c++20 -O0 -stdlib=libc++"})
  void containersOfCpp(String way) {
    Path program = LibraryTypes.compiled(directory, "program", way, "elements.cc");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + program
                + " --for 60s\n"
                + "trace look as e {\n"
                + "  emit numbers = each(a.numbers), points = each(a.points), some ="
                + " each(a.some),\n"
                + "    owned = each(a.owned), three = each(a.three), far = each(a.far),\n"
                + "    part = each(a.part), each(at), each(broken);\n"
                + "}\n"
                + "trace look as q { emit queue = each(a.queue), flags = each(a.flags), bits ="
                + " each(a.bits); }\n"
                + "trace look as s { emit strings = each(a.strings), both = each(a.both); }\n"
                + "trace look as n { emit named = each(a.named); }\n"
                + "trace look as p { emit pairs = each(a.pairs), inner = each(a.inner); }\n"
                + "trace linked as l {\n"
                + "  emit list = each(l.list), map = each(l.map), set = each(l.set),\n"
                + "    hashed = each(l.hashed), many = each(l.many), forward = each(l.forward);\n"
                + "}\n");
    assertThat(compare(notebook)).isGreaterThan(200);
    assertThat(notebook.table("l_map").columnNames())
        .containsExactly("row", "index", "key", "value");
    assertThat(notebook.table("l_hashed").columnNames())
        .containsExactly("row", "index", "key", "value.x", "value.y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rustc -C opt-level=0", "rustc -C opt-level=2"})
  void containersOfRust(String way) {
    Path program = LibraryTypes.compiled(directory, "program", way, "elements.rs");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + program
                + " --for 60s\n"
                + "trace look as e {\n"
                + "  emit numbers = each(a.numbers), some = each(a.some), ring = each(a.ring),\n"
                + "    three = each(a.three), boxed = each(a.boxed), maybe ="
                + " each(a.maybe.Some.0),\n"
                + "    each(points);\n"
                + "}\n"
                + "trace look as s { emit strings = each(a.strings), each(words); }\n"
                + "trace look as n { emit named = each(a.named); }\n"
                + "trace look as k { emit tree = each(a.tree), hash = each(a.hash); }\n"
                + "trace look as p { emit pairs = each(a.pairs); }\n");
    assertThat(compare(notebook)).isGreaterThan(1000);
    assertThat(notebook.table("n_named").columnNames())
        .containsExactly("row", "index", "named.name", "named.at.x", "named.at.y", "named.tags");
  }
}
