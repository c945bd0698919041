package tracebook.ir;

import java.util.OptionalInt;

/**
 * How the elements of a container are found of which one leads to the next. A word or two are noted
 * of each: where its bytes are.
 */
public sealed interface Walk {

  /** How many words are noted of an element. */
  default int words() {
    return switch (this) {
      case Links w -> 1;
      case Tree w -> 1;
      case Table w -> 1;
      case Branches w -> 2;
      case Groups w -> 1;
    };
  }

  /**
   * Nodes in a row; the node is noted.
   *
   * @param end what the last one leads to, and what is in front of the first
   * @param next where in a node the address of the next one is
   * @param previous where that of the one in front of it is, if it has one
   */
  record Links(Num first, Num end, int next, OptionalInt previous) implements Walk {}

  /**
   * A binary tree, from the leftmost node to the right; the node is noted.
   *
   * @param end what the root has for its parent
   */
  record Tree(Num first, Num end, int parent, int left, int right) implements Walk {}

  /**
   * Places of which control bytes say whether they hold an element: their highest bit is 0 then.
   * The place of an element is noted.
   *
   * @param control where the control bytes are; the places lie below them, the first one highest
   * @param places how many there are
   * @param size bytes of a place
   */
  record Table(Num control, Num places, int size) implements Walk {}

  /**
   * A B-tree, from its first element on; where the key and the value of an element are is noted.
   *
   * @param root 0 where there is none
   * @param height of the root above the leaves
   */
  record Branches(Num root, Num height, Branch branch, Row keys, Row values) implements Walk {}

  /**
   * Where in a node of a B-tree its links are.
   *
   * @param parent the address of the node above, 0 in the root
   * @param index which of its edges leads here: 2 bytes
   * @param length how many elements the node has: 2 bytes
   * @param edges the addresses of the nodes below
   * @param most elements that a node can have
   */
  record Branch(int parent, int index, int length, int edges, int most) {}

  /**
   * Tables of groups of eight places; the place of an element is noted.
   *
   * @param directory where the addresses of the tables are; where there are none, where the only
   *     group is, and 0 where there is none either
   * @param tables how many addresses: those of one table are one behind the other
   */
  record Groups(Num directory, Num tables, GroupTable table, Group group) implements Walk {}

  /**
   * Where in a table of groups things are.
   *
   * @param capacity how many places it has: 2 bytes
   * @param index the number of its first address in the directory
   * @param groups the address of the first group
   * @param mask how many groups it has, less one
   */
  record GroupTable(int capacity, int index, int groups, int mask) {}

  /**
   * Where in a group things are.
   *
   * @param control 8 bytes, one for each place: the highest bit is 0 where it holds an element
   * @param places the first one
   * @param place bytes of one
   * @param size of the group
   */
  record Group(int control, int places, int place, int size) {}

  /** Things of a size from an offset on. */
  record Row(int offset, int size) {}
}
