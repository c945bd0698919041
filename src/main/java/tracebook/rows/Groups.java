package tracebook.rows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tracebook.bytes.ByteString;
import tracebook.ir.Body;
import tracebook.ir.Contents;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.Site;
import tracebook.ir.Summary;
import tracebook.ir.Summary.Function;
import tracebook.ir.TraceProgram;

/**
 * The groups of a summary. Keys that are the same when they are shown are one group, whatever lies
 * behind the end of a string.
 */
public final class Groups {
  /** A column and its values, row by row. */
  public record Rows(List<RowLayout.Column> columns, List<List<Value>> rows) {
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  private final TraceProgram program;
  private final Summary summary;
  private final List<Probe> probeOfSite = new ArrayList<>();
  private final Map<Probe, Decoder> decoders = new HashMap<>();
  private final Map<ByteString, List<Value>> keys = new HashMap<>();
  private final Map<List<Value>, Group> groups = new LinkedHashMap<>();

  /**
   * @param number of the summary in the program
   */
  public Groups(TraceProgram program, int number, Contents contents) {
    this.program = program;
    this.summary = program.summaries().get(number);
    for (Probe probe : program.probes()) {
      for (Body body : probe.bodies()) {
        body.sites().forEach(site -> probeOfSite.add(probe));
      }
    }
    contents.groups().forEach(entry -> group(entry.key()).add(entry.value()));
    contents.distinct().forEach((value, entries) -> entries.forEach(e -> distinct(value, e)));
    contents.buckets().forEach((value, entries) -> entries.forEach(e -> bucket(value, e)));
  }

  private void distinct(int value, Contents.Entry entry) {
    byte[] key = entry.key().toArray();
    int split = summary.keyBytes();
    group(part(key, 0, split)).addDistinct(value, part(key, split, key.length));
  }

  private void bucket(int value, Contents.Entry entry) {
    byte[] key = entry.key().toArray();
    int split = summary.keyBytes();
    long bucket = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getLong(split);
    ByteBuffer counts = ByteBuffer.wrap(entry.value().toArray()).order(ByteOrder.LITTLE_ENDIAN);
    long hits = 0;
    while (counts.hasRemaining()) {
      hits += counts.getLong();
    }
    group(part(key, 0, split)).addBucket(value, Math.toIntExact(bucket), hits);
  }

  private static ByteString part(byte[] bytes, int from, int to) {
    return ByteString.copyOf(Arrays.copyOfRange(bytes, from, to));
  }

  private Group group(ByteString key) {
    return groups.computeIfAbsent(keys.computeIfAbsent(key, this::key), k -> new Group(summary));
  }

  private List<Value> key(ByteString bytes) {
    byte[] record = new byte[summary.key().size()];
    System.arraycopy(bytes.toArray(), 0, record, RowLayout.STATES, bytes.length());
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < summary.key().columns().size(); i++) {
      Cell cell = summary.key().columns().get(i).cells().getFirst();
      int site = 0;
      if (cell.datum() instanceof RowLayout.OfSite(int slot, RowLayout.SiteFact fact)) {
        site = LittleEndian.u32(record, summary.key().slots().get(slot).offset());
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(RowLayout.SITE, site);
      }
      values.add(decoder(site).column(record, i));
    }
    return values;
  }

  private Decoder decoder(int site) {
    List<Site> sites = program.sites();
    return decoders.computeIfAbsent(
        probeOfSite.get(site), probe -> new Decoder(summary.key(), probe, sites));
  }

  /** The groups: the largest first aggregate first, those that have the same by their keys. */
  public Rows rows() {
    List<RowLayout.Column> columns = new ArrayList<>(summary.key().columns());
    summary.aggregates().forEach(a -> columns.addAll(columns(a)));
    List<List<Value>> rows = new ArrayList<>();
    groups.forEach(
        (key, group) -> {
          List<Value> row = new ArrayList<>(key);
          summary.aggregates().forEach(a -> row.addAll(group.columns(a)));
          rows.add(row);
        });
    int first = summary.key().columns().size();
    Comparator<List<Value>> order =
        Comparator.comparing((List<Value> row) -> row.get(first), ValueOrder.DESCENDING);
    for (int i = 0; i < first; i++) {
      int key = i;
      order = order.thenComparing(row -> row.get(key), ValueOrder.ASCENDING);
    }
    rows.sort(order);
    return new Rows(columns, rows);
  }

  private List<RowLayout.Column> columns(Summary.Aggregate a) {
    Format integer = new Format.Int(8, true);
    if (a.function() == Function.COUNT) {
      return List.of(column(a.name(), integer));
    }
    Summary.Value value = summary.values().get(a.value());
    Format number = new Format.Int(8, value.signed());
    return switch (a.function()) {
      case COUNT, DISTINCT -> List.of(column(a.name(), integer));
      case SUM -> List.of(column(a.name(), number));
      case MIN, MAX -> List.of(column(a.name(), value.format()));
      case AVG, STDDEV -> List.of(column(a.name(), new Format.Floating(8)));
      case HIST ->
          List.of(
              column(a.name() + ".count", integer),
              column(a.name() + ".p50", number),
              column(a.name() + ".p90", number),
              column(a.name() + ".p99", number),
              column(a.name() + ".max", value.format()));
    };
  }

  /** The datum does not matter: nothing is read by it. */
  private static RowLayout.Column column(String name, Format format) {
    return new RowLayout.Column(name, List.of(new Cell(new RowLayout.InSlot(0, 0), format)));
  }

  /** The names of its histograms. */
  public List<String> histograms() {
    return summary.aggregates().stream()
        .filter(a -> a.function() == Function.HIST)
        .map(Summary.Aggregate::name)
        .toList();
  }

  /**
   * The buckets of a histogram that have hits: the keys and {@code low, high, count}, high
   * excluded.
   *
   * @throws IllegalArgumentException if there is no such histogram
   */
  public Rows histogram(String name) {
    Summary.Aggregate histogram =
        summary.aggregates().stream()
            .filter(a -> a.function() == Function.HIST && a.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no `hist` is called `" + name + "`; there are " + histograms()));
    boolean signed = summary.values().get(histogram.value()).signed();
    List<RowLayout.Column> columns = new ArrayList<>(summary.key().columns());
    columns.add(column("low", new Format.Int(8, signed)));
    columns.add(column("high", new Format.Int(8, signed)));
    columns.add(column("count", new Format.Int(8, true)));
    List<List<Value>> rows = new ArrayList<>();
    for (List<Value> row : rows().rows()) {
      List<Value> key = row.subList(0, summary.key().columns().size());
      Objects.requireNonNull(groups.get(key))
          .buckets(histogram.value())
          .counts()
          .forEach(
              (bucket, hits) -> {
                List<Value> line = new ArrayList<>(key);
                line.add(Bits64.value(Buckets.low(bucket), signed));
                line.add(Bits64.value(Buckets.high(bucket), signed));
                line.add(new Value.Int(hits, 8, true));
                rows.add(line);
              });
    }
    return new Rows(columns, rows);
  }
}
