package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R7;
import static tracebook.asm.Reg.R8;
import static tracebook.asm.Reg.R9;

import java.util.List;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Program;
import tracebook.asm.Size;
import tracebook.ir.Body;
import tracebook.ir.RowLayout;
import tracebook.ir.RowLayout.Slot;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;

/**
 * A body to a program. The record is reserved in the ring when the first statement needs it, so
 * that a hit that a condition filters costs no room. Every way through the program adds one to
 * {@code hits} and one to exactly one of rows, filtered and lost.
 *
 * <p>R6 context, R7 the record (0 before it is reserved), R8 an address across calls, R9 not 0 once
 * something could not be read.
 */
final class BodyCompiler {
  /** BPF_RB_NO_WAKEUP of include/uapi/linux/bpf.h: the session polls. */
  private static final int NO_WAKEUP = 1;

  /** What is known of the record at a point of the program. */
  private enum Row {
    ABSENT,
    PERHAPS,
    PRESENT
  }

  private final int probe;
  private final Body body;
  private final RowLayout layout;
  private final CodeOptions options;
  private final Assembler asm;
  private final NumCompiler nums;
  private final Label lost;
  private final Label finish;

  BodyCompiler(int probe, Body body, CodeOptions options) throws CodeLimit {
    this.probe = probe;
    this.body = body;
    this.layout = body.layout();
    this.options = options;
    this.asm = new Assembler(options.isa());
    this.nums = new NumCompiler(asm, new Frame(body.variables()), options, body.sites());
    this.lost = asm.label("lost");
    this.finish = asm.label("finish");
  }

  Program compile() throws CodeLimit {
    Label filtered = asm.label("filtered");
    Label out = asm.label("out");
    enter(out);
    asm.note("count the hit");
    countHit();
    control(R1, Maps.STOPPED);
    asm.load(Size.DW, R1, R1, 0).jumpIf(Cond.NE, R1, 0, filtered);
    Row row = steps(body.steps(), Row.ABSENT);
    asm.mark(finish);
    asm.note("account");
    unreadable();
    if (row != Row.ABSENT) {
      asm.jumpIf(Cond.EQ, R7, 0, filtered);
      submit(out);
    }
    asm.mark(filtered);
    count(Maps.FILTERED);
    asm.jump(out).mark(lost);
    unreadable();
    count(Maps.LOST);
    asm.mark(out).mov(R0, 0).exit();
    try {
      return Reachable.only(asm.assemble());
    } catch (tracebook.asm.JumpTooFar tooFar) {
      throw new CodeLimit("the block is too long for one eBPF program", "emit less in one probe");
    }
  }

  /** Leaves the ids in the frame; goes out when the hit is another process's. */
  private void enter(Label out) {
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    if (options.oneProcess()) {
      asm.note("only the target, as its pid namespace counts");
      control(R1, Maps.NAMESPACE_DEVICE);
      asm.load(Size.DW, R2, R1, Maps.NAMESPACE_INODE - Maps.NAMESPACE_DEVICE);
      asm.load(Size.DW, R1, R1, 0);
      asm.mov(R3, R10).addImm(R3, Frame.IDS).mov(R4, 8);
      asm.call(Helper.GET_NS_CURRENT_PID_TGID).jumpIf(Cond.NE, R0, 0, out);
      control(R1, Maps.PID);
      asm.load(Size.W, R1, R1, 0).load(Size.W, R2, R10, Frame.IDS + 4);
      asm.jumpIf(Cond.NE, R1, R2, out);
    } else {
      asm.call(Helper.GET_CURRENT_PID_TGID).store(Size.DW, R10, Frame.IDS, R0);
    }
  }

