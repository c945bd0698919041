package tracebook.x86;

import java.util.OptionalInt;
import tracebook.x86.Decoded.Instruction;
import tracebook.x86.Decoded.Kind;
import tracebook.x86.Decoded.Probing;
import tracebook.x86.Decoded.Unknown;

/**
 * Length and class of x86-64 instructions, enough to walk forward through what compilers emit
 * (Intel SDM volume 2, chapter 2 and appendix A).
 */
public final class Instructions {
  private static final int LONGEST = 15;

  /** Opcodes of the one-byte map that are followed by a ModRM byte. */
  private static final boolean[] MODRM = new boolean[256];

  /** Opcodes of the one-byte map that 64-bit mode does not have. */
  private static final boolean[] INVALID = new boolean[256];

  /** Opcodes of the two-byte map without a ModRM byte. */
  private static final boolean[] BARE_0F = new boolean[256];

  /** Opcodes of the two-byte map that do not exist. */
  private static final boolean[] INVALID_0F = new boolean[256];

  /** Opcodes of the two-byte map, also in VEX and EVEX, with a byte of immediate data. */
  private static final boolean[] IMM8_0F = new boolean[256];

  static {
    for (int row = 0; row < 0x40; row += 8) {
      set(MODRM, row, row + 3);
      set(INVALID, row + 6, row + 7);
    }
    set(MODRM, 0x63, 0x63, 0x69, 0x69, 0x6b, 0x6b, 0x80, 0x8f, 0xc0, 0xc1, 0xc6, 0xc7);
    set(MODRM, 0xd0, 0xd3, 0xd8, 0xdf, 0xf6, 0xf7, 0xfe, 0xff);
    set(INVALID, 0x60, 0x61, 0x82, 0x82, 0x9a, 0x9a, 0xce, 0xce, 0xd4, 0xd6, 0xea, 0xea);
    set(BARE_0F, 0x05, 0x09, 0x0b, 0x0b, 0x0e, 0x0e, 0x30, 0x35, 0x37, 0x37, 0x77, 0x77);
    set(BARE_0F, 0x80, 0x8f, 0xa0, 0xa2, 0xa8, 0xaa, 0xc8, 0xcf);
    set(INVALID_0F, 0x04, 0x04, 0x0a, 0x0a, 0x0c, 0x0c, 0x24, 0x27, 0x36, 0x36, 0x39, 0x39);
    set(INVALID_0F, 0x3b, 0x3f, 0x7a, 0x7b);
    set(IMM8_0F, 0x0f, 0x0f, 0x70, 0x73, 0xa4, 0xa4, 0xac, 0xac, 0xba, 0xba, 0xc2, 0xc2);
    set(IMM8_0F, 0xc4, 0xc6);
  }

  private final byte[] code;
  private final int start;
  private final int limit;
  private int at;

  private boolean operandSize;
  private boolean addressSize;
  private boolean refusedPrefix;
  private boolean repeat;
  private boolean repeatNot;
  private int rex;
  private int modrm = -1;

  private Instructions(byte[] code, int start, int limit) {
    this.code = code;
    this.start = start;
    this.limit = limit;
    this.at = start;
  }

  /** Whether a ModRM byte follows an opcode of the one-byte map, or of the two-byte map. */
  static boolean hasModrm(boolean twoBytes, int opcode) {
    return twoBytes ? !BARE_0F[opcode] : MODRM[opcode];
  }

  /** The instruction at an offset of {@code code}. */
  public static Decoded decode(byte[] code, int offset) {
    return new Instructions(code, offset, Math.min(code.length, offset + LONGEST)).decode();
  }

  /**
   * Whether an opcode of a map (0, 1: 0f, 2: 0f 38, 3: 0f 3a) is followed by ModRM that may be of
   * memory: moves of control and debug registers only have registers.
   */
  static boolean hasOperand(int map, int opcode) {
    boolean special = opcode >= 0x20 && opcode <= 0x23;
    return map == 0 ? MODRM[opcode] : map > 1 || !(BARE_0F[opcode] || special);
  }

  private Decoded decode() {
    try {
      return instruction();
    } catch (EndOfBytes tooShort) {
      boolean tooLong = at - start >= LONGEST;
      return new Unknown(tooLong ? "longer than 15 bytes" : "the code ends within an instruction");
    }
  }

  private Decoded instruction() {
    int opcode = prefixes();
    if (opcode == 0x62) {
      return evex();
    }
    if (opcode == 0xc4 || opcode == 0xc5) {
      return vex(opcode);
    }
    if (opcode == 0x8f && (peek() & 0x1f) >= 8) {
      return xop();
    }
    if (opcode == 0x0f) {
      return twoByte();
    }
    if (INVALID[opcode]) {
      return unknown(opcode);
    }
    if (MODRM[opcode]) {
      modrm();
    }
    skip(immediate(opcode));
    return branchOrPlain(opcode);
  }

