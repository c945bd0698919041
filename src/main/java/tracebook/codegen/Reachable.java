package tracebook.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tracebook.asm.Instruction;
import tracebook.asm.Label;
import tracebook.asm.Program;

/**
 * Leaves out what no way through a program comes to: the verifier refuses it ({@code check_cfg} in
 * kernel/bpf/verifier.c). The compilers write the way of a failure also where nothing can fail.
 */
final class Reachable {
  private final List<Instruction> code;
  private final Map<Label, Integer> labels = new HashMap<>();
  private final BitSet reached = new BitSet();
  private final Deque<Integer> open = new ArrayDeque<>();

  private Reachable(List<Instruction> code) {
    this.code = code;
    for (int i = 0; i < code.size(); i++) {
      if (code.get(i) instanceof Instruction.Mark mark) {
        labels.put(mark.label(), i);
      }
    }
  }

  static Program only(Program program) {
    return new Program(new Reachable(program.code()).walk());
  }

  private List<Instruction> walk() {
    open.push(0);
    while (!open.isEmpty()) {
      int at = open.pop();
      while (!reached.get(at)) {
        reached.set(at);
        if (!goesOn(code.get(at))) {
          break;
        }
        at++;
      }
    }
    List<Instruction> kept = new ArrayList<>();
    reached.stream().filter(at -> !leadsToTheNext(at)).forEach(at -> kept.add(code.get(at)));
    return kept;
  }

  /** Notes where an instruction leads besides the next one; says whether it leads there. */
  private boolean goesOn(Instruction instruction) {
    switch (instruction) {
      case Instruction.Jump i -> {
        open.push(at(i.target()));
        return false;
      }
      case Instruction.LongJump i -> {
        open.push(at(i.target()));
        return false;
      }
      case Instruction.JumpReg i -> open.push(at(i.target()));
      case Instruction.JumpImm i -> open.push(at(i.target()));
      case Instruction.MayGoto i -> open.push(at(i.target()));
      case Instruction.CallLocal i -> open.push(at(i.function()));
      case Instruction.LoadFunction i -> open.push(at(i.function()));
      case Instruction.Exit i -> {
        return false;
      }
      case Instruction.AluReg i -> {}
      case Instruction.AluImm i -> {}
      case Instruction.Negate i -> {}
      case Instruction.MoveSigned i -> {}
      case Instruction.ByteSwap i -> {}
      case Instruction.Load i -> {}
      case Instruction.LoadField i -> {}
      case Instruction.LoadSigned i -> {}
      case Instruction.Store i -> {}
      case Instruction.StoreImm i -> {}
      case Instruction.Atomic i -> {}
      case Instruction.LoadConstant i -> {}
      case Instruction.LoadMap i -> {}
      case Instruction.LoadMapValue i -> {}
      case Instruction.LoadVariable i -> {}
      case Instruction.Call i -> {}
      case Instruction.CallKfunc i -> {}
      case Instruction.Mark i -> {}
      case Instruction.Note i -> {}
    }
    return true;
  }

  private int at(Label label) {
    Integer at = labels.get(label);
    if (at == null) {
      throw new IllegalArgumentException("no label `" + label + "`");
    }
    return at;
  }

  /** Whether it is a jump over nothing that is reached. */
  private boolean leadsToTheNext(int at) {
    if (!(code.get(at) instanceof Instruction.Jump jump)) {
      return false;
    }
    int target = at(jump.target());
    return target > at
        && reached.get(at + 1, target).stream().allMatch(i -> code.get(at + 1 + i).slots() == 0);
  }
}
