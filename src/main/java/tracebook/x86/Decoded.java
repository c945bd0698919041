package tracebook.x86;

import java.util.OptionalInt;

/** What stands at an address, as far as it can be told. */
public sealed interface Decoded {
  /**
   * An instruction.
   *
   * @param length in bytes, 1 to 15
   * @param target of a direct jump or call: bytes from the end of this instruction
   */
  record Instruction(int length, Kind kind, Probing probing, OptionalInt target)
      implements Decoded {}

  /**
   * No instruction that is known here, or the bytes end within it.
   *
   * @param why in words a user can read
   */
  record Unknown(String why) implements Decoded {}

  /** What an instruction does to the flow of control, where that is more than going on. */
  enum Kind {
    NOP,
    /** {@code endbr64}: the first instruction of functions built with {@code -fcf-protection}. */
    ENDBR,
    /** {@code push} of a general register. */
    PUSH,
    JUMP,
    CONDITIONAL_JUMP,
    INDIRECT_JUMP,
    CALL,
    INDIRECT_CALL,
    RETURN,
    /** Enters the kernel or raises an exception: {@code int3}, {@code ud2}, {@code syscall}. */
    TRAP,
    OTHER;

    /** True when the instruction behind this one need not be the next to run. */
    public boolean transfersControl() {
      return switch (this) {
        case JUMP, CONDITIONAL_JUMP, INDIRECT_JUMP, CALL, INDIRECT_CALL, RETURN, TRAP -> true;
        case NOP, ENDBR, PUSH, OTHER -> false;
      };
    }
  }

  /** What Linux does with a uprobe on it (arch/x86/kernel/uprobes.c; measured on 6.18). */
  enum Probing {
    /** Emulated in the kernel: a hit costs 640 to 980 ns. */
    EMULATED,
    /**
     * Run out of line under single-step, 11 to 18 µs; the kernel may still refuse some of these.
     */
    SINGLE_STEPPED,
    /**
     * A 5-byte nop, which 6.18 replaces by a call. That call overwrites the red zone below the
     * stack pointer, so that a leaf function computes wrong values: only safe as the first
     * instruction of a function.
     */
    CALL_OVER_RED_ZONE,
    /**
     * Opcode 90 with REX.B, {@code xchg %rax,%r8}, which the kernel takes for a nop: the program
     * computes wrong values. Never probe it.
     */
    TAKEN_FOR_NOP,
    /** The kernel does not attach here: {@code lock} and segment prefixes. */
    REFUSED
  }
}
