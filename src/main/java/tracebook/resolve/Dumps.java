package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.ir.Format;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Cell;
import tracebook.ir.RowLayout.Style;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.PointerType;

/** Values of {@code print} with a length: bytes from where a pointer points, or of the value. */
final class Dumps {
  private final Expressions expressions;
  private final Captures captures;
  private final int cap;
  private final Problems problems;

  Dumps(Expressions expressions, Captures captures, int cap, Problems problems) {
    this.expressions = expressions;
    this.captures = captures;
    this.cap = cap;
    this.problems = problems;
  }

  /**
   * Where bytes are.
   *
   * @param size how many there are; empty when nothing tells
   * @param computed how many there are, when only the hit tells
   */
  private record Bytes(Num address, OptionalLong size, Optional<Num> computed, String type) {
    Bytes(Num address, OptionalLong size, String type) {
      this(address, size, Optional.empty(), type);
    }

    /** As many as are asked for, and no more than there are. */
    Num atMost(Num length) {
      return computed
          .<Num>map(
              all ->
                  new Num.Conditional(
                      new Num.Compare(Num.Comparison.LT, true, all, length), all, length))
          .orElse(length);
    }
  }

  private Bytes bytes(Operand operand, Span span) throws Rejected, Unavailable {
    boolean literal = operand instanceof Operand.Literal;
    if (operand.type().strip() instanceof PointerType && !literal) {
      return new Bytes(
          expressions.load(operand, span).num(), OptionalLong.empty(), operand.type().name());
    }
    if (literal || IntKind.of(operand.type()).isPresent()) {
      throw new Rejected(
          span,
          "a length needs a pointer or an array, not `" + operand.type().name() + "`",
          "`{:08x}` shows a number in eight digits, `{:x.4}` of `&x` its bytes");
    }
    if (operand instanceof Operand.InMemory m && ArraySizes.areComputed(m.type())) {
      Num size = expressions.sizes().size(m.type(), span);
      return new Bytes(m.address(), OptionalLong.empty(), Optional.of(size), m.type().name());
    }
    if (operand instanceof Operand.InMemory m) {
      boolean open =
          m.type().strip() instanceof ArrayType a && a.counts().getFirst().orElse(0) == 0;
      return new Bytes(m.address(), open ? OptionalLong.empty() : m.type().size(), m.type().name());
    }
    throw new Unavailable(
        span,
        "`" + operand.type().name() + "` is not in memory here, which a length needs",
        "not in memory",
        "`{}` shows it");
  }

  /** {@code {:x.16}}. */
  Cell cell(Operand operand, long length, Style style, List<Step> steps, Span span)
      throws Rejected, Unavailable {
    if (length < 1 || length > RowBuilder.LIMIT) {
      throw new Rejected(
          span, "a dump has 1 to " + RowBuilder.LIMIT + " bytes", "`{:x.16}` shows 16");
    }
    Bytes bytes = bytes(operand, span);
    boolean text = style == Style.STRING;
    if (bytes.size().isPresent()) {
      if (bytes.size().getAsLong() < length) {
        throw new Rejected(
            span,
            "`" + bytes.type() + "` has fewer than " + length + " bytes",
            "its size is " + bytes.size().getAsLong());
      }
    } else if (length > cap) {
      problems.warning(
          span,
          "at most " + cap + " bytes of this are read",
          "`--cap " + length + "` reads them all");
    }
    int room = (int) (bytes.size().isPresent() ? length : Math.min(length, cap));
    if (room < length || (text && bytes.size().isEmpty()) || bytes.computed().isPresent()) {
      return dump(bytes, new Num.Constant(length), false, text, room, steps);
    }
    Format format =
        text ? new Format.CharArray(room) : new Format.Array(new Format.Int(1, false), 1, room);
    int slot = captures.capture(new Source.Memory(bytes.address(), room), steps);
    return new Cell(new RowLayout.InSlot(slot, 0), format);
  }

  /**
   * {@code {:x.*}} and {@code {:x.n$}}.
   *
   * @param from where the length is written
   */
  Cell cell(
      Operand operand, Operand.Value length, Span from, Style style, List<Step> steps, Span span)
      throws Rejected, Unavailable {
    boolean signed = Loads.kind(length, from).signed();
    if (length.num() instanceof Num.Constant c) {
      if (signed && c.value() < 0) {
        throw new Rejected(from, "a length cannot be negative", "`{:x.16}` shows 16 bytes");
      }
      return cell(operand, c.value() < 0 ? Long.MAX_VALUE : c.value(), style, steps, span);
    }
    Bytes bytes = bytes(operand, span);
    int room = (int) Math.min(bytes.size().orElse(cap), cap);
    return dump(bytes, length.num(), signed, style == Style.STRING, room, steps);
  }

  private Cell dump(
      Bytes bytes, Num length, boolean signed, boolean text, int room, List<Step> steps) {
    int slot =
        captures.capture(
            new Source.Dump(bytes.address(), bytes.atMost(length), signed, text, room), steps);
    return new Cell(new RowLayout.InSlot(slot, 0), new Format.Dump(room, text));
  }
}
