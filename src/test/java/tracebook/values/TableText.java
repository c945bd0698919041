package tracebook.values;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;
import tracebook.table.TraceTable;

/** A table as lines that a program might have printed. */
final class TableText {
  private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,]*)");
  private static final int COLUMNS_OF_EVERY_TABLE = 5;

  private TableText() {}

  /** The script's own columns, a row a line, without missing cells and pictures of characters. */
  static List<String> rows(TraceTable table) {
    List<String> rows = new ArrayList<>();
    List<String> lines = table.csv().lines().toList();
    for (String line : lines.subList(1, lines.size())) {
      List<String> cells = new ArrayList<>();
      Matcher matcher = CELL.matcher(line);
      for (int at = 0; at <= line.length() && matcher.find(at); at = matcher.end() + 1) {
        cells.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
      }
      rows.add(
          cells.subList(COLUMNS_OF_EVERY_TABLE, cells.size()).stream()
              .filter(c -> !c.isEmpty())
              .map(c -> c.replaceFirst("^(-?\\d+) '.*'$", "$1"))
              .collect(Collectors.joining(" ")));
    }
    return rows;
  }

  /** The account, a probe a line: {@code probe f, hits 2, rows 2, …}. */
  static String account(TraceTable table) {
    var account = table.completeness();
    return IntStream.range(0, account.rowCount())
        .mapToObj(
            row ->
                account.columnNames().stream()
                    .map(c -> c + " " + account.column(c).getString(row))
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("\n"));
  }

  /** Some columns of the account: each line has these numbers, separated by blanks. */
  static List<String> account(TraceTable table, String... columns) {
    var account = table.completeness();
    return IntStream.range(0, account.rowCount())
        .mapToObj(
            row ->
                List.of(columns).stream()
                    .map(c -> account.column(c).getString(row))
                    .collect(Collectors.joining(" ")))
        .toList();
  }

  /** The cells of some columns, a row a line. */
  static List<String> cells(Table table, String... columns) {
    return IntStream.range(0, table.rowCount())
        .mapToObj(
            row ->
                List.of(columns).stream()
                    .map(c -> table.column(c).getString(row))
                    .collect(Collectors.joining(" ")))
        .toList();
  }
}
