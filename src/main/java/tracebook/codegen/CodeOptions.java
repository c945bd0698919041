package tracebook.codegen;

import java.util.Optional;
import tracebook.asm.Isa;

/**
 * What the kernel that will run the programs can do.
 *
 * @param sleepable programs may fault pages in, after they have looked whether there are any: reads
 *     fall back to the faulting copy
 * @param faultingStrings the kernel has bpf_copy_from_user_str (Linux 6.12)
 * @param oneProcess hits of other processes are not hits; false when every process is traced
 * @param sessions one program can see the entry and the return of a call (Linux 6.13)
 * @param depth where the kernel keeps how many returns of a thread it follows
 * @param userfaultfd programs may handle page faults themselves: such pages are not faulted in, as
 *     a thread that handles them would wait for itself
 * @param loops the kernel has may_goto (Linux 6.9): of a loop the verifier follows each round until
 *     it is like an earlier one
 */
public record CodeOptions(
    boolean sleepable,
    boolean faultingStrings,
    boolean oneProcess,
    Isa isa,
    boolean sessions,
    Optional<ReturnDepth> depth,
    boolean userfaultfd,
    boolean loops) {
  public CodeOptions(boolean sleepable, boolean faultingStrings, boolean oneProcess, Isa isa) {
    this(sleepable, faultingStrings, oneProcess, isa, false, Optional.empty(), true, false);
  }

  /**
   * Offsets in bytes of {@code task_struct.utask} and of {@code uprobe_task.depth}
   * (include/linux/uprobes.h).
   */
  public record ReturnDepth(int utask, int depth) {}
}
