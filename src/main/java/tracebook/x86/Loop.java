package tracebook.x86;

import java.util.BitSet;
import java.util.stream.IntStream;

/** What runs again and again: one or more ways back to an instruction, and all that is on them. */
public final class Loop {
  private final int head;
  private final BitSet members;

  /** Keeps the set, which nobody changes. */
  Loop(int head, BitSet members) {
    this.head = head;
    this.members = members;
  }

  /** Its first instruction. */
  public int head() {
    return head;
  }

  public boolean contains(int instruction) {
    return members.get(instruction);
  }

  /** In order of address. */
  public IntStream members() {
    return members.stream();
  }

  int size() {
    return members.cardinality();
  }
}
