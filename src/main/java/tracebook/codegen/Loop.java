package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;

import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.ir.SlotState;

/**
 * A loop of at most so many rounds, the number of which is in the frame.
 *
 * <p>Where the kernel has may_goto, the verifier follows rounds until one begins like an earlier
 * one, which is soon when it knows nothing of what changes; the number of rounds is hidden from it
 * for that. Elsewhere it follows each of them, and has to know how many there are.
 */
final class Loop {
  private final Assembler asm;
  private final NumCompiler nums;
  private final Label fail;
  private final Label round;
  private final Label late;
  private final int left;
  private final boolean endedByKernel;

  private Loop(Assembler asm, NumCompiler nums, Label fail, boolean endedByKernel)
      throws CodeLimit {
    this.asm = asm;
    this.nums = nums;
    this.fail = fail;
    this.round = asm.label("round");
    this.late = asm.label("late_round");
    this.left = nums.keep(R0);
    this.endedByKernel = endedByKernel;
  }

  /**
   * Begins one. Where the kernel ends it before its last round, it fails.
   *
   * @param rounds at least 1
   */
  static Loop begin(Assembler asm, NumCompiler nums, CodeOptions options, int rounds, Label fail)
      throws CodeLimit {
    asm.mov(R0, rounds);
    if (options.loops()) {
      nums.hide(R0);
    }
    Loop loop = new Loop(asm, nums, fail, options.loops());
    asm.mark(loop.round);
    if (options.loops()) {
      asm.mayGoto(loop.late);
    }
    return loop;
  }

  /**
   * The next round, if there is to be one. What to do when the kernel ends it stands behind: Linux
   * before 6.9.8 replaces a may_goto that goes back by a wrong jump (2b2efe1937ca).
   */
  void repeat() {
    asm.load(Size.DW, R1, R10, left).addImm(R1, -1).store(Size.DW, R10, left, R1);
    asm.jumpIf(Cond.SGT, R1, 0, round);
    if (endedByKernel) {
      Label done = asm.label("done");
      asm.jump(done).mark(late);
      asm.mov(R1, SlotState.OUT_OF_TIME.code()).mov(R2, 0).jump(fail).mark(done);
    }
  }

  /** Gives its place in the frame back. */
  void release() {
    nums.release();
  }
}
