package tracebook.values;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was compared with gdb, and what came of it. */
final class Tally {
  long compared;
  long equal;
  long weAlone;
  long gdbAlone;
  long neither;

  /** Differences of which something else says that gdb is wrong. */
  long gdbWrong;

  /** Differences that there are between two runs under gdb as well: what nobody has set. */
  long unsteady;

  final List<String> different = new ArrayList<>();

  /** Of what gdb alone shows: what came of overwriting it, by our reason. */
  final Map<String, Map<Poison.Outcome, Long>> outcomes = new TreeMap<>();

  /** One that makes a difference, of each reason. */
  final Map<String, String> affectedFirst = new TreeMap<>();

  /** Of what gdb alone shows: what is proved to be no value of the variable. */
  long noValue;

  int places;
  long hits;

  /**
   * Hits that were left out: the registers say that gdb stopped at another moment, or not at all.
   */
  long otherMoment;

  /** Places that we refuse to probe, by the reason. */
  final Map<String, Integer> refused = new TreeMap<>();

  final Map<String, Long> gdbWrongBecause = new TreeMap<>();
  final Map<String, Long> gdbAloneBecause = new TreeMap<>();
  final Map<String, Long> weAloneWhere = new TreeMap<>();
  final Map<String, Long> neitherBecause = new TreeMap<>();

  /** The first of each reason, of those that gdb alone and that we alone have. */
  final Map<String, String> gdbAloneFirst = new TreeMap<>();

  final Map<String, String> weAloneFirst = new TreeMap<>();

  void add(Tally other) {
    compared += other.compared;
    equal += other.equal;
    weAlone += other.weAlone;
    gdbAlone += other.gdbAlone;
    neither += other.neither;
    gdbWrong += other.gdbWrong;
    unsteady += other.unsteady;
    different.addAll(other.different);
    places += other.places;
    hits += other.hits;
    otherMoment += other.otherMoment;
    other.refused.forEach((k, v) -> refused.merge(k, v, Integer::sum));
    other.gdbWrongBecause.forEach((k, v) -> gdbWrongBecause.merge(k, v, Long::sum));
    other.gdbAloneBecause.forEach((k, v) -> gdbAloneBecause.merge(k, v, Long::sum));
    noValue += other.noValue;
    other.outcomes.forEach(
        (why, counts) ->
            counts.forEach(
                (outcome, n) ->
                    outcomes
                        .computeIfAbsent(why, w -> new EnumMap<>(Poison.Outcome.class))
                        .merge(outcome, n, Long::sum)));
    other.affectedFirst.forEach(affectedFirst::putIfAbsent);
    other.weAloneWhere.forEach((k, v) -> weAloneWhere.merge(k, v, Long::sum));
    other.neitherBecause.forEach((k, v) -> neitherBecause.merge(k, v, Long::sum));
    other.gdbAloneFirst.forEach(gdbAloneFirst::putIfAbsent);
    other.weAloneFirst.forEach(weAloneFirst::putIfAbsent);
  }

  void proved(Map<HitComparison.Alone, Poison.Verdict> verdicts) {
    verdicts.forEach(
        (alone, verdict) -> {
          outcomes
              .computeIfAbsent(alone.why(), w -> new EnumMap<>(Poison.Outcome.class))
              .merge(verdict.outcome(), 1L, Long::sum);
          if (verdict.outcome().isNoValue()) {
            noValue++;
          }
          if (verdict.outcome() == Poison.Outcome.AFFECTED) {
            affectedFirst.putIfAbsent(alone.why(), alone.where() + ": " + verdict.detail());
          }
        });
  }

  @Override
  public String toString() {
    return ("compared %d, equal %d, we alone %d, gdb alone %d (%d no value yet), neither %d, gdb"
            + " wrong %d, unsteady %d, different %d; %d hits of %d places, %d left out")
        .formatted(
            compared,
            equal,
            weAlone,
            gdbAlone,
            noValue,
            neither,
            gdbWrong,
            unsteady,
            different.size(),
            hits,
            places,
            otherMoment);
  }
}
