package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;

/** What the programs of a probe begin with, and how they count. */
final class Hits {
  private static final int TGID_SHIFT = 32;

  private final int probe;
  private final Assembler asm;
  private final CodeOptions options;

  Hits(int probe, Assembler asm, CodeOptions options) {
    this.probe = probe;
    this.asm = asm;
    this.options = options;
  }

  /**
   * Goes away when it is another process's. The target is known by its id in its pid namespace; the
   * first hit finds out which that is for the kernel, which is cheaper to look at.
   */
  void onlyTarget(Label away) {
    if (!options.oneProcess()) {
      return;
    }
    Label target = asm.label("target");
    asm.note("only the target");
    asm.call(Helper.GET_CURRENT_PID_TGID).alu(AluOp.RSH, R0, TGID_SHIFT);
    control(R1, Maps.KERNEL_PID);
    asm.load(Size.DW, R1, R1, 0).jumpIf(Cond.EQ, R0, R1, target);
    ids(asm, options);
    asm.jumpIf(Cond.NE, R0, 0, away);
    control(R1, Maps.PID);
    asm.load(Size.W, R1, R1, 0).load(Size.W, R2, R10, Frame.IDS + 4);
    asm.jumpIf(Cond.NE, R1, R2, away);
    asm.call(Helper.GET_CURRENT_PID_TGID).alu(AluOp.RSH, R0, TGID_SHIFT);
    control(R1, Maps.KERNEL_PID);
    asm.store(Size.DW, R1, 0, R0).mark(target);
  }

  /** Leaves the ids of the thread and the process in the frame, as the target counts. */
  static void ids(Assembler asm, CodeOptions options) {
    if (options.oneProcess()) {
      asm.loadMapValue(R1, Maps.CONTROL, Maps.NAMESPACE_DEVICE);
      asm.load(Size.DW, R2, R1, Maps.NAMESPACE_INODE - Maps.NAMESPACE_DEVICE);
      asm.load(Size.DW, R1, R1, 0);
      asm.mov(R3, R10).addImm(R3, Frame.IDS).mov(R4, 8);
      asm.call(Helper.GET_NS_CURRENT_PID_TGID);
    } else {
      asm.call(Helper.GET_CURRENT_PID_TGID).store(Size.DW, R10, Frame.IDS, R0);
    }
  }

  /** Counts one and leaves its number in the frame. */
  void countHit() {
    asm.loadMapValue(R1, Maps.ACCOUNT, probe * Maps.ACCOUNT_SIZE + Maps.HITS).mov(R2, 1);
    asm.atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2).addImm(R2, 1);
    asm.store(Size.DW, R10, Frame.HIT, R2);
  }

  void count(int counter) {
    asm.loadMapValue(R1, Maps.ACCOUNT, probe * Maps.ACCOUNT_SIZE + counter).mov(R2, 1);
    asm.atomic(AtomicOp.ADD, Size.DW, R1, 0, R2);
  }

  void control(Reg reg, int offset) {
    asm.loadMapValue(reg, Maps.CONTROL, offset);
  }
}
