package tracebook.scripts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.SlotState;
import tracebook.ir.Summary;
import tracebook.ir.TraceProgram;
import tracebook.scripts.Shows.Sort;
import tracebook.table.TraceTable;

/** The groups of one summary as they follow from its hits, one by one: nothing is added up. */
final class Grouping {
  private static final Sort INTEGER = Sort.SIGNED;

  /** What a cell has, and what is said of it. */
  private record Cell(Optional<String> text, String why) {}

  private final Summary summary;
  private final Probe probe;
  private final Site site;
  private final Map<List<Cell>, List<List<Interpreter.Slot>>> members = new HashMap<>();

  /** How many cells were compared. */
  long cells;

  Grouping(TraceProgram program, Probe probe, int number) {
    this.summary = program.summaries().get(number);
    this.probe = probe;
    this.site = probe.bodies().getFirst().sites().getFirst();
  }

  void add(Interpreter.Grouped hit) {
    members.computeIfAbsent(key(hit.key()), k -> new ArrayList<>()).add(hit.values());
  }

  private List<Cell> key(Map<Integer, Interpreter.Slot> slots) {
    Sight sight = new Sight(summary.key(), probe, site, slots);
    List<Cell> key = new ArrayList<>();
    for (int column = 0; column < summary.key().columns().size(); column++) {
      Shows shows = sight.column(column);
      key.add(cell(shows, Sight.sort(summary.key().columns().get(column))));
    }
    return key;
  }

  private static Cell cell(Shows shows, Sort sort) {
    return new Cell(shows.cell(sort), shows.in(sort).note());
  }

  int groups() {
    return members.size();
  }

  /** What is different in the table of groups. */
  Optional<String> compare(TraceTable table) {
    List<String> keys = summary.key().columns().stream().map(RowLayout.Column::name).toList();
    List<String> names = new ArrayList<>(keys);
    summary.aggregates().forEach(a -> names.addAll(names(a)));
    List<List<Cell>> lines = lines(table);
    List<String> header = table.columnNames();
    if (!header.equals(names)) {
      return Optional.of("groups with columns " + header + ", not " + names);
    }
    if (lines.size() != members.size()) {
      return Optional.of(lines.size() + " groups, not " + members.size());
    }
    for (List<Cell> line : lines) {
      List<Cell> key = line.subList(0, keys.size());
      List<List<Interpreter.Slot>> hits = members.get(key);
      if (hits == null) {
        return Optional.of("a group " + key + ", where there are " + members.keySet());
      }
      List<Cell> want = new ArrayList<>(key);
      summary.aggregates().forEach(a -> want.addAll(columns(a, hits)));
      if (!want.equals(line)) {
        return Optional.of("a group " + names + " is " + want + ", not " + line);
      }
      cells += line.size();
    }
    List<List<Cell>> once = lines.stream().map(line -> line.subList(0, keys.size())).toList();
    return once.stream().distinct().count() < once.size()
        ? Optional.of("a group that comes twice: " + once)
        : order(lines, keys.size()).or(() -> histograms(table, once));
  }

  private static List<String> names(Summary.Aggregate aggregate) {
    return aggregate.function() == Summary.Function.HIST
        ? List.of(".count", ".p50", ".p90", ".p99", ".max").stream()
            .map(part -> aggregate.name() + part)
            .toList()
        : List.of(aggregate.name());
  }

