package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Isa;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.asm.Width;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.x86.Registers;

/**
 * Numbers to instructions. A number ends up in R0. Where it fails, control goes to the given label
 * with R1 = the ordinal of the {@link SlotState} and R2 = the address that faulted (0 where there
 * is none).
 *
 * <p>R6 is the context (struct pt_regs), R8 is free inside one node, R7 and R9 belong to the {@link
 * BodyCompiler}.
 */
final class NumCompiler {
  private static final int INSTRUCTION_POINTER = Registers.named("rip").orElseThrow().offset();

  private final Assembler asm;
  private final Frame frame;
  private final CodeOptions options;
  private final List<Long> addresses;
  private final Optional<Kept> kept;
  private final boolean inCaller;
  private final MemoryCompiler memory;
  private final SearchCompiler search;
  private final FloatCompiler floats;

  /** Where the numbers of each {@link Num.With} around are in the frame, innermost first. */
  private final List<Integer> given = new ArrayList<>();

  /**
   * @param addresses of the places where the code runs, as their cookies have them
   */
  NumCompiler(
      Assembler asm, Frame frame, CodeOptions options, List<Long> addresses, Optional<Kept> kept) {
    this(asm, frame, options, addresses, kept, false);
  }

  private NumCompiler(
      Assembler asm,
      Frame frame,
      CodeOptions options,
      List<Long> addresses,
      Optional<Kept> kept,
      boolean inCaller) {
    this.asm = asm;
    this.frame = frame;
    this.options = options;
    this.addresses = addresses;
    this.kept = kept;
    this.inCaller = inCaller;
    this.memory = new MemoryCompiler(asm, frame, this);
    this.floats = new FloatCompiler(asm);
    this.search = new SearchCompiler(asm, frame, this);
  }

  /** Of the hits of a body. */
  static NumCompiler of(Programs programs, Assembler asm, Frame frame, Optional<Kept> kept) {
    return new NumCompiler(
        asm, frame, programs.options(), programs.addresses(), kept, programs.followsReturns());
  }

  private static int offset(int dwarfRegister) {
    return Registers.ofDwarf(dwarfRegister).orElseThrow().offset();
  }

  /** Leaves the number in R0. */
  void number(Num num, Label fail) throws CodeLimit {
    switch (num) {
      case Num.Constant n -> asm.constant(R0, n.value());
      case Num.Register n -> asm.load(Size.DW, R0, R6, offset(n.number()));
      case Num.Context n -> fact(n.fact());
      case Num.Bias n -> bias(fail);
      case Num.Load n -> load(n, fail);
      case Num.Extend n -> {
        number(n.value(), fail);
        extend(R0, n.bits(), n.signed());
      }
      case Num.Binary n -> binary(n, fail);
      case Num.Divide n -> divide(n, fail);
      case Num.Compare n -> truth(n, fail);
      case Num.Not n -> truth(n, fail);
      case Num.And n -> truth(n, fail);
      case Num.Or n -> truth(n, fail);
      case Num.Matches n -> truth(n, fail);
      case Num.StringLength n -> memory.length(n, fail);
      case Num.OfMemory n -> truth(n, fail);
      case Num.SingleToDouble n -> {
        number(n.bits(), fail);
        floats.singleToDouble();
      }
      case Num.IntegerToDouble n -> {
        number(n.value(), fail);
        floats.integerToDouble(n.signed(), n.single());
      }
      case Num.FloatCompare n -> truth(n, fail);
      case Num.Conditional n -> {
        Label otherwise = asm.label("else");
        Label end = asm.label("end");
        jumpUnless(n.condition(), otherwise, fail);
        number(n.then(), fail);
        asm.jump(end).mark(otherwise);
        number(n.otherwise(), fail);
        asm.mark(end);
      }
      case Num.Kept n -> {
        int offset = kept().layout().slots().get(n.slot()).offset();
        ifKept(n.slot(), fail);
        asm.load(Size.DW, R0, R3, offset);
      }
      case Num.Elapsed n -> elapsed(fail);
      case Num.Checked n -> checked(n, fail);
      case Num.With n -> {
        number(n.value(), fail);
        given.addFirst(keep(R0));
        number(n.in(), fail);
        given.removeFirst();
        release();
      }
      case Num.Given n -> asm.load(Size.DW, R0, R10, given.get(n.outer()));
      case Num.Failure n -> asm.mov(R1, n.state().code()).mov(R2, 0).jump(fail);
      case Num.Variable n -> {
        Label known = asm.label("known");
        asm.load(Size.DW, R1, R10, Frame.state(n.index()));
        asm.load(Size.DW, R2, R10, Frame.value(n.index()));
        forget(R1, R2);
        asm.jumpIf(Cond.EQ, R1, 0, known).jump(fail).mark(known).mov(R0, R2);
      }
    }
  }

