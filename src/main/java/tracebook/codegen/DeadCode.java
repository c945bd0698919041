package tracebook.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tracebook.asm.Instruction;
import tracebook.asm.Label;

/**
 * Leaves out what no path reaches: the failure of a value that cannot fail, what follows an {@code exit}. The verifier refuses
 * a program that holds such code. All jumps go forward, so that one pass sees every jump before its label.
 */
final class DeadCode {
  private DeadCode() {}

  static List<Instruction> without(List<Instruction> code) {
    List<Instruction> kept = new ArrayList<>();
    Set<Label> wanted = new HashSet<>();
    boolean reached = true;
    for (Instruction instruction : code) {
      if (instruction instanceof Instruction.Mark mark) {
        reached |= wanted.contains(mark.label());
        if (wanted.contains(mark.label())) {
          kept.add(instruction);
        }
        continue;
      }
      if (!reached) {
        continue;
      }
      kept.add(instruction);
      switch (instruction) {
        case Instruction.Jump jump -> {
          wanted.add(jump.target());
          reached = false;
        }
        case Instruction.JumpReg jump -> wanted.add(jump.target());
        case Instruction.JumpImm jump -> wanted.add(jump.target());
        case Instruction.Exit exit -> reached = false;
        default -> {} // Goes on to the next one.
      }
    }
    return kept;
  }
}
