package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R8;

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
 * Looks for the elements of a container: a loop that the verifier follows round by round. What
 * changes from one round to the next is in memory, so that the verifier knows nothing of it and
 * each round is to it like the one before.
 *
 * <p>In the record are how many elements were found and their words, in the frame everything else.
 */
final class WalkCompiler {
  private static final int WORD = 8;

  private final Assembler asm;
  private final Frame frame;
  private final NumCompiler nums;
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
      Reg base,
      int offset,
      Source.Walked source,
      Label fail)
      throws CodeLimit {
    this.asm = asm;
    this.frame = frame;
    this.nums = nums;
    this.base = base;
    this.offset = offset;
    this.source = source;
    this.fail = fail;
    this.ended = asm.label("ended");
    this.bound = asm.label("bound");
    this.words = frame.push(WORD * source.walk().words());
  }

  /** Notes where the elements are. */
  void compile() throws CodeLimit {
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
    }
    asm.mark(ended);
    end();
    asm.mark(bound);
    frame.pop(WORD * source.walk().words());
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
  private void node(int cursor, int from, int buffer, int bytes) {
    Label aligned = asm.label("aligned");
    asm.load(Size.DW, R8, R10, cursor).mov(R1, R8).alu(AluOp.AND, R1, WORD - 1);
    asm.jumpIf(Cond.EQ, R1, 0, aligned);
    failed(SlotState.MISALIGNED, R8);
    asm.mark(aligned).addImm(R8, from);
    nums.reads().copy(R10, buffer, bytes, fail);
  }

  private void repeat(int rounds, Label round) {
    asm.load(Size.DW, R1, R10, rounds).addImm(R1, -1).store(Size.DW, R10, rounds, R1);
    asm.jumpIf(Cond.SGT, R1, 0, round);
  }

  private int keep(Num num) throws CodeLimit {
    nums.number(num, fail);
    return nums.keep(R0);
  }

  private int keep(int number) throws CodeLimit {
    asm.mov(R0, number);
    return nums.keep(R0);
  }

  private void links(Walk.Links w) throws CodeLimit {
    Label round = asm.label("round");
    int end = keep(w.end());
    int cursor = keep(w.first());
    asm.load(Size.DW, R0, R10, end);
    int before = nums.keep(R0);
    int rounds = keep(source.most() + 1);
    int previous = w.previous().orElse(w.next());
    int from = Math.min(previous, w.next());
    int bytes = Math.max(previous, w.next()) + WORD - from;
    int buffer = frame.push(bytes);
    asm.mark(round).load(Size.DW, R1, R10, cursor).load(Size.DW, R2, R10, end);
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
    repeat(rounds, round);
    asm.jump(bound);
    frame.pop(bytes);
    release(4);
  }

  private void release(int kept) {
    for (int i = 0; i < kept; i++) {
      nums.release();
    }
  }

  /**
   * A node is come to from above, from its left side or from its right side; which of them it is,
   * the node tells. A balanced tree has no longer ways than four steps for each element, and a few
   * to turn round.
   */
  private void tree(Walk.Tree w) throws CodeLimit {
    Label round = asm.label("round");
    Label above = asm.label("above");
    Label here = asm.label("here");
    Label up = asm.label("up");
    Label next = asm.label("next");
    Label disorder = asm.label("disorder");
    int end = keep(w.end());
    int cursor = keep(w.first());
    int last = keep(0);
    int rounds = keep(4 * source.most() + 8);
    int from = Math.min(w.parent(), Math.min(w.left(), w.right()));
    int bytes = Math.max(w.parent(), Math.max(w.left(), w.right())) + WORD - from;
    int buffer = frame.push(bytes);
    int left = buffer + w.left() - from;
    int right = buffer + w.right() - from;
    int parent = buffer + w.parent() - from;
    asm.load(Size.DW, R1, R10, cursor).load(Size.DW, R2, R10, end);
    asm.jumpIf(Cond.EQ, R1, R2, ended);
    asm.mark(round);
    node(cursor, from, buffer, bytes);
    asm.load(Size.DW, R1, R10, last).jumpIf(Cond.EQ, R1, 0, above);
    asm.load(Size.DW, R2, R10, left).jumpIf(Cond.EQ, R1, R2, here);
    asm.load(Size.DW, R2, R10, right).jumpIf(Cond.EQ, R1, R2, up);
    asm.load(Size.DW, R2, R10, parent).jumpIf(Cond.NE, R1, R2, disorder);

    asm.mark(above).load(Size.DW, R2, R10, left).jumpIf(Cond.EQ, R2, 0, here);
    // The first node is the leftmost one.
    asm.jumpIf(Cond.EQ, R1, 0, disorder).jump(next);

    asm.mark(here).load(Size.DW, R1, R10, cursor).store(Size.DW, R10, words, R1);
    note();
    asm.load(Size.DW, R2, R10, right).jumpIf(Cond.NE, R2, 0, next);

    asm.mark(up).load(Size.DW, R2, R10, parent).load(Size.DW, R1, R10, end);
    asm.jumpIf(Cond.EQ, R1, R2, ended);

    asm.mark(next).load(Size.DW, R1, R10, cursor).store(Size.DW, R10, last, R1);
    asm.store(Size.DW, R10, cursor, R2);
    repeat(rounds, round);
    asm.mark(disorder).load(Size.DW, R0, R10, cursor);
    failed(SlotState.OUT_OF_ORDER, R0);
    frame.pop(bytes);
    release(4);
  }
}
