package tracebook.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.Table;
import tracebook.ir.Account;
import tracebook.ir.Gap;

/** What stands under a table: how many rows, the account, warnings, gaps. */
final class Footer {

  /** A line; an alarm is something that went wrong. */
  record Line(String text, boolean alarm) {}

  private static final int MOST_GAPS = 5;

  private Footer() {}

  static List<Line> of(Table table) {
    var lines = new ArrayList<Line>();
    String size = count(table.rowCount(), "row");
    int hidden = new Grid(table).hiddenColumns();
    if (hidden > 0) {
      size += ", " + count(hidden, "more column") + " to the right";
    }
    if (!(table instanceof TraceTable trace)) {
      lines.add(new Line(size, false));
      return lines;
    }
    if (trace.derived()) {
      lines.add(new Line(size + " of a trace", false));
      return lines;
    }
    if (trace.origin().isPresent()) {
      elements(size, trace.origin().get(), lines);
      return lines;
    }
    lines.add(new Line(size + (trace.interrupted() ? ", interrupted" : ""), false));
    for (About.Line line : trace.about().accounts()) {
      lines.add(account(line));
    }
    gaps(trace.about().gapsOfProbes(), lines);
    trace.warnings().forEach(w -> lines.add(new Line("warning: " + w, true)));
    return lines;
  }

  private static void elements(String size, ChildTable.Origin origin, List<Line> lines) {
    lines.add(
        new Line(size + ": elements of `" + origin.column() + "` in " + origin.table(), false));
    if (origin.leftOut() > 0) {
      String of = count(origin.leftOut(), "row");
      String text =
          String.format(
              Locale.ROOT,
              "the elements of %s of %s are not here: at most %,d are",
              of,
              origin.table(),
              ChildTable.MOST_ROWS);
      lines.add(new Line(text, true));
    }
  }

  private static Line account(About.Line line) {
    Account a = line.account();
    String text =
        String.format(
            Locale.ROOT,
            "%s: %,d hits = %,d rows + %,d filtered + %,d throttled + %,d lost",
            line.probe(),
            a.hits(),
            a.rows(),
            a.filtered(),
            a.throttled(),
            a.lost());
    if (a.unreadable() > 0) {
      text += String.format(Locale.ROOT, "; something was unreadable in %,d", a.unreadable());
    }
    if (!a.balances()) {
      text += "; these numbers do not add up: please report it";
    }
    return new Line(text, a.lost() > 0 || !a.balances());
  }

  private static void gaps(List<Gap> gaps, List<Line> lines) {
    for (Gap gap : gaps.subList(0, Math.min(MOST_GAPS, gaps.size()))) {
      lines.add(
          new Line(
              String.format(
                  Locale.ROOT,
                  "gap: %,d lost at %s from %s for %s: %s",
                  gap.lost(),
                  gap.probe(),
                  LocalTime.text(gap.fromNs()),
                  duration(gap.toNs() - gap.fromNs()),
                  gap.cause()),
              true));
    }
    if (gaps.size() > MOST_GAPS) {
      lines.add(new Line(count(gaps.size() - MOST_GAPS, "more gap") + ", see `gaps()`", true));
    }
  }

  private static String duration(long ns) {
    if (ns < 1_000_000) {
      return String.format(Locale.ROOT, "%.3f µs", ns / 1e3);
    }
    return ns < 1_000_000_000
        ? String.format(Locale.ROOT, "%.3f ms", ns / 1e6)
        : String.format(Locale.ROOT, "%.3f s", ns / 1e9);
  }

  private static String count(int number, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", number, what, number == 1 ? "" : "s");
  }
}
