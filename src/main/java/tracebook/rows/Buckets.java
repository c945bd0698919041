package tracebook.rows;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * A histogram of 32 buckets for each power of two; below 64 every number has its own. The numbers
 * of buckets are in the order of their values, see {@code codegen.GroupCompiler}.
 */
final class Buckets {
  private static final int EACH = 5;

  private final TreeMap<Integer, Long> counts = new TreeMap<>();
  private long total;

  void add(int bucket, long hits) {
    counts.merge(bucket, hits, Long::sum);
    total += hits;
  }

  Map<Integer, Long> counts() {
    return counts;
  }

  /** The least value that falls into a bucket. */
  static BigInteger low(int bucket) {
    return bucket >= 0 ? start(bucket) : start(1 - bucket).negate().add(BigInteger.ONE);
  }

  /** The least value above a bucket. */
  static BigInteger high(int bucket) {
    return bucket >= 0 ? start(bucket + 1) : start(-bucket).negate().add(BigInteger.ONE);
  }

  /** The least magnitude of a bucket. */
  private static BigInteger start(int bucket) {
    int shift = Math.max(0, (bucket >> EACH) - 1);
    return BigInteger.valueOf(bucket - ((long) shift << EACH)).shiftLeft(shift);
  }

  /**
   * The middle of the bucket that has the value that so many percent are not above (the nearest
   * rank): off by at most one part in 64.
   */
  BigInteger quantile(int percent) {
    long rank = Math.max(1, Math.ceilDiv(Math.multiplyExact(total, percent), 100));
    long seen = 0;
    for (Map.Entry<Integer, Long> bucket : counts.entrySet()) {
      seen += bucket.getValue();
      if (seen >= rank) {
        BigInteger last = high(bucket.getKey()).subtract(BigInteger.ONE);
        return low(bucket.getKey()).add(last).shiftRight(1);
      }
    }
    throw new IllegalStateException("no values");
  }
}
