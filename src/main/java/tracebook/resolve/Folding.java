package tracebook.resolve;

import tracebook.ir.Num;

/** Numbers that are known before the probe runs. */
final class Folding {
  private Folding() {}

  static Num fold(Num num) {
    if (num instanceof Num.Extend e && fold(e.value()) instanceof Num.Constant c) {
      int unused = 64 - e.bits();
      return new Num.Constant(
          e.signed() ? c.value() << unused >> unused : c.value() << unused >>> unused);
    }
    if (num instanceof Num.Not n && fold(n.operand()) instanceof Num.Constant c) {
      return new Num.Constant(c.value() == 0 ? 1 : 0);
    }
    if (num instanceof Num.Compare n
        && fold(n.left()) instanceof Num.Constant x
        && fold(n.right()) instanceof Num.Constant y) {
      return new Num.Constant(compared(n, x.value(), y.value()) ? 1 : 0);
    }
    if (num instanceof Num.And n
        && fold(n.left()) instanceof Num.Constant x
        && fold(n.right()) instanceof Num.Constant y) {
      return new Num.Constant(x.value() != 0 && y.value() != 0 ? 1 : 0);
    }
    if (num instanceof Num.Or n
        && fold(n.left()) instanceof Num.Constant x
        && fold(n.right()) instanceof Num.Constant y) {
      return new Num.Constant(x.value() != 0 || y.value() != 0 ? 1 : 0);
    }
    if (num instanceof Num.Binary b
        && fold(b.left()) instanceof Num.Constant x
        && fold(b.right()) instanceof Num.Constant y) {
      return new Num.Constant(
          switch (b.operator()) {
            case ADD -> x.value() + y.value();
            case SUB -> x.value() - y.value();
            case MUL -> x.value() * y.value();
            case AND -> x.value() & y.value();
            case OR -> x.value() | y.value();
            case XOR -> x.value() ^ y.value();
            case SHL -> x.value() << y.value();
            case SHR -> x.value() >>> y.value();
            case SAR -> x.value() >> y.value();
          });
    }
    if (num instanceof Num.Divide d
        && fold(d.left()) instanceof Num.Constant x
        && fold(d.right()) instanceof Num.Constant y
        && y.value() != 0
        && y.value() != -1) {
      return new Num.Constant(divided(d, x.value(), y.value()));
    }
    return num;
  }

  private static boolean compared(Num.Compare n, long x, long y) {
    int order = n.signed() ? Long.compare(x, y) : Long.compareUnsigned(x, y);
    return switch (n.comparison()) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  private static long divided(Num.Divide d, long x, long y) {
    if (d.signed()) {
      return d.remainder() ? x % y : x / y;
    }
    return d.remainder() ? Long.remainderUnsigned(x, y) : Long.divideUnsigned(x, y);
  }
}
