package tracebook.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Gap;
import tracebook.ir.Probe;
import tracebook.ir.Provenance;
import tracebook.ir.Site;

/**
 * What a table of a trace knows besides its rows.
 *
 * @param probes which probes of the program it has the rows of
 */
record About(Run run, List<Integer> probes) {
  About {
    probes = List.copyOf(probes);
  }

  private Probe probe(int index) {
    return run.records().program().probes().get(index);
  }

  /** The summary whose groups the table has; empty if it has rows of hits. */
  OptionalInt summary() {
    return probes.stream()
        .map(i -> run.records().program().summaryOf(i))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** The account of a probe, with its label. */
  record Line(String probe, Account account) {}

  List<Line> accounts() {
    return probes.stream().map(i -> new Line(probe(i).label(), run.accounts().get(i))).toList();
  }

  /** The gaps of these probes; times since the epoch. */
  List<Gap> gapsOfProbes() {
    Set<String> labels = new HashSet<>();
    probes.forEach(i -> labels.add(probe(i).label()));
    long offset = run.wallClockOffset();
    return run.gaps().stream()
        .filter(g -> labels.contains(g.probe()))
        .map(g -> new Gap(g.fromNs() + offset, g.toNs() + offset, g.probe(), g.lost(), g.cause()))
        .toList();
  }

  Table completeness() {
    StringColumn probe = StringColumn.create("probe");
    var counts = new ArrayList<LongColumn>();
    for (String name : List.of("hits", "rows", "filtered", "throttled", "lost", "unreadable")) {
      counts.add(LongColumn.create(name));
    }
    for (Line line : accounts()) {
      probe.append(line.probe());
      Account a = line.account();
      long[] values = {a.hits(), a.rows(), a.filtered(), a.throttled(), a.lost(), a.unreadable()};
      for (int i = 0; i < values.length; i++) {
        counts.get(i).append(values[i]);
      }
    }
    Table table = Table.create("completeness", probe);
    counts.forEach(table::addColumns);
    return table;
  }

  Table gaps() {
    LongColumn from = times("from");
    LongColumn to = times("to");
    StringColumn probe = StringColumn.create("probe");
    LongColumn lost = LongColumn.create("lost");
    StringColumn cause = StringColumn.create("cause");
    for (Gap gap : gapsOfProbes()) {
      from.append(gap.fromNs());
      to.append(gap.toNs());
      probe.append(gap.probe());
      lost.append(gap.lost());
      cause.append(gap.cause());
    }
    return Table.create("gaps", from, to, probe, lost, cause);
  }

  private static LongColumn times(String name) {
    LongColumn column = LongColumn.create(name);
    column.setPrintFormatter(new NumberText(Kind.TIME, false));
    return column;
  }

  Table provenance() {
    StringColumn kind = StringColumn.create("kind");
    StringColumn name = StringColumn.create("name");
    StringColumn value = StringColumn.create("value");
    Provenance from = run.provenance();
    kind.append("script");
    name.append("");
    value.append(from.script());
    kind.append("kernel");
    name.append("");
    value.append(from.kernel());
    for (Provenance.Module module : from.modules()) {
      kind.append("build-id");
      name.append(module.path());
      value.append(module.buildId());
      kind.append("debug info");
      name.append(module.path());
      value.append(module.debugFile());
    }
    for (int i : probes) {
      for (Body body : probe(i).bodies()) {
        for (Site site : body.sites()) {
          kind.append("probe");
          name.append(probe(i).label());
          value.append(place(site));
        }
      }
    }
    return Table.create("provenance", kind, name, value);
  }

  private static String place(Site site) {
    String source = site.line() > 0 ? ", " + site.file() + ":" + site.line() : "";
    String function = site.function().isEmpty() ? "" : " in " + site.function();
    String when = site.atReturn() ? " at return" : "";
    return site.module() + " 0x" + Long.toHexString(site.address()) + when + function + source;
  }
}
