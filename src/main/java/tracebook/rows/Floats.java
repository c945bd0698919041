package tracebook.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;

/** Floating-point numbers of the program. */
final class Floats {
  private static final Optional<String> ROUNDED = Optional.of("rounded from a `long double`");

  private Floats() {}

  /** IEEE 754 of 4 or 8 bytes, or x87 extended in 10 or more. */
  static Value decode(byte[] bytes, int at, int size) {
    return switch (size) {
      case 4 ->
          new Value.Real(Float.intBitsToFloat(LittleEndian.u32(bytes, at)), 4, Optional.empty());
      case 8 ->
          new Value.Real(Double.longBitsToDouble(LittleEndian.u64(bytes, at)), 8, Optional.empty());
      default -> extended(bytes, at, size);
    };
  }

  /**
   * x87 double extended precision (Intel SDM volume 1, 4.2.2): 64 bits of significand with an
   * explicit integer bit, 15 of exponent biased by 16383, a sign.
   */
  private static Value extended(byte[] bytes, int at, int size) {
    long significand = LittleEndian.u64(bytes, at);
    int signAndExponent = (int) LittleEndian.number(bytes, at + 8, 2, false);
    boolean negative = (signAndExponent & 0x8000) != 0;
    int exponent = signAndExponent & 0x7fff;
    boolean integerBit = significand < 0;
    if (exponent != 0 && !integerBit) {
      return new Value.Missing("not a valid `long double`");
    }
    if (exponent == 0x7fff) {
      boolean infinite = significand << 1 == 0;
      double special = infinite ? Double.POSITIVE_INFINITY : Double.NaN;
      return new Value.Real(negative ? -special : special, size, Optional.empty());
    }
    if (significand == 0) {
      return new Value.Real(negative ? -0.0 : 0.0, size, Optional.empty());
    }
    BigDecimal exact = scaled(significand, Math.max(exponent, 1) - 16383 - 63);
    double rounded = exact.doubleValue();
    if (rounded == 0 || Double.isInfinite(rounded)) {
      String shown = exact.round(new MathContext(20)).toString();
      return new Value.Missing(
          "`" + (negative ? "-" : "") + shown + "` is outside the range of a double");
    }
    boolean isExact = new BigDecimal(rounded).compareTo(exact) == 0;
    return new Value.Real(
        negative ? -rounded : rounded, size, isExact ? Optional.empty() : ROUNDED);
  }

  private static BigDecimal scaled(long significand, int power) {
    var whole = new BigDecimal(new BigInteger(Long.toUnsignedString(significand)));
    BigDecimal factor = new BigDecimal(BigInteger.ONE.shiftLeft(Math.abs(power)));
    return power >= 0 ? whole.multiply(factor) : whole.divide(factor);
  }
}
