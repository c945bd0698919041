package tracebook.types;

import java.util.List;
import java.util.OptionalLong;

/**
 * An array, row-major.
 *
 * @param counts elements of each dimension, outermost first; empty where the debug info gives no
 *     constant ({@code int a[]}, a variable-length array)
 * @param written its name where it has one of its own, as in Go: {@code [3]int}; else empty
 * @param vector a vector of the compiler's, which registers hold whole (DW_AT_GNU_vector)
 */
public record ArrayType(Type element, List<OptionalLong> counts, String written, boolean vector)
    implements Type {
  public ArrayType(Type element, List<OptionalLong> counts, String written) {
    this(element, counts, written, false);
  }

  public ArrayType {
    counts = List.copyOf(counts);
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("an array has a dimension");
    }
  }

  public ArrayType(Type element, List<OptionalLong> counts) {
    this(element, counts, "");
  }

  /** What indexing once gives: the element, or an array of one dimension less. */
  public Type indexed() {
    return counts.size() == 1 ? element : new ArrayType(element, counts.subList(1, counts.size()));
  }

  @Override
  public String name() {
    return Declarator.of(this, "");
  }

  @Override
  public OptionalLong size() {
    OptionalLong each = element.size();
    if (each.isEmpty()) {
      return each;
    }
    long size = each.getAsLong();
    for (OptionalLong count : counts) {
      if (count.isEmpty()) {
        return OptionalLong.empty();
      }
      try {
        size = Math.multiplyExact(size, count.getAsLong());
      } catch (ArithmeticException tooLarge) {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(size);
  }
}
