package tracebook.x86;

import java.util.Optional;

/**
 * What an instruction writes to memory, but for what calls and pushes put on the stack (Intel SDM
 * volume 2, appendix A). What reads, changes and writes back is a store as well.
 *
 * @param base the register of the address, as the instruction set numbers them; -1 where there is
 *     none, and for memory of fs or gs
 * @param indexed whether a register that is not known is added
 * @param displacement from the base; bytes
 * @param bytes how many are written, at most; 0 when it is not known. Of a repeated one: at once
 * @param repeated as often as rcx says
 */
record MemoryStore(int base, boolean indexed, int displacement, int bytes, boolean repeated) {
  private static final int RDI = 7;

  /** The store of the instruction at an offset; empty when it surely is none. */
  static Optional<MemoryStore> at(byte[] code, int offset, Decoded.Instruction instruction) {
    if (instruction.kind() != Decoded.Kind.OTHER) {
      return Optional.empty();
    }
    if ((code[offset] & 0xff) == 0x8f && (code[offset + 1] & 0x1f) >= 8) {
      return Optional.of(new MemoryStore(-1, true, 0, 0, false)); // XOP
    }
    return of(Encoding.of(code, offset));
  }

  static Optional<MemoryStore> of(Encoding code) {
    if (code.map() == 0) {
      int string =
          switch (code.opcode()) {
            case 0xa4, 0xaa, 0x6c -> 1;
            case 0xa5, 0xab, 0x6d -> code.integer();
            default -> 0;
          };
      if (string > 0) {
        return Optional.of(new MemoryStore(RDI, false, 0, string, code.repeat() != 0));
      }
    }
    if (code.vector() > 0 && code.map() == 1 && code.opcode() == 0xf7) {
      return Optional.of(new MemoryStore(RDI, false, 0, 16, false)); // vmaskmovdqu
    }
    if (code.vector() == 0 && code.map() == 1 && code.opcode() == 0xf7 && !code.memory()) {
      return Optional.of(new MemoryStore(RDI, false, 0, 16, false)); // maskmovdqu
    }
    if (!code.memory()) {
      return Optional.empty();
    }
    int bytes =
        code.vector() > 0
            ? vectorBytes(code)
            : switch (code.map()) {
              case 0 -> oneByte(code);
              case 1 -> twoBytes(code);
              case 2 -> movbe(code);
              default -> extracted(code);
            };
    boolean scatter = code.evex() && code.map() == 2 && isScatter(code.opcode());
    return bytes < 0
        ? Optional.empty()
        : Optional.of(
            new MemoryStore(
                code.segment() ? -1 : code.base(),
                code.index() >= 0 || scatter,
                code.displacement(),
                bytes,
                false));
  }

  private static int oneByte(Encoding code) {
    int opcode = code.opcode();
    int wide = code.integer();
    if (opcode < 0x40) { // add, or, adc, sbb, and, sub, xor; not cmp
      return opcode >= 0x38 ? -1 : (opcode & 7) == 0 ? 1 : (opcode & 7) == 1 ? wide : -1;
    }
    return switch (opcode) {
      case 0x80, 0x82 -> code.extension() == 7 ? -1 : 1;
      case 0x81, 0x83 -> code.extension() == 7 ? -1 : wide;
      case 0x86, 0x88, 0xc0, 0xc6, 0xd0, 0xd2 -> 1;
      case 0x87, 0x89, 0xc1, 0xc7, 0xd1, 0xd3 -> wide;
      case 0x8c -> 2;
      case 0x8f -> code.narrow() ? 2 : 8;
      case 0xd8, 0xda, 0xdc, 0xde -> -1;
      case 0xd9 -> floating(code.extension(), -1, 4, 4, 28, 2);
      case 0xdb -> code.extension() == 7 ? 10 : floating(code.extension(), 4, 4, 4, -1, -1);
      case 0xdd -> floating(code.extension(), 8, 8, 8, 108, 2);
      case 0xdf -> code.extension() == 7 ? 8 : floating(code.extension(), 2, 2, 2, 10, -1);
      case 0xf6 -> code.extension() == 2 || code.extension() == 3 ? 1 : -1;
      case 0xf7 -> code.extension() == 2 || code.extension() == 3 ? wide : -1;
      case 0xfe -> code.extension() <= 1 ? 1 : -1;
      case 0xff -> code.extension() <= 1 ? wide : -1;
      default -> -1;
    };
  }

  /** The x87 stores of an opcode, by its extension. */
  private static int floating(int extension, int one, int two, int three, int six, int seven) {
    return switch (extension) {
      case 1 -> one;
      case 2 -> two;
      case 3 -> three;
      case 6 -> six;
      case 7 -> seven;
      default -> -1;
    };
  }

