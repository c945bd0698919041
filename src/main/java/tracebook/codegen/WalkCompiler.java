package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R8;

import java.util.Optional;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Walk;

/**
 * Looks for the elements of a container in a {@link Loop}. What changes from one round to the next
 * is in memory, so that the verifier knows nothing of it and each round is to it like the one
 * before.
 *
 * <p>In the record are how many elements were found and their words, in the frame everything else.
 */
final class WalkCompiler {
  private static final int WORD = 8;

  /**
   * What the verifier may have to do for all walks of a program, of the million instructions that
   * it follows.
   */
  private static final int MOST_WORK = 800_000;

  /**
   * More than the ways down to the first element of a B-tree and up from its root's first edges are
   * long.
   */
  private static final int MOST_TURNS = 24;

  private final Assembler asm;
  private final Frame frame;
  private final NumCompiler nums;
  private final boolean loops;
  private final Reg base;
  private final int offset;
  private final Source.Walked source;
  private final Label fail;
  private final Label ended;
  private final Label bound;
  private final int words;

  /**
   * @param base with {@code offset} where the source's bytes go
   */
  WalkCompiler(
      Assembler asm,
      Frame frame,
      NumCompiler nums,
      boolean loops,
      Reg base,
      int offset,
      Source.Walked source,
      Label fail)
      throws CodeLimit {
    this.asm = asm;
    this.frame = frame;
    this.nums = nums;
    this.loops = loops;
    this.base = base;
    this.offset = offset;
    this.source = source;
    this.fail = fail;
    this.ended = asm.label("ended");
    this.bound = asm.label("bound");
    this.words = frame.push(WORD * source.walk().words());
  }

  /** About how many instructions the verifier follows, as measured. */
  private int work() {
    if (loops) {
      return 0;
    }
    return switch (source.walk()) {
      case Walk.Links w -> 250 * linkRounds();
      case Walk.Tree w -> 550 * treeRounds();
      case Walk.Table w -> TableWalk.work(source.most());
      case Walk.Branches w -> 1300 * branchRounds();
      case Walk.Groups w -> GroupWalk.work(source.most());
    };
  }

  private int linkRounds() {
    return source.most() + 1;
  }

  /**
   * A balanced tree has no longer ways than four steps for each element, and a few to turn round.
   */
  private int treeRounds() {
    return 4 * source.most() + 8;
  }

  /** A node has five elements or more, and two steps lead from one leaf to the next. */
  private int branchRounds() {
    return source.most() + source.most() / 2 + MOST_TURNS;
  }

  /**
   * Notes where the elements are.
   *
   * @param before the work of walks in front of it; gives that with its own
   */
  int compile(int before) throws CodeLimit {
    int all = before + work();
    if (all > MOST_WORK) {
      throw CodeLimit.tooMuch(Optional.empty());
    }
    walk();
    return all;
  }

  private void walk() throws CodeLimit {
    if (source.count().isPresent()) {
      nums.number(source.count().get(), fail);
    } else {
      asm.mov(R0, -1);
    }
    nums.reads().store(Size.DW, base, offset, R0);
    asm.mov(R0, 0);
    nums.reads().store(Size.DW, base, offset + Source.Walked.FOUND, R0);
    switch (source.walk()) {
      case Walk.Links w -> links(w);
      case Walk.Tree w -> tree(w);
      case Walk.Table w -> {
        // Twelve tables with others in them would be too much for a program.
        boolean inner =
            source.level() > 0 || source.parts().stream().anyMatch(p -> walks(p.source()));
        boolean far = loops && !inner;
        new TableWalk(asm, frame, nums, this, far, fail).compile(w, source.most());
      }
      case Walk.Branches w -> branches(w);
      case Walk.Groups w -> new GroupWalk(asm, frame, nums, this, fail).compile(w, source.most());
    }
    asm.mark(ended);
    end();
    asm.mark(bound);
    frame.pop(WORD * source.walk().words());
  }

