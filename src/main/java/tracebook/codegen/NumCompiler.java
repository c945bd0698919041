package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.ir.Body;
import tracebook.ir.Num;
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
  private final Assembler asm;
  private final Frame frame;
  private final CodeOptions options;
  private final UserReads reads;
  private final ArithmeticCompiler arithmetic;
  private final ContextCompiler context;
  private final MemoryCompiler memory;
  private final SearchCompiler search;
  private final FloatCompiler floats;

  /** Where the numbers of each {@link Num.With} around are in the frame, innermost first. */
  private final List<Integer> given = new ArrayList<>();

  /** Where the frame has the words of the elements that are read, by the level of the walk. */
  private final Map<Integer, Integer> found = new HashMap<>();

  /**
   * Where the frame has the value and, behind it, the state of numbers that were computed before.
   */
  private final Map<Num, Integer> computed = new HashMap<>();

  /** The work of the walks so far. */
  private int walked;

  /**
   * @param addresses of the places where the code runs, as their cookies have them
   */
  NumCompiler(
      Assembler asm, Frame frame, CodeOptions options, List<Long> addresses, Optional<Kept> kept) {
    this(asm, frame, options, addresses, kept, false, List.of());
  }

  private NumCompiler(
      Assembler asm,
      Frame frame,
      CodeOptions options,
      List<Long> addresses,
      Optional<Kept> kept,
      boolean inCaller,
      List<Body.Unsettled> unsettled) {
    this.asm = asm;
    this.frame = frame;
    this.options = options;
    this.reads = new UserReads(asm, options, unsettled);
    this.arithmetic = new ArithmeticCompiler(asm, options, this);
    this.context = new ContextCompiler(asm, options, addresses, kept, inCaller, this);
    this.memory = new MemoryCompiler(asm, frame, this);
    this.floats = new FloatCompiler(asm);
    this.search = new SearchCompiler(asm, frame, this);
  }

  /** Of the hits of a body. */
  static NumCompiler of(Programs programs, Assembler asm, Frame frame, Optional<Kept> kept) {
    return new NumCompiler(
        asm,
        frame,
        programs.options(),
        programs.addresses(),
        kept,
        programs.followsReturns(),
        programs.body().unsettled());
  }

  private static int offset(int dwarfRegister) {
    return Registers.ofDwarf(dwarfRegister).orElseThrow().offset();
  }

  UserReads reads() {
    return reads;
  }

  ContextCompiler context() {
    return context;
  }

  /** Leaves the number in R0. */
  void number(Num num, Label fail) throws CodeLimit {
    Integer before = computed.isEmpty() ? null : computed.get(num);
    if (before != null) {
      known(before, before + 8, fail);
      return;
    }
    switch (num) {
      case Num.Constant n -> asm.constant(R0, n.value());
      case Num.Register n -> asm.load(Size.DW, R0, R6, offset(n.number()));
      case Num.Context n -> context.fact(n.fact());
      case Num.Bias n -> context.bias(fail);
      case Num.Load n -> load(n, fail);
      case Num.Extend n -> {
        number(n.value(), fail);
        arithmetic.extend(R0, n.bits(), n.signed());
      }
      case Num.Binary n -> arithmetic.binary(n, fail);
      case Num.Divide n -> arithmetic.divide(n, fail);
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
      case Num.DoubleToSingle n -> {
        number(n.bits(), fail);
        floats.doubleToSingle();
      }
      case Num.DoubleToInteger n -> {
        number(n.bits(), fail);
        floats.doubleToInteger(n.width(), n.signed(), fail);
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
      case Num.Kept n -> context.kept(n, fail);
      case Num.Elapsed n -> context.elapsed(fail);
      case Num.Checked n -> checked(n, fail);
      case Num.With n -> {
        number(n.value(), fail);
        given.addFirst(keep(R0));
        number(n.in(), fail);
        given.removeFirst();
        release();
      }
      case Num.Given n -> asm.load(Size.DW, R0, R10, given.get(n.outer()));
      case Num.Found n ->
          asm.load(Size.DW, R0, R10, Objects.requireNonNull(found.get(n.level())) + 8 * n.word());
      case Num.Failure n -> asm.mov(R1, n.state().code()).mov(R2, 0).jump(fail);
      case Num.Variable n -> {
        known(Frame.value(n.index()), Frame.state(n.index()), fail);
      }
    }
  }

  /** A number that the frame has, or its failure. */
  private void known(int value, int state, Label fail) {
    Label known = asm.label("known");
    asm.load(Size.DW, R1, R10, state).load(Size.DW, R2, R10, value);
    forget(R1, R2);
    asm.jumpIf(Cond.EQ, R1, 0, known).jump(fail).mark(known).mov(R0, R2);
  }

  /** Computes it now; it is not computed again until {@link #forgetComputed}. */
  void compute(Num num) throws CodeLimit {
    Label fail = asm.label("novalue");
    Label end = asm.label("computed");
    number(num, fail);
    asm.mov(R2, R0).mov(R1, 0).jump(end).mark(fail).mark(end);
    forget(R1, R2);
    int place = frame.push(16);
    asm.store(Size.DW, R10, place, R2).store(Size.DW, R10, place + 8, R1);
    computed.put(num, place);
  }

  void forgetComputed(Num num) {
    computed.remove(num);
    frame.pop(16);
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

  /** The same of one number; R3 is lost. */
  void hide(Reg reg) {
    asm.loadMapValue(R3, Maps.CONTROL, Maps.ZERO).load(Size.DW, R3, R3, 0);
    asm.alu(AluOp.ADD, reg, R3);
  }

  /** The same of a number in the frame; R1 and R2 are lost. */
  void hide(int place) {
    asm.loadMapValue(R2, Maps.CONTROL, Maps.ZERO).load(Size.DW, R2, R2, 0);
    asm.load(Size.DW, R1, R10, place).alu(AluOp.ADD, R1, R2).store(Size.DW, R10, place, R1);
  }

  Loop loop(int rounds, Label fail) throws CodeLimit {
    return Loop.begin(asm, this, options, rounds, fail);
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
      case Num.CountedContains n -> search.contains(n, otherwise, fail);
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
      case Num.Found n -> valueUnless(n, otherwise, fail);
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
      case Num.NotNegative c -> {
        number(n.value(), fail);
        asm.jumpIf(Cond.SGE, R0, 0, holds);
      }
      case Num.Truth c -> {
        number(n.value(), fail);
        asm.jumpIf(Cond.LE, R0, 1, holds);
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
    reads.copy(R10, Frame.SCRATCH, n.bytes(), fail);
    Size size = Size.ofBytes(n.bytes());
    if (n.signed()) {
      asm.loadSigned(size, R0, R10, Frame.SCRATCH);
    } else {
      asm.load(size, R0, R10, Frame.SCRATCH);
    }
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

  /** Notes where the elements of a container are. */
  void walk(Reg base, int offset, Source.Walked source, Label fail) throws CodeLimit {
    walked =
        new WalkCompiler(asm, frame, this, options.loops(), base, offset, source, fail)
            .compile(walked);
  }

  /**
   * From now on the words of the element at hand are where this says that they are in the frame.
   */
  int enter(int level, int words) throws CodeLimit {
    int place = frame.push(8 * words);
    found.put(level, place);
    return place;
  }

  void leave(int level, int words) {
    found.remove(level);
    frame.pop(8 * words);
  }

  /** Leaves the left operand in R0 and the right one in R1. */
  Reg operands(Num left, Num right, Label fail) throws CodeLimit {
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
