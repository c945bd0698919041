package tracebook.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tracebook.rows.Strings;
import tracebook.table.Notes.Note;

/** A table as it is shown: texts, notes, and the choice of rows when there are too many. */
final class Grid {
  /** So many rows are shown; of more, half of them from each end. */
  static final int MOST_ROWS = 40;

  static final int MOST_COLUMNS = 60;

  /**
   * A cell as shown.
   *
   * @param text the value; empty when there is none
   * @param note the reason why there is none or what is special about it; may be empty
   * @param spoken whether the note is to be seen beside the value, and not only on demand
   */
  record Cell(String text, String note, boolean missing, boolean spoken) {}

  private final Table table;
  private final List<Column<?>> columns;

  Grid(Table table) {
    this.table = table;
    this.columns = table.columns().subList(0, Math.min(table.columnCount(), MOST_COLUMNS));
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  int columnCount() {
    return columns.size();
  }

  int hiddenColumns() {
    return table.columnCount() - columns.size();
  }

  int rowCount() {
    return table.rowCount();
  }

  /** Whether the values of a column are set to the right, as numbers are. */
  boolean isNumber(int column) {
    return columns.get(column) instanceof NumericColumn;
  }

  /** The rows that are shown; where rows are left out there is a -1. */
  List<Integer> shownRows() {
    var rows = new ArrayList<Integer>();
    int count = table.rowCount();
    boolean all = count <= MOST_ROWS;
    for (int row = 0; row < (all ? count : MOST_ROWS / 2); row++) {
      rows.add(row);
    }
    if (!all) {
      rows.add(-1);
      for (int row = count - MOST_ROWS / 2; row < count; row++) {
        rows.add(row);
      }
    }
    return rows;
  }

  Cell cell(int row, int column) {
    return cell(table, columns.get(column), row);
  }

  static Cell cell(Table table, Column<?> column, int row) {
    TraceTable.Detail detail = table instanceof TraceTable trace ? trace.detail(column) : null;
    if (detail == null) {
      return new Cell(plain(column, row), "", column.isMissing(row), false);
    }
    Note note = TraceTable.noteOf(row, column, detail);
    if (note == null) {
      return new Cell(value(column, row, detail.kind()), "", false, false);
    }
    return switch (note.meaning()) {
      case MISSING -> new Cell("", note.text(), true, true);
      case NOT_REACHED -> new Cell("", note.text(), true, false);
      case MARK -> {
        boolean spoken = column instanceof StringColumn;
        yield new Cell(value(column, row, detail.kind()), note.text(), false, spoken);
      }
    };
  }

  /** The value of a cell that has one, also where Tablesaw takes it for missing. */
  private static String value(Column<?> column, int row, Kind kind) {
    if (!column.isMissing(row)) {
      return plain(column, row);
    }
    if (column instanceof StringColumn || column instanceof BooleanColumn) {
      return "";
    }
    return kind.isReal() ? kind.text(Double.NaN) : kind.text(Long.MIN_VALUE);
  }

  /** Line ends are left where the column's own formatter leaves them: between printed lines. */
  private static String plain(Column<?> column, int row) {
    String text = column.getString(row);
    return Arrays.stream(text.split("\n", -1))
        .map(Strings::shown)
        .collect(Collectors.joining("\n"));
  }
}
