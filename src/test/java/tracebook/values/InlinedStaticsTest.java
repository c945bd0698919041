package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/**
 * At every inlined copy of a function its statics are its own, and not the globals of their names;
 * so are the names that hide others. Of clang's the names mean nothing there, since it does not say
 * in which block a static is; with their lines they are found.
 */
@Timeout(300)
class InlinedStaticsTest {
  private static final String SOURCE = "statics.c";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  private static int line(String tag) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("live/" + SOURCE)));
    int line = 1;
    while (!lines.get(line - 1).contains("HERE(" + tag + ")")) {
      line++;
    }
    return line;
  }

  private static List<String> rows(TraceTable table, String word, List<String> columns) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      StringBuilder text = new StringBuilder(word);
      for (String column : columns) {
        String why = table.why(row, column);
        text.append(' ').append(why.isEmpty() ? table.getString(row, column) : "<" + why + ">");
      }
      rows.add(text.toString());
    }
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0",
        "gcc -O2 -DOUTSIDE",
        "gcc -O2 -flto",
        "gcc -O1 -flto -gdwarf-4",
        "clang -O0",
        "clang -O2",
        "clang -O2 -DOUTSIDE -gdwarf-4",
        "clang -O2 -x c++ -gdwarf-4"
      })
  void areThoseOfTheFunction(String way) throws IOException {
    List<String> words = new ArrayList<>(List.of(way.split(" ", -1)));
    Compiled.require(words.getFirst());
    Path program =
        Compiled.live(directory, words.removeFirst(), SOURCE, words.toArray(String[]::new));
    boolean clang = way.startsWith("clang");
    Notebook notebook =
        Notebook.run(
            "%%%%trace --for 30s --launch '%s'\n".formatted(program)
                + "trace %s:%d as inner { emit %s; }\n"
                    .formatted(
                        SOURCE, line("inner"), clang ? "$locals" : "calls, threads, x, total, deep")
                + "trace %s:%d as outer { emit %s, total; }\n"
                    .formatted(SOURCE, line("outer"), clang ? "$locals" : "calls, threads, x"));
    Map<String, List<String>> columns =
        clang
            ? Map.of(
                "inner", List.of("calls@17", "threads@18", "x", "total", "deep@23"),
                "outer", List.of("calls@17", "threads@18", "x", "total"))
            : Map.of(
                "inner", List.of("calls", "threads", "x", "total", "deep"),
                "outer", List.of("calls", "threads", "x", "total"));
    for (String place : List.of("inner", "outer")) {
      assertThat(rows(notebook.table(place), place, columns.getOrDefault(place, List.of())))
          .as(place)
          .isEqualTo(
              String.join("\n", notebook.printed)
                  .lines()
                  .filter(line -> line.startsWith(place))
                  .toList())
          .hasSize(9);
    }
  }
}
