package tracebook.asm;

/** Rules of single instructions; each throws {@link IllegalArgumentException}. */
final class Checks {
  private Checks() {}

  static void writable(Reg reg) {
    if (reg == Reg.R10) {
      throw new IllegalArgumentException("r10, the frame pointer, cannot be written");
    }
  }

  static void offset(int offset) {
    if (offset != (short) offset) {
      throw new IllegalArgumentException("offset " + offset + " does not fit in 16 bits");
    }
  }

  static void immediate(Width width, AluOp op, int value) {
    int bits = width == Width.BITS_32 ? 32 : 64;
    boolean shift = op == AluOp.LSH || op == AluOp.RSH || op == AluOp.ARSH;
    if (shift && (value < 0 || value >= bits)) {
      throw new IllegalArgumentException("a shift of " + bits + " bits by " + value);
    }
    boolean divides = op == AluOp.DIV || op == AluOp.MOD || op == AluOp.SDIV || op == AluOp.SMOD;
    if (divides && value == 0) {
      throw new IllegalArgumentException("a division by the constant zero");
    }
  }
}
