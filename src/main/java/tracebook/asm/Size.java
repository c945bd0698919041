package tracebook.asm;

/**
 * The size of a memory access, with its bits in the opcode (instruction-set.rst, "Size modifier").
 */
public enum Size {
  B(1, 0x10),
  H(2, 0x08),
  W(4, 0x00),
  DW(8, 0x18);

  private final int bytes;
  final int code;

  Size(int bytes, int code) {
    this.bytes = bytes;
    this.code = code;
  }

  public int bytes() {
    return bytes;
  }

  public int bits() {
    return bytes * 8;
  }

  /**
   * The size of that many bytes.
   *
   * @throws IllegalArgumentException if it is not 1, 2, 4 or 8
   */
  public static Size ofBytes(int bytes) {
    return switch (bytes) {
      case 1 -> B;
      case 2 -> H;
      case 4 -> W;
      case 8 -> DW;
      default -> throw new IllegalArgumentException("no memory access of " + bytes + " bytes");
    };
  }
}