  private static int twoBytes(Encoding code) {
    int wide = code.integer();
    int opcode = code.opcode();
    return switch (opcode) {
      case 0x00 -> code.extension() <= 1 ? 2 : -1; // sldt, str
      case 0x01 -> code.extension() <= 1 ? 10 : code.extension() == 4 ? 2 : -1; // sgdt, smsw
      case 0x11 -> code.repeat() == 0xf3 ? 4 : code.repeat() == 0xf2 ? 8 : 16;
      case 0x13, 0x17 -> 8;
      case 0x29, 0x2b -> code.repeat() == 0xf3 ? 4 : code.repeat() == 0xf2 ? 8 : 16;
      case 0x7e -> code.repeat() == 0xf3 ? -1 : code.wide() ? 8 : 4;
      case 0x7f -> code.narrow() || code.repeat() == 0xf3 ? 16 : 8;
      case 0xa4, 0xa5, 0xac, 0xad -> wide; // shld, shrd
      case 0xab, 0xb3, 0xbb -> 0; // bts, btr, btc of a bit anywhere
      case 0xba -> code.extension() >= 5 ? wide : -1;
      case 0xae -> // fxsave, stmxcsr, xsave, xsaveopt
          switch (code.extension()) {
            case 0 -> 512;
            case 3 -> 4;
            case 4, 6 -> code.narrow() || code.repeat() != 0 ? -1 : 0;
            default -> -1;
          };
      case 0xb0, 0xc0 -> 1;
      case 0xb1, 0xc1, 0xc3 -> wide;
      case 0xc7 -> // cmpxchg8b and cmpxchg16b; xsavec, xsaves
          switch (code.extension()) {
            case 1 -> code.wide() ? 16 : 8;
            case 4, 5 -> 0;
            default -> -1;
          };
      case 0xd6 -> 8;
      case 0xe7 -> code.narrow() ? 16 : 8;
      default -> opcode >= 0x90 && opcode <= 0x9f ? 1 : -1; // setcc
    };
  }

  private static int movbe(Encoding code) {
    return switch (code.opcode()) {
      case 0xf1 -> code.repeat() == 0xf2 ? -1 : code.integer();
      case 0xf5 -> code.narrow() ? 8 : -1; // wruss
      case 0xf6 -> code.narrow() || code.repeat() != 0 ? -1 : 8; // wrss; else adcx, adox
      case 0xf8 -> 64; // movdir64b has its address in a register
      case 0xf9 -> code.integer();
      default -> -1;
    };
  }

  private static int extracted(Encoding code) {
    return switch (code.opcode()) {
      case 0x14 -> 1;
      case 0x15 -> 2;
      case 0x16 -> code.wide() ? 8 : 4;
      case 0x17 -> 4;
      default -> -1;
    };
  }

  /** How many bytes an instruction in VEX or EVEX stores; -1 when it does not. */
  static int vectorBytes(Encoding code) {
    return switch (code.map()) {
      case 1 -> moved(code);
      case 2 -> masked(code);
      case 3 ->
          switch (code.opcode()) {
            case 0x14, 0x15, 0x16, 0x17 -> extracted(code);
            case 0x19, 0x39 -> 16; // vextractf128, vextractf32x4
            case 0x1b, 0x3b -> 32; // vextractf32x8
            case 0x1d -> code.vector() / 2; // vcvtps2ph
            default -> -1;
          };
      case 5 -> code.opcode() == 0x11 || code.opcode() == 0x7e ? 2 : -1; // vmovsh, vmovw
      default -> -1;
    };
  }

  private static int moved(Encoding code) {
    return switch (code.opcode()) {
      case 0x11 -> code.repeat() == 0xf3 ? 4 : code.repeat() == 0xf2 ? 8 : code.vector();
      case 0x13, 0x17, 0xd6 -> 8;
      case 0x29, 0x2b, 0x7f, 0xe7 -> code.vector();
      case 0x7e -> code.repeat() == 0xf3 ? -1 : code.wide() ? 8 : 4;
      case 0x91 -> code.evex() ? -1 : code.wide() ? 8 : 2; // kmov, at most
      case 0xae -> code.extension() == 3 ? 4 : -1; // vstmxcsr
      default -> -1;
    };
  }

  private static int masked(Encoding code) {
    int opcode = code.opcode();
    if (!code.evex()) {
      return switch (opcode) {
        case 0x2e, 0x2f -> code.vector(); // vmaskmov
        case 0x8e -> code.vector(); // vpmaskmov
        case 0x4b -> code.repeat() == 0xf3 ? 0 : -1; // tilestored
        default -> -1;
      };
    }
    if (isScatter(opcode)) {
      return 0;
    }
    if (opcode == 0x63 || opcode == 0x8a || opcode == 0x8b) {
      return code.vector(); // vcompress, vpcompress
    }
    if (code.repeat() != 0xf3 || opcode < 0x10 || opcode > 0x35) {
      return -1;
    }
    return switch (opcode & 0x0f) { // vpmov, to narrower elements
      case 0, 3, 5 -> code.vector() / 2;
      case 1, 4 -> code.vector() / 4;
      case 2 -> code.vector() / 8;
      default -> -1;
    };
  }

  private static boolean isScatter(int opcode) {
    return opcode >= 0xa0 && opcode <= 0xa3;
  }
}
