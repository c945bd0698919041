package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.Step;
import tracebook.lang.Block;
import tracebook.lang.Expr;
import tracebook.lang.Statement;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.Type;

/** The block of a trace at one place, to steps and a row. */
final class BlockCompiler {
  /** A limit has half a word to count in. */
  private static final int MOST_OF_A_LIMIT = 1_000_000_000;

  /** Among the columns of a hit: that it has a stack. No column is called so. */
  private static final String BACKTRACE = " bt";

  private final Place place;
  private final Problems problems;
  private final Optional<Earlier> earlier;
  private final Expressions expressions;
  private final RowBuilder row = new RowBuilder();
  private final Columns columns;
  private final Emits emits;
  private final Prints prints;
  private final Set<Shortfall> shortfalls = new LinkedHashSet<>();
  private final Summarizing summarizing;
  private final ToIntFunction<Span> tallies;
  private int scriptVariables;

  /**
   * @param tallies numbers for the statements that count their passes
   * @param shapes what the summaries of the script keep
   */
  BlockCompiler(
      Place place,
      Modules modules,
      Optional<Integer> inputPid,
      int cap,
      Problems problems,
      ToIntFunction<Span> tallies,
      SummaryShapes shapes) {
    this(place, modules, inputPid, cap, problems, tallies, shapes, Optional.empty());
  }

  /**
   * @param start where the span began that ends at the place
   */
  BlockCompiler(
      Place place,
      Modules modules,
      Optional<Integer> inputPid,
      int cap,
      Problems problems,
      ToIntFunction<Span> tallies,
      SummaryShapes shapes,
      Optional<Place> start) {
    this.place = place;
    this.problems = problems;
    Variables variables = new Variables(place, modules, start.isPresent());
    this.earlier =
        start
            .or(() -> place.returning().map(Place.Returning::values))
            .map(
                p ->
                    new Earlier(
                        before(p, modules, inputPid, cap, problems),
                        start.isEmpty(),
                        cap,
                        problems));
    Specials.Since since =
        earlier.isEmpty()
            ? Specials.Since.NOTHING
            : start.isEmpty() ? Specials.Since.CALL : Specials.Since.SPAN;
    this.expressions =
        new Expressions(
            place,
            variables,
            new Specials(place, variables, inputPid, false, since),
            earlier,
            cap,
            problems);
    Captures captures = new Captures(row, expressions, cap, problems);
    this.columns = new Columns(place, expressions, row, captures, problems);
    Each each = new Each(expressions, row, columns, shortfalls, cap, problems);
    this.emits = new Emits(place, variables, expressions, columns, each, shortfalls, problems);
    this.prints = new Prints(row, expressions, captures, shortfalls, cap, problems);
    this.tallies = tallies;
    this.summarizing =
        new Summarizing(place, expressions, shapes, () -> scriptVariables++, cap, problems);
  }

  private static Expressions before(
      Place place, Modules modules, Optional<Integer> inputPid, int cap, Problems problems) {
    Variables variables = new Variables(place, modules);
    return new Expressions(
        place,
        variables,
        new Specials(place, variables, inputPid, true, Specials.Since.NOTHING),
        Optional.empty(),
        cap,
        problems);
  }

  /** Expressions as they are behind some {@code let}s; for completion. */
  Expressions behind(List<Statement.Let> lets) {
    for (Statement.Let let : lets) {
      try {
        let(let, new ArrayList<>(), new ArrayList<>());
      } catch (Rejected | Unavailable wrong) {
        // What is named by it has no continuation.
      }
    }
    return expressions;
  }

  /** What the start of a span has to keep. After {@link #compile}. */
  Earlier kept() {
    return earlier.orElseThrow();
  }

  /** An expression at the place as a number; for a span's key. */
  Num number(Expr expr) throws Rejected, Unavailable {
    return expressions.value(expr).num();
  }

  /** What a return has to do with the entry. After {@link #compile}. */
  Pairing pairing() {
    if (earlier.isEmpty()) {
      return new Pairing.Alone();
    }
    Place values = earlier.get().place();
    return new Pairing.Returned(
        FrameAddress.at(values),
        place.returning().flatMap(Place.Returning::goroutine),
        earlier.get().steps(),
        earlier.get().layout());
  }

