package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R7;
import static tracebook.asm.Reg.R8;
import static tracebook.asm.Reg.R9;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.AtomicOp;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.ir.Body;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Step;
import tracebook.ir.Summary;

/**
 * A body to a program. The record is reserved in the ring when the first statement needs it, so
 * that a hit that a condition filters costs no room. Every way through the program adds one to
 * {@code hits} and one to exactly one of rows, filtered, throttled and lost.
 *
 * <p>R6 context, R7 the record (0 before it is reserved), R8 an address across calls, R9 what
 * became of the hit, in bits.
 */
final class BodyCompiler {
  /** BPF_RB_NO_WAKEUP of include/uapi/linux/bpf.h: the session polls. */
  private static final int NO_WAKEUP = 1;

  /** Bits of R9: something could not be read. */
  static final int UNREADABLE = 1;

  /** A {@code limit} refused the hit. */
  private static final int THROTTLED = 2;

  /** This hit ended the trace: its own row is the last one. */
  private static final int EXITING = 4;

  /** The hit went into its group. */
  private static final int GROUPED = 8;

  /** There was no room for its group. */
  private static final int NO_ROOM = 16;

  /** A condition of the chain of {@code else if} at hand could not be read. */
  private static final int UNDECIDED = 32;

  /** More than the CPUs that begin a stretch of time at once are unlikely to be in the way. */
  private static final int LIMIT_ATTEMPTS = 4;

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
  private final CodeOptions options;
  private final Frame frame;
  private final NumCompiler nums;
  private final List<Summary> summaries;
  private final Slots slots;
  private final Label lost;
  private final Label filtered;
  private final Label finish;
  private final Label late;
  private final boolean exits;
  private final boolean ends;
  private final boolean groups;
  private final boolean throttles;

  private final Optional<Undecided> undecided;

  private BodyCompiler(Programs programs, Assembler asm, Frame frame, Optional<Kept> kept)
      throws CodeLimit {
    this.body = programs.body();
    this.layout = body.layout();
    this.asm = asm;
    this.hits = new Hits(programs.probe(), asm, programs.options());
    this.options = programs.options();
    this.frame = frame;
    this.summaries = programs.summaries();
    this.nums = NumCompiler.of(programs, asm, frame, kept);
    this.slots = new Slots(asm, nums, layout, programs.sizes());
    this.lost = asm.label("lost");
    this.filtered = asm.label("filtered");
    this.finish = asm.label("finish");
    this.late = asm.label("late");
    this.exits = programs.exits();
    this.ends = Step.all(body.steps()).anyMatch(s -> s instanceof Step.Exit);
    this.groups = Step.all(body.steps()).anyMatch(x -> x instanceof Step.Summarize);
    this.throttles = Step.all(body.steps()).anyMatch(s -> s instanceof Step.Limit);
    this.undecided =
        layout.undecided().isPresent()
            ? Optional.of(new Undecided(asm, frame, layout))
            : Optional.empty();
  }

