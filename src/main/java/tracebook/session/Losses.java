package tracebook.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import tracebook.ir.Account;
import tracebook.ir.Gap;
import tracebook.ir.Summary;
import tracebook.ir.TraceProgram;

/** Notes when hits were lost, by looking at the accounts again and again. */
final class Losses {
  static final String RING_FULL = "the ring buffer was full";
  static final String GROUPS_FULL =
      String.format(
          Locale.ROOT, "the map of groups was full, with %,d of them", Summary.MOST_GROUPS);
  static final String RECURSION = "the kernel skipped a probe inside another one";

  private final TraceProgram program;
  private final long[] seen;
  private final String[] causes;
  private final Gap[] open;
  private final List<Gap> gaps = new ArrayList<>();
  private final long beginNs;
  private long lastLook;

  Losses(TraceProgram program, long nowNs) {
    this.program = program;
    this.seen = new long[program.probes().size()];
    this.causes = new String[seen.length];
    Arrays.setAll(causes, i -> program.summaryOf(i).isPresent() ? GROUPS_FULL : RING_FULL);
    this.open = new Gap[seen.length];
    this.beginNs = nowNs;
    this.lastLook = nowNs;
  }

  /** Takes notice of what was lost since the last look; losses in adjacent looks are one gap. */
  void look(long nowNs, List<Account> accounts) {
    for (int probe = 0; probe < seen.length; probe++) {
      long lost = accounts.get(probe).lost() - seen[probe];
      seen[probe] += lost;
      Gap gap = open[probe];
      if (lost != 0) {
        open[probe] =
            gap == null
                ? new Gap(lastLook, nowNs, label(probe), lost, causes[probe])
                : new Gap(gap.fromNs(), nowNs, gap.probe(), gap.lost() + lost, gap.cause());
      } else if (gap != null) {
        gaps.add(gap);
        open[probe] = null;
      }
    }
    lastLook = nowNs;
  }

  /** Takes notice of hits that the kernel skipped at a time that nobody knows. */
  void skipped(int probe, long count) {
    if (count != 0) {
      gaps.add(new Gap(beginNs, lastLook, label(probe), count, RECURSION));
    }
  }

  private String label(int probe) {
    return program.probes().get(probe).label();
  }

  /** All gaps, by time. */
  List<Gap> gaps() {
    List<Gap> all = new ArrayList<>(gaps);
    for (Gap gap : open) {
      if (gap != null) {
        all.add(gap);
      }
    }
    all.sort(Comparator.comparingLong(Gap::fromNs));
    return all;
  }
}
