package tracebook.x86;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a function and which of them may run behind which. Where an indirect jump
 * goes is read from its table; of one that has none that is known it is taken from the code: to
 * what any table leads to, or nothing else does. Where there are no such jumps, or it is not known
 * where calls go on that throw, they do there. Instructions have numbers, in the order of their
 * addresses.
 */
public final class FlowGraph {
  /** Some code of the function, all of which is instructions. */
  public static final class Piece {
    private final long start;
    private final byte[] code;

    /**
     * Keeps the bytes, which nobody changes.
     *
     * @param start its address
     */
    public Piece(long start, byte[] code) {
      this.start = start;
      this.code = code;
    }

    public long start() {
      return start;
    }

    byte[] code() {
      return code;
    }
  }

  /** The constant memory of the program: fewer bytes where it ends. */
  public interface Memory {
    byte[] at(long address, int count);
  }

  /**
   * Calls that go on elsewhere when they throw.
   *
   * @param from the first address of those
   * @param to behind the last one
   * @param pad where they go on
   */
  public record Throwing(long from, long to, long pad) {}

  /**
   * Where calls go on but for the code behind them.
   *
   * @param throwing empty where it is not known which calls go on elsewhere
   * @param endless addresses behind calls that do not come back
   */
  public record Calls(Optional<List<Throwing>> throwing, Set<Long> endless) {
    static final Calls PLAIN = new Calls(Optional.of(List.of()), Set.of());

    public Calls {
      throwing = throwing.map(List::copyOf);
      endless = Set.copyOf(endless);
    }
  }

  /** About a megabyte of code; each needs some 300 bytes here. */
  public static final int MOST_INSTRUCTIONS = 1 << 18;

  /** Ways to what nothing leads to: places times instructions that may go there. */
  private static final int MOST_LOST = 1 << 20;

  final List<Piece> pieces;
  final int[] piece;
  final int[] offset;
  private final long[] addresses;
  final Decoded.Instruction[] instructions;
  private final int[][] next;
  private final int[][] previous;

  /** Its place in an order in which each comes behind all that lead to it, but for loops. */
  private final int[] order;

  private final int[] ordered;
  private final int entry;
  private final long ways;

  /** Around the place that was asked for last: each variable of a cell asks for the same one. */
  private volatile @Nullable Surroundings last;

  private boolean complete;
  private boolean followed;

  private FlowGraph(
      List<Piece> pieces,
      List<int[]> places,
      List<Decoded.Instruction> decoded,
      long entry,
      Calls calls,
      Memory memory) {
    this.pieces = pieces;
    int count = decoded.size();
    this.piece = new int[count];
    this.offset = new int[count];
    this.addresses = new long[count];
    for (int i = 0; i < count; i++) {
      piece[i] = places.get(i)[0];
      offset[i] = places.get(i)[1];
      addresses[i] = pieces.get(piece[i]).start() + offset[i];
    }
    this.instructions = decoded.toArray(Decoded.Instruction[]::new);
    this.entry = Math.max(0, at(entry));
    this.next = next(calls, new JumpTables(this, memory));
    BitSet reached = reached();
    for (int i = 0; i < count; i++) {
      if (!reached.get(i)) {
        next[i] = new int[0]; // Padding leads to the code behind it, and never runs.
      }
    }
    this.previous = reversed(next);
    this.ordered = ordered();
    this.order = new int[count];
    for (int i = 0; i < count; i++) {
      order[ordered[i]] = i;
    }
    this.ways = Arrays.stream(next).mapToLong(to -> to.length).sum();
  }

  /**
   * Empty where the code is not known throughout, or is too much.
   *
   * @param pieces without overlap, by address
   * @param memory for the tables of its jumps
   */
  public static Optional<FlowGraph> of(List<Piece> pieces, long entry, Memory memory, Calls calls) {
    List<int[]> places = new ArrayList<>();
    List<Decoded.Instruction> decoded = new ArrayList<>();
    for (int p = 0; p < pieces.size(); p++) {
      byte[] code = pieces.get(p).code();
      for (int at = 0; at < code.length; ) {
        if (!(Instructions.decode(code, at) instanceof Decoded.Instruction instruction)
            || decoded.size() == MOST_INSTRUCTIONS) {
          return Optional.empty();
        }
        places.add(new int[] {p, at});
        decoded.add(instruction);
        at += instruction.length();
      }
    }
    return decoded.isEmpty()
        ? Optional.empty()
        : Optional.of(new FlowGraph(List.copyOf(pieces), places, decoded, entry, calls, memory))
            .filter(graph -> graph.complete);
  }

