package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.asm.Width;
import tracebook.ir.Num;

/** Floating-point numbers of IEEE 754 in integer instructions: eBPF has no others. */
final class FloatCompiler {
  /** Bits of a significand that are written down; the highest is not. */
  private static final int DOUBLE_BITS = 52;

  private static final int SINGLE_BITS = 23;
  private static final int DOUBLE_BIAS = 1023;
  private static final int SINGLE_BIAS = 127;
  private static final long INFINITY = 0x7ffL << DOUBLE_BITS;

  private final Assembler asm;

  FloatCompiler(Assembler asm) {
    this.asm = asm;
  }

  /** The bits of a float in R0 become those of the double of the same value. */
  void singleToDouble() {
    Label small = asm.label("subnormal");
    Label finite = asm.label("finite");
    Label done = asm.label("double");
    asm.mov(R2, R0).alu(AluOp.RSH, R2, 31).alu(AluOp.LSH, R2, 63);
    asm.alu(AluOp.AND, R0, 0x7fff_ffff).jumpIf(Cond.EQ, R0, 0, done);
    asm.jumpIf(Cond.LT, R0, 1 << SINGLE_BITS, small);
    asm.mov(R1, R0).alu(AluOp.LSH, R0, DOUBLE_BITS - SINGLE_BITS);
    asm.jumpIf(Cond.LT, R1, 0xff << SINGLE_BITS, finite);
    asm.constant(R1, INFINITY).alu(AluOp.OR, R0, R1).jump(done);
    asm.mark(finite).mov(R3, DOUBLE_BIAS - SINGLE_BIAS);
    exponent(0);
    asm.jump(done).mark(small);
    // The highest bit, which R3 says, decides the exponent.
    asm.alu(AluOp.LSH, R0, 64 - SINGLE_BITS).mov(R3, SINGLE_BITS - 1);
    normalize(16);
    asm.alu(AluOp.RSH, R0, 63 - DOUBLE_BITS);
    exponent(DOUBLE_BIAS - SINGLE_BIAS - SINGLE_BITS);
    asm.mark(done).alu(AluOp.OR, R0, R2);
    forget(R0, R2);
  }

  /** The integer in R0 becomes the bits of the nearest double, or of the double of a float. */
  void integerToDouble(boolean signed, boolean single) {
    Label positive = asm.label("positive");
    Label up = asm.label("up");
    Label rounded = asm.label("rounded");
    Label done = asm.label("double");
    asm.mov(R2, 0).jumpIf(Cond.EQ, R0, 0, done);
    if (signed) {
      asm.jumpIf(Cond.SGE, R0, 0, positive).negate(Width.BITS_64, R0);
      asm.mov(R2, 1).alu(AluOp.LSH, R2, 63).mark(positive);
    }
    asm.mov(R3, 63);
    normalize(32);
    // To the nearest, and of two that are equally near to the even one.
    int bits = (single ? SINGLE_BITS : DOUBLE_BITS) + 1;
    asm.mov(R1, R0).alu(AluOp.LSH, R1, bits).alu(AluOp.RSH, R0, 64 - bits);
    asm.mov(R4, 1).alu(AluOp.LSH, R4, 63);
    asm.jumpIf(Cond.LT, R1, R4, rounded).jumpIf(Cond.GT, R1, R4, up);
    asm.mov(R1, R0).alu(AluOp.AND, R1, 1).jumpIf(Cond.EQ, R1, 0, rounded);
    asm.mark(up).addImm(R0, 1).mark(rounded).alu(AluOp.LSH, R0, DOUBLE_BITS + 1 - bits);
    exponent(DOUBLE_BIAS - 1);
    asm.mark(done).alu(AluOp.OR, R0, R2);
    forget(R0, R2);
  }

  /** Moves the highest bit of R0 to the top and takes from R3 by how much. */
  private void normalize(int most) {
    for (int step = most; step > 0; step /= 2) {
      Label there = asm.label("there");
      asm.mov(R1, R0).alu(AluOp.RSH, R1, 64 - step).jumpIf(Cond.NE, R1, 0, there);
      asm.alu(AluOp.LSH, R0, step).addImm(R3, -step).mark(there);
      forget(R0, R3);
    }
  }

  /** As {@link NumCompiler#forget}, by R1: the verifier would follow each way through the steps. */
  private void forget(Reg one, Reg two) {
    asm.loadMapValue(R1, Maps.CONTROL, Maps.ZERO).load(Size.DW, R1, R1, 0);
    asm.alu(AluOp.ADD, one, R1).alu(AluOp.ADD, two, R1);
  }

  /** Adds R3 and so much to the exponent of R0; a significand's highest bit adds one. */
  private void exponent(int more) {
    asm.addImm(R3, more).alu(AluOp.LSH, R3, DOUBLE_BITS).alu(AluOp.ADD, R0, R3);
  }

  /**
   * Compares the doubles in R0 and R1, and goes on when it holds. Nothing but {@code !=} holds of
   * what is no number.
   */
  void compare(Num.Comparison comparison, Label otherwise) {
    Label holds = asm.label("unordered");
    Label none = comparison == Num.Comparison.NE ? holds : otherwise;
    asm.constant(R3, INFINITY << 1);
    for (Reg reg : new Reg[] {R0, R1}) {
      Label zero = asm.label("zero");
      Label positive = asm.label("ordered");
      asm.mov(R2, reg).alu(AluOp.LSH, R2, 1).jumpIf(Cond.GT, R2, R3, none);
      // In the order of signed integers: both zeros are one, and negative numbers go down.
      asm.jumpIf(Cond.EQ, R2, 0, zero).jumpIf(Cond.SGE, reg, 0, positive);
      asm.alu(AluOp.RSH, R2, 1).negate(Width.BITS_64, R2).mov(reg, R2).jump(positive);
      asm.mark(zero).mov(reg, 0).mark(positive);
    }
    asm.jumpIf(NumCompiler.condition(comparison, true).negated(), R0, R1, otherwise).mark(holds);
  }
}
