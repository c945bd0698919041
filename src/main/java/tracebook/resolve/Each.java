package tracebook.resolve;

import java.util.List;
import java.util.Set;
import tracebook.adapters.Adapters;
import tracebook.adapters.View;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.Step;
import tracebook.lang.Expr;
import tracebook.lang.Statement;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code emit each(v)}: a column for {@code v}, and rows of a table of their own for its elements.
 */
final class Each {
  /** So many bytes of elements are captured, or as many as {@code --cap} says if that is more. */
  static final int CAP = 4096;

  private final Expressions expressions;
  private final RowBuilder row;
  private final Columns columns;
  private final Captures captures;
  private final Set<Shortfall> shortfalls;

  /**
   * @param shortfalls takes what the place cannot give
   */
  Each(
      Expressions expressions,
      RowBuilder row,
      Columns columns,
      Set<Shortfall> shortfalls,
      int cap,
      Problems problems) {
    this.expressions = expressions;
    this.row = row;
    this.columns = columns;
    this.captures = new Captures(row, expressions, Math.max(cap, CAP), true, problems);
    this.shortfalls = shortfalls;
  }

  static boolean is(Statement.Column column) {
    return column.value() instanceof Expr.Call call && call.function().text().equals("each");
  }

  void emit(Statement.Column column, List<Step> steps, Set<String> emitted) throws Rejected {
    Expr.Call call = (Expr.Call) column.value();
    if (call.arguments().size() != 1) {
      throw new Rejected(
          call.span(), "`each` takes one array, slice or container", "write `emit each(v);`");
    }
    Expr of = call.arguments().getFirst();
    String name = column.name().map(n -> n.text()).orElse(column.text());
    row.child(name);
    Operand container;
    try {
      container = container(of);
    } catch (Unavailable unavailable) {
      if (Syntax.isPath(of)) {
        columns.missing(name, unavailable, steps, emitted, of.span());
      } else {
        columns.missing(name, unavailable.reason(), steps, emitted, of.span());
        shortfalls.add(Shortfall.of(unavailable));
      }
      return;
    }
    if (container instanceof Operand.Nothing || container instanceof Operand.Pointing) {
      columns.add(name, container, steps, emitted, of.span(), true);
      return;
    }
    Cell cell = captures.cell(container, steps, of.span());
    if (!(cell.datum() instanceof RowLayout.Missing)
        && !(cell.format() instanceof Format.Sequence)) {
      throw noElements(container.type(), cell.format(), of.span());
    }
    Columns.claim(name, emitted, of.span());
    row.column(name, cell);
    row.child(name, cell);
  }

  /** What has the elements: pointers to containers are followed, those to elements are not. */
  private Operand container(Expr of) throws Rejected, Unavailable {
    Operand at = expressions.indexed(of);
    if (at instanceof Operand.Nothing || at instanceof Operand.Earlier) {
      return at;
    }
    if (at.type().strip() instanceof PointerType pointer && isContainer(pointer.target())) {
      return expressions.pointee(at, of.span());
    }
    return expressions
        .views()
        .target(at, of.span())
        .filter(target -> isContainer(target.type()))
        .orElse(at);
  }

  private static boolean isContainer(Type type) {
    if (type.strip() instanceof ArrayType) {
      return true;
    }
    View view = Adapters.view(type).orElse(null);
    return view instanceof View.Sequence
        || view instanceof View.Scattered
        || view instanceof View.Bits
        || view instanceof View.Walked;
  }

  private static Rejected noElements(Type type, Format format, Span span) {
    if (Formats.isString(type)
        || format instanceof Format.WideArray
        || format instanceof Format.WideText
        || format instanceof Format.CharArray
        || format instanceof Format.Dump
        || format instanceof Format.Characters
        || format instanceof Format.Text) {
      return new Rejected(
          span, "`" + type.name() + "` is text, which is one value", "emit it without `each`");
    }
    if (type.strip() instanceof PointerType) {
      return new Rejected(
          span,
          "`" + type.name() + "` does not tell how many elements there are",
          "take a slice: `emit each(p[0..n]);`");
    }
    if (format instanceof Format.Alternatives) {
      return new Rejected(
          span,
          "`" + type.name() + "` holds one of several alternatives",
          "name the one that has elements, as in `each(x.Some.0)`");
    }
    return new Rejected(
        span,
        "`" + type.name() + "` has no elements",
        type.strip() instanceof StructType
            ? "arrays, slices and containers have; name a member"
            : "arrays, slices and containers have");
  }
}
