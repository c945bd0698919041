package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;
import tracebook.cell.CellResult;
import tracebook.table.TraceTable;

/**
 * Groups that the kernel keeps, beside what the program knows of itself and beside its own rows.
 */
@Timeout(300)
class SummarizeTest {
  private static Path program;

  @BeforeAll
  static void compile(@TempDir Path directory) {
    Compiled.requireProbes();
    Compiled.require("gcc");
    program = Compiled.program(directory, "groups.c", "gcc", List.of("-O2", "-g"));
  }

  private static Notebook run(String arguments, String script) {
    return Notebook.run(
        "%%trace --launch '" + program + " " + arguments + "' --for 200s\n" + script);
  }

  private static String cell(Table table, int row, String column) {
    TraceTable trace = (TraceTable) table;
    return table.column(column).isMissing(row) && !trace.why(row, column).isEmpty()
        ? "<" + trace.why(row, column) + ">"
        : table.getString(row, column);
  }

  private static List<String> cells(Table table, int row) {
    return table.columnNames().stream().map(c -> cell(table, row, c)).toList();
  }

  private static List<List<String>> rows(Table table) {
    return IntStream.range(0, table.rowCount()).mapToObj(row -> cells(table, row)).toList();
  }

  private static long sum(Table table, String column) {
    return table.longColumn(column).asList().stream().mapToLong(Long::longValue).sum();
  }

  private static List<String> account(TraceTable table) {
    Table completeness = table.completeness();
    return Stream.of("hits", "rows", "filtered", "throttled", "lost", "unreadable")
        .map(column -> completeness.getString(0, column))
        .toList();
  }

  /** A group's aggregates are equal to what eight threads count of themselves. */
  @Test
  void whatEightThreadsDo() {
    long jobs = Long.getLong("groups.jobs", 60_000);
    Notebook notebook =
        run(
            "8 " + jobs,
            "trace work { summarize count(), d = sum(job->delta), dl = min(job->delta), dh ="
                + " max(job->delta), w = sum(job->wide), wl = min(job->wide), wh ="
                + " max(job->wide), h = sum(job->huge), hl = min(job->huge), hh ="
                + " max(job->huge), s = distinct(job->small) by job->uri, color = job->color,"
                + " job->urgent; }");
    TraceTable table = notebook.table("events");
    List<List<String>> truth = new ArrayList<>();
    for (String line : notebook.printed) {
      if (line.startsWith("group ")) {
        String[] parts = line.split("\\|", -1);
        List<String> group = new ArrayList<>(List.of(parts[1], parts[2], parts[3]));
        String[] numbers = parts[4].strip().split(" ", -1);
        for (int i = 0; i < numbers.length; i++) {
          BigInteger number = new BigInteger(numbers[i]);
          boolean fits =
              i == 7 ? number.bitLength() <= 64 : i == 4 ? number.bitLength() < 64 : true;
          group.add(fits ? numbers[i] : "<the sum has more than 64 bits: " + number + ">");
        }
        truth.add(group);
      }
    }
    assertThat(truth).hasSize(30);
    assertThat(rows(table)).containsExactlyInAnyOrderElementsOf(truth);
    String hits = String.valueOf(8 * jobs);
    assertThat(account(table)).containsExactly(hits, hits, "0", "0", "0", "0");
    assertThat(table.gaps().rowCount()).isZero();
  }

  /** What is shown while the cell runs is replaced by what it gives, exact, in the same place. */
  @Test
  void groupsAreShownWhileTheCellRuns() {
    Notebook notebook =
        Notebook.runUntilUpdated(
            "%%trace --launch '"
                + program
                + " 2 1000000000' --for 200s\n"
                + "trace work { summarize count(), h = hist(job->small) by job->uri; }");
    TraceTable table = notebook.table("events");
    List<String> how = notebook.displayed.stream().map(Map.Entry::getKey).toList();
    String id = how.getFirst().substring("display ".length());
    assertThat(how.size()).isGreaterThanOrEqualTo(3);
    assertThat(how.subList(1, how.size())).containsOnly("update " + id);
    String live = notebook.displayed.getFirst().getValue();
    assertThat(live).contains("The trace goes on: this is what there is so far.", "index.html");
    String last = notebook.displayed.getLast().getValue();
    assertThat(last).contains("interrupted").doesNotContain("The trace goes on");
    assertThat(notebook.result).isEqualTo(CellResult.nothing());
    assertThat(table.interrupted()).isTrue();
    assertThat(String.valueOf(sum(table, "count()"))).isEqualTo(account(table).get(1));
    assertThat(account(table).get(0)).isEqualTo(account(table).get(1));
  }

