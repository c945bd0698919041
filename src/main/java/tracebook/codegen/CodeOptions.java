package tracebook.codegen;

import tracebook.asm.Isa;

/**
 * What the kernel that will run the programs can do.
 *
 * @param sleepable programs may fault pages in: reads fall back to the faulting copy
 * @param faultingStrings the kernel has bpf_copy_from_user_str (Linux 6.12)
 * @param oneProcess hits of other processes are not hits; false when every process is traced
 */
public record CodeOptions(
    boolean sleepable, boolean faultingStrings, boolean oneProcess, Isa isa) {}
