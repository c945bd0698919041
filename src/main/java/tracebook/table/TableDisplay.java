package tracebook.table;

import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;

/** How tables look in a notebook. */
public final class TableDisplay {
  private TableDisplay() {}

  /**
   * Makes {@code renderers} show every Tablesaw table and column. Loads nothing of Tablesaw yet.
   */
  public static void register(Renderers renderers) {
    renderers.register(Table.class, TableDisplay::bundle);
    renderers.register(Column.class, column -> bundle(Table.create(column.name(), column)));
  }

  /** The HTML and the text of a table. */
  public static MimeBundle bundle(Table table) {
    return MimeBundle.html(TableHtml.of(table), TableText.of(table));
  }

  /**
   * Does now what the first table would wait for: Tablesaw scans the class path for its readers and
   * writers, one to three seconds. To be called on a thread of its own.
   */
  public static void warm() {
    bundle(Table.create("warm"));
  }
}
