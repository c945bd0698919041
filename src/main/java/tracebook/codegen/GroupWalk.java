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
import tracebook.asm.Size;
import tracebook.asm.Width;
import tracebook.ir.Walk;

/**
 * Looks for the elements of tables of groups. In each round it comes to an element, to the next
 * group or to the next table; what it knows is in the frame.
 */
final class GroupWalk {
  /** About how many instructions the verifier follows in a round, as measured. */
  private static final int WORK = 260;

  /** For each element that is wanted, at most. */
  private static final int ROUNDS = 16;

  private static final int WORD = 8;
  private static final int PLACES = 8;
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;

  private final Assembler asm;
  private final Frame frame;
  private final NumCompiler nums;
  private final WalkCompiler walk;
  private final Label fail;

  GroupWalk(Assembler asm, Frame frame, NumCompiler nums, WalkCompiler walk, Label fail) {
    this.asm = asm;
    this.frame = frame;
    this.nums = nums;
    this.walk = walk;
    this.fail = fail;
  }

  /**
   * Up to {@link #ROUNDS} more for one element the more are wanted: those inside of others are
   * looked for often.
   */
  private static int rounds(int most) {
    return most * Math.min(most, ROUNDS);
  }

  /** About how many instructions the verifier follows. */
  static int work(int most) {
    return WORK * rounds(most);
  }

  /** The only group stands for a table of one group without an address in a directory. */
  void compile(Walk.Groups w, int most) throws CodeLimit {
    Label some = asm.label("some");
    Label table = asm.label("table");
    Label next = asm.label("next");
    Label many = asm.label("many");
    Label disorder = asm.label("disorder");
    int directory = walk.keep(w.directory());
    asm.jumpIf(Cond.EQ, R0, 0, walk.ended());
    int left = walk.keep(w.tables());
    int last = walk.keep(0);
    int index = walk.keep(0);
    int taken = walk.keep(0);
    int places = walk.keep(0);
    int groups = walk.keep(0);
    asm.load(Size.DW, R0, R10, directory);
    int group = nums.keep(R0);
    int node = walk.keep(0);
    Walk.GroupTable t = w.table();
    int lowest = Math.min(Math.min(t.capacity(), t.index()), Math.min(t.groups(), t.mask()));
    int from = lowest & -WORD;
    int bytes =
        Math.max(
                Math.max(t.capacity() + 2, t.index() + WORD), Math.max(t.groups(), t.mask()) + WORD)
            - from;
    int buffer = frame.push(bytes);
    asm.load(Size.DW, R1, R10, left).jumpIf(Cond.NE, R1, 0, many);
    asm.store(Size.DW, R10, groups, 1).mark(many);

    Loop loop = nums.loop(rounds(most), fail);
    walk.forget(directory, left, last, index, taken, places, groups, group);
    asm.load(Size.DW, R1, R10, taken).jumpIf(Cond.NE, R1, 0, some);
    asm.load(Size.DW, R1, R10, groups).jumpIf(Cond.EQ, R1, 0, table);
    asm.addImm(R1, -1).store(Size.DW, R10, groups, R1);
    asm.load(Size.DW, R8, R10, group).mov(R1, R8).addImm(R1, w.group().places());
    asm.store(Size.DW, R10, places, R1).mov(R1, R8).addImm(R1, w.group().size());
    asm.store(Size.DW, R10, group, R1).addImm(R8, w.group().control());
    nums.reads().copy(R10, taken, WORD, fail);
    asm.load(Size.DW, R1, R10, taken).alu(AluOp.XOR, R1, -1).constant(R2, TOPS);
    asm.alu(AluOp.AND, R1, R2).store(Size.DW, R10, taken, R1).jump(next);

    asm.mark(table).load(Size.DW, R1, R10, left).jumpIf(Cond.EQ, R1, 0, walk.ended());
    asm.addImm(R1, -1).store(Size.DW, R10, left, R1);
    asm.load(Size.DW, R8, R10, directory).mov(R1, R8).addImm(R1, WORD);
    asm.store(Size.DW, R10, directory, R1);
    nums.reads().copy(R10, node, WORD, fail);
    asm.load(Size.DW, R3, R10, index).mov(R1, R3).addImm(R1, 1).store(Size.DW, R10, index, R1);
    asm.load(Size.DW, R1, R10, node).load(Size.DW, R2, R10, last);
    asm.jumpIf(Cond.EQ, R1, R2, next).store(Size.DW, R10, last, R1);
    walk.node(node, from, buffer, bytes);
    asm.load(Size.DW, R1, R10, buffer + t.index() - from).addImm(R1, 1);
    asm.load(Size.DW, R2, R10, index).jumpIf(Cond.NE, R1, R2, disorder);
    asm.load(Size.DW, R1, R10, buffer + t.groups() - from).store(Size.DW, R10, group, R1);
    asm.load(Size.DW, R1, R10, buffer + t.mask() - from).addImm(R1, 1);
    asm.store(Size.DW, R10, groups, R1).alu(AluOp.MUL, R1, PLACES);
    asm.load(Size.H, R2, R10, buffer + t.capacity() - from);
    asm.jumpIf(Cond.EQ, R1, R2, next);
    asm.mark(disorder).load(Size.DW, R0, R10, node);
    walk.disorder(R0);

    // The lowest of the places that are taken: below its bit are as many bytes as in front of it.
    asm.mark(some).mov(R2, R1).negate(Width.BITS_64, R2).alu(AluOp.AND, R2, R1);
    asm.alu(AluOp.XOR, R1, R2).store(Size.DW, R10, taken, R1);
    asm.addImm(R2, -1).constant(R1, ONES).alu(AluOp.AND, R2, R1).alu(AluOp.MUL, R2, R1);
    asm.alu(AluOp.RSH, R2, 56).addImm(R2, -1).alu(AluOp.MUL, R2, w.group().place());
    asm.load(Size.DW, R1, R10, places).alu(AluOp.ADD, R1, R2);
    walk.note(R1);

    asm.mark(next);
    loop.repeat();
    asm.jump(walk.bound());
    loop.release();
    frame.pop(bytes);
    walk.release(9);
  }
}
