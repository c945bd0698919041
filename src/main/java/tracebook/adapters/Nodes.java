package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** Nodes that containers are made of, and the elements in them. */
final class Nodes {
  private static final int MOST_DEPTH = 6;

  private static final List<String> VALUES =
      List.of("_M_storage", "_M_data", "_M_value_field", "__value_", "element");

  private Nodes() {}

  /**
   * The type of a container's nodes: its allocator is made for them, and is a base class of what is
   * at the path.
   *
   * @param template begins the name of the type
   */
  static Optional<StructType> node(StructType container, String path, String template) {
    return Fields.at(container, path)
        .filter(m -> m.type().strip() instanceof StructType)
        .flatMap(m -> argument((StructType) m.type().strip(), template, 0))
        .filter(n -> n.size().isPresent());
  }

  private static Optional<StructType> argument(StructType in, String template, int depth) {
    for (var argument : in.shape().arguments()) {
      if (argument.type().strip() instanceof StructType node
          && Fields.plain(node.name()).startsWith(template)) {
        return Optional.of(node);
      }
    }
    if (depth == MOST_DEPTH) {
      return Optional.empty();
    }
    return in.members().stream()
        .filter(m -> m.base() && m.type().strip() instanceof StructType)
        .flatMap(m -> argument((StructType) m.type().strip(), template, depth + 1).stream())
        .findFirst();
  }

  /** Where in a node a pointer is. */
  static Optional<Long> pointer(StructType node, String path) {
    return Fields.at(node, path)
        .filter(m -> m.type().strip() instanceof PointerType)
        .map(Member::offset);
  }

  /** The parts of the element that a node holds; empty when they are not understood. */
  static List<View.Part> parts(StructType node, View.Order order) {
    Optional<Member> value =
        VALUES.stream().flatMap(n -> Fields.at(node, n).stream()).findFirst().flatMap(Nodes::held);
    return value.map(v -> parts(0, v.offset(), v.type(), order)).orElse(List.of());
  }

  /** What is constructed late lies in bytes that are made for it. */
  private static Optional<Member> held(Member storage) {
    String name = Fields.plain(storage.type().name());
    boolean buffer =
        name.startsWith("__gnu_cxx::__aligned_membuf<")
            || name.startsWith("__gnu_cxx::__aligned_buffer<");
    if (!buffer) {
      return Optional.of(storage).filter(s -> s.type().size().isPresent());
    }
    return storage.type().strip() instanceof StructType struct
        ? Fields.argument(struct, 0)
            .filter(t -> t.size().orElse(Long.MAX_VALUE) <= struct.size().orElse(0))
            .map(t -> new Member("", t, storage.offset(), Optional.empty(), false))
        : Optional.empty();
  }

  private static List<View.Part> parts(int word, long offset, Type type, View.Order order) {
    if (order != View.Order.MAP) {
      return List.of(new View.Part(word, offset, Fields.element(type)));
    }
    if (!(type.strip() instanceof StructType pair)) {
      return List.of();
    }
    // libc++ has its pairs in a class that lets keys be moved.
    for (String inner : List.of("__cc_.", "__cc.", "")) {
      Optional<Member> key = Fields.at(pair, inner + "first");
      Optional<Member> value = Fields.at(pair, inner + "second");
      if (key.isPresent() && value.isPresent()) {
        return List.of(part(word, offset, key.get()), part(word, offset, value.get()));
      }
    }
    return List.of();
  }

  private static View.Part part(int word, long offset, Member member) {
    return new View.Part(word, offset + member.offset(), Fields.element(member.type()));
  }
}
