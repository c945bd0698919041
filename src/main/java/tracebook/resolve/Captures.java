package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.MemberPointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** What goes into slots, and the cells of a row that are made of it. */
final class Captures {
  private final RowBuilder row;
  private final Expressions expressions;
  private final int cap;
  private final boolean strings;
  private final Problems problems;

  Captures(RowBuilder row, Expressions expressions, int cap, Problems problems) {
    this(row, expressions, cap, false, problems);
  }

  /**
   * @param strings whether strings that are elements of an array are read, and not only where they
   *     are
   */
  Captures(RowBuilder row, Expressions expressions, int cap, boolean strings, Problems problems) {
    this.strings = strings;
    this.row = row;
    this.expressions = expressions;
    this.cap = cap;
    this.problems = problems;
  }

  int capture(Source source, List<Step> steps) {
    int slot = row.slot(source);
    steps.add(new Step.Capture(slot, source));
    return slot;
  }

  /** A cell for something that is one column. */
  Cell cell(Operand captured, List<Step> steps, Span span) throws Rejected {
    Operand operand;
    try {
      operand = expressions.views().referred(captured, span);
    } catch (Unavailable unavailable) {
      return missing(unavailable, steps);
    }
    Type type = operand.type();
    switch (operand) {
      case Operand.Literal o -> {
        return fixed(o.bytes(), new Format.CharArray(o.bytes().length()), steps);
      }
      case Operand.Comm o -> {
        return new Cell(
            new RowLayout.InSlot(capture(new Source.Comm(), steps), 0), new Format.CharArray(16));
      }
      case Operand.Earlier o -> {
        return earlier(o.at(), o.at().cell(o.there(), cap, span), steps);
      }
      case Operand.Pieced o when isAggregate(type) -> {
        Pieces pieces = new Pieces(expressions.place());
        Optional<Source> assembled = pieces.assembled(o);
        if (assembled.isEmpty()) {
          String why = pieces.missing(o);
          return missing(
              new Unavailable(
                  span,
                  "not all of this `" + type.name() + "` can be read here: " + why,
                  why,
                  "name a part of it"),
              steps);
        }
        return new Cell(new RowLayout.InSlot(capture(assembled.get(), steps), 0), Formats.of(type));
      }
      case Operand.SiteText o -> {
        return new Cell(new RowLayout.OfSite(reach(steps), o.fact()), new Format.CharArray(0));
      }
      case Operand.Known o when !Formats.isString(type) && WideTexts.pointed(type) == 0 -> {
        Format known = Formats.of(type);
        if (known.bytes() > o.bytes().length()) {
          return missing(
              new Unavailable(
                  span,
                  "the debug info states only "
                      + o.bytes().length()
                      + " bytes of this `"
                      + type.name()
                      + "`",
                  "only partly known",
                  "name a member of it"),
              steps);
        }
        return fixed(o.bytes(), known, steps);
      }
      default -> {}
    }
    if (type.strip() instanceof StructType
        || (type.strip() instanceof MemberPointerType pointer && pointer.isToFunction())
        || operand instanceof Operand.Several
        || isArrayThatIsFollowed(operand)) {
      try {
        Following.Plan plan =
            new Following(expressions.views(), expressions, cap, strings, span).plan(operand);
        int slot = capture(plan.source(), steps);
        return new Cell(new RowLayout.InSlot(slot, 0), plan.format());
      } catch (Unavailable unavailable) {
        return missing(unavailable, steps);
      }
    }
    if (Formats.isString(type)) {
      try {
        Num address = expressions.load(operand, span).num();
        int slot = capture(new Source.Text(address, cap), steps);
        return new Cell(new RowLayout.InSlot(slot, 0), new Format.Text(cap));
      } catch (Unavailable unavailable) {
        return missing(unavailable, steps);
      }
    }
    if (WideTexts.pointed(type) > 0) {
      try {
        Num address = expressions.load(operand, span).num();
        Following.Plan plan = WideTexts.plan(address, WideTexts.pointed(type), cap);
        return new Cell(new RowLayout.InSlot(capture(plan.source(), steps), 0), plan.format());
      } catch (Unavailable unavailable) {
        return missing(unavailable, steps);
      }
    }
    Format format = Formats.of(type);
    if (format instanceof Format.Opaque opaque) {
      throw new Rejected(
          span, "`" + type.name() + "` cannot be shown: " + opaque.why(), hintFor(type));
    }
    if (operand instanceof Operand.InMemory memory) {
      Format inMemory = memory.bits().<Format>map(b -> Formats.bits(b, format)).orElse(format);
      if (inMemory.bytes() > RowBuilder.LIMIT) {
        throw new Rejected(
            span,
            "`" + type.name() + "` has " + inMemory.bytes() + " bytes, more than a row can hold",
            "take a slice: `a[0..16]`");
      }
      if (inMemory.bytes() == 0) {
        throw new Rejected(
            span, "`" + type.name() + "` has no bytes to show", "take a slice: `a[0..4]`");
      }
      int slot = capture(new Source.Memory(memory.address(), inMemory.bytes()), steps);
      return new Cell(new RowLayout.InSlot(slot, 0), inMemory);
    }
    try {
      Num num = expressions.load(operand, span).num();
      int slot = capture(new Source.Scalar(num), steps);
      return new Cell(new RowLayout.InSlot(slot, 0), format);
    } catch (Unavailable unavailable) {
      return missing(unavailable, steps);
    }
  }