  /**
   * The address of the only place is a constant; that of one of several is in the cookie. At a
   * return the instruction pointer is the caller's: the one of the entry was kept, or else the
   * kernel knows it (Linux 6.6; older ones say 0, and none that has sessions is older).
   */
  private void bias(Label fail) {
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

  /**
   * Makes the verifier forget what it knows of two numbers, by adding what is 0 and unknown to it.
   * Otherwise it follows every combination of what it has learnt of each variable (after an OR it
   * would still know of the bits that are 1), and what it learns of a loaded one it notes at the
   * place in the stack that it was loaded from: 2^n ways for n variables.
   */
  void forget(Reg one, Reg two) {
    asm.loadMapValue(R3, Maps.CONTROL, Maps.ZERO).load(Size.DW, R3, R3, 0);
    asm.alu(AluOp.ADD, one, R3).alu(AluOp.ADD, two, R3);
  }

  /** Goes on when the number is not 0, to {@code otherwise} when it is. */
  void jumpUnless(Num num, Label otherwise, Label fail) throws CodeLimit {
    switch (num) {
      case Num.Compare n -> {
        Reg right = operands(n.left(), n.right(), fail);
        asm.jumpIf(condition(n.comparison(), n.signed()).negated(), R0, right, otherwise);
      }
      case Num.Not n -> {
        Label isZero = asm.label("zero");
        jumpUnless(n.operand(), isZero, fail);
        asm.jump(otherwise).mark(isZero);
      }
      case Num.And n -> {
        jumpUnless(n.left(), otherwise, fail);
        jumpUnless(n.right(), otherwise, fail);
      }
      case Num.Or n -> {
        Label right = asm.label("or");
        Label holds = asm.label("holds");
        jumpUnless(n.left(), right, fail);
        asm.jump(holds).mark(right);
        jumpUnless(n.right(), otherwise, fail);
        asm.mark(holds);
      }
      case Num.Matches n -> memory.matches(n, otherwise, fail);
      case Num.StringLength n -> valueUnless(n, otherwise, fail);
      case Num.Contains n -> search.contains(n, otherwise, fail);
      case Num.HoldsBytes n -> memory.holds(n, otherwise, fail);
      case Num.SameBytes n -> memory.sameBytes(n, otherwise, fail);
      case Num.SameStrings n -> memory.sameStrings(n, otherwise, fail);
      case Num.NameMatches n -> memory.nameMatches(n, otherwise);
      case Num.FloatCompare n -> {
        operands(n.left(), n.right(), fail);
        floats.compare(n.comparison(), otherwise);
      }
      case Num.OfFloat n -> valueUnless(n, otherwise, fail);
      case Num.Constant n -> valueUnless(n, otherwise, fail);
      case Num.Register n -> valueUnless(n, otherwise, fail);
      case Num.Context n -> valueUnless(n, otherwise, fail);
      case Num.Bias n -> valueUnless(n, otherwise, fail);
      case Num.Load n -> valueUnless(n, otherwise, fail);
      case Num.Extend n -> valueUnless(n, otherwise, fail);
      case Num.Binary n -> valueUnless(n, otherwise, fail);
      case Num.Divide n -> valueUnless(n, otherwise, fail);
      case Num.Conditional n -> valueUnless(n, otherwise, fail);
      case Num.Variable n -> valueUnless(n, otherwise, fail);
      case Num.Kept n -> valueUnless(n, otherwise, fail);
      case Num.Elapsed n -> valueUnless(n, otherwise, fail);
      case Num.Checked n -> valueUnless(n, otherwise, fail);
      case Num.With n -> valueUnless(n, otherwise, fail);
      case Num.Given n -> valueUnless(n, otherwise, fail);
      case Num.Failure n -> number(n, fail);
    }
  }

  private void valueUnless(Num num, Label otherwise, Label fail) throws CodeLimit {
    number(num, fail);
    asm.jumpIf(Cond.EQ, R0, 0, otherwise);
  }

  private void truth(Num num, Label fail) throws CodeLimit {
    Label no = asm.label("false");
    Label end = asm.label("end");
    jumpUnless(num, no, fail);
    asm.mov(R0, 1).jump(end).mark(no).mov(R0, 0).mark(end);
  }

  private void fact(Num.Fact fact) {
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

  /** Copies a slot of what was kept. */
  void copyKept(Reg base, int offset, Source.Kept source, Label fail) {
    ifKept(source.slot(), fail);
    int from = kept().layout().slots().get(source.slot()).offset();
    for (int at = 0; at < source.bytes(); at += 8) {
      asm.load(Size.DW, R1, R3, from + at);
      store(Size.DW, base, offset + at, R1);
    }
  }

  private void seen(Kept kept, Label fail) {
    Label seen = asm.label("seen");
    asm.load(Size.DW, R1, R10, kept.pointer()).load(Size.DW, R1, R1, Kept.TIME);
    asm.jumpIf(Cond.NE, R1, 0, seen);
    asm.mov(R1, SlotState.NOT_SEEN.code()).mov(R2, 0).jump(fail).mark(seen);
  }

  private void elapsed(Label fail) {
    Label seen = asm.label("seen");
    asm.load(Size.DW, R0, R10, kept().now()).load(Size.DW, R1, R10, kept().since());
    forget(R0, R1);
    asm.jumpIf(Cond.NE, R1, 0, seen);
    asm.mov(R1, SlotState.NOT_SEEN.code()).mov(R2, 0).jump(fail).mark(seen);
    asm.alu(AluOp.SUB, R0, R1);
  }

  private void checked(Num.Checked n, Label fail) throws CodeLimit {
    Label holds = asm.label("holds");
    switch (n.check()) {
      case Num.AtMost c -> {
        Reg limit = operands(n.value(), c.limit(), fail);
        asm.jumpIf(Cond.LE, R0, limit, holds);
      }
      case Num.Below c -> {
        Reg count = operands(n.value(), c.count(), fail);
        asm.jumpIf(Cond.LT, R0, count, holds);
      }
      case Num.Aligned c -> {
        number(n.value(), fail);
        asm.mov(R1, R0).alu(AluOp.AND, R1, c.bytes() - 1).jumpIf(Cond.EQ, R1, 0, holds);
      }
      case Num.MultipleOf c -> {
        number(n.value(), fail);
        asm.mov(R1, R0).alu(AluOp.MOD, R1, c.size()).jumpIf(Cond.EQ, R1, 0, holds);
      }
    }
    asm.mov(R2, R0).mov(R1, n.check().failure().code()).jump(fail).mark(holds);
  }

  private void load(Num.Load n, Label fail) throws CodeLimit {
    number(n.address(), fail);
    asm.mov(R8, R0);
    copy(R10, Frame.SCRATCH, n.bytes(), fail);
    Size size = Size.ofBytes(n.bytes());
    if (n.signed()) {
      asm.loadSigned(size, R0, R10, Frame.SCRATCH);
    } else {
      asm.load(size, R0, R10, Frame.SCRATCH);
    }
  }

  /**
   * Copies user memory at R8 to {@code base + offset}: the fast way, then the one that may fault
   * the page in.
   */
  void copy(Reg base, int offset, int bytes, Label fail) {
    Label done = asm.label("read");
    asm.mov(R1, base).addImm(R1, offset).mov(R2, bytes).mov(R3, R8);
    asm.call(Helper.PROBE_READ_USER).jumpIf(Cond.EQ, R0, 0, done);
    if (options.sleepable()) {
      asm.mov(R1, base).addImm(R1, offset).mov(R2, bytes).mov(R3, R8);
      asm.call(Helper.COPY_FROM_USER).jumpIf(Cond.EQ, R0, 0, done);
    }
    fault(fail);
    asm.mark(done);
  }

  /** Keeps a register across calls; gives its place in the frame, until {@link #release}. */
  int keep(Reg reg) throws CodeLimit {
    int kept = frame.push(8);
    asm.store(Size.DW, R10, kept, reg);
    return kept;
  }

  void release() {
    frame.pop(8);
  }

  /**
   * Copies as many bytes at R8 as the frame says at {@code length}: from 1 to {@code cap}, which is
   * said again here for the verifier.
   */
  void copySome(Reg base, int offset, int length, int cap, Label fail) {
    Label done = asm.label("read");
    Label fault = asm.label("fault");
    some(base, offset, length, cap, 0, fault);
    asm.call(Helper.PROBE_READ_USER).jumpIf(Cond.EQ, R0, 0, done);
    if (options.sleepable()) {
      some(base, offset, length, cap, 0, fault);
      asm.call(Helper.COPY_FROM_USER).jumpIf(Cond.EQ, R0, 0, done);
    }
    asm.mark(fault);
    fault(fail);
    asm.mark(done);
  }

  /** Stores {@code value} also where the offset does not fit an instruction; then changes R4. */
  void store(Size size, Reg base, int offset, Reg value) {
    if (offset == (short) offset) {
      asm.store(size, base, offset, value);
    } else {
      asm.mov(R4, base).addImm(R4, offset).store(size, R4, 0, value);
    }
  }

  private void some(Reg base, int offset, int length, int cap, int more, Label beyond) {
    asm.load(Size.DW, R2, R10, length).jumpIf(Cond.GT, R2, cap, beyond);
    asm.mov(R1, base).addImm(R1, offset).mov(R3, R8).addImm(R2, more);
  }

  /**
   * The same of a string, which may end earlier: then its length is stored at {@code offset}, in
   * front of the bytes. Goes to {@code done} unless it could not be read as one.
   */
  void copySomeOfString(Reg base, int offset, int length, int cap, Label done) {
    Label shorter = asm.label("string");
    Label unread = asm.label("bytes");
    some(base, offset + 4, length, cap, 1, unread);
    asm.call(Helper.PROBE_READ_USER_STR).jumpIf(Cond.SGT, R0, 0, shorter);
    if (options.sleepable() && options.faultingStrings()) {
      some(base, offset + 4, length, cap, 1, unread);
      asm.mov(R4, 0).call(Kfunc.COPY_FROM_USER_STR).signExtend(Size.W, R0, R0);
      asm.jumpIf(Cond.SGT, R0, 0, shorter);
    }
    asm.jump(unread).mark(shorter);
    asm.load(Size.DW, R1, R10, length).jumpIf(Cond.GT, R0, R1, done);
    asm.addImm(R0, -1);
    store(Size.W, base, offset, R0);
    asm.jump(done).mark(unread);
  }

  /**
   * Copies as many bytes at R8 as {@code base + counter} says, which are at most {@code most}:
   * there the number of elements is, of {@code stride} bytes each.
   */
  void copyCounted(Reg base, int counter, int offset, int stride, int most, Label fail) {
    Label done = asm.label("read");
    countedBytes(base, counter, stride, most);
    asm.jumpIf(Cond.EQ, R2, 0, done);
    asm.mov(R1, base).addImm(R1, offset).mov(R3, R8);
    asm.call(Helper.PROBE_READ_USER).jumpIf(Cond.EQ, R0, 0, done);
    if (options.sleepable()) {
      countedBytes(base, counter, stride, most);
      asm.mov(R1, base).addImm(R1, offset).mov(R3, R8);
      asm.call(Helper.COPY_FROM_USER).jumpIf(Cond.EQ, R0, 0, done);
    }
    fault(fail);
    asm.mark(done);
  }

  /** Leaves in R2 how many bytes of elements there is room for. */
  private void countedBytes(Reg base, int counter, int stride, int most) {
    Label fits = asm.label("fits");
    asm.load(Size.DW, R2, base, counter).jumpIf(Cond.LE, R2, most / stride, fits);
    asm.mov(R2, most / stride).mark(fits);
    if (stride != 1) {
      asm.alu(AluOp.MUL, R2, stride);
    }
  }

  /**
   * Copies the string at R8, at most {@code room} bytes with its NUL, and leaves in R0 how many,
   * the NUL included.
   */
  void copyString(Reg base, int offset, int room, Label fail) {
    Label done = asm.label("string");
    asm.mov(R1, base).addImm(R1, offset).mov(R2, room).mov(R3, R8);
    asm.call(Helper.PROBE_READ_USER_STR).jumpIf(Cond.SGT, R0, 0, done);
    if (options.sleepable() && options.faultingStrings()) {
      asm.mov(R1, base).addImm(R1, offset).mov(R2, room).mov(R3, R8).mov(R4, 0);
      // It returns an int: the upper half of R0 is not the sign's.
      asm.call(Kfunc.COPY_FROM_USER_STR).signExtend(Size.W, R0, R0);
      asm.jumpIf(Cond.SGT, R0, 0, done);
    }
    fault(fail);
    asm.mark(done);
  }

  private void fault(Label fail) {
    asm.mov(R1, SlotState.FAULT.code()).mov(R2, R8).jump(fail);
  }

  private void extend(Reg reg, int bits, boolean signed) {
    if (bits == 64) {
      return;
    }
    if (bits == 8 || bits == 16 || bits == 32) {
      Size size = Size.ofBytes(bits / 8);
      if (signed) {
        asm.signExtend(size, reg, reg);
      } else {
        asm.zeroExtend(size, reg);
      }
      return;
    }
    asm.alu(AluOp.LSH, reg, 64 - bits);
    asm.alu(signed ? AluOp.ARSH : AluOp.RSH, reg, 64 - bits);
  }

  /** Leaves the left operand in R0 and the right one in R1. */
  private Reg operands(Num left, Num right, Label fail) throws CodeLimit {
    if (right instanceof Num.Constant c) {
      number(left, fail);
      asm.constant(R1, c.value());
    } else if (right instanceof Num.Register r) {
      number(left, fail);
      asm.load(Size.DW, R1, R6, offset(r.number()));
    } else {
      number(left, fail);
      int kept = frame.push(8);
      asm.store(Size.DW, R10, kept, R0);
      number(right, fail);
      asm.mov(R1, R0).load(Size.DW, R0, R10, kept);
      frame.pop(8);
    }
    return R1;
  }

  private void binary(Num.Binary n, Label fail) throws CodeLimit {
    AluOp op =
        switch (n.operator()) {
          case ADD -> AluOp.ADD;
          case SUB -> AluOp.SUB;
          case MUL -> AluOp.MUL;
          case AND -> AluOp.AND;
          case OR -> AluOp.OR;
          case XOR -> AluOp.XOR;
          case SHL -> AluOp.LSH;
          case SHR -> AluOp.RSH;
          case SAR -> AluOp.ARSH;
        };
    if (n.right() instanceof Num.Constant c && c.value() == (int) c.value()) {
      number(n.left(), fail);
      asm.alu(op, R0, (int) c.value());
    } else {
      asm.alu(op, R0, operands(n.left(), n.right(), fail));
    }
  }

  /**
   * eBPF's own division by zero gives 0, and its signed division came with Linux 6.6: neither is
   * C's.
   */
  private void divide(Num.Divide n, Label fail) throws CodeLimit {
    operands(n.left(), n.right(), fail);
    Label nonZero = asm.label("divisor");
    Label end = asm.label("quotient");
    asm.jumpIf(Cond.NE, R1, 0, nonZero);
    asm.mov(R1, SlotState.DIVISION_BY_ZERO.code()).mov(R2, 0).jump(fail).mark(nonZero);
    if (!n.signed()) {
      asm.alu(n.remainder() ? AluOp.MOD : AluOp.DIV, R0, R1);
      return;
    }
    Label ordinary = asm.label("ordinary");
    Label fits = asm.label("fits");
    asm.jumpIf(Cond.NE, R1, -1, ordinary);
    asm.constant(R2, n.bits() == 64 ? Long.MIN_VALUE : -(1L << (n.bits() - 1)));
    asm.jumpIf(Cond.NE, R0, R2, fits);
    asm.mov(R1, SlotState.DIVISION_OVERFLOW.code()).mov(R2, 0).jump(fail).mark(fits);
    if (n.remainder()) {
      asm.mov(R0, 0);
    } else {
      asm.negate(Width.BITS_64, R0);
    }
    asm.jump(end).mark(ordinary);
    if (options.isa() == Isa.V4) {
      asm.alu(n.remainder() ? AluOp.SMOD : AluOp.SDIV, R0, R1);
    } else {
      divideSignedByHand(n.remainder());
    }
    asm.mark(end);
  }

  /**
   * On magnitudes; the quotient's sign is that of the two signs, the remainder's that of the
   * dividend.
   */
  private void divideSignedByHand(boolean remainder) {
    Label leftPositive = asm.label("left");
    Label rightPositive = asm.label("right");
    Label positive = asm.label("positive");
    asm.mov(R2, R0);
    if (!remainder) {
      asm.alu(AluOp.XOR, R2, R1);
    }
    asm.jumpIf(Cond.SGE, R0, 0, leftPositive).negate(Width.BITS_64, R0);
    asm.mark(leftPositive);
    asm.jumpIf(Cond.SGE, R1, 0, rightPositive).negate(Width.BITS_64, R1);
    asm.mark(rightPositive).alu(remainder ? AluOp.MOD : AluOp.DIV, R0, R1);
    asm.jumpIf(Cond.SGE, R2, 0, positive).negate(Width.BITS_64, R0);
    asm.mark(positive);
  }

  static Cond condition(Num.Comparison comparison, boolean signed) {
    return switch (comparison) {
      case EQ -> Cond.EQ;
      case NE -> Cond.NE;
      case LT -> signed ? Cond.SLT : Cond.LT;
      case LE -> signed ? Cond.SLE : Cond.LE;
      case GT -> signed ? Cond.SGT : Cond.GT;
      case GE -> signed ? Cond.SGE : Cond.GE;
    };
  }
}
