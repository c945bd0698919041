package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import tracebook.adapters.Adapters;
import tracebook.adapters.Quantity;
import tracebook.adapters.View;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.BoolType;
import tracebook.types.CharType;
import tracebook.types.IntegerType;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VariantPart;

/** What adapters say of objects, as numbers and operands of a place. */
final class Views {
  private final Expressions expressions;

  Views(Expressions expressions) {
    this.expressions = expressions;
  }

  /** Where the element of a number is. */
  interface Where {
    Num address(Num index) throws Rejected, Unavailable;
  }

  /**
   * Elements in memory.
   *
   * @param first where they begin, when one lies behind the other
   * @param count fails when it cannot be true
   * @param bits where they begin when they have one bit each
   */
  record Elements(Optional<Num> first, Where where, Num count, Type element, Optional<Num> bits) {
    private static final Type BIT = new BoolType("bool", 1);

    Elements(Optional<Num> first, Where where, Num count, Type element) {
      this(first, where, count, element, Optional.empty());
    }

    /** Bools of one bit each; where one is is its number. */
    static Elements ofBits(Num address, Num count) {
      return new Elements(Optional.empty(), index -> index, count, BIT, Optional.of(address));
    }

    static Elements inRow(Num address, Num count, Type element, Span span) throws Rejected {
      long size = Indexing.elementSize(element, span);
      Where where = index -> Indexing.offset(address, index, size);
      return new Elements(Optional.of(address), where, count, element);
    }

    /**
     * Of an array.
     *
     * @param stride bytes from one to the next
     */
    static Elements ofArray(Num address, Num count, Type element, Num stride) {
      Where where = index -> ArraySizes.moved(address, index, stride);
      return new Elements(Optional.of(address), where, count, element);
    }

    /** Of those that lie one behind the other. */
    Num address() {
      return first.orElseThrow();
    }

    Operand number(Num index) throws Rejected, Unavailable {
      Num at = where.address(index);
      return bits.isPresent()
          ? new Operand.Value(bit(bits.get(), at), element)
          : new Operand.InMemory(at, element, Optional.empty());
    }

    private static Num bit(Num bits, Num number) {
      Num place = new Num.Binary(Num.Operator.SHR, number, new Num.Constant(3));
      Num shift = new Num.Binary(Num.Operator.AND, number, new Num.Constant(7));
      Num octet = new Num.Load(new Num.Binary(Num.Operator.ADD, bits, place), 1, false);
      Num low = new Num.Binary(Num.Operator.SHR, octet, shift);
      return new Num.Binary(Num.Operator.AND, low, new Num.Constant(1));
    }

    /** The one at an index, which fails when there is none. */
    Operand at(Num index) throws Rejected, Unavailable {
      return number(new Num.Checked(index, new Num.Below(count)));
    }

    /** Those from one on up to but without another, as far as there are any. */
    Elements slice(long from, long to, Span span) throws Rejected, Unavailable {
      Num end = least(count, to);
      Num left =
          from == 0
              ? end
              : new Num.Conditional(
                  new Num.Compare(Num.Comparison.LE, false, count, new Num.Constant(from)),
                  new Num.Constant(0),
                  new Num.Binary(Num.Operator.SUB, end, new Num.Constant(from)));
      if (first.isPresent() && !ArraySizes.areComputed(element)) {
        long size = Indexing.elementSize(element, span);
        return inRow(Variables.plus(first.get(), from * size), left, element, span);
      }
      Where later = index -> where.address(plus(index, from));
      return new Elements(
          first.isPresent() ? Optional.of(later.address(new Num.Constant(0))) : Optional.empty(),
          later,
          left,
          element,
          bits);
    }

    private static Num plus(Num index, long from) {
      return index instanceof Num.Constant c
          ? new Num.Constant(c.value() + from)
          : Variables.plus(index, from);
    }

    /** As many as {@code length} says from one on, as far as there are any. */
    Elements slice(Num from, Num length, Span span) throws Rejected, Unavailable {
      Num there =
          new Num.Conditional(
              new Num.Compare(Num.Comparison.LE, false, count, from),
              new Num.Constant(0),
              new Num.Binary(Num.Operator.SUB, count, from));
      Num left =
          new Num.Conditional(
              new Num.Compare(Num.Comparison.LE, false, length, there), length, there);
      if (first.isPresent() && !ArraySizes.areComputed(element)) {
        long size = Indexing.elementSize(element, span);
        return inRow(Indexing.offset(first.get(), from, size), left, element, span);
      }
      Where later =
          index ->
              where.address(
                  from instanceof Num.Constant c
                      ? plus(index, c.value())
                      : new Num.Binary(Num.Operator.ADD, from, index));
      return new Elements(
          first.isPresent() ? Optional.of(later.address(new Num.Constant(0))) : Optional.empty(),
          later,
          left,
          element,
          bits);
    }

