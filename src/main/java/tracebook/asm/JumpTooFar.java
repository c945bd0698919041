package tracebook.asm;

/**
 * A jump spans more than the 32767 slots that its 16-bit offset can hold: the program is too long.
 */
public final class JumpTooFar extends RuntimeException {
  JumpTooFar(Label target, int slots) {
    super(
        "the jump to `" + target + "` spans " + slots + " slots, more than a 16-bit offset holds");
  }
}
