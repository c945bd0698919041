package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R2;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Isa;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.asm.Width;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/** C's operators on numbers of 64 bits, of which those that are narrower are extended. */
final class ArithmeticCompiler {
  private final Assembler asm;
  private final CodeOptions options;
  private final NumCompiler nums;

  ArithmeticCompiler(Assembler asm, CodeOptions options, NumCompiler nums) {
    this.asm = asm;
    this.options = options;
    this.nums = nums;
  }

  /** Makes the lower bits of a register the number. */
  void extend(Reg reg, int bits, boolean signed) {
    if (bits == 64) {
      return;
    }
    if (bits == 8 || bits == 16 || bits == 32) {
      Size size = Size.ofBytes(bits / 8);
      if (signed) {
        asm.signExtend(size, reg, reg);
      } else {
        asm.zeroExtend(size, reg);
      }
      return;
    }
    asm.alu(AluOp.LSH, reg, 64 - bits);
    asm.alu(signed ? AluOp.ARSH : AluOp.RSH, reg, 64 - bits);
  }

  void binary(Num.Binary n, Label fail) throws CodeLimit {
    AluOp op =
        switch (n.operator()) {
          case ADD -> AluOp.ADD;
          case SUB -> AluOp.SUB;
          case MUL -> AluOp.MUL;
          case AND -> AluOp.AND;
          case OR -> AluOp.OR;
          case XOR -> AluOp.XOR;
          case SHL -> AluOp.LSH;
          case SHR -> AluOp.RSH;
          case SAR -> AluOp.ARSH;
        };
    if (n.right() instanceof Num.Constant c && c.value() == (int) c.value()) {
      nums.number(n.left(), fail);
      asm.alu(op, R0, (int) c.value());
    } else {
      asm.alu(op, R0, nums.operands(n.left(), n.right(), fail));
    }
  }

  /**
   * eBPF's own division by zero gives 0, and its signed division came with Linux 6.6: neither is
   * C's.
   */
  void divide(Num.Divide n, Label fail) throws CodeLimit {
    nums.operands(n.left(), n.right(), fail);
    Label nonZero = asm.label("divisor");
    Label end = asm.label("quotient");
    asm.jumpIf(Cond.NE, R1, 0, nonZero);
    asm.mov(R1, SlotState.DIVISION_BY_ZERO.code()).mov(R2, 0).jump(fail).mark(nonZero);
    if (!n.signed()) {
      asm.alu(n.remainder() ? AluOp.MOD : AluOp.DIV, R0, R1);
      return;
    }
    Label ordinary = asm.label("ordinary");
    Label fits = asm.label("fits");
    asm.jumpIf(Cond.NE, R1, -1, ordinary);
    asm.constant(R2, n.bits() == 64 ? Long.MIN_VALUE : -(1L << (n.bits() - 1)));
    asm.jumpIf(Cond.NE, R0, R2, fits);
    asm.mov(R1, SlotState.DIVISION_OVERFLOW.code()).mov(R2, 0).jump(fail).mark(fits);
    if (n.remainder()) {
      asm.mov(R0, 0);
    } else {
      asm.negate(Width.BITS_64, R0);
    }
    asm.jump(end).mark(ordinary);
    if (options.isa() == Isa.V4) {
      asm.alu(n.remainder() ? AluOp.SMOD : AluOp.SDIV, R0, R1);
    } else {
      divideSignedByHand(n.remainder());
    }
    asm.mark(end);
  }

  /**
   * On magnitudes; the quotient's sign is that of the two signs, the remainder's that of the
   * dividend.
   */
  private void divideSignedByHand(boolean remainder) {
    Label leftPositive = asm.label("left");
    Label rightPositive = asm.label("right");
    Label positive = asm.label("positive");
    asm.mov(R2, R0);
    if (!remainder) {
      asm.alu(AluOp.XOR, R2, R1);
    }
    asm.jumpIf(Cond.SGE, R0, 0, leftPositive).negate(Width.BITS_64, R0);
    asm.mark(leftPositive);
    asm.jumpIf(Cond.SGE, R1, 0, rightPositive).negate(Width.BITS_64, R1);
    asm.mark(rightPositive).alu(remainder ? AluOp.MOD : AluOp.DIV, R0, R1);
    asm.jumpIf(Cond.SGE, R2, 0, positive).negate(Width.BITS_64, R0);
    asm.mark(positive);
  }
}
