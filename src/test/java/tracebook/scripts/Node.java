package tracebook.scripts;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A part of a script: text with parts in between.
 *
 * @param pieces one more than there are kids; of a list what it begins with, what is between two of
 *     its kids, and what it ends with
 * @param piecesInC the same in C, where it can be said in C
 * @param list any of its kids may be left out
 */
record Node(Kind kind, List<String> pieces, List<String> piecesInC, List<Node> kids, boolean list) {
  /** What may stand for what. */
  enum Kind {
    BLOCK(""),
    STATEMENT(""),
    COLUMN(""),
    INTEGER("1"),
    ENUMERATION("a->color"),
    REAL("a->wide"),
    STRING("a->text"),
    ALL("a"),
    NODE("list"),
    POINT("a->at"),
    INTS("a->ints"),
    ARRAY("a->numbers");

    /** The least of its kind. */
    final String least;

    Kind(String least) {
      this.least = least;
    }
  }

  Node {
    pieces = List.copyOf(pieces);
    piecesInC = List.copyOf(piecesInC);
    kids = List.copyOf(kids);
  }

  static Node leaf(Kind kind, String text) {
    return leaf(kind, text, text);
  }

  static Node leaf(Kind kind, String text, String inC) {
    return new Node(kind, List.of(text), List.of(inC), List.of(), false);
  }

  /**
   * Of a pattern in which {@code #} stands for a kid.
   *
   * @throws IllegalArgumentException if there are more or fewer of them than kids
   */
  static Node of(Kind kind, String pattern, Node... kids) {
    List<String> pieces = List.of(pattern.split("#", -1));
    if (pieces.size() != kids.length + 1) {
      throw new IllegalArgumentException(pattern);
    }
    return new Node(kind, pieces, pieces, List.of(kids), false);
  }

  /** The same that reads so in C. */
  Node inC(String pattern) {
    return new Node(kind, pieces, List.of(pattern.split("#", -1)), kids, list);
  }

  static Node list(Kind kind, String open, String between, String close, List<Node> kids) {
    return new Node(kind, List.of(open, between, close), List.of(), kids, true);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    append(text);
    return text.toString();
  }

  private void append(StringBuilder text) {
    text.append(pieces.getFirst());
    for (int i = 0; i < kids.size(); i++) {
      if (list && i > 0) {
        text.append(pieces.get(1));
      }
      kids.get(i).append(text);
      if (!list) {
        text.append(pieces.get(i + 1));
      }
    }
    if (list) {
      text.append(pieces.get(2));
    }
  }

  /** An expression in C. */
  String inC() {
    StringBuilder text = new StringBuilder(piecesInC.getFirst());
    for (int i = 0; i < kids.size(); i++) {
      text.append(kids.get(i).inC()).append(piecesInC.get(i + 1));
    }
    return text.toString();
  }

  /** How many parts it has, itself one of them. */
  int size() {
    return 1 + kids.stream().mapToInt(Node::size).sum();
  }

  /** Every script that is a little smaller. */
  void smaller(Consumer<Node> to) {
    smaller(n -> n, to);
  }

  private void smaller(UnaryOperator<Node> whole, Consumer<Node> to) {
    for (Node other : within(kind)) {
      to.accept(whole.apply(other));
    }
    if (!kids.isEmpty() && !kind.least.isEmpty()) {
      to.accept(whole.apply(leaf(kind, kind.least)));
    }
    for (int i = 0; i < kids.size(); i++) {
      int at = i;
      if (list) {
        List<Node> fewer = new ArrayList<>(kids);
        fewer.remove(at);
        to.accept(whole.apply(new Node(kind, pieces, piecesInC, fewer, true)));
      }
      kids.get(i).smaller(kid -> whole.apply(with(at, kid)), to);
    }
  }

  private Node with(int index, Node kid) {
    List<Node> changed = new ArrayList<>(kids);
    changed.set(index, kid);
    return new Node(kind, pieces, piecesInC, changed, list);
  }

  /** The outermost parts of a kind, below this one. */
  private List<Node> within(Kind wanted) {
    List<Node> found = new ArrayList<>();
    for (Node kid : kids) {
      if (kid.kind == wanted) {
        found.add(kid);
      } else {
        found.addAll(kid.within(wanted));
      }
    }
    return found;
  }
}
