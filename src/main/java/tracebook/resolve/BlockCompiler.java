package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tracebook.dwarf.Variable;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Piece;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.lang.Block;
import tracebook.lang.Expr;
import tracebook.lang.Statement;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** The block of a trace at one place, to steps and a row. */
final class BlockCompiler {
  /** What one place could not give: a mistake only if no other place of the pattern can. */
  record Shortfall(Span span, String message, String hint) {}

  private final Place place;
  private final int cap;
  private final Problems problems;
  private final Variables variables;
  private final Expressions expressions;
  private final RowBuilder row = new RowBuilder();
  private final List<Shortfall> shortfalls = new ArrayList<>();
  private final Map<String, Span> declared = new HashMap<>();
  private int scriptVariables;

  BlockCompiler(
      Place place, Modules modules, Optional<Integer> inputPid, int cap, Problems problems) {
    this.place = place;
    this.cap = cap;
    this.problems = problems;
    this.variables = new Variables(place, modules);
    this.expressions = new Expressions(place, variables, new Specials(place, variables, inputPid));
  }

  List<Step> compile(Block block) {
    List<Step> steps = block(block, new HashSet<>());
    if (row.slots() > RowBuilder.MOST_SLOTS || row.size() > RowBuilder.LIMIT) {
      problems.error(
          block.span(),
          "a row of this block has " + row.size() + " bytes, more than " + RowBuilder.LIMIT,
          "emit less: name the members you need, or shorten strings with `--cap`");
    }
    return steps;
  }

  RowLayout layout() {
    return row.layout();
  }

  int scriptVariables() {
    return scriptVariables;
  }