  private static boolean walks(Source source) {
    return switch (source) {
      case Source.Walked s -> true;
      case Source.Each s -> walks(s.element());
      case Source.Composite s ->
          walks(s.whole()) || s.attempts().stream().anyMatch(a -> walks(a.source()));
      case Source.Assembled s -> s.parts().stream().anyMatch(p -> walks(p.source()));
      case Source.Scalar s -> false;
      case Source.Memory s -> false;
      case Source.Text s -> false;
      case Source.Dump s -> false;
      case Source.Comm s -> false;
      case Source.Kept s -> false;
      case Source.Counted s -> false;
    };
  }

  /** There are no more elements: as many as there should be? */
  private void end() {
    load(R0, Source.Walked.FOUND);
    if (source.count().isEmpty()) {
      nums.reads().store(Size.DW, base, offset, R0);
      return;
    }
    load(R1, 0);
    asm.jumpIf(Cond.EQ, R0, R1, bound);
    failed(SlotState.ENDS_EARLY, R0);
  }

  private void load(Reg into, int at) {
    nums.reads().load(into, base, offset + at);
  }

  /** There are no more elements. */
  Label ended() {
    return ended;
  }

  /** It goes on, but no more elements are looked for. */
  Label bound() {
    return bound;
  }

  /** Links contradict each other at a node. */
  void disorder(Reg node) {
    failed(SlotState.OUT_OF_ORDER, node);
  }

  /** Notes an element of one word. */
  void note(Reg word) {
    asm.store(Size.DW, R10, words, word);
    note();
  }

  private void failed(SlotState state, Reg detail) {
    asm.mov(R2, detail).mov(R1, state.code()).jump(fail);
  }

  /** Notes the element of which the frame has the words, unless there is no more room. */
  private void note() {
    load(R1, Source.Walked.FOUND);
    if (source.count().isPresent()) {
      Label more = asm.label("more");
      load(R2, 0);
      asm.jumpIf(Cond.LT, R1, R2, more);
      failed(SlotState.GOES_ON, R2);
      asm.mark(more);
    }
    asm.jumpIf(Cond.GE, R1, source.most(), bound);
    asm.mov(R3, R1).alu(AluOp.MUL, R3, source.stride()).alu(AluOp.ADD, R3, base);
    asm.addImm(R3, offset + Source.Walked.HEADER);
    for (int i = 0; i < source.walk().words(); i++) {
      asm.load(Size.DW, R2, R10, words + WORD * i).store(Size.DW, R3, WORD * i, R2);
    }
    asm.addImm(R1, 1);
    nums.reads().store(Size.DW, base, offset + Source.Walked.FOUND, R1);
    if (source.count().isPresent()) {
      Label more = asm.label("more");
      asm.jumpIf(Cond.LT, R1, source.most(), more);
      load(R2, 0);
      asm.jumpIf(Cond.GT, R2, R1, bound).mark(more);
    }
  }

  /** Leaves a node's address in R8 and its bytes in the frame. */
  void node(int cursor, int from, int buffer, int bytes) {
    Label aligned = asm.label("aligned");
    asm.load(Size.DW, R8, R10, cursor).mov(R1, R8).alu(AluOp.AND, R1, WORD - 1);
    asm.jumpIf(Cond.EQ, R1, 0, aligned);
    failed(SlotState.MISALIGNED, R8);
    asm.mark(aligned).addImm(R8, from);
    nums.reads().copy(R10, buffer, bytes, fail);
  }

  /**
   * Makes the verifier forget what it knows of places in the frame, by adding what is 0 and unknown
   * to it: otherwise it follows every combination of what each round has learnt of them.
   */
  void forget(int... places) {
    asm.loadMapValue(R2, Maps.CONTROL, Maps.ZERO).load(Size.DW, R2, R2, 0);
    for (int place : places) {
      asm.load(Size.DW, R1, R10, place).alu(AluOp.ADD, R1, R2).store(Size.DW, R10, place, R1);
    }
  }

  int keep(Num num) throws CodeLimit {
    nums.number(num, fail);
    return nums.keep(R0);
  }

  int keep(int number) throws CodeLimit {
    asm.mov(R0, number);
    return nums.keep(R0);
  }

