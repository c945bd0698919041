package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.values.TableText.account;
import static tracebook.values.TableText.rows;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** Probes on return, beside what the program says that its calls took and gave. */
@Timeout(300)
class ReturnsTest {
  private static final String LEFT_OUT =
      "no call is seen to use it, so that the compiler may have left it out";

  @TempDir private Path directory;

  @BeforeEach
  void require() {
    Compiled.requireProbes();
    Compiled.require("gcc", "clang");
  }

  private Path compile(String compiler, String source, String... flags) {
    return Compiled.live(directory, compiler, source, flags);
  }

  @ParameterizedTest
  @CsvSource({"gcc,-O0", "gcc,-O1", "gcc,-O2", "clang,-O0", "clang,-O2", "gcc,-Og"})
  void whatAFunctionReturnsIsReadByItsType(String compiler, String level) {
    Path program = compile(compiler, "returning.c", level, "-fcf-protection");
    List<String> functions =
        List.of(
            "schar",
            "uchar",
            "short",
            "ushort",
            "int",
            "uint",
            "long",
            "ulong",
            "bool",
            "enum",
            "string",
            "pointer",
            "small",
            "two",
            "bits",
            "mixed",
            "floats",
            "large",
            "packed",
            "line",
            "union",
            "double",
            "long_double",
            "wide");
    StringBuilder cell = new StringBuilder("%%trace --launch " + program + "\n");
    for (String function : functions) {
      String name = "give_" + function;
      cell.append(
          "trace %s return as %s { emit n = entry(n), r = $retval; }\n".formatted(name, name));
    }
    cell.append("trace give_nothing return as give_nothing { emit n = entry(n), calls; }\n");
    cell.append(
        "trace take_string return as take_string"
            + " { emit $retval, entry(s), entry(p->x), y = entry(*p).y, entry(p)->x; }\n");
    Notebook notebook = Notebook.run(cell.toString());
    for (String function : functions) {
      check(notebook, "give_" + function);
    }
    check(notebook, "give_nothing");
    check(notebook, "take_string");
    assertThat(notebook.table("give_double").why(0, "r")).isEqualTo("in a vector register");
    assertThat(notebook.table("give_floats").why(0, "r.x")).isEqualTo("in a vector register");
    assertThat(notebook.table("give_mixed").why(0, "r.real")).isEqualTo("in a vector register");
    assertThat(notebook.table("give_long_double").why(0, "r")).isEqualTo("in an x87 register");
  }

  private static void check(Notebook notebook, String function) {
    List<String> want =
        notebook.printed.stream()
            .filter(line -> line.startsWith(function + " "))
            .map(line -> line.substring(function.length() + 1))
            .map(line -> function.equals("give_wide") ? wide(line) : line)
            .toList();
    assertThat(want).hasSize(11);
    assertThat(rows(notebook.table(function))).as(function).isEqualTo(want);
  }

  private static String wide(String line) {
    long n = Long.parseLong(line.split(" ", 2)[0]);
    return n + " " + BigInteger.valueOf(n).shiftLeft(70).subtract(BigInteger.valueOf(n));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void everyCallOfARecursionHasItsOwnEntryAndTime(String level) {
    Path program = compile("gcc", "frames.c", level);
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " tree'\ntrace tree return { emit n = entry(n), r = $retval, ns = $elapsed; }");
    TraceTable table = notebook.table("events");
    List<String[]> truth = notebook.printed.stream().map(l -> l.split(" ", -1)).toList();
    assertThat(table.rowCount()).isEqualTo(truth.size()).isEqualTo(143);
    for (int row = 0; row < truth.size(); row++) {
      String[] call = truth.get(row);
      assertThat(table.column("n").getString(row)).isEqualTo(call[0]);
      assertThat(table.column("r").getString(row)).isEqualTo(call[1]);
      assertThat(table.longColumn("ns").get(row))
          .isBetween(Long.parseLong(call[2]), Long.parseLong(call[3]));
    }
    assertThat(account(table))
        .isEqualTo(
            "probe tree return, hits 143, rows 143, filtered 0, throttled 0, lost 0, unreadable 0");
  }

