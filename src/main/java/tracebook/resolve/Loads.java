package tracebook.resolve;

import java.util.Objects;
import java.util.Optional;
import tracebook.ir.Num;
import tracebook.ir.RowLayout.SiteFact;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.StructType;
import tracebook.types.Type;

/** Operands to numbers: what is read, how wide it is, and how C converts it. */
final class Loads {
  private final Expressions expressions;
  private final Place place;
  private final Variables variables;

  Loads(Expressions expressions, Place place, Variables variables) {
    this.expressions = expressions;
    this.place = place;
    this.variables = variables;
  }

  /**
   * The number that an operand is, reading it if need be. A truth value of the program is 0 or 1,
   * or there is none: of the register that gcc keeps one in, only the lowest bit may be meant.
   */
  Operand.Value load(Operand operand, Span span) throws Rejected, Unavailable {
    Operand.Value value = loaded(operand, span);
    boolean sure = !(value.type().strip() instanceof BoolType) || isTruth(value.num());
    return sure
        ? value
        : new Operand.Value(new Num.Checked(value.num(), new Num.Truth()), value.type());
  }

  /** Whether it cannot be anything but 0 and 1, or was looked at already. */
  private static boolean isTruth(Num num) {
    return switch (num) {
      case Num.Compare n -> true;
      case Num.FloatCompare n -> true;
      case Num.Not n -> true;
      case Num.And n -> true;
      case Num.Or n -> true;
      case Num.Matches n -> true;
      case Num.OfMemory n -> true;
      case Num.Variable n -> true;
      case Num.Kept n -> true;
      case Num.Failure n -> true;
      case Num.Constant n -> n.value() == 0 || n.value() == 1;
      case Num.Extend n -> n.bits() == 1 && !n.signed();
      case Num.Conditional n -> isTruth(n.then()) && isTruth(n.otherwise());
      case Num.Checked n -> n.check() instanceof Num.Truth;
      default -> false;
    };
  }