  private void links(Walk.Links w) throws CodeLimit {
    int end = keep(w.end());
    int cursor = keep(w.first());
    asm.load(Size.DW, R0, R10, end);
    int before = nums.keep(R0);
    int previous = w.previous().orElse(w.next());
    int from = Math.min(previous, w.next());
    int bytes = Math.max(previous, w.next()) + WORD - from;
    Loop loop = nums.loop(linkRounds(), fail);
    int buffer = frame.push(bytes);
    forget(cursor, before);
    asm.load(Size.DW, R1, R10, cursor).load(Size.DW, R2, R10, end);
    asm.jumpIf(Cond.EQ, R1, R2, ended).store(Size.DW, R10, words, R1);
    note();
    node(cursor, from, buffer, bytes);
    asm.load(Size.DW, R2, R10, cursor);
    if (w.previous().isPresent()) {
      Label inOrder = asm.label("order");
      asm.load(Size.DW, R0, R10, buffer + previous - from).load(Size.DW, R1, R10, before);
      asm.jumpIf(Cond.EQ, R0, R1, inOrder);
      failed(SlotState.OUT_OF_ORDER, R2);
      asm.mark(inOrder).store(Size.DW, R10, before, R2);
    }
    asm.load(Size.DW, R1, R10, buffer + w.next() - from).store(Size.DW, R10, cursor, R1);
    loop.repeat();
    asm.jump(bound);
    frame.pop(bytes);
    loop.release();
    release(3);
  }

  void release(int kept) {
    for (int i = 0; i < kept; i++) {
      nums.release();
    }
  }

  /**
   * A node is come to from above, from its left side or from its right side; which of them it is,
   * the node tells.
   *
   * <p>Where there is a way out of the loop, the verifier takes it first and has done with it: what
   * it leaves for later in each of the rounds adds up.
   */
  private void tree(Walk.Tree w) throws CodeLimit {
    Label above = asm.label("above");
    Label here = asm.label("here");
    Label up = asm.label("up");
    Label next = asm.label("next");
    Label disorder = asm.label("disorder");
    int end = keep(w.end());
    int cursor = keep(w.first());
    int last = keep(0);
    int from = Math.min(w.parent(), Math.min(w.left(), w.right()));
    int bytes = Math.max(w.parent(), Math.max(w.left(), w.right())) + WORD - from;
    asm.load(Size.DW, R1, R10, cursor).load(Size.DW, R2, R10, end);
    asm.jumpIf(Cond.EQ, R1, R2, ended);
    Loop loop = nums.loop(treeRounds(), fail);
    int buffer = frame.push(bytes);
    int left = buffer + w.left() - from;
    int right = buffer + w.right() - from;
    int parent = buffer + w.parent() - from;
    forget(cursor, last);
    node(cursor, from, buffer, bytes);
    asm.load(Size.DW, R1, R10, last).jumpIf(Cond.EQ, R1, 0, above);
    asm.load(Size.DW, R2, R10, left).jumpIf(Cond.EQ, R1, R2, here);
    asm.load(Size.DW, R2, R10, right).jumpIf(Cond.EQ, R1, R2, up);
    asm.load(Size.DW, R2, R10, parent).jumpIf(Cond.EQ, R1, R2, above).jump(disorder);

    asm.mark(above).load(Size.DW, R2, R10, left).jumpIf(Cond.EQ, R2, 0, here);
    // The first node is the leftmost one.
    asm.jumpIf(Cond.NE, R1, 0, next).jump(disorder);

    asm.mark(here).load(Size.DW, R1, R10, cursor).store(Size.DW, R10, words, R1);
    note();
    asm.load(Size.DW, R2, R10, right).jumpIf(Cond.NE, R2, 0, next);

    asm.mark(up).load(Size.DW, R2, R10, parent).load(Size.DW, R1, R10, end);
    asm.jumpIf(Cond.EQ, R1, R2, ended);

    asm.mark(next).load(Size.DW, R1, R10, cursor).store(Size.DW, R10, last, R1);
    asm.store(Size.DW, R10, cursor, R2);
    loop.repeat();
    asm.mark(disorder).load(Size.DW, R0, R10, cursor);
    failed(SlotState.OUT_OF_ORDER, R0);
    frame.pop(bytes);
    loop.release();
    release(3);
  }

