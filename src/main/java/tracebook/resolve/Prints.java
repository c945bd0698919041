package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tracebook.adapters.View;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Piece;
import tracebook.ir.RowLayout.SiteFact;
import tracebook.ir.RowLayout.Style;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.lang.Expr;
import tracebook.lang.Format.Placeholder;
import tracebook.lang.Statement;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** {@code print}: what is captured for a line, and how the line is put together afterwards. */
final class Prints {
  private final RowBuilder row;
  private final Expressions expressions;
  private final Captures captures;
  private final Dumps dumps;
  private final Set<Shortfall> shortfalls;
  private final int cap;

  /**
   * @param shortfalls takes what is a mistake if no place of the pattern can give it
   */
  Prints(
      RowBuilder row,
      Expressions expressions,
      Captures captures,
      Set<Shortfall> shortfalls,
      int cap,
      Problems problems) {
    this.row = row;
    this.expressions = expressions;
    this.captures = captures;
    this.shortfalls = shortfalls;
    this.dumps = new Dumps(expressions, captures, cap, problems);
    this.cap = cap;
  }

  void print(Statement.PrintValue s, List<Step> steps) throws Rejected {
    List<Piece> pieces = new ArrayList<>();
    if (s.value() instanceof Expr.StringLiteral literal) {
      pieces.add(new RowLayout.Literal(utf8(literal)));
    } else {
      pieces.add(new RowLayout.Literal(s.text() + " = "));
      Placeholder plain =
          new Placeholder(
              tracebook.lang.Format.Style.DEFAULT,
              0,
              false,
              new tracebook.lang.Format.Unlimited(),
              s.span());
      pieces.add(placeholder(plain, null, s.value(), steps));
    }
    line(pieces, steps);
  }

  private void line(List<Piece> pieces, List<Step> steps) {
    row.message(new RowLayout.MessageLine(captures.reach(steps), pieces));
  }

  void print(Statement.Print s, List<Step> steps) throws Rejected {
    List<Piece> pieces = new ArrayList<>();
    Iterator<Expr> arguments = s.arguments().iterator();
    for (tracebook.lang.Format.Part part : s.format().parts()) {
      switch (part) {
        case tracebook.lang.Format.Text text -> pieces.add(new RowLayout.Literal(text.text()));
        case Placeholder placeholder -> {
          Expr length =
              placeholder.length() instanceof tracebook.lang.Format.FromArgument
                  ? arguments.next()
                  : null;
          pieces.add(placeholder(placeholder, length, arguments.next(), steps));
        }
      }
    }
    line(pieces, steps);
  }

  private Piece placeholder(
      Placeholder p, @Nullable Expr lengthArgument, Expr expr, List<Step> steps) throws Rejected {
    Style style =
        switch (p.style()) {
          case DEFAULT -> Style.DEFAULT;
          case HEX -> Style.HEX;
          case UPPER_HEX -> Style.UPPER_HEX;
          case POINTER -> Style.POINTER;
          case STRING -> Style.STRING;
        };
    Cell cell;
    try {
      Operand.Value length = length(p, lengthArgument);
      try {
        Span at = lengthArgument == null ? p.span() : lengthArgument.span();
        cell = cell(expressions.operand(expr), p, length, at, style, steps, expr.span());
      } catch (Unavailable unavailable) {
        // A path that cannot be read here is a missing value; a larger expression is a mistake.
        if (!Syntax.isPath(expr)) {
          throw unavailable;
        }
        cell = captures.missing(unavailable, steps);
      }
    } catch (Unavailable unavailable) {
      cell = captures.missing(unavailable.reason(), steps);
      shortfalls.add(Shortfall.of(unavailable));
    }
    return new RowLayout.Argument(cell, style, p.width(), p.zeros());
  }

  private Operand.@Nullable Value length(Placeholder p, @Nullable Expr argument)
      throws Rejected, Unavailable {
    if (argument != null) {
      Operand.Value length = expressions.value(argument);
      Loads.kind(length, argument.span());
      return length;
    }
    return p.length() instanceof tracebook.lang.Format.FromVariable v
        ? variable(v.name(), p.span())
        : null;
  }

  private Cell cell(
      Operand operand,
      Placeholder p,
      Operand.@Nullable Value length,
      Span lengthSpan,
      Style style,
      List<Step> steps,
      Span span)
      throws Rejected, Unavailable {
    if (operand instanceof Operand.Nothing) {
      return captures.argument(operand, steps, span);
    }
    if (length != null) {
      return dumps.cell(operand, length, lengthSpan, style, steps, span);
    }
    if (p.length() instanceof tracebook.lang.Format.Fixed fixed) {
      return dumps.cell(operand, fixed.bytes(), style, steps, span);
    }
    return styled(operand, style, steps, span);
  }

