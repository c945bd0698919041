package tracebook.table;

import tech.tablesaw.api.Table;
import tracebook.display.Html;

/**
 * A table as HTML that looks right in light and dark, and survives export: a style on the table
 * alone, no colours of text, no script.
 */
final class TableHtml {
  private static final int MOST_CHARACTERS = 300;

  private TableHtml() {}

  /** The table, then what stands under it, then the tables of elements, which fold. */
  public static String of(Table table) {
    var html = new StringBuilder();
    append(html, table);
    if (table instanceof TraceTable trace) {
      for (TraceTable child : trace.children().values()) {
        html.append("<details open><summary>").append(Html.escape(child.name()));
        html.append("</summary>\n");
        append(html, child);
        html.append("</details>\n");
      }
    }
    return html.toString();
  }

  private static void append(StringBuilder html, Table table) {
    var grid = new Grid(table);
    html.append(
        "<table class=\"dataframe\" style=\"border-collapse: collapse; margin-left: 0\">\n");
    html.append("<thead><tr>");
    for (int column = 0; column < grid.columnCount(); column++) {
      html.append("<th>");
      aligned(html, grid.isNumber(column), Html.escape(grid.names().get(column)));
      html.append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int row : grid.shownRows()) {
      html.append("<tr>");
      for (int column = 0; column < grid.columnCount(); column++) {
        if (row < 0) {
          html.append("<td>");
          aligned(html, grid.isNumber(column), "⋮");
          html.append("</td>");
        } else {
          cell(html, grid.cell(row, column), grid.isNumber(column));
        }
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n");
    for (Footer.Line line : Footer.of(table)) {
      String text = Html.escape(line.text());
      html.append("<div><small>")
          .append(line.alarm() ? "<b>" + text + "</b>" : text)
          .append("</small></div>\n");
    }
  }

  private static void cell(StringBuilder html, Grid.Cell cell, boolean number) {
    html.append("<td");
    String shown = TableText.shortened(cell.text(), MOST_CHARACTERS);
    String title = cell.note();
    if (!shown.equals(cell.text())) {
      title = title.isEmpty() ? "shortened here, whole in the table" : title;
    }
    if (!title.isEmpty()) {
      html.append(" title=\"").append(Html.escape(title)).append('"');
    }
    html.append('>');
    String content = content(cell, shown);
    boolean whole = number && !cell.missing();
    aligned(html, number, whole ? "<nobr>" + content + "</nobr>" : content);
    html.append("</td>");
  }

  private static String content(Grid.Cell cell, String shown) {
    if (cell.missing()) {
      return cell.spoken() ? "<i>— " + Html.escape(cell.note()) + "</i>" : "";
    }
    String text = spaced(Html.escape(shown)).replace("\n", "<br>");
    return cell.spoken() ? text + "… <i>" + Html.escape(cell.note()) + "</i>" : text;
  }

  /**
   * The notebook's own style aligns cells, all of them alike; it says nothing of what is inside.
   */
  private static void aligned(StringBuilder html, boolean number, String content) {
    if (!content.isEmpty()) {
      String side = number ? "right" : "left";
      html.append("<div align=\"").append(side).append("\">").append(content).append("</div>");
    }
  }

  /** Spaces that a browser would drop. */
  private static String spaced(String html) {
    String kept = html.replace("  ", "&nbsp; ");
    kept = kept.startsWith(" ") ? "&nbsp;" + kept.substring(1) : kept;
    return kept.endsWith(" ") ? kept.substring(0, kept.length() - 1) + "&nbsp;" : kept;
  }
}
