package tracebook.table;

import java.util.ArrayList;
import java.util.List;
import tech.tablesaw.api.Table;

/** A table as lines of text. */
final class TableText {
  private static final int MOST_CHARACTERS = 80;

  private TableText() {}

  /** Aligned columns, then what stands under the table, then the tables of elements. */
  public static String of(Table table) {
    var text = new StringBuilder();
    append(text, table);
    if (table instanceof TraceTable trace) {
      for (TraceTable child : trace.children().values()) {
        text.append('\n').append(child.name()).append('\n');
        append(text, child);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Table table) {
    var grid = new Grid(table);
    List<Integer> rows = grid.shownRows();
    var columns = new ArrayList<List<String>>();
    for (int column = 0; column < grid.columnCount(); column++) {
      columns.add(texts(grid, rows, column));
    }
    for (int line = 0; line <= rows.size(); line++) {
      var out = new StringBuilder();
      for (int column = 0; column < columns.size(); column++) {
        if (column > 0) {
          out.append("  ");
        }
        pad(out, columns.get(column), line, grid.isNumber(column));
      }
      text.append(out.toString().stripTrailing()).append('\n');
    }
    Footer.of(table).forEach(line -> text.append(line.text()).append('\n'));
  }

  /** The header and then each row. */
  private static List<String> texts(Grid grid, List<Integer> rows, int column) {
    var texts = new ArrayList<String>();
    texts.add(grid.names().get(column));
    for (int row : rows) {
      texts.add(row < 0 ? "⋮" : text(grid.cell(row, column)));
    }
    return texts;
  }

  private static String text(Grid.Cell cell) {
    if (cell.missing()) {
      return cell.spoken() ? "— " + cell.note() : "";
    }
    String line = cell.text().replace("\n", " ⏎ ");
    String shown = shortened(line, MOST_CHARACTERS);
    return cell.spoken() ? shown + "… (" + cell.note() + ")" : shown;
  }

  /** The beginning of a text that is too long to be shown. */
  static String shortened(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + '…';
  }

  private static void pad(StringBuilder out, List<String> texts, int line, boolean right) {
    int width = texts.stream().mapToInt(TableText::width).max().orElse(0);
    String text = texts.get(line);
    String space = " ".repeat(width - width(text));
    out.append(right ? space + text : text + space);
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
