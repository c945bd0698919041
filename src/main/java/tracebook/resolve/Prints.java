package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Piece;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.lang.Expr;
import tracebook.lang.Statement;
import tracebook.source.Span;
import tracebook.types.PointerType;

/** {@code print}: what is captured for a line, and how the line is put together afterwards. */
final class Prints {
  private final RowBuilder row;
  private final Expressions expressions;
  private final Captures captures;
  private final int cap;

  Prints(RowBuilder row, Expressions expressions, Captures captures, int cap) {
    this.row = row;
    this.expressions = expressions;
    this.captures = captures;
    this.cap = cap;
  }

  void print(Statement.PrintValue s, List<Step> steps) throws Rejected, Unavailable {
    List<Piece> pieces = new ArrayList<>();
    Operand operand = expressions.operand(s.value());
    if (operand instanceof Operand.Literal literal) {
      pieces.add(new RowLayout.Literal(utf8(literal.bytes())));
    } else {
      pieces.add(new RowLayout.Literal(s.text() + " = "));
      pieces.add(
          new RowLayout.Argument(
              captures.argument(operand, steps, s.value().span()), RowLayout.Style.DEFAULT));
    }
    line(pieces, steps);
  }

  private void line(List<Piece> pieces, List<Step> steps) {
    row.message(new RowLayout.MessageLine(captures.reach(steps), pieces));
  }

  void print(Statement.Print s, List<Step> steps) throws Rejected, Unavailable {
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
                  new RowLayout.InSlot(captures.capture(new Source.Text(address, cap), steps), 0),
                  new Format.Text(cap));
            }
            yield captures.argument(operand, steps, expr.span());
          }
          case tracebook.lang.Format.Fixed fixed ->
              dump(operand, fixed.bytes(), style, steps, expr.span());
          case tracebook.lang.Format.FromArgument a ->
              throw BlockCompiler.notYet(
                  expr.span(), "{:x.*}", "give the length as a number: `{:x.16}`");
          case tracebook.lang.Format.FromVariable v ->
              throw BlockCompiler.notYet(
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
      return new Cell(
          new RowLayout.InSlot(captures.capture(new Source.Scalar(num), steps), 0), format);
    }
    return captures.argument(operand, steps, span);
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
            "`" + m.type().name() + "` has fewer than " + bytes + " bytes",
            "its size is " + size.getAsLong());
      }
      address = m.address();
    } else {
      throw new Rejected(
          span,
          "`" + operand.type().name() + "` is not in memory",
          "a length needs a pointer or an array");
    }
    int slot = captures.capture(new Source.Memory(address, bytes), steps);
    Format format =
        style == RowLayout.Style.STRING
            ? new Format.CharArray(bytes)
            : new Format.Array(new Format.Int(1, false), 1, bytes);
    return new Cell(new RowLayout.InSlot(slot, 0), format);
  }

  private static String utf8(tracebook.bytes.ByteString bytes) {
    return new String(bytes.toArray(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
