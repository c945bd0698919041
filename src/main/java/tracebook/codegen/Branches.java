package tracebook.codegen;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tracebook.asm.Instruction;
import tracebook.asm.Label;
import tracebook.asm.Program;

/**
 * How many branches the verifier leaves for later on the first way that it follows to the end of a
 * program: it goes on behind a branch that does not jump, and leaves the other side. It keeps no
 * more than 8192 (BPF_COMPLEXITY_LIMIT_JMP_SEQ of kernel/bpf/verifier.c).
 *
 * <p>Other ways leave fewer as a rule, as they come to what was followed already.
 */
final class Branches {
  private static final int MOST = 8192;

  /** Of some it knows that they jump or do not; then nothing is left. */
  private static final int PERHAPS_KNOWN = MOST / 16;

  private Branches() {}

  /** Whether the verifier will surely find that there are too many. */
  static boolean areTooMany(Program program) {
    return left(program) > MOST + PERHAPS_KNOWN;
  }

  private static int left(Program program) {
    List<Instruction> code = program.code();
    Map<Label, Integer> labels = new HashMap<>();
    for (int i = 0; i < code.size(); i++) {
      if (code.get(i) instanceof Instruction.Mark mark) {
        labels.put(mark.label(), i);
      }
    }
    Deque<Integer> returns = new ArrayDeque<>();
    Set<Label> called = new HashSet<>();
    int left = 0;
    int at = 0;
    while (true) {
      switch (code.get(at)) {
        case Instruction.JumpReg i -> left++;
        case Instruction.JumpImm i -> left++;
        case Instruction.MayGoto i -> {
          left++;
          at = labels.getOrDefault(i.target(), at);
        }
        case Instruction.Jump i -> at = labels.getOrDefault(i.target(), at);
        case Instruction.LongJump i -> at = labels.getOrDefault(i.target(), at);
        case Instruction.CallLocal i -> {
          if (called.add(i.function())) {
            returns.push(at);
            at = labels.getOrDefault(i.function(), at);
          }
        }
        case Instruction.Exit i -> {
          if (returns.isEmpty()) {
            return left;
          }
          at = returns.pop();
        }
        default -> {}
      }
      at++;
    }
  }
}
