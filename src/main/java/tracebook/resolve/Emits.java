package tracebook.resolve;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tracebook.dwarf.Variable;
import tracebook.ir.Step;
import tracebook.lang.Expr;
import tracebook.lang.Statement;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;

/** {@code emit}: which columns a hit gets. */
final class Emits {
  private final Place place;
  private final Variables variables;
  private final Expressions expressions;
  private final Columns columns;
  private final Each each;
  private final Set<Shortfall> shortfalls;
  private final Problems problems;

  /**
   * @param shortfalls takes what the place cannot give
   */
  Emits(
      Place place,
      Variables variables,
      Expressions expressions,
      Columns columns,
      Each each,
      Set<Shortfall> shortfalls,
      Problems problems) {
    this.place = place;
    this.variables = variables;
    this.expressions = expressions;
    this.columns = columns;
    this.each = each;
    this.shortfalls = shortfalls;
    this.problems = problems;
  }

  void emit(Statement.Emit s, List<Step> steps, Set<String> emitted) {
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
    if (Each.is(column)) {
      each.emit(column, steps, emitted);
      return;
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
      if (Syntax.isPath(column.value())) {
        columns.missing(name, unavailable, steps, emitted, span);
      } else {
        columns.missing(name, unavailable.reason(), steps, emitted, span);
        shortfalls.add(Shortfall.of(unavailable));
      }
      return;
    }
    columns.add(name, operand, steps, emitted, span, true);
  }

  /**
   * {@code $args} or {@code $locals}: a column for each variable; what an inner one hides is {@code
   * x@LINE}.
   */
  private void emitAll(Expr.Special special, List<Step> steps, Set<String> emitted)
      throws Rejected {
    if (place.isReturn()) {
      throw Specials.gone(special, variables);
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
        special.name().equals("args") ? variables.names().parameters() : variables.names().locals();
    for (Variable variable : all) {
      if (variable.name().isEmpty()) {
        continue;
      }
      Operand operand = variables.read(variable, special.span());
      String column = unused(variables.names().nameOf(variable), emitted);
      columns.addVariable(column, operand, steps, emitted, special.span());
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
    for (String name : names.stream().flatMap(this::whole).distinct().toList()) {
      try {
        Optional<Variable> variable = variables.global(name, call.span());
        if (variable.isPresent()) {
          Operand operand = variables.read(variable.get(), call.span());
          columns.addVariable(name, operand, steps, emitted, call.span());
        }
      } catch (Rejected one) {
        // The others need not be given up for it.
        columns.missing(name, one.problem().message(), steps, emitted, call.span());
      }
    }
  }

  /** Of a template of variables the names of all that it was made for. */
  private Stream<String> whole(String name) {
    return name.contains("::")
        ? Stream.of(name)
        : place.module().debug().orElseThrow().globals(name).stream()
            .filter(v -> v.qualifiedName().equals(name))
            .map(VariableNames::of);
  }

  /** Macros can declare a name twice in one line. */
  private static String unused(String name, Set<String> emitted) {
    String free = name;
    for (int i = 2; name.contains("@") && emitted.contains(free); i++) {
      free = name + "#" + i;
    }
    return free;
  }
}
