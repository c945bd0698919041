/**
 * The x86-64 machine: where instructions begin and end and what the kernel does with a probe on
 * them, registers, the calling convention. Pure; knows nothing of debug info, of ELF files or of
 * eBPF.
 */
@NullMarked
package tracebook.x86;

import org.jspecify.annotations.NullMarked;
