package tracebook.asm;

/** How much of the registers an operation works on. A 32-bit result clears the upper half. */
public enum Width {
  BITS_32,
  BITS_64;

  String name(Reg reg) {
    return this == BITS_32 ? reg.narrow() : reg.wide();
  }
}
