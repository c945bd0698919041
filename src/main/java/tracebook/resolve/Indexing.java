package tracebook.resolve;

import java.util.Optional;
import java.util.OptionalLong;
import tracebook.adapters.View;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.source.Span;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;
import tracebook.types.VoidType;

/** Elements of arrays, and of what pointers point to. */
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
    if (size.isEmpty() && type.strip() instanceof ArrayType array) {
      String pointer = "(" + array.scalar().name() + " *)";
      throw new Rejected(
          span,
          "the debug info does not tell how many elements `" + type.name() + "` has",
          "take it as a pointer to its elements, `(" + pointer + "x)[row * width + column]`");
    }
    if (type.strip() instanceof StructType struct && size.isEmpty() && !struct.isOnlyDeclared()) {
      throw new Rejected(
          span,
          "the size of `" + type.name() + "` is known only while the program runs",
          "there is a variable-length array in it: name its members, one structure at a time");
    }
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
    return new Slices(expressions).slice(e, target);
  }
}
