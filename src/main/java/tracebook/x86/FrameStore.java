package tracebook.x86;

import java.util.Optional;

/**
 * A plain store to the stack frame: {@code mov} of a register or a constant, or an SSE move, to
 * {@code disp(%rsp)} or {@code disp(%rbp)} (Intel SDM volume 2, sections 2.1 and 4.3).
 *
 * @param register DWARF's number of the base register: 6 rbp, 7 rsp
 * @param displacement from it, bytes
 * @param bytes how many are written
 */
public record FrameStore(int register, int displacement, int bytes) {
  private static final int DWARF_RBP = 6;
  private static final int DWARF_RSP = 7;

  /**
   * Whether it writes any of the {@code size} bytes at that displacement from the same register.
   */
  public boolean overlaps(int base, long at, long size) {
    return base == register && at < displacement + (long) bytes && displacement < at + size;
  }

  /** The store that the instruction at an offset is; empty when it is something else. */
  public static Optional<FrameStore> at(byte[] code, int offset) {
    int at = offset;
    boolean wide16 = false;
    int repeat = 0;
    while (at < code.length) {
      int b = code[at] & 0xff;
      if (b == 0x66) {
        wide16 = true;
      } else if (b == 0xf2 || b == 0xf3) {
        repeat = b;
      } else {
        break;
      }
      at++;
    }
    int rex = 0;
    if (at < code.length && (code[at] & 0xf0) == 0x40) {
      rex = code[at++] & 0xff;
    }
    if (at + 2 >= code.length) {
      return Optional.empty();
    }
    int opcode = code[at++] & 0xff;
    int bytes;
    if (opcode == 0x0f) {
      bytes = vectorBytes(code[at++] & 0xff, wide16, repeat);
    } else {
      int integer = (rex & 8) != 0 ? 8 : wide16 ? 2 : 4;
      bytes =
          switch (opcode) {
            case 0x88, 0xc6 -> 1;
            case 0x89, 0xc7 -> integer;
            default -> 0;
          };
    }
    return bytes == 0 ? Optional.empty() : operand(code, at, rex, bytes);
  }

  /** How many bytes a two-byte opcode stores; 0 when it does not. */
  private static int vectorBytes(int opcode, boolean wide16, int repeat) {
    return switch (opcode) {
      case 0x11 -> repeat == 0xf3 ? 4 : repeat == 0xf2 ? 8 : 16;
      case 0x13, 0x17, 0xd6 -> 8;
      case 0x29 -> 16;
      case 0x7e -> repeat == 0xf3 ? 0 : 8; // movd or movq to memory: at most 8
      case 0x7f -> wide16 || repeat == 0xf3 ? 16 : 8;
      default -> 0;
    };
  }

  private static Optional<FrameStore> operand(byte[] code, int start, int rex, int bytes) {
    int at = start;
    if (at >= code.length) {
      return Optional.empty();
    }
    int modrm = code[at++] & 0xff;
    int mod = modrm >> 6;
    int base = modrm & 7;
    boolean extended = (rex & 1) != 0;
    if (mod == 3 || extended) {
      return Optional.empty();
    }
    int register;
    if (base == 4) {
      if (at >= code.length || (code[at] & 0x3f) != 0x24 || (rex & 2) != 0) {
        return Optional.empty(); // not rsp alone
      }
      at++;
      register = DWARF_RSP;
    } else if (base == 5 && mod != 0) {
      register = DWARF_RBP;
    } else {
      return Optional.empty();
    }
    int size = mod == 0 ? 0 : mod == 1 ? 1 : 4;
    if (at + size > code.length) {
      return Optional.empty();
    }
    int displacement =
        switch (size) {
          case 0 -> 0;
          case 1 -> code[at];
          default ->
              (code[at] & 0xff)
                  | (code[at + 1] & 0xff) << 8
                  | (code[at + 2] & 0xff) << 16
                  | code[at + 3] << 24;
        };
    return Optional.of(new FrameStore(register, displacement, bytes));
  }
}
