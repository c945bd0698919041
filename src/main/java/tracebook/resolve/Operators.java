package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.source.Names;
import tracebook.types.ArrayType;
import tracebook.types.EnumType;
import tracebook.types.PointerType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/**
 * C's operators on operands of the program and of the script: what they give, and of which type.
 */
final class Operators {
  private final Expressions expressions;
  private final StringFunctions strings;
  private final Variants variants;

  Operators(Expressions expressions, StringFunctions strings) {
    this.expressions = expressions;
    this.strings = strings;
    this.variants = new Variants(expressions);
  }

  Operand unary(Expr.Unary e) throws Rejected, Unavailable {
    switch (e.operator()) {
      case DEREFERENCE -> {
        Operand operand = expressions.operand(e.operand());
        if (operand instanceof Operand.Nothing n) {
          throw expressions.unavailable(n, e.operand().span());
        }
        if (ArraySizes.areComputed(operand.type())) {
          return expressions
              .views()
              .elements(operand, e.span())
              .orElseThrow()
              .at(new Num.Constant(0));
        }
        if (operand.type().strip() instanceof ArrayType array) {
          return expressions.element(operand, array, new Num.Constant(0), e.span());
        }
        Operand held = expressions.views().unwrapped(operand, e.span());
        Optional<Operand> target = expressions.views().target(held, e.span());
        if (target.isPresent()) {
          return target.get();
        }
        if (!(held.type().strip() instanceof PointerType p)) {
          Undefined.refuse(operand.type(), e.span());
          throw new Rejected(
              e.span(),
              "`" + operand.type().name() + "` is not a pointer",
              "only pointers can be followed");
        }
        if (p.target().strip() instanceof VoidType) {
          throw new Rejected(
              e.span(), "`void *` points to nothing that has a type", "cast it: `*(int *)x`");
        }
        return expressions.followReference(expressions.pointee(held, e.span()), e.span());
      }
      case ADDRESS_OF -> {
        Operand operand = expressions.operand(e.operand());
        if (operand instanceof Operand.InMemory m && m.bits().isEmpty()) {
          return new Operand.Value(
              m.address(), new PointerType(PointerType.Kind.POINTER, 8, m::type));
        }
        if (operand instanceof Operand.Nothing n) {
          throw expressions.unavailable(n, e.span());
        }
        throw new Rejected(
            e.span(),
            "this value has no address here",
            "it is in a register, computed, or a bit field");
      }
      case MINUS, PLUS, COMPLEMENT -> {
        if (e.operator() == Expr.UnaryOperator.MINUS
            && e.operand() instanceof Expr.FloatLiteral literal) {
          return Floats.literal(-literal.value());
        }
        Operand.Value operand = expressions.value(e.operand());
        IntKind kind = Loads.kind(operand, e.operand().span()).promoted();
        Num num =
            switch (e.operator()) {
              case MINUS -> new Num.Binary(Num.Operator.SUB, new Num.Constant(0), operand.num());
              case COMPLEMENT ->
                  new Num.Binary(Num.Operator.XOR, operand.num(), new Num.Constant(-1));
              default -> operand.num();
            };
        return Loads.folded(new Operand.Value(Variables.narrow(num, kind), kind.type()));
      }
      case NOT -> {
        return Loads.folded(
            new Operand.Value(new Num.Not(expressions.condition(e.operand())), Expressions.BOOL));
      }
    }
    throw new IllegalStateException();
  }

  Operand binary(Expr.Binary e) throws Rejected, Unavailable {
    return switch (e.operator()) {
      case AND ->
          new Operand.Value(
              new Num.And(expressions.condition(e.left()), expressions.condition(e.right())),
              Expressions.BOOL);
      case OR ->
          new Operand.Value(
              new Num.Or(expressions.condition(e.left()), expressions.condition(e.right())),
              Expressions.BOOL);
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> compare(e);
      case SHIFT_LEFT, SHIFT_RIGHT -> shift(e);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, BIT_AND, BIT_OR, BIT_XOR -> arithmetic(e);
    };
  }

