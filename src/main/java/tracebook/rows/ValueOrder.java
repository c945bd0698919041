package tracebook.rows;

import java.util.Comparator;

/** Values of one column in order; what is missing comes last either way. */
final class ValueOrder {
  static final Comparator<Value> ASCENDING = by(ValueOrder::compare);
  static final Comparator<Value> DESCENDING = by((a, b) -> compare(b, a));

  private ValueOrder() {}

  private static Comparator<Value> by(Comparator<Value> order) {
    return Comparator.comparing(ValueOrder::missing)
        .thenComparing(ValueOrder::plain, order)
        .thenComparing(Shown::of);
  }

  private static boolean missing(Value value) {
    return value instanceof Value.Missing || value instanceof Value.NotReached;
  }

  private static Value plain(Value value) {
    return value instanceof Value.Marked marked ? marked.value() : value;
  }

  private static int compare(Value a, Value b) {
    if (a instanceof Value.Int x && b instanceof Value.Int y) {
      return x.signed() ? Long.compare(x.value(), y.value()) : unsigned(x.value(), y.value());
    }
    if (a instanceof Value.Real x && b instanceof Value.Real y) {
      return Double.compare(x.value(), y.value());
    }
    if (a instanceof Value.Char x && b instanceof Value.Char y) {
      return Long.compare(x.code(), y.code());
    }
    if (a instanceof Value.Address x && b instanceof Value.Address y) {
      return unsigned(x.value(), y.value());
    }
    return Shown.of(a).compareTo(Shown.of(b));
  }

  private static int unsigned(long a, long b) {
    return Long.compareUnsigned(a, b);
  }
}
