package tracebook.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tracebook.ir.Gap;
import tracebook.ir.TraceProgram;

/** Notes when hits were lost, by looking at the counters again and again. */
final class Losses {
  static final String RECURSION = "the kernel skipped a probe inside another one";

  /** Why hits are lost while a trace runs. */
  enum Cause {
    RING_FULL("the ring buffer was full"),
    NO_ROOM("there was no room for the entries of more calls"),
    TOO_DEEP("the kernel follows at most 64 returns of a thread at a time");

    final String words;

    Cause(String words) {
      this.words = words;
    }
  }

  private static final Cause[] CAUSES = Cause.values();

  private final TraceProgram program;
  private final long[][] seen;
  private final Gap[][] open;
  private final List<Gap> gaps = new ArrayList<>();
  private final long beginNs;
  private long lastLook;

  Losses(TraceProgram program, long nowNs) {
    this.program = program;
    this.seen = new long[program.probes().size()][CAUSES.length];
    this.open = new Gap[seen.length][CAUSES.length];
    this.beginNs = nowNs;
    this.lastLook = nowNs;
  }

  /**
   * Takes notice of what was lost since the last look; losses in adjacent looks are one gap.
   *
   * @param counted for each probe, by cause
   */
  void look(long nowNs, List<long[]> counted) {
    for (int probe = 0; probe < seen.length; probe++) {
      for (Cause cause : CAUSES) {
        look(nowNs, probe, cause, counted.get(probe)[cause.ordinal()]);
      }
    }
    lastLook = nowNs;
  }

  private void look(long nowNs, int probe, Cause cause, long counted) {
    int at = cause.ordinal();
    long lost = Math.max(0, counted - seen[probe][at]);
    seen[probe][at] += lost;
    Gap gap = open[probe][at];
    if (lost != 0) {
      long from = gap == null ? lastLook : gap.fromNs();
      long before = gap == null ? 0 : gap.lost();
      open[probe][at] = new Gap(from, nowNs, label(probe), before + lost, cause.words);
    } else if (gap != null) {
      gaps.add(gap);
      open[probe][at] = null;
    }
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
    for (Gap[] ofProbe : open) {
      for (Gap gap : ofProbe) {
        if (gap != null) {
          all.add(gap);
        }
      }
    }
    all.sort(Comparator.comparingLong(Gap::fromNs));
    return all;
  }
}
