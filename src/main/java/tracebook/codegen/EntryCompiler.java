package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R7;
import static tracebook.asm.Reg.R9;

import java.util.List;
import java.util.Optional;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.ir.Pairing;
import tracebook.ir.SlotState;
import tracebook.ir.Step;
import tracebook.x86.Registers;

/** What runs before a call returns: at its beginning, and where its values can be read. */
final class EntryCompiler {
  /** {@code MAX_URETPROBE_DEPTH} of include/linux/uprobes.h. */
  private static final int MOST_DEPTH = 64;

  private static final int INSTRUCTION_POINTER = Registers.named("rip").orElseThrow().offset();
  private static final int RETURN_ADDRESS = 8;

  private final Assembler asm;
  private final Hits hits;
  private final CodeOptions options;
  private final Pairing.Returned pairing;
  private final NumCompiler nums;

  EntryCompiler(Programs programs, Assembler asm, Frame frame, Pairing.Returned pairing) {
    this.asm = asm;
    this.hits = new Hits(programs.probe(), asm, programs.options());
    this.options = programs.options();
    this.pairing = pairing;
    List<Long> addresses =
        programs.body().sites().stream().map(s -> s.call().orElseThrow().valuesAddress()).toList();
    this.nums = new NumCompiler(asm, frame, options, addresses, Optional.empty());
  }

  CallRecords records(Programs programs, Frame frame) throws CodeLimit {
    return new CallRecords(asm, nums, programs.number(), pairing, frame);
  }

  /**
   * At the first instruction.
   *
   * @param restarts whether a call may come here more than once
   * @param records where to keep what the return wants; empty: it wants at most a session's time
   * @param timed whether it wants that
   * @param withValues whether the values are read here
   * @param session whether the same program runs at the return, and this part decides on it
   * @param followed whether the kernel follows the return address
   */
  void beginning(
      Optional<CallRecords> records,
      boolean timed,
      boolean restarts,
      boolean withValues,
      boolean session,
      boolean followed)
      throws CodeLimit {
    Label away = asm.label("away");
    Label full = asm.label("full");
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    hits.onlyTarget(away);
    if (followed && options.depth().isPresent()) {
      tooDeep(options.depth().get(), away);
    }
    if (records.isPresent()) {
      asm.note("the record of the call");
      records.get().keyOfStack(RETURN_ADDRESS, away);
      if (restarts) {
        again(records.get(), away);
      }
      records.get().make(full);
      asm.mov(R7, R0).load(Size.DW, R1, R6, INSTRUCTION_POINTER);
      asm.store(Size.DW, R7, Kept.PLACE, R1);
      if (withValues) {
        values();
      }
      asm.call(Helper.KTIME_GET_NS).store(Size.DW, R7, Kept.TIME, R0);
      if (session) {
        leaveToReturn();
      }
      asm.mov(R0, 0).exit().mark(full);
    }
    if (session && timed) {
      asm.call(Helper.KTIME_GET_NS);
      leaveToReturn();
    }
    asm.mov(R0, 0).exit();
    // A session whose entry gives 1 does not see the return.
    asm.mark(away).mov(R0, session ? 1 : 0).exit();
  }

  /** A call that begins again keeps its record. */
  private void again(CallRecords records, Label away) {
    Label first = asm.label("first");
    records.find();
    asm.jumpIf(Cond.EQ, R0, 0, first);
    asm.load(Size.DW, R1, R0, Kept.RESTARTS).jumpIf(Cond.EQ, R1, 0, first);
    asm.store(Size.DW, R0, Kept.RESTARTS, 0).jump(away).mark(first);
  }

  /** At a jump back to the first instruction. */
  void restarting(CallRecords records) throws CodeLimit {
    Label away = asm.label("away");
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    hits.onlyTarget(away);
    records.keyOfStack(RETURN_ADDRESS, away);
    records.find();
    asm.jumpIf(Cond.EQ, R0, 0, away).store(Size.DW, R0, Kept.RESTARTS, 1);
    asm.mark(away).mov(R0, 0).exit();
  }

  /** The time in R0 becomes the session's cookie. */
  private void leaveToReturn() {
    int time = Frame.SCRATCH;
    asm.store(Size.DW, R10, time, R0).mov(R1, R6).call(Kfunc.SESSION_COOKIE);
    asm.load(Size.DW, R1, R10, time).store(Size.DW, R0, 0, R1);
  }

  /** The kernel follows no more returns of a thread than that: one more is a hit that is lost. */
  private void tooDeep(CodeOptions.ReturnDepth depth, Label away) {
    Label followed = asm.label("followed");
    asm.note("returns that the kernel does not follow");
    asm.call(Helper.GET_CURRENT_TASK_BTF).load(Size.DW, R1, R0, depth.utask());
    asm.load(Size.W, R1, R1, depth.depth()).jumpIf(Cond.LT, R1, MOST_DEPTH, followed);
    hits.count(Maps.HITS);
    hits.count(Maps.TOO_DEEP);
    hits.count(Maps.LOST);
    asm.jump(away).mark(followed);
  }

  /** Where values are read when that is behind the first instructions. */
  void laterValues(CallRecords records) throws CodeLimit {
    Label away = asm.label("away");
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    hits.onlyTarget(away);
    records.key(pairing.frame(), away);
    records.find();
    asm.jumpIf(Cond.EQ, R0, 0, away).mov(R7, R0);
    values();
    asm.mark(away).mov(R0, 0).exit();
  }

  private void values() throws CodeLimit {
    Slots slots = new Slots(asm, nums, pairing.kept());
    for (Step step : pairing.steps()) {
      switch (step) {
        case Step.Capture s -> slots.capture(s.slot(), s.source());
        case Step.Reach s -> slots.state(s.slot(), SlotState.CAPTURED);
        case Step.Define s -> throw notKept(s);
        case Step.Branch s -> throw notKept(s);
        case Step.MarkUnreadable s -> throw notKept(s);
        case Step.Every s -> throw notKept(s);
        case Step.Limit s -> throw notKept(s);
        case Step.Summarize s -> throw notKept(s);
        case Step.Exit s -> throw notKept(s);
      }
    }
  }

  private static IllegalArgumentException notKept(Step step) {
    return new IllegalArgumentException(step + " keeps nothing");
  }
}
