package tracebook.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.columns.Column;
import tracebook.ir.RowLayout;
import tracebook.rows.Decoder;
import tracebook.rows.Value;

/** Which columns a table has, and which column of each part's layout goes into which. */
final class ColumnPlan {
  private final ColumnBuilder time;
  private final ColumnBuilder probe;
  private final ColumnBuilder pid;
  private final ColumnBuilder tid;
  private final ColumnBuilder cpu;
  private final List<ColumnBuilder> standard;
  private final List<ColumnBuilder> script = new ArrayList<>();
  private final Optional<ColumnBuilder> message;

  /** By part: the column of its layout for each script column, or -1. */
  private final List<int[]> sources = new ArrayList<>();

  /** A column as the script names it; {@code nth} tells those of one body with the same name. */
  private record Key(String name, int nth) {}

  ColumnPlan(List<TraceTables.Part> parts, int rows) {
    var names = new ColumnNames();
    time = new ColumnBuilder(names.unused("time"), Kind.TIME, rows);
    probe = new ColumnBuilder(names.unused("probe"), Kind.TEXT, rows);
    pid = new ColumnBuilder(names.unused("pid"), Kind.LONG, rows);
    tid = new ColumnBuilder(names.unused("tid"), Kind.LONG, rows);
    cpu = new ColumnBuilder(names.unused("cpu"), Kind.LONG, rows);
    standard = List.of(time, probe, pid, tid, cpu);

    var kinds = new LinkedHashMap<Key, Kind>();
    var together = new ArrayList<List<Key>>();
    for (TraceTables.Part part : parts) {
      List<RowLayout.Column> columns = part.records().layout().columns();
      List<Key> keys = keys(columns);
      together.add(keys);
      for (int i = 0; i < keys.size(); i++) {
        kinds.merge(keys.get(i), kind(columns.get(i)), Kind::and);
      }
    }
    Map<Key, List<Key>> wholes = wholes(kinds, together);
    var positions = new HashMap<Key, Integer>();
    inPlace(kinds, wholes)
        .forEach(
            (key, kind) -> {
              positions.put(key, script.size());
              script.add(new ColumnBuilder(names.unused(key.name()), kind, rows));
            });
    for (TraceTables.Part part : parts) {
      int[] source = new int[script.size()];
      Arrays.fill(source, -1);
      List<Key> keys = keys(part.records().layout().columns());
      for (int i = 0; i < keys.size(); i++) {
        for (Key key : wholes.getOrDefault(keys.get(i), List.of(keys.get(i)))) {
          int at = positions.getOrDefault(key, -1);
          if (at >= 0) {
            source[at] = i;
          }
        }
      }
      sources.add(source);
    }
    boolean prints = parts.stream().anyMatch(p -> !p.records().layout().messages().isEmpty());
    message =
        prints
            ? Optional.of(new ColumnBuilder(names.unused("message"), Kind.MESSAGE, rows))
            : Optional.empty();
  }

  /**
   * Structures that are missing as a whole in some places, and in others have a column for each
   * member: all of these are missing in the first ones, for the reason of the whole.
   */
  private static Map<Key, List<Key>> wholes(Map<Key, Kind> kinds, List<List<Key>> together) {
    var wholes = new HashMap<Key, List<Key>>();
    kinds.forEach(
        (key, kind) -> {
          if (kind == Kind.NONE) {
            List<Key> members =
                kinds.keySet().stream()
                    .filter(k -> k.nth() == key.nth() && k.name().startsWith(key.name() + "."))
                    .toList();
            boolean apart =
                together.stream()
                    .filter(keys -> keys.contains(key))
                    .noneMatch(keys -> keys.stream().anyMatch(members::contains));
            if (!members.isEmpty() && apart) {
              wholes.put(key, members);
            }
          }
        });
    return wholes;
  }

  /** With the members of a structure where it stood as a whole. */
  private static Map<Key, Kind> inPlace(Map<Key, Kind> kinds, Map<Key, List<Key>> wholes) {
    var ordered = new LinkedHashMap<Key, Kind>();
    for (Key key : kinds.keySet()) {
      for (Key each : wholes.getOrDefault(key, List.of(key))) {
        if (!wholes.containsKey(each)) {
          ordered.put(each, Objects.requireNonNull(kinds.get(each)));
        }
      }
    }
    return ordered;
  }

  private static List<Key> keys(List<RowLayout.Column> columns) {
    var seen = new HashMap<String, Integer>();
    var keys = new ArrayList<Key>();
    for (RowLayout.Column column : columns) {
      keys.add(new Key(column.name(), seen.merge(column.name(), 1, Integer::sum)));
    }
    return keys;
  }

  static Kind kind(RowLayout.Column column) {
    return column.cells().stream().map(Kind::of).reduce(Kind.NONE, Kind::and);
  }

  /** Puts a record of the {@code partIndex}-th part into a row; {@code epochNs} is its time. */
  void fill(int row, int partIndex, TraceTables.Part part, byte[] record, long epochNs) {
    time.setLong(row, epochNs);
    probe.setText(row, part.probe().label());
    pid.setLong(row, Decoder.pid(record));
    tid.setLong(row, Decoder.tid(record));
    cpu.setLong(row, Decoder.cpu(record));
    int[] source = sources.get(partIndex);
    for (int i = 0; i < source.length; i++) {
      if (source[i] < 0) {
        script.get(i).setOfOthers(row);
      } else {
        script.get(i).set(row, part.decoder().column(record, source[i]));
      }
    }
    if (message.isPresent()) {
      Optional<String> text = part.decoder().message(record);
      Optional<String> untold = part.decoder().untold(record);
      message
          .get()
          .set(
              row,
              text.<Value>map(t -> new Value.Text(t, untold))
                  .or(() -> untold.map(Value.Missing::new))
                  .orElseGet(Value.NotReached::new));
    }
  }

  /** Says something of what column {@code name} of a part's layout has in a row. */
  void mark(int row, int partIndex, TraceTables.Part part, String name, String mark) {
    List<RowLayout.Column> columns = part.records().layout().columns();
    int[] source = sources.get(partIndex);
    for (int i = 0; i < source.length; i++) {
      if (source[i] >= 0 && columns.get(source[i]).name().equals(name)) {
        script.get(i).notes().put(row, new Notes.Note(mark, Notes.Meaning.MARK));
      }
    }
  }

  TraceTable table(String name, About about, Map<String, TraceTable> children) {
    var builders = new ArrayList<>(standard);
    builders.addAll(script);
    message.ifPresent(builders::add);
    var columns = new ArrayList<Column<?>>();
    var details = new IdentityHashMap<Column<?>, TraceTable.Detail>();
    for (ColumnBuilder builder : builders) {
      Column<?> column = builder.build();
      columns.add(column);
      details.put(column, new TraceTable.Detail(builder.kind(), builder.notes()));
    }
    return new TraceTable(name, columns, about, details, children);
  }
}
