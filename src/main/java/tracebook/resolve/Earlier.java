package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.lang.Expr;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.Member;

/**
 * Expressions as they were at an earlier place: they are read there, and kept until the hit that
 * shows them. Only what is asked for is kept: a number, the bytes of a structure, the text of a
 * string.
 */
final class Earlier {
  /** The most bytes that wait: they are copied eight by eight. */
  private static final int LIMIT = 4096;

  private final Expressions expressions;
  private final boolean ofCall;
  private final int cap;
  private final Problems problems;
  private final RowBuilder row = new RowBuilder();
  private final Captures captures;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Num, Integer> numbers = new HashMap<>();

  /**
   * @param ofCall whether the earlier place is where the call was entered that returns; else a span
   *     began there
   */
  Earlier(Expressions expressions, boolean ofCall, int cap, Problems problems) {
    this.ofCall = ofCall;
    this.cap = cap;
    this.problems = problems;
    this.expressions = expressions;
    this.captures = new Captures(row, expressions, cap, problems);
  }

  boolean ofCall() {
    return ofCall;
  }

  /** What reads there. */
  Expressions expressions() {
    return expressions;
  }

  Place place() {
    return expressions.place();
  }

  /** What is done there: captures into the slots of {@link #layout}. */
  List<Step> steps() {
    return steps.stream()
        .filter(s -> s instanceof Step.Capture || s instanceof Step.Reach)
        .toList();
  }

  RowLayout layout() {
    return row.layout();
  }

  boolean tooLarge() {
    return row.size() > LIMIT;
  }

  static int limit() {
    return LIMIT;
  }

  /** An expression there. What does not depend on the place is itself. */
  Operand operand(Expr expr) throws Rejected, Unavailable {
    Operand there = expressions.operand(expr);
    return switch (there) {
      case Operand.Literal o -> o;
      case Operand.SiteText o -> o;
      case Operand.Known o -> o;
      case Operand.Nothing o -> o;
      case Operand.Pointing o -> throw Loads.pointing(expr.span());
      case Operand.Value o when o.num() instanceof Num.Constant -> o;
      case Operand.Value o -> of(o);
      case Operand.InMemory o -> of(o);
      case Operand.Held o -> of(o);
      case Operand.Pieced o -> of(o);
      case Operand.Comm o -> of(o);
      case Operand.Several o -> of(o);
      case Operand.Earlier o -> throw new IllegalStateException("earlier than earlier");
    };
  }

  private Operand of(Operand there) {
    return new Operand.Earlier(this, there, there.type());
  }

  /** A member of what it was. */
  Operand part(Operand there, Member member, Span span) throws Unavailable {
    Operand part = expressions.part(there, member, span);
    return part instanceof Operand.Nothing || part instanceof Operand.Known ? part : of(part);
  }

  Operand.Value load(Operand there, Span span) throws Rejected, Unavailable {
    Operand.Value value = expressions.load(there, span);
    return new Operand.Value(number(value.num()), value.type());
  }

  /** A number of the earlier place, as it was. */
  Num number(Num there) {
    if (there instanceof Num.Constant) {
      return there;
    }
    return new Num.Kept(
        numbers.computeIfAbsent(there, n -> captures.capture(new Source.Scalar(n), steps)));
  }

  /** Keeps the bytes of a structure in memory. */
  Source.Kept bytes(Num address, int size) {
    return new Source.Kept(captures.capture(new Source.Memory(address, size), steps), size);
  }

  Source.Kept bytes(Source source) {
    return new Source.Kept(captures.capture(source, steps), source.size());
  }

  /**
   * Keeps what a column shows; the cell is that of the earlier place.
   *
   * @param most bytes of a string that are kept
   */
  Cell cell(Operand there, int most, Span span) throws Rejected {
    Captures some = most < cap ? new Captures(row, expressions, most, problems) : captures;
    return some.cell(there, steps, span);
  }

  /** What a slot of the earlier place holds, as a source for a slot of the row. */
  Source.Kept kept(int slot) {
    return new Source.Kept(slot, row.layout().slots().get(slot).size());
  }
}
