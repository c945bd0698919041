package tracebook.asm;

/** Conditions of jumps (instruction-set.rst, "Jump instructions"). */
public enum Cond {
  EQ(0x10, "=="),
  NE(0x50, "!="),
  GT(0x20, ">"),
  GE(0x30, ">="),
  LT(0xa0, "<"),
  LE(0xb0, "<="),
  SGT(0x60, "s>"),
  SGE(0x70, "s>="),
  SLT(0xc0, "s<"),
  SLE(0xd0, "s<="),
  /** True when the operands share a bit that is set. It has no negation. */
  SET(0x40, "&");

  final int code;
  final String sign;

  Cond(int code, String sign) {
    this.code = code;
    this.sign = sign;
  }

  /**
   * The condition that holds exactly when this one does not.
   *
   * @throws IllegalArgumentException for {@link #SET}
   */
  public Cond negated() {
    return switch (this) {
      case EQ -> NE;
      case NE -> EQ;
      case GT -> LE;
      case LE -> GT;
      case GE -> LT;
      case LT -> GE;
      case SGT -> SLE;
      case SLE -> SGT;
      case SGE -> SLT;
      case SLT -> SGE;
      case SET -> throw new IllegalArgumentException("SET has no negation");
    };
  }
}
