package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.linux.Feature;
import tracebook.linux.Features;
import tracebook.table.TraceTable;

/** Blocks that show much: all of it is right, or a limit is named; the verifier never speaks. */
@Timeout(300)
class LargeBlocksTest {
  @TempDir static Path directory;

  private static Path containers;

  @BeforeAll
  static void programs() throws Exception {
    Compiled.requireProbes();
    Compiled.require("g++");
    Path source = directory.resolve("containers.cc");
    Files.writeString(
        source,
        """
        #include <deque>
        #include <list>
        #include <map>
        #include <string>
        #include <unordered_map>
        int work(const std::map<int, long> &m, const std::list<int> &l,
                 const std::unordered_map<int, int> &h, const std::list<std::list<int>> &n,
                 const std::deque<std::string> &d) {
          return m.size() + l.size() + h.size() + n.size() + d.size();
        }
        int main() {
          return work({}, {}, {}, {}, {})
              + work({{1, -1}, {2, -4}, {3, -9}}, {5, 6}, {{7, 49}}, {{1, 2}, {}, {3}},
                     {"one", "two"}) == 0;
        }
        """);
    containers = directory.resolve("containers");
    Compiled.run(List.of("g++", "-g", source.toString(), "-o", containers.toString()));
  }

  private static void requireLoops() {
    assumeTrue(Features.has(Feature.LOOPS), "the kernel lacks " + Feature.LOOPS.words());
  }

