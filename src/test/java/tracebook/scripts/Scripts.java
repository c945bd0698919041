package tracebook.scripts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tries scripts by chance, and makes those that go wrong small. */
final class Scripts {
  /** How many share a cell. */
  private static final int TOGETHER = 25;

  /** Of each kind of fault. */
  private static final int FINDINGS = 3;

  private static final int ATTEMPTS_TO_SHRINK = 400;

  /** One of so many ends with its rows. */
  private static final int ENDING = 17;

  private final Subject subject;
  private final Tally tally;
  private final Trial trial;

  /** A trace ends with fewer rows than it has hits. */
  private final Trial ending;

  private final Flavor flavor;
  private final Sources sources;

  private Scripts(Subject subject, Flavor flavor, Sources sources, Tally tally) {
    this.subject = subject;
    this.flavor = flavor;
    this.sources = sources;
    tally.lacking.addAll(sources.lacking());
    this.tally = tally;
    trial = new Trial(subject, tally);
    ending = new Trial(subject, tally, 1 + subject.hits() / 4);
  }

  /** One script for each seed from {@code first} on. */
  static void run(Subject subject, Flavor flavor, long first, long count, Tally tally) {
    run(subject, flavor, Sources.of(flavor, subject), first, count, tally);
  }

  /**
   * @param sources of the same program
   */
  static void run(
      Subject subject, Flavor flavor, Sources sources, long first, long count, Tally tally) {
    new Scripts(subject, flavor, sources, tally).run(first, count);
  }

  private void run(long first, long count) {
    List<Long> seeds = new ArrayList<>();
    List<Script> scripts = new ArrayList<>();
    for (long seed = first; seed < first + count; seed++) {
      Script script = Chance.script(flavor, sources, seed);
      if (flavor != Flavor.GROUPS && seed % ENDING == ENDING / 2) {
        run(ending, List.of(seed), List.of(script));
      } else if (script.exits()) {
        run(trial, List.of(seed), List.of(script)); // It would end the others.
      } else {
        seeds.add(seed);
        scripts.add(script);
      }
      boolean last = seed == first + count - 1;
      if (scripts.size() == TOGETHER || (last && !scripts.isEmpty())) {
        run(trial, seeds, scripts);
        seeds.clear();
        scripts.clear();
      }
    }
  }

  private void run(Trial trial, List<Long> seeds, List<Script> scripts) {
    List<Optional<Trial.Finding>> found = trial.run(scripts);
    for (int i = 0; i < scripts.size(); i++) {
      tally.scripts++;
      tally.parts += scripts.get(i).block().size();
      if (found.get(i).isPresent()) {
        found(trial, seeds.get(i), scripts.get(i), found.get(i).get());
      }
    }
  }

  private void found(Trial trial, long seed, Script script, Trial.Finding finding) {
    // What containers hold takes long programs: that one is too long is said, and no fault.
    boolean isNone =
        (flavor == Flavor.LIBRARY || flavor == Flavor.RUST) && finding.fault() == Trial.Fault.LIMIT;
    if (tally.faults.merge(finding.fault(), 1L, Long::sum) > FINDINGS || isNone) {
      return;
    }
    Script small = smallest(trial, script, finding);
    String what = trial.run(List.of(small)).getFirst().orElse(finding).what();
    tally.findings.add(
        "seed "
            + seed
            + " of "
            + flavor
            + " ("
            + subject.name
            + "), "
            + finding.fault()
            + ":\n"
            + small.item("t", subject.place)
            + "\n"
            + what);
  }

  /** The smallest block that still goes wrong in the same way, as far as it is found soon. */
  private Script smallest(Trial trial, Script script, Trial.Finding finding) {
    Script least = script;
    int left = ATTEMPTS_TO_SHRINK;
    boolean smaller = true;
    while (smaller && left > 0) {
      smaller = false;
      List<Node> candidates = new ArrayList<>();
      least.block().smaller(candidates::add);
      for (Node candidate : candidates) {
        Script shorter = least.with(candidate);
        if (candidate.text().length() < least.block().text().length()
            && left-- > 0
            && trial.run(List.of(shorter)).getFirst().filter(finding::isLike).isPresent()) {
          least = shorter;
          smaller = true;
          break;
        }
      }
    }
    return least;
  }
}