  private Operand.Value loaded(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand instanceof Operand.Nothing n) {
      throw expressions.unavailable(n, span);
    }
    if (operand.type().strip() instanceof StructType && !(operand instanceof Operand.Earlier)) {
      Optional<Operand> scalar = expressions.views().scalar(operand, span);
      if (scalar.isPresent()) {
        return load(scalar.get(), span);
      }
    }
    Optional<IntKind> kind = IntKind.of(operand.type());
    switch (operand) {
      case Operand.Value v -> {
        return v;
      }
      case Operand.SiteText t when t.fact() == SiteFact.LINE -> {
        return new Operand.Value(new Num.Constant(place.line()), Expressions.SCRIPT_INTEGER);
      }
      case Operand.InMemory m when kind.isPresent() -> {
        return new Operand.Value(loaded(m, kind.get()), promotedField(m.type(), m.bits()));
      }
      case Operand.Known k
          when kind.isPresent()
              && k.bytes().length() <= 8
              && k.bytes().length() * 8 >= kind.get().bits() -> {
        long value = 0;
        for (int i = k.bytes().length() - 1; i >= 0; i--) {
          value = value << 8 | (k.bytes().at(i) & 0xff);
        }
        return folded(
            new Operand.Value(Variables.narrow(new Num.Constant(value), kind.get()), k.type()));
      }
      case Operand.Pieced p when kind.isPresent() -> {
        Operand whole =
            variables.piece(
                p, new Member("", p.type(), 0, Optional.empty(), false), "the value", span);
        return load(whole, span);
      }
      case Operand.Earlier e -> {
        return e.at().load(e.there(), span);
      }
      case Operand.Pointing p -> throw pointing(span);
      default -> {}
    }
    if (operand.type().strip() instanceof FloatType) {
      throw Floats.notComputed(span);
    }
    if (operand instanceof Operand.Comm
        || operand instanceof Operand.SiteText
        || operand instanceof Operand.Literal) {
      throw new Rejected(span, "a text is not a number", "`emit` it as a column");
    }
    Undefined.refuse(operand.type(), span);
    throw new Rejected(
        span,
        "`" + operand.type().name() + "` is not a number",
        operand.type().strip() instanceof StructType
            ? "name one of its members"
            : operand.type().strip() instanceof ArrayType
                ? "name one of its elements, such as `a[0]`"
                : "only integers, characters, enumerations, bools and pointers can be computed"
                    + " with");
  }

  /**
   * A bit field whose values all fit an int, or else an unsigned int, is one in expressions (C11,
   * 6.3.1.1). An enumeration keeps its enumerators: those that fit fewer than 32 bits are the same
   * with a sign. A wider field is of its declared type.
   */
  static Type promotedField(Type type, Optional<Member.BitField> bits) {
    if (bits.isEmpty() || bits.get().width() > 32) {
      return type;
    }
    boolean fits = bits.get().width() < 32;
    return switch (type.strip()) {
      case IntegerType t -> new IntKind(32, fits || t.signed()).type();
      case EnumType t when fits -> new EnumType(t.name(), 4, true, t.enumerators());
      default -> type;
    };
  }

  private static Num loaded(Operand.InMemory m, IntKind kind) {
    if (m.bits().isEmpty()) {
      return new Num.Load(m.address(), kind.bits() / 8, kind.signed());
    }
    Num field = bits(m.address(), m.bits().get());
    int width = m.bits().get().width();
    return width == 64 ? field : new Num.Extend(field, width, kind.signed());
  }

  static Unavailable pointing(Span span) {
    return new Unavailable(
        span,
        "the pointer was optimized out here, only what it points to is known",
        "the pointer was optimized out",
        "follow it: `*x` or `x->member`");
  }

  /** A field of at most 64 bits in memory, as the low bits of a number; the others are anything. */
  static Num bits(Num address, Member.BitField bits) {
    int bytes = (bits.shift() + bits.width() + 7) / 8;
    if (bytes > 8) {
      // A 64-bit field that starts inside a byte: its lowest eight bytes and the ninth.
      Num low =
          new Num.Binary(
              Num.Operator.SHR, new Num.Load(address, 8, false), new Num.Constant(bits.shift()));
      Num high =
          new Num.Binary(
              Num.Operator.SHL,
              new Num.Load(Variables.plus(address, 8), 1, false),
              new Num.Constant(64 - bits.shift()));
      return new Num.Binary(Num.Operator.OR, low, high);
    }
    Num whole = null;
    int at = 0;
    while (at < bytes) {
      int size = bytes - at >= 8 ? 8 : bytes - at >= 4 ? 4 : bytes - at >= 2 ? 2 : 1;
      Num part = new Num.Load(Variables.plus(address, at), size, false);
      if (at > 0) {
        part = new Num.Binary(Num.Operator.SHL, part, new Num.Constant(at * 8L));
      }
      whole = whole == null ? part : new Num.Binary(Num.Operator.OR, whole, part);
      at += size;
    }
    return bits.shift() == 0
        ? Objects.requireNonNull(whole)
        : new Num.Binary(
            Num.Operator.SHR, Objects.requireNonNull(whole), new Num.Constant(bits.shift()));
  }

  static IntKind kind(Operand.Value value, Span span) throws Rejected {
    if (Floats.isFloat(value)) {
      throw Floats.notComputed(span);
    }
    return IntKind.of(value.type())
        .orElseThrow(
            () ->
                new Rejected(
                    span,
                    "`" + value.type().name() + "` is not a number",
                    "integers of at most 64 bits can be computed with"));
  }

  /**
   * A value of one type as the type of the operation: a narrower or differently signed value is
   * extended anew.
   */
  static Num convert(Num num, Type from, IntKind to) {
    IntKind kind = IntKind.of(from).orElseThrow();
    if (to.bits() == 64 || kind.equals(to) || (kind.bits() < to.bits())) {
      return to.bits() == 32 && !to.signed() && kind.signed() && kind.bits() < 32
          ? new Num.Extend(num, 32, false)
          : num;
    }
    return new Num.Extend(num, to.bits(), to.signed());
  }

  /**
   * Arithmetic on constants is done here, so that {@code a[2 * 3]} is an index that can be checked.
   */
  static Operand.Value folded(Operand.Value value) {
    Num num = Folding.fold(value.num());
    return new Operand.Value(num, value.type());
  }
}
