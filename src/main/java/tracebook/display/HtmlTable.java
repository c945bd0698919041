package tracebook.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table of texts, already cut to the rows that are shown. Its HTML survives export and dark
 * themes: class {@code dataframe}, one inline style on the table, no colours, no script.
 *
 * @param rows the rows that are shown, each as long as the header
 * @param totalRows how many there are in all
 */
public record HtmlTable(List<String> header, List<List<String>> rows, long totalRows) {
  public HtmlTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException(
            "a row of " + row.size() + " cells under a header of " + header.size());
      }
    }
  }

  public MimeBundle render() {
    return MimeBundle.html(html(), text());
  }

  public String html() {
    StringBuilder html = new StringBuilder();
    html.append("<table class=\"dataframe\" style=\"text-align: left\">\n<thead><tr>");
    header.forEach(name -> cell(html, "th", name));
    html.append("</tr></thead>\n<tbody>\n");
    for (List<String> row : rows) {
      html.append("<tr>");
      row.forEach(value -> cell(html, "td", value));
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>\n<p>").append(count()).append("</p>\n").toString();
  }

  public String text() {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(header.size(), 0));
    widen(widths, header);
    rows.forEach(row -> widen(widths, row));
    StringBuilder text = new StringBuilder();
    line(text, widths, header);
    line(text, widths, widths.stream().map("-"::repeat).toList());
    rows.forEach(row -> line(text, widths, row));
    return text.append(count()).toString();
  }

  private String count() {
    String all = totalRows == 1 ? "1 row" : totalRows + " rows";
    return rows.size() == totalRows ? all : all + ", " + rows.size() + " shown";
  }

  private static void cell(StringBuilder html, String element, String text) {
    html.append('<').append(element).append('>');
    html.append(Html.escape(text));
    html.append("</").append(element).append('>');
  }

  private static void widen(List<Integer> widths, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      widths.set(i, Math.max(widths.get(i), width(cells.get(i))));
    }
  }

  private static void line(StringBuilder text, List<Integer> widths, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i).replace('\n', ' ');
      line.append(i == 0 ? "" : "  ").append(cell).append(" ".repeat(widths.get(i) - width(cell)));
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
