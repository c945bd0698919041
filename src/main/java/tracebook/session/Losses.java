package tracebook.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tracebook.ir.Gap;
import tracebook.ir.Summary;
import tracebook.ir.TraceProgram;

/** Notes when hits were lost, by looking at the counters again and again. */
final class Losses {
  static final String GROUPS_FULL =
      String.format(
          Locale.ROOT, "the map of groups was full, with %,d of them", Summary.MOST_GROUPS);
  static final String RECURSION = "the kernel skipped a probe inside another one";

  /** Why hits are lost while a trace runs. */
  enum Cause {
    RING_FULL("the ring buffer was full"),
    NO_ROOM("there was no room for more calls or spans that have not ended"),
    TOO_DEEP("the kernel follows at most 64 returns of a thread at a time"),
    CONTENDED("another thread was at the spans of the same key");

    final String words;

    Cause(String words) {
      this.words = words;
    }
  }

  private final TraceProgram program;
  private final List<Map<Cause, Long>> seen = new ArrayList<>();
  private final List<Map<Cause, Gap>> open = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final long beginNs;
  private long lastLook;

  Losses(TraceProgram program, long nowNs) {
    this.program = program;
    for (int probe = 0; probe < program.probes().size(); probe++) {
      seen.add(new EnumMap<>(Cause.class));
      open.add(new EnumMap<>(Cause.class));
    }
    this.beginNs = nowNs;
    this.lastLook = nowNs;
  }

  /**
   * Takes notice of what was lost since the last look; losses in adjacent looks are one gap.
   *
   * @param counted for each probe, by cause
   */
  void look(long nowNs, List<Map<Cause, Long>> counted) {
    for (int probe = 0; probe < seen.size(); probe++) {
      for (Map.Entry<Cause, Long> one : counted.get(probe).entrySet()) {
        look(nowNs, probe, one.getKey(), one.getValue());
      }
    }
    lastLook = nowNs;
  }

  private void look(long nowNs, int probe, Cause cause, long counted) {
    long before = seen.get(probe).getOrDefault(cause, 0L);
    long lost = Math.max(0, counted - before);
    seen.get(probe).put(cause, before + lost);
    Gap gap = open.get(probe).remove(cause);
    if (lost != 0) {
      long from = gap == null ? lastLook : gap.fromNs();
      long sum = lost + (gap == null ? 0 : gap.lost());
      open.get(probe).put(cause, new Gap(from, nowNs, label(probe), sum, words(probe, cause)));
    } else if (gap != null) {
      gaps.add(gap);
    }
  }

  /** Hits that go into groups take no room in the ring. */
  private String words(int probe, Cause cause) {
    return cause == Cause.RING_FULL && program.summaryOf(probe).isPresent()
        ? GROUPS_FULL
        : cause.words;
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
    open.forEach(ofProbe -> all.addAll(ofProbe.values()));
    all.sort(Comparator.comparingLong(Gap::fromNs));
    return all;
  }
}
