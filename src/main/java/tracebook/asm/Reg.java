package tracebook.asm;

/**
 * The eleven registers. R0 returns results, R1–R5 pass arguments and are lost in a call, R6–R9
 * survive calls, R10 is the frame pointer and cannot be written.
 */
public enum Reg {
  R0(0),
  R1(1),
  R2(2),
  R3(3),
  R4(4),
  R5(5),
  R6(6),
  R7(7),
  R8(8),
  R9(9),
  R10(10);

  final int number;

  Reg(int number) {
    this.number = number;
  }

  /** As written in 64-bit operations, for example {@code r3}. */
  String wide() {
    return "r" + number;
  }

  /** As written in 32-bit operations, for example {@code w3}. */
  String narrow() {
    return "w" + number;
  }
}
