package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.adapters.View;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** Elements and slices of arrays, and of what pointers point to. */
final class Indexing {
  private final Expressions expressions;

  Indexing(Expressions expressions) {
    this.expressions = expressions;
  }

  Operand index(Expr.Index e) throws Rejected, Unavailable {
    Operand target = array(e.target());
    if (target instanceof Operand.Nothing n) {
      throw expressions.unavailable(n, e.target().span());
    }
    haveNumbers(target, e.target().span());
    Operand.Value index = expressions.value(e.index());
    Optional<Views.Elements> elements = expressions.views().elements(target, e.target().span());
    if (elements.isPresent()) {
      Loads.kind(index, e.index().span());
      return elements.get().at(index.num());
    }
    if (target instanceof Operand.Several several) {
      return several.elements().at(index.num());
    }
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
      Num size = expressions.sizes().size(pointer.target(), e.span());
      Num from = expressions.load(target, e.target().span()).num();
      Num address = ArraySizes.moved(from, index.num(), size);
      return new Operand.InMemory(address, pointer.target(), Optional.empty());
    }
    throw new Rejected(
        e.target().span(),
        "`" + target.type().name() + "` cannot be indexed",
        "only arrays and pointers can");
  }

  /** Elements of which one leads to the next have none. */
  private void haveNumbers(Operand target, Span span) throws Rejected {
    if (expressions.views().of(target).orElse(null) instanceof View.Walked) {
      throw new Rejected(
          span,
          "the elements of `" + target.type().name() + "` cannot be reached by an index or a key",
          "`emit` the whole of it");
    }
  }

  /** What is indexed: Rust and Go follow a pointer to an array to its elements. */
  Operand array(Expr expr) throws Rejected, Unavailable {
    Operand target =
        expressions
            .views()
            .unwrapped(
                expressions.views().referred(expressions.operand(expr), expr.span()), expr.span());
    return target.type().strip() instanceof PointerType p
            && p.target().strip() instanceof ArrayType
            && p.isFollowedToElements()
            && !(target instanceof Operand.Nothing)
        ? expressions.pointee(target, expr.span())
        : target;
  }

  Operand element(Operand target, ArrayType array, Num index, Span span)
      throws Rejected, Unavailable {
    Type element = array.indexed();
    long size = elementSize(element, span);
    if (target instanceof Operand.InMemory t) {
      return new Operand.InMemory(offset(t.address(), index, size), element, Optional.empty());
    }
    if (index instanceof Num.Constant c && target instanceof Operand.Known t) {
      return MemberAccess.known(
          t, new Member("", element, c.value() * size, Optional.empty(), false), span);
    }
    if (target instanceof Operand.Nothing t) {
      throw expressions.unavailable(t, span);
    }
    throw new Unavailable(
        span, "the array is not in memory here", "not in memory", "index it by a constant");
  }

  static Num offset(Num address, Num index, long size) {
    if (index instanceof Num.Constant c) {
      return Variables.plus(address, c.value() * size);
    }
    Num scaled =
        size == 1 ? index : new Num.Binary(Num.Operator.MUL, index, new Num.Constant(size));
    return new Num.Binary(Num.Operator.ADD, address, scaled);
  }

  static long elementSize(Type type, Span span) throws Rejected {
    OptionalLong size = type.strip() instanceof VoidType ? OptionalLong.of(1) : type.size();
    if (size.isEmpty()) {
      throw new Rejected(
          span,
          "the size of `" + type.name() + "` is not known",
          "cast to a type that is complete");
    }
    return size.getAsLong();
  }

  Operand slice(Expr.Slice e) throws Rejected, Unavailable {
    Operand target = array(e.target());
    haveNumbers(target, e.target().span());
    if (!(expressions.value(e.from()).num() instanceof Num.Constant from)
        || !(expressions.value(e.to()).num() instanceof Num.Constant to)) {
      throw new Rejected(
          e.span(),
          "the bounds of a slice must be constants",
          "take a slice that is long enough, and keep its length in a column of its own");
    }
    if (from.value() < 0 || to.value() <= from.value()) {
      throw new Rejected(e.span(), "the slice is empty", "`a[0..4]` holds the elements 0 to 3");
    }
    Optional<Views.Elements> elements = expressions.views().elements(target, e.target().span());
    if (elements.isPresent()) {
      return Operand.Several.of(elements.get().slice(from.value(), to.value(), e.span()));
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
      address = expressions.load(target, e.target().span()).num();
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
}
