package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.columns.Column;
import tracebook.table.TraceTable;

/**
 * Scalars, references, members and base classes of C++ and Rust: what a cell shows is what the
 * program prints, or is missing for a reason; in unoptimised code nothing is missing.
 */
@Timeout(900)
class LanguagesTest {
  private static final Path SOURCES = Path.of("src/test/c/explore").toAbsolutePath();

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  /** What was compared, over all places. */
  private static final class Outcome {
    int equal;
    final Map<String, Integer> missing = new TreeMap<>();
    final List<String> different = new ArrayList<>();
    final List<String> unplaced = new ArrayList<>();

    @Override
    public String toString() {
      return "equal " + equal + ", missing " + missing + ", not compared " + unplaced;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -O0 -g",
        "g++ -O0 -gdwarf-4",
        "g++ -O0 -gdwarf-3",
        "g++ -O2 -g",
        "clang++ -O0 -g",
        "clang++ -O0 -gdwarf-3",
        "clang++ -O2 -g",
        "clang++ -O2 -gdwarf-3 -fno-omit-frame-pointer"
      })
  void cpp(String way) {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("advance", "rail::Train::advance(int)");
    places.put("less", "Train::operator<");
    places.put("sell", "sell");
    places.put("total", "total");
    places.put("twice", "twice");
    places.put("letters", "letters");
    places.put("wide", "wide");
    check(compiled(way + " -std=c++20", "station.cc"), places, way, 38);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void rust(int level) {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("take", "Order::take");
    places.put("price", "price");
    places.put("place", "shelf::top::place");
    places.put("numbers", "orders::numbers");
    places.put("shapes", "shapes");
    places.put("closure", "orders::main::{closure#0}");
    String way = "rustc -C opt-level=" + level;
    check(compiled(way + " -C debuginfo=2", "orders.rs"), places, way, 28);
  }

  @Test
  void enumsInAStructureShowTheVariantThatTheyHold() {
    Path orders = compiled("rustc -C debuginfo=2", "orders.rs");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '" + orders + "' --for 20s\ntrace Order::take { emit *self; }");
    TraceTable table = notebook.table("events");
    assertThat(table.column("*self.id").getString(0)).isEqualTo("42");
    assertThat(table.column("*self.point.0").getString(0)).isEqualTo("-7");
    assertThat(table.column("*self.payment").getString(0)).isEqualTo("Card{number=4111, month=12}");
    assertThat(table.column("*self.note").getString(0)).isEqualTo("Some(\"fragile\")");
  }

  @Test
  void membersOfVirtualBaseClassesStandBehindItsName() {
    Path station = compiled("g++ -O0 -g -std=c++20", "station.cc");
    String cell = "%%trace --launch '" + station + "' --for 20s\ntrace visit { emit yard; }";
    TraceTable table = Notebook.run(cell).table("events");
    assertThat(table.column("yard.places").getString(0)).isEqualTo("12");
    assertThat(table.column("yard.letter").getString(0)).isEqualTo("121 'y'");
    assertThat(table.column("yard.Timed.minutes").getString(0)).isEqualTo("0");
    assertThat(table.why(0, "yard.Timed.minutes")).isEmpty();
  }

  private Path compiled(String command, String source) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    Compiled.require(words.getFirst());
    Path program = directory.resolve("program");
    words.addAll(List.of("-o", program.toString(), SOURCES.resolve(source).toString()));
    Compiled.run(words);
    return program;
  }

  private static Map<String, List<Map<String, String>>> truth(List<String> printed) {
    Map<String, List<Map<String, String>>> passes = new LinkedHashMap<>();
    Map<String, String> pass = new LinkedHashMap<>();
    for (String line : printed) {
      if (line.startsWith("#")) {
        pass = new LinkedHashMap<>();
        passes.computeIfAbsent(line.substring(1), t -> new ArrayList<>()).add(pass);
      } else if (line.indexOf('|') > 0) {
        pass.put(line.substring(0, line.indexOf('|')), line.substring(line.indexOf('|') + 1));
      }
    }
    return passes;
  }

  private static void check(Path program, Map<String, String> places, String way, int facts) {
    Outcome outcome = new Outcome();
    places.forEach((tag, place) -> compare(program, tag, place, outcome));
    System.out.println(way + ": " + outcome);
    assertThat(outcome.different).as(way).isEmpty();
    if (way.contains("-O0") || way.endsWith("=0")) {
      assertThat(outcome.unplaced).as(way).isEmpty();
      assertThat(outcome.missing).as(way).isEmpty();
      assertThat(outcome.equal).as(way).isGreaterThanOrEqualTo(facts);
    }
  }

  private static void compare(Path program, String tag, String place, Outcome outcome) {
    List<Map<String, String>> before =
        truth(Compiled.run(List.of(program.toString()))).getOrDefault(tag, List.of());
    Set<String> expressions = new LinkedHashSet<>();
    before.forEach(p -> expressions.addAll(p.keySet()));
    List<String> asked = List.copyOf(expressions);
    StringBuilder emit = new StringBuilder();
    for (int i = 0; i < asked.size(); i++) {
      emit.append(i == 0 ? "" : ", ").append('v').append(i).append(" = ").append(asked.get(i));
    }
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + "' --for 20s\ntrace "
                + place
                + " { emit "
                + emit
                + "; }");
    List<Map<String, String>> passes = truth(notebook.printed).getOrDefault(tag, List.of());
    if (!notebook.error().isEmpty() || notebook.table("events").rowCount() != passes.size()) {
      outcome.unplaced.add(tag + " " + notebook.error());
      return;
    }
    TraceTable table = notebook.table("events");
    for (int row = 0; row < passes.size(); row++) {
      for (Map.Entry<String, String> fact : passes.get(row).entrySet()) {
        String name = "v" + asked.indexOf(fact.getKey());
        Column<?> column = table.column(name);
        String why = table.why(row, name);
        String shown = column.getString(row);
        if (!why.isEmpty()) {
          outcome.missing.merge(why, 1, Integer::sum);
        } else if (shown.equals(fact.getValue()) || shown.startsWith(fact.getValue() + " '")) {
          outcome.equal++;
        } else {
          outcome.different.add(tag + " " + fact + " is shown as " + shown);
        }
      }
    }
  }
}
