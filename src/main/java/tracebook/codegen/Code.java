package tracebook.codegen;

import java.util.List;
import java.util.function.Predicate;
import tracebook.asm.Label;
import tracebook.asm.Program;

/** One eBPF program of a body and where it runs. */
public record Code(Role role, Program program) {
  /** The slots at which those functions of the program begin that take nothing but numbers. */
  public List<Integer> functionsOfNumbers() {
    return functions(Mapped.FUNCTION::equals);
  }

  /** The slots at which its other functions begin. */
  public List<Integer> otherFunctions() {
    return functions(f -> !f.equals(Mapped.FUNCTION));
  }

  private List<Integer> functions(Predicate<Label> which) {
    return program.functions().stream().filter(which).map(program::slotOf).toList();
  }

  /** Where a program is attached for each site of its body. */
  public enum Role {
    /** At the site. */
    AT_SITE,
    /** Where values are read that wait for the return. */
    AT_VALUES,
    /** At the jumps back to the beginning of the function. */
    AT_RESTART,
    /** At the beginning of the function, beside {@link #AT_RETURN}. */
    AT_ENTRY,
    /** When the function returns, by its return address or at its {@code ret} instructions. */
    AT_RETURN,
    /** At the beginning and the return alike: a session. */
    SESSION;

    /** Whether a hit of the probe is a run of this program. */
    public boolean countsHits() {
      return switch (this) {
        case AT_SITE, AT_RETURN, SESSION -> true;
        case AT_VALUES, AT_RESTART, AT_ENTRY -> false;
      };
    }
  }
}
