package tracebook.x86;

import tracebook.x86.Decoded.Kind;

/**
 * What an instruction does with what a general register holds (Intel SDM volume 2, appendix A).
 * Only what is certain is said: one that is not known here counts as an end.
 */
public enum RegisterUse {
  /** It computes with it, or stores it, or it is part of an address. */
  READS,
  /** It neither reads nor changes it. */
  KEEPS,
  /** It gives the register, or a part of it, another value, or that is not known. */
  ENDS;

  private static final int RAX = 0;
  private static final int RDX = 2;

  /**
   * What the instruction at an offset of {@code code} does.
   *
   * @param decoded the same instruction, which goes on with the next one, or calls
   * @param register as DWARF numbers them (x86-64 psABI, figure 3.36)
   */
  public static RegisterUse of(byte[] code, int offset, Decoded.Instruction decoded, int register) {
    int wanted = RegisterEffect.dwarf(register); // Both ways are the same.
    if (decoded.kind() == Kind.NOP || decoded.kind() == Kind.ENDBR) {
      return KEEPS;
    }
    Encoding e = Encoding.of(code, offset);
    if (e.vector() != 0) { // The index of a gather is a vector register.
      return e.memory() && e.base() == wanted ? READS : ENDS;
    }
    return switch (e.map()) {
      case 0 -> oneByte(code, e, wanted);
      case 1 -> addresses(e, wanted) ? READS : twoBytes(e, wanted);
      default -> addresses(e, wanted) ? READS : ENDS;
    };
  }

  /**
   * Whether the instruction surely gives the register, or a part of it, another value. Of some that
   * do it is not known.
   */
  public static boolean isChanged(
      byte[] code, int offset, Decoded.Instruction decoded, int register) {
    int wanted = RegisterEffect.dwarf(register);
    if (decoded.kind() != Kind.OTHER) {
      return false;
    }
    Encoding e = Encoding.of(code, offset);
    return e.vector() == 0
        && switch (e.map()) {
          case 0 -> changedByOneByte(e, wanted);
          case 1 -> changedByTwoBytes(e, wanted);
          default -> false;
        };
  }

  private static boolean changedByOneByte(Encoding e, int wanted) {
    int opcode = e.opcode();
    boolean bytes = (opcode & 1) == 0;
    int register = e.modrm() < 0 ? -1 : whole(e, e.register(), bytes);
    int other = whole(e, e.other(), bytes);
    int named = (opcode & 7) | (e.rex() & 1) << 3;
    if (opcode < 0x38) {
      return (opcode & 7) < 2 ? other == wanted : (opcode & 7) < 4 && register == wanted;
    }
    return switch (opcode) {
      case 0x58, 0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f -> named == wanted; // pop
      case 0x63, 0x69, 0x6b, 0x8a, 0x8b, 0x8d -> e.register() == wanted || register == wanted;
      case 0x80, 0x81, 0x83 -> e.extension() != 7 && other == wanted;
      case 0x88, 0x89, 0xc0, 0xc1, 0xc6, 0xc7, 0xd0, 0xd1, 0xd2, 0xd3 -> other == wanted;
      case 0x98 -> wanted == RAX;
      case 0x99 -> wanted == RDX;
      case 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf -> named == wanted;
      case 0xf7 -> e.extension() >= 4 && (wanted == RAX || wanted == RDX);
      default -> false;
    };
  }

  private static boolean changedByTwoBytes(Encoding e, int wanted) {
    int opcode = e.opcode();
    if (opcode >> 4 == 9) { // set
      return whole(e, e.other(), true) == wanted;
    }
    return switch (opcode) {
      case 0xaf, 0xb6, 0xb7, 0xbe, 0xbf -> e.register() == wanted;
      case 0x2c, 0x2d -> e.repeat() != 0 && e.register() == wanted; // to integers
      case 0x7e -> e.repeat() == 0 && e.other() == wanted; // from a vector register
      default -> opcode >> 4 == 4 && e.register() == wanted; // cmov
    };
  }

  private static boolean addresses(Encoding e, int wanted) {
    return e.memory() && (e.base() == wanted || e.index() == wanted);
  }

