package tracebook.scripts;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tracebook.ir.Body;
import tracebook.ir.Format;
import tracebook.ir.Probe;
import tracebook.ir.Provenance;
import tracebook.ir.RowLayout;
import tracebook.ir.TraceProgram;
import tracebook.rows.TraceRecords;
import tracebook.scripts.Shows.Sort;
import tracebook.table.Run;
import tracebook.table.TraceTable;
import tracebook.table.TraceTables;

/**
 * The tables of a cell as a user sees them, compared cell by cell with what is to be seen of each
 * hit.
 */
final class Tables {
  private static final String EVENTS = "events";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSSSS");

  /**
   * A row.
   *
   * @param body number of it in the program
   */
  record Row(int script, int body, Sight sight, long time, long pid, long tid, long cpu) {
    /**
     * @param record what the probe wrote
     */
    static Row of(int script, int body, Sight sight, byte[] record) {
      return new Row(
          script,
          body,
          sight,
          Bytes.word(record, RowLayout.TIME),
          word(record, RowLayout.PID),
          word(record, RowLayout.TID),
          word(record, RowLayout.CPU));
    }

    private static long word(byte[] record, int at) {
      return Bytes.word(record, at) & 0xffffffffL;
    }
  }

  /** What is different, and of which script. */
  record Difference(int script, String what) {}

  /** A column by its name; {@code nth} tells those of one body with the same name apart. */
  private record Key(String name, int nth) {}

  private final TraceProgram program;
  private final Map<String, TraceTable> tables;
  private final List<Probe> probeOf = new ArrayList<>();
  private final List<Body> bodies = new ArrayList<>();

  /** How many cells were compared. */
  long cells;

  /** How many rows of elements. */
  long elements;

  Tables(TraceProgram program, Subject.Ran ran) {
    this.program = program;
    for (Probe probe : program.probes()) {
      for (Body body : probe.bodies()) {
        probeOf.add(probe);
        bodies.add(body);
      }
    }
    TraceRecords records = new TraceRecords(program);
    ran.records().forEach(body -> body.forEach(record -> records.append(record, 0, record.length)));
    Run run =
        new Run(
            records,
            ran.outcome().accounts(),
            ran.outcome().gaps(),
            new Provenance("", "", List.of()),
            0,
            ran.outcome().summaries(),
            List.of(),
            false);
    tables = TraceTables.build(run, EVENTS);
  }

  /** The table that a probe has its rows in. */
  TraceTable of(Probe probe) {
    return Objects.requireNonNull(tables.get(probe.table().orElse(EVENTS)));
  }

