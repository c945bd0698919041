package tracebook.demangle;

import java.util.Arrays;
import tracebook.demangle.Demangler.Unknown;

/** Text in the letters of ASCII (RFC 3492), with {@code _} where the RFC has {@code -}. */
final class Punycode {
  // RFC 3492, section 5.
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 128;

  private Punycode() {}

  static String decode(String encoded) {
    int delimiter = encoded.lastIndexOf('_');
    int[] points = encoded.substring(0, Math.max(0, delimiter)).codePoints().toArray();
    int count = points.length;
    int[] out = Arrays.copyOf(points, encoded.length() + 1);
    int at = delimiter + 1;
    if (at == encoded.length()) {
      throw new Unknown();
    }
    long n = INITIAL_N;
    long i = 0;
    int bias = INITIAL_BIAS;
    while (at < encoded.length()) {
      long before = i;
      long weight = 1;
      for (int k = BASE; ; k += BASE) {
        if (at == encoded.length()) {
          throw new Unknown();
        }
        int digit = digit(encoded.charAt(at++));
        i += digit * weight;
        int threshold = Math.clamp((long) k - bias, T_MIN, T_MAX);
        if (digit < threshold) {
          break;
        }
        weight *= BASE - threshold;
        if (i > Integer.MAX_VALUE || weight > Integer.MAX_VALUE) {
          throw new Unknown();
        }
      }
      count++;
      bias = adapted(i - before, count, before == 0);
      n += i / count;
      i %= count;
      if (n > Character.MAX_CODE_POINT
          || (n >= Character.MIN_SURROGATE && n <= Character.MAX_SURROGATE)) {
        throw new Unknown();
      }
      System.arraycopy(out, (int) i, out, (int) i + 1, count - 1 - (int) i);
      out[(int) i++] = (int) n;
    }
    return new String(out, 0, count);
  }

  private static int digit(char c) {
    if (c >= 'a' && c <= 'z') {
      return c - 'a';
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 26;
    }
    throw new Unknown();
  }

  private static int adapted(long delta, int count, boolean first) {
    long rest = first ? delta / DAMP : delta / 2;
    rest += rest / count;
    int k = 0;
    while (rest > (BASE - T_MIN) * T_MAX / 2) {
      rest /= BASE - T_MIN;
      k += BASE;
    }
    return k + (int) ((BASE - T_MIN + 1) * rest / (rest + SKEW));
  }
}
