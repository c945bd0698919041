package tracebook.table;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.selection.Selection;
import tracebook.table.Notes.Note;

/**
 * The rows of a trace. A Tablesaw table that knows besides which of its cells are missing and why,
 * how complete it is and where it comes from.
 *
 * <p>Tables of some of its rows or columns ({@code where}, {@code sortOn}, {@code first}, {@code
 * selectColumns} …) are such tables too and keep the reasons; what is computed from it ({@code
 * summarize}, {@code countBy}, joins) is a plain table. Tablesaw's own arithmetic knows neither the
 * reasons nor unsigned numbers: to it the smallest long, NaN and the empty string are missing.
 */
public final class TraceTable extends Table {

  /** What is known of a column besides its values. */
  record Detail(Kind kind, Notes notes) {}

  private final About about;
  private final IdentityHashMap<Column<?>, Detail> details;
  private final boolean derived;
  private final Map<String, TraceTable> children;
  private final Optional<ChildTable.Origin> origin;

  private TraceTable(
      String name,
      Collection<Column<?>> columns,
      About about,
      IdentityHashMap<Column<?>, Detail> details,
      boolean derived,
      Map<String, TraceTable> children,
      Optional<ChildTable.Origin> origin) {
    super(name, columns);
    this.about = about;
    this.details = details;
    this.derived = derived;
    this.children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
    this.origin = origin;
  }

  /** Of the whole trace. */
  TraceTable(
      String name,
      Collection<Column<?>> columns,
      About about,
      IdentityHashMap<Column<?>, Detail> details,
      Map<String, TraceTable> children) {
    this(name, columns, about, details, false, children, Optional.empty());
  }

  /** Of some rows or columns. */
  private static TraceTable derived(
      Table table, About about, IdentityHashMap<Column<?>, Detail> details) {
    return new TraceTable(
        table.name(), table.columns(), about, details, true, Map.of(), Optional.empty());
  }

  static TraceTable child(
      String name,
      Collection<Column<?>> columns,
      About about,
      IdentityHashMap<Column<?>, Detail> details,
      ChildTable.Origin origin) {
    return new TraceTable(name, columns, about, details, false, Map.of(), Optional.of(origin));
  }

  /**
   * The elements of the values of a column, a row for each: {@code row} of this table, from 0, then
   * {@code index}, and what the element is. The variable of its {@link #name} has it too.
   *
   * @param column as {@code emit each(…)} named it
   * @throws IllegalArgumentException if the trace has no such rows, or this is a table of some of
   *     its rows or columns, whose rows have other numbers
   */
  public TraceTable child(String column) {
    TraceTable child = children.get(column);
    if (child == null) {
      throw new IllegalArgumentException(
          derived
              ? "a table of some rows has no children: ask the table of the trace"
              : "no column `" + column + "` has rows of elements: " + emitted());
    }
    return child;
  }

  private String emitted() {
    return children.isEmpty()
        ? "`emit each(v)` makes them"
        : "there are those of `" + String.join("`, `", children.keySet()) + "`";
  }

  /** The children by their column, in the order of the script. */
  public Map<String, TraceTable> children() {
    return children;
  }

  /** Where the rows come from, when they are elements. */
  Optional<ChildTable.Origin> origin() {
    return origin;
  }

  /**
   * For every probe: {@code probe, hits, rows, filtered, throttled, lost, unreadable}, where {@code
   * hits = rows + filtered + throttled + lost}. It is the trace's, also for a table of some of its
   * rows.
   */
  public Table completeness() {
    return about.completeness();
  }

  /**
   * When hits were lost and why: {@code from, to, probe, lost, cause}; times as in {@code time}.
   */
  public Table gaps() {
    return about.gaps();
  }

