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
import tracebook.ir.SlotState;

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

  /** The bits of a double in R0 become those of the nearest float. */
  void doubleToSingle() {
    Label notANumber = asm.label("nan");
    Label infinite = asm.label("infinite");
    Label small = asm.label("subnormal");
    Label zero = asm.label("zero");
    Label done = asm.label("single");
    int cut = DOUBLE_BITS - SINGLE_BITS;
    asm.mov(R2, R0).alu(AluOp.RSH, R2, 63).alu(AluOp.LSH, R2, 31);
    asm.alu(AluOp.LSH, R0, 1).alu(AluOp.RSH, R0, 1);
    asm.constant(R1, INFINITY).jumpIf(Cond.GT, R0, R1, notANumber);
    // The greatest float and half of what its last bit counts: from there on infinity is nearer.
    asm.constant(R1, Double.doubleToRawLongBits(Float.MAX_VALUE) + (1L << (cut - 1)));
    asm.jumpIf(Cond.GE, R0, R1, infinite);
    asm.constant(R1, Double.doubleToRawLongBits(Float.MIN_NORMAL));
    asm.jumpIf(Cond.LT, R0, R1, small);
    asm.constant(R1, (long) (DOUBLE_BIAS - SINGLE_BIAS) << DOUBLE_BITS).alu(AluOp.SUB, R0, R1);
    // To the nearest, and of two that are equally near to the even one.
    asm.mov(R1, R0).alu(AluOp.RSH, R1, cut).alu(AluOp.AND, R1, 1).alu(AluOp.ADD, R0, R1);
    asm.addImm(R0, (1 << (cut - 1)) - 1).alu(AluOp.RSH, R0, cut).jump(done);
    asm.mark(small).mov(R3, R0).alu(AluOp.RSH, R3, DOUBLE_BITS);
    // By so many bits the significand is too long.
    asm.mov(R1, DOUBLE_BIAS - SINGLE_BIAS + 1 + cut).alu(AluOp.SUB, R1, R3);
    asm.jumpIf(Cond.GT, R1, DOUBLE_BITS + 1, zero);
    asm.alu(AluOp.LSH, R0, 64 - DOUBLE_BITS).alu(AluOp.RSH, R0, 64 - DOUBLE_BITS);
    asm.constant(R3, 1L << DOUBLE_BITS).alu(AluOp.OR, R0, R3);
    asm.mov(R3, R0).alu(AluOp.RSH, R3, R1).alu(AluOp.AND, R3, 1).alu(AluOp.ADD, R0, R3);
    asm.mov(R3, 1).addImm(R1, -1).alu(AluOp.LSH, R3, R1).addImm(R3, -1).alu(AluOp.ADD, R0, R3);
    asm.addImm(R1, 1).alu(AluOp.RSH, R0, R1).jump(done);
    asm.mark(notANumber).alu(AluOp.RSH, R0, cut).alu(AluOp.AND, R0, (1 << SINGLE_BITS) - 1);
    asm.alu(AluOp.OR, R0, 0x7fc0_0000).jump(done);
    asm.mark(infinite).mov(R0, 0x7f80_0000).jump(done);
    asm.mark(zero).mov(R0, 0);
    asm.mark(done).alu(AluOp.OR, R0, R2);
    forget(R0, R2);
  }

  /** The double in R0 becomes the integer that is left without its fraction. */
  void doubleToInteger(int width, boolean signed, Label fail) {
    Label zero = asm.label("fraction");
    Label none = asm.label("no_integer");
    Label done = asm.label("integer");
    asm.mov(R4, R0).mov(R2, R0).alu(AluOp.RSH, R2, 63);
    asm.alu(AluOp.LSH, R0, 1).alu(AluOp.RSH, R0, 1);
    asm.mov(R3, R0).alu(AluOp.RSH, R3, DOUBLE_BITS);
    asm.jumpIf(Cond.LT, R3, DOUBLE_BIAS, zero).jumpIf(Cond.GE, R3, DOUBLE_BIAS + 64, none);
    // The significand at the top, then as far down as the exponent says.
    asm.alu(AluOp.LSH, R0, 63 - DOUBLE_BITS).mov(R1, 1).alu(AluOp.LSH, R1, 63);
    asm.alu(AluOp.OR, R0, R1).mov(R1, DOUBLE_BIAS + 63).alu(AluOp.SUB, R1, R3);
    asm.alu(AluOp.RSH, R0, R1);
    if (signed) {
      asm.constant(R1, Long.MAX_VALUE >>> (64 - width)).alu(AluOp.ADD, R1, R2);
      asm.jumpIf(Cond.GT, R0, R1, none).jumpIf(Cond.EQ, R2, 0, done);
      asm.negate(Width.BITS_64, R0).jump(done);
    } else {
      asm.jumpIf(Cond.NE, R2, 0, none);
      asm.constant(R1, -1L >>> (64 - width)).jumpIf(Cond.LE, R0, R1, done);
    }
    asm.mark(none).mov(R1, SlotState.NO_INTEGER.code()).mov(R2, R4).jump(fail);
    asm.mark(zero).mov(R0, 0).mark(done);
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
