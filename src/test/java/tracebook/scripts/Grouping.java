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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Summary;
import tracebook.ir.TraceProgram;
import tracebook.rows.Decoder;
import tracebook.rows.Groups;
import tracebook.rows.Shown;
import tracebook.rows.Value;

/** The groups of one summary as they follow from its hits, one by one: nothing is added up. */
final class Grouping {
  private final TraceProgram program;
  private final Probe probe;
  private final Summary summary;
  private final Map<List<Value>, List<List<Interpreter.Slot>>> members = new HashMap<>();

  Grouping(TraceProgram program, Probe probe, int number) {
    this.program = program;
    this.probe = probe;
    this.summary = program.summaries().get(number);
  }

  void add(Interpreter.Grouped hit) {
    members.computeIfAbsent(key(hit.key()), k -> new ArrayList<>()).add(hit.values());
  }

  private List<Value> key(Map<Integer, Interpreter.Slot> slots) {
    RowLayout layout = summary.key();
    byte[] record = new byte[layout.size()];
    int site = program.sites().indexOf(probe.bodies().getFirst().sites().getFirst());
    ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(RowLayout.SITE, site);
    slots.forEach(
        (i, slot) -> {
          record[RowLayout.STATES + i] = (byte) slot.state().code();
          byte[] bytes = slot.bytes().toArray();
          System.arraycopy(bytes, 0, record, layout.slots().get(i).offset(), bytes.length);
        });
    Decoder decoder = new Decoder(layout, probe, program.sites());
    List<Value> values = new ArrayList<>();
    for (int column = 0; column < layout.columns().size(); column++) {
      values.add(decoder.column(record, column));
    }
    return values;
  }

  /** What is different in the groups that the kernel has kept. */
  Optional<String> compare(Groups.Rows shown) {
    int keys = summary.key().columns().size();
    if (shown.rows().size() != members.size()) {
      return Optional.of(shown.rows().size() + " groups, not " + members.size());
    }
    for (List<Value> row : shown.rows()) {
      List<Value> key = row.subList(0, keys);
      List<List<Interpreter.Slot>> hits = members.get(key);
      if (hits == null) {
        return Optional.of("a group " + key + ", where there are " + members.keySet());
      }
      List<String> want = new ArrayList<>();
      summary.aggregates().forEach(a -> want.addAll(columns(a, hits)));
      List<String> have = row.subList(keys, row.size()).stream().map(Grouping::text).toList();
      for (int i = 0; i < want.size(); i++) {
        if (!isLike(want.get(i), have.get(i))) {
          String name = shown.columns().get(keys + i).name();
          return Optional.of(
              "group " + key + ": " + name + " is " + want.get(i) + ", not " + have.get(i));
        }
      }
    }
    return Optional.empty();
  }

  /** A quantile is the middle of a bucket: {@code ~} what it is near to. */
  private static boolean isLike(String want, String have) {
    if (!want.startsWith("~")) {
      return want.equals(have);
    }
    String mark = want.endsWith("*") ? "*" : "";
    if (!have.endsWith(mark) || have.startsWith("<")) {
      return false;
    }
    BigInteger exact = new BigInteger(want.substring(1, want.length() - mark.length()));
    BigInteger shown = new BigInteger(have.substring(0, have.length() - mark.length()));
    return shown.subtract(exact).abs().shiftLeft(6).compareTo(exact.abs()) <= 0;
  }

  /** A star where something is said beside the value. */
  private static String text(Value value) {
    return switch (value) {
      case Value.Missing v -> "<>";
      case Value.Marked v -> text(v.value()) + "*";
      default -> Shown.of(value);
    };
  }

