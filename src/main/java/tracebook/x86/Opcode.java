package tracebook.x86;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What an instruction does, without the registers and addresses that it does it to: copies of the
 * same code agree in it (Intel SDM volume 2, chapter 2 and appendix A).
 *
 * @param map of opcodes: 0 has those of one byte; 1, 2 and 3 are 0F, 0F 38 and 0F 3A
 * @param prefix 66, F3 or F2 as VEX numbers them, from 1; 0 for none
 * @param extension of the opcode, in the ModRM byte; 0 where it has none
 * @param memory whether an operand may be in memory
 * @param cleared whether both operands are one register
 */
public record Opcode(
    int map, int prefix, int code, int extension, boolean memory, boolean cleared) {

  /** A direct call. */
  public static final Opcode CALL = new Opcode(0, 0, 0xe8, 0, false, false);

  /** Empty where the bytes end within the opcode. */
  public static Optional<Opcode> of(byte[] bytes, int offset, int length) {
    Cursor at = new Cursor(bytes, offset, offset + length);
    return at.opcode();
  }

  /**
   * Where an operand in memory is that is addressed from the end of the instruction, in bytes from
   * there; empty where there is none.
   */
  public static OptionalInt relative(byte[] bytes, int offset, int length) {
    Cursor at = new Cursor(bytes, offset, offset + length);
    Optional<Opcode> opcode = at.opcode();
    boolean relative = opcode.isPresent() && at.modrm >= 0 && (at.modrm & 0xc7) == 0x05;
    if (!relative || at.at + 4 > at.end) {
      return OptionalInt.empty();
    }
    int displacement = 0;
    for (int i = 3; i >= 0; i--) {
      displacement = displacement << 8 | (bytes[at.at + i] & 0xff);
    }
    return OptionalInt.of(displacement);
  }

  /** Whether it does nothing but move the stack pointer, as the ends of functions do. */
  public static boolean movesStack(byte[] bytes, int offset, int length) {
    Cursor at = new Cursor(bytes, offset, offset + length);
    Optional<Opcode> opcode = at.opcode();
    if (opcode.isEmpty() || opcode.get().map != 0) {
      return false;
    }
    int code = opcode.get().code;
    boolean add = code == 0x81 && (opcode.get().extension == 0 || opcode.get().extension == 5);
    return (code >= 0x50 && code <= 0x5f) || (add && at.modrm >> 6 == 3 && (at.modrm & 7) == 4);
  }

  /** Whether it brings values from one place to another, and computes at most an address. */
  public boolean onlyMoves() {
    return switch (map) {
      case 0 ->
          switch (code) {
            case 0x63, 0x88, 0x89, 0x8a, 0x8b, 0x8d, 0xc6, 0xc7 -> true;
            case 0x31, 0x33 -> cleared;
            default -> (code >= 0x50 && code <= 0x5f) || (code >= 0xb0 && code <= 0xbf);
          };
      case 1 ->
          switch (code) {
            case 0x10, 0x11, 0x12, 0x13, 0x16, 0x17, 0x28, 0x29, 0x6e, 0x6f, 0x7e, 0x7f -> true;
            case 0xb6, 0xb7, 0xbe, 0xbf, 0xd6, 0xe7 -> true;
            case 0x57, 0xef -> cleared;
            default -> false;
          };
      default -> false;
    };
  }

  /** Whether it writes a register or a constant to memory, and does nothing else. */
  public boolean stores() {
    return memory
        && switch (map) {
          case 0 -> code == 0x88 || code == 0x89 || code == 0xc6 || code == 0xc7;
          case 1 -> code == 0x11 || code == 0x29 || code == 0x7f || code == 0xd6;
          default -> false;
        };
  }

  /** Whether it computes with several numbers at once. */
  public boolean computesWithSeveral() {
    return switch (map) {
      case 1 ->
          switch (code) {
            // sqrt, add, mul, sub, min, div, max of floats; F3 and F2 have one.
            case 0x51, 0x58, 0x59, 0x5c, 0x5d, 0x5e, 0x5f -> prefix <= 1;
            // Integers: comparisons, products, averages, sums, differences.
            case 0x64, 0x65, 0x66, 0x74, 0x75, 0x76, 0xd4, 0xd5, 0xd8, 0xda, 0xdc, 0xde -> true;
            case 0xe0, 0xe3, 0xe4, 0xe5, 0xe8, 0xea, 0xec, 0xed, 0xee -> true;
            case 0xf4, 0xf5, 0xf6, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe -> true;
            default -> false;
          };
      // pmuldq, pcmpeqq, pcmpgtq, minima and maxima, pmulld; of FMA those of several.
      case 2 ->
          switch (code) {
            case 0x28, 0x29, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3d, 0x3e, 0x3f, 0x40 -> true;
            case 0x98, 0x9a, 0x9c, 0x9e, 0xa8, 0xaa, 0xac, 0xae, 0xb8, 0xba, 0xbc, 0xbe -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private static final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int modrm = -1;

    Cursor(byte[] bytes, int start, int end) {
      this.bytes = bytes;
      this.at = start;
      this.end = Math.min(end, bytes.length);
    }

    private int next() {
      return at < end ? bytes[at++] & 0xff : -1;
    }

    Optional<Opcode> opcode() {
      int prefix = 0;
      int rex = 0;
      int code = next();
      while (isPrefix(code)) {
        prefix = code == 0x66 ? Math.max(prefix, 1) : code == 0xf3 ? 2 : code == 0xf2 ? 3 : prefix;
        code = next();
      }
      if (code >= 0x40 && code <= 0x4f) {
        rex = code;
        code = next();
      }
      int map = 0;
      if (code == 0xc5) {
        prefix = next() & 3;
        map = 1;
        code = next();
      } else if (code == 0xc4 || code == 0x62) {
        map = next() & (code == 0xc4 ? 0x1f : 7);
        prefix = next() & 3;
        if (code == 0x62) {
          next();
        }
        code = next();
      } else if (code == 0x0f) {
        map = 1;
        code = next();
        if (code == 0x38 || code == 0x3a) {
          map = code == 0x38 ? 2 : 3;
          code = next();
        }
      }
      if (code < 0) {
        return Optional.empty();
      }
      boolean with = map >= 2 || Instructions.hasModrm(map == 1, code);
      modrm = with ? next() : -1;
      boolean memory = with && modrm >= 0 && modrm >> 6 != 3;
      boolean cleared =
          with && !memory && (modrm >> 3 & 7) == (modrm & 7) && (rex >> 2 & 1) == (rex & 1);
      int extension = with && isGroup(map, code) ? modrm >> 3 & 7 : 0;
      // An immediate operand of one byte, or of four.
      int same = map == 0 && code == 0x83 ? 0x81 : code;
      return Optional.of(new Opcode(map, prefix, same, extension, memory, cleared));
    }

    private static boolean isPrefix(int b) {
      return switch (b) {
        case 0x66, 0x67, 0xf0, 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0xf2, 0xf3 -> true;
        default -> false;
      };
    }

    private static boolean isGroup(int map, int code) {
      return switch (map) {
        case 0 ->
            switch (code) {
              case 0x80, 0x81, 0x83, 0xc0, 0xc1, 0xc6, 0xc7, 0xd0, 0xd1, 0xd2, 0xd3 -> true;
              case 0xf6, 0xf7, 0xfe, 0xff -> true;
              default -> false;
            };
        case 1 -> code == 0x71 || code == 0x72 || code == 0x73 || code == 0xba || code == 0xc7;
        default -> false;
      };
    }
  }
}
