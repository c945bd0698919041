package tracebook.table;

import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** RFC 4180, with the texts of the display. */
final class Csv {
  private Csv() {}

  static String of(Table table) {
    var csv = new StringBuilder();
    String separator = "";
    for (Column<?> column : table.columns()) {
      csv.append(separator).append(field(column.name()));
      separator = ",";
    }
    csv.append("\r\n");
    for (int row = 0; row < table.rowCount(); row++) {
      separator = "";
      for (Column<?> column : table.columns()) {
        Grid.Cell cell = Grid.cell(table, column, row);
        csv.append(separator).append(cell.missing() ? "" : field(text(cell)));
        separator = ",";
      }
      csv.append("\r\n");
    }
    return csv.toString();
  }

  /** A text of which something is left out ends in {@code …}, here too. */
  private static String text(Grid.Cell cell) {
    return cell.spoken() ? cell.text() + "…" : cell.text();
  }

  private static String field(String text) {
    boolean plain =
        !text.isEmpty() && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
