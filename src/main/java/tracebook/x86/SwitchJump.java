package tracebook.x86;

import java.util.List;
import java.util.Optional;

/**
 * An indirect jump by a table, as compilers make it of a {@code switch}: the table has 8-byte
 * addresses, or 4-byte distances from its own beginning.
 *
 * @param table where the table lies; bytes from the end of the instruction at {@code behind} if it
 *     is not negative, else the address itself
 * @param behind offset in the code of the end of an instruction
 * @param distances whether the entries are distances
 */
public record SwitchJump(int table, int behind, boolean distances) {
  private static final int LOOK_BACK = 12;

  /**
   * Looks at the instructions that run in front of a jump.
   *
   * @param code of the function
   * @param starts offsets of instructions that run one after the other, the last is the jump
   */
  public static Optional<SwitchJump> of(byte[] code, List<Integer> starts) {
    Encoding jump = Encoding.of(code, starts.getLast());
    if (jump.memory()) {
      return byAddress(jump);
    }
    int target = jump.other();
    boolean widened = false;
    boolean added = false;
    Optional<SwitchJump> table = Optional.empty();
    for (int i = starts.size() - 2; i >= Math.max(0, starts.size() - LOOK_BACK); i--) {
      Encoding e = Encoding.of(code, starts.get(i));
      if (e.map() != 0) {
        continue;
      }
      boolean wide = (e.rex() & 8) != 0;
      switch (e.opcode()) {
        case 0x01, 0x03 -> // add
            added |= wide && (e.opcode() == 0x01 ? e.other() : e.register()) == target;
        case 0x63, 0x98 -> widened |= wide && added; // movslq, cltq
        case 0x8b -> { // mov
          if (!added && wide && e.register() == target) {
            return byAddress(e);
          }
        }
        case 0x8d -> { // lea
          if (added && table.isEmpty() && isRelative(e)) {
            table = Optional.of(new SwitchJump(e.displacement(), starts.get(i + 1), true));
          }
        }
        default -> {}
      }
    }
    return widened ? table : Optional.empty();
  }

  /** Of memory that only an index and a number tell. */
  private static Optional<SwitchJump> byAddress(Encoding e) {
    return e.memory() && e.base() < 0 && e.index() >= 0
        ? Optional.of(new SwitchJump(e.displacement(), -1, false))
        : Optional.empty();
  }

  /** Relative to the instruction pointer: without SIB, mode 0, register 5. */
  private static boolean isRelative(Encoding e) {
    return (e.modrm() & 0xc7) == 5;
  }
}
