package tracebook.rows;

import java.math.BigInteger;

/** Numbers of 64 bits, with and without sign, among wider ones. */
final class Bits64 {
  private static final BigInteger TWO_64 = BigInteger.ONE.shiftLeft(64);

  private Bits64() {}

  static BigInteger unsigned(long value) {
    BigInteger signed = BigInteger.valueOf(value);
    return value < 0 ? signed.add(TWO_64) : signed;
  }

  static BigInteger of(long value, boolean signed) {
    return signed ? BigInteger.valueOf(value) : unsigned(value);
  }

  /** As a value of 64 bits; missing if it has more. */
  static Value value(BigInteger value, boolean signed) {
    boolean fits = signed ? value.bitLength() < 64 : value.signum() >= 0 && value.bitLength() <= 64;
    return fits
        ? new Value.Int(value.longValue(), 8, signed)
        : new Value.Missing(value + " has more than 64 bits");
  }
}
