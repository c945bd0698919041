package tracebook.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.columns.Column;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.rows.Container;
import tracebook.rows.Value;

/**
 * The elements of a column's values as rows: {@code row} of the table that has the column, {@code
 * index}, and what the element is. First all elements are counted, then they are put in.
 */
final class ChildTable {
  /** The most rows; of a value whose elements would be more than that none is a row. */
  static final int MOST_ROWS = 1_000_000;

  /**
   * Where the rows of a child come from.
   *
   * @param leftOut of how many rows of {@code table} the elements are not here
   */
  record Origin(String column, String table, int leftOut) {}

  private final String column;
  private final List<TraceTables.Part> parts;

  /** By part: the number of the child in its layout, or -1. */
  private final int[] numbers;

  /** By format of the container: for each column the part of an element, or null. */
  private final Map<Format.Sequence, List<Container.@Nullable Part>> sources = new HashMap<>();

  private final Map<Key, Kind> kinds = new LinkedHashMap<>();
  private final List<ColumnBuilder> builders = new ArrayList<>();
  private int rows;
  private int filled;
  private int leftOut;

  /** A column as elements of one format have it; {@code nth} tells those of the same name apart. */
  private record Key(String name, int nth) {}

  private ChildTable(String column, List<TraceTables.Part> parts) {
    this.column = column;
    this.parts = parts;
    this.numbers = parts.stream().mapToInt(this::number).toArray();
    List<Format.Sequence> formats = formats();
    for (Format.Sequence format : formats) {
      keys(format).forEach((key, part) -> kinds.merge(key, Kind.of(part.format()), Kind::and));
    }
    for (Format.Sequence format : formats) {
      Map<Key, Container.Part> keys = keys(format);
      List<Container.@Nullable Part> source = new ArrayList<>();
      kinds.keySet().forEach(key -> source.add(keys.get(key)));
      sources.put(format, source);
    }
  }

  /** Those that the parts of a table have, in the order of the script. */
  static List<ChildTable> of(List<TraceTables.Part> parts) {
    return parts.stream()
        .flatMap(p -> p.records().layout().children().stream())
        .map(RowLayout.Child::column)
        .distinct()
        .map(column -> new ChildTable(column, parts))
        .toList();
  }

  private int number(TraceTables.Part part) {
    List<RowLayout.Child> children = part.records().layout().children();
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i).column().equals(column)) {
        return i;
      }
    }
    return -1;
  }

  private List<Format.Sequence> formats() {
    List<Format.Sequence> formats = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= 0) {
        for (RowLayout.Cell cell :
            parts.get(i).records().layout().children().get(numbers[i]).cells()) {
          if (cell.format() instanceof Format.Sequence format && !formats.contains(format)) {
            formats.add(format);
          }
        }
      }
    }
    return formats;
  }

  private Map<Key, Container.Part> keys(Format.Sequence format) {
    var seen = new HashMap<String, Integer>();
    var keys = new LinkedHashMap<Key, Container.Part>();
    for (Container.Part part : Container.parts(format)) {
      String name = part.column(column);
      keys.put(new Key(name, seen.merge(name, 1, Integer::sum)), part);
    }
    return keys;
  }

  String column() {
    return column;
  }

  private Optional<Container> container(int partIndex, byte[] record) {
    return numbers[partIndex] < 0
        ? Optional.empty()
        : parts.get(partIndex).decoder().container(record, numbers[partIndex]);
  }

  private static boolean fits(int rows, int more) {
    return rows + more <= MOST_ROWS;
  }

  /** Makes room for the elements of a record. */
  void count(int partIndex, byte[] record) {
    int there = container(partIndex, record).map(Container::there).orElse(0);
    rows += fits(rows, there) ? there : 0;
  }

  /** After all are counted. */
  void begin() {
    var names = new ColumnNames();
    builders.add(new ColumnBuilder(names.unused("row"), Kind.INT, rows));
    builders.add(new ColumnBuilder(names.unused("index"), Kind.INT, rows));
    kinds.forEach(
        (key, kind) -> builders.add(new ColumnBuilder(names.unused(key.name()), kind, rows)));
  }

  /**
   * Puts the elements of a record in, which became a row of the other table.
   *
   * @return what is to be said there; empty when they are in
   */
  Optional<String> fill(int row, int partIndex, byte[] record) {
    Optional<Container> container = container(partIndex, record);
    int there = container.map(Container::there).orElse(0);
    if (container.isEmpty() || there == 0) {
      return Optional.empty();
    }
    if (!fits(filled, there)) {
      leftOut++;
      return Optional.of(container.get().truncated(0) + ": the table of elements is full");
    }
    List<Container.@Nullable Part> source =
        Objects.requireNonNull(sources.get(container.get().format()));
    for (int i = 0; i < there; i++, filled++) {
      builders.get(0).set(filled, number(row));
      builders.get(1).set(filled, number(i));
      for (int c = 0; c < source.size(); c++) {
        Container.Part part = source.get(c);
        if (part == null) {
          builders.get(2 + c).setOfOthers(filled);
        } else {
          builders.get(2 + c).set(filled, container.get().value(i, part));
        }
      }
    }
    return Optional.empty();
  }

  private static Value number(int value) {
    return new Value.Int(value, 4, true);
  }

  /** After all are put in. */
  TraceTable table(String name, String of, About about) {
    var columns = new ArrayList<Column<?>>();
    var details = new IdentityHashMap<Column<?>, TraceTable.Detail>();
    for (ColumnBuilder builder : builders) {
      Column<?> built = builder.build();
      columns.add(built);
      details.put(built, new TraceTable.Detail(builder.kind(), builder.notes()));
    }
    return TraceTable.child(name, columns, about, details, new Origin(column, of, leftOut));
  }
}
