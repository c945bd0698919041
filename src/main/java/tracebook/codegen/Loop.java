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
  private final Label round;
  private final int left;

  private Loop(Assembler asm, NumCompiler nums, int left) {
    this.asm = asm;
    this.nums = nums;
    this.left = left;
    this.round = asm.label("round");
  }

  /**
   * Begins one. Where the kernel ends it before its last round, it fails.
   *
   * @param rounds at least 1
   */
  static Loop begin(Assembler asm, NumCompiler nums, CodeOptions options, int rounds, Label fail)
      throws CodeLimit {
    asm.mov(R0, rounds);
    if (!options.loops()) {
      Loop loop = new Loop(asm, nums, nums.keep(R0));
      asm.mark(loop.round);
      return loop;
    }
    nums.hide(R0);
    Loop loop = new Loop(asm, nums, nums.keep(R0));
    Label late = asm.label("late_round");
    asm.jump(loop.round).mark(late);
    asm.mov(R1, SlotState.OUT_OF_TIME.code()).mov(R2, 0).jump(fail);
    asm.mark(loop.round).mayGoto(late);
    return loop;
  }

  /** The next round, if there is to be one. */
  void repeat() {
    asm.load(Size.DW, R1, R10, left).addImm(R1, -1).store(Size.DW, R10, left, R1);
    asm.jumpIf(Cond.SGT, R1, 0, round);
  }

  /** Gives its place in the frame back. */
  void release() {
    nums.release();
  }
}