  /** Whether it has no jump of which it is not known for sure where it goes. */
  public boolean isFollowed() {
    return followed;
  }

  public int size() {
    return addresses.length;
  }

  /** The first one of the function. */
  public int entry() {
    return entry;
  }

  public long address(int instruction) {
    return addresses[instruction];
  }

  /** The number of the instruction that begins at an address; negative when none does. */
  public int at(long address) {
    return Arrays.binarySearch(addresses, address);
  }

  /** Those that may be the next to run. */
  public int[] next(int instruction) {
    return next[instruction];
  }

  /** Those that may have run just before. */
  public int[] previous(int instruction) {
    return previous[instruction];
  }

  /** All of them, each behind those that lead to it, but for loops. */
  public int[] inOrder() {
    return ordered;
  }

  /** What a search through all of it costs: its instructions, and the ways from one to another. */
  public long cost() {
    return size() + ways;
  }

  /** What may run before and behind an instruction, and the loops that it is in. */
  public Surroundings around(int instruction) {
    Surroundings known = last;
    if (known == null || known.place() != instruction) {
      known = new Surroundings(this, instruction);
      last = known;
    }
    return known;
  }

  /** Its place in an order in which each comes behind all that lead to it, but for loops. */
  int order(int instruction) {
    return order[instruction];
  }

  /** Whether a way from the entry comes to an instruction without any of some others. */
  public boolean reaches(int to, BitSet others) {
    BitSet seen = (BitSet) others.clone();
    Deque<Integer> open = new ArrayDeque<>();
    if (!seen.get(entry)) {
      seen.set(entry);
      open.addLast(entry);
    }
    while (!open.isEmpty()) {
      int at = open.removeLast();
      if (at == to) {
        return true;
      }
      for (int t : next[at]) {
        if (!seen.get(t)) {
          seen.set(t);
          open.addLast(t);
        }
      }
    }
    return false;
  }

  /** Whether going from one to the other begins a loop anew. */
  public boolean isBack(int from, int to) {
    return order[to] <= order[from];
  }

  /** Whether an instruction begins a loop anew, whose head is given. */
  public boolean isBackTo(int from, int head) {
    return isBack(from, head) && Arrays.stream(next[from]).anyMatch(to -> to == head);
  }

  public boolean isCall(int instruction) {
    Decoded.Kind kind = instructions[instruction].kind();
    return kind == Decoded.Kind.CALL || kind == Decoded.Kind.INDIRECT_CALL;
  }

  /** Those that may run next, without what begins a loop anew. */
  public int[] onward(int instruction) {
    return Arrays.stream(next[instruction]).filter(to -> !isBack(instruction, to)).toArray();
  }

  // ---- how it is found

  private int[][] next(Calls calls, JumpTables tables) {
    int count = size();
    int[][] found = new int[count][];
    boolean[] led = new boolean[count];
    led[entry] = true;
    for (int i = 0; i < count; i++) {
      int[] to = direct(i, calls.endless());
      found[i] = to;
      for (int t : to) {
        led[t] = true;
      }
    }
    BitSet jumps = new BitSet();
    BitSet unknown = new BitSet();
    long many = 0;
    for (int i = 0; i < count && many <= MOST_LOST; i++) {
      if (instructions[i].kind() == Decoded.Kind.INDIRECT_JUMP) {
        jumps.set(i);
        unknown.set(i, !tables.isKnown(i));
        found[i] = tables.of(i);
        many += found[i].length;
        for (int to : found[i]) {
          led[to] = true;
        }
      }
    }
    long throwing = 0;
    long most = 4L * count; // Ranges do not overlap, but in a damaged table.
    for (Throwing some : calls.throwing().orElse(List.of())) {
      int pad = at(some.pad());
      int first = at(some.from());
      int from = first < 0 ? -first - 1 : first;
      for (int i = from; i < count && addresses[i] < some.to() && throwing <= most; i++) {
        throwing++;
        if (isCall(i) && pad >= 0) {
          found[i] = with(found[i], pad);
          led[pad] = true;
        }
      }
    }
    int[] lost =
        IntStream.range(0, count)
            .filter(i -> !led[i] && instructions[i].kind() != Decoded.Kind.NOP)
            .toArray();
    followed = jumps.isEmpty();
    BitSet losing = unknown.isEmpty() ? jumps : unknown;
    if (calls.throwing().isEmpty() || jumps.isEmpty()) {
      IntStream.range(0, count).filter(this::isCall).forEach(losing::set);
    }
    complete = throwing <= most && many + (long) lost.length * losing.cardinality() <= MOST_LOST;
    for (int i = losing.nextSetBit(0); i >= 0 && complete; i = losing.nextSetBit(i + 1)) {
      found[i] = with(found[i], lost);
    }
    return found;
  }

