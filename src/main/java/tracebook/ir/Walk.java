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
}
