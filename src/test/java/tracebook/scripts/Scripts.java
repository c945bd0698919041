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

  private final Subject subject;
  private final Tally tally;
  private final Trial trial;

  private Scripts(Subject subject, Tally tally) {
    this.subject = subject;
    this.tally = tally;
    trial = new Trial(subject, tally);
  }

  /** One script for each seed from {@code first} on. */
  static void run(Subject subject, long first, long count, Tally tally) {
    new Scripts(subject, tally).run(first, count);
  }

  private void run(long first, long count) {
    List<Long> seeds = new ArrayList<>();
    List<Node> blocks = new ArrayList<>();
    for (long seed = first; seed < first + count; seed++) {
      Node block = Chance.block(seed);
      if (block.text().contains("exit;")) {
        run(List.of(seed), List.of(block)); // It would end the others.
      } else {
        seeds.add(seed);
        blocks.add(block);
      }
      if (blocks.size() == TOGETHER || seed == first + count - 1) {
        run(seeds, blocks);
        seeds.clear();
        blocks.clear();
      }
    }
  }

  private void run(List<Long> seeds, List<Node> blocks) {
    List<Optional<Trial.Finding>> found = trial.run(blocks.stream().map(Node::text).toList());
    for (int i = 0; i < blocks.size(); i++) {
      tally.scripts++;
      tally.parts += blocks.get(i).size();
      if (found.get(i).isPresent()) {
        found(seeds.get(i), blocks.get(i), found.get(i).get());
      }
    }
  }

  private void found(long seed, Node block, Trial.Finding finding) {
    if (tally.faults.merge(finding.fault(), 1L, Long::sum) > FINDINGS) {
      return;
    }
    Node small = smallest(block, finding);
    String what = trial.run(List.of(small.text())).getFirst().orElse(finding).what();
    tally.findings.add(
        "seed "
            + seed
            + " ("
            + subject.name
            + "), "
            + finding.fault()
            + ":\n"
            + small.text()
            + "\n"
            + what);
  }

  /** The smallest block that still goes wrong in the same way, as far as it is found soon. */
  private Node smallest(Node block, Trial.Finding finding) {
    Node least = block;
    int left = ATTEMPTS_TO_SHRINK;
    boolean smaller = true;
    while (smaller && left > 0) {
      smaller = false;
      List<Node> candidates = new ArrayList<>();
      least.smaller(candidates::add);
      for (Node candidate : candidates) {
        String text = candidate.text();
        if (text.length() < least.text().length()
            && left-- > 0
            && trial.run(List.of(text)).getFirst().filter(finding::isLike).isPresent()) {
          least = candidate;
          smaller = true;
          break;
        }
      }
    }
    return least;
  }
}