  List<Shortfall> shortfalls() {
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
        shortfalls.add(
            new Shortfall(unavailable.span(), unavailable.message(), unavailable.hint()));
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
      case Statement.Print s -> print(s, steps);
      case Statement.PrintValue s -> printValue(s, steps);
      case Statement.Let s -> let(s, steps, own);
      case Statement.If s -> branch(s, steps, emitted);
      case Statement.Exit s -> steps.add(new Step.Exit());
      case Statement.Evaluate s -> {
        expressions.operand(s.value());
        problems.warning(
            s.span(), "this expression has no effect", "to see its value write `emit` before it");
      }
      case Statement.Summarize s ->
          throw notYet(
              s.span(), "summarize", "`emit` the values and summarize the table in a Java cell");
      case Statement.Every s ->
          throw notYet(s.span(), "every", "compare with `$hit`: `if $hit % 100 == 1 { … }`");
      case Statement.Limit s -> throw notYet(s.span(), "limit", "bound the rows by `--max`");
      case Statement.Backtrace s ->
          throw notYet(s.span(), "bt", "`emit $pc, $sp` tells where the thread is");
    }
  }

  private static Rejected notYet(Span span, String what, String hint) {
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
    if (column.value() instanceof Expr.Call call
        && (call.function().text().equals("each") || call.function().text().equals("$globals"))) {
      throw notYet(span, call.function().text(), "name the values that you need");
    }
    String name = column.name().map(n -> n.text()).orElse(column.text());
    Operand operand;
    try {
      operand = expressions.operand(column.value());
    } catch (Unavailable unavailable) {
      missing(name, unavailable, steps, emitted, span);
      return;
    }
    columns(name, operand, steps, emitted, span);
  }

  /**
   * {@code $args} or {@code $locals}: a column for each variable; what an inner one hides is {@code
   * x@LINE}.
   */
  private void emitAll(Expr.Special special, List<Step> steps, Set<String> emitted)
      throws Rejected {
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
    List<Variable> all =
        special.name().equals("args") ? variables.parameters() : variables.locals();
    Set<String> seen = new HashSet<>();
    for (Variable variable : all) {
      if (variable.name().isEmpty()) {
        continue;
      }
      String name =
          seen.add(variable.name())
              ? variable.name()
              : variable.name() + "@" + variable.declared().line();
      Operand operand = variables.read(variable, special.span());
      Optional<String> why = lengthUnknown(operand.type());
      if (why.isPresent()) {
        missing(name, why.get(), steps, emitted, special.span());
      } else {
        columns(name, operand, steps, emitted, special.span());
      }
    }
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
    int mark = row.mark();
    steps.add(new Step.Reach(mark));
    steps.add(new Step.MarkUnreadable());
    row.column(name, new Cell(new RowLayout.Missing(mark, cause), RowBuilder.NO_FORMAT));
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

  /** One column for a scalar, a string or an array; one for each scalar of a structure. */
  private void columns(
      String name, Operand operand, List<Step> steps, Set<String> emitted, Span span)
      throws Rejected {
    if (operand instanceof Operand.Nothing n) {
      missing(name, n.why(), steps, emitted, span);
      Unavailable unavailable = Expressions.unavailable(n, span);
      problems.warning(unavailable.span(), unavailable.message(), unavailable.hint());
      return;
    }
    if (operand.type().strip() instanceof StructType struct) {
      structColumns(name, operand, struct, steps, emitted, span);
      return;
    }
    if (operand instanceof Operand.Pointing) {
      missing(name, "the pointer was optimized out", steps, emitted, span);
      return;
    }
    claim(name, emitted, span);
    row.column(name, cell(operand, steps, span));
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
    List<Member> members = Members.all(struct);
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
      int slot = capture(new Source.Memory(memory.address(), size), steps);
      inSlot(name, struct, slot, 0, emitted, span);
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
      columns(name + "." + member.name(), part, steps, emitted, span);
    }
  }

  /** The columns of a structure whose bytes are in a slot. */
  private void inSlot(
      String name, StructType struct, int slot, int offset, Set<String> emitted, Span span)
      throws Rejected {
    for (Member member : Members.all(struct)) {
      String path = name + "." + member.name();
      int at = offset + (int) member.offset();
      if (member.type().strip() instanceof StructType inner && inner.size().isPresent()) {
        inSlot(path, inner, slot, at, emitted, span);
      } else {
        claim(path, emitted, span);
        row.column(path, new Cell(new RowLayout.InSlot(slot, at), Formats.of(member)));
      }
    }
  }

  private int capture(Source source, List<Step> steps) {
    int slot = row.slot(source);
    steps.add(new Step.Capture(slot, source));
    return slot;
  }

  /** A cell for something that is one column. */
  private Cell cell(Operand operand, List<Step> steps, Span span) throws Rejected {
    Type type = operand.type();
    switch (operand) {
      case Operand.Literal o -> {
        return fixed(o.bytes(), new Format.CharArray(o.bytes().length()), steps);
      }
      case Operand.Comm o -> {
        return new Cell(
            new RowLayout.InSlot(capture(new Source.Comm(), steps), 0), new Format.CharArray(16));
      }
      case Operand.SiteText o -> {
        return new Cell(new RowLayout.OfSite(reach(steps), o.fact()), new Format.CharArray(0));
      }
      case Operand.Known o when !Formats.isString(type) -> {
        return fixed(o.bytes(), Formats.of(type), steps);
      }
      default -> {}
    }
    if (Formats.isString(type)) {
      try {
        Num address = expressions.load(operand, span).num();
        int slot = capture(new Source.Text(address, cap), steps);
        return new Cell(new RowLayout.InSlot(slot, 0), new Format.Text(cap));
      } catch (Unavailable unavailable) {
        return unavailableCell(unavailable, steps);
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
      return unavailableCell(unavailable, steps);
    }
  }

  private Cell unavailableCell(Unavailable unavailable, List<Step> steps) {
    String message = unavailable.message();
    problems.warning(unavailable.span(), message, unavailable.hint());
    int mark = reach(steps);
    steps.add(new Step.MarkUnreadable());
    String cause = unavailable.reason();
    return new Cell(new RowLayout.Missing(mark, cause), RowBuilder.NO_FORMAT);
  }

  private static String hintFor(Type type) {
    return type.strip() instanceof ArrayType ? "take a slice: `a[0..4]`" : "name one of its parts";
  }

  private Cell fixed(tracebook.bytes.ByteString bytes, Format format, List<Step> steps) {
    return new Cell(new RowLayout.Fixed(reach(steps), bytes), format);
  }

  private int reach(List<Step> steps) {
    int mark = row.mark();
    steps.add(new Step.Reach(mark));
    return mark;
  }

  // ---- print

  private void printValue(Statement.PrintValue s, List<Step> steps) throws Rejected, Unavailable {
    List<Piece> pieces = new ArrayList<>();
    Operand operand = expressions.operand(s.value());
    if (operand instanceof Operand.Literal literal) {
      pieces.add(new RowLayout.Literal(utf8(literal.bytes())));
    } else {
      pieces.add(new RowLayout.Literal(s.text() + " = "));
      pieces.add(
          new RowLayout.Argument(
              argument(operand, steps, s.value().span()), RowLayout.Style.DEFAULT));
    }
    line(pieces, steps);
  }

  private void line(List<Piece> pieces, List<Step> steps) {
    row.message(new RowLayout.MessageLine(reach(steps), pieces));
  }

  private void print(Statement.Print s, List<Step> steps) throws Rejected, Unavailable {
    int wanted = s.format().arguments();
    if (wanted != s.arguments().size()) {
      throw new Rejected(
          s.span(),
          "the format takes " + wanted + " values, but " + s.arguments().size() + " are given",
          "each `{}` takes one value");
    }
    List<Piece> pieces = new ArrayList<>();
    int next = 0;
    for (tracebook.lang.Format.Part part : s.format().parts()) {
      switch (part) {
        case tracebook.lang.Format.Text text -> pieces.add(new RowLayout.Literal(text.text()));
        case tracebook.lang.Format.Placeholder placeholder -> {
          Expr argument = s.arguments().get(next++);
          pieces.add(placeholder(placeholder, argument, steps));
        }
      }
    }
    line(pieces, steps);
  }

  private Piece placeholder(tracebook.lang.Format.Placeholder p, Expr expr, List<Step> steps)
      throws Rejected, Unavailable {
    Operand operand = expressions.operand(expr);
    RowLayout.Style style =
        switch (p.style()) {
          case DEFAULT -> RowLayout.Style.DEFAULT;
          case HEX -> RowLayout.Style.HEX;
          case UPPER_HEX -> RowLayout.Style.UPPER_HEX;
          case POINTER -> RowLayout.Style.POINTER;
          case STRING -> RowLayout.Style.STRING;
        };
    Cell cell =
        switch (p.length()) {
          case tracebook.lang.Format.Unlimited u -> {
            if (p.style() == tracebook.lang.Format.Style.POINTER
                || p.style() == tracebook.lang.Format.Style.HEX
                || p.style() == tracebook.lang.Format.Style.UPPER_HEX) {
              yield numberOrBytes(operand, steps, expr.span());
            }
            if (p.style() == tracebook.lang.Format.Style.STRING
                && operand.type().strip() instanceof PointerType
                && !Formats.isString(operand.type())) {
              Num address = expressions.load(operand, expr.span()).num();
              yield new Cell(
                  new RowLayout.InSlot(capture(new Source.Text(address, cap), steps), 0),
                  new Format.Text(cap));
            }
            yield argument(operand, steps, expr.span());
          }
          case tracebook.lang.Format.Fixed fixed ->
              dump(operand, fixed.bytes(), style, steps, expr.span());
          case tracebook.lang.Format.FromArgument a ->
              throw notYet(expr.span(), "{:x.*}", "give the length as a number: `{:x.16}`");
          case tracebook.lang.Format.FromVariable v ->
              throw notYet(
                  expr.span(), "{:x." + v.name() + "$}", "give the length as a number: `{:x.16}`");
        };
    return new RowLayout.Argument(cell, style);
  }

  /** A pointer in hex is its address, not the string it may point to. */
  private Cell numberOrBytes(Operand operand, List<Step> steps, Span span)
      throws Rejected, Unavailable {
    if (IntKind.of(operand.type()).isPresent()) {
      Num num = expressions.load(operand, span).num();
      Format format =
          operand.type().strip() instanceof PointerType
              ? new Format.Pointer(8)
              : Formats.of(operand.type());
      return new Cell(new RowLayout.InSlot(capture(new Source.Scalar(num), steps), 0), format);
    }
    return argument(operand, steps, span);
  }

  /** {@code {:x.16}}: bytes from where a pointer points, or of an array. */
  private Cell dump(Operand operand, int bytes, RowLayout.Style style, List<Step> steps, Span span)
      throws Rejected, Unavailable {
    if (bytes < 1 || bytes > RowBuilder.LIMIT) {
      throw new Rejected(
          span, "a dump has 1 to " + RowBuilder.LIMIT + " bytes", "`{:x.16}` shows 16");
    }
    Num address;
    if (operand.type().strip() instanceof PointerType) {
      address = expressions.load(operand, span).num();
    } else if (operand instanceof Operand.InMemory m) {
      OptionalLong size = m.type().size();
      if (size.isPresent() && size.getAsLong() < bytes) {
        throw new Rejected(
            span,
            "`" + m.type().name() + "` has only " + size.getAsLong() + " bytes",
            "ask for as many at most");
      }
      address = m.address();
    } else {
      throw new Rejected(
          span,
          "`" + operand.type().name() + "` is not in memory",
          "a length needs a pointer or an array");
    }
    int slot = capture(new Source.Memory(address, bytes), steps);
    Format format =
        style == RowLayout.Style.STRING
            ? new Format.CharArray(bytes)
            : new Format.Array(new Format.Int(1, false), 1, bytes);
    return new Cell(new RowLayout.InSlot(slot, 0), format);
  }

  private Cell argument(Operand operand, List<Step> steps, Span span) throws Rejected, Unavailable {
    if (operand instanceof Operand.Nothing n) {
      return unavailableCell(Expressions.unavailable(n, span), steps);
    }
    return cell(operand, steps, span);
  }

  private static String utf8(tracebook.bytes.ByteString bytes) {
    return new String(bytes.toArray(), java.nio.charset.StandardCharsets.UTF_8);
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
    declared.put(name, s.name().span());
    own.add(name);
    Operand operand;
    try {
      operand = expressions.operand(s.value());
      if (operand instanceof Operand.Nothing n) {
        throw Expressions.unavailable(n, s.value().span());
      }
    } catch (Unavailable unavailable) {
      // Uses of the variable are unavailable for the same reason, and need no message of their own.
      expressions.let(
          name,
          new Operand.Nothing(
              unavailable.message(), name, unavailable.hint(), new VoidType(), unavailable.span()));
      throw unavailable;
    } catch (Rejected rejected) {
      expressions.let(name, new Operand.Value(new Num.Constant(0), Expressions.SCRIPT_INTEGER));
      throw rejected;
    }
    Optional<IntKind> kind = IntKind.of(operand.type());
    if (kind.isEmpty()) {
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
    expressions.let(name, new Operand.Value(new Num.Variable(variable), widened(operand.type())));
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

  private void branch(Statement.If s, List<Step> steps, Set<String> emitted) throws Rejected {
    Num condition = null;
    try {
      condition = expressions.condition(s.condition());
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
    } catch (Unavailable unavailable) {
      shortfalls.add(new Shortfall(unavailable.span(), unavailable.message(), unavailable.hint()));
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