    private static Num least(Num count, long most) {
      Num constant = new Num.Constant(most);
      return new Num.Conditional(
          new Num.Compare(Num.Comparison.LE, false, count, constant), count, constant);
    }
  }

  /** The elements that an object has; empty for what is no sequence. */
  Optional<Elements> elements(Operand object, Span span) throws Rejected, Unavailable {
    if (object instanceof Operand.InMemory array && ArraySizes.areComputed(array.type())) {
      return Optional.of(elements(array, span));
    }
    Optional<View> view = of(object);
    if (view.orElse(null) instanceof View.Sequence sequence) {
      return Optional.of(elements(object, sequence, span));
    }
    if (view.orElse(null) instanceof View.Scattered scattered) {
      return Optional.of(elements(object, scattered, span));
    }
    if (view.orElse(null) instanceof View.Bits bits) {
      return Optional.of(bits(object, bits, span));
    }
    return view.orElse(null) instanceof View.Text text
        ? Optional.of(text(object, text, span))
        : Optional.empty();
  }

  /** Of a variable-length array, or one of such arrays. */
  private Elements elements(Operand.InMemory object, Span span) throws Rejected, Unavailable {
    ArrayType array = (ArrayType) object.type().strip();
    ArraySizes sizes = expressions.sizes();
    return Elements.ofArray(
        object.address(),
        sizes.count(array, span),
        array.indexed(),
        sizes.size(array.indexed(), span));
  }

  Optional<View> of(Operand operand) {
    return operand instanceof Operand.Nothing ? Optional.empty() : Adapters.view(operand.type());
  }

  /**
   * What a reference of Rust refers to when that is an object of a library, and a map of Go, which
   * is a pointer: it is followed as the references of C++ are. Anything else as it is.
   */
  Operand referred(Operand operand, Span span) throws Rejected, Unavailable {
    Operand at = operand;
    while (!(at instanceof Operand.Nothing) && refersToObject(at.type())) {
      at = expressions.pointee(at, span);
    }
    return at;
  }

  private static boolean refersToObject(Type type) {
    return type.strip() instanceof PointerType p
        && (p.written().startsWith("&") || isMap(p) || p.kind() != PointerType.Kind.POINTER)
        && (Adapters.view(p.target()).isPresent() || refersToObject(p.target()));
  }

  /** A map of Go: its debug info has the pointer that it is. */
  static boolean isMap(PointerType pointer) {
    return pointer.written().startsWith("*map<") && Adapters.view(pointer.target()).isPresent();
  }

  Num number(Quantity quantity, Operand object, Span span) throws Rejected, Unavailable {
    if (object instanceof Operand.Earlier) {
      throw new Rejected(
          span,
          "`" + object.type().name() + "` is kept whole, not its parts",
          "write the whole expression in `entry(…)` or `start(…)`");
    }
    return new Quantities(expressions, object, span).number(quantity);
  }

  Elements text(Operand object, View.Text text, Span span) throws Rejected, Unavailable {
    return Elements.inRow(
        aligned(number(text.address(), object, span), text.unit()),
        count(object, text.length(), text.limit(), span),
        new CharType("char", text.unit(), false),
        span);
  }

  Elements elements(Operand object, View.Sequence view, Span span) throws Rejected, Unavailable {
    return Elements.inRow(
        aligned(number(view.address(), object, span), alignment(view.element())),
        count(object, view.length(), view.limit(), span),
        view.element(),
        span);
  }

  Elements elements(Operand object, View.Scattered view, Span span) throws Rejected, Unavailable {
    Where where =
        index ->
            aligned(
                new Quantities(expressions, object, span, index).number(view.address()),
                alignment(view.element()));
    Num count = count(object, view.length(), view.limit(), span);
    return new Elements(Optional.empty(), where, count, view.element());
  }

  Elements bits(Operand object, View.Bits view, Span span) throws Rejected, Unavailable {
    return Elements.ofBits(
        aligned(number(view.address(), object, span), 8),
        count(object, view.length(), view.limit(), span));
  }

