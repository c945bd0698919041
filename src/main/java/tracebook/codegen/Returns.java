package tracebook.codegen;

import static tracebook.asm.Reg.R0;
import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R6;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;

/** A program whose hits may be returns, of which nothing has to be kept. */
final class Returns {
  private static final Pairing.Returned NOTHING_KEPT =
      new Pairing.Returned(
          new Num.Constant(0), List.of(), new RowLayout(List.of(), List.of(), List.of()));

  private Returns() {}

  /** Writes a program whose context is in R1. */
  interface Writer {
    void write(Assembler asm) throws CodeLimit;
  }

  /**
   * The program, and at the beginning of each call what counts it if the kernel will not follow its
   * return.
   */
  static List<Code> codes(Programs programs, Writer program) throws CodeLimit {
    boolean counted = programs.followsReturns() && programs.options().depth().isPresent();
    boolean session = counted && programs.options().sessions();
    List<Code> codes = new ArrayList<>();
    if (counted && !session) {
      Assembler asm = programs.assembler();
      beginning(programs, asm, false);
      codes.add(new Code(Code.Role.AT_ENTRY, programs.finished(asm)));
    }
    Assembler asm = programs.assembler();
    if (session) {
      Label atReturn = asm.label("return");
      asm.mov(R6, R1).call(Kfunc.SESSION_IS_RETURN).jumpIf(Cond.NE, R0, 0, atReturn);
      asm.mov(R1, R6);
      beginning(programs, asm, true);
      asm.mark(atReturn).mov(R1, R6);
    }
    program.write(asm);
    Code.Role role =
        session
            ? Code.Role.SESSION
            : programs.atReturns() ? Code.Role.AT_RETURN : Code.Role.AT_SITE;
    codes.add(new Code(role, programs.finished(asm)));
    return codes;
  }

  private static void beginning(Programs programs, Assembler asm, boolean session)
      throws CodeLimit {
    new EntryCompiler(programs, asm, new Frame(0), NOTHING_KEPT)
        .beginning(Optional.empty(), false, false, false, session, true);
  }
}