  private static int[] with(int[] some, int... more) {
    int[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  private int[] direct(int i, Set<Long> endless) {
    Decoded.Instruction instruction = instructions[i];
    long end = addresses[i] + instruction.length();
    int behind = i + 1 < size() && addresses[i + 1] == end ? i + 1 : -1;
    int target =
        instruction.kind() != Decoded.Kind.CALL && instruction.target().isPresent()
            ? at(end + instruction.target().getAsInt())
            : -1;
    return switch (instruction.kind()) {
      case JUMP -> target < 0 ? new int[0] : new int[] {target};
      case CONDITIONAL_JUMP ->
          target < 0
              ? behind < 0 ? new int[0] : new int[] {behind}
              : behind < 0 ? new int[] {target} : new int[] {behind, target};
      case INDIRECT_JUMP, RETURN -> new int[0];
      case CALL, INDIRECT_CALL ->
          behind < 0 || endless.contains(end) ? new int[0] : new int[] {behind};
      case NOP, ENDBR, PUSH, TRAP, OTHER ->
          behind < 0 || isEnd(i) ? new int[0] : new int[] {behind};
    };
  }

  /** {@code ud2} and {@code hlt}: what stands behind calls that do not come back. */
  private boolean isEnd(int i) {
    byte[] code = pieces.get(piece[i]).code();
    int first = code[offset[i]] & 0xff;
    return instructions[i].kind() == Decoded.Kind.TRAP
        && (first == 0xf4 || (first == 0x0f && code[offset[i] + 1] == 0x0b));
  }

  private BitSet reached() {
    BitSet found = new BitSet(size());
    Deque<Integer> open = new ArrayDeque<>(List.of(entry));
    found.set(entry);
    while (!open.isEmpty()) {
      for (int to : next[open.removeLast()]) {
        if (!found.get(to)) {
          found.set(to);
          open.addLast(to);
        }
      }
    }
    return found;
  }

  private static int[][] reversed(int[][] edges) {
    int[] counts = new int[edges.length];
    for (int[] to : edges) {
      for (int t : to) {
        counts[t]++;
      }
    }
    int[][] found = new int[edges.length][];
    for (int i = 0; i < edges.length; i++) {
      found[i] = new int[counts[i]];
    }
    for (int i = 0; i < edges.length; i++) {
      for (int t : edges[i]) {
        found[t][--counts[t]] = i;
      }
    }
    return found;
  }

  /** Depth first, backwards: those behind the entry, then what nothing leads to. */
  private int[] ordered() {
    int count = size();
    int[] reverse = new int[count];
    int done = count;
    BitSet seen = new BitSet(count);
    int[] stack = new int[count];
    int[] edge = new int[count];
    for (int root = -1; root < count; root++) {
      int start = root < 0 ? entry : root;
      if (seen.get(start)) {
        continue;
      }
      int depth = 0;
      stack[0] = start;
      edge[0] = next[start].length;
      seen.set(start);
      int first = done;
      while (depth >= 0) {
        int at = stack[depth];
        if (edge[depth] == 0) {
          reverse[--done] = at;
          depth--;
        } else {
          int to = next[at][--edge[depth]];
          if (!seen.get(to)) {
            seen.set(to);
            depth++;
            stack[depth] = to;
            edge[depth] = next[to].length;
          }
        }
      }
      if (first < count) { // What nothing leads to stands behind.
        int[] late = Arrays.copyOfRange(reverse, done, first);
        System.arraycopy(reverse, first, reverse, done, count - first);
        System.arraycopy(late, 0, reverse, count - late.length, late.length);
      }
    }
    return reverse;
  }
}