  /** How many elements an object says that it has; empty for what does not say it. */
  Optional<Num> length(Operand object, Span span) throws Rejected, Unavailable {
    if (of(object).orElse(null) instanceof View.Walked view) {
      return length(object, view, span);
    }
    Optional<Elements> elements = elements(object, span);
    return elements.map(Elements::count);
  }

  Optional<Num> length(Operand object, View.Walked view, Span span) throws Rejected, Unavailable {
    return view.length().isEmpty()
        ? Optional.empty()
        : Optional.of(count(object, view.length().get(), view.limit(), span));
  }

  private Num count(Operand object, Quantity length, Quantity limit, Span span)
      throws Rejected, Unavailable {
    return new Num.Checked(
        number(length, object, span), new Num.AtMost(number(limit, object, span)));
  }

  private static Num aligned(Num address, int bytes) {
    return bytes > 1 ? new Num.Checked(address, new Num.Aligned(bytes)) : address;
  }

  /** Only of scalars it is certain. */
  private static int alignment(Type element) {
    return IntKind.of(element).isPresent() ? (int) element.size().orElse(1) : 1;
  }

  /** The address that a pointer with duties holds. */
  Num address(Operand object, View.Pointer view, Span span) throws Rejected, Unavailable {
    return number(view.address(), object, span);
  }

  /** What a pointer with duties points to; empty for anything else. */
  Optional<Operand> target(Operand object, Span span) throws Rejected, Unavailable {
    return of(object).orElse(null) instanceof View.Pointer view
        ? Optional.of(
            new Operand.InMemory(address(object, view, span), view.target(), Optional.empty()))
        : Optional.empty();
  }

  /** What a wrapper holds, or a pointer with duties points to; empty for anything else. */
  Optional<Operand> within(Operand object, Span span) throws Rejected, Unavailable {
    return of(object).orElse(null) instanceof View.Wrapper(Member inner)
        ? Optional.of(expressions.part(object, inner, span))
        : target(object, span);
  }

  /** What a wrapper holds; anything else as it is. */
  Operand unwrapped(Operand object, Span span) throws Unavailable {
    Operand at = object;
    while (of(at).orElse(null) instanceof View.Wrapper(Member inner)) {
      at = expressions.part(at, inner, span);
    }
    return at;
  }

  /** A member as what it wraps. */
  static Member unwrapped(Member member) {
    Member at = member;
    while (Adapters.view(at.type()).orElse(null) instanceof View.Wrapper(Member inner)) {
      at =
          new Member(
              member.name(), inner.type(), at.offset() + inner.offset(), Optional.empty(), false);
    }
    return at;
  }

  /** A wrapper's content or a smart pointer's address, as it is computed with. */
  Optional<Operand> scalar(Operand object, Span span) throws Rejected, Unavailable {
    Optional<View> view = of(object);
    if (view.orElse(null) instanceof View.Pointer pointer) {
      PointerType type = new PointerType(PointerType.Kind.POINTER, 8, pointer::target);
      return Optional.of(new Operand.Value(address(object, pointer, span), type));
    }
    return view.orElse(null) instanceof View.Wrapper(Member inner)
        ? Optional.of(expressions.part(object, inner, span))
        : Optional.empty();
  }

  /** Whether the object holds this alternative. */
  Num isChosen(Operand object, View.Alternatives all, View.Alternative one, Span span)
      throws Rejected, Unavailable {
    if (all.discriminant().isEmpty()) {
      return new Num.Constant(1);
    }
    Discriminant discriminant = discriminant(object, all.discriminant().get(), span);
    if (!one.values().isEmpty()) {
      return anyOf(discriminant, one.values());
    }
    Num other = new Num.Constant(1);
    for (View.Alternative alternative : all.all()) {
      if (!alternative.values().isEmpty()) {
        Num not = new Num.Not(anyOf(discriminant, alternative.values()));
        other = other instanceof Num.Constant ? not : new Num.And(other, not);
      }
    }
    return other;
  }

  /**
   * What tells alternatives from each other.
   *
   * @param number its lower 8 bytes
   * @param fits of one of 16 bytes: the upper 8 bytes add nothing to the lower ones
   */
  private record Discriminant(Num number, boolean signed, Optional<Num> fits) {}

