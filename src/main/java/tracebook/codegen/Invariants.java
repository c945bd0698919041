package tracebook.codegen;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tracebook.ir.Num;
import tracebook.ir.Source;

/**
 * The largest numbers in what is captured of an element that are the same for each of the elements
 * and read memory.
 */
final class Invariants {
  /** Each takes 16 bytes of the frame. */
  private static final int MOST = 3;

  private final int level;
  private final Set<Num> found = new LinkedHashSet<>();

  private Invariants(int level) {
    this.level = level;
  }

  /**
   * In the order in which they are come to.
   *
   * @param level of the elements, as in {@link Num.Found}
   */
  static List<Num> of(Source element, int level) {
    Invariants invariants = new Invariants(level);
    invariants.source(element);
    return invariants.found.stream().limit(MOST).toList();
  }

  private void source(Source source) {
    switch (source) {
      case Source.Scalar s -> num(s.value());
      case Source.Memory s -> num(s.address());
      case Source.Text s -> num(s.address());
      case Source.Dump s -> {
        num(s.length());
        num(s.address());
      }
      case Source.Counted s -> {
        num(s.count());
        num(s.address());
      }
      case Source.Each s -> {
        num(s.count());
        source(s.element());
      }
      case Source.Composite s -> {
        source(s.whole());
        s.attempts().forEach(this::attempt);
      }
      case Source.Walked s -> {
        s.count().ifPresent(this::num);
        s.parts().forEach(this::attempt);
      }
      case Source.Assembled s -> s.parts().forEach(p -> source(p.source()));
      case Source.Once s -> {
        num(s.value());
        source(s.in());
      }
      case Source.Kept s -> {}
      case Source.Comm s -> {}
    }
  }

  private void attempt(Source.Attempt attempt) {
    attempt.condition().ifPresent(this::num);
    source(attempt.source());
  }

  private void num(Num num) {
    if (isNumber(num) && reads(num) && isSame(num, 0)) {
      found.add(num);
    } else {
      num.operands().forEach(this::num);
    }
  }

  /** Not a condition, from which the code only jumps. */
  private static boolean isNumber(Num num) {
    return num instanceof Num.Load
        || num instanceof Num.Binary
        || num instanceof Num.Divide
        || num instanceof Num.Extend
        || num instanceof Num.Conditional
        || num instanceof Num.Checked;
  }

  private static boolean reads(Num num) {
    return num instanceof Num.Load || num.operands().stream().anyMatch(Invariants::reads);
  }

  /**
   * @param around how many numbers are given around it
   */
  private boolean isSame(Num num, int around) {
    return switch (num) {
      case Num.Found n -> n.level() < level;
      case Num.Given n -> n.outer() < around;
      case Num.With n -> isSame(n.value(), around) && isSame(n.in(), around + 1);
      default -> num.operands().stream().allMatch(n -> isSame(n, around));
    };
  }
}
