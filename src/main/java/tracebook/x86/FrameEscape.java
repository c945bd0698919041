package tracebook.x86;

/**
 * Whether an instruction brings an address of the stack frame to where it is not followed: anything
 * that has rsp, or another register that holds one, as an operand, but for what makes and gives
 * back frames. Vector registers have the numbers of others, and so may be taken for them.
 */
final class FrameEscape {
  private FrameEscape() {}

  static boolean by(Encoding code, FrameState state) {
    if (code.map() >= 8) {
      return true; // XOP
    }
    if (code.map() == 0 && code.vector() == 0) {
      return oneByte(code, state);
    }
    if (code.map() == 1 && code.vector() == 0 && isOfVectors(code.opcode())) {
      return false;
    }
    return (code.modrm() >= 0 && state.isOfFrame(code.register()))
        || state.isOfFrame(code.other())
        || state.isOfFrame(code.third());
  }

  private static boolean oneByte(Encoding code, FrameState state) {
    int opcode = code.opcode();
    int other = code.other();
    if (code.modrm() < 0) {
      boolean swapped = (opcode & 0xf8) == 0x90 || (opcode & 0xf8) == 0x50;
      return opcode == 0xc8 // enter
          || (swapped && state.isOfFrame((opcode & 7) | (code.rex() & 1) << 3));
    }
    return switch (opcode) {
      case 0x38, 0x39, 0x3a, 0x3b, 0x84, 0x85 -> false; // cmp, test
      case 0x89, 0x8b -> {
        boolean frame =
            code.wide()
                && (code.register() == FrameState.RSP || code.register() == FrameState.RBP)
                && (other == FrameState.RSP || other == FrameState.RBP);
        yield !frame && (state.isOfFrame(code.register()) || state.isOfFrame(other));
      }
      case 0x8d ->
          code.register() != FrameState.RSP
              && (state.isOfFrame(code.base()) || state.isOfFrame(code.index()));
      case 0x81, 0x83 -> other != FrameState.RSP && state.isOfFrame(other);
      case 0x80, 0x82, 0x8f, 0xc0, 0xc1, 0xc6, 0xc7, 0xf6, 0xf7, 0xfe, 0xff ->
          state.isOfFrame(other);
      case 0xd0, 0xd1, 0xd2, 0xd3 -> state.isOfFrame(other);
      case 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf -> false; // x87
      default -> state.isOfFrame(code.register()) || state.isOfFrame(other);
    };
  }

  /** Of the map that begins with 0f: both operands are vectors, or memory. */
  private static boolean isOfVectors(int opcode) {
    return switch (opcode) {
      case 0x2a, 0x2c, 0x2d, 0x50, 0x6e, 0x7e, 0xc4, 0xc5, 0xd7 -> false;
      default ->
          (opcode >= 0x10 && opcode <= 0x17)
              || (opcode >= 0x28 && opcode <= 0x2f)
              || (opcode >= 0x51 && opcode <= 0x7f)
              || opcode == 0xc2
              || opcode == 0xc6
              || opcode >= 0xd0;
    };
  }
}