  static CompiledBody compile(Programs programs) throws CodeLimit {
    return switch (programs.body().pairing()) {
      case Pairing.Alone alone -> {
        Assembler asm = programs.assembler();
        new BodyCompiler(programs, asm, programs.frame(), Optional.empty()).alone();
        yield programs.compiled(
            List.of(new Code(Code.Role.AT_SITE, programs.finished(asm))), List.of());
      }
      case Pairing.Returned returned -> new ReturnCompiler(programs, returned).compile();
      case Pairing.Began began -> SpanCompiler.began(programs, began);
      case Pairing.Ended ended -> SpanCompiler.ended(programs, ended);
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
  static void paired(Programs programs, Assembler asm, Frame frame, Kept kept, Paired with)
      throws CodeLimit {
    BodyCompiler compiler = new BodyCompiler(programs, asm, frame, Optional.of(kept));
    Label out = asm.label("out");
    Label away = asm.label("away");
    asm.mov(R6, R1).mov(R7, 0).mov(R9, 0);
    compiler.hits.onlyTarget(away);
    with.begin(compiler.hits, compiler.filtered, compiler.lost);
    compiler.account(out);
    asm.mark(out);
    with.end();
    asm.mark(away).mov(R0, 0).exit();
  }

  /** What a hit does that has to do with an earlier one. */
  interface Paired {
    void begin(Hits hits, Label filtered, Label lost) throws CodeLimit;

    void end();
  }

  /** The steps, and one of rows, filtered, throttled and lost. */
  private void account(Label out) throws CodeLimit {
    hits.control(R1, Maps.STOPPED);
    asm.load(Size.DW, R1, R1, 0).jumpIf(Cond.NE, R1, 0, filtered);
    undecided.ifPresent(Undecided::none);
    Row row = steps(body.steps(), Row.ABSENT);
    asm.mark(finish);
    asm.note("account");
    unreadable();
    if (row != Row.ABSENT) {
      Label noRow = asm.label("norow");
      asm.jumpIf(Cond.EQ, R7, 0, noRow);
      submit(out);
      asm.jump(filtered).mark(noRow);
    }
    if (groups) {
      grouped(out);
    }
    if (throttles) {
      Label throttled = asm.label("throttled");
      asm.jumpIf(Cond.SET, R9, THROTTLED, throttled).jump(filtered).mark(throttled);
      hits.count(Maps.THROTTLED);
      asm.jump(out);
    }
    if (ends) {
      asm.jump(filtered).mark(late);
      asm.jumpIf(Cond.EQ, R7, 0, filtered);
      discard();
    }
    asm.mark(filtered);
    hits.count(Maps.FILTERED);
    asm.jump(out).mark(lost);
    unreadable();
    hits.count(Maps.LOST);
  }

  private void unreadable() {
    Label readable = asm.label("readable");
    asm.mov(R1, R9).alu(AluOp.AND, R1, UNREADABLE).jumpIf(Cond.EQ, R1, 0, readable);
    hits.count(Maps.UNREADABLE);
    asm.mark(readable);
  }

  private void mark(int bit) {
    asm.alu(AluOp.OR, R9, bit);
  }

  /** A condition could not be read. */
  private void undecided(int number) {
    mark(UNREADABLE);
    undecided.ifPresent(u -> u.add(number));
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
        undecided(s.number());
        return row;
      }
      case Step.Every s -> {
        return every(s, row);
      }
      case Step.Limit s -> {
        return limit(s, row);
      }
      case Step.Summarize s -> {
        summarize(s);
        return row;
      }
      case Step.Exit s -> {
        exit();
        return row;
      }
    }
  }

  private void summarize(Step.Summarize s) throws CodeLimit {
    if (exits) {
      hits.control(R1, Maps.STOPPED);
      asm.load(Size.DW, R1, R1, 0).jumpIf(Cond.SET, R1, Maps.EXITED, finish);
    }
    new GroupCompiler(asm, frame, nums, slots, s.summary(), summaries.get(s.summary()))
        .compile(s, UNREADABLE, GROUPED, NO_ROOM);
  }

  /** A hit that was to go into a group is a row or lost. */
  private void grouped(Label out) {
    Label noRoom = asm.label("noroom");
    Label none = asm.label("nogroup");
    asm.jumpIf(Cond.SET, R9, NO_ROOM, noRoom);
    asm.mov(R1, R9).alu(AluOp.AND, R1, GROUPED).jumpIf(Cond.EQ, R1, 0, none);
    hits.count(Maps.ROWS);
    asm.jump(out).mark(noRoom);
    hits.count(Maps.LOST);
    asm.jump(out).mark(none);
  }

  /** The first to set the bit is the one that ends the trace. */
  private void exit() {
    hits.control(R1, Maps.STOPPED);
    asm.mov(R2, Maps.EXITED).atomic(AtomicOp.FETCH_OR, Size.DW, R1, 0, R2);
    asm.jumpIf(Cond.SET, R2, Maps.EXITED, late);
    mark(EXITING);
    asm.jump(finish);
  }

