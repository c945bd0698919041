package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.columns.Column;
import tracebook.table.TraceTable;

/**
 * Containers of C++ in every state, also those that bugs leave behind: a cell shows what the
 * program finds when it walks through the container itself, or says why it does not.
 */
@Timeout(300)
class StatesTest {
  private static final String NOTHING = "(none)";

  @TempDir Path directory;

  private final List<String> different = new ArrayList<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private int equal;
  private int rows;

  /** A state of a container, and what the program finds in it. */
  private record State(String name, String walked) {}

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++ -std=c++20 -O2", "clang++ -std=c++20 -O0 -stdlib=libc++"})
  void aContainerIsWhatTheProgramFindsInItOrHasAReason(String way) {
    Path program = LibraryTypes.compiled(directory, "states", way, "states.cc");
    Map<String, List<State>> before = states(Compiled.run(List.of(program.toString())));
    StringBuilder cell = new StringBuilder("%%trace --launch " + program + " --for 60s\n");
    for (String place : before.keySet()) {
      cell.append("trace ").append(place).append(" as ").append(place).append(" { emit v; }\n");
      if (hasRows(place)) {
        cell.append("trace " + place + " as each_" + place + " { emit e = each(v); }\n");
      }
    }
    Notebook notebook = Notebook.run(cell.toString());
    assertThat(notebook.error()).isEmpty();
    Map<String, List<State>> states = states(String.join("\n", notebook.printed).lines().toList());
    for (Map.Entry<String, List<State>> place : states.entrySet()) {
      compare(place.getKey(), notebook.table(place.getKey()), place.getValue());
      if (hasRows(place.getKey())) {
        elements(place.getKey(), notebook, place.getValue());
      }
    }
    System.out.println(way + ": equal " + equal + ", rows " + rows + ", " + reasons);
    assertThat(different).as(way).isEmpty();
    assertThat(equal).isGreaterThan(500);
    assertThat(rows).isGreaterThan(30_000);
  }

  private static boolean hasRows(String place) {
    return !List.of("lookText", "lookPart", "lookWords").contains(place);
  }

  private static Map<String, List<State>> states(List<String> lines) {
    Map<String, List<State>> states = new LinkedHashMap<>();
    String place = "";
    String name = "";
    for (String line : lines) {
      if (line.startsWith("#")) {
        place = line.substring(1);
      } else if (line.startsWith("state|")) {
        name = line.substring("state|".length());
      } else if (line.startsWith("walked|")) {
        states
            .computeIfAbsent(place, p -> new ArrayList<>())
            .add(new State(name, line.substring("walked|".length())));
      }
    }
    return states;
  }

  private void compare(String place, TraceTable table, List<State> states) {
    assertThat(table.rowCount()).as(place).isEqualTo(states.size());
    Column<?> column = table.column("v");
    // Where links beside those that were followed are broken, all elements are there.
    int undamaged = states.stream().map(State::name).toList().indexOf("3 elements");
    String intact = column.getString(undamaged);
    for (int row = 0; row < states.size(); row++) {
      State state = states.get(row);
      String why = table.why(row, "v");
      String shown = column.getString(row);
      if (shown.isEmpty() && !why.isEmpty()) {
        reasons.merge(why.replaceAll("0x[0-9a-f]+|[0-9]{2,}", "N"), 1, Integer::sum);
      } else if (isShown(bytewise(shown), why, state.walked())) {
        equal++;
      } else if (state.walked().equals(NOTHING) && (isNothing(shown) || shown.equals(intact))) {
        reasons.merge("in its elements", 1, Integer::sum);
      } else {
        different.add(place + " " + state + ": " + shown + (why.isEmpty() ? "" : " (" + why + ")"));
      }
    }
  }

  /** Elements with a reason each; before a string with one there can be others. */
  private static boolean isNothing(String shown) {
    return shown.matches("[\\[{]<.*")
        && (shown.contains("\"")
            || shown.replaceAll("<[^>]*>", "").matches("[\\[{, ]*(… .*)?[]}]"));
  }

  /** What is no ASCII by its bytes, as the program writes it. */
  private static String bytewise(String text) {
    StringBuilder bytes = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      bytes.append(b >= 0 ? String.valueOf((char) b) : String.format("\\x%02x", b));
    }
    return bytes.toString().replace("\\xe2\\x80\\xa6", "…");
  }

  private static boolean isShown(String shown, String why, String walked) {
    if (!shown.startsWith("[") && !shown.startsWith("{")) {
      return shown.equals(walked) || (why.startsWith("truncated at") && walked.startsWith(shown));
    }
    String inside = shown.substring(1, shown.length() - 1);
    int more = inside.lastIndexOf("…");
    if (more < 0 || why.isEmpty()) {
      return inside.equals(walked)
          || (walked.endsWith(", more")
              && inside.startsWith(walked.substring(0, walked.length() - ", more".length())));
    }
    String first = inside.substring(0, Math.max(0, more - ", ".length()));
    if (walked.endsWith(", more") && first.length() > walked.length()) {
      return first.startsWith(walked.substring(0, walked.length() - ", more".length()));
    }
    return walked.startsWith(first)
        && walked.length() > first.length()
        && (walked.endsWith(", more")
            || !inside.endsWith(" more")
            || walked.contains("\"")
            || count(walked) - count(first)
                == Long.parseLong(inside.substring(more + 2, inside.length() - " more".length())));
  }

  private static int count(String elements) {
    return elements.isEmpty() ? 0 : elements.split(", ", -1).length;
  }

  /** Rows of a child table are the first elements; where there are not all, the parent says so. */
  private void elements(String place, Notebook notebook, List<State> states) {
    TraceTable parents = notebook.table("each_" + place);
    TraceTable children = notebook.table("each_" + place + "_e");
    Map<Integer, StringBuilder> found = new LinkedHashMap<>();
    for (int row = 0; row < children.rowCount(); row++) {
      StringBuilder text =
          found.computeIfAbsent(
              Integer.parseInt(children.column("row").getString(row)), r -> new StringBuilder());
      text.append(text.isEmpty() ? "" : ", ").append(children.column(2).getString(row));
      if (children.columnCount() > 3) {
        text.append(": ").append(children.column(3).getString(row));
      }
      rows++;
    }
    int undamaged = states.stream().map(State::name).toList().indexOf("3 elements");
    String intact = found.getOrDefault(undamaged, new StringBuilder()).toString();
    for (int row = 0; row < states.size(); row++) {
      State state = states.get(row);
      String why = parents.why(row, "e");
      String text = found.getOrDefault(row, new StringBuilder()).toString();
      boolean whole = why.isEmpty() || why.equals("shortened");
      boolean right =
          whole
              ? text.equals(state.walked())
              : why.startsWith("truncated at") ? state.walked().startsWith(text) : text.isEmpty();
      boolean longer = state.walked().endsWith(", more") && text.startsWith(beginning(state));
      boolean damaged = state.walked().equals(NOTHING) && (text.isEmpty() || text.equals(intact));
      if (!right && !longer && !damaged) {
        different.add(place + " each " + state + ": " + text + " (" + why + ")");
      }
    }
  }

  private static String beginning(State state) {
    return state.walked().substring(0, state.walked().length() - ", more".length());
  }
}
