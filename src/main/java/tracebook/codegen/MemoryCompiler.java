package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R8;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/**
 * Questions about strings and memory. What is read lies in the frame, a stretch at a time; the code
 * for each stretch is written out.
 */
final class MemoryCompiler {
  /** Bytes of a stretch that is compared; twice as many are measured at once. */
  private static final int STRETCH = 64;

  /** sizeof(task_struct.comm), include/linux/sched.h. */
  private static final int NAME_BYTES = 16;

  private final Assembler asm;
  private final Frame frame;
  private final NumCompiler nums;

  MemoryCompiler(Assembler asm, Frame frame, NumCompiler nums) {
    this.asm = asm;
    this.frame = frame;
    this.nums = nums;
  }

  /**
   * Reads the memory as a string, one byte further than wanted when a NUL must follow: a string
   * that ends earlier or goes on has another length.
   */
  void matches(Num.Matches n, Label otherwise, Label fail) throws CodeLimit {
    ByteString wanted = n.bytes();
    int room = wanted.length() + (n.terminated() ? 2 : 1);
    nums.number(n.address(), fail);
    asm.mov(R8, R0);
    int buffer = frame.push(room);
    clear(buffer, room);
    nums.reads().copyString(R10, buffer, room, fail);
    asm.jumpIf(Cond.NE, R0, wanted.length() + 1, otherwise);
    equal(buffer, wanted, 0, wanted.length(), otherwise);
    frame.pop(room);
  }

  void nameMatches(Num.NameMatches n, Label otherwise) throws CodeLimit {
    int buffer = frame.push(NAME_BYTES);
    asm.mov(R1, R10).addImm(R1, buffer).mov(R2, NAME_BYTES).call(Helper.GET_CURRENT_COMM);
    equal(buffer, n.bytes(), 0, n.bytes().length(), otherwise);
    if (n.terminated()) {
      asm.load(Size.B, R0, R10, buffer + n.bytes().length()).jumpIf(Cond.NE, R0, 0, otherwise);
    }
    frame.pop(NAME_BYTES);
  }

  void holds(Num.HoldsBytes n, Label otherwise, Label fail) throws CodeLimit {
    nums.number(n.address(), fail);
    asm.mov(R8, R0);
    int buffer = frame.push(STRETCH);
    for (int at = 0; at < n.bytes().length(); at += STRETCH) {
      int end = Math.min(at + STRETCH, n.bytes().length());
      nums.reads().copy(R10, buffer, end - at, fail);
      equal(buffer, n.bytes(), at, end, otherwise);
      asm.addImm(R8, STRETCH);
    }
    frame.pop(STRETCH);
  }

  /** Leaves the length in R0: where the string ended less where it began. */
  void length(Num.StringLength n, Label fail) throws CodeLimit {
    Label ended = asm.label("ended");
    nums.number(n.address(), fail);
    int start = nums.keep(R0);
    asm.mov(R8, R0);
    int room = 2 * STRETCH + 1;
    int buffer = frame.push(room);
    clear(buffer, room);
    int left = n.most();
    while (left >= 2 * STRETCH) {
      nums.reads().copyString(R10, buffer, room, fail);
      asm.jumpIf(Cond.LT, R0, room, ended).addImm(R8, 2 * STRETCH);
      left -= 2 * STRETCH;
    }
    nums.reads().copyString(R10, buffer, left + 2, fail);
    asm.jumpIf(Cond.LT, R0, left + 2, ended);
    beyond(fail);
    asm.mark(ended).addImm(R0, -1).alu(AluOp.ADD, R0, R8);
    asm.load(Size.DW, R1, R10, start).alu(AluOp.SUB, R0, R1);
    frame.pop(room);
    nums.release();
  }