  private Operand compare(Expr.Binary e) throws Rejected, Unavailable {
    boolean equality =
        e.operator() == Expr.BinaryOperator.EQUAL || e.operator() == Expr.BinaryOperator.NOT_EQUAL;
    if (equality) {
      Optional<Num> same = sameName(e);
      if (same.isPresent()) {
        return new Operand.Value(
            e.operator() == Expr.BinaryOperator.EQUAL ? same.get() : new Num.Not(same.get()),
            Expressions.BOOL);
      }
    }
    Operand left = besideEnum(e.left(), e.right());
    Operand right = besideEnum(e.right(), e.left());
    Operand leftEnum = variants.enumerated(left, e.left().span());
    Operand rightEnum = variants.enumerated(right, e.right().span());
    if (leftEnum.type().strip() instanceof EnumType
        && rightEnum.type().strip() instanceof EnumType) {
      left = leftEnum;
      right = rightEnum;
    }
    left = referred(left, e.left());
    right = referred(right, e.right());
    Num.Comparison comparison =
        switch (e.operator()) {
          case EQUAL -> Num.Comparison.EQ;
          case NOT_EQUAL -> Num.Comparison.NE;
          case LESS -> Num.Comparison.LT;
          case LESS_EQUAL -> Num.Comparison.LE;
          case GREATER -> Num.Comparison.GT;
          default -> Num.Comparison.GE;
        };
    if (Floats.isFloat(left) || Floats.isFloat(right)) {
      return new Operand.Value(
          expressions.floats().compare(comparison, left, e.left().span(), right, e.right().span()),
          Expressions.BOOL);
    }
    throwIfPointerAndCharacter(left, e.left(), e.right());
    throwIfPointerAndCharacter(right, e.right(), e.left());
    Operand.Value a = expressions.load(decayed(left), e.left().span());
    Operand.Value b = expressions.load(decayed(right), e.right().span());
    Variants.throwIfAddressAndNumber(left, e.left(), b);
    Variants.throwIfAddressAndNumber(right, e.right(), a);
    IntKind kind = IntKind.common(Loads.kind(a, e.left().span()), Loads.kind(b, e.right().span()));
    return new Operand.Value(
        new Num.Compare(
            comparison,
            kind.signed(),
            Loads.convert(a.num(), a.type(), kind),
            Loads.convert(b.num(), b.type(), kind)),
        Expressions.BOOL);
  }

  /** A comparison with a text, the name of an alternative or the name of a type. */
  private Optional<Num> sameName(Expr.Binary e) throws Rejected, Unavailable {
    Optional<Num> holds = variants.holds(e.left(), e.right());
    if (holds.isEmpty()) {
      holds = variants.holds(e.right(), e.left());
    }
    if (holds.isPresent()) {
      return holds;
    }
    Operand left = besideEnum(e.left(), e.right());
    Operand right = besideEnum(e.right(), e.left());
    if (right instanceof Operand.Literal literal) {
      return Optional.of(sameText(left, literal, e));
    }
    return left instanceof Operand.Literal literal
        ? Optional.of(sameText(right, literal, e))
        : Optional.empty();
  }

  private Num sameText(Operand operand, Operand.Literal literal, Expr.Binary e)
      throws Rejected, Unavailable {
    String text = new String(literal.bytes().toArray(), StandardCharsets.UTF_8);
    Optional<Num> type = variants.isOfType(operand, text, e.span());
    return type.isPresent()
        ? type.get()
        : strings.matches(operand, literal.bytes(), true, e.span());
  }

  private Operand computed(Operand operand, Expr expr) throws Rejected, Unavailable {
    return decayed(referred(operand, expr));
  }

  /** What an expression is computed with. */
  Operand referred(Operand operand, Expr expr) throws Rejected, Unavailable {
    return variants.computed(operand, expr.span());
  }

