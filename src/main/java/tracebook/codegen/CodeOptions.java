package tracebook.codegen;

import java.util.Optional;
import tracebook.asm.Isa;

/**
 * What the kernel that will run the programs can do.
 *
 * @param sleepable programs may fault pages in: reads fall back to the faulting copy
 * @param faultingStrings the kernel has bpf_copy_from_user_str (Linux 6.12)
 * @param oneProcess hits of other processes are not hits; false when every process is traced
 * @param sessions one program can see the entry and the return of a call (Linux 6.13)
 * @param depth where the kernel keeps how many returns of a thread it follows
 */
public record CodeOptions(
    boolean sleepable,
    boolean faultingStrings,
    boolean oneProcess,
    Isa isa,
    boolean sessions,
    Optional<ReturnDepth> depth) {
  public CodeOptions(boolean sleepable, boolean faultingStrings, boolean oneProcess, Isa isa) {
    this(sleepable, faultingStrings, oneProcess, isa, false, Optional.empty());
  }

  /**
   * Offsets in bytes of {@code task_struct.utask} and of {@code uprobe_task.depth}
   * (include/linux/uprobes.h).
   */
  public record ReturnDepth(int utask, int depth) {}
}
