package tracebook.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import tracebook.adapters.Adapters;
import tracebook.adapters.View;
import tracebook.dwarf.Variable;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.lang.Block;
import tracebook.lang.Expr;
import tracebook.lang.Statement;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.Lookup;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.StructType;
import tracebook.types.Type;

/** The block of a trace at one place, to steps and a row. */
final class BlockCompiler {
  /** A limit has half a word to count in. */
  private static final int MOST_OF_A_LIMIT = 1_000_000_000;

  /** What one place could not give: a mistake only if no other place of the pattern can. */
  record Shortfall(Span span, String message, String hint) {}

  private final Place place;
  private final Problems problems;
  private final Variables variables;
  private final Optional<Earlier> earlier;
  private final Expressions expressions;
  private final RowBuilder row = new RowBuilder();
  private final Captures captures;
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
    this.variables = new Variables(place, modules);
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
    this.captures = new Captures(row, expressions, cap, problems);
    this.prints = new Prints(row, expressions, captures, cap, problems);
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
        shortfalls.add(shortfall(unavailable));
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
      case Statement.Emit s -> emit(s, steps, emitted);
      case Statement.Print s -> prints.print(s, steps);
      case Statement.PrintValue s -> prints.print(s, steps);
      case Statement.Let s -> let(s, steps, own);
      case Statement.If s -> branch(s, steps, emitted);
      case Statement.Exit s -> steps.add(new Step.Exit());
      case Statement.Evaluate s -> {
        expressions.operand(s.value());
        problems.warning(
            s.span(), "this expression has no effect", "to see its value write `emit` before it");
      }
      case Statement.Summarize s -> summarizing.summarize(s, steps);
      case Statement.Every s ->
          steps.add(
              new Step.Every(tallies.applyAsInt(s.span()), s.count(), block(s.block(), emitted)));
      case Statement.Limit s -> limit(s, steps, emitted);
      case Statement.Backtrace s ->
          columns("stack", Specials.stack("bt", s.span()), steps, emitted, s.span(), false);
    }
  }

  static Rejected notYet(Span span, String what, String hint) {
    return new Rejected(span, "`" + what + "` is not supported yet", hint);
  }

  // ---- emit

  private void emit(Statement.Emit s, List<Step> steps, Set<String> emitted) {
    for (Statement.Column column : s.columns()) {
      try {
        emit(column, steps, emitted);
      } catch (Rejected rejected) {
        problems.addAll(List.of(rejected.problem()));
      }
    }
  }

  private void emit(Statement.Column column, List<Step> steps, Set<String> emitted)
      throws Rejected {
    Span span = column.value().span();
    if (column.value() instanceof Expr.Special special
        && (special.name().equals("args") || special.name().equals("locals"))) {
      emitAll(special, steps, emitted);
      return;
    }
    if (column.value() instanceof Expr.Call call && call.function().text().equals("each")) {
      throw notYet(span, call.function().text(), "name the values that you need");
    }
    if (column.value() instanceof Expr.Call call && call.function().text().equals("$globals")) {
      emitGlobals(call, steps, emitted);
      return;
    }
    String name = column.name().map(n -> n.text()).orElse(column.text());
    Operand operand;
    try {
      operand = expressions.operand(column.value());
    } catch (Unavailable unavailable) {
      if (isPath(column.value())) {
        missing(name, unavailable, steps, emitted, span);
      } else {
        missing(name, unavailable.reason(), steps, emitted, span);
        shortfalls.add(shortfall(unavailable));
      }
      return;
    }
    columns(name, operand, steps, emitted, span, true);
  }

  /**
   * Whether an expression only says where something is: {@code r->uri}, {@code *p}, {@code a[2]}.
   */
  static boolean isPath(Expr expr) {
    return switch (expr) {
      case Expr.Variable e -> true;
      case Expr.Special e -> true;
      case Expr.Member e -> isPath(e.target());
      case Expr.Index e -> isPath(e.target());
      case Expr.Slice e -> isPath(e.target());
      case Expr.Unary e -> e.operator() == Expr.UnaryOperator.DEREFERENCE && isPath(e.operand());
      case Expr.Cast e -> isPath(e.operand());
      case Expr.Call e ->
          (e.function().text().equals("entry") || e.function().text().equals("start"))
              && e.arguments().size() == 1
              && isPath(e.arguments().getFirst());
      default -> false;
    };
  }

  private static Shortfall shortfall(Unavailable unavailable) {
    return new Shortfall(unavailable.span(), unavailable.message(), unavailable.hint());
  }

  /**
   * {@code $args} or {@code $locals}: a column for each variable; what an inner one hides is {@code
   * x@LINE}.
   */
  private void emitAll(Expr.Special special, List<Step> steps, Set<String> emitted)
      throws Rejected {
    if (place.isReturn()) {
      throw Specials.gone(special);
    }
    if (place.marker().isPresent() && special.name().equals("args")) {
      int count = StaticArguments.of(place.marker().get(), place).size();
      for (int i = 0; i < count; i++) {
        Expr argument = new Expr.Special("arg" + i, special.span());
        emit(new Statement.Column(Optional.empty(), argument, "$arg" + i), steps, emitted);
      }
      return;
    }
    if (place.module().debug().isEmpty()) {
      throw new Rejected(
          special.span(),
          "`$"
              + special.name()
              + "` needs debug info, and `"
              + place.module().name()
              + "` has none",
          place.module().debugNote());
    }
    if (place.missing().isPresent()) {
      throw new Rejected(
          special.span(),
          "`$"
              + special.name()
              + "` needs debug info, and part of that of `"
              + place.module().name()
              + "` is missing",
          place.missing().get());
    }
    List<Variable> all =
        special.name().equals("args") ? variables.parameters() : variables.locals();
    for (Variable variable : all) {
      if (variable.name().isEmpty()) {
        continue;
      }
      String name =
          variables.isVisible(variable)
              ? variable.name()
              : variable.name() + "@" + variable.declared().line();
      Operand operand = variables.read(variable, special.span());
      String column = unused(name, emitted);
      Optional<String> why = lengthUnknown(operand.type());
      if (why.isPresent()) {
        missing(column, why.get(), steps, emitted, special.span());
      } else {
        columns(column, operand, steps, emitted, special.span(), false);
      }
    }
  }

  /** {@code $globals(GLOB)}: a column for each variable of the module that matches. */
  private void emitGlobals(Expr.Call call, List<Step> steps, Set<String> emitted) throws Rejected {
    Expr.StringLiteral pattern = (Expr.StringLiteral) call.arguments().getFirst();
    if (place.module().debug().isEmpty() || place.missing().isPresent()) {
      throw new Rejected(
          call.span(),
          "`$globals` needs the debug info of `" + place.module().name() + "`",
          place.missing().orElse(place.module().debugNote()));
    }
    Collection<String> all = place.module().debug().get().globalNames();
    List<String> names = Glob.whole(pattern.bytes()).matching(all);
    if (names.isEmpty()) {
      throw new Rejected(
          pattern.span(),
          "no global variable matches `" + pattern.bytes() + "`",
          Names.didYouMean(pattern.bytes(), all, "`%globals *` lists them"));
    }
    for (String name : names) {
      try {
        Optional<Variable> variable = variables.global(name, call.span());
        if (variable.isPresent()) {
          Operand operand = variables.read(variable.get(), call.span());
          Optional<String> why = lengthUnknown(operand.type());
          if (why.isPresent()) {
            missing(name, why.get(), steps, emitted, call.span());
          } else {
            columns(name, operand, steps, emitted, call.span(), false);
          }
        }
      } catch (Rejected one) {
        // The others need not be given up for it.
        missing(name, one.problem().message(), steps, emitted, call.span());
      }
    }
  }

  /** Macros can declare a name twice in one line. */
  private static String unused(String name, Set<String> emitted) {
    String free = name;
    for (int i = 2; name.contains("@") && emitted.contains(free); i++) {
      free = name + "#" + i;
    }
    return free;
  }

  /** Why a variable cannot be a column beside the others, which need not be given up for it. */
  private static Optional<String> lengthUnknown(Type type) {
    if (type.strip() instanceof StructType || Formats.isString(type)) {
      return Optional.empty();
    }
    return Formats.of(type) instanceof Format.Opaque opaque
        ? Optional.of(opaque.why())
        : Optional.empty();
  }

  private void missing(
      String name, Unavailable why, List<Step> steps, Set<String> emitted, Span span)
      throws Rejected {
    String reason = why.message();
    String cause = why.reason();
    missing(name, cause, steps, emitted, span);
    problems.warning(why.span(), reason, why.hint());
  }

  private void missing(String name, String cause, List<Step> steps, Set<String> emitted, Span span)
      throws Rejected {
    claim(name, emitted, span);
    row.column(name, missing(cause, steps));
  }

  private Cell missing(String cause, List<Step> steps) {
    int mark = row.mark();
    steps.add(new Step.Reach(mark));
    steps.add(new Step.MarkUnreadable());
    return new Cell(new RowLayout.Missing(mark, cause), RowBuilder.NO_FORMAT);
  }

  /** A hit gives a column one value: two statements that both run must not give it two. */
  private static void claim(String name, Set<String> emitted, Span span) throws Rejected {
    if (!emitted.add(name)) {
      throw new Rejected(
          span,
          "the column `" + name + "` is emitted twice in one hit",
          "give one of them another name: `emit NAME = …`");
    }
  }

  /**
   * One column for a scalar, a string or an array; one for each scalar of a structure.
   *
   * @param alone it was asked for by itself: then it is a mistake when it cannot be shown, and else
   *     it is missing beside the others
   */
  private void columns(
      String name,
      Operand emittedOperand,
      List<Step> steps,
      Set<String> emitted,
      Span span,
      boolean alone)
      throws Rejected {
    Operand operand;
    try {
      operand = expressions.views().referred(emittedOperand, span);
    } catch (Unavailable unavailable) {
      missing(name, unavailable, steps, emitted, span);
      return;
    }
    if (operand instanceof Operand.Nothing n) {
      missing(name, n.why(), steps, emitted, span);
      Unavailable unavailable = expressions.unavailable(n, span);
      problems.warning(unavailable.span(), unavailable.message(), unavailable.hint());
      return;
    }
    if (operand.type().strip() instanceof StructType struct) {
      Optional<View> view = expressions.views().of(operand);
      if (view.orElse(null) instanceof View.Wrapper(Member inner)) {
        try {
          columns(name, expressions.part(operand, inner, span), steps, emitted, span, alone);
        } catch (Unavailable unavailable) {
          missing(name, unavailable, steps, emitted, span);
        }
        return;
      }
      if (view.isPresent() && !(view.get() instanceof View.Tuple)) {
        claim(name, emitted, span);
        row.column(name, captures.cell(operand, steps, span));
        return;
      }
      try {
        structColumns(name, operand, struct, steps, emitted, span);
      } catch (Rejected rejected) {
        if (alone) {
          throw rejected;
        }
        missing(name, rejected.problem().message(), steps, emitted, span);
      }
      return;
    }
    if (operand instanceof Operand.Pointing) {
      missing(name, "the pointer was optimized out", steps, emitted, span);
      return;
    }
    claim(name, emitted, span);
    Cell cell;
    try {
      cell = captures.cell(operand, steps, span);
    } catch (Rejected rejected) {
      if (alone) {
        throw rejected;
      }
      cell = missing(rejected.problem().message(), steps);
    }
    row.column(name, cell);
  }

  private void structColumns(
      String name,
      Operand operand,
      StructType struct,
      List<Step> steps,
      Set<String> emitted,
      Span span)
      throws Rejected {
    if (struct.size().isEmpty()) {
      throw new Rejected(
          span,
          "`"
              + struct.name()
              + "` is only declared in the debug info of `"
              + place.module().name()
              + "`",
          "nothing tells its members");
    }
    if (!struct.shape().variants().isEmpty()) {
      missing(name, Formats.VARIANTS, steps, emitted, span);
      return;
    }
    for (Lookup.Hop hop : Lookup.virtualBases(struct)) {
      virtualBase(name, operand, hop, steps, emitted, span);
    }
    List<Member> members = Views.members(struct);
    if (members.isEmpty() && !struct.shape().unplaced().isEmpty()) {
      return;
    }
    if (members.isEmpty()) {
      throw new Rejected(
          span, "`" + struct.name() + "` has no members", "there is nothing to show");
    }
    if (operand instanceof Operand.InMemory memory) {
      int size = Math.toIntExact(Math.min(struct.size().getAsLong(), Integer.MAX_VALUE));
      if (size > RowBuilder.LIMIT) {
        throw new Rejected(
            span,
            "`" + struct.name() + "` has " + size + " bytes, more than a row can hold",
            "name the members you need");
      }
      int slot = captures.capture(new Source.Memory(memory.address(), size), steps);
      inSlot(name, operand, struct, new Inside(slot, 0, steps), emitted, span);
      return;
    }
    Optional<Source> whole = whole(operand, struct);
    if (whole.isPresent()) {
      int slot = captures.capture(whole.get(), steps);
      inSlot(name, operand, struct, new Inside(slot, 0, steps), emitted, span);
      return;
    }
    for (Member member : members) {
      Operand part;
      try {
        part = expressions.part(operand, member, span);
      } catch (Unavailable unavailable) {
        missing(name + "." + member.name(), unavailable, steps, emitted, span);
        continue;
      }
      columns(name + "." + member.name(), part, steps, emitted, span, false);
    }
  }

  /** The members of a virtual base class, called by it as what is hidden is. */
  private void virtualBase(
      String name,
      Operand operand,
      Lookup.Hop hop,
      List<Step> steps,
      Set<String> emitted,
      Span span)
      throws Rejected {
    String column = name + "." + Members.name(hop.base());
    try {
      Operand base = expressions.classes().base(operand, hop, span);
      columns(column, base, steps, emitted, span, false);
    } catch (Unavailable unavailable) {
      missing(column, unavailable.reason(), steps, emitted, span);
    }
  }

  /** All bytes of a structure that is not in memory, when there is a way to get them. */
  private Optional<Source> whole(Operand operand, StructType struct) {
    return switch (operand) {
      case Operand.Pieced o -> new Pieces(place).assembled(o);
      case Operand.Earlier o -> {
        int size = (int) Math.min(struct.size().orElse(0), RowBuilder.LIMIT);
        yield switch (o.there()) {
          case Operand.InMemory m -> Optional.of(o.at().bytes(m.address(), size));
          case Operand.Pieced p -> new Pieces(o.at().place()).assembled(p).map(o.at()::bytes);
          default -> Optional.empty();
        };
      }
      default -> Optional.empty();
    };
  }

  /** Where the bytes of a structure are; {@code steps} takes what more of it is captured. */
  private record Inside(int slot, int offset, List<Step> steps) {
    Inside at(int offset) {
      return new Inside(slot, offset, steps);
    }
  }

  /** The columns of a structure whose bytes are in a slot. */
  private void inSlot(
      String name,
      Operand operand,
      StructType struct,
      Inside inside,
      Set<String> emitted,
      Span span)
      throws Rejected {
    int slot = inside.slot();
    for (Member declared : Views.members(struct)) {
      Member member = Views.unwrapped(declared);
      String path = name + "." + member.name();
      int at = inside.offset() + (int) member.offset();
      Optional<View> view = Adapters.view(member.type()).filter(v -> !(v instanceof View.Tuple));
      if (view.isPresent() && Formats.isFollowed(member.type())) {
        try {
          Operand part = expressions.part(operand, member, span);
          columns(path, part, inside.steps(), emitted, span, false);
        } catch (Unavailable unavailable) {
          missing(path, unavailable, inside.steps(), emitted, span);
        }
      } else if (member.type().strip() instanceof StructType inner
          && view.isEmpty()
          && inner.size().isPresent()
          && inner.shape().variants().isEmpty()) {
        Operand part;
        try {
          part = expressions.part(operand, member, span);
        } catch (Unavailable unavailable) {
          part = new Operand.Nothing(unavailable.reason(), path, "", inner, span);
        }
        for (Lookup.Hop hop : Lookup.virtualBases(inner)) {
          virtualBase(path, part, hop, inside.steps(), emitted, span);
        }
        inSlot(path, part, inner, inside.at(at), emitted, span);
      } else {
        claim(path, emitted, span);
        row.column(path, new Cell(new RowLayout.InSlot(slot, at), Formats.of(member)));
      }
    }
  }

  // ---- let and if

  private void let(Statement.Let s, List<Step> steps, List<String> own)
      throws Rejected, Unavailable {
    String name = s.name().text();
    if (expressions.isLet(name)) {
      throw new Rejected(
          s.name().span(),
          "`" + name + "` is already a variable of the script",
          "script variables are set once: choose another name");
    }
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
      expressions.let(name, new Operand.Value(new Num.Constant(0), Expressions.SCRIPT_INTEGER));
      throw rejected;
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

  private void branch(Statement.If s, List<Step> steps, Set<String> emitted) throws Rejected {
    Num condition = null;
    try {
      condition = expressions.condition(s.condition());
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
    } catch (Unavailable unavailable) {
      shortfalls.add(shortfall(unavailable));
    }
    Set<String> inThen = new HashSet<>(emitted);
    Set<String> inElse = new HashSet<>(emitted);
    List<Step> then = block(s.then(), inThen);
    List<Step> otherwise =
        s.otherwise().isPresent() ? block(s.otherwise().get(), inElse) : List.of();
    emitted.addAll(inThen);
    emitted.addAll(inElse);
    List<Step> undecided =
        s.otherwise().filter(BlockCompiler::isElseIf).isPresent() ? untried(otherwise) : List.of();
    if (condition == null) {
      steps.add(new Step.MarkUnreadable());
      steps.addAll(undecided);
    } else {
      steps.add(new Step.Branch(condition, then, otherwise, undecided));
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
              ? new Step.Branch(b.condition(), b.then(), b.undecided(), b.undecided())
              : step);
    }
    return left;
  }
}