  private static List<List<Cell>> lines(tech.tablesaw.api.Table table) {
    TraceTable trace = (TraceTable) table;
    List<List<Optional<String>>> csv = Fields.of(trace.csv());
    List<List<Cell>> lines = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      List<Cell> line = new ArrayList<>();
      for (int column = 0; column < table.columnCount(); column++) {
        line.add(new Cell(csv.get(row + 1).get(column), trace.why(row, column)));
      }
      lines.add(line);
    }
    return lines;
  }

  /** The largest first aggregate comes first, and what is missing last. */
  private Optional<String> order(List<List<Cell>> lines, int column) {
    Summary.Aggregate first = summary.aggregates().getFirst();
    boolean number =
        switch (first.function()) {
          case COUNT, SUM, AVG, STDDEV, DISTINCT, HIST -> true;
          case MIN, MAX -> summary.values().get(first.value()).format() instanceof Format.Int;
        };
    if (!number) {
      return Optional.empty();
    }
    List<Optional<BigDecimal>> all =
        lines.stream().map(line -> line.get(column).text.map(BigDecimal::new)).toList();
    for (int i = 1; i < all.size(); i++) {
      Optional<BigDecimal> before = all.get(i - 1);
      Optional<BigDecimal> after = all.get(i);
      boolean wrong =
          after.isPresent() && (before.isEmpty() || before.get().compareTo(after.get()) < 0);
      if (wrong) {
        return Optional.of("groups in the order of " + all);
      }
    }
    return Optional.empty();
  }

  private List<Cell> columns(Summary.Aggregate aggregate, List<List<Interpreter.Slot>> hits) {
    if (aggregate.function() == Summary.Function.COUNT) {
      return List.of(cell(integer(hits.size()), INTEGER));
    }
    Summary.Value value = summary.values().get(aggregate.value());
    List<Interpreter.Slot> there = there(aggregate, hits);
    int failed = hits.size() - there.size();
    if (there.isEmpty()) {
      Shows none = Shows.missing("none of " + number(failed, "value") + " could be read");
      List<Shows> all =
          aggregate.function() == Summary.Function.HIST
              ? List.of(integer(0), none, none, none, none)
              : List.of(none);
      return all.stream().map(s -> cell(s, INTEGER)).toList();
    }
    List<Shows> columns =
        value.bits() == 0 ? List.of(texts(value, there)) : numbers(aggregate, value, there);
    String mark = "without " + number(failed, "value") + " that could not be read";
    return columns.stream()
        .map(c -> failed == 0 || c.text().isEmpty() ? c : c.noted(mark))
        .map(c -> cell(c, c.sort()))
        .toList();
  }

  private static List<Interpreter.Slot> there(
      Summary.Aggregate aggregate, List<List<Interpreter.Slot>> hits) {
    return hits.stream()
        .map(values -> values.get(aggregate.value()))
        .filter(slot -> slot.state() == SlotState.CAPTURED)
        .toList();
  }

  private static Shows integer(long number) {
    return Shows.value(INTEGER, String.valueOf(number));
  }

  private static String number(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  private static Shows texts(Summary.Value value, List<Interpreter.Slot> there) {
    int room = value.format().bytes() - 4;
    int cut = 0;
    List<String> strings = new ArrayList<>();
    for (Interpreter.Slot slot : there) {
      byte[] bytes = slot.bytes().toArray();
      cut += ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() >= room ? 1 : 0;
      strings.add(Arrays.toString(bytes));
    }
    Shows distinct = integer(strings.stream().distinct().count());
    return cut == 0
        ? distinct
        : distinct.noted("at least: " + number(cut, "value") + " had no room or were cut");
  }

  private static List<BigInteger> sorted(Summary.Value value, List<Interpreter.Slot> there) {
    List<BigInteger> sorted = new ArrayList<>();
    for (Interpreter.Slot slot : there) {
      long number = Bytes.word(slot.bytes().toArray(), 0);
      sorted.add(
          value.signed()
              ? BigInteger.valueOf(number)
              : new BigInteger(Long.toUnsignedString(number)));
    }
    Collections.sort(sorted);
    return sorted;
  }

  private static List<Shows> numbers(
      Summary.Aggregate aggregate, Summary.Value value, List<Interpreter.Slot> there) {
    List<BigInteger> sorted = sorted(value, there);
    BigInteger sum = sorted.stream().reduce(BigInteger.ZERO, BigInteger::add);
    MathContext digits = new MathContext(60);
    BigDecimal n = BigDecimal.valueOf(sorted.size());
    BigDecimal mean = new BigDecimal(sum).divide(n, digits);
    Sort sort = value.signed() ? Sort.SIGNED : Sort.UNSIGNED_64;
    return switch (aggregate.function()) {
      case COUNT -> throw new IllegalArgumentException("has no values");
      case SUM -> {
        boolean fits = value.signed() ? sum.bitLength() < 64 : sum.bitLength() <= 64;
        yield List.of(
            fits
                ? Shows.value(sort, sum.toString())
                : Shows.missing("the sum has more than 64 bits: " + sum));
      }
      case AVG -> List.of(real(mean));
      case STDDEV -> {
        if (sorted.size() == 1) {
          yield List.of(Shows.missing("one value has no standard deviation"));
        }
        BigDecimal squares =
            sorted.stream()
                .map(x -> new BigDecimal(x).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal variance = squares.divide(n.subtract(BigDecimal.ONE), digits);
        yield List.of(real(variance.sqrt(digits)));
      }
      case MIN -> List.of(shown(value.format(), sorted.getFirst()));
      case MAX -> List.of(shown(value.format(), sorted.getLast()));
      case DISTINCT -> List.of(integer(sorted.stream().distinct().count()));
      case HIST -> {
        List<Shows> columns = new ArrayList<>();
        columns.add(integer(sorted.size()));
        for (int percent : new int[] {50, 90, 99}) {
          BigInteger one = sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
          BigInteger middle = Bucket.of(one).middle().min(sorted.getLast());
          columns.add(Shows.value(sort, middle.max(BigInteger.valueOf(Long.MIN_VALUE)).toString()));
        }
        columns.add(shown(value.format(), sorted.getLast()));
        yield columns;
      }
    };
  }

  private static Shows real(BigDecimal value) {
    return Shows.value(Sort.DOUBLE, String.valueOf(value.doubleValue()));
  }

  /** A number as a row would show it. */
  private static Shows shown(Format format, BigInteger number) {
    return Rendering.of(format, Bytes.eight(number.longValue()), 0);
  }

  /**
   * One of 32 for each power of two, of each sign; below 64 there is one for each number.
   *
   * @param low the least number in it
   * @param high the least one above it
   */
  private record Bucket(BigInteger low, BigInteger high) {
    static Bucket of(BigInteger number) {
      int shift = Math.max(0, number.abs().bitLength() - 6);
      BigInteger size = BigInteger.ONE.shiftLeft(shift);
      BigInteger least = number.abs().shiftRight(shift).shiftLeft(shift);
      return number.signum() >= 0
          ? new Bucket(least, least.add(size))
          : new Bucket(
              least.add(size).negate().add(BigInteger.ONE), least.negate().add(BigInteger.ONE));
    }

    BigInteger middle() {
      return low.add(high).subtract(BigInteger.ONE).shiftRight(1);
    }
  }

  /** The tables of buckets, group by group. */
  private Optional<String> histograms(TraceTable table, List<List<Cell>> keys) {
    for (Summary.Aggregate aggregate : summary.aggregates()) {
      if (aggregate.function() != Summary.Function.HIST) {
        continue;
      }
      Summary.Value value = summary.values().get(aggregate.value());
      List<List<Cell>> want = new ArrayList<>();
      for (List<Cell> key : keys) {
        Map<Bucket, Integer> counts = new LinkedHashMap<>();
        for (BigInteger number :
            sorted(value, there(aggregate, Objects.requireNonNull(members.get(key))))) {
          counts.merge(Bucket.of(number), 1, Integer::sum);
        }
        counts.forEach(
            (bucket, count) -> {
              List<Cell> line = new ArrayList<>(key);
              line.add(bound(bucket.low, value.signed()));
              line.add(bound(bucket.high, value.signed()));
              line.add(cell(integer(count), INTEGER));
              want.add(line);
            });
      }
      List<List<Cell>> have = lines(table.histogram(aggregate.name()));
      if (!have.equals(want)) {
        return Optional.of("buckets " + want + ", not " + have);
      }
      cells += have.stream().mapToInt(List::size).sum();
    }
    return Optional.empty();
  }

  private static Cell bound(BigInteger bound, boolean signed) {
    boolean fits = signed ? bound.bitLength() < 64 : bound.signum() >= 0 && bound.bitLength() <= 64;
    return cell(
        fits
            ? Shows.value(signed ? Sort.SIGNED : Sort.UNSIGNED_64, bound.toString())
            : Shows.missing(bound + " has more than 64 bits"),
        signed ? Sort.SIGNED : Sort.UNSIGNED_64);
  }
}