  List<Step> compile(Block block) {
    List<Step> steps = block(block, new HashSet<>());
    if (row.slots() > RowBuilder.MOST_SLOTS) {
      problems.error(
          block.span(),
          "this block shows " + row.slots() + " values, more than " + RowBuilder.MOST_SLOTS,
          "emit less: an array or a structure is one value");
    } else if (row.size() > RowBuilder.LIMIT) {
      problems.error(
          block.span(),
          "a row of this block has " + row.size() + " bytes, more than " + RowBuilder.LIMIT,
          "emit less: name the members you need, or shorten strings with `--cap`");
    }
    if (earlier.filter(Earlier::tooLarge).isPresent()) {
      problems.error(
          block.span(),
          "what this block keeps until its hit has more than " + Earlier.limit() + " bytes",
          "keep less: name the members you need, or shorten strings with `--cap`");
    }
    return steps;
  }

  RowLayout layout() {
    return row.layout();
  }

  int scriptVariables() {
    return scriptVariables;
  }

  Set<Shortfall> shortfalls() {
    return shortfalls;
  }

  private List<Step> block(Block block, Set<String> emitted) {
    List<Step> steps = new ArrayList<>();
    List<String> own = new ArrayList<>();
    boolean ended = false;
    for (Statement statement : block.statements()) {
      if (ended) {
        problems.warning(
            statement.span(), "this statement is never reached", "`exit` ends the trace");
        break;
      }
      try {
        statement(statement, steps, emitted, own);
      } catch (Rejected rejected) {
        problems.addAll(List.of(rejected.problem()));
      } catch (Unavailable unavailable) {
        shortfalls.add(Shortfall.of(unavailable));
        steps.add(new Step.MarkUnreadable());
      }
      ended = statement instanceof Statement.Exit;
    }
    own.forEach(expressions::forget);
    return steps;
  }

  private void statement(
      Statement statement, List<Step> steps, Set<String> emitted, List<String> own)
      throws Rejected, Unavailable {
    switch (statement) {
      case Statement.Emit s -> emits.emit(s, steps, emitted);
      case Statement.Print s -> prints.print(s, steps);
      case Statement.PrintValue s -> prints.print(s, steps);
      case Statement.Let s -> let(s, steps, own);
      case Statement.If s -> branch(s, 0, steps, emitted);
      case Statement.Exit s -> steps.add(new Step.Exit());
      case Statement.Evaluate s -> {
        expressions.operand(s.value());
        problems.warning(
            s.span(), "this expression has no effect", "to see its value write `emit` before it");
      }
      case Statement.Summarize s -> summarizing.summarize(s, steps);
      case Statement.Wrong s -> wrong(s, emitted, own);
      case Statement.Every s ->
          steps.add(
              new Step.Every(tallies.applyAsInt(s.span()), s.count(), block(s.block(), emitted)));
      case Statement.Limit s -> limit(s, steps, emitted);
      case Statement.Backtrace s -> backtrace(s, steps, emitted);
    }
  }

  private void backtrace(Statement.Backtrace s, List<Step> steps, Set<String> emitted)
      throws Rejected {
    if (!emitted.add(BACKTRACE)) {
      problems.warning(s.span(), "a hit has one stack: a second `bt` adds nothing", "leave it out");
      return;
    }
    columns.add("stack", Specials.stack("bt", s.span()), steps, emitted, s.span(), false);
  }

  private void let(Statement.Let s, List<Step> steps, List<String> own)
      throws Rejected, Unavailable {
    String name = s.name().text();
    own.add(name);
    try {
      Operand operand = expressions.operand(s.value());
      if (operand instanceof Operand.Nothing n) {
        throw expressions.unavailable(n, s.value().span());
      }
      if (operand instanceof Operand.Literal
          || operand instanceof Operand.Pointing
          || IntKind.of(operand.type()).isEmpty()) {
        expressions.let(name, operand);
        return;
      }
      Operand.Value value = expressions.load(operand, s.value().span());
      if (value.num() instanceof Num.Constant) {
        expressions.let(name, new Operand.Value(value.num(), widened(value.type())));
        return;
      }
      int variable = scriptVariables++;
      steps.add(new Step.Define(variable, value.num()));
      expressions.let(name, new Operand.Value(new Num.Variable(variable), widened(value.type())));
    } catch (Unavailable unavailable) {
      expressions.letUnavailable(name, unavailable);
      throw unavailable;
    } catch (Rejected rejected) {
      expressions.letRejected(name, rejected);
      throw rejected;
    }
  }

