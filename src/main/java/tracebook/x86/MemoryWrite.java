package tracebook.x86;

/** Whether an instruction may write memory (Intel SDM volume 2, appendix A, opcode maps). */
public final class MemoryWrite {
  private MemoryWrite() {}

  /**
   * False only for what surely writes none but by pushing; a call may.
   *
   * @param decoded the instruction at the offset
   */
  public static boolean may(byte[] code, int offset, Decoded.Instruction decoded) {
    return switch (decoded.kind()) {
      case NOP, ENDBR, PUSH, JUMP, CONDITIONAL_JUMP, INDIRECT_JUMP, RETURN -> false;
      case CALL, INDIRECT_CALL, TRAP -> true;
      case OTHER -> other(code, offset, offset + decoded.length());
    };
  }

  private static boolean other(byte[] code, int offset, int end) {
    int at = offset;
    boolean repeated = false;
    while (at < end && isPrefix(code[at] & 0xff)) {
      repeated |= code[at] == (byte) 0xf3;
      at++;
    }
    if (at < end && (code[at] & 0xf0) == 0x40) {
      at++;
    }
    if (at + 1 >= end) {
      return at >= end || !isOneByte(code[at] & 0xff);
    }
    int opcode = code[at] & 0xff;
    int modrm = code[at + 1] & 0xff;
    int extension = modrm >> 3 & 7;
    boolean memory = modrm >> 6 != 3;
    return switch (opcode) {
      // Arithmetic into the register; cmp and test; movsxd, imul, mov, lea; with al or eax.
      case 0x02,
          0x03,
          0x04,
          0x05,
          0x0a,
          0x0b,
          0x0c,
          0x0d,
          0x12,
          0x13,
          0x14,
          0x15,
          0x1a,
          0x1b,
          0x1c,
          0x1d,
          0x22,
          0x23,
          0x24,
          0x25,
          0x2a,
          0x2b,
          0x2c,
          0x2d,
          0x32,
          0x33,
          0x34,
          0x35,
          0x38,
          0x39,
          0x3a,
          0x3b,
          0x3c,
          0x3d,
          0x63,
          0x69,
          0x6b,
          0x84,
          0x85,
          0x8a,
          0x8b,
          0x8d,
          0x98,
          0x99,
          0xa8,
          0xa9,
          0xb0,
          0xb1,
          0xb2,
          0xb3,
          0xb4,
          0xb5,
          0xb6,
          0xb7,
          0xb8,
          0xb9,
          0xba,
          0xbb,
          0xbc,
          0xbd,
          0xbe,
          0xbf ->
          false;
      // The other direction, shifts, xchg, mov.
      case 0x00,
          0x01,
          0x08,
          0x09,
          0x10,
          0x11,
          0x18,
          0x19,
          0x20,
          0x21,
          0x28,
          0x29,
          0x30,
          0x31,
          0x86,
          0x87,
          0x88,
          0x89,
          0xc0,
          0xc1,
          0xc6,
          0xc7,
          0xd0,
          0xd1,
          0xd2,
          0xd3,
          0xfe ->
          memory;
      case 0x80, 0x81, 0x83 -> memory && extension != 7; // cmp
      case 0xf6, 0xf7 -> memory && (extension == 2 || extension == 3); // not, neg
      case 0xff -> memory && extension <= 1; // inc, dec
      case 0x0f -> twoBytes(modrm, at + 2 < end ? code[at + 2] & 0xff : 0, repeated);
      default -> true;
    };
  }

  private static boolean isPrefix(int code) {
    return code == 0x66 || code == 0xf2 || code == 0xf3 || code == 0x64 || code == 0x65;
  }

  private static boolean isOneByte(int opcode) {
    return opcode == 0x98
        || opcode == 0x99
        || opcode == 0x90
        || opcode == 0xc9 // leave
        || (opcode >= 0x58 && opcode <= 0x5f); // pop
  }

  private static boolean twoBytes(int opcode, int modrm, boolean repeated) {
    boolean memory = modrm >> 6 != 3;
    return switch (opcode) {
      // movups, movlps, unpcklps, movhps, movaps; conversions, comparisons; arithmetic; movd, movq.
      case 0x10,
          0x12,
          0x14,
          0x15,
          0x16,
          0x28,
          0x2a,
          0x2c,
          0x2d,
          0x2e,
          0x2f,
          0x51,
          0x54,
          0x55,
          0x56,
          0x57,
          0x58,
          0x59,
          0x5a,
          0x5b,
          0x5c,
          0x5d,
          0x5e,
          0x5f,
          0x6e,
          0x6f,
          0xef ->
          false;
      // cmovcc, imul, bt, bsf, bsr, movzx, movsx, popcnt, bswap.
      case 0x40,
          0x41,
          0x42,
          0x43,
          0x44,
          0x45,
          0x46,
          0x47,
          0x48,
          0x49,
          0x4a,
          0x4b,
          0x4c,
          0x4d,
          0x4e,
          0x4f,
          0xa3,
          0xaf,
          0xb6,
          0xb7,
          0xb8,
          0xbc,
          0xbd,
          0xbe,
          0xbf,
          0xc8,
          0xc9,
          0xca,
          0xcb,
          0xcc,
          0xcd,
          0xce,
          0xcf ->
          false;
      // setcc, and the other direction of the moves.
      case 0x11,
          0x13,
          0x17,
          0x29,
          0x7f,
          0x90,
          0x91,
          0x92,
          0x93,
          0x94,
          0x95,
          0x96,
          0x97,
          0x98,
          0x99,
          0x9a,
          0x9b,
          0x9c,
          0x9d,
          0x9e,
          0x9f,
          0xd6 ->
          memory;
      case 0x7e -> memory && !repeated;
      default -> true;
    };
  }
}
