package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R5;
import static tracebook.asm.Reg.R8;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.asm.Width;
import tracebook.bytes.ByteString;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/**
 * Bytes in a string. A stretch of it lies in the frame, and all places of the stretch are tried
 * without a branch, eight bytes at a time: the verifier follows each branch of each round, and
 * would otherwise soon have too many.
 */
final class SearchCompiler {
  /** Places in a stretch. */
  private static final int PLACES = Num.Contains.STEP;

  /**
   * The verifier looks at each round anew, on some ways to it several times, and gives up after a
   * million instructions (BPF_COMPLEXITY_LIMIT_INSNS, include/linux/bpf.h).
   */
  private static final int MOST_WORK = 120_000;

  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final long EACH_SIGN = EACH_BYTE << 7;

  private final Assembler asm;
  private final Frame frame;
  private final NumCompiler nums;
  private int work;

  SearchCompiler(Assembler asm, Frame frame, NumCompiler nums) {
    this.asm = asm;
    this.frame = frame;
    this.nums = nums;
  }

  /** Stretches overlap by the length of what is wanted, so that none of its places is missed. */
  void contains(Num.Contains n, Label otherwise, Label fail) throws CodeLimit {
    work(n.most(), n.bytes());
    Label round = asm.label("round");
    Label found = asm.label("found");
    int length = n.bytes().length();
    int stretch = PLACES + length - 1;
    int room = 8 * (PLACES / 8 + (length + 7) / 8 + 1);
    nums.number(n.address(), fail);
    asm.mov(R8, R0).mov(R1, n.most());
    int left = nums.keep(R1);
    int size = nums.keep(R1);
    int buffer = frame.push(room);
    asm.mark(round);
    for (int at = 0; at < room; at += 8) {
      asm.store(Size.DW, R10, buffer + at, 0);
    }
    if (n.whole()) {
      Label all = asm.label("all");
      asm.load(Size.DW, R1, R10, left).jumpIf(Cond.LE, R1, stretch, all).mov(R1, stretch);
      asm.mark(all).store(Size.DW, R10, size, R1);
      nums.reads().copySome(R10, buffer, size, stretch, fail);
      blank(buffer, room, size);
    } else {
      nums.reads().copyString(R10, buffer, stretch + 2, fail);
    }
    search(n.bytes(), buffer);
    asm.jumpIf(Cond.EQ, R5, 0, found);
    if (n.whole()) {
      asm.jumpIf(Cond.EQ, R0, 0, otherwise);
    } else {
      asm.jumpIf(Cond.LT, R0, stretch + 2, otherwise);
    }
    asm.addImm(R8, PLACES).load(Size.DW, R1, R10, left).addImm(R1, -PLACES);
    asm.store(Size.DW, R10, left, R1);
    asm.jumpIf(Cond.SGE, R1, n.whole() ? length : 1, round);
    if (n.whole()) {
      asm.jump(otherwise);
    } else {
      asm.mov(R1, SlotState.BEYOND_BOUND.code()).mov(R2, 0).jump(fail);
    }
    asm.mark(found);
    frame.pop(room);
    nums.release();
    nums.release();
  }

  /** What is read of the last stretch ends with the string: behind it is 0, which is not wanted. */
  void contains(Num.CountedContains n, Label otherwise, Label fail) throws CodeLimit {
    work(n.most(), n.bytes());
    Label round = asm.label("round");
    Label all = asm.label("all");
    Label found = asm.label("found");
    int length = n.bytes().length();
    int stretch = PLACES + length - 1;
    int room = 8 * (PLACES / 8 + (length + 7) / 8 + 1);
    nums.number(n.count(), fail);
    int left = nums.keep(R0);
    nums.number(n.address(), fail);
    asm.mov(R8, R0).mov(R1, n.most());
    int places = nums.keep(R1);
    int size = nums.keep(R1);
    int buffer = frame.push(room);
    asm.mark(round).load(Size.DW, R1, R10, left).jumpIf(Cond.LT, R1, length, otherwise);
    asm.jumpIf(Cond.LE, R1, stretch, all).mov(R1, stretch);
    asm.mark(all).store(Size.DW, R10, size, R1);
    for (int at = 0; at < room; at += 8) {
      asm.store(Size.DW, R10, buffer + at, 0);
    }
    nums.reads().copySome(R10, buffer, size, stretch, fail);
    search(n.bytes(), buffer);
    asm.jumpIf(Cond.EQ, R5, 0, found).addImm(R8, PLACES);
    asm.load(Size.DW, R1, R10, left).jumpIf(Cond.LT, R1, stretch + 1, otherwise);
    asm.addImm(R1, -PLACES).store(Size.DW, R10, left, R1);
    asm.load(Size.DW, R1, R10, places).addImm(R1, -PLACES).store(Size.DW, R10, places, R1);
    asm.jumpIf(Cond.SGE, R1, 1, round);
    asm.mov(R1, SlotState.BEYOND_BOUND.code()).mov(R2, 0).jump(fail);
    asm.mark(found);
    frame.pop(room);
    nums.release();
    nums.release();
    nums.release();
  }

