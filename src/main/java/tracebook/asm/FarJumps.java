package tracebook.asm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes jumps that go far by those of 32 bits, which only an unconditional one has. */
final class FarJumps {
  /**
   * A 16-bit offset holds twice as much; the kernel puts several instructions in the place of some
   * of ours, and refuses a program of which a jump then is too far.
   */
  private static final int NEAR = Short.MAX_VALUE / 2;

  private FarJumps() {}

  /** The same instructions, but that none goes far by 16 bits. */
  static List<Instruction> of(List<Instruction> code) {
    List<Instruction> all = code;
    int made = 0;
    while (true) {
      Map<Label, Integer> labels = Program.slotsOfLabels(all);
      List<Instruction> next = new ArrayList<>();
      int before = made;
      int slot = 0;
      for (Instruction instruction : all) {
        if (instruction instanceof Instruction.Branch branch && isFar(branch, slot, labels)) {
          lengthen(branch, ++made, next);
        } else {
          next.add(instruction);
        }
        slot += instruction.slots();
      }
      if (made == before) {
        return all;
      }
      // Others have become longer by it.
      all = next;
    }
  }

  private static boolean isFar(Instruction.Branch branch, int slot, Map<Label, Integer> labels) {
    Integer target = labels.get(branch.target());
    return target != null && Math.abs(target - slot - 1) > NEAR;
  }

  private static void lengthen(Instruction.Branch branch, int number, List<Instruction> out) {
    Instruction.LongJump far = new Instruction.LongJump(branch.target());
    if (branch instanceof Instruction.Jump) {
      out.add(far);
      return;
    }
    Label taken = new Label("far_" + number);
    Label near = new Label("near_" + number);
    out.add(to(branch, taken));
    out.add(new Instruction.Jump(near));
    out.add(new Instruction.Mark(taken));
    out.add(far);
    out.add(new Instruction.Mark(near));
  }

  private static Instruction to(Instruction.Branch branch, Label target) {
    return switch (branch) {
      case Instruction.Jump j -> new Instruction.Jump(target);
      case Instruction.JumpReg(Width w, Cond c, Reg left, Reg right, Label old) ->
          new Instruction.JumpReg(w, c, left, right, target);
      case Instruction.JumpImm(Width w, Cond c, Reg left, int value, Label old) ->
          new Instruction.JumpImm(w, c, left, value, target);
      case Instruction.MayGoto m -> new Instruction.MayGoto(target);
    };
  }
}
