package tracebook.x86;

import java.util.Optional;

/**
 * {@code shl} of a general register by a constant (Intel SDM volume 2, "SAL/SAR/SHL/SHR", C1 /4
 * ib): as many of its low bits are 0 behind it.
 *
 * @param register DWARF's number (x86-64 psABI, figure 3.36)
 */
public record LeftShift(int register, int bits) {
  private static final int OPCODE = 0xc1;

  /** Opcode, ModRM, the constant. */
  public static final int BYTES = 3;

  /** Whether the last bytes are those of one, if they are not in another instruction. */
  public static boolean mayEnd(byte[] code, int end) {
    int opcode = end - BYTES;
    return opcode >= 0
        && (code[opcode] & 0xff) == OPCODE
        && (code[opcode + 1] & 0xf8) == 0xe0; // The register itself, /4
  }

  /**
   * The one that ends at an offset.
   *
   * @param code instructions from the first byte on
   */
  public static Optional<LeftShift> before(byte[] code, int end) {
    int opcode = end - BYTES;
    if (!mayEnd(code, end)) {
      return Optional.empty();
    }
    int at = 0;
    int last = 0;
    while (at < end) {
      if (!(Instructions.decode(code, at) instanceof Decoded.Instruction instruction)) {
        return Optional.empty();
      }
      last = at;
      at += instruction.length();
    }
    int prefix = opcode - last;
    int rex = prefix == 1 ? code[last] & 0xff : 0;
    if (at != end || prefix < 0 || prefix > 1 || (prefix == 1 && (rex & 0xf0) != 0x40)) {
      return Optional.empty();
    }
    int mask = (rex & 8) != 0 ? 63 : 31;
    int number = (code[opcode + 1] & 7) | (rex & 1) << 3;
    return Optional.of(new LeftShift(RegisterEffect.dwarf(number), code[end - 1] & mask));
  }
}
