package tracebook.adapters;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.StructType;
import tracebook.types.Type;

/**
 * {@code std::tuple}: in libstdc++ a chain of base classes, each with the head of what is left; in
 * libc++ a base class for each element.
 */
final class Tuples implements Adapter {
  @Override
  public Optional<View> view(StructType type) {
    if (!Fields.plain(type.name()).startsWith("std::tuple<")) {
      return Optional.empty();
    }
    List<Member> elements = elements(type);
    return elements.isEmpty() ? Optional.empty() : Optional.of(new View.Tuple(elements));
  }

  /** The elements of a tuple in order, named by their number; empty when it is not understood. */
  static List<Member> elements(StructType tuple) {
    List<Member> elements = new ArrayList<>();
    Optional<Member> leaves = Fields.at(tuple, "__base_");
    boolean known =
        leaves.isPresent()
            ? leaves(leaves.get(), elements)
            : base(tuple, "_Tuple_impl", 0).filter(m -> chain(m, 0, elements)).isPresent();
    return known ? elements : List.of();
  }

  private static boolean leaves(Member base, List<Member> elements) {
    if (!(base.type().strip() instanceof StructType struct)) {
      return false;
    }
    for (Member leaf : struct.members()) {
      if (leaf.base()
          && leaf.type().strip() instanceof StructType type
          && isNumber(type, "__tuple_leaf", elements.size())) {
        Optional<Member> value = Members.find(type, "__value_");
        if (value.isEmpty()) {
          return false;
        }
        elements.add(numbered(elements.size(), value.get(), base.offset() + leaf.offset()));
      }
    }
    return true;
  }

  private static boolean chain(Member impl, long offset, List<Member> elements) {
    if (!(impl.type().strip() instanceof StructType struct)) {
      return false;
    }
    int number = elements.size();
    long at = offset + impl.offset();
    Optional<Member> head = base(struct, "_Head_base", number);
    Optional<Member> value =
        head.flatMap(
            h ->
                h.type().strip() instanceof StructType s
                    ? Members.find(s, "_M_head_impl")
                    : Optional.empty());
    if (value.isEmpty()) {
      return false;
    }
    elements.add(numbered(number, value.get(), at + head.get().offset()));
    Optional<Member> rest = base(struct, "_Tuple_impl", number + 1);
    return rest.isEmpty() || chain(rest.get(), at, elements);
  }

  private static Member numbered(int number, Member value, long offset) {
    return new Member(
        Integer.toString(number), value.type(), offset + value.offset(), Optional.empty(), false);
  }

  private static Optional<Member> base(StructType type, String template, int number) {
    return type.members().stream()
        .filter(m -> m.base() && isNumber(m.type(), template, number))
        .findFirst();
  }

  /** gcc writes {@code _Head_base<1, int>}, clang {@code _Head_base<1UL, int>}. */
  private static boolean isNumber(Type type, String template, int number) {
    String name = type.name();
    int at = name.indexOf(template + "<" + number);
    String rest = at < 0 ? "" : name.substring(at + (template + "<" + number).length());
    return rest.startsWith(",") || rest.startsWith("UL,") || rest.startsWith("ul,");
  }
}
