package tracebook.types;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/**
 * An array, row-major.
 *
 * @param counts elements of each dimension, outermost first; empty where the debug info gives no
 *     constant ({@code int a[]}, a variable-length array)
 * @param computed as many: which entry of its module's debug info tells the count while the program
 *     runs; empty where there is a constant, and where nothing tells it
 * @param written its name where it has one of its own, as in Go: {@code [3]int}; else empty
 * @param vector a vector of the compiler's, which registers hold whole (DW_AT_GNU_vector)
 */
public record ArrayType(
    Type element,
    List<OptionalLong> counts,
    List<OptionalLong> computed,
    String written,
    boolean vector)
    implements Type {
  public ArrayType {
    counts = List.copyOf(counts);
    computed = List.copyOf(computed);
    if (counts.isEmpty() || computed.size() != counts.size()) {
      throw new IllegalArgumentException("an array has a dimension");
    }
  }

  public ArrayType(Type element, List<OptionalLong> counts, String written) {
    this(element, counts, Collections.nCopies(counts.size(), OptionalLong.empty()), written, false);
  }

  public ArrayType(Type element, List<OptionalLong> counts) {
    this(element, counts, "");
  }

  /** What it is an array of when all dimensions are indexed. */
  public Type scalar() {
    return element.strip() instanceof ArrayType inner ? inner.scalar() : element;
  }

  /** What indexing once gives: the element, or an array of one dimension less. */
  public Type indexed() {
    int last = counts.size();
    return last == 1
        ? element
        : new ArrayType(element, counts.subList(1, last), computed.subList(1, last), "", false);
  }

  /** Whether its size is known while the program runs, and only then. */
  public boolean isVariable() {
    boolean any = false;
    for (int i = 0; i < counts.size(); i++) {
      any |= computed.get(i).isPresent();
      if (counts.get(i).isEmpty() && computed.get(i).isEmpty()) {
        return false;
      }
    }
    return any || (element.strip() instanceof ArrayType inner && inner.isVariable());
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
