package tracebook.x86;

/**
 * The fields of an instruction (Intel SDM volume 2, sections 2.1 to 2.3 and 2.7). Registers have
 * the numbers of the instruction set.
 *
 * @param narrow prefix 66, or what stands for it in VEX and EVEX
 * @param repeat prefix f2 or f3, or what stands for it; else 0
 * @param segment whether memory is that of fs or gs
 * @param rex the bits W, R, X and B, of VEX and EVEX too; with a REX prefix also 0x40
 * @param map 0 the one-byte map, then as VEX numbers them: 1 is 0f, 2 is 0f 38, 3 is 0f 3a
 * @param modrm -1 where there is none
 * @param base the register of the address; -1 where there is none
 * @param index -1 where there is none
 * @param displacement of the address; bytes
 * @param immediate where the bytes behind the address begin
 * @param vector the bytes of a vector register in VEX or EVEX; 0 in other encodings
 * @param third the register in VEX.vvvv
 */
record Encoding(
    boolean narrow,
    int repeat,
    boolean segment,
    int rex,
    int map,
    int opcode,
    int modrm,
    int base,
    int index,
    int displacement,
    int immediate,
    int vector,
    boolean evex,
    int third) {
  private static final int NONE = -1;

  /** Of an instruction that {@link Instructions} knows; of XOP only the map, which is 8 or more. */
  static Encoding of(byte[] code, int offset) {
    int at = offset;
    boolean narrow = false;
    boolean segment = false;
    int repeat = 0;
    while (true) {
      int b = code[at] & 0xff;
      switch (b) {
        case 0x66 -> narrow = true;
        case 0xf2, 0xf3 -> repeat = b;
        case 0x64, 0x65 -> segment = true;
        case 0x67, 0xf0, 0x26, 0x2e, 0x36, 0x3e -> {}
        default -> {
          return of(code, at, narrow, repeat, segment);
        }
      }
      at++;
    }
  }

  private static Encoding of(byte[] code, int start, boolean narrow, int repeat, boolean segment) {
    int at = start;
    int b = code[at++] & 0xff;
    if (b == 0xc5 || b == 0xc4) {
      int first = code[at++] & 0xff;
      int last = b == 0xc5 ? first & 0x7f : code[at++] & 0xff;
      int map = b == 0xc5 ? 1 : first & 0x1f;
      int rex = (~first >> 5 & (b == 0xc5 ? 4 : 7)) | (b == 0xc5 ? 0 : last >> 4 & 8);
      int third = ~last >> 3 & 15;
      Encoding bare =
          new Encoding(
              (last & 3) == 1,
              repeat(last),
              segment,
              rex,
              map,
              code[at] & 0xff,
              NONE,
              NONE,
              NONE,
              0,
              at + 1,
              (last & 4) != 0 ? 32 : 16,
              false,
              third);
      boolean cleared = map == 1 && bare.opcode() == 0x77; // vzeroupper and vzeroall
      return cleared ? bare : bare.withOperand(code, at + 1, 1);
    }
    if (b == 0x62) {
      int first = code[at++] & 0xff;
      int second = code[at++] & 0xff;
      int last = code[at++] & 0xff;
      int rex = (~first >> 5 & 7) | (second >> 4 & 8);
      Encoding bare =
          new Encoding(
              (second & 3) == 1,
              repeat(second),
              segment,
              rex,
              first & 7,
              code[at] & 0xff,
              NONE,
              NONE,
              NONE,
              0,
              at + 1,
              16 << Math.min(2, last >> 5 & 3),
              true,
              ~second >> 3 & 15);
      return bare.withOperand(code, at + 1, MemoryStore.vectorBytes(bare));
    }
    int rex = 0;
    if ((b & 0xf0) == 0x40) {
      rex = b;
      b = code[at++] & 0xff;
    }
    int map = 0;
    if (b == 0x0f) {
      map = 1;
      b = code[at++] & 0xff;
      if (b == 0x38 || b == 0x3a) {
        map = b == 0x38 ? 2 : 3;
        b = code[at++] & 0xff;
      }
    }
    if (map == 0 && b == 0x8f && (code[at] & 0x1f) >= 8) {
      map = code[at] & 0x1f;
      b = 0;
    }
    Encoding bare =
        new Encoding(narrow, repeat, segment, rex, map, b, NONE, NONE, NONE, 0, at, 0, false, NONE);
    return map < 8 && Instructions.hasOperand(map, b) ? bare.withOperand(code, at, 1) : bare;
  }

  private static int repeat(int vex) {
    return (vex & 3) == 2 ? 0xf3 : (vex & 3) == 3 ? 0xf2 : 0;
  }

  /** With ModRM, SIB and displacement; EVEX scales one of 8 bits. */
  private Encoding withOperand(byte[] code, int start, int scale) {
    int at = start;
    int mod = code[at] & 0xff;
    int rm = mod & 7;
    at++;
    int pointer = NONE;
    int scaled = NONE;
    int size = 0;
    if (mod >> 6 != 3) {
      size = mod >> 6 == 1 ? 1 : mod >> 6 == 2 ? 4 : 0;
      pointer = rm | (rex & 1) << 3;
      if (rm == 4) {
        int sib = code[at++] & 0xff;
        pointer = (sib & 7) | (rex & 1) << 3;
        scaled = (sib >> 3 & 7) | (rex & 2) << 2;
        scaled = scaled == 4 ? NONE : scaled;
        rm = sib & 7;
      }
      if (rm == 5 && mod >> 6 == 0) { // of the instruction pointer, or of none
        pointer = NONE;
        size = 4;
      }
    }
    int distance = 0;
    for (int i = 0; i < size; i++) {
      distance |= (i == size - 1 ? code[at + i] : code[at + i] & 0xff) << (8 * i);
    }
    return new Encoding(
        narrow,
        repeat,
        segment,
        rex,
        map,
        opcode,
        mod,
        pointer,
        scaled,
        size == 1 ? distance * scale : distance,
        at + size,
        vector,
        evex,
        third);
  }

  /** Whether it has an operand in memory. */
  boolean memory() {
    return modrm >= 0 && modrm >> 6 != 3;
  }

  /** The register in ModRM's middle field. */
  int register() {
    return (modrm >> 3 & 7) | (rex & 4) << 1;
  }

  /** ModRM's middle field where it extends the opcode. */
  int extension() {
    return modrm >> 3 & 7;
  }

  /** The register that is the other operand; -1 where that is memory. */
  int other() {
    return modrm < 0 || memory() ? NONE : (modrm & 7) | (rex & 1) << 3;
  }

  boolean wide() {
    return (rex & 8) != 0;
  }

  /** Bytes of an integer operand that is not one byte. */
  int integer() {
    return wide() ? 8 : narrow ? 2 : 4;
  }
}