  private void work(int most, ByteString wanted) throws CodeLimit {
    work += most * Num.Contains.work(wanted.length());
    if (work > MOST_WORK) {
      throw new CodeLimit(
          "the block searches more of its strings than an eBPF program can",
          "use fewer `contains`, shorter literals, or a smaller `--cap`");
    }
  }

  /**
   * Makes what is behind a NUL 0 too. R0 is 0 then when the NUL is at one of the places, else -1.
   */
  private void blank(int buffer, int room, int kept) {
    asm.mov(R0, -1).constant(R4, EACH_BYTE).constant(R5, EACH_SIGN);
    for (int at = 0; at < room; at += 8) {
      // In R2 the sign of the first byte that is 0, perhaps also of some behind it.
      asm.load(Size.DW, R1, R10, buffer + at).mov(R2, R1).alu(AluOp.SUB, R2, R4);
      asm.mov(R3, R1).alu(AluOp.XOR, R3, -1).alu(AluOp.AND, R2, R3).alu(AluOp.AND, R2, R5);
      // Only the bits below it are kept, and none when there was one before.
      asm.alu(AluOp.AND, R1, R0).mov(R3, R2).alu(AluOp.XOR, R3, -1).alu(AluOp.AND, R1, R3);
      asm.mov(R3, R2).addImm(R3, -1).alu(AluOp.AND, R1, R3);
      asm.store(Size.DW, R10, buffer + at, R1);
      asm.mov(R3, R2).negate(Width.BITS_64, R3).alu(AluOp.OR, R3, R2).alu(AluOp.ARSH, R3, 63);
      asm.alu(AluOp.XOR, R3, -1).alu(AluOp.AND, R0, R3);
      if (at + 8 == PLACES) {
        asm.store(Size.DW, R10, kept, R0);
      }
    }
    asm.load(Size.DW, R0, R10, kept);
  }

  /** R5 is 0 when one of the places has the bytes, else 1. Leaves R0 alone. */
  private void search(ByteString wanted, int buffer) {
    asm.mov(R5, 1);
    for (int place = 0; place < PLACES; place++) {
      asm.mov(R3, 0);
      for (int from = 0; from < wanted.length(); from += 8) {
        int bytes = Math.min(8, wanted.length() - from);
        window(buffer + place / 8 * 8 + from, place % 8, bytes);
        asm.constant(R4, word(wanted, from, bytes)).alu(AluOp.XOR, R1, R4).alu(AluOp.OR, R3, R1);
      }
      asm.mov(R1, R3).negate(Width.BITS_64, R1).alu(AluOp.OR, R1, R3).alu(AluOp.RSH, R1, 63);
      asm.alu(AluOp.AND, R5, R1);
    }
  }

  /**
   * In the upper bytes of R1: {@code bytes} bytes from {@code skip} bytes behind a word's start.
   */
  private void window(int word, int skip, int bytes) {
    asm.load(Size.DW, R1, R10, word);
    if (skip > 0) {
      asm.alu(AluOp.RSH, R1, 8 * skip);
      if (skip + bytes > 8) {
        asm.load(Size.DW, R2, R10, word + 8).alu(AluOp.LSH, R2, 64 - 8 * skip);
        asm.alu(AluOp.OR, R1, R2);
      }
    }
    if (bytes < 8) {
      asm.alu(AluOp.LSH, R1, 64 - 8 * bytes);
    }
  }

  private static long word(ByteString wanted, int from, int bytes) {
    long word = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      word = word << 8 | (wanted.at(from + i) & 0xff);
    }
    return word << (64 - 8 * bytes);
  }
}
