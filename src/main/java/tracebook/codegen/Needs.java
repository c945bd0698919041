package tracebook.codegen;

import java.util.List;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.Walk;

/** What a body asks of what was kept for it. */
final class Needs {
  private boolean values;
  private boolean bias;
  private boolean elapsed;

  private Needs() {}

  static Needs of(Body body) {
    Needs needs = new Needs();
    needs.steps(body.steps());
    return needs;
  }

  /** Whether a slot of it is used. */
  boolean values() {
    return values;
  }

  /** Whether it has to say where the module was loaded. */
  boolean bias() {
    return bias;
  }

  boolean elapsed() {
    return elapsed;
  }

  private void steps(List<Step> steps) {
    for (Step step : steps) {
      switch (step) {
        case Step.Capture s -> source(s.source());
        case Step.Define s -> num(s.value());
        case Step.Branch s -> {
          num(s.condition());
          steps(s.then());
          steps(s.otherwise());
        }
        case Step.Every s -> steps(s.then());
        case Step.Limit s -> steps(s.then());
        case Step.Summarize s -> {
          steps(s.key());
          for (Step.Measure value : s.values()) {
            if (value instanceof Step.Textual text) {
              source(text.source());
            }
          }
        }
        case Step.Reach s -> {}
        case Step.MarkUnreadable s -> {}
        case Step.Exit s -> {}
      }
    }
  }

  private void source(Source source) {
    switch (source) {
      case Source.Scalar s -> num(s.value());
      case Source.Memory s -> num(s.address());
      case Source.Text s -> num(s.address());
      case Source.Dump s -> both(s.address(), s.length());
      case Source.Kept s -> values = true;
      case Source.Once s -> {
        num(s.value());
        source(s.in());
      }
      case Source.Assembled s -> s.parts().forEach(p -> source(p.source()));
      case Source.Counted s -> both(s.address(), s.count());
      case Source.Composite s -> {
        source(s.whole());
        for (Source.Attempt attempt : s.attempts()) {
          attempt.condition().ifPresent(this::num);
          source(attempt.source());
        }
      }
      case Source.Each s -> {
        num(s.count());
        source(s.element());
      }
      case Source.Walked s -> {
        s.count().ifPresent(this::num);
        walk(s.walk());
        s.parts().forEach(p -> source(p.source()));
      }
      case Source.Comm s -> {}
    }
  }

  private void walk(Walk walk) {
    switch (walk) {
      case Walk.Links w -> both(w.first(), w.end());
      case Walk.Tree w -> both(w.first(), w.end());
      case Walk.Table w -> both(w.control(), w.places());
      case Walk.Branches w -> both(w.root(), w.height());
      case Walk.Groups w -> both(w.directory(), w.tables());
    }
  }

  private void num(Num num) {
    values |= num instanceof Num.Kept;
    elapsed |= num instanceof Num.Elapsed;
    bias |= num instanceof Num.Bias;
    num.operands().forEach(this::num);
  }

  private void both(Num left, Num right) {
    num(left);
    num(right);
  }
}
