package tracebook.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/** Numbers in little-endian bytes. */
final class LittleEndian {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /**
   * The smaller one of a number that the program has, which has no sign, and one that is not large.
   */
  static int least(long count, int most) {
    return Long.compareUnsigned(count, most) < 0 ? (int) count : most;
  }

  static long u64(byte[] bytes, int at) {
    return (long) LONG.get(bytes, at);
  }

  static int u32(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /** A number of 1 to 8 bytes, extended. */
  static long number(byte[] bytes, int at, int size, boolean signed) {
    if (size == 8) {
      return u64(bytes, at);
    }
    long value = 0;
    for (int i = 0; i < size; i++) {
      value |= (bytes[at + i] & 0xffL) << (8 * i);
    }
    return extend(value, 8 * size, signed);
  }

  /** Bits {@code shift} to {@code shift + width - 1}, extended; {@code width} is at most 64. */
  static long bits(byte[] bytes, int at, int shift, int width, boolean signed) {
    long value = 0;
    int got = 0;
    while (got < width) {
      int bit = shift + got;
      long part = (bytes[at + bit / 8] & 0xffL) >>> bit % 8;
      value |= part << got;
      got += 8 - bit % 8;
    }
    return extend(value, width, signed);
  }

  static BigInteger wide(byte[] bytes, int at, int size, boolean signed) {
    byte[] bigEndian = new byte[size];
    for (int i = 0; i < size; i++) {
      bigEndian[size - 1 - i] = bytes[at + i];
    }
    return signed ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian);
  }

  static long extend(long value, int bits, boolean signed) {
    int unused = 64 - bits;
    return signed ? value << unused >> unused : value << unused >>> unused;
  }
}
