package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R8;

import java.util.List;
import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Label;
import tracebook.asm.Reg;
import tracebook.asm.Size;
import tracebook.asm.Width;
import tracebook.ir.Body.Unsettled;
import tracebook.ir.SlotState;
import tracebook.x86.Registers;

/**
 * Copies user memory at R8: the fast way, then the one that may fault the page in. Where neither
 * can, control goes to the given label with R1 = {@link SlotState#FAULT} and R2 = the address. R6
 * is the context.
 */
final class UserReads {
  private final Assembler asm;
  private final CodeOptions options;
  private final List<Unsettled> unsettled;

  /**
   * @param unsettled what of the frame is not read
   */
  UserReads(Assembler asm, CodeOptions options, List<Unsettled> unsettled) {
    this.asm = asm;
    this.options = options;
    this.unsettled = unsettled;
  }

  /**
   * Copies user memory at R8 to {@code base + offset}: the fast way, then the one that may fault
   * the page in.
   *
   * <p>The verifier follows what does not jump first, through all rounds of a loop, and keeps what
   * is left of each on a stack of limited size: so the short way comes first.
   */
  void copy(Reg base, int offset, int bytes, Label fail) {
    Label done = asm.label("read");
    settled(bytes, fail);
    whole(base, offset, bytes);
    asm.call(Helper.PROBE_READ_USER);
    if (options.sleepable()) {
      Label absent = asm.label("absent");
      asm.jumpIf(Cond.NE, R0, 0, absent).jump(done).mark(absent);
      whole(base, offset, bytes);
      faulting(done, fail);
    } else {
      asm.jumpIf(Cond.EQ, R0, 0, done);
      fault(fail);
    }
    asm.mark(done);
  }

  private void whole(Reg base, int offset, int bytes) {
    asm.mov(R1, base).addImm(R1, offset).mov(R2, bytes).mov(R3, R8);
  }

  private void faulting(Label done, Label fail) {
    asm.call(FaultingReads.READ).jumpIf(Cond.EQ, R0, 0, done).mov(R1, R0).mov(R2, R8).jump(fail);
  }

  /**
   * Copies as many bytes at R8 as the frame says at {@code length}: from 1 to {@code cap}, which is
   * said again here for the verifier.
   */
  void copySome(Reg base, int offset, int length, int cap, Label fail) {
    Label done = asm.label("read");
    Label fault = asm.label("fault");
    if (!unsettled.isEmpty()) {
      asm.load(Size.DW, R2, R10, length);
      settled(fail);
    }
    some(base, offset, length, cap, 0, fault);
    asm.call(Helper.PROBE_READ_USER).jumpIf(Cond.EQ, R0, 0, done);
    if (options.sleepable()) {
      some(base, offset, length, cap, 0, fault);
      faulting(done, fail);
    }
    asm.mark(fault);
    fault(fail);
    asm.mark(done);
  }

  /** Loads 8 bytes also from where the offset does not fit an instruction; then changes R4. */
  void load(Reg into, Reg base, int offset) {
    if (offset == (short) offset) {
      asm.load(Size.DW, into, base, offset);
    } else {
      asm.mov(R4, base).addImm(R4, offset).load(Size.DW, into, R4, 0);
    }
  }

  /** Stores {@code value} also where the offset does not fit an instruction; then changes R4. */
  void store(Size size, Reg base, int offset, Reg value) {
    if (offset == (short) offset) {
      asm.store(size, base, offset, value);
    } else {
      asm.mov(R4, base).addImm(R4, offset).store(size, R4, 0, value);
    }
  }

  void store(Size size, Reg base, int offset, int value) {
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
  void copySomeOfString(Reg base, int offset, int length, int cap, Label done, Label fail) {
    Label shorter = asm.label("string");
    Label unread = asm.label("bytes");
    some(base, offset + 4, length, cap, 1, unread);
    asm.call(Helper.PROBE_READ_USER_STR).jumpIf(Cond.SGT, R0, 0, shorter);
    if (options.sleepable() && options.faultingStrings()) {
      some(base, offset + 4, length, cap, 1, unread);
      asm.call(FaultingReads.READ_STRING).jumpIf(Cond.SGT, R0, 0, shorter);
    }
    asm.jump(unread).mark(shorter);
    settledString(fail);
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
    settled(fail);
    asm.mov(R1, base).addImm(R1, offset).mov(R3, R8);
    asm.call(Helper.PROBE_READ_USER).jumpIf(Cond.EQ, R0, 0, done);
    if (options.sleepable()) {
      countedBytes(base, counter, stride, most);
      asm.mov(R1, base).addImm(R1, offset).mov(R3, R8);
      faulting(done, fail);
    } else {
      fault(fail);
    }
    asm.mark(done);
  }

  /** Leaves in R2 how many bytes of elements there is room for. */
  private void countedBytes(Reg base, int counter, int stride, int most) {
    Label fits = asm.label("fits");
    load(R2, base, counter);
    asm.jumpIf(Cond.LE, R2, most / stride, fits);
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
      whole(base, offset, room);
      asm.call(FaultingReads.READ_STRING).jumpIf(Cond.SGT, R0, 0, done);
      asm.mov(R1, R0).negate(Width.BITS_64, R1).mov(R2, R8).jump(fail);
    } else {
      fault(fail);
    }
    asm.mark(done);
    settledString(fail);
  }

  /** Goes on unless some of the bytes at R8, as many as R0 has, are not read. */
  private void settledString(Label fail) {
    if (!unsettled.isEmpty()) {
      asm.mov(R2, R0);
      settled(fail);
    }
  }

  /** Of {@code bytes} at R8. */
  private void settled(int bytes, Label fail) {
    if (!unsettled.isEmpty()) {
      asm.mov(R2, bytes);
      settled(fail);
    }
  }

  /**
   * Of as many as R2 has, which is not 0: a stretch of {@code n} bytes shares one with the {@code
   * m} at {@code a} when it begins from {@code n} - 1 bytes in front of it to {@code m} - 1 behind.
   */
  private void settled(Label fail) {
    for (Unsettled part : unsettled) {
      Label apart = asm.label("settled");
      int register = Registers.ofDwarf(part.register()).orElseThrow().offset();
      asm.load(Size.DW, R1, R6, register).constant(R3, part.offset()).alu(AluOp.ADD, R1, R3);
      asm.mov(R3, R8).alu(AluOp.SUB, R3, R1).alu(AluOp.ADD, R3, R2).addImm(R3, -1);
      asm.mov(R4, R2).addImm(R4, part.bytes() - 1).jumpIf(Cond.GE, R3, R4, apart);
      asm.mov(R1, SlotState.UNSETTLED.code()).mov(R2, 0).jump(fail).mark(apart);
    }
  }

  private void fault(Label fail) {
    asm.mov(R1, SlotState.FAULT.code()).mov(R2, R8).jump(fail);
  }
}
