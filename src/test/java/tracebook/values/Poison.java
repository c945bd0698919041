package tracebook.values;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongFunction;
import tracebook.dwarf.SourceLine;
import tracebook.values.HitComparison.Alone;
import tracebook.values.HitComparison.At;
import tracebook.values.Stops.Stop;

/**
 * Whether what gdb alone shows of a variable is its value: in a run of its own gdb overwrites it
 * where it found it, and the program runs on to its end. Many are tried in one run; where that
 * makes a difference, halves of them are.
 *
 * <p>A difference is one in what the program prints, how it ends, or which places it comes to how
 * often. The witness is what we and gdb alike say of the variable further on in the same call,
 * behind the line of its declaration.
 */
final class Poison {
  /** What came of it. */
  enum Outcome {
    /** No difference, and the witness says what it said: a value was stored in between. */
    STORED_SINCE,
    /**
     * No difference, and a local that is declared without a value: the first witness changes with
     * it, the last does not.
     */
    UNSET,
    /** Not tried: the witness has the variable, which has one place in the frame, elsewhere. */
    ELSEWHERE,
    /** No difference, and the call has no witness. */
    NEVER_READ,
    /** A difference, or the witness says another thing. */
    AFFECTED,
    /** It is in no memory and no register, or what was tried together was not told apart. */
    UNTESTED;

    boolean isNoValue() {
      return switch (this) {
        case STORED_SINCE, UNSET, ELSEWHERE, NEVER_READ -> true;
        case AFFECTED, UNTESTED -> false;
      };
    }
  }

  /** What came of it, and what the difference is. */
  record Verdict(Outcome outcome, String detail) {}

  /** What is tried, and its witnesses: the first, and the last if that is another. */
  private record Case(Alone alone, List<Stop> witnesses) {}

  private static final int MOST_RUNS = 16;

  /** A program that runs longer has lost its way. */
  private static final int SECONDS = 20;

  private final Stops.Asked asked;
  private final Stops.Run plain;
  private final Set<At> agreed;
  private final LongFunction<SourceLine> lines;
  private final List<Stop> order;
  private final Map<Stops.Key, Integer> position = new HashMap<>();
  private final Map<Alone, Verdict> outcomes = new LinkedHashMap<>();
  private int runs;

  /**
   * About a run.
   *
   * @param agreed what we and gdb say alike of it
   * @param lines of addresses
   */
  Poison(Stops.Asked asked, Stops.Run plain, Set<At> agreed, LongFunction<SourceLine> lines) {
    this.asked = asked;
    this.plain = plain;
    this.agreed = agreed;
    this.lines = lines;
    this.order = List.copyOf(plain.stops().values());
    for (int i = 0; i < order.size(); i++) {
      position.put(order.get(i).at(), i);
    }
  }

  Map<Alone, Verdict> outcomes() {
    return outcomes;
  }

  void judge(List<Alone> alone) {
    List<Case> cases = new ArrayList<>();
    for (Alone each : alone) {
      Case tried = new Case(each, witnesses(each));
      if (each.path().contains("#")) { // One of several parameters of the same name and line.
        outcomes.put(each, new Verdict(Outcome.UNTESTED, ""));
      } else if (isElsewhere(tried)) {
        outcomes.put(each, new Verdict(Outcome.ELSEWHERE, ""));
      } else {
        cases.add(tried);
      }
    }
    // What makes a difference is mostly a place: all hits and variables of it are together.
    cases.sort(
        Comparator.<Case, String>comparing(c -> c.alone.why())
            .thenComparingLong(c -> c.alone.stop().at().address())
            .thenComparing(c -> c.alone.path())
            .thenComparingInt(c -> c.alone.stop().at().hit()));
    PriorityQueue<List<Case>> groups =
        new PriorityQueue<>(Comparator.comparingInt((List<Case> group) -> -group.size()));
    groups.add(cases);
    while (!groups.isEmpty()) {
      List<Case> some = groups.remove();
      if (some.isEmpty()) {
        continue;
      }
      if (runs >= MOST_RUNS) {
        some.forEach(c -> outcomes.put(c.alone, new Verdict(Outcome.UNTESTED, "")));
        continue;
      }
      Optional<String> difference = together(some);
      if (difference.isPresent() && some.size() == 1) {
        outcomes.put(some.getFirst().alone, new Verdict(Outcome.AFFECTED, difference.get()));
      } else if (difference.isPresent()) {
        groups.add(some.subList(0, some.size() / 2));
        groups.add(some.subList(some.size() / 2, some.size()));
      }
    }
  }

