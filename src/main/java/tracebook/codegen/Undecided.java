package tracebook.codegen;

import static tracebook.asm.Reg.R1;
import static tracebook.asm.Reg.R10;
import static tracebook.asm.Reg.R2;
import static tracebook.asm.Reg.R7;

import tracebook.asm.AluOp;
import tracebook.asm.Assembler;
import tracebook.asm.Size;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Step;

/**
 * The word of a hit with a bit for each condition that could not be read. No jump may depend on it:
 * that would make the verifier tell its values apart, of which there are 2^n.
 */
final class Undecided {
  private final Assembler asm;
  private final RowLayout layout;

  /** Where in the frame it is. */
  private final int at;

  Undecided(Assembler asm, Frame frame, RowLayout layout) throws CodeLimit {
    this.asm = asm;
    this.layout = layout;
    this.at = frame.push(Long.BYTES);
  }

  /** At the beginning of the hit. Changes R1. */
  void none() {
    asm.mov(R1, 0).store(Size.DW, R10, at, R1);
  }

  /** Adds a condition. Changes R1 and R2. */
  void add(int number) {
    if (number == Step.Branch.UNNUMBERED) {
      return;
    }
    asm.load(Size.DW, R1, R10, at);
    asm.constant(R2, RowLayout.Undecided.bit(number)).alu(AluOp.OR, R1, R2);
    asm.store(Size.DW, R10, at, R1);
  }

  /** Puts it into the record, whatever it is. */
  void store(UserReads reads, Slots slots) {
    int slot = layout.undecided().orElseThrow().slot();
    slots.state(slot, SlotState.CAPTURED);
    asm.load(Size.DW, R1, R10, at);
    reads.store(Size.DW, R7, layout.slots().get(slot).offset(), R1);
  }
}