  /** {@code s == 'x'}: what is meant is the text or its first character, never the address. */
  private static void throwIfPointerAndCharacter(Operand operand, Expr expr, Expr other)
      throws Rejected {
    Type type = operand.type().strip();
    if (other instanceof Expr.CharLiteral character
        && character.value() != 0
        && (type instanceof PointerType || type instanceof ArrayType)) {
      throw new Rejected(
          expr.span().to(other.span()),
          "a pointer is compared with a character",
          "the text is compared by `s == \"x\"`, its first character by `s[0] == 'x'`");
    }
  }

  /** A name that no variable has is an enumerator where the other side is of an enumeration. */
  private Operand besideEnum(Expr expr, Expr other) throws Rejected, Unavailable {
    if (expr instanceof Expr.Variable v
        && !expressions.isLet(v.name())
        && !expressions.isVariable(v)) {
      Operand beside = expressions.operand(other);
      if (variants.enumerated(beside, other.span()).type().strip() instanceof EnumType e) {
        Optional<EnumType.Enumerator> enumerator = ClassMembers.enumerator(e, v.name());
        if (enumerator.isPresent()) {
          return new Operand.Value(new Num.Constant(enumerator.get().value()), e);
        }
        throw new Rejected(
            v.span(),
            "`" + e.name() + "` has no enumerator `" + v.name() + "`",
            Names.didYouMean(
                v.name(),
                e.enumerators().stream().map(EnumType.Enumerator::name).toList(),
                "its enumerators: "
                    + Names.first(
                        e.enumerators().stream().map(EnumType.Enumerator::name).toList(), 20)));
      }
    }
    return expressions.operand(expr);
  }

  private Operand shift(Expr.Binary e) throws Rejected, Unavailable {
    Operand.Value left = expressions.value(e.left());
    Operand.Value right = expressions.value(e.right());
    IntKind kind = Loads.kind(left, e.left().span()).promoted();
    Loads.kind(right, e.right().span());
    Num count =
        right.num() instanceof Num.Constant c
            ? new Num.Constant(c.value() & (kind.bits() - 1))
            : new Num.Binary(Num.Operator.AND, right.num(), new Num.Constant(kind.bits() - 1));
    Num.Operator operator =
        e.operator() == Expr.BinaryOperator.SHIFT_LEFT
            ? Num.Operator.SHL
            : kind.signed() ? Num.Operator.SAR : Num.Operator.SHR;
    return Loads.folded(
        new Operand.Value(
            Variables.narrow(new Num.Binary(operator, left.num(), count), kind), kind.type()));
  }

  private Operand arithmetic(Expr.Binary e) throws Rejected, Unavailable {
    Operand.Value left =
        expressions.load(computed(expressions.operand(e.left()), e.left()), e.left().span());
    Operand.Value right =
        expressions.load(computed(expressions.operand(e.right()), e.right()), e.right().span());
    boolean leftPointer = left.type().strip() instanceof PointerType;
    boolean rightPointer = right.type().strip() instanceof PointerType;
    if (leftPointer || rightPointer) {
      return pointerArithmetic(e, left, right);
    }
    IntKind kind =
        IntKind.common(Loads.kind(left, e.left().span()), Loads.kind(right, e.right().span()));
    Num a = Loads.convert(left.num(), left.type(), kind);
    Num b = Loads.convert(right.num(), right.type(), kind);
    Num num =
        switch (e.operator()) {
          case ADD -> new Num.Binary(Num.Operator.ADD, a, b);
          case SUBTRACT -> new Num.Binary(Num.Operator.SUB, a, b);
          case MULTIPLY -> new Num.Binary(Num.Operator.MUL, a, b);
          case BIT_AND -> new Num.Binary(Num.Operator.AND, a, b);
          case BIT_OR -> new Num.Binary(Num.Operator.OR, a, b);
          case BIT_XOR -> new Num.Binary(Num.Operator.XOR, a, b);
          case DIVIDE -> new Num.Divide(false, kind.signed(), kind.bits(), a, b);
          default -> new Num.Divide(true, kind.signed(), kind.bits(), a, b);
        };
    return Loads.folded(new Operand.Value(Variables.narrow(num, kind), kind.type()));
  }

