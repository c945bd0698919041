package tracebook.values;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.table.TraceTable;

/**
 * A table as a person sees it.
 *
 * @param rows in each a text for every column; empty where the cell is missing
 */
record Shown(TraceTable table, List<String> columns, List<List<Optional<String>>> rows) {
  static Shown of(TraceTable table) {
    List<List<Optional<String>>> rows = parse(table.csv());
    List<String> columns = rows.removeFirst().stream().map(c -> c.orElse("")).toList();
    return new Shown(table, columns, rows);
  }

  /** The reason of a missing cell, or what is said of one that is there. */
  String why(int row, int column) {
    return table.why(row, column);
  }

  /** RFC 4180; what is empty without quotes is missing. */
  private static List<List<Optional<String>>> parse(String csv) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    List<Optional<String>> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean inside = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (inside) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          inside = false;
        }
      } else if (c == '"') {
        inside = true;
        quoted = true;
      } else if (c == ',' || c == '\r') {
        row.add(field.isEmpty() && !quoted ? Optional.empty() : Optional.of(field.toString()));
        field.setLength(0);
        quoted = false;
        if (c == '\r') {
          rows.add(row);
          row = new ArrayList<>();
          i++;
        }
      } else {
        field.append(c);
      }
    }
    return rows;
  }
}
