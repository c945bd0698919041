package tracebook.scripts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.OptionalLong;
import tracebook.ir.Num;
import tracebook.ir.SlotState;

/** What operators of the typed program make of numbers of 64 bits. */
final class Numbers {
  private Numbers() {}

  static long extend(long value, int bits, boolean signed) {
    long low = bits == 64 ? value : value & ((1L << bits) - 1);
    boolean negative = signed && bits < 64 && (low >>> (bits - 1) & 1) == 1;
    return negative ? low - (1L << bits) : low;
  }

  static long binary(Num.Binary n, long left, long right) {
    return switch (n.operator()) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case AND -> left & right;
      case OR -> left | right;
      case XOR -> left ^ right;
      case SHL -> left << right;
      case SHR -> left >>> right;
      case SAR -> left >> right;
    };
  }

  static long divide(Num.Divide n, long left, long right) throws Failed {
    if (right == 0) {
      throw new Failed(SlotState.DIVISION_BY_ZERO, 0);
    }
    if (!n.signed()) {
      return n.remainder() ? Long.remainderUnsigned(left, right) : Long.divideUnsigned(left, right);
    }
    if (right == -1 && left == extend(1L << (n.bits() - 1), n.bits(), true)) {
      throw new Failed(SlotState.DIVISION_OVERFLOW, 0);
    }
    return n.remainder() ? left % right : left / right;
  }

  static boolean compare(Num.Compare n, long left, long right) {
    int order = n.signed() ? Long.compare(left, right) : Long.compareUnsigned(left, right);
    return switch (n.comparison()) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }

  static long real(Num.IntegerToDouble n, long value) {
    BigDecimal exact =
        new BigDecimal(n.signed() ? Long.toString(value) : Long.toUnsignedString(value));
    return Double.doubleToRawLongBits(n.single() ? exact.floatValue() : exact.doubleValue());
  }

  /** The bits of a float; what is no number keeps the upper bits that tell what it is. */
  static long single(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Double.isNaN(value)
        ? bits >>> 63 << 31 | 0x7fc0_0000L | (bits >>> 29 & 0x7f_ffff)
        : Float.floatToRawIntBits((float) value) & 0xffff_ffffL;
  }

  static OptionalLong integer(Num.DoubleToInteger n, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return OptionalLong.empty();
    }
    BigInteger whole = new BigDecimal(value).toBigInteger();
    BigInteger most = BigInteger.ONE.shiftLeft(n.signed() ? n.width() - 1 : n.width());
    BigInteger least = n.signed() ? most.negate() : BigInteger.ZERO;
    return whole.compareTo(least) >= 0 && whole.compareTo(most) < 0
        ? OptionalLong.of(whole.longValue())
        : OptionalLong.empty();
  }

  static boolean compare(Num.FloatCompare n, long leftBits, long rightBits) {
    double left = Double.longBitsToDouble(leftBits);
    double right = Double.longBitsToDouble(rightBits);
    return switch (n.comparison()) {
      case EQ -> left == right;
      case NE -> left != right;
      case LT -> left < right;
      case LE -> left <= right;
      case GT -> left > right;
      case GE -> left >= right;
    };
  }
}
