package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.ir.Num;
import tracebook.lang.Expr;
import tracebook.types.ArrayType;
import tracebook.types.PointerType;
import tracebook.types.Type;

/** {@code a[from..to]}: of an array, of what a pointer points to, of a container. */
final class Slices {
  /** Any index that an address space has room for is below. */
  private static final long MOST = 1L << 47;

  private final Expressions expressions;

  Slices(Expressions expressions) {
    this.expressions = expressions;
  }

  Operand slice(Expr.Slice e, Operand target) throws Rejected, Unavailable {
    Operand.Value from = expressions.value(e.from());
    Operand.Value to = expressions.value(e.to());
    return from.num() instanceof Num.Constant first && to.num() instanceof Num.Constant end
        ? known(e, target, first.value(), end.value())
        : atRunTime(e, target, from, to);
  }

  private Operand known(Expr.Slice e, Operand target, long from, long to)
      throws Rejected, Unavailable {
    if (from < 0 || to <= from) {
      throw new Rejected(e.span(), "the slice is empty", "`a[0..4]` holds the elements 0 to 3");
    }
    Optional<Views.Elements> elements = elements(e, target);
    if (elements.isPresent()) {
      return Operand.Several.of(elements.get().slice(from, to, e.span()));
    }
    Row row = row(e, target);
    if (row.count().isPresent() && to > row.count().getAsLong()) {
      throw new Rejected(
          e.to().span(),
          "the slice ends outside `" + target.type().name() + "`",
          "it has " + row.count().getAsLong() + " elements");
    }
    long size = Indexing.elementSize(row.element(), e.span());
    return new Operand.InMemory(
        Variables.plus(row.address(), from * size),
        new ArrayType(row.element(), List.of(OptionalLong.of(to - from))),
        Optional.empty());
  }

  /** Of a sequence, and of variable-length arrays behind a pointer to the first. */
  private Optional<Views.Elements> elements(Expr.Slice e, Operand target)
      throws Rejected, Unavailable {
    if (target.type().strip() instanceof PointerType pointer
        && ArraySizes.areComputed(pointer.target())) {
      return Optional.of(
          Views.Elements.ofArray(
              expressions.load(target, e.target().span()).num(),
              new Num.Constant(MOST),
              pointer.target(),
              expressions.sizes().size(pointer.target(), e.span())));
    }
    return expressions.views().elements(target, e.target().span());
  }

  /** What is sliced, with how many elements it has when that is known. */
  private record Row(Num address, Type element, OptionalLong count) {}

  private Row row(Expr.Slice e, Operand target) throws Rejected, Unavailable {
    if (target.type().strip() instanceof ArrayType array && target instanceof Operand.InMemory t) {
      return new Row(t.address(), array.indexed(), array.counts().getFirst());
    }
    if (target.type().strip() instanceof PointerType pointer) {
      return new Row(
          expressions.load(target, e.target().span()).num(),
          pointer.target(),
          OptionalLong.empty());
    }
    throw new Rejected(
        e.target().span(),
        "`" + target.type().name() + "` cannot be sliced",
        "only arrays in memory and pointers can");
  }

  /**
   * A slice of which a bound is known only at the hit. It has no value when it would end in front
   * of where it begins, or behind the last element of an array; of a container it has what there
   * is.
   */
  private Operand atRunTime(Expr.Slice e, Operand target, Operand.Value from, Operand.Value to)
      throws Rejected, Unavailable {
    Loads.kind(from, e.from().span());
    boolean signed = Loads.kind(to, e.to().span()).signed();
    Optional<Views.Elements> elements = elements(e, target);
    if (elements.isPresent()) {
      Num first = first(from.num(), MOST);
      return Operand.Several.of(
          elements.get().slice(first, length(first, to.num(), signed), e.span()));
    }
    Row row = row(e, target);
    long size = Indexing.elementSize(row.element(), e.span());
    // An array of no elements is where C before 1999 has one of any length.
    long most = row.count().orElse(0) > 0 ? row.count().getAsLong() : MOST / Math.max(1, size);
    Num first = first(from.num(), most + 1);
    Num limit =
        first instanceof Num.Constant c
            ? new Num.Constant(most - c.value())
            : new Num.Binary(Num.Operator.SUB, new Num.Constant(most), first);
    Num count = new Num.Checked(length(first, to.num(), signed), new Num.AtMost(limit));
    Num address = Indexing.offset(row.address(), first, size);
    return Operand.Several.of(Views.Elements.inRow(address, count, row.element(), e.span()));
  }

  private static Num first(Num from, long below) {
    return from instanceof Num.Constant c && c.value() >= 0 && c.value() < below
        ? from
        : new Num.Checked(from, new Num.Below(new Num.Constant(below)));
  }

  private static Num length(Num first, Num to, boolean signed) {
    if (first instanceof Num.Constant c && c.value() == 0) {
      return signed ? new Num.Checked(to, new Num.NotNegative()) : to;
    }
    Num length = new Num.Binary(Num.Operator.SUB, to, first);
    return new Num.Checked(length, new Num.NotNegative());
  }
}
