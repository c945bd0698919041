package tracebook.dwarf;

import tracebook.dwarf.Term.Binary;
import tracebook.dwarf.Term.Constant;
import tracebook.dwarf.Term.Operator;
import tracebook.dwarf.Term.Register;
import tracebook.dwarf.Term.Static;

/** Makes terms, computing at once what is constant. */
final class Terms {
  private Terms() {}

  static Term register(long number, long offset) {
    return plus(new Register((int) number), offset);
  }

  static Term plus(Term term, long offset) {
    if (offset == 0) {
      return term;
    }
    if (term instanceof Constant constant) {
      return new Constant(constant.value() + offset);
    }
    if (term instanceof Static fixed) {
      return new Static(fixed.address().plus(offset));
    }
    if (term instanceof Binary sum
        && sum.operator() == Operator.ADD
        && sum.right() instanceof Constant known) {
      return plus(sum.left(), known.value() + offset);
    }
    return new Binary(Operator.ADD, term, new Constant(offset));
  }

  /** 1 where a number is this one. */
  static Term is(Term term, long value) {
    return new Binary(Operator.EQ, term, new Constant(value));
  }

  static Term binary(Operator operator, Term left, Term right) {
    if (operator == Operator.ADD && right instanceof Constant known) {
      return plus(left, known.value());
    }
    if (operator == Operator.ADD && left instanceof Constant known) {
      return plus(right, known.value());
    }
    if (operator == Operator.SUB && right instanceof Constant known) {
      return plus(left, -known.value());
    }
    return new Binary(operator, left, right);
  }
}
