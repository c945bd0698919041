package tracebook.table;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.columns.Column;
import tracebook.rows.Groups;

/** The tables of a {@code summarize}: a row for each group, or for each bucket of a histogram. */
final class GroupTables {
  private GroupTables() {}

  static TraceTable of(Run run, int summary, String name, About about) {
    return table(groups(run, summary).rows(), name, about);
  }

  private static Groups groups(Run run, int summary) {
    return new Groups(run.records().program(), summary, run.summaries().get(summary));
  }

  static TraceTable histogram(Run run, int summary, String name, About about) {
    return table(groups(run, summary).histogram(name), name, about);
  }

  private static TraceTable table(Groups.Rows groups, String name, About about) {
    var names = new ColumnNames();
    var columns = new ArrayList<Column<?>>();
    var details = new IdentityHashMap<Column<?>, TraceTable.Detail>();
    for (int i = 0; i < groups.columns().size(); i++) {
      String unused = names.unused(groups.columns().get(i).name());
      Kind kind = ColumnPlan.kind(groups.columns().get(i));
      var builder = new ColumnBuilder(unused, kind, groups.rows().size());
      for (int row = 0; row < groups.rows().size(); row++) {
        builder.set(row, groups.rows().get(row).get(i));
      }
      Column<?> column = builder.build();
      columns.add(column);
      details.put(column, new TraceTable.Detail(builder.kind(), builder.notes()));
    }
    return new TraceTable(name, List.copyOf(columns), about, details, Map.of());
  }
}
