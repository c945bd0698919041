package tracebook.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tracebook.bytes.ByteString;
import tracebook.ir.Summary;
import tracebook.ir.Summary.Function;
import tracebook.ir.Summary.Word;

/** A group of a summary, put together from the words of all CPUs; its aggregates are exact. */
final class Group {
  private static final MathContext DIGITS = new MathContext(40);

  /** The middle of the bucket of the least number is below it. */
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

  /** What is known of one value. */
  private static final class Measured {
    long failed;
    BigInteger sum = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    long min;
    long max;
    long raced;
    long notDistinct;
    long noBucket;
    final Set<ByteString> distinct = new HashSet<>();
    final Buckets buckets = new Buckets();
  }

  private final Summary summary;
  private final List<Measured> measured = new ArrayList<>();
  private long count;

  Group(Summary summary) {
    this.summary = summary;
    summary.values().forEach(v -> measured.add(new Measured()));
  }

  /** Adds the words of every CPU. */
  void add(ByteString words) {
    ByteBuffer all = ByteBuffer.wrap(words.toArray()).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < all.capacity(); at += 8 * summary.words()) {
      count += all.getLong(at + 8 * Summary.COUNT);
      for (int value = 0; value < measured.size(); value++) {
        add(measured.get(value), new Words(all, at, value));
      }
    }
  }

  /** The words of one CPU for one value; a word that is not kept is 0. */
  private final class Words {
    private final ByteBuffer all;
    private final int from;
    private final int value;

    Words(ByteBuffer all, int from, int value) {
      this.all = all;
      this.from = from;
      this.value = value;
    }

    long get(Word word) {
      return summary.needs(value, word) ? all.getLong(from + 8 * summary.word(value, word)) : 0;
    }

    /** Two words: the lower one has no sign. */
    BigInteger wide(Word low, Word high) {
      return BigInteger.valueOf(get(high)).shiftLeft(64).add(Bits64.unsigned(get(low)));
    }
  }

  private static void add(Measured m, Words words) {
    m.failed += words.get(Word.FAILED);
    m.sum = m.sum.add(words.wide(Word.SUM_LOW, Word.SUM_HIGH));
    m.squares =
        m.squares
            .add(words.wide(Word.LOW_SQUARES, Word.LOW_SQUARES_HIGH))
            .add(words.wide(Word.PRODUCTS, Word.PRODUCTS_HIGH).shiftLeft(33))
            .add(words.wide(Word.HIGH_SQUARES, Word.HIGH_SQUARES_HIGH).shiftLeft(64));
    m.min = unsignedMax(m.min, words.get(Word.MIN));
    m.max = unsignedMax(m.max, words.get(Word.MAX));
    m.raced += words.get(Word.RACED);
    m.notDistinct += words.get(Word.NOT_DISTINCT);
    m.noBucket += words.get(Word.NO_BUCKET);
  }

  private static long unsignedMax(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? b : a;
  }

  void addDistinct(int value, ByteString bytes) {
    measured.get(value).distinct.add(bytes);
  }

  void addBucket(int value, int bucket, long hits) {
    measured.get(value).buckets.add(bucket, hits);
  }

  Buckets buckets(int value) {
    return measured.get(value).buckets;
  }

  /** The values of the columns of an aggregate. */
  List<Value> columns(Summary.Aggregate aggregate) {
    if (aggregate.function() == Function.COUNT) {
      return List.of(integer(count));
    }
    Measured m = measured.get(aggregate.value());
    Summary.Value value = summary.values().get(aggregate.value());
    long n = count - m.failed;
    if (n == 0) {
      Value none = new Value.Missing("none of " + number(m.failed, "value") + " could be read");
      return aggregate.function() == Function.HIST
          ? List.of(integer(0), none, none, none, none)
          : List.of(none);
    }
    List<Value> values =
        switch (aggregate.function()) {
          case COUNT -> throw new IllegalStateException("done above");
          case SUM -> List.of(sum(m.sum, value.signed()));
          case AVG -> List.of(real(new BigDecimal(m.sum).divide(new BigDecimal(n), DIGITS)));
          case STDDEV -> List.of(deviation(m, n));
          case MIN -> List.of(extreme(~m.min, m, value));
          case MAX -> List.of(extreme(m.max, m, value));
          case DISTINCT -> List.of(distinct(m));
          case HIST -> histogram(m, n, value);
        };
    return m.failed == 0
        ? values
        : values.stream()
            .map(v -> marked(v, "without " + number(m.failed, "value") + " that could not be read"))
            .toList();
  }

  private static String number(long count, String what) {
    return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
  }

  private static Value marked(Value value, String mark) {
    return value instanceof Value.Missing ? value : new Value.Marked(value, mark);
  }

  private static Value integer(long value) {
    return new Value.Int(value, 8, true);
  }

  private static Value sum(BigInteger sum, boolean signed) {
    boolean fits = signed ? sum.bitLength() < 64 : sum.bitLength() <= 64;
    return fits
        ? new Value.Int(sum.longValue(), 8, signed)
        : new Value.Missing("the sum has more than 64 bits: " + sum);
  }

  private static Value real(BigDecimal value) {
    return new Value.Real(value.doubleValue(), 8, Optional.empty());
  }

  /** Of a sample: with n - 1. */
  private static Value deviation(Measured m, long n) {
    if (n == 1) {
      return new Value.Missing("one value has no standard deviation");
    }
    BigInteger count = BigInteger.valueOf(n);
    BigInteger spread = count.multiply(m.squares).subtract(m.sum.multiply(m.sum));
    BigInteger pairs = count.multiply(count.subtract(BigInteger.ONE));
    return real(new BigDecimal(spread).divide(new BigDecimal(pairs), DIGITS).sqrt(DIGITS));
  }

  private static Value extreme(long ordered, Measured m, Summary.Value value) {
    if (m.raced != 0) {
      return new Value.Missing("another hit was in the way each time it was to be kept");
    }
    byte[] bytes = new byte[16];
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0, Summary.ordered(ordered, value.signed()));
    return Formats.decode(value.format(), bytes, 0);
  }

  private static Value distinct(Measured m) {
    Value value = integer(m.distinct.size());
    return m.notDistinct == 0
        ? value
        : marked(value, "at least: " + number(m.notDistinct, "value") + " had no room or were cut");
  }

  private static List<Value> histogram(Measured m, long n, Summary.Value value) {
    List<Value> columns = new ArrayList<>();
    columns.add(integer(n));
    for (int percent : new int[] {50, 90, 99}) {
      if (m.noBucket == 0) {
        BigInteger max = Bits64.of(Summary.ordered(m.max, value.signed()), value.signed());
        BigInteger middle = m.buckets.quantile(percent).min(max).max(LEAST);
        columns.add(Bits64.value(middle, value.signed()));
      } else {
        columns.add(new Value.Missing(number(m.noBucket, "value") + " had no room for a bucket"));
      }
    }
    columns.add(extreme(m.max, m, value));
    return columns;
  }
}
