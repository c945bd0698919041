package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.Type;
import tracebook.types.VariantPart;

/** What an object of a library's type means. */
public sealed interface View {

  /**
   * Characters somewhere in memory.
   *
   * @param length in units
   * @param limit the most units that there can be: a length above it is a sign that the object is
   *     not in order
   * @param unit bytes of one: 1 for UTF-8, 2 and 4 for UTF-16 and UTF-32
   */
  record Text(Quantity address, Quantity length, Quantity limit, int unit) implements View {}

  /**
   * Elements one behind the other.
   *
   * @param length in elements
   * @param limit as in {@link Text}
   */
  record Sequence(Quantity address, Quantity length, Quantity limit, Type element)
      implements View {}

  /**
   * Elements that do not lie one behind the other.
   *
   * @param address of the element with the number {@link Quantity.Index}
   * @param length as in {@link Sequence}
   */
  record Scattered(Quantity address, Quantity length, Quantity limit, Type element)
      implements View {}

  /**
   * One of several: enums of Rust, {@code std::optional}, {@code std::variant}.
   *
   * @param discriminant tells which; empty where there is only one
   */
  record Alternatives(Optional<Member> discriminant, List<Alternative> all) implements View {
    public Alternatives {
      all = List.copyOf(all);
    }
  }

  /**
   * @param values of the discriminant that choose it; empty for the one that all others choose
   * @param content what the object holds then; empty when the name says it all
   */
  record Alternative(String name, List<VariantPart.Values> values, Optional<Member> content) {
    public Alternative {
      values = List.copyOf(values);
    }
  }

  /** Nothing but what it wraps: {@code std::atomic}, {@code Cell}. */
  record Wrapper(Member inner) implements View {}

  /** Members that go by numbers. */
  record Tuple(List<Member> elements) implements View {
    public Tuple {
      elements = List.copyOf(elements);
    }
  }

  /** A pointer with duties: {@code std::unique_ptr}, {@code Rc}. */
  record Pointer(Quantity address, Type target) implements View {}

  /** More elements of {@code size} bytes than an address space has room for. */
  static Quantity anyLength(long size) {
    return new Quantity.Constant((1L << 47) / Math.max(1, size));
  }
}
