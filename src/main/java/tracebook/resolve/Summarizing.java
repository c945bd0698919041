package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import tracebook.adapters.View;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.Summary;
import tracebook.lang.Expr;
import tracebook.lang.Statement;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.StructType;

/** {@code summarize}: what is read of a hit for its group's key and for its aggregates. */
final class Summarizing {
  /**
   * All strings of a key together; what remains of {@link Summary#MOST_KEY_BYTES} is for numbers.
   */
  private static final int MOST_TEXT = 128;

  private final Place place;
  private final Expressions expressions;
  private final SummaryShapes shapes;
  private final IntSupplier newVariable;
  private final int cap;
  private final Problems problems;

  Summarizing(
      Place place,
      Expressions expressions,
      SummaryShapes shapes,
      IntSupplier newVariable,
      int cap,
      Problems problems) {
    this.place = place;
    this.expressions = expressions;
    this.shapes = shapes;
    this.newVariable = newVariable;
    this.cap = cap;
    this.problems = problems;
  }

  /** What has been found of one statement so far. */
  private static final class Parts {
    final RowBuilder keys = new RowBuilder();
    final List<Step> key = new ArrayList<>();
    final List<Summary.Value> values = new ArrayList<>();
    final List<Step.Measure> measures = new ArrayList<>();
    final List<Object> numbers = new ArrayList<>();
    final List<Summary.Aggregate> aggregates = new ArrayList<>();
    final Set<String> names = new HashSet<>();

    void claim(String name, Span span) throws Rejected {
      if (!names.add(name)) {
        throw new Rejected(
            span,
            "the column `" + name + "` is there twice",
            "give one of them another name: `NAME = …`");
      }
    }
  }

  void summarize(Statement.Summarize s, List<Step> steps) throws Rejected, Unavailable {
    Parts parts = new Parts();
    keys(s, parts);
    for (Statement.Aggregate aggregate : s.aggregates()) {
      aggregate(aggregate, parts, steps);
    }
    Summary shape = new Summary(parts.keys.layout(), parts.values, parts.aggregates);
    int number = shapes.number(s.span(), shape, place);
    steps.add(new Step.Summarize(number, parts.key, parts.measures));
  }

  private void keys(Statement.Summarize s, Parts parts) throws Rejected, Unavailable {
    List<Operand> operands = new ArrayList<>();
    int texts = 0;
    for (Statement.Column column : s.keys()) {
      Operand operand = key(column);
      texts += Formats.isString(operand.type()) || isText(operand) ? 1 : 0;
      operands.add(operand);
    }
    int textCap = Math.min(cap, MOST_TEXT / Math.max(1, texts));
    Captures captures = new Captures(parts.keys, expressions, textCap, problems);
    for (int i = 0; i < operands.size(); i++) {
      Statement.Column column = s.keys().get(i);
      String name = column.name().map(n -> n.text()).orElse(column.text());
      Span span = column.value().span();
      parts.claim(name, span);
      parts.keys.column(name, cell(operands.get(i), captures, parts, span));
    }
    if (operands.isEmpty()) {
      captures.reach(parts.key); // A map needs a key.
    }
    int bytes = parts.keys.size() - RowLayout.STATES;
    if (bytes > Summary.MOST_KEY_BYTES) {
      throw new Rejected(
          s.span(),
          "the keys have " + bytes + " bytes, more than " + Summary.MOST_KEY_BYTES,
          "group by fewer or smaller keys; `--cap` shortens strings");
    }
  }

  private Operand key(Statement.Column column) throws Rejected, Unavailable {
    Span span = column.value().span();
    Operand named = expressions.views().referred(expressions.operand(column.value()), span);
    Operand operand = expressions.views().unwrapped(named, span);
    if (operand instanceof Operand.Nothing n) {
      throw expressions.unavailable(n, span);
    }
    if (isText(operand) || expressions.views().of(operand).orElse(null) instanceof View.Named) {
      return operand;
    }
    rejectWide(operand, span);
    if (operand.type().strip() instanceof StructType struct) {
      throw new Rejected(
          span, "`" + struct.name() + "` is not one key but several", "name one of its members");
    }
    return operand;
  }

