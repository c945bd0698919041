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
import java.util.stream.IntStream;
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
 * behind the line of its declaration. Of an array only those elements are overwritten that the
 * first witness has otherwise, if there are any: the others may be stored.
 */
final class Poison {
  /** What came of it. */
  enum Outcome {
    /** No difference, and the witness says what it said: a value was stored in between. */
    STORED_SINCE("stored since"),
    /**
     * No difference, and a local that is declared without a value: the first witness changes with
     * it, the last does not.
     */
    UNSET("unset"),
    /** Not tried: the witness has the variable, which has one place in the frame, elsewhere. */
    ELSEWHERE("elsewhere"),
    /** No difference, and the call has no witness. */
    NEVER_READ("never read"),
    /**
     * Not tried: gdb shows one element, and elsewhere in the call, as we do, more of them, or the
     * lengths that the compiler keeps are not one there, or gdb has none of them.
     */
    CUT("cut"),
    /** An integer that gdb computes from a register that holds an address of the stack. */
    ADDRESS("address"),
    /** A difference, or the witness says another thing. */
    AFFECTED("affected"),
    /** It is in no memory and changes with no register. */
    COMPUTED("computed"),
    /** What was tried together was not told apart. */
    UNTESTED("not tried");

    final String column;

    Outcome(String column) {
      this.column = column;
    }

    boolean isNoValue() {
      return switch (this) {
        case STORED_SINCE, UNSET, ELSEWHERE, NEVER_READ, CUT, ADDRESS -> true;
        case AFFECTED, COMPUTED, UNTESTED -> false;
      };
    }
  }

  /** What came of it, and what the difference is. */
  record Verdict(Outcome outcome, String detail) {}

  /** What is tried, and its witnesses: the first, and the last if that is another. */
  private record Case(Alone alone, List<Stop> witnesses) {
    /** Of an array the elements that the first witness has otherwise; all where there are none. */
    Stops.Spot spot() {
      List<String> now = elements(alone.stop());
      List<String> then = witnesses.isEmpty() ? List.of() : elements(witnesses.getFirst());
      List<Integer> otherwise =
          now.size() != then.size()
              ? List.of()
              : IntStream.range(0, now.size())
                  .filter(i -> !now.get(i).equals(then.get(i)))
                  .boxed()
                  .toList();
      return Stops.Spot.of(alone.stop().at(), alone.path(), otherwise);
    }

    private List<String> elements(Stop stop) {
      return stop.leaf(alone.path()).map(Stops.Leaf::elements).orElse(List.of());
    }
  }

  private static final int MOST_RUNS = 48;

  /** A program that runs longer has lost its way. */
  private static final int SECONDS = 20;

