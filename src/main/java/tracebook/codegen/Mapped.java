package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R5;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R7;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.KernelField;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.ir.SlotState;
import tracebook.x86.Registers;

/**
 * A function of the program that says how much of a range of memory may be faulted in: what is in
 * areas of the process (struct vm_area_struct). A fault anywhere else can change the target: below
 * an area that grows downwards, such as the stack of the main thread, it makes the area larger.
 *
 * <p>Called with R1 = the address and R2 = the number of bytes, at least 1. Gives in the lower half
 * of R0 how many of them can be read, from the first one on, and, when these are not all, in the
 * upper half the {@link SlotState} of the others.
 */
final class Mapped {
  /** What is called. */
  static final Label FUNCTION = new Label("mapped");

  /** Does what is to be done for one page, for bpf_loop. */
  private static final Label PAGE = new Label("page");

  /** Sees the area of a page, for bpf_find_vma. */
  private static final Label AREA = new Label("area");

  /** The smallest that Linux has, and its binary logarithm. */
  private static final int PAGE_BYTES = 4096;

  private static final int PAGE_BITS = 12;

  /**
   * At most so many pages are looked at and waits made: the pages of the longest read, of 65538
   * bytes, and then 30 waits.
   */
  private static final int ROUNDS = 48;

  /** EBUSY, of include/uapi/asm-generic/errno-base.h. */
  private static final int BUSY = -16;

  private static final int INSTRUCTION_POINTER = Registers.named("rip").orElseThrow().offset();

  /** Of the frame; the callbacks have none of their own. */
  static final int BYTES = 16;

  /** u64: the address that is looked at. */
  private static final int AT = 0;

  /** u32: how many pages are still to be looked at. */
  private static final int PAGES = 8;

  /** u16: why what is at {@link #AT} may not be faulted in; 0 when it may. */
  private static final int WHY = 12;

  /** A byte that is not used. */
  private static final int NOWHERE = 14;

  private final Assembler asm;
  private final CodeOptions options;

  private Mapped(Assembler asm, CodeOptions options) {
    this.asm = asm;
    this.options = options;
  }

  /** Appends the function. */
  static void define(Assembler asm, CodeOptions options) {
    Mapped mapped = new Mapped(asm, options);
    mapped.function();
    mapped.page();
    mapped.area();
  }

  private void function() {
    Label all = asm.label("all_mapped");
    int frame = -BYTES;
    asm.mark(FUNCTION).mov(R6, R1).mov(R7, R2).store(Size.DW, R10, frame + AT, R1);
    asm.alu(AluOp.AND, R1, PAGE_BYTES - 1).alu(AluOp.ADD, R1, R2).addImm(R1, PAGE_BYTES - 1);
    asm.alu(AluOp.RSH, R1, PAGE_BITS).store(Size.DW, R10, frame + PAGES, R1);
    asm.mov(R1, ROUNDS).loadFunction(R2, PAGE).mov(R3, R10).addImm(R3, frame).mov(R4, 0);
    asm.call(Helper.LOOP).load(Size.W, R1, R10, frame + PAGES).mov(R0, R7);
    asm.jumpIf(Cond.EQ, R1, 0, all);
    asm.load(Size.H, R0, R10, frame + WHY).alu(AluOp.LSH, R0, 32);
    asm.load(Size.DW, R1, R10, frame + AT).alu(AluOp.SUB, R1, R6).alu(AluOp.OR, R0, R1);
    asm.mark(all).exit();
  }

  /** R1 = the number of the round, R2 = the function's frame; another round is wanted if R0 = 0. */
  private void page() {
    Label inside = asm.label("inside");
    Label wait = asm.label("wait");
    Label ended = asm.label("ended");
    asm.mark(PAGE).mov(R6, R2).store(Size.H, R6, WHY, 0).call(Helper.GET_CURRENT_TASK_BTF);
    asm.mov(R7, R0).mov(R1, R0).load(Size.DW, R2, R6, AT).loadFunction(R3, AREA);
    asm.mov(R4, R6).mov(R5, 0).call(Helper.FIND_VMA);
    asm.jumpIf(Cond.EQ, R0, 0, inside).jumpIf(Cond.EQ, R0, BUSY, wait);
    asm.store(Size.H, R6, WHY, SlotState.FAULT.code()).mark(ended).mov(R0, 1).exit();

    // Someone has the lock of the process's areas, or waits for it. bpf_find_vma only tries; to
    // read
    // by way of the task is to wait for the lock. What is read is where the target runs.
    asm.mark(wait).store(Size.H, R6, WHY, SlotState.PERHAPS_MAPPED.code());
    asm.mov(R1, R7).call(Helper.TASK_PT_REGS).load(Size.DW, R3, R0, INSTRUCTION_POINTER);
    asm.mov(R1, R6).addImm(R1, NOWHERE).mov(R2, 1).mov(R4, R7).mov(R5, 0);
    asm.call(Helper.COPY_FROM_USER_TASK).mov(R0, 0).exit();

    asm.mark(inside).load(Size.H, R1, R6, WHY).jumpIf(Cond.NE, R1, 0, ended);
    asm.store(Size.H, R6, WHY, SlotState.PERHAPS_MAPPED.code()).load(Size.DW, R1, R6, AT);
    asm.alu(AluOp.AND, R1, -PAGE_BYTES).addImm(R1, PAGE_BYTES).store(Size.DW, R6, AT, R1);
    asm.load(Size.W, R1, R6, PAGES).addImm(R1, -1).store(Size.W, R6, PAGES, R1);
    asm.jumpIf(Cond.EQ, R1, 0, ended).mov(R0, 0).exit();
  }

  /** R2 = the area, R3 = the function's frame. */
  private void area() {
    asm.mark(AREA);
    if (options.userfaultfd()) {
      Label kernels = asm.label("kernels_faults");
      asm.load(R1, R2, KernelField.USERFAULTFD).jumpIf(Cond.EQ, R1, 0, kernels);
      asm.store(Size.H, R3, WHY, SlotState.OWN_FAULTS.code()).mark(kernels);
    }
    asm.mov(R0, 0).exit();
  }
}