  private Discriminant discriminant(Operand object, Member member, Span span)
      throws Rejected, Unavailable {
    if (!(member.type().strip() instanceof IntegerType wide) || wide.bytes() != 16) {
      Operand.Value value = expressions.load(expressions.part(object, member, span), span);
      return new Discriminant(value.num(), Loads.kind(value, span).signed(), Optional.empty());
    }
    Num low = half(object, member.offset(), span);
    Num sign =
        wide.signed()
            ? new Num.Binary(Num.Operator.SAR, low, new Num.Constant(63))
            : new Num.Constant(0);
    Num high = half(object, member.offset() + 8, span);
    Num fits = new Num.Compare(Num.Comparison.EQ, false, high, sign);
    return new Discriminant(low, wide.signed(), Optional.of(fits));
  }

  private Num half(Operand object, long offset, Span span) throws Rejected, Unavailable {
    Type word = new IntegerType("word", 8, false);
    Member member = new Member("", word, offset, Optional.empty(), false);
    return expressions.load(expressions.part(object, member, span), span).num();
  }

  private static Num anyOf(Discriminant discriminant, List<VariantPart.Values> values) {
    Num any = anyOf(discriminant.number(), values, discriminant.signed());
    return discriminant.fits().<Num>map(fits -> new Num.And(fits, any)).orElse(any);
  }

  private static Num anyOf(Num number, List<VariantPart.Values> values, boolean signed) {
    Num any = new Num.Constant(0);
    for (VariantPart.Values v : values) {
      Num low = new Num.Constant(v.low());
      Num one =
          v.low() == v.high()
              ? new Num.Compare(Num.Comparison.EQ, signed, number, low)
              : new Num.And(
                  new Num.Compare(Num.Comparison.GE, signed, number, low),
                  new Num.Compare(Num.Comparison.LE, signed, number, new Num.Constant(v.high())));
      any = any instanceof Num.Constant ? one : new Num.Or(any, one);
    }
    return any;
  }

  /** The members of a structure, or what stands for them. */
  static List<Member> members(StructType struct) {
    return Adapters.view(struct).orElse(null) instanceof View.Tuple(List<Member> elements)
        ? elements
        : Members.all(struct);
  }

  /** A part of an object by the name that its adapter gives it. */
  Optional<Operand> part(Operand object, String name, Span span) throws Rejected, Unavailable {
    Optional<View> view = of(object);
    if (view.orElse(null) instanceof View.Alternatives all) {
      return alternative(object, all, name, span);
    }
    if (view.orElse(null) instanceof View.Tuple(List<Member> elements)) {
      for (Member element : elements) {
        if (element.name().equals(name)) {
          return Optional.of(expressions.part(object, element, span));
        }
      }
    }
    return Optional.empty();
  }

  /** The content of an alternative; it fails where the object holds another one. */
  private Optional<Operand> alternative(
      Operand object, View.Alternatives all, String name, Span span) throws Rejected, Unavailable {
    for (View.Alternative one : all.all()) {
      if (one.name().equals(name) && one.content().isPresent()) {
        Num chosen = Folding.fold(isChosen(object, all, one, span));
        Operand content = expressions.part(object, one.content().get(), span);
        return Optional.of(
            content instanceof Operand.Nothing
                    || (chosen instanceof Num.Constant known && known.value() == 1)
                ? content
                : only(content, chosen, span));
      }
    }
    return Optional.empty();
  }

  private static Operand only(Operand content, Num chosen, Span span) throws Unavailable {
    return switch (content) {
      case Operand.InMemory o ->
          new Operand.InMemory(only(o.address(), chosen), o.type(), o.bits());
      case Operand.Value o -> new Operand.Value(only(o.num(), chosen), o.type());
      case Operand.Held o -> new Operand.Held(only(o.num(), chosen), o.type());
      case Operand.Pieced o -> {
        Num both = o.only().<Num>map(outer -> new Num.And(outer, chosen)).orElse(chosen);
        yield new Operand.Pieced(o.pieces(), o.offset(), o.type(), Optional.of(both));
      }
      default ->
          throw new Unavailable(
              span,
              "only the whole of this value can be read here",
              "not in memory",
              "`emit` the whole of it");
    };
  }

  /** A number that fails when the object holds another alternative. */
  static Num only(Num number, Num chosen) {
    return new Num.Conditional(chosen, number, new Num.Failure(SlotState.OTHER_ALTERNATIVE));
  }
}
