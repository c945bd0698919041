package tracebook.adapters;

import java.util.List;
import java.util.Optional;
import tracebook.types.Member;
import tracebook.types.MemberPointerType;
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
   * Bools of one bit each, the first one the lowest bit.
   *
   * @param length in bits
   * @param limit as in {@link Text}
   */
  record Bits(Quantity address, Quantity length, Quantity limit) implements View {}

  /**
   * Elements that do not lie one behind the other.
   *
   * @param address of the element with the number {@link Quantity.Index}
   * @param length as in {@link Sequence}
   */
  record Scattered(Quantity address, Quantity length, Quantity limit, Type element)
      implements View {}

  /**
   * Elements of which one leads to the next.
   *
   * @param length empty where the object does not say how many there are
   * @param limit as in {@link Text}
   * @param parts of an element: one, of a {@link Order#MAP} two, the key and the value
   */
  record Walked(Order order, Walk walk, Optional<Quantity> length, Quantity limit, List<Part> parts)
      implements View {
    public Walked {
      parts = List.copyOf(parts);
    }
  }

  /** What the elements of a container are to each other. */
  enum Order {
    LIST,
    SET,
    MAP
  }

  /**
   * A part of an element.
   *
   * @param word the number of the word that the {@link Walk} notes of the element
   * @param offset from the address in that word
   * @param behind only its address is there
   */
  record Part(int word, long offset, Type type, boolean behind) {
    Part(int word, long offset, Type type) {
      this(word, offset, type, false);
    }
  }

  /** How one element leads to the next; offsets are those in a node. */
  sealed interface Walk {}

  /**
   * Nodes in a row.
   *
   * @param end what the last one leads to, and what is in front of the first
   * @param previous where in a node the one in front of it is, if it says so
   */
  record Links(Quantity first, Quantity end, long next, Optional<Long> previous) implements Walk {}

  /**
   * Nodes of a balanced binary tree.
   *
   * @param first the leftmost
   * @param end the parent of the root
   */
  record Tree(Quantity first, Quantity end, long parent, long left, long right) implements Walk {}

  /**
   * Places of which control bytes say whether they hold an element (their highest bit is 0 then).
   *
   * @param control where the control bytes are; the places lie below them, the first one highest
   * @param mask the number of places less one
   * @param size bytes of a place
   */
  record Table(Quantity control, Quantity mask, long size) implements Walk {}

  /**
   * Nodes of a B-tree. An element's first word is where its key is, the second where its value is.
   *
   * @param root null where there is none
   * @param height of the root above the leaves
   */
  record Branches(Quantity root, Quantity height, Branch branch, Row keys, Row values)
      implements Walk {}

  /**
   * Where in a node of a B-tree its links are.
   *
   * @param parent the address of the node above, null in the root
   * @param index which of its edges leads here: 2 bytes
   * @param length how many elements the node has: 2 bytes
   * @param edges the addresses of the nodes below
   * @param most elements that a node can have
   */
  record Branch(long parent, long index, long length, long edges, int most) {}

  /**
   * Tables of groups of eight places, as Go's maps have them.
   *
   * @param directory where the addresses of the tables are; where there are none, where the only
   *     group is, and 0 where there is none either
   * @param tables how many addresses: those of one table are one behind the other
   */
  record Groups(Quantity directory, Quantity tables, GroupTable table, Group group)
      implements Walk {}

  /**
   * Where in a table of groups things are.
   *
   * @param capacity how many places it has: 2 bytes
   * @param index the number of its first address in the directory
   * @param groups the address of the first group
   * @param mask how many groups it has, less one
   */
  record GroupTable(long capacity, long index, long groups, long mask) {}

  /**
   * Where in a group things are.
   *
   * @param control 8 bytes, one for each place: the highest bit is 0 where it holds an element
   * @param places the first one
   * @param place bytes of one
   * @param size of the group
   */
  record Group(long control, long places, long place, long size) {}

  /** Things of a size from an offset on. */
  record Row(long offset, long size) {}

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

  /** A name that a word stands for. */
  record Named(Quantity word, Naming by) implements View {}

  /** What a word stands for. */
  sealed interface Naming {}

  /** A type of Rust, by where in the file its table of methods is. */
  record OfMethodTable() implements Naming {}

  /** A member of a class, by its offset in an object; -1 for none. */
  record OfMember(MemberPointerType pointer) implements Naming {}

  /**
   * A member function: 0 for none, where in the file it is, or one more than its offset in the
   * virtual table of the part of the object that begins where the upper 32 bits say.
   */
  record OfMemberFunction(MemberPointerType pointer) implements Naming {}

  /**
   * What a function or a class was made for, by where in the file it or its virtual table is.
   *
   * @param functions the templates, each with the name of a function
   * @param argument the number of the template's argument that is meant
   * @param none what 0 stands for
   */
  record OfInstance(List<Instance> functions, int argument, String none) implements Naming {
    public OfInstance {
      functions = List.copyOf(functions);
    }
  }

  /**
   * {@code std::any::_Manager_internal} and {@code _S_manage}, a static function of it.
   *
   * @param function empty where the virtual table is meant
   */
  record Instance(String template, String function) {}

  /** More elements of {@code size} bytes than an address space has room for. */
  static Quantity anyLength(long size) {
    return new Quantity.Constant((1L << 47) / Math.max(1, size));
  }
}
