package tracebook.resolve;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.ByteString;
import tracebook.dwarf.Variable;
import tracebook.elf.Symbol;
import tracebook.ir.Num;
import tracebook.ir.RowLayout.SiteFact;
import tracebook.lang.Expr;
import tracebook.source.Names;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.EnumType;
import tracebook.types.FloatType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/**
 * Expressions at one place, by C's rules: names to variables, members to offsets, operators to
 * typed numbers. A mistake is {@link Rejected}; something that only this place cannot give is
 * {@link Unavailable}.
 */
final class Expressions {
  static final Type BOOL = new BoolType("bool", 1);
  static final Type SCRIPT_INTEGER = IntKind.LONG.type();
  private static final Type CHAR = new CharType("char", 1, true);

  private final Place place;
  private final Variables variables;
  private final TypeNames types;
  private final Specials specials;
  private final Map<String, Operand> lets = new HashMap<>();
  private final Map<String, Unavailable> unavailableLets = new HashMap<>();

  Expressions(Place place, Variables variables, Specials specials) {
    this.place = place;
    this.variables = variables;
    this.types = new TypeNames(place);
    this.specials = specials;
  }

  /** Makes a script variable known. */
  void let(String name, Operand operand) {
    lets.put(name, operand);
  }

  /** Makes a script variable known that has no value: its uses have none for the same reason. */
  void letUnavailable(String name, Unavailable why) {
    let(name, new Operand.Nothing(why.reason(), name, why.hint(), new VoidType(), why.span()));
    unavailableLets.put(name, why);
  }

  void forget(String name) {
    lets.remove(name);
    unavailableLets.remove(name);
  }

  boolean isLet(String name) {
    return lets.containsKey(name);
  }

  /** What an expression is, without reading more than it must. */
  Operand operand(Expr expr) throws Rejected, Unavailable {
    return switch (expr) {
      case Expr.IntegerLiteral e ->
          new Operand.Value(
              new Num.Constant(e.value()),
              e.unsigned() ? IntKind.UNSIGNED_LONG.type() : SCRIPT_INTEGER);
      case Expr.FloatLiteral e ->
          throw new Rejected(
              e.span(),
              "floating-point numbers cannot be computed in a probe",
              "`emit` the value and compare it in a Java cell");
      case Expr.CharLiteral e -> new Operand.Value(new Num.Constant(e.value()), SCRIPT_INTEGER);
      case Expr.StringLiteral e ->
          new Operand.Literal(
              ByteString.copyOf(e.bytes().getBytes(StandardCharsets.ISO_8859_1)),
              new PointerType(PointerType.Kind.POINTER, 8, () -> CHAR));
      case Expr.BoolLiteral e -> new Operand.Value(new Num.Constant(e.value() ? 1 : 0), BOOL);
      case Expr.NullLiteral e ->
          new Operand.Value(
              new Num.Constant(0), new PointerType(PointerType.Kind.POINTER, 8, VoidType::new));
      case Expr.Variable e -> followReference(variable(e), e.span());
      case Expr.Special e -> specials.operand(e, this);
      case Expr.Member e -> followReference(member(e), e.span());
      case Expr.Index e -> followReference(index(e), e.span());
      case Expr.Slice e -> slice(e);
      case Expr.Unary e -> unary(e);
      case Expr.Binary e -> binary(e);
      case Expr.Conditional e -> conditional(e);
      case Expr.Cast e -> cast(e);
      case Expr.SizeOf e -> sizeOf(e);
      case Expr.Call e -> call(e);
    };
  }

  /** An expression as a number of a scalar type. */
  Operand.Value value(Expr expr) throws Rejected, Unavailable {
    return load(operand(expr), expr.span());
  }

  /** An expression as a condition. */
  Num condition(Expr expr) throws Rejected, Unavailable {
    return value(expr).num();
  }