  /**
   * The buckets of a {@code hist}: the keys of its group, {@code low}, {@code high} (excluded) and
   * {@code count}.
   *
   * @param name of the column
   * @throws IllegalArgumentException if there is none of that name
   */
  public Table histogram(String name) {
    int summary =
        about
            .summary()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "this table has rows of hits: `summarize hist(…)` makes histograms"));
    return GroupTables.histogram(about.run(), summary, name, about);
  }

  /** Script, kernel, build-ids, debug files and probe addresses: {@code kind, name, value}. */
  public Table provenance() {
    return about.provenance();
  }

  /** What was to be said about the trace when it was compiled or run. */
  public List<String> warnings() {
    return about.run().warnings();
  }

  /** Whether the trace was ended early by its user. */
  public boolean interrupted() {
    return about.run().interrupted();
  }

  /**
   * Why a cell is missing, or what is special about its value; empty for a plain value.
   *
   * @param row from 0
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public String why(int row, String column) {
    return why(row, columnIndex(column));
  }

  /** As {@link #why(int, String)}, the column by its number from 0. */
  public String why(int row, int column) {
    if (row < 0 || row >= rowCount()) {
      throw new IndexOutOfBoundsException("row " + row + " of " + rowCount());
    }
    Note note = note(row, column(column));
    return note == null ? "" : note.text();
  }

  /**
   * The table as comma-separated values (RFC 4180), each as it is displayed: local time, unsigned
   * numbers, addresses in hex. A missing cell is empty, an empty string is {@code ""}, a shortened
   * text ends in {@code …}.
   */
  public String csv() {
    return Csv.of(this);
  }

  /** As text, shortened when there are many rows. */
  @Override
  public String toString() {
    return TableText.of(this);
  }

  About about() {
    return about;
  }

  /** Whether it has only some of the rows of the trace, or has them in another order. */
  boolean derived() {
    return derived;
  }

  @Nullable Detail detail(Column<?> column) {
    return details.get(column);
  }

  private @Nullable Note note(int row, Column<?> column) {
    Detail detail = details.get(column);
    return detail == null ? null : noteOf(row, column, detail);
  }

  /** A cell that was set after the table was made is no longer what the note speaks of. */
  static @Nullable Note noteOf(int row, Column<?> column, Detail detail) {
    Note note = detail.notes().at(row);
    return note == null || (note.noValue() && !column.isMissing(row)) ? null : note;
  }

  // Every table of some of the rows is made by an empty copy and these two.

  @Override
  public Table emptyCopy() {
    return withoutDetails(super.emptyCopy());
  }

  @Override
  public Table emptyCopy(int rows) {
    return withoutDetails(super.emptyCopy(rows));
  }

  private TraceTable withoutDetails(Table copy) {
    return derived(copy, about, new IdentityHashMap<>());
  }

  @Override
  public void copyRowsToTable(Selection rows, Table target) {
    super.copyRowsToTable(rows, target);
    copyDetails(rows.toArray(), target);
  }

  @Override
  public void copyRowsToTable(int[] rows, Table target) {
    super.copyRowsToTable(rows, target);
    copyDetails(rows, target);
  }

  private void copyDetails(int[] rows, Table target) {
    if (!(target instanceof TraceTable to) || to.rowCount() != rows.length) {
      return;
    }
    for (int i = 0; i < columnCount(); i++) {
      Detail detail = details.get(column(i));
      if (detail != null) {
        to.details.put(to.column(i), new Detail(detail.kind(), detail.notes().of(rows)));
      }
    }
  }

  @Override
  public Table selectColumns(Column<?>... columns) {
    return adopted(super.selectColumns(columns));
  }

  @Override
  public Table selectColumns(String... names) {
    return adopted(super.selectColumns(names));
  }

  @Override
  public Table selectColumns(int... indexes) {
    return adopted(super.selectColumns(indexes));
  }

  @Override
  public Table rejectColumns(Column<?>... columns) {
    return adopted(super.rejectColumns(columns));
  }

  @Override
  public Table rejectColumns(String... names) {
    return adopted(super.rejectColumns(names));
  }

  @Override
  public Table rejectColumns(int... indexes) {
    return adopted(super.rejectColumns(indexes));
  }

  /** A table of copies of some columns, all rows. */
  private Table adopted(Table table) {
    if (table instanceof TraceTable || table.rowCount() != rowCount()) {
      return table;
    }
    var copied = new IdentityHashMap<Column<?>, Detail>();
    for (Column<?> column : table.columns()) {
      Detail detail = containsColumn(column.name()) ? details.get(column(column.name())) : null;
      if (detail != null) {
        copied.put(column, detail);
      }
    }
    return derived(table, about, copied);
  }
}
