package tracebook.ir;

import java.util.ArrayList;
import java.util.List;

/**
 * What a {@code summarize} keeps of the hits: groups by their keys, and in each the words that its
 * aggregates are made of. All words begin as 0, and every one is 64 bits wide.
 *
 * @param key how a key is to be read: a record without its first {@link RowLayout#STATES} bytes
 * @param values what is aggregated
 */
public record Summary(RowLayout key, List<Value> values, List<Aggregate> aggregates) {
  /** The most groups; a hit for which there is no room is lost. */
  public static final int MOST_GROUPS = 16_384;

  /** The most pairs of a group and a value of {@code distinct}. */
  public static final int MOST_DISTINCT = 65_536;

  /** The most pairs of a group and a bucket of {@code hist}. */
  public static final int MOST_BUCKETS = 32_768;

  /** The most bytes of a key. */
  public static final int MOST_KEY_BYTES = 240;

  /** The word that counts the hits of a group. */
  public static final int COUNT = 0;

  public Summary {
    values = List.copyOf(values);
    aggregates = List.copyOf(aggregates);
  }

  /**
   * An expression of which aggregates are made.
   *
   * @param format how one of its values would be shown
   * @param bits how wide its numbers are: what needs no more than 32 has a square of one word; 0
   *     for a string
   */
  public record Value(Format format, int bits, boolean signed) {}

  /**
   * A column, or several of a {@code hist}.
   *
   * @param value an index; -1 for {@code count}
   */
  public record Aggregate(String name, Function function, int value) {}

  /** What is made of the values of a group. */
  public enum Function {
    COUNT,
    SUM,
    MIN,
    MAX,
    AVG,
    STDDEV,
    DISTINCT,
    HIST
  }

  /** What is kept of the values of a group. */
  public enum Word {
    /** How often there was no value. */
    FAILED,
    SUM_LOW,
    /** The sum, extended by its sign, is two words wide. */
    SUM_HIGH,
    /** The square of the lower half of the magnitude, summed up; two words wide. */
    LOW_SQUARES,
    LOW_SQUARES_HIGH,
    /** The product of both halves. */
    PRODUCTS,
    PRODUCTS_HIGH,
    /** The square of the upper half. */
    HIGH_SQUARES,
    HIGH_SQUARES_HIGH,
    /**
     * The complement of the least value, in the order of unsigned numbers; see {@link #ordered}.
     */
    MIN,
    /** The largest value, in the order of unsigned numbers. */
    MAX,
    /** How often the least or largest value could not be kept, because others kept theirs. */
    RACED,
    /** How many values were not among the distinct ones for want of room, or were cut. */
    NOT_DISTINCT,
    /** How many values had no room for their bucket. */
    NO_BUCKET
  }

  private record Place(int value, Word word) {}

  /** The words behind the first one, in order. */
  private List<Place> places() {
    List<Place> places = new ArrayList<>();
    for (int value = 0; value < values.size(); value++) {
      for (Word word : Word.values()) {
        if (needs(value, word)) {
          places.add(new Place(value, word));
        }
      }
    }
    return places;
  }

  /** Whether a word is kept of a value. */
  public boolean needs(int value, Word word) {
    boolean wide = values.get(value).bits() > 32;
    return switch (word) {
      case FAILED -> true;
      case SUM_LOW, SUM_HIGH -> has(value, Function.SUM, Function.AVG, Function.STDDEV);
      case LOW_SQUARES, LOW_SQUARES_HIGH -> has(value, Function.STDDEV);
      case PRODUCTS, PRODUCTS_HIGH, HIGH_SQUARES, HIGH_SQUARES_HIGH ->
          wide && has(value, Function.STDDEV);
      case MIN -> has(value, Function.MIN);
      case MAX -> has(value, Function.MAX, Function.HIST);
      case RACED -> has(value, Function.MIN, Function.MAX, Function.HIST);
      case NOT_DISTINCT -> has(value, Function.DISTINCT);
      case NO_BUCKET -> has(value, Function.HIST);
    };
  }

  /** Whether one of the functions is made of a value. */
  public boolean has(int value, Function... functions) {
    return aggregates.stream()
        .anyMatch(a -> a.value() == value && List.of(functions).contains(a.function()));
  }

  /** Which word of a group it is. */
  public int word(int value, Word word) {
    int index = places().indexOf(new Place(value, word));
    if (index < 0) {
      throw new IllegalArgumentException("no word " + word + " of value " + value);
    }
    return 1 + index;
  }

  /** How many words a group has. */
  public int words() {
    return 1 + places().size();
  }

  /** The bytes of a key. */
  public int keyBytes() {
    return key.size() - RowLayout.STATES;
  }

  /** The bytes of a value of {@code distinct} behind the group's key. */
  public int distinctBytes(int value) {
    return values.get(value).bits() == 0 ? RowLayout.align(values.get(value).format().bytes()) : 8;
  }

  /**
   * A number in the order of unsigned ones: of signed numbers the sign is turned round. Its own
   * inverse.
   */
  public static long ordered(long number, boolean signed) {
    return signed ? number ^ Long.MIN_VALUE : number;
  }
}