  Operand variable(Expr.Variable e) throws Rejected, Unavailable {
    Operand let = lets.get(e.name());
    if (unavailableLets.containsKey(e.name())) {
      throw java.util.Objects.requireNonNull(unavailableLets.get(e.name()));
    }
    if (let != null) {
      return let;
    }
    Optional<Variable> variable = variables.find(e.name(), e.span());
    if (variable.isPresent()) {
      return variables.read(variable.get(), e.span());
    }
    if (place.module().debug().isEmpty()) {
      throw new Rejected(
          e.span(),
          "`" + e.name() + "` is not known: `" + place.module().name() + "` has no debug info",
          place.module().debugNote());
    }
    List<String> names = variables.names();
    String visible =
        names.isEmpty()
            ? "no variable is visible there"
            : "visible there: " + String.join(", ", names);
    List<String> candidates = new java.util.ArrayList<>(names);
    place.module().debug().ifPresent(d -> candidates.addAll(d.globalNames()));
    throw new Rejected(
        e.span(),
        "no variable `" + e.name() + "` at `" + place.where() + "`",
        Names.didYouMean(e.name(), candidates, visible));
  }

  private Operand member(Expr.Member e) throws Rejected, Unavailable {
    Operand whole = operand(e.target());
    if (whole instanceof Operand.Nothing n) {
      throw unavailable(n, e.target().span());
    }
    Operand target = pointee(whole, e.target().span());
    if (!(target.type().strip() instanceof StructType struct)) {
      throw new Rejected(
          e.span(),
          "`" + target.type().name() + "` has no members",
          target.type().strip() instanceof PointerType p
                  && p.target().strip() instanceof PointerType
              ? "it is a pointer to a pointer: write `(*x)->" + e.member().text() + "`"
              : "only structures, classes and unions have");
    }
    if (struct.size().isEmpty()) {
      throw new Rejected(
          e.span(),
          "`"
              + struct.name()
              + "` is only declared in the debug info of `"
              + place.module().name()
              + "`",
          "cast the pointer to a type whose definition is there");
    }
    Optional<Member> found = Members.find(struct, e.member().text());
    if (found.isEmpty()) {
      throw new Rejected(
          e.member().span(),
          "`" + struct.name() + "` has no member `" + e.member().text() + "`",
          Names.didYouMean(
              e.member().text(),
              Members.names(struct),
              "its members: " + String.join(", ", Members.names(struct))));
    }
    return part(target, found.get(), e.span());
  }

  /** A member of a structure, wherever the structure is. */
  Operand part(Operand target, Member member, Span span) throws Unavailable {
    return switch (target) {
      case Operand.InMemory t ->
          new Operand.InMemory(
              Variables.plus(t.address(), member.offset()), member.type(), member.bits());
      case Operand.Held t -> held(t, member, span);
      case Operand.Pieced t -> variables.piece(t, member, member.name(), span);
      case Operand.Known t -> known(t, member, span);
      case Operand.Nothing t -> throw unavailable(t, span);
      case Operand.Value t -> throw new IllegalStateException("a scalar has no members");
      case Operand.Pointing t -> throw new IllegalStateException("a pointer has no members");
      case Operand.Literal t -> throw new IllegalStateException("a literal has no members");
      case Operand.Comm t -> throw new IllegalStateException("a name has no members");
      case Operand.SiteText t -> throw new IllegalStateException("a name has no members");
    };
  }

  private static Operand held(Operand.Held target, Member member, Span span) {
    long shift = member.offset() * 8 + member.bits().map(Member.BitField::shift).orElse(0);
    Num moved =
        shift == 0
            ? target.num()
            : new Num.Binary(Num.Operator.SHR, target.num(), new Num.Constant(shift));
    Optional<IntKind> kind = IntKind.of(member.type());
    if (kind.isPresent()) {
      int bits = member.bits().map(Member.BitField::width).orElse(kind.get().bits());
      return new Operand.Value(
          bits == 64 ? moved : new Num.Extend(moved, bits, kind.get().signed()), member.type());
    }
    if (member.type().strip() instanceof StructType) {
      return new Operand.Held(moved, member.type());
    }
    return new Operand.Nothing(
        "`" + member.type().name() + "` in a register", member.name(), "", member.type(), span);
  }

  private static Operand known(Operand.Known target, Member member, Span span) {
    long size = member.type().size().orElse(0);
    if (member.bits().isPresent() || member.offset() + size > target.bytes().length()) {
      return new Operand.Nothing("optimized out", member.name(), "", member.type(), span);
    }
    byte[] part =
        java.util.Arrays.copyOfRange(
            target.bytes().toArray(), (int) member.offset(), (int) (member.offset() + size));
    return new Operand.Known(ByteString.copyOf(part), member.type());
  }