  /** Whether it is a string with a length. */
  private boolean isText(Operand operand) {
    return expressions.views().of(operand).orElse(null) instanceof View.Text;
  }

  private static Cell cell(Operand operand, Captures captures, Parts parts, Span span)
      throws Rejected {
    if (operand instanceof Operand.SiteText text) {
      Source site = new Source.Scalar(new Num.Context(Num.Fact.SITE));
      return new Cell(
          new RowLayout.OfSite(captures.capture(site, parts.key), text.fact()),
          new Format.CharArray(0));
    }
    return captures.cell(operand, parts.key, span);
  }

  private void aggregate(Statement.Aggregate a, Parts parts, List<Step> steps)
      throws Rejected, Unavailable {
    Summary.Function function =
        Summary.Function.valueOf(a.function().text().toUpperCase(Locale.ROOT));
    String name = a.name().map(n -> n.text()).orElse(a.text());
    if (function == Summary.Function.HIST) {
      for (String part : Stream.of("count", "p50", "p90", "p99", "max").toList()) {
        parts.claim(name + "." + part, a.span());
      }
    } else {
      parts.claim(name, a.span());
    }
    int value = a.argument().isEmpty() ? -1 : value(a.argument().get(), function, parts, steps);
    parts.aggregates.add(new Summary.Aggregate(name, function, value));
  }

  /** The index of a value; two aggregates of one expression share it. */
  private int value(Expr expr, Summary.Function function, Parts parts, List<Step> steps)
      throws Rejected, Unavailable {
    Operand operand = expressions.operand(expr);
    if (operand instanceof Operand.Nothing n) {
      throw expressions.unavailable(n, expr.span());
    }
    if (function == Summary.Function.DISTINCT) {
      Optional<Source> text = text(operand, expressions, expr.span());
      if (text.isPresent()) {
        int room = text.get().size() - new Format.Text(0).bytes();
        return add(
            parts,
            new Summary.Value(new Format.Text(room), 0, false),
            text.get(),
            () -> new Step.Textual(text.get()));
      }
    }
    Operand.Value number = expressions.load(operand, expr.span());
    IntKind kind = Loads.kind(number, expr.span());
    return add(
        parts,
        new Summary.Value(Formats.of(number.type()), kind.bits(), kind.signed()),
        number.num(),
        () -> new Step.Numeric(variable(number.num(), steps)));
  }

  private static void rejectWide(Operand operand, Span span) throws Rejected {
    if (WideTexts.pointed(operand.type()) > 0) {
      throw new Rejected(
          span,
          "`" + operand.type().name() + "` is text of wide characters, which is not grouped by",
          "a string object that has it can be a key; `cast(x, \"long\")` is the address");
    }
  }

  /**
   * A string that ends at a NUL, or with the array that it is in.
   *
   * @param at what reads it
   */
  private Optional<Source> text(Operand operand, Expressions at, Span span)
      throws Rejected, Unavailable {
    int most = Math.min(cap, MOST_TEXT);
    if (operand instanceof Operand.Earlier earlier) {
      return text(earlier.there(), earlier.at().expressions(), span).map(earlier.at()::bytes);
    }
    rejectWide(operand, span);
    if (Formats.isString(operand.type())) {
      return Optional.of(new Source.Text(at.load(operand, span).num(), most));
    }
    if (operand instanceof Operand.InMemory memory
        && Formats.of(operand.type()) instanceof Format.CharArray array
        && array.bytes() > 0) {
      return Optional.of(new Source.Text(memory.address(), Math.min(most, array.bytes() - 1)));
    }
    return Optional.empty();
  }

  private static int add(
      Parts parts,
      Summary.Value value,
      Object number,
      java.util.function.Supplier<Step.Measure> measure) {
    for (int i = 0; i < parts.values.size(); i++) {
      if (parts.values.get(i).equals(value) && parts.numbers.get(i).equals(number)) {
        return i;
      }
    }
    parts.values.add(value);
    parts.numbers.add(number);
    parts.measures.add(measure.get());
    return parts.values.size() - 1;
  }

  private int variable(Num number, List<Step> steps) {
    if (number instanceof Num.Variable known) {
      return known.index();
    }
    int variable = newVariable.getAsInt();
    steps.add(new Step.Define(variable, number));
    return variable;
  }
}
