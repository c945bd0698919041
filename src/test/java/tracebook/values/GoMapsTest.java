package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** Go's maps: of one group, of a table and of many, and those that are not in order. */
@Timeout(300)
class GoMapsTest {
  private static final Map<String, Integer> MOST = new LinkedHashMap<>();

  static {
    MOST.put("numbers", 16);
    MOST.put("words", 8);
    MOST.put("points", 16);
    MOST.put("large", 8);
    MOST.put("wide", 8);
    MOST.put("set", 16);
    MOST.put("pointers", 16);
    MOST.put("nested", 8);
    MOST.put("slices", 8);
    MOST.put("floats", 16);
  }

  @TempDir static Path directory;

  @BeforeAll
  static void tools() {
    Compiled.requireProbes();
    Compiled.require("go");
  }

  /** What the program prints of a map: how many elements, and which. */
  private record Printed(int count, List<String> elements) {
    static Printed of(String line) {
      int bar = line.indexOf('|');
      String rest = line.substring(bar + 1);
      return new Printed(
          Integer.parseInt(line.substring(0, bar)),
          rest.isEmpty() ? List.of() : List.of(rest.split("\t")));
    }
  }

  @Test
  void elementsInAnyOrderAndAsManyAsThereIsRoomFor() {
    Path program = Compiled.go(directory, "maps.go");
    StringBuilder cell = new StringBuilder("%%trace --launch '" + program + "' --for 20s\n");
    MOST.keySet()
        .forEach(p -> cell.append("trace main." + p + " as " + p + "_ { emit m, n = m.len(); }\n"));
    cell.append("trace main.held as held_ { emit m; }\n");
    cell.append("trace main.none as none_ { emit m; }\n");
    cell.append("trace main.broken as broken_ { emit m, n = m.len(); }\n");
    Notebook notebook = Notebook.run(cell.toString());
    List<String> lines = String.join("\n", notebook.printed).lines().toList();
    int at = 0;
    for (Map.Entry<String, Integer> place : MOST.entrySet()) {
      TraceTable table = notebook.table(place.getKey() + "_");
      for (int row = 0; row < table.rowCount(); row++) {
        compare(place.getKey(), table, row, Printed.of(lines.get(at++)), place.getValue());
      }
    }
    assertThat(at).isEqualTo(24);
    assertThat(notebook.table("held_").column("m").getString(0))
        .isEqualTo("[" + lines.get(at++).replaceFirst(".*?[|]", "") + "]");
    assertThat(notebook.table("none_").why(0, "m")).isEqualTo("null pointer");
    TraceTable broken = notebook.table("broken_");
    assertThat(broken.rowCount()).isEqualTo(10);
    for (int row = 0; row < broken.rowCount(); row++) {
      assertThat("!" + broken.why(row, "m")).isEqualTo(lines.get(++at).replaceFirst(".*?[|]", ""));
    }
    // What is being changed still says how many elements it has.
    assertThat(broken.column("n").getString(0)).isEqualTo("3");
  }

  private static void compare(String what, TraceTable table, int row, Printed printed, int most) {
    int shown = Math.min(printed.count(), most);
    int more = printed.count() - shown;
    String text = table.column("m").getString(row);
    String mark = "truncated at " + shown + " of " + printed.count() + " elements";
    String why = table.why(row, "m");
    if (what.equals("wide")) {
      // Of its keys there is only the beginning.
      text = text.replace("… 9 more", "0, 0, 0, 0, 0, 0, 0, 0, 0");
      assertThat(why).isEqualTo("shortened");
    } else {
      assertThat(why).as(what).isEqualTo(more == 0 ? "" : mark);
    }
    String end = more == 0 ? "}" : ", … " + more + " more}";
    assertThat(text).as(what).startsWith("{").endsWith(end);
    String rest = text.substring(1, text.length() - end.length());
    List<String> left = new ArrayList<>(printed.elements());
    for (int i = 0; i < shown; i++) {
      String begins = rest;
      String element =
          left.stream()
              .filter(e -> begins.equals(e) || begins.startsWith(e + ", "))
              .findFirst()
              .orElseThrow(() -> new AssertionError(what + ": " + begins + " of " + printed));
      left.remove(element);
      rest = rest.substring(Math.min(rest.length(), element.length() + 2));
    }
    assertThat(rest).as(what).isEmpty();
    assertThat(table.column("n").getString(row)).isEqualTo(Integer.toString(printed.count()));
  }
}