  /** C++ references are followed without being asked. */
  private Operand followReference(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand.type().strip() instanceof PointerType p && p.kind() != PointerType.Kind.POINTER) {
      if (operand instanceof Operand.Nothing) {
        return operand;
      }
      return pointee(operand, span);
    }
    return operand;
  }

  /** What a pointer to a structure points to; anything else as it is. */
  private Operand pointee(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand.type().strip() instanceof PointerType pointer) {
      if (operand instanceof Operand.Pointing p) {
        return p.target();
      }
      if (operand instanceof Operand.Nothing n) {
        throw unavailable(n, span);
      }
      return new Operand.InMemory(load(operand, span).num(), pointer.target(), Optional.empty());
    }
    return operand;
  }

  private Operand index(Expr.Index e) throws Rejected, Unavailable {
    Operand target = operand(e.target());
    if (target instanceof Operand.Nothing n) {
      throw unavailable(n, e.target().span());
    }
    Operand.Value index = value(e.index());
    if (target.type().strip() instanceof ArrayType array) {
      if (index.num() instanceof Num.Constant c) {
        OptionalLong count = array.counts().getFirst();
        if (c.value() < 0
            || (count.isPresent() && count.getAsLong() > 0 && c.value() >= count.getAsLong())) {
          throw new Rejected(
              e.index().span(),
              "index " + c.value() + " is outside `" + array.name() + "`",
              count.isPresent()
                  ? "its indexes are 0 to " + (count.getAsLong() - 1)
                  : "indexes start at 0");
        }
      }
      return element(target, array, index.num(), e.span());
    }
    if (target.type().strip() instanceof PointerType pointer) {
      long size = elementSize(pointer.target(), e.span());
      Num address = offset(load(target, e.target().span()).num(), index.num(), size);
      return new Operand.InMemory(address, pointer.target(), Optional.empty());
    }
    throw new Rejected(
        e.target().span(),
        "`" + target.type().name() + "` cannot be indexed",
        "only arrays and pointers can");
  }

  private Operand element(Operand target, ArrayType array, Num index, Span span)
      throws Rejected, Unavailable {
    Type element = array.indexed();
    long size = elementSize(element, span);
    if (target instanceof Operand.InMemory t) {
      return new Operand.InMemory(offset(t.address(), index, size), element, Optional.empty());
    }
    if (index instanceof Num.Constant c && target instanceof Operand.Known t) {
      return known(t, new Member("", element, c.value() * size, Optional.empty(), false), span);
    }
    if (target instanceof Operand.Nothing t) {
      throw unavailable(t, span);
    }
    throw new Unavailable(
        span, "the array is not in memory here", "not in memory", "index it by a constant");
  }

  private static Num offset(Num address, Num index, long size) {
    if (index instanceof Num.Constant c) {
      return Variables.plus(address, c.value() * size);
    }
    Num scaled =
        size == 1 ? index : new Num.Binary(Num.Operator.MUL, index, new Num.Constant(size));
    return new Num.Binary(Num.Operator.ADD, address, scaled);
  }

  private static long elementSize(Type type, Span span) throws Rejected {
    OptionalLong size = type.strip() instanceof VoidType ? OptionalLong.of(1) : type.size();
    if (size.isEmpty()) {
      throw new Rejected(
          span,
          "the size of `" + type.name() + "` is not known",
          "cast to a type that is complete");
    }
    return size.getAsLong();
  }

  private Operand slice(Expr.Slice e) throws Rejected, Unavailable {
    Operand target = operand(e.target());
    if (!(value(e.from()).num() instanceof Num.Constant from)
        || !(value(e.to()).num() instanceof Num.Constant to)) {
      throw new Rejected(
          e.span(),
          "the bounds of a slice must be constants",
          "take a slice that is long enough, and keep its length in a column of its own");
    }
    if (from.value() < 0 || to.value() <= from.value()) {
      throw new Rejected(e.span(), "the slice is empty", "`a[0..4]` holds the elements 0 to 3");
    }
    Type element;
    Num address;
    if (target.type().strip() instanceof ArrayType array && target instanceof Operand.InMemory t) {
      OptionalLong count = array.counts().getFirst();
      if (count.isPresent() && to.value() > count.getAsLong()) {
        throw new Rejected(
            e.to().span(),
            "the slice ends outside `" + array.name() + "`",
            "it has " + count.getAsLong() + " elements");
      }
      element = array.indexed();
      address = t.address();
    } else if (target.type().strip() instanceof PointerType pointer) {
      element = pointer.target();
      address = load(target, e.target().span()).num();
    } else {
      throw new Rejected(
          e.target().span(),
          "`" + target.type().name() + "` cannot be sliced",
          "only arrays in memory and pointers can");
    }
    long size = elementSize(element, e.span());
    return new Operand.InMemory(
        Variables.plus(address, from.value() * size),
        new ArrayType(element, List.of(OptionalLong.of(to.value() - from.value()))),
        Optional.empty());
  }

  private Operand unary(Expr.Unary e) throws Rejected, Unavailable {
    switch (e.operator()) {
      case DEREFERENCE -> {
        Operand operand = operand(e.operand());
        if (operand instanceof Operand.Nothing n) {
          throw unavailable(n, e.operand().span());
        }
        if (operand.type().strip() instanceof ArrayType array) {
          return element(operand, array, new Num.Constant(0), e.span());
        }
        if (!(operand.type().strip() instanceof PointerType p)) {
          throw new Rejected(
              e.span(),
              "`" + operand.type().name() + "` is not a pointer",
              "only pointers can be followed");
        }
        if (p.target().strip() instanceof VoidType) {
          throw new Rejected(
              e.span(), "`void *` points to nothing that has a type", "cast it: `*(int *)x`");
        }
        return followReference(pointee(operand, e.span()), e.span());
      }
      case ADDRESS_OF -> {
        Operand operand = operand(e.operand());
        if (operand instanceof Operand.InMemory m && m.bits().isEmpty()) {
          return new Operand.Value(
              m.address(), new PointerType(PointerType.Kind.POINTER, 8, m::type));
        }
        if (operand instanceof Operand.Nothing n) {
          throw unavailable(n, e.span());
        }
        throw new Rejected(
            e.span(),
            "this value has no address here",
            "it is in a register, computed, or a bit field");
      }
      case MINUS, PLUS, COMPLEMENT -> {
        Operand.Value operand = value(e.operand());
        IntKind kind = kind(operand, e.operand().span()).promoted();
        Num num =
            switch (e.operator()) {
              case MINUS -> new Num.Binary(Num.Operator.SUB, new Num.Constant(0), operand.num());
              case COMPLEMENT ->
                  new Num.Binary(Num.Operator.XOR, operand.num(), new Num.Constant(-1));
              default -> operand.num();
            };
        return folded(new Operand.Value(Variables.narrow(num, kind), kind.type()));
      }
      case NOT -> {
        return folded(new Operand.Value(new Num.Not(value(e.operand()).num()), BOOL));
      }
    }
    throw new IllegalStateException();
  }

  private Operand binary(Expr.Binary e) throws Rejected, Unavailable {
    return switch (e.operator()) {
      case AND ->
          new Operand.Value(new Num.And(value(e.left()).num(), value(e.right()).num()), BOOL);
      case OR -> new Operand.Value(new Num.Or(value(e.left()).num(), value(e.right()).num()), BOOL);
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> compare(e);
      case SHIFT_LEFT, SHIFT_RIGHT -> shift(e);
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER, BIT_AND, BIT_OR, BIT_XOR -> arithmetic(e);
    };
  }

  private Operand compare(Expr.Binary e) throws Rejected, Unavailable {
    Operand left = besideEnum(e.left(), e.right());
    Operand right = besideEnum(e.right(), e.left());
    boolean equality =
        e.operator() == Expr.BinaryOperator.EQUAL || e.operator() == Expr.BinaryOperator.NOT_EQUAL;
    if (equality && (left instanceof Operand.Literal || right instanceof Operand.Literal)) {
      Num same =
          left instanceof Operand.Literal literal
              ? matches(right, literal.bytes(), true, e.span())
              : matches(left, ((Operand.Literal) right).bytes(), true, e.span());
      return new Operand.Value(
          e.operator() == Expr.BinaryOperator.EQUAL ? same : new Num.Not(same), BOOL);
    }
    Operand.Value a = load(decayed(left), e.left().span());
    Operand.Value b = load(decayed(right), e.right().span());
    IntKind kind = IntKind.common(kind(a, e.left().span()), kind(b, e.right().span()));
    Num.Comparison comparison =
        switch (e.operator()) {
          case EQUAL -> Num.Comparison.EQ;
          case NOT_EQUAL -> Num.Comparison.NE;
          case LESS -> Num.Comparison.LT;
          case LESS_EQUAL -> Num.Comparison.LE;
          case GREATER -> Num.Comparison.GT;
          default -> Num.Comparison.GE;
        };
    return new Operand.Value(
        new Num.Compare(
            comparison,
            kind.signed(),
            convert(a.num(), a.type(), kind),
            convert(b.num(), b.type(), kind)),
        BOOL);
  }

  /** A name that no variable has is an enumerator where the other side is of an enumeration. */
  private Operand besideEnum(Expr expr, Expr other) throws Rejected, Unavailable {
    if (expr instanceof Expr.Variable v
        && !lets.containsKey(v.name())
        && variables.find(v.name()).isEmpty()) {
      Operand beside = operand(other);
      if (beside.type().strip() instanceof EnumType e) {
        for (EnumType.Enumerator enumerator : e.enumerators()) {
          if (enumerator.name().equals(v.name()) || enumerator.name().endsWith("::" + v.name())) {
            return new Operand.Value(new Num.Constant(enumerator.value()), beside.type());
          }
        }
        throw new Rejected(
            v.span(),
            "`" + e.name() + "` has no enumerator `" + v.name() + "`",
            Names.didYouMean(
                v.name(),
                e.enumerators().stream().map(EnumType.Enumerator::name).toList(),
                "its enumerators: "
                    + String.join(
                        ", ", e.enumerators().stream().map(EnumType.Enumerator::name).toList())));
      }
    }
    return operand(expr);
  }

  private Num matches(Operand operand, ByteString bytes, boolean whole, Span span)
      throws Rejected, Unavailable {
    if (operand instanceof Operand.Nothing n) {
      throw unavailable(n, span);
    }
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.at(i) == 0) {
        throw new Rejected(
            span, "a string to compare with cannot hold a NUL", "strings end at the first NUL");
      }
    }
    if (bytes.length() > 128) {
      throw new Rejected(
          span, "a string to compare with can have at most 128 bytes", "compare a part of it");
    }
    if (operand instanceof Operand.SiteText text) {
      return new Num.Constant(matches(siteText(text, span), bytes, whole));
    }
    if (operand instanceof Operand.Comm) {
      throw new Rejected(
          span,
          "the thread's name cannot be compared in a probe yet",
          "`emit $comm` and keep the rows you want in a Java cell");
    }
    if (operand.type().strip() instanceof ArrayType array
        && array.counts().size() == 1
        && array.element().strip() instanceof CharType
        && operand instanceof Operand.InMemory m) {
      long count = array.counts().getFirst().orElse(Long.MAX_VALUE);
      if (bytes.length() > count) {
        return new Num.Constant(0);
      }
      return new Num.Matches(m.address(), bytes, whole && bytes.length() < count);
    }
    if (Formats.isString(operand.type())
        || (operand.type().strip() instanceof PointerType p
            && p.target().strip() instanceof CharType)) {
      return new Num.Matches(load(operand, span).num(), bytes, whole);
    }
    throw new Rejected(
        span,
        "`" + operand.type().name() + "` is not a string",
        "a `char *` or an array of `char` can be compared with a string; cast it: `(char *)x == \"…\"`");
  }

  /** What a site knows is known when the cell is compiled. */
  private String siteText(Operand.SiteText text, Span span) throws Rejected {
    return switch (text.fact()) {
      case FUNCTION -> place.name();
      case FILE -> place.row().map(r -> r.source().file()).orElse("");
      case LINE -> String.valueOf(place.line());
      case PROBE ->
          throw new Rejected(
              span,
              "`$probe` cannot be compared in a probe",
              "a block of its own for each pattern tells them apart");
    };
  }

  private static long matches(String text, ByteString bytes, boolean whole) {
    String wanted = new String(bytes.toArray(), StandardCharsets.UTF_8);
    return (whole ? text.equals(wanted) : text.startsWith(wanted)) ? 1 : 0;
  }

  private Operand shift(Expr.Binary e) throws Rejected, Unavailable {
    Operand.Value left = value(e.left());
    Operand.Value right = value(e.right());
    IntKind kind = kind(left, e.left().span()).promoted();
    kind(right, e.right().span());
    Num count =
        right.num() instanceof Num.Constant c
            ? new Num.Constant(c.value() & (kind.bits() - 1))
            : new Num.Binary(Num.Operator.AND, right.num(), new Num.Constant(kind.bits() - 1));
    Num.Operator operator =
        e.operator() == Expr.BinaryOperator.SHIFT_LEFT
            ? Num.Operator.SHL
            : kind.signed() ? Num.Operator.SAR : Num.Operator.SHR;
    return folded(
        new Operand.Value(
            Variables.narrow(new Num.Binary(operator, left.num(), count), kind), kind.type()));
  }

  private Operand arithmetic(Expr.Binary e) throws Rejected, Unavailable {
    Operand.Value left = load(decayed(operand(e.left())), e.left().span());
    Operand.Value right = load(decayed(operand(e.right())), e.right().span());
    boolean leftPointer = left.type().strip() instanceof PointerType;
    boolean rightPointer = right.type().strip() instanceof PointerType;
    if (leftPointer || rightPointer) {
      return pointerArithmetic(e, left, right);
    }
    IntKind kind = IntKind.common(kind(left, e.left().span()), kind(right, e.right().span()));
    Num a = convert(left.num(), left.type(), kind);
    Num b = convert(right.num(), right.type(), kind);
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
    return folded(new Operand.Value(Variables.narrow(num, kind), kind.type()));
  }

  private Operand pointerArithmetic(Expr.Binary e, Operand.Value left, Operand.Value right)
      throws Rejected {
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
      long size = elementSize(p.target(), e.span());
      return new Operand.Value(
          size == 1 ? distance : new Num.Divide(false, true, 64, distance, new Num.Constant(size)),
          SCRIPT_INTEGER);
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
    kind(count, e.span());
    long size = elementSize(((PointerType) pointer.type().strip()).target(), e.span());
    Num moved = offset(pointer.num(), count.num(), subtract ? -size : size);
    return new Operand.Value(moved, pointer.type());
  }

  /** An array in an expression is the address of its first element. */
  private static Operand decayed(Operand operand) {
    if (operand.type().strip() instanceof ArrayType array
        && operand instanceof Operand.InMemory m) {
      return new Operand.Value(
          m.address(), new PointerType(PointerType.Kind.POINTER, 8, array::indexed));
    }
    return operand;
  }

  private Operand conditional(Expr.Conditional e) throws Rejected, Unavailable {
    Num condition = condition(e.condition());
    Operand.Value then = value(e.then());
    Operand.Value otherwise = value(e.otherwise());
    if (then.type().strip() instanceof PointerType) {
      return new Operand.Value(
          new Num.Conditional(condition, then.num(), otherwise.num()), then.type());
    }
    IntKind kind =
        IntKind.common(kind(then, e.then().span()), kind(otherwise, e.otherwise().span()));
    return new Operand.Value(
        new Num.Conditional(
            condition,
            convert(then.num(), then.type(), kind),
            convert(otherwise.num(), otherwise.type(), kind)),
        kind.type());
  }

  private Operand cast(Expr.Cast e) throws Rejected, Unavailable {
    Type type = types.find(e.type());
    Operand.Value operand = load(decayed(operand(e.operand())), e.operand().span());
    if (type.strip() instanceof BoolType) {
      return new Operand.Value(
          new Num.Compare(Num.Comparison.NE, false, operand.num(), new Num.Constant(0)), type);
    }
    Optional<IntKind> kind = IntKind.of(type);
    if (kind.isEmpty()) {
      throw new Rejected(
          e.type().span(),
          "a value cannot be cast to `" + type.name() + "`",
          type.strip() instanceof StructType
              ? "cast to a pointer, `(" + type.name() + " *)x`"
              : "casts go to integers and pointers");
    }
    return folded(new Operand.Value(Variables.narrow(operand.num(), kind.get()), type));
  }

  private Operand sizeOf(Expr.SizeOf e) throws Rejected, Unavailable {
    Type type =
        e.type().isPresent() ? types.find(e.type().get()) : typeOf(e.operand().orElseThrow());
    return new Operand.Value(
        new Num.Constant(elementSize(type, e.span())), IntKind.UNSIGNED_LONG.type());
  }

  /** A plain name is a variable, or else a type. */
  private Type typeOf(Expr expr) throws Rejected, Unavailable {
    if (expr instanceof Expr.Variable v && !isLet(v.name()) && variables.find(v.name()).isEmpty()) {
      return types.find(new Expr.TypeName(v.name(), v.span()));
    }
    return operand(expr).type();
  }

  private Operand call(Expr.Call e) throws Rejected, Unavailable {
    return switch (e.function().text()) {
      case "$reg" -> specials.register(e);
      case "starts_with" -> {
        if (e.arguments().size() != 2
            || !(operand(e.arguments().get(1)) instanceof Operand.Literal literal)) {
          throw new Rejected(
              e.span(),
              "`starts_with` takes a string and a literal",
              "write `starts_with(s, \"GET \")`");
        }
        yield new Operand.Value(
            matches(operand(e.arguments().get(0)), literal.bytes(), false, e.span()), BOOL);
      }
      case "container_of" -> containerOf(e);
      case "addr" -> address(e);
      case "strlen", "contains", "strncmp", "memcmp", "hex" ->
          throw notYet(e, "strings can be compared by `==`, `!=` and `starts_with`");
      case "entry" -> throw notYet(e, "probe the function's entry too, and join the rows in Java");
      case "start" -> throw notYet(e, "spans are not supported yet: trace both ends");
      default ->
          throw new Rejected(
              e.function().span(),
              "no function `" + e.function().text() + "`",
              "a probe cannot call the program; there are `starts_with`, `sizeof`, `cast`, `container_of`, `addr`, `$reg`");
    };
  }

  private static Rejected notYet(Expr.Call e, String hint) {
    return new Rejected(
        e.function().span(), "`" + e.function().text() + "` is not supported yet", hint);
  }

  private Operand containerOf(Expr.Call e) throws Rejected, Unavailable {
    if (e.arguments().size() != 3
        || !(e.arguments().get(1) instanceof Expr.StringLiteral typeName)
        || !(e.arguments().get(2) instanceof Expr.StringLiteral memberName)) {
      throw new Rejected(
          e.span(),
          "`container_of` takes a pointer, a type and a member",
          "write `container_of(p, \"struct x\", \"member\")`");
    }
    Type type = types.find(new Expr.TypeName(typeName.bytes(), typeName.span()));
    if (!(type.strip() instanceof StructType struct)) {
      throw new Rejected(
          typeName.span(),
          "`" + type.name() + "` is not a structure",
          "name a struct, class or union");
    }
    Member member =
        Members.find(struct, memberName.bytes())
            .orElseThrow(
                () ->
                    new Rejected(
                        memberName.span(),
                        "`" + struct.name() + "` has no member `" + memberName.bytes() + "`",
                        Names.didYouMean(
                            memberName.bytes(),
                            Members.names(struct),
                            "its members: " + String.join(", ", Members.names(struct)))));
    Num pointer = value(e.arguments().get(0)).num();
    return new Operand.Value(
        Variables.plus(pointer, -member.offset()),
        new PointerType(PointerType.Kind.POINTER, 8, () -> type));
  }

  private Operand address(Expr.Call e) throws Rejected {
    if (e.arguments().size() != 1
        || !(e.arguments().getFirst() instanceof Expr.StringLiteral name)) {
      throw new Rejected(e.span(), "`addr` takes the name of a symbol", "write `addr(\"table\")`");
    }
    var symbols = place.module().elf().symbols().named(name.bytes());
    if (symbols.isEmpty()) {
      throw new Rejected(
          name.span(),
          "no symbol `" + name.bytes() + "` in `" + place.module().name() + "`",
          Names.didYouMean(
              name.bytes(), place.module().elf().symbols().names(), "it may be in another module"));
    }
    if (symbols.stream().anyMatch(s -> s.kind() == Symbol.Kind.THREAD_LOCAL)) {
      throw new Rejected(
          name.span(),
          "`" + name.bytes() + "` is thread-local: it has an address for each thread",
          "thread-local variables cannot be read yet");
    }
    if (symbols.stream().map(Symbol::address).distinct().count() > 1) {
      throw new Rejected(
          name.span(),
          "`"
              + name.bytes()
              + "` is the name of several symbols: "
              + String.join(
                  ", ",
                  symbols.stream().map(s -> s.address().toString()).distinct().sorted().toList()),
          "name the variable itself where it is visible: `&" + name.bytes() + "`");
    }
    return new Operand.Value(
        Terms.atRunTime(symbols.getFirst().address().value(), place),
        new PointerType(PointerType.Kind.POINTER, 8, VoidType::new));
  }

  /** The number that an operand is, reading it if need be. */
  Operand.Value load(Operand operand, Span span) throws Rejected, Unavailable {
    if (operand instanceof Operand.Nothing n) {
      throw unavailable(n, span);
    }
    Optional<IntKind> kind = IntKind.of(operand.type());
    switch (operand) {
      case Operand.Value v -> {
        return v;
      }
      case Operand.SiteText t when t.fact() == SiteFact.LINE -> {
        return new Operand.Value(new Num.Constant(place.line()), SCRIPT_INTEGER);
      }
      case Operand.InMemory m when kind.isPresent() -> {
        return new Operand.Value(loaded(m, kind.get()), promotedField(m));
      }
      case Operand.Known k when kind.isPresent() && k.bytes().length() <= 8 -> {
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
      case Operand.Pointing p ->
          throw new Unavailable(
              span,
              "the pointer was optimized out here, only what it points to is known",
              "the pointer was optimized out",
              "follow it: `*x` or `x->member`");
      default -> {}
    }
    if (operand.type().strip() instanceof FloatType) {
      throw new Rejected(
          span,
          "floating-point numbers cannot be computed in a probe",
          "`emit` the value and compute in a Java cell");
    }
    if (operand instanceof Operand.Comm
        || operand instanceof Operand.SiteText
        || operand instanceof Operand.Literal) {
      throw new Rejected(span, "a text is not a number", "`emit` it as a column");
    }
    throw new Rejected(
        span,
        "`" + operand.type().name() + "` is not a number",
        operand.type().strip() instanceof StructType
            ? "name one of its members"
            : operand.type().strip() instanceof ArrayType
                ? "name one of its elements, such as `a[0]`"
                : "only integers, characters, enumerations, bools and pointers can be computed with");
  }

  /** A bit field whose values all fit an int is an int in expressions (C11, 6.3.1.1). */
  private static Type promotedField(Operand.InMemory m) {
    boolean fits = m.bits().isPresent() && m.bits().get().width() < 32;
    return fits && m.type().strip() instanceof IntegerType ? IntKind.INT.type() : m.type();
  }

  private static Num loaded(Operand.InMemory m, IntKind kind) {
    if (m.bits().isEmpty()) {
      return new Num.Load(m.address(), kind.bits() / 8, kind.signed());
    }
    Member.BitField bits = m.bits().get();
    int bytes = (bits.shift() + bits.width() + 7) / 8;
    if (bytes > 8) {
      // A 64-bit field that starts inside a byte: its lowest eight bytes and the ninth.
      Num low =
          new Num.Binary(
              Num.Operator.SHR,
              new Num.Load(m.address(), 8, false),
              new Num.Constant(bits.shift()));
      Num high =
          new Num.Binary(
              Num.Operator.SHL,
              new Num.Load(Variables.plus(m.address(), 8), 1, false),
              new Num.Constant(64 - bits.shift()));
      return new Num.Extend(
          new Num.Binary(Num.Operator.OR, low, high), bits.width(), kind.signed());
    }
    Num whole = null;
    int at = 0;
    while (at < bytes) {
      int size = bytes - at >= 8 ? 8 : bytes - at >= 4 ? 4 : bytes - at >= 2 ? 2 : 1;
      Num part = new Num.Load(Variables.plus(m.address(), at), size, false);
      if (at > 0) {
        part = new Num.Binary(Num.Operator.SHL, part, new Num.Constant(at * 8L));
      }
      whole = whole == null ? part : new Num.Binary(Num.Operator.OR, whole, part);
      at += size;
    }
    Num shifted =
        bits.shift() == 0
            ? java.util.Objects.requireNonNull(whole)
            : new Num.Binary(
                Num.Operator.SHR,
                java.util.Objects.requireNonNull(whole),
                new Num.Constant(bits.shift()));
    return bits.width() == 64 ? shifted : new Num.Extend(shifted, bits.width(), kind.signed());
  }

  private static IntKind kind(Operand.Value value, Span span) throws Rejected {
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
  private static Num convert(Num num, Type from, IntKind to) {
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
  private static Operand.Value folded(Operand.Value value) {
    Num num = Folding.fold(value.num());
    return new Operand.Value(num, value.type());
  }

  Unavailable unavailable(Operand.Nothing nothing, Span span) {
    Span at = nothing.span().equals(Span.NONE) ? span : nothing.span();
    String hint =
        nothing.where().isEmpty()
            ? "`%vars " + place.where() + "` lists what is readable there"
            : nothing.where();
    return new Unavailable(
        at,
        "`" + nothing.name() + "` cannot be read at `" + place.where() + "`: " + nothing.why(),
        nothing.why(),
        hint);
  }

  Place place() {
    return place;
  }

  Variables variables() {
    return variables;
  }
}