  private List<String> columns(Summary.Aggregate aggregate, List<List<Interpreter.Slot>> hits) {
    if (aggregate.function() == Summary.Function.COUNT) {
      return List.of(String.valueOf(hits.size()));
    }
    Summary.Value value = summary.values().get(aggregate.value());
    List<Interpreter.Slot> there =
        hits.stream()
            .map(values -> values.get(aggregate.value()))
            .filter(slot -> slot.state() == SlotState.CAPTURED)
            .toList();
    if (there.isEmpty()) {
      return aggregate.function() == Summary.Function.HIST
          ? List.of("0", "<>", "<>", "<>", "<>")
          : List.of("<>");
    }
    boolean incomplete = there.size() < hits.size();
    List<String> columns =
        value.bits() == 0 ? List.of(texts(value, there)) : numbers(aggregate, value, there);
    return columns.stream().map(c -> incomplete && !c.equals("<>") ? c + "*" : c).toList();
  }

  private static String texts(Summary.Value value, List<Interpreter.Slot> there) {
    int room = value.format().bytes() - 4;
    boolean cut = false;
    List<String> strings = new ArrayList<>();
    for (Interpreter.Slot slot : there) {
      byte[] bytes = slot.bytes().toArray();
      cut |= ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() >= room;
      strings.add(Arrays.toString(bytes));
    }
    return strings.stream().distinct().count() + (cut ? "*" : "");
  }

  private List<String> numbers(
      Summary.Aggregate aggregate, Summary.Value value, List<Interpreter.Slot> there) {
    List<BigInteger> sorted = new ArrayList<>();
    for (Interpreter.Slot slot : there) {
      long number = Bytes.word(slot.bytes().toArray(), 0);
      sorted.add(
          value.signed()
              ? BigInteger.valueOf(number)
              : new BigInteger(Long.toUnsignedString(number)));
    }
    Collections.sort(sorted);
    BigInteger sum = sorted.stream().reduce(BigInteger.ZERO, BigInteger::add);
    MathContext digits = new MathContext(60);
    BigDecimal n = BigDecimal.valueOf(sorted.size());
    BigDecimal mean = new BigDecimal(sum).divide(n, digits);
    return switch (aggregate.function()) {
      case COUNT -> throw new IllegalArgumentException("has no values");
      case SUM -> {
        boolean fits = value.signed() ? sum.bitLength() < 64 : sum.bitLength() <= 64;
        yield List.of(fits ? sum.toString() : "<>");
      }
      case AVG -> List.of(String.valueOf(mean.doubleValue()));
      case STDDEV -> {
        if (sorted.size() == 1) {
          yield List.of("<>");
        }
        BigDecimal squares =
            sorted.stream()
                .map(x -> new BigDecimal(x).subtract(mean).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal variance = squares.divide(n.subtract(BigDecimal.ONE), digits);
        yield List.of(String.valueOf(variance.sqrt(digits).doubleValue()));
      }
      case MIN -> List.of(shown(value.format(), sorted.getFirst()));
      case MAX -> List.of(shown(value.format(), sorted.getLast()));
      case DISTINCT -> List.of(String.valueOf(sorted.stream().distinct().count()));
      case HIST -> {
        List<String> columns = new ArrayList<>();
        columns.add(String.valueOf(sorted.size()));
        for (int percent : new int[] {50, 90, 99}) {
          columns.add("~" + sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1));
        }
        columns.add(shown(value.format(), sorted.getLast()));
        yield columns;
      }
    };
  }

  /** A number as a row would show it. */
  private String shown(Format format, BigInteger number) {
    RowLayout.Column column =
        new RowLayout.Column("v", List.of(new RowLayout.Cell(new RowLayout.InSlot(0, 0), format)));
    RowLayout layout =
        new RowLayout(
            List.of(new RowLayout.Slot(RowLayout.STATES + 8, 16)), List.of(column), List.of());
    byte[] record = new byte[layout.size()];
    record[RowLayout.STATES] = (byte) SlotState.CAPTURED.code();
    ByteBuffer.wrap(record)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(RowLayout.STATES + 8, number.longValue());
    return text(new Decoder(layout, probe, program.sites()).column(record, 0));
  }
}
