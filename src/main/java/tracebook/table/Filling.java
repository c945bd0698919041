package tracebook.table;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.LinkedHashMap;
import java.util.List;

/** Puts the rows of several parts into the columns of one table, in the order of their times. */
final class Filling {
  private final List<TraceTables.Part> parts;
  private final long wallClockOffset;
  private final int[] partOfRow;
  private final int[] recordOfRow;
  private final long[] timeOfRow;

  Filling(List<TraceTables.Part> parts, long wallClockOffset) {
    this.parts = parts;
    this.wallClockOffset = wallClockOffset;
    int rows = Math.toIntExact(parts.stream().mapToLong(TraceTables.Part::size).sum());
    this.partOfRow = new int[rows];
    this.recordOfRow = new int[rows];
    this.timeOfRow = new long[rows];
    int row = 0;
    for (int p = 0; p < parts.size(); p++) {
      TraceTables.Part part = parts.get(p);
      for (int r = 0; r < part.size(); r++, row++) {
        partOfRow[row] = p;
        recordOfRow[row] = r;
        timeOfRow[row] = part.records().time(r);
      }
    }
  }

  /** Rows by time; those of the same time stay as they came. */
  private int[] order() {
    int[] order = new int[timeOfRow.length];
    boolean sorted = true;
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
      sorted &= i == 0 || timeOfRow[i - 1] <= timeOfRow[i];
    }
    if (!sorted) {
      IntArrays.mergeSort(order, (a, b) -> Long.compare(timeOfRow[a], timeOfRow[b]));
    }
    return order;
  }

  TraceTable table(String name, About about, ChildNames names) {
    int[] order = order();
    List<ChildTable> children = ChildTable.of(parts);
    if (!children.isEmpty()) {
      read(order, (row, part, record) -> children.forEach(child -> child.count(part, record)));
    }
    children.forEach(ChildTable::begin);
    var plan = new ColumnPlan(parts, order.length);
    read(
        order,
        (row, part, record) -> {
          plan.fill(row, part, parts.get(part), record, timeOfRow[order[row]] + wallClockOffset);
          for (ChildTable child : children) {
            child
                .fill(row, part, record)
                .ifPresent(mark -> plan.mark(row, part, parts.get(part), child.column(), mark));
          }
        });
    var tables = new LinkedHashMap<String, TraceTable>();
    for (ChildTable child : children) {
      String own = names.unused(name, child.column());
      tables.put(child.column(), child.table(own, name, about));
    }
    return plan.table(name, about, tables);
  }

  /** What is done with the record of a row. */
  private interface Use {
    void of(int row, int partIndex, byte[] record);
  }

  private void read(int[] order, Use use) {
    byte[] record =
        new byte[parts.stream().mapToInt(p -> p.records().layout().size()).max().orElse(0)];
    for (int row = 0; row < order.length; row++) {
      int from = order[row];
      parts.get(partOfRow[from]).records().read(recordOfRow[from], record);
      use.of(row, partOfRow[from], record);
    }
  }
}