  @Test
  void returnsDeeperThanTheKernelFollowsAreLostAndSaidSo() {
    Path program = compile("gcc", "frames.c", "-O0");
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program
                    + " deep'\ntrace deep return { emit n = entry(n), r = $retval; }")
            .table("events");
    assertThat(rows(table)).isEqualTo(IntStream.range(36, 100).mapToObj(n -> n + " " + n).toList());
    assertThat(account(table))
        .isEqualTo(
            "probe deep return, hits 100, rows 64, filtered 0, throttled 0, lost 36, unreadable 0");
    assertThat(table.gaps().printAll())
        .contains("the kernel follows at most 64 returns of a thread at a time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void callsThatAreLeftByLongjmpAreNoHitsAndSpoilNone(String level) {
    Path program = compile("gcc", "frames.c", level);
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " jumps'\n"
                + "trace around return as around { emit n = entry(n), r = $retval; }\n"
                + "trace leaves return as leaves { if $elapsed > 0 { emit n = entry(n), r = $retval"
                + " + 1; } }");
    assertThat(notebook.printed).hasSize(150);
    for (String function : List.of("around", "leaves")) {
      TraceTable table = notebook.table(function);
      assertThat(rows(table)).isEqualTo(notebook.printed);
      assertThat(account(table)).contains("hits 150, rows 150, filtered 0, throttled 0, lost 0");
    }
  }

  @Test
  void signalHandlersOnBothStacksReturnToTheirOwnEntries() {
    Path program = compile("gcc", "frames.c", "-O2");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " signals'\n"
                + "trace interrupted return as outer { emit n = entry(n), r = $retval; }\n"
                + "trace visited return as inner { emit n = entry(n), r = $retval, $elapsed; }");
    assertThat(rows(notebook.table("outer"))).isEqualTo(notebook.printed);
    TraceTable inner = notebook.table("inner");
    assertThat(inner.rowCount()).isEqualTo(100);
    for (int row = 0; row < 100; row++) {
      int n = row % 2 == 1 ? row / 2 : row % 4 == 2 ? 1000 : 2000;
      assertThat(inner.column("n").getString(row)).isEqualTo("" + n);
      assertThat(inner.column("r").getString(row)).isEqualTo("" + 2 * n);
      assertThat(inner.longColumn("$elapsed").get(row)).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O1"})
  void sixteenThreadsReturnEachToItsOwnEntry(String level) {
    Path program = compile("gcc", "frames.c", level);
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " threads'\n"
                + "trace work return { emit n = entry(n), depth = entry(depth), r = $retval, e ="
                + " entry($tid) == $tid; }");
    TraceTable table = notebook.table("events");
    List<String> want = new ArrayList<>();
    for (int thread = 0; thread < 16; thread++) {
      for (int i = 0; i < 500; i++) {
        long n = thread * 1000L + i;
        for (int depth = i % 4; depth >= 0; depth--, n++) {
          want.add(n + " " + depth + " " + (n + 2L * depth) + " true");
        }
      }
    }
    assertThat(rows(table).stream().sorted().toList()).isEqualTo(want.stream().sorted().toList());
    assertThat(account(table))
        .contains("hits " + want.size() + ", rows " + want.size() + ", filtered 0");
  }

  @Test
  void aThreadThatEndsInsideACallGivesNoHit() {
    Path program = compile("gcc", "frames.c", "-O0");
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program
                    + " exits'\ntrace quits return { emit n = entry(n), r = $retval; }")
            .table("events");
    assertThat(rows(table))
        .isEqualTo(IntStream.range(0, 20).mapToObj(i -> 2 * i + " " + (2 * i + 7)).toList());
  }

  @Test
  void aTailCallReturnsForBothFunctions() {
    Path program = compile("gcc", "frames.c", "-O2");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " tails'\n"
                + "trace hands_on return as outer { emit n = entry(n), r = $retval; }\n"
                + "trace last return as inner { emit n = entry(n) - 1, r = $retval; }\n"
                + "trace is_even return as even { emit n = entry(n), r = $retval, ns = $elapsed;"
                + " }");
    List<String> want =
        notebook.printed.stream()
            .map(l -> Arrays.copyOf(l.split(" ", -1), 2))
            .map(l -> String.join(" ", l))
            .toList();
    assertThat(rows(notebook.table("outer"))).isEqualTo(want);
    assertThat(rows(notebook.table("inner"))).isEqualTo(want);
    // Of a chain of tail calls of one function in one frame only the last entry is kept.
    TraceTable even = notebook.table("even");
    assertThat(even.rowCount()).isEqualTo(110);
    int row = 0;
    for (int n = 0; n < 20; n++) {
      for (int left = n % 2; left <= n; left += 2, row++) {
        assertThat(even.column("r").getString(row)).isEqualTo(n % 2 == 0 ? "1" : "0");
        assertThat(even.longColumn("ns").isMissing(row)).isFalse();
        assertThat(even.why(row, "n"))
            .isEqualTo(
                left == n % 2
                    ? ""
                    : "the entry of this call was not seen, or a tail call took its place");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void timesOfCallsAreGroupedByWhatWasKnownAtTheEntry(String level) {
    Path program = compile("gcc", "frames.c", level);
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " tree'\n"
                + "trace tree return { summarize count(), r = max($retval), lo = min($elapsed), hi"
                + " = max($elapsed), all = sum($elapsed), h = hist($elapsed) by n = entry(n); }");
    TraceTable table = notebook.table("events");
    List<long[]> truth =
        notebook.printed.stream()
            .map(line -> Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray())
            .toList();
    assertThat(table.rowCount()).isEqualTo(10);
    for (int row = 0; row < table.rowCount(); row++) {
      long n = Long.parseLong(table.column("n").getString(row));
      List<long[]> calls = truth.stream().filter(call -> call[0] == n).toList();
      assertThat(table.column("count()").getString(row)).isEqualTo("" + calls.size());
      assertThat(table.column("h.count").getString(row)).isEqualTo("" + calls.size());
      assertThat(table.column("r").getString(row)).isEqualTo("" + calls.getFirst()[1]);
      assertThat(Long.parseLong(table.column("lo").getString(row)))
          .isBetween(
              calls.stream().mapToLong(call -> call[2]).min().orElseThrow(),
              calls.stream().mapToLong(call -> call[3]).min().orElseThrow());
      assertThat(Long.parseLong(table.column("hi").getString(row)))
          .isBetween(
              calls.stream().mapToLong(call -> call[2]).max().orElseThrow(),
              calls.stream().mapToLong(call -> call[3]).max().orElseThrow());
      assertThat(Long.parseLong(table.column("all").getString(row)))
          .isBetween(
              calls.stream().mapToLong(call -> call[2]).sum(),
              calls.stream().mapToLong(call -> call[3]).sum());
      assertThat(table.column("h.max").getString(row)).isEqualTo(table.column("hi").getString(row));
    }
    assertThat(account(table)).contains("hits 143, rows 143, filtered 0, throttled 0, lost 0");
  }

  @Test
  void aProgramThatReplacesItselfInsideACallReturnsOnlyFromWhatItEntered() {
    Path program = compile("gcc", "frames.c", "-O0");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " replaced'\n"
                + "trace replaces return { emit n = entry(n), r = $retval, ok = $elapsed > 0; }");
    assertThat(notebook.printed).containsExactly("1 8", "2 9", "3 10");
    assertThat(rows(notebook.table("events"))).containsExactly("1 8 true", "2 9 true", "3 10 true");
  }

  @ParameterizedTest
  @CsvSource({"gcc,-O2", "clang,-O1", "clang,-O2 -fpatchable-function-entry=2"})
  void whatNoCallUsesOptimisersLeaveOutAndItIsMissing(String compiler, String flags) {
    Path program = compile(compiler, "unused.c", flags.split(" ", -1));
    List<String> numbers =
        List.of(
            "ignored",
            "always",
            "used",
            "compared",
            "inner",
            "passed_on",
            "behind",
            "by_address",
            "aside",
            "failing",
            "narrow");
    List<String> pairs = List.of("only_second", "only_first", "both");
    StringBuilder cell = new StringBuilder("%%trace --launch " + program + "\n");
    numbers.forEach(f -> cell.append("trace %s return as %s { emit $retval; }\n".formatted(f, f)));
    pairs.forEach(f -> cell.append("trace %s return as %s { emit $retval; }\n".formatted(f, f)));
    cell.append("trace room return as room { emit $retval.v[0], $retval.v[4]; }\n");
    Notebook notebook = Notebook.run(cell.toString());
    numbers.forEach(f -> givenOrMissing(notebook, f, "$retval"));
    pairs.forEach(f -> givenOrMissing(notebook, f, "$retval.first", "$retval.second"));
    givenOrMissing(notebook, "room", "$retval.v[0]", "$retval.v[4]");
    assertThat(notebook.table("ignored").why(0, "$retval")).isEqualTo(LEFT_OUT);
    for (String f : List.of("used", "compared", "inner", "passed_on", "by_address", "narrow")) {
      assertThat(notebook.table(f).why(0, "$retval")).as(f).isEmpty();
    }
    for (String column : List.of("$retval.first", "$retval.second")) {
      assertThat(notebook.table("both").why(0, column)).isEmpty();
    }
    assertThat(notebook.table("room").why(0, "$retval.v[4]")).isEmpty();
  }

  private static void givenOrMissing(Notebook notebook, String function, String... columns) {
    TraceTable table = notebook.table(function);
    List<String[]> truth =
        notebook.printed.stream()
            .flatMap(String::lines)
            .map(line -> line.split(" ", -1))
            .filter(words -> words[0].equals(function))
            .toList();
    assertThat(table.rowCount()).as(function).isEqualTo(truth.size());
    for (int row = 0; row < truth.size(); row++) {
      for (int i = 0; i < columns.length; i++) {
        if (!table.why(row, columns[i]).equals(LEFT_OUT)) {
          assertThat(table.column(columns[i]).getString(row).replaceFirst(" '.*'$", ""))
              .as(function + " " + columns[i])
              .isEqualTo(truth.get(row)[i + 1]);
        }
      }
    }
  }
}