  private static RegisterUse oneByte(byte[] code, Encoding e, int wanted) {
    int opcode = e.opcode();
    if (addresses(e, wanted)) {
      return READS;
    }
    if (opcode < 0x40) {
      return arithmetic(code, e, wanted);
    }
    boolean bytes = (opcode & 1) == 0;
    int register = e.modrm() < 0 ? -1 : whole(e, e.register(), bytes);
    int other = whole(e, e.other(), bytes);
    int named = (opcode & 7) | (e.rex() & 1) << 3;
    return switch (opcode) {
      case 0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57 -> // push, which may only make room
          unless(named == wanted);
      case 0x58, 0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f -> unless(named == wanted);
      case 0x63, 0x69, 0x6b -> moved(e.other(), e.register(), wanted); // movsxd, imul
      case 0x80, 0x81, 0x83 ->
          other != wanted ? KEEPS : isConstant(code, e, e.extension()) ? ENDS : READS;
      case 0xc0, 0xc1, 0xd0, 0xd1, 0xd2, 0xd3 -> other == wanted ? READS : KEEPS;
      case 0x84, 0x85 -> register == wanted || other == wanted ? READS : KEEPS; // test
      case 0x88, 0x89 -> moved(register, other, wanted);
      case 0x8a, 0x8b -> moved(other, register, wanted);
      case 0x8d -> unless(register == wanted || e.register() == wanted); // lea
      case 0x98 -> wanted == RAX ? READS : KEEPS; // cdqe
      case 0x99 -> wanted == RAX ? READS : unless(wanted == RDX); // cqo
      case 0xa8, 0xa9 -> wanted == RAX ? READS : KEEPS;
      case 0xb0, 0xb1, 0xb2, 0xb3, 0xb4, 0xb5, 0xb6, 0xb7 ->
          unless(named == wanted || (e.rex() == 0 && named - 4 == wanted));
      case 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf -> unless(named == wanted);
      case 0xc6, 0xc7 -> e.memory() ? KEEPS : unless(other == wanted);
      case 0xf6, 0xf7 ->
          other == wanted
              ? READS
              : e.extension() < 4 ? KEEPS : wanted == RAX ? READS : unless(wanted == RDX);
      case 0xfe, 0xff -> e.extension() < 3 && other == wanted ? READS : unless(e.extension() >= 2);
      default -> ENDS;
    };
  }

  /** add, or, adc, sbb, and, sub, xor, cmp. */
  private static RegisterUse arithmetic(byte[] code, Encoding e, int wanted) {
    int form = e.opcode() & 7;
    if (form >= 6) {
      return ENDS;
    }
    if (form >= 4) {
      return wanted != RAX ? KEEPS : isConstant(code, e, e.opcode() >> 3) ? ENDS : READS;
    }
    boolean bytes = (form & 1) == 0;
    int register = whole(e, e.register(), bytes);
    int other = whole(e, e.other(), bytes);
    int operation = e.opcode() >> 3;
    boolean clears = operation == 3 || operation == 5 || operation == 6;
    if (clears && e.register() == e.other()) {
      return unless(register == wanted); // Whatever it held.
    }
    return register == wanted || other == wanted ? READS : KEEPS;
  }

  /** {@code or $-1} and {@code and $0}, which are shorter than moves: whatever it held. */
  private static boolean isConstant(byte[] code, Encoding e, int operation) {
    boolean one = (e.opcode() & 1) == 0 || e.opcode() == 0x83;
    int end = e.immediate() + (one ? 1 : e.narrow() && !e.wide() ? 2 : 4);
    int all = operation == 1 ? -1 : 0;
    for (int at = e.immediate(); at < end; at++) {
      if (code[at] != all) {
        return false;
      }
    }
    return operation == 1 || operation == 4;
  }

  private static RegisterUse twoBytes(Encoding e, int wanted) {
    int opcode = e.opcode();
    int other = e.other();
    if (opcode >> 4 == 4 || opcode == 0xaf) { // cmov, imul
      return e.register() == wanted || other == wanted ? READS : KEEPS;
    }
    if (opcode >> 4 == 9) { // set
      return unless(whole(e, other, true) == wanted);
    }
    return switch (opcode) {
      case 0xb6, 0xbe -> moved(whole(e, other, true), e.register(), wanted);
      case 0xb7, 0xbf -> moved(other, e.register(), wanted);
      case 0xa3 -> e.register() == wanted || other == wanted ? READS : KEEPS; // bt
      case 0xba -> other == wanted ? READS : KEEPS;
      case 0x2a, 0x6e -> other == wanted ? READS : KEEPS; // from a general to a vector register
      case 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x28, 0x29, 0x2e, 0x2f -> KEEPS;
      case 0x51, 0x54, 0x57, 0x58, 0x59, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x5f -> KEEPS;
      case 0x62, 0x6c, 0x6f, 0x70, 0x7f, 0xd4, 0xd6, 0xef, 0xfe -> KEEPS;
      default -> ENDS;
    };
  }

  private static RegisterUse moved(int from, int to, int wanted) {
    return from == wanted ? READS : unless(to == wanted);
  }

  private static RegisterUse unless(boolean ends) {
    return ends ? ENDS : KEEPS;
  }

  /** The register that a byte operand is of: without REX the numbers 4 to 7 are ah, ch, dh, bh. */
  private static int whole(Encoding e, int number, boolean bytes) {
    return bytes && e.rex() == 0 && number >= 4 ? number - 4 : number;
  }
}