  /** Every aggregate of what eight threads do is the one that the rows of the same hits give. */
  @Test
  void whatTheRowsOfTheSameHitsGive() {
    List<String> values = List.of("delta", "small", "wide", "huge", "color", "urgent");
    String aggregates =
        values.stream()
            .flatMap(
                v ->
                    List.of("sum", "min", "max", "avg", "stddev", "distinct", "hist").stream()
                        .filter(f -> !v.equals("color") || !List.of("min", "max").contains(f))
                        .map(f -> f + "_" + v + " = " + f + "(job->" + v + ")"))
            .collect(Collectors.joining(", "));
    String raw =
        values.stream()
            .map(v -> v + " = " + (v.equals("color") ? "(int)job->color" : "job->" + v))
            .collect(Collectors.joining(", "));
    Notebook notebook =
        run(
            "8 1000",
            "trace work as hit { emit uri = job->uri, "
                + raw
                + "; }\ntrace work as groups { summarize count(), uris = distinct(job->uri), "
                + aggregates
                + " by uri = job->uri, small = job->small % 4; }");
    TraceTable groups = notebook.table("groups");
    TraceTable hits = notebook.table("hit");
    assertThat(hits.rowCount()).isEqualTo(8000);
    Map<List<String>, List<Integer>> byKey = new LinkedHashMap<>();
    for (int row = 0; row < hits.rowCount(); row++) {
      List<String> key =
          List.of(cell(hits, row, "uri"), String.valueOf(hits.intColumn("small").get(row) % 4));
      byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    assertThat(groups.rowCount()).isEqualTo(byKey.size()).isEqualTo(20);
    for (int row = 0; row < groups.rowCount(); row++) {
      List<String> key = List.of(cell(groups, row, "uri"), cell(groups, row, "small"));
      List<Integer> members = byKey.getOrDefault(key, List.of());
      assertThat(members).as("group " + key).isNotEmpty();
      assertThat(cell(groups, row, "count()")).isEqualTo(String.valueOf(members.size()));
      assertThat(cell(groups, row, "uris")).isEqualTo("1");
      for (String value : values) {
        List<BigInteger> numbers =
            members.stream().map(member -> number(cell(hits, member, value))).sorted().toList();
        compare(groups, row, value, numbers);
      }
    }
    assertThat(account(groups)).containsExactly("8000", "8000", "0", "0", "0", "0");
  }

  private static BigInteger number(String shown) {
    return switch (shown) {
      case "true" -> BigInteger.ONE;
      case "false" -> BigInteger.ZERO;
      default -> new BigInteger(shown);
    };
  }

  private static void compare(TraceTable groups, int row, String value, List<BigInteger> sorted) {
    BigInteger sum = sorted.stream().reduce(BigInteger.ZERO, BigInteger::add);
    BigDecimal n = BigDecimal.valueOf(sorted.size());
    boolean unsigned = value.equals("huge") || value.equals("urgent");
    boolean fits = unsigned ? sum.bitLength() <= 64 : sum.bitLength() < 64;
    String what = value + " in row " + row;
    assertThat(cell(groups, row, "sum_" + value))
        .as(what)
        .isEqualTo(fits ? sum.toString() : "<the sum has more than 64 bits: " + sum + ">");
    if (!value.equals("color")) {
      assertThat(number(cell(groups, row, "min_" + value))).as(what).isEqualTo(sorted.getFirst());
      assertThat(number(cell(groups, row, "max_" + value))).as(what).isEqualTo(sorted.getLast());
    }
    MathContext digits = new MathContext(60);
    BigDecimal mean = new BigDecimal(sum).divide(n, digits);
    assertThat(Double.valueOf(cell(groups, row, "avg_" + value)))
        .as(what)
        .isEqualTo(mean.doubleValue());
    BigDecimal squares =
        sorted.stream()
            .map(x -> new BigDecimal(x).subtract(mean).pow(2))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(Double.valueOf(cell(groups, row, "stddev_" + value)))
        .as(what)
        .isEqualTo(squares.divide(n.subtract(BigDecimal.ONE), digits).sqrt(digits).doubleValue());
    assertThat(cell(groups, row, "distinct_" + value))
        .as(what)
        .isEqualTo(String.valueOf(sorted.stream().distinct().count()));
    assertThat(cell(groups, row, "hist_" + value + ".count"))
        .isEqualTo(String.valueOf(sorted.size()));
    for (int percent : new int[] {50, 90, 99}) {
      BigInteger exact = sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
      BigInteger shown = number(cell(groups, row, "hist_" + value + ".p" + percent));
      BigInteger off = shown.subtract(exact).abs();
      assertThat(off.multiply(BigInteger.valueOf(64)))
          .as(what + ": p" + percent + " is " + shown + ", not " + exact)
          .isLessThanOrEqualTo(exact.abs());
    }
  }

  @Test
  void theBucketsOfAHistogramHaveTheHits() {
    Notebook notebook =
        run(
            "1 3000",
            "trace work as hit { emit job->wide, job->huge; }\n"
                + "trace work as groups { summarize w = hist(job->wide), hist(job->huge); }");
    TraceTable groups = notebook.table("groups");
    buckets(groups.histogram("w"), notebook.table("hit"), "job->wide");
    buckets(groups.histogram("hist(job->huge)"), notebook.table("hit"), "job->huge");
  }

  private static void buckets(Table histogram, TraceTable hits, String column) {
    assertThat(histogram.columnNames()).containsExactly("low", "high", "count");
    List<BigInteger> values =
        IntStream.range(0, hits.rowCount())
            .mapToObj(row -> new BigInteger(cell(hits, row, column)))
            .collect(Collectors.toCollection(ArrayList::new));
    Collections.sort(values);
    BigInteger before = null;
    for (int row = 0; row < histogram.rowCount(); row++) {
      BigInteger low = new BigInteger(cell(histogram, row, "low"));
      String shown = cell(histogram, row, "high");
      BigInteger high =
          shown.startsWith("<") ? BigInteger.ONE.shiftLeft(64) : new BigInteger(shown);
      assertThat(low).isLessThan(high);
      if (before != null) {
        assertThat(low).isGreaterThanOrEqualTo(before);
      }
      before = high;
      long inside =
          values.stream().filter(v -> v.compareTo(low) >= 0 && v.compareTo(high) < 0).count();
      assertThat(cell(histogram, row, "count")).isEqualTo(String.valueOf(inside));
      BigInteger magnitude = low.abs().min(high.abs());
      assertThat(high.subtract(low).subtract(BigInteger.ONE).multiply(BigInteger.valueOf(32)))
          .isLessThanOrEqualTo(magnitude);
    }
    assertThat(sum(histogram, "count")).isEqualTo(values.size());
  }

  @Test
  void whatHasNoRoomIsLostAndSaidSo() {
    TraceTable table =
        run("1 60000", "trace work { summarize n = count() by job->wide; }").table("events");
    assertThat(table.rowCount()).isEqualTo(16_384);
    List<String> account = account(table);
    long lost = Long.parseLong(account.get(4));
    assertThat(lost).isPositive();
    assertThat(account)
        .containsExactly(
            "60000", String.valueOf(60_000 - lost), "0", "0", String.valueOf(lost), "0");
    assertThat(sum(table, "n")).isEqualTo(60_000 - lost);
    assertThat(sum(table.gaps(), "lost")).isEqualTo(lost);
    assertThat(table.gaps().stringColumn("cause").unique().asList())
        .containsExactly("the map of groups was full, with 16,384 of them");
  }

  @Test
  void distinctValuesWithoutRoomAreAtLeastSoMany() {
    TraceTable table =
        run("1 120000", "trace work { summarize n = distinct(job->wide), count(); }")
            .table("events");
    assertThat(rows(table)).containsExactly(List.of("65536", "120000"));
    assertThat(table.why(0, "n")).matches("at least: [0-9,]+ values had no room or were cut");
    assertThat(account(table)).containsExactly("120000", "120000", "0", "0", "0", "0");
  }

  @Test
  void bucketsWithoutRoomLeaveNoQuantiles() {
    TraceTable table =
        run("1 120000", "trace work { summarize h = hist(job->wide) by k = job->wide % 4000; }")
            .table("events");
    List<String> without =
        IntStream.range(0, table.rowCount())
            .mapToObj(row -> cell(table, row, "h.p50"))
            .filter(c -> c.startsWith("<"))
            .toList();
    assertThat(without)
        .isNotEmpty()
        .allMatch(c -> c.matches("<[0-9,]+ values? had no room for a bucket>"));
    assertThat(sum(table, "h.count")).isEqualTo(120_000);
  }

  @Test
  void whatCannotBeReadIsNotAggregatedAndIsAKeyOfItsOwn() {
    TraceTable table =
        run(
                "1 1000 4",
                "trace work { summarize count(), s = sum(*job->value), m = max(*job->value),"
                    + " u = distinct((char *)job->value) by positive = *job->value > 0; }")
            .table("events");
    assertThat(account(table)).containsExactly("1000", "1000", "0", "0", "0", "250");
    assertThat(table.rowCount()).isEqualTo(3);
    for (int row = 0; row < 3; row++) {
      if (cell(table, row, "positive").equals("<null pointer>")) {
        assertThat(cells(table, row).subList(1, 5))
            .containsExactly(
                "250",
                "<none of 250 values could be read>",
                "<none of 250 values could be read>",
                "<none of 250 values could be read>");
      } else {
        assertThat(table.why(row, "s")).isEmpty();
      }
    }
    TraceTable whole =
        run("1 1000 4", "trace work { summarize n = count(), s = sum(*job->value); }")
            .table("events");
    assertThat(whole.rowCount()).isEqualTo(1);
    assertThat(whole.why(0, "s")).isEqualTo("without 250 values that could not be read");
    assertThat(cell(whole, 0, "n")).isEqualTo("1000");
  }

  @Test
  void keysAreWhatIsShownOfThem() {
    TraceTable table =
        run("2 500", "trace work, main { summarize n = count() by $function, $probe, $line > 0; }")
            .table("events");
    assertThat(rows(table))
        .containsExactly(
            List.of("work", "work", "true", "1000"), List.of("main", "main", "true", "1"));
    TraceTable tags =
        run("1 500", "trace work { summarize n = count() by job->tag; }").table("events");
    assertThat(tags.stringColumn("job->tag").asList()).containsExactlyInAnyOrder("yes", "no");
    assertThat(sum(tags, "n")).isEqualTo(500);
    TraceTable cut =
        Notebook.run(
                "%%trace --launch '"
                    + program
                    + " 1 500' --cap 3 --for 60s\n"
                    + "trace work { summarize n = count() by job->uri; }")
            .table("events");
    assertThat(cut.rowCount()).isEqualTo(5);
    assertThat(cut.stringColumn("job->uri").asList()).contains("/in");
    assertThat(cut.why(cut.stringColumn("job->uri").indexOf("/in"), "job->uri"))
        .isEqualTo("truncated at 3 B");
  }

  @Test
  void aTableOfRowsHasNoHistogram() {
    TraceTable rows = run("1 10", "trace work { emit job->small; }").table("events");
    assertThatThrownBy(() -> rows.histogram("h"))
        .hasMessage("this table has rows of hits: `summarize hist(…)` makes histograms");
    TraceTable groups =
        run("1 10", "trace work { summarize a = hist(job->small); }").table("events");
    assertThatThrownBy(() -> groups.histogram("h"))
        .hasMessage("no `hist` is called `h`; there are [a]");
  }

  @Test
  void groupsOfHitsThatPass() {
    TraceTable table =
        run(
                "8 1000",
                "trace work { if job->urgent { every 10 { summarize n = count(); } } else { limit"
                    + " 7/h { exit; } } }")
            .table("events");
    List<Long> account = account(table).stream().map(Long::valueOf).toList();
    assertThat(account.get(0)).isBetween(1L, 8000L); // It may be detached before the last hit.
    assertThat(account.get(0)).isEqualTo(account.get(1) + account.get(2) + account.get(3));
    // The hit that ends the trace may be the first: then there is no group.
    List<List<String>> groups =
        account.get(1) == 0 ? List.of() : List.of(List.of(String.valueOf(account.get(1))));
    assertThat(rows(table)).isEqualTo(groups);
  }

  @Test
  void everyAndLimitInACell() {
    TraceTable table =
        run(
                "8 1000",
                "trace work as a { every 100 { emit job->small; } }\n"
                    + "trace work as b { limit 7/h { emit job->small; } }")
            .table("a");
    assertThat(account(table)).containsExactly("8000", "80", "7920", "0", "0", "0");
    TraceTable limited =
        run("8 1000", "trace work as b { limit 7/h { emit job->small; } }").table("b");
    assertThat(account(limited)).containsExactly("8000", "7", "0", "7993", "0", "0");
  }
}
