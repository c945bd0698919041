package tracebook.table;

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
   * of its own, then those of the probes that do. Their children are in them: {@link
   * TraceTable#children}.
   */
  public static Map<String, TraceTable> build(Run run, String name) {
    var tables = new LinkedHashMap<String, TraceTable>();
    Map<String, List<Integer>> byTable = byTable(run, name);
    var names = new ChildNames(byTable.keySet());
    byTable.forEach((table, chosen) -> tables.put(table, one(run, table, chosen, names)));
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

  private static TraceTable one(Run run, String name, List<Integer> chosen, ChildNames names) {
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
    return new Filling(parts, run.wallClockOffset()).table(name, about, names);
  }

  /** The records of one body, as many as there were when the table was begun. */
  record Part(Probe probe, Records records, int size, Decoder decoder) {}
}