  /** The parser has said what is wrong: nothing that follows from it is said, but the rest is. */
  private void wrong(Statement.Wrong s, Set<String> emitted, List<String> own) {
    s.blocks().forEach(b -> block(b, new HashSet<>(emitted)));
    if (s.lost().isPresent()) {
      own.add(s.lost().get());
      expressions.letRejected(s.lost().get(), new Rejected(s.problem()));
    }
  }

  /**
   * Integers of the script are signed and 64 bits wide. What would not fit one keeps its type, and
   * so do bools, characters, enumerations and pointers, which are shown by it.
   */
  private static Type widened(Type type) {
    boolean number =
        type.strip() instanceof tracebook.types.IntegerType i && (i.bytes() < 8 || i.signed());
    return number || Formats.isSmallNumber(type) ? Expressions.SCRIPT_INTEGER : type;
  }

  private void limit(Statement.Limit s, List<Step> steps, Set<String> emitted) throws Rejected {
    if (s.count() > MOST_OF_A_LIMIT) {
      throw new Rejected(
          s.span(),
          "`limit` counts to at most " + MOST_OF_A_LIMIT,
          "no probe is hit that often: leave it out");
    }
    steps.add(
        new Step.Limit(
            tallies.applyAsInt(s.span()),
            s.count(),
            s.perNanoseconds(),
            block(s.block(), emitted)));
  }

  /**
   * @param before of a chain of {@code else if}, the bits of the conditions before this one: when
   *     one of them cannot be read the last {@code else} is not taken
   */
  private void branch(Statement.If s, long before, List<Step> steps, Set<String> emitted)
      throws Rejected {
    Num condition = null;
    try {
      condition = expressions.condition(s.condition());
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
    } catch (Unavailable unavailable) {
      shortfalls.add(Shortfall.of(unavailable));
    }
    int number = row.condition(s.text());
    long own = RowLayout.Undecided.bit(number);
    Set<String> inThen = new HashSet<>(emitted);
    Set<String> inElse = new HashSet<>(emitted);
    List<Step> then = block(s.then(), own, inThen);
    boolean chain = s.otherwise().filter(BlockCompiler::isElseIf).isPresent();
    List<Step> otherwise = new ArrayList<>();
    if (chain) {
      Statement.If next = (Statement.If) s.otherwise().orElseThrow().statements().getFirst();
      branch(next, before | own, otherwise, inElse);
    } else if (s.otherwise().isPresent()) {
      otherwise = block(s.otherwise().get(), before | own, inElse);
    }
    emitted.addAll(inThen);
    emitted.addAll(inElse);
    List<Step> undecided = chain ? untried(otherwise) : List.of();
    if (condition == null) {
      steps.add(new Step.MarkUnreadable(number));
      steps.addAll(undecided);
    } else {
      steps.add(new Step.Branch(condition, then, otherwise, undecided, number));
    }
  }

  /** A block that is done only where these conditions can be read. */
  private List<Step> block(Block block, long conditions, Set<String> emitted) {
    long outer = row.within(conditions);
    try {
      return block(block, emitted);
    } finally {
      row.leave(outer);
    }
  }

  /** An {@code else if} is a block of one {@code if}, and begins with it: it has no brace. */
  private static boolean isElseIf(Block block) {
    return block.statements().size() == 1
        && block.statements().getFirst() instanceof Statement.If inner
        && inner.span().start() == block.span().start();
  }

  /** The steps of an {@code else if} where an earlier condition had no value: no last else. */
  private static List<Step> untried(List<Step> elseIf) {
    List<Step> left = new ArrayList<>();
    for (Step step : elseIf) {
      left.add(
          step instanceof Step.Branch b
              ? new Step.Branch(b.condition(), b.then(), b.undecided(), b.undecided(), b.number())
              : step);
    }
    return left;
  }
}