  private Row every(Step.Every s, Row row) throws CodeLimit {
    Label skip = asm.label("skip");
    asm.note("every " + s.count());
    asm.loadMapValue(R1, Maps.TALLIES, s.tally() * Maps.TALLY_SIZE).mov(R2, 1);
    asm.atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2);
    asm.constant(R3, s.count()).alu(AluOp.MOD, R2, R3).jumpIf(Cond.NE, R2, 0, skip);
    Row then = steps(s.then(), row);
    asm.mark(skip);
    return then == row ? row : Row.PERHAPS;
  }

  /**
   * The word of a limit is the number of the stretch of time in its upper half, which only grows,
   * and in its lower one the passes in that stretch. Whoever finds an older stretch begins the next
   * one with its own pass. A hit that loses that race too often is refused, so that there are never
   * too many.
   */
  private Row limit(Step.Limit s, Row row) throws CodeLimit {
    Label refused = asm.label("refused");
    Label counting = asm.label("counting");
    Label pass = asm.label("pass");
    Label end = asm.label("endlimit");
    asm.note("limit " + s.count() + " per " + s.perNanoseconds() + " ns");
    asm.call(Helper.KTIME_GET_NS);
    hits.control(R1, Maps.BEGAN);
    asm.load(Size.DW, R1, R1, 0).alu(AluOp.SUB, R0, R1).constant(R1, s.perNanoseconds());
    asm.alu(AluOp.DIV, R0, R1).mov(R8, R0).alu(AluOp.LSH, R8, 32);
    asm.loadMapValue(R1, Maps.TALLIES, s.tally() * Maps.TALLY_SIZE);
    for (int attempt = 0; attempt < LIMIT_ATTEMPTS; attempt++) {
      asm.load(Size.DW, R0, R1, 0).mov(R2, R0).alu(AluOp.RSH, R2, 32).alu(AluOp.LSH, R2, 32);
      asm.jumpIf(Cond.GE, R2, R8, counting);
      asm.mov(R2, R8).alu(AluOp.OR, R2, 1).mov(R3, R0);
      asm.atomic(AtomicOp.CMPXCHG, Size.DW, R1, 0, R2).jumpIf(Cond.EQ, R0, R3, pass);
    }
    asm.jump(refused).mark(counting).zeroExtend(Size.W, R0);
    // Looked at first, so that refusals do not make the lower half run over.
    asm.constant(R3, s.count()).jumpIf(Cond.GE, R0, R3, refused);
    asm.mov(R2, 1).atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2).zeroExtend(Size.W, R2);
    asm.jumpIf(Cond.LT, R2, R3, pass).mark(refused);
    mark(THROTTLED);
    asm.jump(end).mark(pass);
    Row then = steps(s.then(), row);
    asm.mark(end);
    return then == row ? row : Row.PERHAPS;
  }

  private Row branch(Step.Branch s, Row row) throws CodeLimit {
    if (isChain(s)) {
      return chain(s, row);
    }
    Label otherwise = asm.label("otherwise");
    Label fail = asm.label("undecided");
    Label end = asm.label("endif");
    nums.jumpUnless(s.condition(), otherwise, fail);
    Row then = steps(s.then(), row);
    asm.jump(end);
    if (s.undecided().equals(s.otherwise())) {
      asm.mark(fail);
      undecided(s.number());
      asm.mark(otherwise);
      Row both = steps(s.otherwise(), row);
      asm.mark(end);
      return then == both && then == row ? row : Row.PERHAPS;
    }
    asm.mark(otherwise);
    Row other = steps(s.otherwise(), row);
    asm.jump(end).mark(fail);
    undecided(s.number());
    Row untried = steps(s.undecided(), row);
    asm.mark(end);
    return then == other && then == untried && then == row ? row : Row.PERHAPS;
  }

  /**
   * Whether {@code undecided} all along is what it is for an {@code else if}: the rest of the chain
   * without its last {@code else}. Written out it would take the square of the chain's length.
   */
  private static boolean isChain(Step.Branch first) {
    boolean chain = false;
    Step.Branch at = first;
    while (elseIf(at.otherwise()) != null && isRestWithoutElse(at)) {
      chain = true;
      at = Objects.requireNonNull(elseIf(at.otherwise()));
    }
    return chain && at.undecided().isEmpty();
  }

  private static Step.@Nullable Branch elseIf(List<Step> steps) {
    return steps.size() == 1 && steps.getFirst() instanceof Step.Branch branch ? branch : null;
  }

  /** By identity, which is how the steps are made; others are compiled in the general way. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isRestWithoutElse(Step.Branch s) {
    Step.Branch next = elseIf(s.otherwise());
    Step.Branch untried = elseIf(s.undecided());
    return next != null
        && untried != null
        && untried.condition() == next.condition()
        && untried.then() == next.then()
        && untried.otherwise() == next.undecided()
        && untried.undecided() == next.undecided();
  }

  /** A condition that fails is remembered, so that the last {@code else} is not taken. */
  private Row chain(Step.Branch first, Row row) throws CodeLimit {
    Label end = asm.label("endif");
    asm.alu(AluOp.AND, R9, ~UNDECIDED);
    Row after = row;
    Step.Branch at = first;
    while (true) {
      Label otherwise = asm.label("otherwise");
      Label fail = asm.label("undecided");
      nums.jumpUnless(at.condition(), otherwise, fail);
      after = steps(at.then(), row) == row ? after : Row.PERHAPS;
      asm.jump(end).mark(fail);
      undecided(at.number());
      mark(UNDECIDED);
      asm.mark(otherwise);
      Step.Branch next = elseIf(at.otherwise());
      if (next == null || !isRestWithoutElse(at)) {
        break;
      }
      at = next;
    }
    asm.jumpIf(Cond.SET, R9, UNDECIDED, end);
    after = steps(at.otherwise(), row) == row ? after : Row.PERHAPS;
    asm.mark(end);
    return after;
  }

  /** A failure of the value becomes the variable's state. */
  private void define(Step.Define s) throws CodeLimit {
    Label fail = asm.label("novalue");
    Label end = asm.label("defined");
    nums.number(s.value(), fail);
    asm.mov(R2, R0).mov(R1, 0).jump(end);
    asm.mark(fail);
    mark(UNREADABLE);
    asm.mark(end);
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
    if (body.sites().size() == 1) {
      asm.store(Size.W, R7, RowLayout.SITE, body.sites().getFirst().number());
    } else {
      asm.mov(R1, R6).call(Helper.GET_ATTACH_COOKIE);
      asm.alu(AluOp.AND, R0, Cookie.SITE_MASK).store(Size.W, R7, RowLayout.SITE, R0);
    }
    asm.call(Helper.GET_SMP_PROCESSOR_ID).store(Size.W, R7, RowLayout.CPU, R0);
    Hits.ids(asm, options);
    asm.load(Size.W, R1, R10, Frame.IDS + 4).store(Size.W, R7, RowLayout.PID, R1);
    asm.load(Size.W, R1, R10, Frame.IDS).store(Size.W, R7, RowLayout.TID, R1);
    for (int at = RowLayout.STATES; at < RowLayout.slotsStart(layout.slots().size()); at += 8) {
      asm.store(Size.DW, R7, at, 0);
    }
    asm.mark(have);
  }

  /**
   * Submits the record, or discards it when the trace already has its rows or another hit has ended
   * it meanwhile.
   */
  private void submit(Label out) {
    undecided.ifPresent(u -> u.store(nums.reads(), slots));
    Label full = asm.label("full");
    Label more = asm.label("more");
    if (exits) {
      Label last = asm.label("last");
      asm.jumpIf(Cond.SET, R9, EXITING, last);
      hits.control(R1, Maps.STOPPED);
      asm.load(Size.DW, R1, R1, 0).jumpIf(Cond.SET, R1, Maps.EXITED, full).mark(last);
    }
    hits.control(R1, Maps.ROWS_TAKEN);
    asm.mov(R2, 1).atomic(AtomicOp.FETCH_ADD, Size.DW, R1, 0, R2);
    hits.control(R1, Maps.MAX_ROWS);
    asm.load(Size.DW, R3, R1, 0).jumpIf(Cond.GE, R2, R3, full);
    asm.addImm(R2, 1).jumpIf(Cond.LT, R2, R3, more);
    hits.control(R1, Maps.STOPPED);
    asm.mov(R2, Maps.ENOUGH).atomic(AtomicOp.OR, Size.DW, R1, 0, R2);
    asm.mark(more);
    hits.count(Maps.ROWS);
    asm.mov(R1, R7).mov(R2, NO_WAKEUP).call(Helper.RINGBUF_SUBMIT).jump(out);
    asm.mark(full);
    discard();
  }

  private void discard() {
    asm.mov(R1, R7).mov(R2, NO_WAKEUP).call(Helper.RINGBUF_DISCARD);
  }
}