  /**
   * One step in each round: down an edge, an element, or up. Behind each element of an inner node
   * is an edge, whose nodes come next.
   */
  private void branches(Walk.Branches w) throws CodeLimit {
    Label arrived = asm.label("arrived");
    Label settled = asm.label("settled");
    Label up = asm.label("up");
    Label next = asm.label("next");
    Label disorder = asm.label("disorder");
    Walk.Branch b = w.branch();
    int node = keep(w.root());
    asm.jumpIf(Cond.EQ, R0, 0, ended);
    int level = keep(w.height());
    int index = keep(0);
    int length = keep(0);
    int down = keep(1);
    int above = keep(0);
    Loop loop = nums.loop(branchRounds(), fail);
    forget(node, level, index, length, down, above);
    asm.load(Size.DW, R1, R10, down).jumpIf(Cond.EQ, R1, 0, settled);
    asm.load(Size.DW, R1, R10, level).jumpIf(Cond.EQ, R1, 0, arrived);
    asm.addImm(R1, -1).store(Size.DW, R10, level, R1);
    asm.load(Size.DW, R8, R10, index).alu(AluOp.LSH, R8, 3).load(Size.DW, R1, R10, node);
    asm.alu(AluOp.ADD, R8, R1).addImm(R8, b.edges());
    nums.reads().copy(R10, node, WORD, fail);
    asm.store(Size.DW, R10, index, 0).jump(next);

    asm.mark(arrived).store(Size.DW, R10, down, 0);
    filled(node, length, b, disorder);

    asm.mark(settled).load(Size.DW, R1, R10, index).load(Size.DW, R2, R10, length);
    asm.jumpIf(Cond.GE, R1, R2, up).load(Size.DW, R2, R10, node);
    asm.mov(R3, R1).alu(AluOp.MUL, R3, w.keys().size()).alu(AluOp.ADD, R3, R2);
    asm.addImm(R3, w.keys().offset()).store(Size.DW, R10, words, R3);
    asm.mov(R3, R1).alu(AluOp.MUL, R3, w.values().size()).alu(AluOp.ADD, R3, R2);
    asm.addImm(R3, w.values().offset()).store(Size.DW, R10, words + WORD, R3);
    note();
    asm.load(Size.DW, R1, R10, index).addImm(R1, 1).store(Size.DW, R10, index, R1);
    asm.load(Size.DW, R1, R10, level).jumpIf(Cond.EQ, R1, 0, next);
    asm.store(Size.DW, R10, down, 1).jump(next);

    asm.mark(up);
    small(node, b.index(), 2, index);
    small(node, b.parent(), WORD, above);
    asm.load(Size.DW, R1, R10, above).jumpIf(Cond.EQ, R1, 0, ended);
    asm.store(Size.DW, R10, node, R1);
    asm.load(Size.DW, R1, R10, level).addImm(R1, 1).store(Size.DW, R10, level, R1);
    filled(node, length, b, disorder);
    asm.load(Size.DW, R1, R10, index).load(Size.DW, R2, R10, length);
    asm.jumpIf(Cond.GT, R1, R2, disorder);

    asm.mark(next);
    loop.repeat();
    asm.mark(disorder).load(Size.DW, R0, R10, node);
    failed(SlotState.OUT_OF_ORDER, R0);
    loop.release();
    release(6);
  }

  /** Reads how many elements a node has. */
  private void filled(int node, int length, Walk.Branch b, Label disorder) {
    small(node, b.length(), 2, length);
    asm.load(Size.DW, R1, R10, length).jumpIf(Cond.GT, R1, b.most(), disorder);
  }

  /** Reads an unsigned number of a node into the frame. */
  private void small(int node, int offset, int bytes, int into) {
    asm.load(Size.DW, R8, R10, node).addImm(R8, offset);
    nums.reads().copy(R10, Frame.SCRATCH, bytes, fail);
    asm.load(Size.ofBytes(bytes), R0, R10, Frame.SCRATCH).store(Size.DW, R10, into, R0);
  }
}
