package tracebook.resolve;

import tracebook.dwarf.Term;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/** What DWARF computes, as numbers of the probe. */
final class Terms {
  private Terms() {}

  static Num number(Term term, Place place) {
    return switch (term) {
      case Term.Constant t -> new Num.Constant(t.value());
      case Term.Register t -> new Num.Register(t.number());
      case Term.Static t -> atRunTime(t.address().value(), place);
      case Term.Load t -> new Num.Load(number(t.address(), place), t.bytes(), false);
      case Term.Unary t -> unary(t, place);
      case Term.Binary t -> binary(t, place);
      case Term.Conditional t when isUntold(t.then()) -> number(t.otherwise(), place);
      case Term.Conditional t ->
          new Num.Conditional(
              number(t.condition(), place), number(t.then(), place), number(t.otherwise(), place));
      case Term.Let t -> new Num.With(number(t.value(), place), number(t.in(), place));
      case Term.Given t -> new Num.Given(t.outer());
      case Term.Unknown t -> new Num.Failure(SlotState.UNKNOWN_CALL);
      case Term.Ambiguous t -> new Num.Failure(SlotState.UNKNOWN_WIDTH);
      case Term.OfThread t -> new Num.Failure(SlotState.NO_THREAD_AREA);
    };
  }

  /** Of a call that tells nothing: no other tells of it, so that nothing needs to be compared. */
  private static boolean isUntold(Term term) {
    return term instanceof Term.Unknown unknown && unknown.call().isPresent();
  }

  /**
   * An address of the place's module where it is loaded. No map is needed: the load bias is the
   * probe's address at run time minus its address in the file.
   */
  static Num atRunTime(long address, Place place) {
    if (!place.module().elf().isRelocatable()) {
      return new Num.Constant(address);
    }
    return new Num.Binary(Num.Operator.ADD, new Num.Bias(), new Num.Constant(address));
  }

  private static Num unary(Term.Unary t, Place place) {
    Num operand = number(t.operand(), place);
    return switch (t.operator()) {
      case NEG -> new Num.Binary(Num.Operator.SUB, new Num.Constant(0), operand);
      case NOT -> new Num.Binary(Num.Operator.XOR, operand, new Num.Constant(-1));
      case ABS ->
          new Num.Conditional(
              new Num.Compare(Num.Comparison.LT, true, operand, new Num.Constant(0)),
              new Num.Binary(Num.Operator.SUB, new Num.Constant(0), operand),
              operand);
    };
  }

  private static Num binary(Term.Binary t, Place place) {
    Num left = number(t.left(), place);
    Num right = number(t.right(), place);
    return switch (t.operator()) {
      case ADD ->
          right instanceof Num.Constant c
              ? Variables.plus(left, c.value())
              : new Num.Binary(Num.Operator.ADD, left, right);
      case SUB -> new Num.Binary(Num.Operator.SUB, left, right);
      case MUL -> new Num.Binary(Num.Operator.MUL, left, right);
      case DIV -> new Num.Divide(false, true, 64, left, right);
      case MOD -> new Num.Divide(true, false, 64, left, right);
      case AND -> new Num.Binary(Num.Operator.AND, left, right);
      case OR -> new Num.Binary(Num.Operator.OR, left, right);
      case XOR -> new Num.Binary(Num.Operator.XOR, left, right);
      case SHL -> shift(Num.Operator.SHL, left, right, new Num.Constant(0));
      case SHR -> shift(Num.Operator.SHR, left, right, new Num.Constant(0));
      case SHRA ->
          shift(
              Num.Operator.SAR,
              left,
              right,
              new Num.Binary(Num.Operator.SAR, left, new Num.Constant(63)));
      case EQ -> new Num.Compare(Num.Comparison.EQ, true, left, right);
      case NE -> new Num.Compare(Num.Comparison.NE, true, left, right);
      case LT -> new Num.Compare(Num.Comparison.LT, true, left, right);
      case LE -> new Num.Compare(Num.Comparison.LE, true, left, right);
      case GT -> new Num.Compare(Num.Comparison.GT, true, left, right);
      case GE -> new Num.Compare(Num.Comparison.GE, true, left, right);
      case DIV_UNSIGNED -> new Num.Divide(false, false, 64, left, right);
      case LT_UNSIGNED -> new Num.Compare(Num.Comparison.LT, false, left, right);
      case LE_UNSIGNED -> new Num.Compare(Num.Comparison.LE, false, left, right);
      case GT_UNSIGNED -> new Num.Compare(Num.Comparison.GT, false, left, right);
      case GE_UNSIGNED -> new Num.Compare(Num.Comparison.GE, false, left, right);
    };
  }

  /**
   * DWARF's shifts by 64 or more give what shifting bit by bit would; eBPF's take the count modulo
   * 64.
   */
  private static Num shift(Num.Operator operator, Num left, Num right, Num beyond) {
    if (right instanceof Num.Constant c) {
      return Long.compareUnsigned(c.value(), 64) < 0
          ? new Num.Binary(operator, left, right)
          : beyond;
    }
    return new Num.Conditional(
        new Num.Compare(Num.Comparison.LT, false, right, new Num.Constant(64)),
        new Num.Binary(operator, left, right),
        beyond);
  }
}
