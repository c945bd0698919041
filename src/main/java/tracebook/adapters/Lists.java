package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.StructType;

/**
 * Nodes in a row: {@code std::list}, a ring that the list itself is a part of, {@code
 * std::forward_list}, and the hashed containers, which keep all their elements in one such row.
 */
final class Lists implements Adapter {
  /**
   * How a library lays a container out.
   *
   * @param name begins the name of the container, and {@code node} that of its nodes
   * @param allocator has the node's type among its base classes
   * @param first is the pointer to the first node
   * @param ring is the part that the last node leads to; none where that is null
   * @param length may be missing where it is empty
   */
  private record Library(
      String name,
      String allocator,
      String node,
      String first,
      String ring,
      String next,
      String previous,
      List<String> length) {}

  private static final List<Library> ALL =
      List.of(
          new Library(
              "std::list<",
              "_M_impl",
              "std::_List_node<",
              "_M_impl._M_node._M_next",
              "_M_impl._M_node",
              "_M_next",
              "_M_prev",
              List.of("_M_impl._M_node._M_size", "_M_impl._M_node._M_data", "")),
          new Library(
              "std::list<",
              "__size_alloc_",
              "std::__list_node<",
              "__end_.__next_",
              "__end_",
              "__next_",
              "__prev_",
              List.of("__size_alloc_.__value_")),
          new Library(
              "std::forward_list<",
              "_M_impl",
              "std::_Fwd_list_node<",
              "_M_impl._M_head._M_next",
              "",
              "_M_next",
              "",
              List.of("")),
          new Library(
              "std::forward_list<",
              "__before_begin_",
              "std::__forward_list_node<",
              "__before_begin_.__value_.__next_",
              "",
              "__next_",
              "",
              List.of("")),
          new Library(
              "std::unordered_",
              "_M_h",
              "std::__detail::_Hash_node<",
              "_M_h._M_before_begin._M_nxt",
              "",
              "_M_nxt",
              "",
              List.of("_M_h._M_element_count")),
          new Library(
              "std::unordered_",
              "__table_.__p1_",
              "std::__hash_node<",
              "__table_.__p1_.__value_.__next_",
              "",
              "__next_",
              "",
              List.of("__table_.__p2_.__value_")));

  @Override
  public Optional<View> view(StructType type) {
    String name = Fields.plain(type.name());
    return ALL.stream()
        .filter(l -> name.startsWith(l.name()))
        .flatMap(l -> view(type, l).stream())
        .findFirst();
  }

  private static Optional<View> view(StructType type, Library l) {
    Optional<StructType> node = Nodes.node(type, l.allocator(), l.node());
    Optional<Quantity> first = Fields.pointer(type, l.first());
    Optional<Long> ring =
        l.ring().isEmpty() ? Optional.empty() : Fields.at(type, l.ring()).map(Member::offset);
    if (node.isEmpty() || first.isEmpty() || (ring.isEmpty() && !l.ring().isEmpty())) {
      return Optional.empty();
    }
    Optional<Long> next = Nodes.pointer(node.get(), l.next());
    Optional<Long> previous =
        l.previous().isEmpty() ? Optional.empty() : Nodes.pointer(node.get(), l.previous());
    Optional<Quantity> length =
        l.length().stream().flatMap(p -> Fields.size(type, p).stream()).findFirst();
    List<View.Part> parts = Nodes.parts(node.get(), order(Fields.plain(type.name())));
    if (next.isEmpty()
        || (previous.isEmpty() && !l.previous().isEmpty())
        || (length.isEmpty() && !l.length().contains(""))
        || parts.isEmpty()) {
      return Optional.empty();
    }
    Quantity end = ring.<Quantity>map(Quantity.Place::new).orElse(new Quantity.Constant(0));
    View.Walk walk = new View.Links(first.get(), end, next.get(), previous);
    long size = node.get().size().orElseThrow();
    return Optional.of(
        new View.Walked(
            order(Fields.plain(type.name())), walk, length, View.anyLength(size), parts));
  }

  static View.Order order(String name) {
    String template = name.substring(0, name.indexOf('<'));
    return template.endsWith("map")
        ? View.Order.MAP
        : template.endsWith("set") ? View.Order.SET : View.Order.LIST;
  }
}