  /** The script's variable that a placeholder names as its length. */
  private Operand.Value variable(String name, Span span) throws Rejected, Unavailable {
    if (!expressions.isLet(name)) {
      throw new Rejected(
          span,
          "`" + name + "` is not a variable of the script",
          "write `let " + name + " = …;` before, or `.*` and the length in front of the value");
    }
    Operand.Value value =
        expressions.load(expressions.variable(new Expr.Variable(name, span)), span);
    Loads.kind(value, span);
    return value;
  }

  private Cell styled(Operand operand, Style style, List<Step> steps, Span span)
      throws Rejected, Unavailable {
    Operand shown =
        operand instanceof Operand.SiteText t && t.fact() == SiteFact.LINE
            ? expressions.load(operand, span)
            : operand;
    return switch (style) {
      case DEFAULT -> captures.argument(operand, steps, span);
      case HEX, UPPER_HEX -> hex(shown, steps, span);
      case POINTER -> pointer(shown, steps, span);
      case STRING -> string(shown, steps, span);
    };
  }

  /** A pointer in hex is its address, not the string it may point to. */
  private Cell hex(Operand operand, List<Step> steps, Span span) throws Rejected, Unavailable {
    if (IntKind.of(operand.type()).isPresent() && !(operand instanceof Operand.Literal)) {
      return number(operand, steps, span);
    }
    if (operand.type().strip() instanceof FloatType) {
      throw fits(operand, span, "is not shown in hex", "`{}` shows the number, `{:x.8}` its bytes");
    }
    if (operand instanceof Operand.SiteText) {
      throw new Rejected(span, "a text is not shown in hex", "`{}` shows it");
    }
    return captures.argument(operand, steps, span);
  }

  private Cell number(Operand operand, List<Step> steps, Span span) throws Rejected, Unavailable {
    Operand.Value value = expressions.load(operand, span);
    Format format =
        value.type().strip() instanceof PointerType
            ? new Format.Pointer(8)
            : Formats.of(value.type());
    return inSlot(new Source.Scalar(value.num()), format, steps);
  }

  /** An array is where it lies. */
  private Cell pointer(Operand operand, List<Step> steps, Span span) throws Rejected, Unavailable {
    Operand object = expressions.views().referred(operand, span);
    boolean smart =
        object.type().strip() instanceof StructType && !(object instanceof Operand.Earlier);
    Operand address =
        Operators.decayed(smart ? expressions.views().scalar(object, span).orElse(object) : object);
    Type type = address.type().strip();
    boolean number =
        IntKind.of(type).isPresent() && !(type instanceof EnumType) && !(type instanceof BoolType);
    if (!number || operand instanceof Operand.Literal) {
      throw fits(operand, span, "is not a pointer", "`{}` shows the value, `&x` is its address");
    }
    return number(address, steps, span);
  }

  private Cell string(Operand given, List<Step> steps, Span span) throws Rejected, Unavailable {
    Operand operand = expressions.views().referred(given, span);
    if (expressions.views().of(operand).orElse(null) instanceof View.Text) {
      return captures.argument(operand, steps, span);
    }
    Type type = operand.type().strip();
    if (type instanceof PointerType
        && !Formats.isString(type)
        && WideTexts.pointed(type) == 0
        && !(operand instanceof Operand.Literal)) {
      Num address = expressions.load(operand, span).num();
      return inSlot(new Source.Text(address, cap), new Format.Text(cap), steps);
    }
    boolean text =
        switch (type) {
          case PointerType t -> true;
          case CharType t -> true;
          case EnumType t -> true;
          case BoolType t -> true;
          case ArrayType t ->
              t.counts().size() == 1
                  && (t.element().size().orElse(0) == 1 || WideTexts.unit(t.element()) > 0);
          default -> false;
        };
    if (!text) {
      throw fits(
          operand,
          span,
          "is not a string",
          type instanceof ArrayType
              ? "name one of its elements, such as `a[0]`; `{}` shows all"
              : "`{}` shows it as a column would");
    }
    return captures.argument(operand, steps, span);
  }

  private Cell inSlot(Source source, Format format, List<Step> steps) {
    return new Cell(new RowLayout.InSlot(captures.capture(source, steps), 0), format);
  }

  private static Rejected fits(Operand operand, Span span, String why, String hint) {
    return new Rejected(span, "`" + operand.type().name() + "` " + why, hint);
  }

  private static String utf8(Expr.StringLiteral literal) {
    return new String(
        literal.bytes().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