  private static String times(int count, String between, IntFunction<String> part) {
    return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(between));
  }

  private static Notebook run(Path program, String options, String script) {
    return Notebook.run("%%trace --launch '" + program + "' --for 20s " + options + "\n" + script);
  }

  private static String error(Path program, String options, String script) {
    return run(program, options, script)
        .error()
        .lines()
        .filter(l -> !l.startsWith("  "))
        .collect(Collectors.joining("\n"));
  }

  private static String shown(String value, int count) {
    return "trace work { emit " + times(count, ", ", i -> "c" + i + " = " + value) + "; }";
  }

  private static void all(String value, int count, String empty, String filled) {
    TraceTable table = run(containers, "", shown(value, count)).table("events");
    assertThat(table.rowCount()).isEqualTo(2);
    for (int i = 0; i < count; i++) {
      assertThat(table.column("c" + i).asList()).hasToString("[" + empty + ", " + filled + "]");
      assertThat(table.why(0, "c" + i) + table.why(1, "c" + i)).isEmpty();
    }
  }

  @Test
  void manyMaps() {
    requireLoops();
    all("m", 60, "{}", "{1: -1, 2: -4, 3: -9}");
  }

  /** What the verifier leaves for later adds up over all of them. */
  @Test
  void manyOfEachKind() {
    requireLoops();
    String columns =
        times(24, ", ", i -> "m%d = m, l%d = l, h%d = h, n%d = n.size()".formatted(i, i, i, i));
    TraceTable table = run(containers, "", "trace work { emit " + columns + "; }").table("events");
    for (int i = 0; i < 24; i++) {
      assertThat(table.column("m" + i).asList()).hasToString("[{}, {1: -1, 2: -4, 3: -9}]");
      assertThat(table.column("l" + i).asList()).hasToString("[[], [5, 6]]");
      assertThat(table.column("h" + i).asList()).hasToString("[{}, {7: 49}]");
      assertThat(table.column("n" + i).asList()).hasToString("[0, 3]");
    }
  }

  @Test
  void manyListsAndHashTables() {
    requireLoops();
    all("l", 60, "[]", "[5, 6]");
    all("h", 60, "{}", "{7: 49}");
    all("n", 40, "[]", "[[1, 2], [], [3]]");
    all("each(n)", 10, "[]", "[[1, 2], [], [3]]");
    all("d", 20, "[]", "[\"one\", \"two\"]");
  }

  /** The verifier follows each round: fewer fit, and all of what fits is right. */
  @Test
  void withoutLoopsFewerFit() {
    System.setProperty("tracebook.kernel.lacks", "LOOPS");
    try {
      all("m", 6, "{}", "{1: -1, 2: -4, 3: -9}");
      TraceTable table = run(containers, "", "trace work { emit l, h, n, d; }").table("events");
      assertThat(table.column("l").asList()).hasToString("[[], [5, 6]]");
      assertThat(table.column("h").asList()).hasToString("[{}, {7: 49}]");
      assertThat(table.column("n").asList()).hasToString("[[], [[1, 2], [], [3]]]");
      assertThat(table.column("d").asList()).hasToString("[[], [\"one\", \"two\"]]");
      assertThat(error(containers, "", shown("m", 100)))
          .isEqualTo(
              """
              error: The block is too much for one eBPF program.
              hint: Make two traces of it, each with fewer columns or conditions.\
              """);
    } finally {
      System.clearProperty("tracebook.kernel.lacks");
    }
  }

  /** By its length, and by the branches that the verifier would leave for later. */
  @Test
  void moreThanAProgramCanDo() {
    String more = times(2800, ", ", i -> "m%d = m.size()".formatted(i));
    String longer = times(400, ", ", i -> "d%d = d[1]".formatted(i));
    for (String block : List.of("emit " + more, "emit n, " + longer)) {
      assertThat(error(containers, "--cap 64", "trace work { " + block + "; }"))
          .isEqualTo(
              """
              error: The block is too much for one eBPF program.
              hint: Make two traces of it, each with fewer columns or conditions: `%s` is the largest.\
              """
                  .formatted(block.equals("emit " + more) ? "m0" : "d0"));
    }
  }

  @Test
  void manyHashTablesAndTreesOfRust() throws Exception {
    requireLoops();
    Compiled.require("rustc");
    Path source = directory.resolve("tables.rs");
    Files.writeString(
        source,
        """
        use std::collections::{BTreeMap, HashMap, HashSet};
        #[inline(never)]
        pub fn work(h: &HashMap<i32, i64>, m: &BTreeMap<i32, i64>,
                    n: &HashMap<i32, HashSet<u8>>) -> usize {
            std::hint::black_box(h.len() + m.len() + n.len())
        }
        fn main() {
            let h = HashMap::from([(7, 49)]);
            let m = BTreeMap::from([(1, -1), (2, -4), (3, -9)]);
            let n = HashMap::from([(2, HashSet::from([9]))]);
            let none = work(&HashMap::new(), &BTreeMap::new(), &HashMap::new());
            println!("{}", none + work(&h, &m, &n));
        }
        """);
    Path program = directory.resolve("tables");
    Compiled.run(List.of("rustc", "-g", source.toString(), "-o", program.toString()));
    String most = times(4, ", ", i -> "h" + i + " = h, m" + i + " = m");
    TraceTable table = run(program, "", "trace work { emit " + most + ", n; }").table("events");
    for (int i = 0; i < 4; i++) {
      assertThat(table.column("h" + i).asList()).hasToString("[{}, {7: 49}]");
      assertThat(table.column("m" + i).asList()).hasToString("[{}, {1: -1, 2: -4, 3: -9}]");
    }
    assertThat(table.column("n").asList()).hasToString("[{}, {2: {9}}]");
    // The second of several costs more than the first.
    String more = times(40, ", ", i -> "h" + i + " = h, m" + i + " = m");
    assertThat(error(program, "", "trace work { emit " + more + "; }")).isEqualTo("");
    String nested = times(12, ", ", i -> "n" + i + " = n");
    assertThat(error(program, "", "trace work { emit " + nested + "; }")).isEqualTo("");
  }

  @Test
  void manyMapsAsTheyWereOnEntry() {
    String kept = "trace work return { emit " + times(12, ", ", i -> "c" + i + " = entry(m)");
    assertThat(error(containers, "", kept + "; }"))
        .isEqualTo(
            """
            error: what this block keeps until its hit has more than 4096 bytes
            hint: keep less: name the members you need, or shorten strings with `--cap`\
            """);
  }

  @Test
  void theStringsOfAFunctionThatHasMoreThanTwoHundred() throws Exception {
    int strings = 250;
    Path source = directory.resolve("locals.c");
    Files.writeString(
        source,
        "int work(int n) {\n"
            + times(strings, "", i -> "  const char *s" + i + " = \"string " + i + "\";\n")
            + "  return n;\n}\nint main(void) { return work(0); }\n");
    Path program = directory.resolve("locals");
    Compiled.run(List.of("gcc", "-g", source.toString(), "-o", program.toString()));
    String script = "trace locals.c:" + (strings + 2) + " { emit $locals; }";
    TraceTable table = run(program, "--cap 128", script).table("events");
    assertThat(table.rowCount()).isEqualTo(1);
    for (int i = 0; i < strings; i++) {
      assertThat(table.column("s" + i).getString(0)).isEqualTo("string " + i);
    }
    assertThat(error(program, "", script))
        .isEqualTo(
            """
            error: a row of this block has 66280 bytes, more than 60000
            hint: emit less: name the members you need, or shorten strings with `--cap`\
            """);
  }
}