  /** Of a type with a format, and no number. */
  private static boolean isAggregate(Type type) {
    return IntKind.of(type).isEmpty() && !(Formats.of(type) instanceof Format.Opaque);
  }

  private boolean isArrayThatIsFollowed(Operand operand) {
    if (operand instanceof Operand.InMemory && ArraySizes.areComputed(operand.type())) {
      return true;
    }
    return operand instanceof Operand.InMemory
        && operand.type().strip() instanceof ArrayType array
        && array.counts().getFirst().isPresent()
        && (Formats.isFollowed(array.indexed()) || (strings && Formats.isString(array.indexed())));
  }

  /** A cell of an earlier place, as one of the row. */
  private Cell earlier(Earlier at, Cell there, List<Step> steps) {
    RowLayout.Datum datum =
        switch (there.datum()) {
          case RowLayout.InSlot d ->
              new RowLayout.InSlot(capture(at.kept(d.slot()), steps), d.offset());
          case RowLayout.Fixed d -> new RowLayout.Fixed(reach(steps), d.bytes());
          case RowLayout.OfSite d -> new RowLayout.OfSite(reach(steps), d.fact());
          case RowLayout.Missing d -> {
            int mark = reach(steps);
            steps.add(new Step.MarkUnreadable());
            yield new RowLayout.Missing(mark, d.why());
          }
        };
    return new Cell(datum, there.format());
  }

  /** A value that is known not to be there, which a warning says. */
  Cell missing(Unavailable unavailable, List<Step> steps) {
    String message = unavailable.message();
    problems.warning(unavailable.span(), message, unavailable.hint());
    return missing(unavailable.reason(), steps);
  }

  Cell missing(String cause, List<Step> steps) {
    int mark = reach(steps);
    steps.add(new Step.MarkUnreadable());
    return new Cell(new RowLayout.Missing(mark, cause), RowBuilder.NO_FORMAT);
  }

  private static String hintFor(Type type) {
    return type.strip() instanceof ArrayType ? "take a slice: `a[0..4]`" : "name one of its parts";
  }

  private Cell fixed(tracebook.bytes.ByteString bytes, Format format, List<Step> steps) {
    return new Cell(new RowLayout.Fixed(reach(steps), bytes), format);
  }

  int reach(List<Step> steps) {
    int mark = row.mark();
    steps.add(new Step.Reach(mark));
    return mark;
  }

  /** A cell for a value of a message. */
  Cell argument(Operand operand, List<Step> steps, Span span) throws Rejected, Unavailable {
    if (operand instanceof Operand.Nothing n) {
      return missing(expressions.unavailable(n, span), steps);
    }
    return cell(operand, steps, span);
  }
}
