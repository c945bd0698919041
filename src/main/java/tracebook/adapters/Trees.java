package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.StructType;

/** {@code std::map}, {@code std::set} and those with equal keys: red-black trees. */
final class Trees implements Adapter {
  private static final List<String> NAMES =
      List.of("std::map<", "std::multimap<", "std::set<", "std::multiset<");

  /**
   * How a library lays a tree out.
   *
   * @param allocator has the node's type among its base classes
   * @param first is the pointer to the leftmost node
   * @param end is the part that the root has for its parent
   */
  private record Library(
      String allocator,
      String node,
      String first,
      String end,
      String length,
      String parent,
      String left,
      String right) {}

  private static final List<Library> ALL =
      List.of(
          new Library(
              "_M_t._M_impl",
              "std::_Rb_tree_node<",
              "_M_t._M_impl._M_header._M_left",
              "_M_t._M_impl._M_header",
              "_M_t._M_impl._M_node_count",
              "_M_parent",
              "_M_left",
              "_M_right"),
          new Library(
              "__tree_.__pair1_",
              "std::__tree_node<",
              "__tree_.__begin_node_",
              "__tree_.__pair1_.__value_",
              "__tree_.__pair3_.__value_",
              "__parent_",
              "__left_",
              "__right_"));

  @Override
  public Optional<View> view(StructType type) {
    String name = Fields.plain(type.name());
    return NAMES.stream().anyMatch(name::startsWith)
        ? ALL.stream().flatMap(l -> view(type, l).stream()).findFirst()
        : Optional.empty();
  }

  private static Optional<View> view(StructType type, Library l) {
    Optional<StructType> node = Nodes.node(type, l.allocator(), l.node());
    Optional<Quantity> first = Fields.pointer(type, l.first());
    Optional<Quantity> end = Fields.at(type, l.end()).map(Member::offset).map(Quantity.Place::new);
    Optional<Quantity> length = Fields.size(type, l.length());
    if (node.isEmpty() || first.isEmpty() || end.isEmpty() || length.isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> parent = Nodes.pointer(node.get(), l.parent());
    Optional<Long> left = Nodes.pointer(node.get(), l.left());
    Optional<Long> right = Nodes.pointer(node.get(), l.right());
    View.Order order = Lists.order(Fields.plain(type.name()));
    List<View.Part> parts = Nodes.parts(node.get(), order);
    if (parent.isEmpty() || left.isEmpty() || right.isEmpty() || parts.isEmpty()) {
      return Optional.empty();
    }
    View.Walk walk = new View.Tree(first.get(), end.get(), parent.get(), left.get(), right.get());
    long size = node.get().size().orElseThrow();
    return Optional.of(new View.Walked(order, walk, length, View.anyLength(size), parts));
  }
}
