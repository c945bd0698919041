package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R3;
import static tracebook.asm.Reg.R4;
import static tracebook.asm.Reg.R6;
import static tracebook.asm.Reg.R7;
import static tracebook.asm.Reg.R8;
import static tracebook.asm.Reg.R9;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.asm.Size;
import tracebook.asm.Width;
import tracebook.ir.SlotState;

/**
 * Functions of the program that read what is not resident, where it is mapped. They have no frame:
 * the program's may take all the room.
 *
 * <p>Called with R1 = where to, R2 = how many bytes, R3 = the address.
 */
final class FaultingReads {
  /** Gives 0 in R0, or the {@link SlotState} that tells why not. */
  static final Label READ = new Label("fault_in");

  /**
   * Reads a string, of at most so many bytes with its NUL, and gives in R0 how many; or minus the
   * {@link SlotState}.
   */
  static final Label READ_STRING = new Label("fault_in_string");

  private FaultingReads() {}

  /** Appends the functions. */
  static void define(Assembler asm, CodeOptions options) {
    Label unread = asm.label("not_mapped");
    Label read = asm.label("read");
    asm.mark(READ).mov(R6, R1).mov(R7, R2).mov(R8, R3).mov(R1, R3).call(Mapped.FUNCTION);
    asm.jumpIf(Cond.NE, R0, R7, unread).mov(R1, R6).mov(R2, R7).mov(R3, R8);
    asm.call(Helper.COPY_FROM_USER).jumpIf(Cond.EQ, R0, 0, read);
    asm.mov(R0, SlotState.FAULT.code()).mark(read).exit();
    asm.mark(unread).alu(AluOp.RSH, R0, 32).exit();
    if (options.faultingStrings()) {
      string(asm);
    }
    Mapped.define(asm, options);
  }

  /**
   * Where not all of the bytes can be read, one more than can is asked for, of which nothing is
   * read: if the string ended there, it has one less.
   */
  private static void string(Assembler asm) {
    Label all = asm.label("all_mapped");
    Label sized = asm.label("sized");
    Label ended = asm.label("string");
    Label unread = asm.label("not_mapped");
    asm.mark(READ_STRING).mov(R6, R1).mov(R7, R2).mov(R8, R3).mov(R1, R3).call(Mapped.FUNCTION);
    asm.mov(R9, R0).mov(R2, R0).zeroExtend(Size.W, R2).jumpIf(Cond.EQ, R2, 0, unread);
    asm.jumpIf(Cond.GE, R2, R7, all).addImm(R2, 1).jump(sized).mark(all).mov(R2, R7);
    asm.mark(sized).mov(R1, R6).mov(R3, R8).mov(R4, 0);
    // It returns an int: the upper half of R0 is not the sign's.
    asm.call(Kfunc.COPY_FROM_USER_STR).signExtend(Size.W, R0, R0);
    asm.mov(R1, R9).zeroExtend(Size.W, R1).jumpIf(Cond.SGT, R0, R1, unread);
    asm.jumpIf(Cond.SGT, R0, 0, ended).mark(unread);
    Label reason = asm.label("reason");
    asm.mov(R0, R9).alu(AluOp.RSH, R0, 32).jumpIf(Cond.NE, R0, 0, reason);
    asm.mov(R0, SlotState.FAULT.code()).mark(reason).negate(Width.BITS_64, R0);
    asm.mark(ended).exit();
  }
}
