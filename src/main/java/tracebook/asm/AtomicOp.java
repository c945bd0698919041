package tracebook.asm;

/** Atomic operations on 4 or 8 bytes (instruction-set.rst, "Atomic operations"). */
public enum AtomicOp {
  ADD(0x00),
  OR(0x40),
  AND(0x50),
  XOR(0xa0),
  /** The fetching forms leave the old value in the source register. */
  FETCH_ADD(0x01),
  FETCH_OR(0x41),
  FETCH_AND(0x51),
  FETCH_XOR(0xa1),
  XCHG(0xe1),
  /** Stores the source if memory equals R0; R0 becomes the old value. */
  CMPXCHG(0xf1);

  /** Goes into the immediate field. */
  final int code;

  AtomicOp(int code) {
    this.code = code;
  }
}
