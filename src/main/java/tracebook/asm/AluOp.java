package tracebook.asm;

/** Two-operand arithmetic (instruction-set.rst, "Arithmetic instructions"). */
public enum AluOp {
  ADD(0x00, 0, "+="),
  SUB(0x10, 0, "-="),
  MUL(0x20, 0, "*="),
  /** Unsigned. By zero gives zero. */
  DIV(0x30, 0, "/="),
  /** Signed, truncating; V4. By zero gives zero. */
  SDIV(0x30, 1, "s/="),
  OR(0x40, 0, "|="),
  AND(0x50, 0, "&="),
  LSH(0x60, 0, "<<="),
  RSH(0x70, 0, ">>="),
  /** Unsigned. By zero leaves the dividend. */
  MOD(0x90, 0, "%="),
  /** Signed, with the sign of the dividend as in C; V4. By zero leaves the dividend. */
  SMOD(0x90, 1, "s%="),
  XOR(0xa0, 0, "^="),
  MOV(0xb0, 0, "="),
  ARSH(0xc0, 0, "s>>=");

  final int code;

  /** Goes into the offset field: 1 marks the signed forms. */
  final int offset;

  final String sign;

  AluOp(int code, int offset, String sign) {
    this.code = code;
    this.offset = offset;
    this.sign = sign;
  }

  boolean needsV4() {
    return offset != 0;
  }
}
