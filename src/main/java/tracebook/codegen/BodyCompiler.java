package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R7;
import static tracebook.asm.Reg.R9;

import java.util.List;
import java.util.Optional;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Program;
import tracebook.asm.Size;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.ir.Body;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
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

  private final Body body;
  private final RowLayout layout;
  private final Assembler asm;
  private final Hits hits;
  private final NumCompiler nums;
  private final Slots slots;
  private final Label lost;
  private final Label finish;

  private BodyCompiler(
      int probe, Body body, CodeOptions options, Assembler asm, Frame frame, Optional<Kept> kept)
      throws CodeLimit {
    this.body = body;
    this.layout = body.layout();
    this.asm = asm;
    this.hits = new Hits(probe, asm, options);
    this.nums = new NumCompiler(asm, frame, options, kept);
    this.slots = new Slots(asm, nums, layout);
    this.lost = asm.label("lost");
    this.finish = asm.label("finish");
  }

  /** The programs of one body, which is the {@code number}-th of its trace. */
  static CompiledBody compile(int probe, int number, Body body, CodeOptions options)
      throws CodeLimit {
    return switch (body.pairing()) {
      case Pairing.Alone alone -> {
        Assembler asm = new Assembler(options.isa());
        Frame frame = new Frame(body.variables());
        new BodyCompiler(probe, body, options, asm, frame, Optional.empty()).alone();
        yield new CompiledBody(
            probe, body, List.of(new Code(Code.Role.AT_SITE, program(asm))), List.of());
      }
      case Pairing.Returned returned ->
          new ReturnCompiler(probe, number, body, returned, options).compile();
    };
  }

  /** A hit by itself. */
  private void alone() throws CodeLimit {
    Label out = asm.label("out");
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    hits.onlyTarget(out);
    asm.note("count the hit");
    hits.countHit();
    account(out);
    asm.mark(out).mov(R0, 0).exit();
  }

  /** A hit that {@code begin} counts, and finds the record of; {@code end} gives it back. */
  static void paired(
      int probe, Body body, CodeOptions options, Assembler asm, Frame frame, Kept kept, Paired with)
      throws CodeLimit {
    BodyCompiler compiler = new BodyCompiler(probe, body, options, asm, frame, Optional.of(kept));
    Label out = asm.label("out");
    Label away = asm.label("away");
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    compiler.hits.onlyTarget(away);
    with.begin(compiler.hits, compiler.lost);
    compiler.account(out);
    asm.mark(out);
    with.end();
    asm.mark(away).mov(R0, 0).exit();
  }

  /** What a hit does that has to do with an earlier one. */
  interface Paired {
    void begin(Hits hits, Label lost);

    void end();
  }

  static Program program(Assembler asm) throws CodeLimit {
    try {
      return Reachable.only(asm.assemble());
    } catch (tracebook.asm.JumpTooFar tooFar) {
      throw new CodeLimit("the block is too long for one eBPF program", "emit less in one probe");
    }
  }

  /** The steps, and one of rows, filtered and lost. */
  private void account(Label out) throws CodeLimit {
    Label filtered = asm.label("filtered");
    hits.control(R1, Maps.STOPPED);
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
    hits.count(Maps.FILTERED);
    asm.jump(out).mark(lost);
    unreadable();
    hits.count(Maps.LOST);
  }

  private void unreadable() {
    Label readable = asm.label("readable");
    asm.jumpIf(Cond.EQ, R9, 0, readable);
    hits.count(Maps.UNREADABLE);
    asm.mark(readable);
  }

  private void stop() {
    hits.control(R1, Maps.STOPPED);
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
        slots.capture(s.slot(), s.source());
        return Row.PRESENT;
      }
      case Step.Reach s -> {
        begin(row);
        slots.state(s.slot(), SlotState.CAPTURED);
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
    asm.mov(R1, R6).call(Helper.GET_ATTACH_COOKIE).store(Size.W, R7, RowLayout.SITE, R0);
    asm.call(Helper.GET_SMP_PROCESSOR_ID).store(Size.W, R7, RowLayout.CPU, R0);
    asm.load(Size.W, R1, R10, Frame.IDS + 4).store(Size.W, R7, RowLayout.PID, R1);
    asm.load(Size.W, R1, R10, Frame.IDS).store(Size.W, R7, RowLayout.TID, R1);
    for (int at = RowLayout.STATES; at < RowLayout.slotsStart(layout.slots().size()); at += 8) {
      asm.store(Size.DW, R7, at, 0);
    }
    asm.mark(have);
  }

  /** Submits the record, or discards it when the trace already has its rows. */
  private void submit(Label out) {
    Label full = asm.label("full");
    Label more = asm.label("more");
    hits.control(R1, Maps.ROWS_TAKEN);
    asm.mov(R2, 1).atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2);
    hits.control(R1, Maps.MAX_ROWS);
    asm.load(Size.DW, R3, R1, 0).jumpIf(Cond.GE, R2, R3, full);
    asm.addImm(R2, 1).jumpIf(Cond.LT, R2, R3, more);
    stop();
    asm.mark(more);
    hits.count(Maps.ROWS);
    asm.mov(R1, R7).mov(R2, NO_WAKEUP).call(Helper.RINGBUF_SUBMIT).jump(out);
    asm.mark(full).mov(R1, R7).mov(R2, NO_WAKEUP).call(Helper.RINGBUF_DISCARD);
  }
}
