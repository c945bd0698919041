package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R7;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;

/** Does the same for each of the elements of which a word of the record says how many there are. */
final class Elements {
  private final Assembler asm;
  private final NumCompiler nums;
  private final Reg base;
  private final int count;
  private final int most;
  private final Label fail;

  /** What is done for one. */
  interface Element {
    /**
     * Appends it. R2 is the number of the element.
     *
     * @param at where it begins, from the register {@code base}
     */
    void compile(int at) throws CodeLimit;
  }

  /**
   * @param base with {@code count} where the word is
   * @param most that have room; what the word says may be more
   */
  Elements(Assembler asm, NumCompiler nums, Reg base, int count, int most, Label fail) {
    this.asm = asm;
    this.nums = nums;
    this.base = base;
    this.count = count;
    this.most = most;
    this.fail = fail;
  }

  /**
   * Appends it.
   *
   * @param first where the first one begins, from the word
   * @param stride bytes from one to the next
   */
  void of(int first, int stride, Element element) throws CodeLimit {
    Label done = asm.label("all");
    if (base == R7) {
      loop(first, stride, element, done);
    } else {
      writtenOut(first, stride, element, done);
    }
    asm.mark(done);
  }

  /** The frame's address cannot be moved. */
  private void writtenOut(int first, int stride, Element element, Label done) throws CodeLimit {
    for (int i = 0; i < most; i++) {
      nums.reads().load(R1, base, count);
      asm.mov(R2, i).jumpIf(Cond.LE, R1, R2, done);
      element.compile(count + first + i * stride);
    }
  }

  /** The address of the record becomes that of the element at hand, less the first one's offset. */
  private void loop(int first, int stride, Element element, Label done) throws CodeLimit {
    int record = nums.keep(base);
    asm.mov(R0, 0);
    int index = nums.keep(R0);
    Loop loop = nums.loop(most, fail);
    nums.hide(index);
    asm.load(Size.DW, R2, R10, index);
    nums.reads().load(R1, base, count);
    asm.jumpIf(Cond.GE, R2, R1, done).jumpIf(Cond.GE, R2, most, done);
    asm.mov(R1, R2).addImm(R1, 1).store(Size.DW, R10, index, R1);
    asm.mov(R1, R2).alu(AluOp.MUL, R1, stride).alu(AluOp.ADD, base, R1);
    element.compile(count + first);
    asm.load(Size.DW, base, R10, record);
    loop.repeat();
    loop.release();
    nums.release();
    nums.release();
  }
}