  private Operand pointerArithmetic(Expr.Binary e, Operand.Value left, Operand.Value right)
      throws Rejected, Unavailable {
    boolean add = e.operator() == Expr.BinaryOperator.ADD;
    boolean subtract = e.operator() == Expr.BinaryOperator.SUBTRACT;
    if (left.type().strip() instanceof PointerType p
        && right.type().strip() instanceof PointerType) {
      if (!subtract) {
        throw new Rejected(
            e.span(),
            "two pointers cannot be combined by `" + e.operator().symbol() + "`",
            "cast them to `unsigned long`");
      }
      Num distance = new Num.Binary(Num.Operator.SUB, left.num(), right.num());
      long size = Indexing.elementSize(p.target(), e.span());
      if (size == 0) {
        throw new Rejected(
            e.span(),
            "`" + p.target().name() + "` has no bytes to count the distance in",
            "cast the pointers to `unsigned long`");
      }
      return new Operand.Value(divided(distance, size), Expressions.SCRIPT_INTEGER);
    }
    boolean pointerLeft = left.type().strip() instanceof PointerType;
    if (!add && !(subtract && pointerLeft)) {
      throw new Rejected(
          e.span(),
          "`" + e.operator().symbol() + "` does not work on a pointer",
          "cast it to `unsigned long`");
    }
    Operand.Value pointer = pointerLeft ? left : right;
    Operand.Value count = pointerLeft ? right : left;
    Loads.kind(count, e.span());
    Num size = expressions.sizes().size(((PointerType) pointer.type().strip()).target(), e.span());
    Num elements =
        subtract
            ? Folding.fold(new Num.Binary(Num.Operator.SUB, new Num.Constant(0), count.num()))
            : count.num();
    return new Operand.Value(ArraySizes.moved(pointer.num(), elements, size), pointer.type());
  }

  /**
   * A distance that is a multiple of the size, by the size, without dividing: what is not a
   * multiple becomes what gcc and clang make of it. The odd part of the size has an inverse modulo
   * 2^64.
   */
  private static Num divided(Num distance, long size) {
    int zeros = Long.numberOfTrailingZeros(size);
    long odd = size >> zeros;
    long inverse = odd;
    while (inverse * odd != 1) {
      inverse *= 2 - odd * inverse;
    }
    Num shifted =
        zeros == 0 ? distance : new Num.Binary(Num.Operator.SAR, distance, new Num.Constant(zeros));
    return odd == 1
        ? shifted
        : new Num.Binary(Num.Operator.MUL, shifted, new Num.Constant(inverse));
  }

  /** An array in an expression is the address of its first element. */
  static Operand decayed(Operand operand) {
    if (operand instanceof Operand.Earlier e && e.type().strip() instanceof ArrayType) {
      return new Operand.Earlier(e.at(), decayed(e.there()), decayed(e.there()).type());
    }
    if (operand.type().strip() instanceof ArrayType array
        && operand instanceof Operand.InMemory m) {
      return new Operand.Value(
          m.address(), new PointerType(PointerType.Kind.POINTER, 8, array::indexed));
    }
    return operand;
  }

  Operand conditional(Expr.Conditional e) throws Rejected, Unavailable {
    Num condition = expressions.condition(e.condition());
    Operand.Value then = expressions.value(e.then());
    Operand.Value otherwise = expressions.value(e.otherwise());
    if (then.type().strip() instanceof PointerType) {
      return new Operand.Value(
          new Num.Conditional(condition, then.num(), otherwise.num()), then.type());
    }
    IntKind kind =
        IntKind.common(
            Loads.kind(then, e.then().span()), Loads.kind(otherwise, e.otherwise().span()));
    return new Operand.Value(
        new Num.Conditional(
            condition,
            Loads.convert(then.num(), then.type(), kind),
            Loads.convert(otherwise.num(), otherwise.type(), kind)),
        kind.type());
  }
}