  void sameBytes(Num.SameBytes n, Label otherwise, Label fail) throws CodeLimit {
    Label same = asm.label("same");
    nums.number(n.length(), fail);
    if (n.signed() && !(n.length() instanceof Num.Constant)) {
      Label positive = asm.label("length");
      asm.jumpIf(Cond.SGE, R0, 0, positive);
      asm.mov(R1, SlotState.NEGATIVE_LENGTH.code()).mov(R2, 0).jump(fail).mark(positive);
    }
    int left = nums.keep(R0);
    nums.number(n.left(), fail);
    int one = nums.keep(R0);
    nums.number(n.right(), fail);
    int other = nums.keep(R0);
    int size = nums.keep(R0);
    int buffers = frame.push(2 * STRETCH);
    for (int at = 0; at < n.most(); at += STRETCH) {
      int most = Math.min(STRETCH, n.most() - at);
      Label all = asm.label("all");
      asm.load(Size.DW, R1, R10, left).jumpIf(Cond.EQ, R1, 0, same);
      asm.mov(R2, R1).jumpIf(Cond.LE, R2, most, all).mov(R2, most).mark(all);
      asm.alu(AluOp.SUB, R1, R2).store(Size.DW, R10, left, R1).store(Size.DW, R10, size, R2);
      clear(buffers, 2 * STRETCH);
      asm.load(Size.DW, R8, R10, one).addImm(R8, at);
      nums.reads().copySome(R10, buffers, size, most, fail);
      asm.load(Size.DW, R8, R10, other).addImm(R8, at);
      nums.reads().copySome(R10, buffers + STRETCH, size, most, fail);
      equal(buffers, buffers + STRETCH, otherwise);
    }
    asm.load(Size.DW, R1, R10, left).jumpIf(Cond.EQ, R1, 0, same);
    beyond(fail);
    asm.mark(same);
    frame.pop(2 * STRETCH);
    for (int i = 0; i < 4; i++) {
      nums.release();
    }
  }

  /** Bytes behind a NUL are 0 in both, so that whole stretches are compared. */
  void sameStrings(Num.SameStrings n, Label otherwise, Label fail) throws CodeLimit {
    Label same = asm.label("same");
    nums.number(n.left(), fail);
    int one = nums.keep(R0);
    nums.number(n.right(), fail);
    int other = nums.keep(R0);
    int length = nums.keep(R0);
    int room = STRETCH + 8;
    int buffers = frame.push(2 * room);
    for (int at = 0; at < n.bytes(); at += STRETCH) {
      int most = Math.min(STRETCH, n.bytes() - at);
      clear(buffers, 2 * room);
      asm.load(Size.DW, R8, R10, one).addImm(R8, at);
      nums.reads().copyString(R10, buffers, most + 1, fail);
      asm.store(Size.DW, R10, length, R0);
      asm.load(Size.DW, R8, R10, other).addImm(R8, at);
      nums.reads().copyString(R10, buffers + room, most + 1, fail);
      asm.load(Size.DW, R1, R10, length).jumpIf(Cond.NE, R0, R1, otherwise);
      equal(buffers, buffers + room, otherwise);
      asm.load(Size.DW, R1, R10, length).jumpIf(Cond.LE, R1, most, same);
    }
    asm.mark(same);
    frame.pop(2 * room);
    for (int i = 0; i < 3; i++) {
      nums.release();
    }
  }

  private void beyond(Label fail) {
    asm.mov(R1, SlotState.BEYOND_BOUND.code()).mov(R2, 0).jump(fail);
  }

  private void clear(int from, int bytes) {
    for (int at = 0; at < bytes; at += 8) {
      asm.store(Size.DW, R10, from + at, 0);
    }
  }

  /** Goes on when a stretch is the same in two places of the frame. */
  private void equal(int one, int other, Label otherwise) {
    asm.mov(R2, 0);
    for (int at = 0; at < STRETCH; at += 8) {
      asm.load(Size.DW, R0, R10, one + at).load(Size.DW, R1, R10, other + at);
      asm.alu(AluOp.XOR, R0, R1).alu(AluOp.OR, R2, R0);
    }
    asm.jumpIf(Cond.NE, R2, 0, otherwise);
  }

  /** Goes on when the frame holds a part of these bytes. */
  private void equal(int buffer, ByteString wanted, int from, int to, Label otherwise) {
    int at = from;
    while (at < to) {
      int left = to - at;
      Size size = left >= 8 ? Size.DW : left >= 4 ? Size.W : left >= 2 ? Size.H : Size.B;
      long value = 0;
      for (int i = size.bytes() - 1; i >= 0; i--) {
        value = value << 8 | (wanted.at(at + i) & 0xff);
      }
      asm.load(size, R0, R10, buffer + at - from).constant(R1, value);
      asm.jumpIf(Cond.NE, R0, R1, otherwise);
      at += size.bytes();
    }
  }
}