  /** Legacy prefixes in any order, then REX; the first byte of the opcode is returned. */
  private int prefixes() {
    while (true) {
      int b = next();
      switch (b) {
        case 0x66 -> operandSize = true;
        case 0x67 -> addressSize = true;
        case 0xf0, 0x26, 0x2e, 0x36, 0x3e -> refusedPrefix = true;
        case 0x64, 0x65 -> {}
        case 0xf2 -> repeatNot = true;
        case 0xf3 -> repeat = true;
        default -> {
          if ((b & 0xf0) != 0x40) {
            return b;
          }
          rex = b;
          int opcode = peek();
          if (!isPrefix(opcode)) {
            return next();
          }
          rex = 0;
        }
      }
    }
  }

  private static boolean isPrefix(int b) {
    return switch (b) {
      case 0x66, 0x67, 0xf0, 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0xf2, 0xf3 -> true;
      default -> (b & 0xf0) == 0x40;
    };
  }

  /** Bytes of immediate data, displacement of a branch or absolute address. */
  private int immediate(int opcode) {
    int full = operandSize && !wide() ? 2 : 4;
    int column = opcode & 7;
    if (opcode < 0x40) {
      return column == 4 ? 1 : column == 5 ? full : 0;
    }
    return switch (opcode) {
      case 0x68, 0x69, 0x81, 0xa9, 0xc7 -> full;
      case 0x6a, 0x6b, 0x80, 0x83, 0xa8, 0xc0, 0xc1, 0xc6, 0xcd, 0xeb -> 1;
      case 0xe0, 0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7 -> 1;
      case 0xc2, 0xca -> 2;
      case 0xc8 -> 3;
      case 0xe8, 0xe9 -> 4;
      case 0xa0, 0xa1, 0xa2, 0xa3 -> addressSize ? 4 : 8;
      case 0xf6 -> register() < 2 ? 1 : 0;
      case 0xf7 -> register() < 2 ? full : 0;
      default -> {
        if (opcode >= 0x70 && opcode <= 0x7f) {
          yield 1;
        }
        if (opcode >= 0xb0 && opcode <= 0xb7) {
          yield 1;
        }
        if (opcode >= 0xb8 && opcode <= 0xbf) {
          yield wide() ? 8 : full;
        }
        yield 0;
      }
    };
  }

  private Decoded branchOrPlain(int opcode) {
    if ((opcode & 0xf0) == 0x70 || (opcode >= 0xe0 && opcode <= 0xe3)) {
      return branch(Kind.CONDITIONAL_JUMP, 1, (opcode & 0xf0) == 0x70);
    }
    return switch (opcode) {
      case 0xeb -> branch(Kind.JUMP, 1, true);
      case 0xe9 -> branch(Kind.JUMP, 4, true);
      case 0xe8 -> branch(Kind.CALL, 4, true);
      case 0xc2, 0xc3, 0xca, 0xcb, 0xcf -> plain(Kind.RETURN);
      case 0xcc, 0xcd, 0xf1, 0xf4 -> plain(Kind.TRAP);
      case 0x90 -> nop90();
      case 0xff ->
          switch (register()) {
            case 2, 3 -> plain(Kind.INDIRECT_CALL);
            case 4, 5 -> plain(Kind.INDIRECT_JUMP);
            case 7 -> unknown(opcode);
            default -> plain(Kind.OTHER);
          };
      default -> {
        if (opcode >= 0x50 && opcode <= 0x57) {
          boolean emulated = !operandSize && !refusedPrefix;
          yield result(Kind.PUSH, emulated ? Probing.EMULATED : stepped());
        }
        yield plain(Kind.OTHER);
      }
    };
  }

  /** {@code nop}, {@code pause}, {@code 66 90}; with REX.B an exchange. */
  private Decoded nop90() {
    if ((rex & 1) != 0) {
      return result(Kind.OTHER, Probing.TAKEN_FOR_NOP);
    }
    return nop(at - start <= 2);
  }

  private Decoded nop(boolean emulated) {
    if (refusedPrefix) {
      return result(Kind.NOP, Probing.REFUSED);
    }
    if (at - start == 5) {
      return result(Kind.NOP, Probing.CALL_OVER_RED_ZONE);
    }
    return result(Kind.NOP, emulated ? Probing.EMULATED : Probing.SINGLE_STEPPED);
  }

  private Decoded twoByte() {
    int opcode = next();
    if (opcode == 0x38 || opcode == 0x3a) {
      next();
      modrm();
      skip(opcode == 0x3a ? 1 : 0);
      return plain(Kind.OTHER);
    }
    if (INVALID_0F[opcode]) {
      return unknown(0x0f00 | opcode);
    }
    if (opcode >= 0x80 && opcode <= 0x8f) {
      skip(4);
      return branch(Kind.CONDITIONAL_JUMP, 4, true);
    }
    if (opcode >= 0x20 && opcode <= 0x23) {
      next();
      return plain(Kind.OTHER);
    }
    if (!BARE_0F[opcode]) {
      modrm();
    }
    boolean extract = opcode == 0x78 && (operandSize || repeatNot);
    skip(extract ? 2 : IMM8_0F[opcode] ? 1 : 0);
    return switch (opcode) {
      case 0x05, 0x07, 0x0b, 0x34, 0x35, 0xb9, 0xff -> plain(Kind.TRAP);
      case 0x1e -> {
        boolean endbr = repeat && modrm == 0xfa;
        yield endbr ? plain(Kind.ENDBR) : nop(false);
      }
      case 0x1f -> nop(isKernelsNop());
      default -> plain(Kind.OTHER);
    };
  }