  private void countHit() {
    asm.loadMapValue(R1, Maps.ACCOUNT, probe * Maps.ACCOUNT_SIZE + Maps.HITS).mov(R2, 1);
    asm.atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2).addImm(R2, 1);
    asm.store(Size.DW, R10, Frame.HIT, R2);
  }

  private void count(int counter) {
    asm.loadMapValue(R1, Maps.ACCOUNT, probe * Maps.ACCOUNT_SIZE + counter).mov(R2, 1);
    asm.atomic(AtomicOp.ADD, Size.DW, R1, 0, R2);
  }

  private void unreadable() {
    Label readable = asm.label("readable");
    asm.jumpIf(Cond.EQ, R9, 0, readable);
    count(Maps.UNREADABLE);
    asm.mark(readable);
  }

  private void control(tracebook.asm.Reg reg, int offset) {
    asm.loadMapValue(reg, Maps.CONTROL, offset);
  }

  private void stop() {
    control(R1, Maps.STOPPED);
    asm.store(Size.DW, R1, 0, 1);
  }

  private Row steps(List<Step> steps, Row row) throws CodeLimit {
    for (Step step : steps) {
      row = step(step, row);
    }
    return row;
  }

  private Row step(Step step, Row row) throws CodeLimit {
    switch (step) {
      case Step.Capture s -> {
        begin(row);
        capture(s.slot(), s.source());
        return Row.PRESENT;
      }
      case Step.Reach s -> {
        begin(row);
        state(s.slot(), SlotState.CAPTURED);
        return Row.PRESENT;
      }
      case Step.Define s -> {
        define(s);
        return row;
      }
      case Step.Branch s -> {
        return branch(s, row);
      }
      case Step.MarkUnreadable s -> {
        asm.mov(R9, 1);
        return row;
      }
      case Step.Exit s -> {
        stop();
        asm.jump(finish);
        return row;
      }
    }
  }

  private Row branch(Step.Branch s, Row row) throws CodeLimit {
    Label otherwise = asm.label("otherwise");
    Label fail = asm.label("undecided");
    Label end = asm.label("endif");
    nums.jumpUnless(s.condition(), otherwise, fail);
    Row then = steps(s.then(), row);
    asm.jump(end);
    if (s.undecided().equals(s.otherwise())) {
      asm.mark(fail).mov(R9, 1).mark(otherwise);
      Row both = steps(s.otherwise(), row);
      asm.mark(end);
      return then == both && then == row ? row : Row.PERHAPS;
    }
    asm.mark(otherwise);
    Row other = steps(s.otherwise(), row);
    asm.jump(end).mark(fail).mov(R9, 1);
    Row undecided = steps(s.undecided(), row);
    asm.mark(end);
    return then == other && then == undecided && then == row ? row : Row.PERHAPS;
  }

  /** A failure of the value becomes the variable's state. */
  private void define(Step.Define s) throws CodeLimit {
    Label fail = asm.label("novalue");
    Label end = asm.label("defined");
    nums.number(s.value(), fail);
    asm.mov(R2, R0).mov(R1, 0).jump(end);
    asm.mark(fail).mov(R9, 1).mark(end);
    nums.forget(R1, R2);
    asm.store(Size.DW, R10, Frame.value(s.variable()), R2);
    asm.store(Size.DW, R10, Frame.state(s.variable()), R1);
  }

  /** Reserves the record unless it is there. */
  private void begin(Row row) {
    if (row == Row.PRESENT) {
      return;
    }
    Label have = asm.label("row");
    if (row == Row.PERHAPS) {
      asm.jumpIf(Cond.NE, R7, 0, have);
    }
    asm.note("reserve " + layout.size() + " bytes");
    asm.loadMap(R1, Maps.EVENTS).mov(R2, layout.size()).mov(R3, 0).call(Helper.RINGBUF_RESERVE);
    asm.jumpIf(Cond.EQ, R0, 0, lost).mov(R7, R0);
    asm.call(Helper.KTIME_GET_NS).store(Size.DW, R7, RowLayout.TIME, R0);
    asm.mov(R1, R6).call(Helper.GET_ATTACH_COOKIE);
    asm.alu(AluOp.AND, R0, Cookie.SITE_MASK).store(Size.W, R7, RowLayout.SITE, R0);
    asm.call(Helper.GET_SMP_PROCESSOR_ID).store(Size.W, R7, RowLayout.CPU, R0);
    asm.load(Size.W, R1, R10, Frame.IDS + 4).store(Size.W, R7, RowLayout.PID, R1);
    asm.load(Size.W, R1, R10, Frame.IDS).store(Size.W, R7, RowLayout.TID, R1);
    for (int at = RowLayout.STATES; at < RowLayout.slotsStart(layout.slots().size()); at += 8) {
      asm.store(Size.DW, R7, at, 0);
    }
    asm.mark(have);
  }

  private void state(int slot, SlotState state) {
    asm.store(Size.B, R7, RowLayout.STATES + slot, state.code());
  }

  private void capture(int number, Source source) throws CodeLimit {
    Slot slot = layout.slots().get(number);
    Label fail = asm.label("unread");
    Label end = asm.label("captured");
    asm.note("slot " + number);
    fill(slot.offset(), source, fail);
    state(number, SlotState.CAPTURED);
    asm.jump(end).mark(fail);
    asm.store(Size.B, R7, RowLayout.STATES + number, R1).store(Size.DW, R7, slot.offset(), R2);
    asm.mov(R9, 1).mark(end);
  }

  private void fill(int offset, Source source, Label fail) throws CodeLimit {
    switch (source) {
      case Source.Scalar s -> {
        nums.number(s.value(), fail);
        asm.store(Size.DW, R7, offset, R0);
      }
      case Source.Memory s -> {
        nums.number(s.address(), fail);
        asm.mov(R8, R0);
        nums.copy(R7, offset, s.bytes(), fail);
      }
      case Source.Text s -> {
        nums.number(s.address(), fail);
        asm.mov(R8, R0);
        nums.copyString(R7, offset + 4, s.cap() + 2, fail);
        asm.store(Size.W, R7, offset, R0);
      }
      case Source.Comm s ->
          asm.mov(R1, R7).addImm(R1, offset).mov(R2, 16).call(Helper.GET_CURRENT_COMM);
      case Source.Assembled s -> {
        for (Source.Part part : s.parts()) {
          part(offset, part, fail);
        }
      }
    }
  }

  private void part(int offset, Source.Part part, Label fail) throws CodeLimit {
    if (!(part.source() instanceof Source.Scalar scalar)) {
      fill(offset + part.offset(), part.source(), fail);
      return;
    }
    nums.number(scalar.value(), fail);
    int at = offset + part.offset();
    int left = part.bytes();
    while (left > 0) {
      Size size = left >= 8 ? Size.DW : left >= 4 ? Size.W : left >= 2 ? Size.H : Size.B;
      asm.store(size, R7, at, R0);
      at += size.bytes();
      left -= size.bytes();
      if (left > 0) {
        asm.alu(AluOp.RSH, R0, size.bits());
      }
    }
  }

  /** Submits the record, or discards it when the trace already has its rows. */
  private void submit(Label out) {
    Label full = asm.label("full");
    Label more = asm.label("more");
    control(R1, Maps.ROWS_TAKEN);
    asm.mov(R2, 1).atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2);
    control(R1, Maps.MAX_ROWS);
    asm.load(Size.DW, R3, R1, 0).jumpIf(Cond.GE, R2, R3, full);
    asm.addImm(R2, 1).jumpIf(Cond.LT, R2, R3, more);
    stop();
    asm.mark(more);
    count(Maps.ROWS);
    asm.mov(R1, R7).mov(R2, NO_WAKEUP).call(Helper.RINGBUF_SUBMIT).jump(out);
    asm.mark(full).mov(R1, R7).mov(R2, NO_WAKEUP).call(Helper.RINGBUF_DISCARD);
  }
}
