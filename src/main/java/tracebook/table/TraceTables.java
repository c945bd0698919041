package tracebook.table;

import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tracebook.ir.Probe;
import tracebook.ir.Site;
import tracebook.rows.Decoder;
import tracebook.rows.Records;

/** Makes the tables of a trace. */
public final class TraceTables {
  private TraceTables() {}

  /**
   * The tables by the name of their variable: one named {@code name} of every probe that has none
   * of its own, then those of the probes that do.
   */
  public static Map<String, TraceTable> build(Run run, String name) {
    var tables = new LinkedHashMap<String, TraceTable>();
    byTable(run, name).forEach((table, chosen) -> tables.put(table, one(run, table, chosen)));
    return tables;
  }

  /** Those that have groups; reads no record. */
  public static Map<String, TraceTable> groups(Run run, String name) {
    var tables = new LinkedHashMap<String, TraceTable>();
    byTable(run, name)
        .forEach(
            (table, chosen) -> {
              var about = new About(run, chosen);
              about
                  .summary()
                  .ifPresent(s -> tables.put(table, GroupTables.of(run, s, table, about)));
            });
    return tables;
  }

  /** The indices of the probes of each table. */
  private static Map<String, List<Integer>> byTable(Run run, String name) {
    List<Probe> probes = run.records().program().probes();
    var byTable = new LinkedHashMap<String, List<Integer>>();
    for (int i = 0; i < probes.size(); i++) {
      if (probes.get(i).table().isEmpty()) {
        byTable.computeIfAbsent(name, n -> new ArrayList<>()).add(i);
      }
    }
    for (int i = 0; i < probes.size(); i++) {
      if (probes.get(i).table().isPresent()) {
        String own = probes.get(i).table().get();
        byTable.computeIfAbsent(own, n -> new ArrayList<>()).add(i);
      }
    }
    return byTable;
  }

  private static TraceTable one(Run run, String name, List<Integer> chosen) {
    var about = new About(run, chosen);
    if (about.summary().isPresent()) {
      return GroupTables.of(run, about.summary().getAsInt(), name, about);
    }
    List<Site> sites = run.records().program().sites();
    var parts = new ArrayList<Part>();
    for (int probeIndex : chosen) {
      Probe probe = run.records().program().probes().get(probeIndex);
      for (int body = 0; body < probe.bodies().size(); body++) {
        Records records = run.records().of(probeIndex, body);
        var decoder = new Decoder(records.layout(), probe, sites);
        parts.add(new Part(probe, records, records.size(), decoder));
      }
    }
    return new Filling(parts, run.wallClockOffset()).table(name, about);
  }

  /** The records of one body, as many as there were when the table was begun. */
  record Part(Probe probe, Records records, int size, Decoder decoder) {}

  /** Puts the rows of several parts into the columns of one table, in the order of their times. */
  private static final class Filling {
    private final List<Part> parts;
    private final long wallClockOffset;
    private final int[] partOfRow;
    private final int[] recordOfRow;
    private final long[] timeOfRow;

    Filling(List<Part> parts, long wallClockOffset) {
      this.parts = parts;
      this.wallClockOffset = wallClockOffset;
      int rows = Math.toIntExact(parts.stream().mapToLong(Part::size).sum());
      this.partOfRow = new int[rows];
      this.recordOfRow = new int[rows];
      this.timeOfRow = new long[rows];
      int row = 0;
      for (int p = 0; p < parts.size(); p++) {
        Part part = parts.get(p);
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

    TraceTable table(String name, About about) {
      int[] order = order();
      var plan = new ColumnPlan(parts, order.length);
      byte[] record =
          new byte[parts.stream().mapToInt(p -> p.records().layout().size()).max().orElse(0)];
      for (int row = 0; row < order.length; row++) {
        int from = order[row];
        Part part = parts.get(partOfRow[from]);
        part.records().read(recordOfRow[from], record);
        plan.fill(row, partOfRow[from], part, record, timeOfRow[from] + wallClockOffset);
      }
      return plan.table(name, about);
    }
  }
}