  /** The forms of {@code nopl} that the kernel itself writes: 3, 4, 6, 7 and 8 bytes. */
  private boolean isKernelsNop() {
    int length = at - start;
    int[] first =
        switch (length) {
          case 3 -> new int[] {0x0f, 0x1f, 0x00};
          case 4 -> new int[] {0x0f, 0x1f, 0x40};
          case 6 -> new int[] {0x66, 0x0f, 0x1f, 0x44};
          case 7 -> new int[] {0x0f, 0x1f, 0x80};
          case 8 -> new int[] {0x0f, 0x1f, 0x84};
          default -> new int[0];
        };
    if (first.length == 0) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int wanted = i < first.length ? first[i] : 0;
      if ((code[start + i] & 0xff) != wanted) {
        return false;
      }
    }
    return true;
  }

  private Decoded vex(int opcode) {
    int map = 1;
    if (opcode == 0xc4) {
      map = next() & 0x1f;
    }
    next();
    return vector(map, true);
  }

  private Decoded evex() {
    int map = next() & 7;
    next();
    next();
    return vector(map, false);
  }

  private Decoded vector(int map, boolean vex) {
    int opcode = next();
    boolean known = (map >= 1 && map <= 3) || (!vex && (map == 5 || map == 6));
    if (!known) {
      return new Unknown("vector instruction of map " + map);
    }
    if (!(vex && map == 1 && opcode == 0x77)) {
      modrm();
    }
    skip(map == 3 || (map == 1 && IMM8_0F[opcode]) ? 1 : 0);
    return plain(Kind.OTHER);
  }

  private Decoded xop() {
    int map = next() & 0x1f;
    next();
    next();
    modrm();
    switch (map) {
      case 8 -> skip(1);
      case 9 -> {}
      case 10 -> skip(4);
      default -> {
        return new Unknown("XOP instruction of map " + map);
      }
    }
    return plain(Kind.OTHER);
  }

  private void modrm() {
    int b = next();
    modrm = b;
    int mod = b >> 6;
    if (mod == 3) {
      return;
    }
    int rm = b & 7;
    boolean baseless = rm == 5 && mod == 0;
    if (rm == 4) {
      baseless = (next() & 7) == 5 && mod == 0;
    }
    skip(mod == 1 ? 1 : mod == 2 || baseless ? 4 : 0);
  }

  /** The middle field of ModRM, which extends the opcode. */
  private int register() {
    return (modrm >> 3) & 7;
  }

  private boolean wide() {
    return (rex & 8) != 0;
  }

  /** A direct branch, with its displacement taken. Its size under prefix 66 differs by vendor. */
  private Decoded branch(Kind kind, int bytes, boolean emulated) {
    if (operandSize && !wide() && bytes == 4) {
      return new Unknown("branch with an operand size prefix");
    }
    int displacement = code[at - 1];
    for (int i = 2; i <= bytes; i++) {
      displacement = (displacement << 8) | (code[at - i] & 0xff);
    }
    Probing probing = emulated && !operandSize && !refusedPrefix ? Probing.EMULATED : stepped();
    return new Instruction(at - start, kind, probing, OptionalInt.of(displacement));
  }

  private Decoded plain(Kind kind) {
    return result(kind, stepped());
  }

  private Probing stepped() {
    return refusedPrefix ? Probing.REFUSED : Probing.SINGLE_STEPPED;
  }

  private Decoded result(Kind kind, Probing probing) {
    return new Instruction(at - start, kind, probing, OptionalInt.empty());
  }

  private static Decoded unknown(int opcode) {
    return new Unknown("opcode " + Integer.toHexString(opcode));
  }

  private int peek() {
    if (at >= limit) {
      throw new EndOfBytes();
    }
    return code[at] & 0xff;
  }

  private int next() {
    int b = peek();
    at++;
    return b;
  }

  private void skip(int bytes) {
    if (at + bytes > limit) {
      at = limit;
      throw new EndOfBytes();
    }
    at += bytes;
  }

  /** Pairs of first and last. */
  private static void set(boolean[] map, int... ranges) {
    for (int i = 0; i < ranges.length; i += 2) {
      for (int opcode = ranges[i]; opcode <= ranges[i + 1]; opcode++) {
        map[opcode] = true;
      }
    }
  }

  /** Unwinds to {@link #decode()}. */
  private static final class EndOfBytes extends RuntimeException {
    private static final long serialVersionUID = 1;

    EndOfBytes() {
      super(null, null, false, false);
    }
  }
}
