package tracebook.resolve;

import java.util.Optional;
import tracebook.ir.Num;
import tracebook.source.Span;
import tracebook.types.BoolType;
import tracebook.types.FloatType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.Type;

/**
 * Floating-point numbers: they are compared as C compares them, after its usual conversions (C11,
 * 6.3.1.8), and cast; nothing else is computed with them.
 */
final class Floats {
  static final Type DOUBLE = new FloatType("double", 8);

  private final Expressions expressions;
  private final Variables variables;

  Floats(Expressions expressions, Variables variables) {
    this.expressions = expressions;
    this.variables = variables;
  }

  static boolean isFloat(Operand operand) {
    return operand.type().strip() instanceof FloatType;
  }

  static Rejected notComputed(Span span) {
    return new Rejected(
        span,
        "floating-point numbers cannot be computed in a probe",
        "they can be compared; `emit` the value and compute in a Java cell");
  }

  /** A literal. */
  static Operand literal(double value) {
    return new Operand.Value(new Num.Constant(Double.doubleToRawLongBits(value)), DOUBLE);
  }

  Num compare(Num.Comparison comparison, Operand left, Span leftSpan, Operand right, Span rightSpan)
      throws Rejected, Unavailable {
    boolean single = !isDouble(left) && !isDouble(right);
    Num a = bits(left, single, leftSpan);
    Num b = bits(right, single, rightSpan);
    return new Num.FloatCompare(comparison, a, b);
  }

  /** C's truth: not equal to 0. */
  Num truth(Operand operand, Span span) throws Rejected, Unavailable {
    return new Num.FloatCompare(Num.Comparison.NE, bits(operand, false, span), new Num.Constant(0));
  }

  /** A cast from or to a floating-point number (C11, 6.3.1.4 and 6.3.1.5). */
  Operand cast(Operand from, Span fromSpan, Type to, Span toSpan) throws Rejected, Unavailable {
    if (to.strip() instanceof BoolType) {
      return new Operand.Value(truth(from, fromSpan), to);
    }
    if (to.strip() instanceof FloatType type) {
      if (type.bytes() != 4 && type.bytes() != 8) {
        throw new Rejected(
            toSpan,
            "a value cannot be cast to `" + to.name() + "` in a probe",
            "`double` has 53 bits");
      }
      if (from.type().strip() instanceof PointerType) {
        throw new Rejected(
            fromSpan,
            "a pointer cannot become a floating-point number",
            "cast it to an integer first, `(double)(long)p`");
      }
      Num bits = bits(from, type.bytes() == 4, fromSpan);
      return new Operand.Value(type.bytes() == 8 ? bits : single(bits), to);
    }
    Optional<IntKind> kind = IntKind.of(to);
    if (kind.isEmpty() || to.strip() instanceof PointerType) {
      throw new Rejected(
          toSpan,
          "a floating-point number cannot be cast to `" + to.name() + "`",
          "casts of one go to numbers");
    }
    Num bits = bits(from, false, fromSpan);
    return new Operand.Value(
        new Num.DoubleToInteger(bits, kind.get().bits(), kind.get().signed()), to);
  }

  private static Num single(Num bits) {
    return bits instanceof Num.Constant c
        ? new Num.Constant(
            Float.floatToRawIntBits((float) Double.longBitsToDouble(c.value())) & 0xffff_ffffL)
        : new Num.DoubleToSingle(bits);
  }

  private static boolean isDouble(Operand operand) {
    return operand.type().strip() instanceof FloatType f && f.bytes() == 8;
  }

  /** The bits of the double of an operand's value, which is a float's when it becomes one. */
  private Num bits(Operand operand, boolean single, Span span) throws Rejected, Unavailable {
    if (!(operand.type().strip() instanceof FloatType type)) {
      Operand.Value value = expressions.load(operand, span);
      if (value.type().strip() instanceof PointerType) {
        throw new Rejected(
            span, "a pointer cannot be compared with a floating-point number", "compare numbers");
      }
      IntKind kind = Loads.kind(value, span);
      return value.num() instanceof Num.Constant c
          ? constant(c.value(), kind.signed(), single)
          : new Num.IntegerToDouble(value.num(), kind.signed(), single);
    }
    if (type.bytes() != 4 && type.bytes() != 8) {
      throw new Rejected(
          span,
          "`" + type.name() + "` can only be shown",
          "`float` and `double` can be compared and cast; `emit` the value and compute in a Java"
              + " cell");
    }
    Num raw = raw(operand, type, span);
    return type.bytes() == 8 ? raw : new Num.SingleToDouble(raw);
  }

  private static Num constant(long value, boolean signed, boolean single) {
    var exact =
        new java.math.BigDecimal(signed ? Long.toString(value) : Long.toUnsignedString(value));
    return new Num.Constant(
        Double.doubleToRawLongBits(single ? exact.floatValue() : exact.doubleValue()));
  }

  private Num raw(Operand operand, FloatType type, Span span) throws Rejected, Unavailable {
    return switch (operand) {
      case Operand.Nothing o -> throw expressions.unavailable(o, span);
      case Operand.Value o -> o.num();
      case Operand.InMemory o -> new Num.Load(o.address(), type.bytes(), false);
      case Operand.Earlier o -> o.at().number(raw(o.there(), type, span));
      case Operand.Known o when o.bytes().length() >= type.bytes() -> {
        long bits = 0;
        for (int i = type.bytes() - 1; i >= 0; i--) {
          bits = bits << 8 | (o.bytes().at(i) & 0xff);
        }
        yield new Num.Constant(bits);
      }
      case Operand.Pieced o -> {
        Operand part =
            variables.piece(o, new Member("", type, 0, Optional.empty(), false), "the value", span);
        if (part instanceof Operand.Pieced) {
          throw notThere(span);
        }
        yield raw(part, type, span);
      }
      default -> throw notThere(span);
    };
  }

  private static Unavailable notThere(Span span) {
    return new Unavailable(
        span,
        "the floating-point number is not in memory here",
        "not in memory",
        "probe another line");
  }
}