  /** Tries these; where there is no difference, each has its verdict. */
  private Optional<String> together(List<Case> some) {
    runs++;
    List<Stops.Spot> spots =
        some.stream().map(c -> Stops.Spot.of(c.alone.stop().at(), c.alone.path())).toList();
    Set<Stops.Key> wanted = new LinkedHashSet<>();
    some.forEach(c -> c.witnesses.forEach(w -> wanted.add(w.at())));
    Optional<Stops.Run> run = Stops.run(asked.poisoned(spots, List.copyOf(wanted), SECONDS));
    if (run.isEmpty()) {
      return Optional.of("the program does not end");
    }
    if (!run.get().printed().equals(plain.printed())) {
      return Optional.of("the program prints another thing, or ends in another way");
    }
    if (!List.copyOf(run.get().stops().keySet()).equals(List.copyOf(plain.stops().keySet()))) {
      return Optional.of("the program comes to other places");
    }
    for (int i = 0; i < some.size(); i++) {
      boolean tried = !run.get().poisoned().getOrDefault(i, "").isEmpty();
      outcomes.put(
          some.get(i).alone,
          tried ? verdict(some.get(i), run.get()) : new Verdict(Outcome.UNTESTED, ""));
    }
    return Optional.empty();
  }

  private Verdict verdict(Case tried, Stops.Run run) {
    if (tried.witnesses.isEmpty()) {
      return new Verdict(Outcome.NEVER_READ, "");
    }
    Stop first = tried.witnesses.getFirst();
    if (isSame(tried, first, run)) {
      return new Verdict(Outcome.STORED_SINCE, "");
    }
    Stop last = tried.witnesses.getLast();
    if (tried.alone.local() && isBefore(tried.alone) && isSame(tried, last, run)) {
      return new Verdict(Outcome.UNSET, "");
    }
    return new Verdict(
        Outcome.AFFECTED,
        "0x%x hit %d changes from %s to %s"
            .formatted(
                first.at().address(),
                first.at().hit(),
                text(first, tried.alone),
                text(run, first, tried.alone)));
  }

  /** Whether the program has not come to the declaration in this call. */
  private boolean isBefore(Alone alone) {
    SourceLine here = lines.apply(alone.stop().at().address());
    return here.file().equals(alone.declared().file()) && here.line() <= alone.declared().line();
  }

  private static boolean isSame(Case tried, Stop witness, Stops.Run run) {
    return text(run, witness, tried.alone).equals(text(witness, tried.alone));
  }

  private static String text(Stops.Run run, Stop witness, Alone alone) {
    return Optional.ofNullable(run.stops().get(witness.at()))
        .map(stop -> text(stop, alone))
        .orElse("no stop");
  }

  private static String text(Stop stop, Alone alone) {
    return stop.leaf(alone.path()).flatMap(Stops.Leaf::text).orElse("none");
  }

  private static boolean isElsewhere(Case tried) {
    if (!tried.alone.fixed() || tried.witnesses.isEmpty()) {
      return false;
    }
    long there = tried.witnesses.getFirst().address(tried.alone.path());
    long here = tried.alone.stop().address(tried.alone.path());
    return there != 0 && here != 0 && there != here;
  }

  /** Of the stops behind it in its call those where both say the same, the first and the last. */
  private List<Stop> witnesses(Alone alone) {
    int call = alone.stop().call();
    List<Stop> found = new ArrayList<>();
    int own = position.getOrDefault(alone.stop().at(), order.size());
    for (int i = own + 1; call > 0 && i < order.size(); i++) {
      Stop later = order.get(i);
      if (later.call() == call
          && agreed.contains(new At(later.at(), alone.path()))
          && !alone.declared().equals(lines.apply(later.at().address()))) {
        found.add(later);
      }
    }
    return found.size() < 2 ? found : List.of(found.getFirst(), found.getLast());
  }
}
