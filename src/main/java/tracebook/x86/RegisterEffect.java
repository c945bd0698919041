package tracebook.x86;

import java.util.Optional;

/**
 * What an instruction of a prologue does to the general registers, as far as it is one of the few
 * that unoptimised code begins with (Intel SDM volume 2, sections 2.1 and 4.3). Registers have
 * DWARF's numbers (x86-64 psABI, figure 3.36).
 */
public sealed interface RegisterEffect {
  /** It changes none that holds a parameter, and no memory but by pushing. */
  record None() implements RegisterEffect {}

  /**
   * The low bytes of one are copied to another; what is above them there is not known.
   *
   * @param bytes 1, 2, 4 or 8
   */
  record Copy(int from, int to, int bytes) implements RegisterEffect {}

  /** It is given another value. */
  record Change(int register) implements RegisterEffect {}

  /** The low bytes of one, as many as the store has, are stored to the frame. */
  record Store(int from, FrameStore to) implements RegisterEffect {}

  /** A constant, or a vector register, is stored to the frame. */
  record OtherStore(boolean vector, FrameStore to) implements RegisterEffect {}

  /** It may change any, and memory. */
  record Unknown() implements RegisterEffect {}

  /** The effect of the instruction at an offset of {@code code}, which is {@code decoded} there. */
  static RegisterEffect at(byte[] code, int offset, Decoded.Instruction decoded) {
    return switch (decoded.kind()) {
      case NOP, ENDBR, PUSH -> new None();
      case JUMP, CONDITIONAL_JUMP, INDIRECT_JUMP, CALL, INDIRECT_CALL, RETURN, TRAP ->
          new Unknown();
      case OTHER -> other(code, offset, decoded.length());
    };
  }

  private static RegisterEffect other(byte[] code, int offset, int length) {
    Optional<FrameStore> store = FrameStore.at(code, offset);
    int at = offset;
    boolean fs = code[at] == 0x64;
    if (fs) {
      at++;
    }
    int prefix = code[at] & 0xff;
    boolean narrow = prefix == 0x66;
    if (narrow || prefix == 0xf2 || prefix == 0xf3) {
      at++;
    }
    int rex = (code[at] & 0xf0) == 0x40 ? code[at++] & 0xff : 0;
    int opcode = code[at++] & 0xff;
    if (at >= offset + length) {
      return new Unknown();
    }
    int modrm = code[at] & 0xff;
    boolean register = modrm >> 6 == 3;
    int reg = dwarf((modrm >> 3 & 7) | (rex & 4) << 1);
    int rm = dwarf((modrm & 7) | (rex & 1) << 3);
    if (store.isPresent()) {
      boolean vector = opcode == 0x0f;
      boolean constant = opcode == 0xc6 || opcode == 0xc7;
      return vector || constant
          ? new OtherStore(vector, store.get())
          : opcode == 0x88 && isHigh(modrm >> 3 & 7, rex)
              ? new Unknown()
              : new Store(reg, store.get());
    }
    int bytes = (rex & 8) != 0 ? 8 : narrow ? 2 : 4;
    boolean high = isHigh(modrm & 7, rex);
    return switch (opcode) {
      case 0x84, 0x85, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d -> new None(); // test, cmp
      case 0x89 -> register ? new Copy(reg, rm, bytes) : new Unknown();
      case 0x8b -> register ? new Copy(rm, reg, bytes) : new Change(reg);
      case 0x88 ->
          register && !high && !isHigh(modrm >> 3 & 7, rex) ? new Copy(reg, rm, 1) : new Unknown();
      case 0x8a ->
          isHigh(modrm >> 3 & 7, rex) || (register && high)
              ? new Unknown()
              : register ? new Copy(rm, reg, 1) : new Change(reg);
      case 0x8d -> new Change(reg); // lea
      case 0x29, 0x31, 0x81, 0x83, 0xc1 -> // sub, xor, and, shr
          register ? new Change(rm) : new Unknown();
      case 0x80 -> register && !high ? new Change(rm) : new Unknown();
      case 0x24, 0x25 -> new Change(0); // and of al or eax with a constant
      case 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd, 0xbe, 0xbf ->
          new Change(dwarf((opcode & 7) | (rex & 1) << 3)); // mov of a constant
      case 0x0f -> twoBytes(code, at, rex, narrow, offset + length);
      default -> new Unknown();
    };
  }

  /** The moves of vector registers and of narrow integers. */
  private static RegisterEffect twoBytes(byte[] code, int at, int rex, boolean narrow, int end) {
    if (at + 1 >= end) {
      return new Unknown();
    }
    int modrm = code[at + 1] & 0xff;
    return switch (code[at] & 0xff) {
      case 0xb6, 0xb7, 0xbe, 0xbf -> new Change(dwarf((modrm >> 3 & 7) | (rex & 4) << 1));
      case 0x10, 0x12, 0x14, 0x28, 0x5a, 0x6f, 0xef -> new None();
      case 0x7e -> // movq
          narrow && modrm >> 6 == 3
              ? new Change(dwarf((modrm & 7) | (rex & 1) << 3))
              : new Unknown();
      default -> new Unknown();
    };
  }

  /** DWARF's number of one that the instruction set numbers in its own way. */
  static int dwarf(int register) {
    return switch (register) {
      case 1 -> 2; // rcx
      case 2 -> 1; // rdx
      case 4 -> 7; // rsp
      case 5 -> 6; // rbp
      case 6 -> 4; // rsi
      case 7 -> 5; // rdi
      default -> register;
    };
  }

  /** Without REX the numbers 4 to 7 of byte registers are ah, ch, dh and bh. */
  private static boolean isHigh(int number, int rex) {
    return rex == 0 && number >= 4;
  }
}