  private final Stops.Asked asked;
  private final Stops.Run plain;
  private final Set<At> agreed;
  private final LongFunction<SourceLine> lines;
  private final List<Stop> order;
  private final Map<Stops.Key, Integer> position = new HashMap<>();
  private final Map<Integer, List<Stop>> calls = new HashMap<>();
  private final Map<Alone, Verdict> outcomes = new LinkedHashMap<>();
  private List<Stops.Key> again = List.of();
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
      Stop stop = order.get(i);
      position.put(stop.at(), i);
      if (stop.call() > 0) {
        calls.computeIfAbsent(stop.call(), c -> new ArrayList<>()).add(stop);
      }
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
      } else if (isCut(each)) {
        outcomes.put(each, new Verdict(Outcome.CUT, ""));
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
      Map<Case, String> affected = together(some);
      if (some.size() == 1) {
        affected.forEach((c, how) -> outcomes.put(c.alone, new Verdict(Outcome.AFFECTED, how)));
      } else if (!affected.isEmpty()) {
        // One of the others may be what makes the difference.
        List<Case> rest = List.copyOf(affected.keySet());
        int middle = rest.size() / 2;
        groups.add(rest.subList(0, middle));
        groups.add(rest.subList(middle, rest.size()));
      }
    }
  }

  /** Tries these; each that makes no difference has its verdict then, the others are returned. */
  private Map<Case, String> together(List<Case> some) {
    runs++;
    List<Stops.Spot> spots = some.stream().map(Case::spot).toList();
    Set<Stops.Key> wanted = new LinkedHashSet<>();
    some.forEach(c -> c.witnesses.forEach(w -> wanted.add(w.at())));
    Optional<Stops.Run> run = Stops.run(asked.poisoned(spots, List.copyOf(wanted), SECONDS));
    Map<Case, String> affected = new LinkedHashMap<>();
    Optional<String> difference = difference(run);
    if (difference.isPresent()) {
      some.forEach(c -> affected.put(c, difference.get()));
      return affected;
    }
    for (int i = 0; i < some.size(); i++) {
      Case tried = some.get(i);
      String where = run.orElseThrow().poisoned().getOrDefault(i, "");
      if (where.isEmpty() || where.equals("address")) {
        Outcome outcome = where.isEmpty() ? Outcome.COMPUTED : Outcome.ADDRESS;
        outcomes.put(tried.alone, new Verdict(outcome, ""));
        continue;
      }
      Optional<Outcome> verdict = verdict(tried, run.orElseThrow());
      if (verdict.isPresent()) {
        outcomes.put(tried.alone, new Verdict(verdict.get(), ""));
      } else {
        affected.put(tried, change(tried, run.orElseThrow()));
      }
    }
    return affected;
  }

  /** Of the program. */
  private Optional<String> difference(Optional<Stops.Run> run) {
    if (run.isEmpty()) {
      return Optional.of("the program does not end");
    }
    if (!run.get().printed().equals(plain.printed())) {
      return Optional.of("the program prints another thing, or ends in another way");
    }
    List<Stops.Key> places = List.copyOf(run.get().stops().keySet());
    return places.equals(List.copyOf(plain.stops().keySet())) || isAsUnsteady(places)
        ? Optional.empty()
        : Optional.of("the program comes to other places");
  }

  /** With threads two runs without a change come to places in other orders, or to others. */
  private boolean isAsUnsteady(List<Stops.Key> places) {
    List<Stops.Key> first = List.copyOf(plain.stops().keySet());
    if (again.isEmpty()) {
      again = Stops.run(asked).map(run -> List.copyOf(run.stops().keySet())).orElse(first);
    }
    Set<Stops.Key> steady = new LinkedHashSet<>(first);
    steady.retainAll(again);
    return !again.equals(first) && places.containsAll(steady);
  }

  /** Empty where the witness says another thing. */
  private Optional<Outcome> verdict(Case tried, Stops.Run run) {
    if (tried.witnesses.isEmpty()) {
      return Optional.of(Outcome.NEVER_READ);
    }
    if (isSame(tried, tried.witnesses.getFirst(), run)) {
      return Optional.of(Outcome.STORED_SINCE);
    }
    return tried.alone.local()
            && isBefore(tried.alone)
            && isSame(tried, tried.witnesses.getLast(), run)
        ? Optional.of(Outcome.UNSET)
        : Optional.empty();
  }

  private static String change(Case tried, Stops.Run run) {
    Stop first = tried.witnesses.getFirst();
    return "0x%x hit %d changes from %s to %s"
        .formatted(
            first.at().address(),
            first.at().hit(),
            text(first, tried.alone),
            text(run, first, tried.alone));
  }

  /** Whether gdb has one element for all of an array, which has always as many in this call. */
  private boolean isCut(Alone alone) {
    if (elements(alone.stop(), alone) != 1) {
      return false;
    }
    if (alone.stop().isNoLength(1)) {
      return true;
    }
    List<Integer> lengths =
        calls.getOrDefault(alone.stop().call(), List.of()).stream()
            .filter(stop -> agreed.contains(new At(stop.at(), alone.path())))
            .map(stop -> elements(stop, alone))
            .distinct()
            .toList();
    return lengths.size() == 1 && lengths.getFirst() > 1;
  }

  private static int elements(Stop stop, Alone alone) {
    return stop.leaf(alone.path()).map(leaf -> leaf.elements().size()).orElse(0);
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
    for (Stop later : calls.getOrDefault(call, List.of())) {
      if (position.getOrDefault(later.at(), 0) > own
          && agreed.contains(new At(later.at(), alone.path()))
          && !alone.declared().equals(lines.apply(later.at().address()))) {
        found.add(later);
      }
    }
    return found.size() < 2 ? found : List.of(found.getFirst(), found.getLast());
  }
}
