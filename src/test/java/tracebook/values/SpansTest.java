package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** Spans, beside what the program says that they were. */
@Timeout(300)
class SpansTest {
  @TempDir private Path directory;

  @BeforeEach
  void require() {
    Compiled.requireProbes();
    Compiled.require("gcc");
  }

  private Notebook run(String level, String mode, String script) {
    Path program = Compiled.live(directory, "gcc", "spans.c", level);
    return Notebook.run("%%trace --launch '" + program + " " + mode + "'\n" + script);
  }

  private static List<String> account(TraceTable table) {
    return TableText.account(table, "probe", "hits", "rows", "filtered", "throttled", "lost");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void nestedSpansOfAThreadPairInnermostFirst(String level) {
    Notebook notebook =
        run(
            level,
            "nest",
            "span s from begin to end { emit l = start(level), status, ns = $elapsed,"
                + " id = start(job->id) == job->id, name = start(job->name); }");
    TraceTable table = notebook.table("events");
    assertThat(table.rowCount()).isEqualTo(63);
    for (int row = 0; row < 63; row++) {
      String[] truth = notebook.printed.get(row).split(" ", -1);
      assertThat(table.column("l").getString(row)).isEqualTo(truth[0]);
      assertThat(table.column("status").getString(row)).isEqualTo(truth[1]);
      assertThat(table.longColumn("ns").get(row))
          .isBetween(Long.parseLong(truth[2]), Long.parseLong(truth[3]));
      assertThat(table.column("id").getString(row)).isEqualTo("true");
      assertThat(table.column("name").getString(row)).isEqualTo("nested");
      assertThat(table.column("probe").getString(row)).isEqualTo("s");
    }
    assertThat(account(table)).containsExactly("s from begin 63 63 0 0 0", "s 63 63 0 0 0");
  }

  @Test
  void aSpanByKeyBeginsInOneThreadAndEndsInAnother() {
    TraceTable table =
        run(
                "-O2",
                "threads",
                "span s from begin to end by job->id { emit id = job->id, l = start(level),"
                    + " name = start(job->name), other = start($tid) != $tid; }")
            .table("events");
    assertThat(TableText.cells(table, "id", "l", "name", "other").stream().sorted().toList())
        .isEqualTo(
            IntStream.range(0, 1000)
                .mapToObj(id -> id + " " + id / 100 + (id % 2 == 1 ? " odd" : " even") + " true")
                .sorted()
                .toList());
    assertThat(account(table)).containsExactly("s from begin 1000 1000 0 0 0", "s 1000 1000 0 0 0");
  }

  /** Innermost first, whichever thread a span began in. */
  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void spansOfAKeyNestAcrossThreads(String level) {
    Notebook notebook =
        run(
            level,
            "relay",
            "span s from begin to end by job->id { emit id = job->id, l = start(level), status, ns"
                + " = $elapsed, other = start($tid) != $tid; }");
    TraceTable table = notebook.table("events");
    assertThat(notebook.printed).hasSize(600);
    java.util.Map<String, long[]> bounds = new java.util.HashMap<>();
    for (String line : notebook.printed) {
      String[] said = line.split(" ", -1);
      bounds.put(
          said[0] + " " + said[1], new long[] {Long.parseLong(said[2]), Long.parseLong(said[3])});
    }
    assertThat(table.rowCount()).isEqualTo(600);
    for (int row = 0; row < 600; row++) {
      String own = table.column("l").getString(row);
      assertThat(table.column("status").getString(row)).isEqualTo(own);
      assertThat(table.column("other").getString(row))
          .isEqualTo(own.equals("5") ? "false" : "true");
      String span = table.column("id").getString(row) + " " + own;
      assertThat(bounds).containsKey(span);
      long[] ns = java.util.Objects.requireNonNull(bounds.remove(span));
      assertThat(table.longColumn("ns").get(row)).isBetween(ns[0], ns[1]);
    }
    assertThat(account(table)).containsExactly("s from begin 600 600 0 0 0", "s 600 600 0 0 0");
  }

  /** A hit ends a span before it begins one. */
  @Test
  void aSpanFromAPlaceToItselfIsTheTimeBetweenTwoHits() {
    TraceTable table =
        run("-O2", "work", "span s from took to took { emit before = start(ns), now = ns; }")
            .table("events");
    assertThat(TableText.cells(table, "before", "now"))
        .containsExactly(
            "0 1", "1 1", "1 2", "2 3", "3 5", "5 8", "8 13", "13 21", "21 34", "34 55", "55 89");
    assertThat(account(table)).containsExactly("s from took 12 11 1 0 0", "s 12 11 1 0 0");
  }

  /** Which of the spans of one key ends is a matter of chance: that none is lost unsaid is not. */
  @Test
  void threadsThatShareAKeyAreCountedExactly() {
    TraceTable table =
        run("-O2", "shared", "span s from begin to end by job { emit ns = $elapsed; }")
            .table("events");
    var account = table.completeness();
    long[] lost = new long[2];
    for (int row = 0; row < 2; row++) {
      long[] counted = new long[4];
      String[] columns = {"rows", "filtered", "throttled", "lost"};
      for (int i = 0; i < 4; i++) {
        counted[i] = Long.parseLong(account.column(columns[i]).getString(row));
      }
      assertThat(LongStream.of(counted).sum()).isEqualTo(16_000);
      assertThat(account.column("hits").getString(row)).isEqualTo("16000");
      lost[row] = counted[3];
    }
    assertThat((long) table.rowCount())
        .isEqualTo(Long.parseLong(account.column("rows").getString(0)))
        .isGreaterThanOrEqualTo(16_000 - 2 * (lost[0] + lost[1]));
    for (int row = 0; row < table.rowCount(); row++) {
      assertThat(table.longColumn("ns").get(row)).isNotNegative();
    }
  }

  @Test
  void endsThatFindEachOtherNotAreFiltered() {
    TraceTable table =
        run("-O0", "unpaired", "span s from begin to end by job->id { emit id = job->id; }")
            .table("events");
    assertThat(table.rowCount()).isEqualTo(1);
    assertThat(table.column("id").getString(0)).isEqualTo("2");
    assertThat(account(table)).containsExactly("s from begin 3 1 2 0 0", "s 3 1 2 0 0");
  }

  @Test
  void moreSpansThanThereIsRoomForAreLostAndSaidSo() {
    TraceTable table =
        run(
                "-O0",
                "many",
                "span s from begin to end by job->id { emit id = job->id, n = start(level); }")
            .table("events");
    assertThat(account(table)).containsExactly("s from begin 66000 0 65536 0 464", "s 0 0 0 0 0");
    assertThat(table.gaps().printAll())
        .contains("there was no room for more calls or spans that have not ended");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void aSpanFromAnEntryToTheReturnIsTheCallUnderRecursionToo(String level) {
    Notebook notebook =
        run(
            level,
            "work",
            "span s from work to work return { if start(n) > 1 { emit n = start(n), $retval, ns ="
                + " $elapsed; } }\n"
                + "span t from work to took { emit n = start(n), ns, sink, e = $elapsed > 0; }");
    assertThat(notebook.error()).isEmpty();
    TraceTable table = notebook.table("events");
    List<String> calls = new java.util.ArrayList<>();
    for (int n = 0; n < 12; n++) {
      calls(n, calls);
    }
    assertThat(
            IntStream.range(0, table.rowCount())
                .filter(row -> table.column("probe").getString(row).equals("s"))
                .mapToObj(
                    row ->
                        table.column("n").getString(row)
                            + " "
                            + table.column("$retval").getString(row))
                .toList())
        .isEqualTo(calls);
  }

  /** Appends those of more than 1, in the order of their returns. */
  private static long calls(int n, List<String> calls) {
    if (n < 2) {
      return n;
    }
    long result = calls(n - 1, calls) + calls(n - 2, calls);
    calls.add(n + " " + result);
    return result;
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0", "-O2"})
  void aSpanBeginsAtAReturnWithWhatItGave(String level) {
    Notebook notebook =
        run(
            level,
            "work",
            "span s from work return to took { if start($retval) == ns { emit r = start($retval),"
                + " total = start(sink), ns, $elapsed; } }");
    TraceTable table = notebook.table("events");
    assertThat(TableText.cells(table, "r", "total"))
        .isEqualTo(
            notebook.printed.stream()
                .map(line -> line.split(" ", -1))
                .map(call -> call[1] + " " + (Long.parseLong(call[2]) - Long.parseLong(call[1])))
                .toList());
    for (int row = 0; row < table.rowCount(); row++) {
      assertThat(table.longColumn("$elapsed").get(row))
          .isBetween(1L, Long.parseLong(notebook.printed.get(row).split(" ", -1)[3]));
    }
  }

  @Test
  void timesOfSpansAreGroupedByWhatWasKnownAtTheStart() {
    Notebook notebook =
        run(
            "-O2",
            "nest",
            "span s from begin to end { summarize count(), h = hist($elapsed), lo = min($elapsed),"
                + " hi = max($elapsed) by l = start(level); }");
    TraceTable table = notebook.table("events");
    List<long[]> truth =
        notebook.printed.stream()
            .map(line -> java.util.Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong))
            .map(LongStream::toArray)
            .toList();
    assertThat(table.rowCount()).isEqualTo(6);
    for (int row = 0; row < 6; row++) {
      long level = Long.parseLong(table.column("l").getString(row));
      List<long[]> spans = truth.stream().filter(span -> span[0] == level).toList();
      assertThat(table.column("count()").getString(row)).isEqualTo("" + spans.size());
      assertThat(table.column("h.count").getString(row)).isEqualTo("" + spans.size());
      assertThat(Long.parseLong(table.column("lo").getString(row)))
          .isBetween(
              spans.stream().mapToLong(span -> span[2]).min().orElseThrow(),
              spans.stream().mapToLong(span -> span[3]).min().orElseThrow());
      assertThat(Long.parseLong(table.column("hi").getString(row)))
          .isBetween(
              spans.stream().mapToLong(span -> span[2]).max().orElseThrow(),
              spans.stream().mapToLong(span -> span[3]).max().orElseThrow());
    }
    assertThat(account(table)).containsExactly("s from begin 63 63 0 0 0", "s 63 63 0 0 0");
  }
}