  /** What is different in the tables of hits. */
  Optional<Difference> compare(List<Row> rows) {
    Map<String, List<Integer>> parts = new LinkedHashMap<>();
    for (int body = 0; body < bodies.size(); body++) {
      String name = probeOf.get(body).table().orElse(EVENTS);
      parts.computeIfAbsent(name, n -> new ArrayList<>()).add(body);
    }
    // A table has the groups of one summary and nothing else.
    parts.values().removeIf(some -> some.stream().anyMatch(this::isGrouped));
    for (Map.Entry<String, List<Integer>> part : parts.entrySet()) {
      TraceTable table = tables.get(part.getKey());
      if (table == null) {
        return Optional.of(new Difference(0, "no table " + part.getKey()));
      }
      Optional<Difference> difference = compare(table, part.getValue(), rows);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private boolean isGrouped(int body) {
    return program.summaryOf(program.probes().indexOf(probeOf.get(body))).isPresent();
  }

  private RowLayout layout(int body) {
    return bodies.get(body).layout();
  }

  private Optional<Difference> compare(TraceTable table, List<Integer> parts, List<Row> rows) {
    List<Row> wanted =
        parts.stream()
            .flatMap(p -> rows.stream().filter(r -> r.body == p))
            .sorted(Comparator.comparingLong(Row::time))
            .toList();
    Map<Key, Sort> sorts = new LinkedHashMap<>();
    for (int part : parts) {
      columns(part).forEach((key, i) -> sorts.merge(key, sort(part, i), Sort::with));
    }
    boolean prints = parts.stream().anyMatch(p -> !layout(p).messages().isEmpty());
    List<String> names = new ArrayList<>(List.of("time", "probe", "pid", "tid", "cpu"));
    Set<String> used = new HashSet<>(names);
    sorts.keySet().forEach(key -> names.add(unused(key.name, used)));
    if (prints) {
      names.add(unused("message", used));
    }
    List<List<Shows>> lines = new ArrayList<>();
    for (Row row : wanted) {
      List<Shows> line = new ArrayList<>(standard(row));
      Map<Key, Integer> own = columns(row.body);
      sorts.forEach(
          (key, sort) ->
              line.add(
                  own.containsKey(key)
                      ? row.sight.column(own.get(key))
                      : Shows.missing("not a column of this row's probe")));
      if (prints) {
        line.add(row.sight.message());
      }
      lines.add(line);
    }
    List<Sort> all = new ArrayList<>(List.of(Sort.SIGNED, Sort.TEXT, Sort.SIGNED, Sort.SIGNED));
    all.add(Sort.SIGNED);
    all.addAll(sorts.values());
    all.add(Sort.TEXT);
    List<Integer> scripts = wanted.stream().map(Row::script).toList();
    Optional<Difference> difference = compare(table, names, all, lines, scripts);
    return difference.isPresent() ? difference : children(table, parts, wanted);
  }

  private static String unused(String name, Set<String> used) {
    String free = name;
    for (int i = 2; !used.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  private Sort sort(int body, int column) {
    return Sight.sort(layout(body).columns().get(column));
  }

  private Map<Key, Integer> columns(int body) {
    Map<Key, Integer> columns = new LinkedHashMap<>();
    List<RowLayout.Column> all = layout(body).columns();
    for (int i = 0; i < all.size(); i++) {
      int nth = 1;
      while (columns.putIfAbsent(new Key(all.get(i).name(), nth), i) != null) {
        nth++;
      }
    }
    return columns;
  }

  private List<Shows> standard(Row row) {
    String time = Instant.ofEpochSecond(0, row.time).atZone(ZoneId.systemDefault()).format(TIME);
    return List.of(
        Shows.value(Sort.SIGNED, time),
        Shows.value(Sort.TEXT, probeOf.get(row.body).label()),
        Shows.value(Sort.SIGNED, String.valueOf(row.pid)),
        Shows.value(Sort.SIGNED, String.valueOf(row.tid)),
        Shows.value(Sort.SIGNED, String.valueOf(row.cpu)));
  }

  private Optional<Difference> compare(
      TraceTable table,
      List<String> names,
      List<Sort> sorts,
      List<List<Shows>> lines,
      List<Integer> scripts) {
    List<List<Optional<String>>> csv = Fields.of(table.csv());
    List<String> header = csv.getFirst().stream().map(f -> f.orElse("")).toList();
    int any = scripts.isEmpty() ? 0 : scripts.getFirst();
    if (!header.equals(names)) {
      return different(any, table.name() + " has columns " + header + ", not " + names);
    }
    if (csv.size() - 1 != lines.size()) {
      return different(
          any, table.name() + " has " + (csv.size() - 1) + " rows, not " + lines.size());
    }
    for (int row = 0; row < lines.size(); row++) {
      for (int column = 0; column < names.size(); column++) {
        Shows shows = lines.get(row).get(column);
        Optional<String> cell = csv.get(row + 1).get(column);
        Optional<String> wanted = shows.cell(sorts.get(column));
        String why = table.why(row, column);
        String wantedWhy = shows.in(sorts.get(column)).note();
        if (!cell.equals(wanted) || !why.equals(wantedWhy)) {
          return different(
              scripts.get(row),
              "`%s` of row %d of %s is %s (%s), not %s (%s)"
                  .formatted(names.get(column), row, table.name(), wanted, wantedWhy, cell, why));
        }
        cells++;
      }
    }
    return Optional.empty();
  }

  private static Optional<Difference> different(int script, String what) {
    return Optional.of(new Difference(script, what));
  }

  private Optional<Difference> children(TraceTable table, List<Integer> parts, List<Row> wanted) {
    Map<String, Map<Key, Sort>> children = new LinkedHashMap<>();
    for (int part : parts) {
      for (RowLayout.Child child : layout(part).children()) {
        Map<Key, Sort> sorts = children.computeIfAbsent(child.column(), c -> new LinkedHashMap<>());
        for (RowLayout.Cell cell : child.cells()) {
          if (cell.format() instanceof Format.Sequence format) {
            members(child.column(), format)
                .forEach((key, m) -> sorts.merge(key, Rendering.sort(m.format()), Sort::with));
          }
        }
      }
    }
    int any = wanted.isEmpty() ? 0 : wanted.getFirst().script;
    if (!List.copyOf(table.children().keySet()).equals(List.copyOf(children.keySet()))) {
      return different(any, "children " + table.children().keySet() + ", not " + children.keySet());
    }
    for (Map.Entry<String, Map<Key, Sort>> child : children.entrySet()) {
      Optional<Difference> difference =
          child(table.child(child.getKey()), child.getKey(), child.getValue(), wanted);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private static Map<Key, Elements.Member> members(String column, Format.Sequence format) {
    Map<Key, Elements.Member> members = new LinkedHashMap<>();
    for (Elements.Member member : Elements.members(format)) {
      int nth = 1;
      while (members.putIfAbsent(new Key(member.column(column), nth), member) != null) {
        nth++;
      }
    }
    return members;
  }

  private Optional<Difference> child(
      TraceTable table, String column, Map<Key, Sort> sorts, List<Row> wanted) {
    List<String> names = new ArrayList<>(List.of("row", "index"));
    Set<String> used = new HashSet<>(names);
    sorts.keySet().forEach(key -> names.add(unused(key.name, used)));
    List<Sort> all = new ArrayList<>(List.of(Sort.SMALL, Sort.SMALL));
    all.addAll(sorts.values());
    List<List<Shows>> lines = new ArrayList<>();
    List<Integer> scripts = new ArrayList<>();
    for (int row = 0; row < wanted.size(); row++) {
      List<RowLayout.Child> children = layout(wanted.get(row).body).children();
      for (int child = 0; child < children.size(); child++) {
        Optional<Elements> elements = wanted.get(row).sight.elements(child);
        if (children.get(child).column().equals(column) && elements.isPresent()) {
          lines(row, elements.get(), members(column, elements.get().format()), sorts, lines);
        }
      }
      while (scripts.size() < lines.size()) {
        scripts.add(wanted.get(row).script);
      }
    }
    elements += lines.size();
    return compare(table, names, all, lines, scripts);
  }

  private static void lines(
      int row,
      Elements elements,
      Map<Key, Elements.Member> members,
      Map<Key, Sort> sorts,
      List<List<Shows>> lines) {
    for (int i = 0; i < elements.starts().size(); i++) {
      int index = i;
      List<Shows> line = new ArrayList<>();
      line.add(Shows.value(Sort.SMALL, String.valueOf(row)));
      line.add(Shows.value(Sort.SMALL, String.valueOf(i)));
      sorts.forEach(
          (key, sort) ->
              line.add(
                  members.containsKey(key)
                      ? elements.member(index, Objects.requireNonNull(members.get(key)))
                      : Shows.missing("not a column of this row's probe")));
      lines.add(line);
    }
  }
}
