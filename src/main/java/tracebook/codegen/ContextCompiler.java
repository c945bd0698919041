package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R8;

import java.util.List;
import java.util.Optional;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.KernelField;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.x86.Registers;

/** What is known of a hit beside the program's values, and what an earlier hit kept for it. */
final class ContextCompiler {
  private static final int INSTRUCTION_POINTER = Registers.named("rip").orElseThrow().offset();

  private final Assembler asm;
  private final CodeOptions options;
  private final List<Long> addresses;
  private final Optional<Kept> kept;
  private final boolean inCaller;
  private final NumCompiler nums;

  ContextCompiler(
      Assembler asm,
      CodeOptions options,
      List<Long> addresses,
      Optional<Kept> kept,
      boolean inCaller,
      NumCompiler nums) {
    this.asm = asm;
    this.options = options;
    this.addresses = addresses;
    this.kept = kept;
    this.inCaller = inCaller;
    this.nums = nums;
  }

  /**
   * The address of the only place is a constant; that of one of several is in the cookie. At a
   * return the instruction pointer is the caller's: the one of the entry was kept, or else the
   * kernel knows it (Linux 6.6; older ones say 0, and none that has sessions is older).
   */
  void bias(Label fail) {
    boolean atReturn = kept.filter(Kept::atReturn).isPresent();
    boolean asked = inCaller && !atReturn;
    if (asked && !options.sessions()) {
      asm.mov(R1, SlotState.NOT_SEEN.code()).mov(R2, 0).jump(fail);
      return;
    }
    if (atReturn) {
      seen(kept(), fail);
    }
    if (addresses.size() == 1) {
      asm.constant(R0, addresses.getFirst());
    } else {
      asm.mov(R1, R6).call(Helper.GET_ATTACH_COOKIE).alu(AluOp.RSH, R0, Cookie.ADDRESS_SHIFT);
    }
    if (atReturn) {
      asm.load(Size.DW, R1, R10, kept().pointer()).load(Size.DW, R1, R1, Kept.PLACE);
    } else if (asked) {
      asm.mov(R8, R0).mov(R1, R6).call(Helper.GET_FUNC_IP).mov(R1, R0).mov(R0, R8);
    } else {
      asm.load(Size.DW, R1, R6, INSTRUCTION_POINTER);
    }
    asm.alu(AluOp.SUB, R1, R0).mov(R0, R1);
  }

  void fact(Num.Fact fact) {
    switch (fact) {
      case TID -> {
        Hits.ids(asm, options);
        asm.load(Size.W, R0, R10, Frame.IDS);
      }
      case PID -> {
        Hits.ids(asm, options);
        asm.load(Size.W, R0, R10, Frame.IDS + 4);
      }
      case HOST_TID -> asm.call(Helper.GET_CURRENT_PID_TGID).zeroExtend(Size.W, R0);
      case HOST_PID -> asm.call(Helper.GET_CURRENT_PID_TGID).alu(AluOp.RSH, R0, 32);
      case CPU -> asm.call(Helper.GET_SMP_PROCESSOR_ID);
      case UID -> asm.call(Helper.GET_CURRENT_UID_GID).zeroExtend(Size.W, R0);
      case GID -> asm.call(Helper.GET_CURRENT_UID_GID).alu(AluOp.RSH, R0, 32);
      case CGROUP -> asm.call(Helper.GET_CURRENT_CGROUP_ID);
      case MONOTONIC -> asm.call(Helper.KTIME_GET_NS);
      case WALL_CLOCK -> {
        asm.call(Helper.KTIME_GET_NS).loadMapValue(R1, Maps.CONTROL, Maps.WALL_CLOCK_OFFSET);
        asm.load(Size.DW, R1, R1, 0).alu(AluOp.ADD, R0, R1);
      }
      case HIT -> asm.load(Size.DW, R0, R10, Frame.HIT);
      case SITE ->
          asm.mov(R1, R6).call(Helper.GET_ATTACH_COOKIE).alu(AluOp.AND, R0, Cookie.SITE_MASK);
      case THREAD_POINTER ->
          asm.call(Helper.GET_CURRENT_TASK_BTF).load(R0, R0, KernelField.FS_BASE);
      case PC -> asm.load(Size.DW, R0, R6, INSTRUCTION_POINTER);
    }
  }

  private Kept kept() {
    return kept.orElseThrow(() -> new IllegalArgumentException("nothing was kept"));
  }

  /** Goes on with the record in R3 when the slot holds a value. */
  private void ifKept(int slot, Label fail) {
    Label have = asm.label("kept");
    int offset = kept().layout().slots().get(slot).offset();
    asm.load(Size.DW, R3, R10, kept().pointer());
    asm.load(Size.B, R1, R3, RowLayout.STATES + slot);
    if (kept().layout().slots().get(slot).size() >= 8) {
      asm.load(Size.DW, R2, R3, offset);
    } else {
      asm.mov(R2, 0);
    }
    asm.jumpIf(Cond.EQ, R1, SlotState.CAPTURED.code(), have).jump(fail).mark(have);
  }

  /** Leaves in R0 a number that was kept. */
  void kept(Num.Kept n, Label fail) {
    int offset = kept().layout().slots().get(n.slot()).offset();
    ifKept(n.slot(), fail);
    asm.load(Size.DW, R0, R3, offset);
  }

  /** Copies a slot of what was kept. */
  void copyKept(Reg base, int offset, Source.Kept source, Label fail) {
    ifKept(source.slot(), fail);
    int from = kept().layout().slots().get(source.slot()).offset();
    for (int at = 0; at < source.bytes(); at += 8) {
      asm.load(Size.DW, R1, R3, from + at);
      nums.reads().store(Size.DW, base, offset + at, R1);
    }
  }

  private void seen(Kept kept, Label fail) {
    Label seen = asm.label("seen");
    asm.load(Size.DW, R1, R10, kept.pointer()).load(Size.DW, R1, R1, Kept.TIME);
    asm.jumpIf(Cond.NE, R1, 0, seen);
    asm.mov(R1, SlotState.NOT_SEEN.code()).mov(R2, 0).jump(fail).mark(seen);
  }

  void elapsed(Label fail) {
    Label seen = asm.label("seen");
    asm.load(Size.DW, R0, R10, kept().now()).load(Size.DW, R1, R10, kept().since());
    nums.forget(R0, R1);
    asm.jumpIf(Cond.NE, R1, 0, seen);
    asm.mov(R1, SlotState.NOT_SEEN.code()).mov(R2, 0).jump(fail).mark(seen);
    asm.alu(AluOp.SUB, R0, R1);
  }
}
