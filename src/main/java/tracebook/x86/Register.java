package tracebook.x86;

/**
 * A general register, or a part of one, as a probe finds it in {@code struct pt_regs}.
 *
 * @param name as written after {@code $reg}: {@code rax}, {@code eax}, {@code ah}
 * @param offset of its lowest byte in {@code struct pt_regs} (arch/x86/include/asm/ptrace.h)
 * @param bytes 1, 2, 4 or 8
 */
public record Register(String name, int offset, int bytes) {}
