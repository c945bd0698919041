package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R8;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.ir.Walk;

/**
 * Looks for the elements of tables of which control bytes say what is there. In each round it comes
 * behind eight places, or behind {@link #AT_ONCE} that are free.
 */
final class TableWalk {
  private static final int WORD = 8;

  /** So many places are looked at for each element that is wanted, be they free or not. */
  private static final int PLACES = 16;

  /** Control bytes that are read at once. */
  private static final int AT_ONCE = 64;

  /** The most rounds that are made only because places may be free. */
  private static final int MOST_FREE = 1024;

  /** The highest bit of each byte. */
  private static final long NONE_THERE = 0x8080_8080_8080_8080L;

  private final Assembler asm;
  private final Frame frame;
  private final NumCompiler nums;
  private final WalkCompiler walk;
  private final boolean far;
  private final Label fail;

  /**
   * @param far whether many free places are passed at once
   */
  TableWalk(
      Assembler asm, Frame frame, NumCompiler nums, WalkCompiler walk, boolean far, Label fail) {
    this.asm = asm;
    this.frame = frame;
    this.nums = nums;
    this.walk = walk;
    this.far = far;
    this.fail = fail;
  }

  /**
   * About how many instructions the verifier follows where it follows each round. The second of
   * several tables costs twice what the first does.
   */
  static int work(int most) {
    return 240 * PLACES * most;
  }

  private int rounds(int most) {
    int places = PLACES * most / WORD;
    return far ? Math.max(places, Math.min(MOST_FREE, PLACES * most)) : places;
  }

  /** Control bytes behind the last one are there, 16 of them, but belong to no place. */
  void compile(Walk.Table w, int most) throws CodeLimit {
    Label free = asm.label("free");
    Label next = asm.label("next");
    Label again = asm.label("again");
    Label read = asm.label("control");
    boolean many = far && w.size() <= Integer.MAX_VALUE / AT_ONCE;
    int left = walk.keep(w.places());
    int control = walk.keep(w.control());
    asm.load(Size.DW, R0, R10, control);
    int at = nums.keep(R0);
    Loop words = nums.loop(rounds(most), fail);
    int bytes = many ? AT_ONCE : WORD;
    int word = frame.push(bytes);
    walk.forget(left, control, at);
    asm.load(Size.DW, R1, R10, left).jumpIf(Cond.EQ, R1, 0, walk.ended());
    asm.load(Size.DW, R8, R10, control);
    if (many) {
      Label few = asm.label("few");
      asm.jumpIf(Cond.LT, R1, AT_ONCE, few);
      nums.reads().copy(R10, word, AT_ONCE, fail);
      asm.constant(R2, NONE_THERE).mov(R1, R2);
      for (int i = 0; i < AT_ONCE; i += WORD) {
        asm.load(Size.DW, R3, R10, word + i).alu(AluOp.AND, R1, R3);
      }
      asm.jumpIf(Cond.NE, R1, R2, read);
      pass(AT_ONCE, w.size(), left, at);
      advance(control, AT_ONCE);
      asm.jump(again).mark(few);
    }
    nums.reads().copy(R10, word, WORD, fail);
    asm.mark(read);
    asm.load(Size.DW, R1, R10, word).constant(R2, NONE_THERE).mov(R3, R1).alu(AluOp.AND, R3, R2);
    Label some = asm.label("some");
    asm.load(Size.DW, R4, R10, left);
    asm.jumpIf(Cond.NE, R3, R2, some).jumpIf(Cond.LE, R4, WORD, walk.ended());
    pass(WORD, w.size(), left, at);
    asm.jump(next);

    asm.mark(some);
    Loop places = nums.loop(WORD, fail);
    walk.forget(left, at, word);
    asm.load(Size.DW, R1, R10, left).jumpIf(Cond.EQ, R1, 0, walk.ended());
    pass(1, w.size(), left, at);
    asm.load(Size.DW, R2, R10, at);
    asm.load(Size.DW, R1, R10, word).jumpIf(Cond.SET, R1, 0x80, free);
    walk.note(R2);
    asm.mark(free).load(Size.DW, R1, R10, word).alu(AluOp.RSH, R1, 8);
    asm.store(Size.DW, R10, word, R1);
    places.repeat();
    places.release();

    asm.mark(next);
    advance(control, WORD);
    asm.mark(again);
    words.repeat();
    asm.load(Size.DW, R1, R10, left).jumpIf(Cond.EQ, R1, 0, walk.ended()).jump(walk.bound());
    frame.pop(bytes);
    words.release();
    walk.release(3);
  }

  /** Goes on behind so many places of a table. */
  private void pass(int places, int size, int left, int at) {
    asm.load(Size.DW, R1, R10, left).addImm(R1, -places).store(Size.DW, R10, left, R1);
    asm.load(Size.DW, R1, R10, at).addImm(R1, -places * size).store(Size.DW, R10, at, R1);
  }

  private void advance(int address, int bytes) {
    asm.load(Size.DW, R1, R10, address).addImm(R1, bytes).store(Size.DW, R10, address, R1);
  }
}
