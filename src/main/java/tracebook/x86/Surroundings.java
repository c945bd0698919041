package tracebook.x86;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What may run before and behind one instruction, and the loops around it. Only those are looked
 * for: a set for each loop of a function would take memory with the square of its size.
 */
public final class Surroundings {
  /** Of the sets of the loops, together. */
  private static final long MOST_BITS = 1L << 28;

  private final FlowGraph graph;
  private final int place;
  private final BitSet before;
  private final BitSet behind;
  private final List<Loop> loops = new ArrayList<>();
  private long cost;
  private boolean complete = true;

  Surroundings(FlowGraph graph, int place) {
    this.graph = graph;
    this.place = place;
    this.before = forward(true);
    this.behind = forward(false);
    int[] heads = heads();
    for (int head : heads) {
      complete = (loops.size() + 1L) * graph.size() <= MOST_BITS && cost <= Effort.MOST;
      if (!complete) {
        break;
      }
      loops.add(new Loop(head, members(head)));
    }
    loops.sort(Comparator.comparingInt(Loop::size));
  }

  int place() {
    return place;
  }

  /** What may have run before it, itself not, without going back to the head of a loop. */
  public boolean isBefore(int instruction) {
    return before.get(instruction);
  }

  /** What may run behind it, itself not, without going back to the head of a loop. */
  public boolean isBehind(int instruction) {
    return behind.get(instruction);
  }

  /** The loops that it is in, inner ones first. */
  public List<Loop> loops() {
    return loops;
  }

  /** False where it is in more loops, and larger ones, than can be looked at. */
  public boolean isComplete() {
    return complete;
  }

  /** How many instructions and ways have been looked at. */
  public long cost() {
    return cost;
  }

  private BitSet forward(boolean backwards) {
    BitSet seen = new BitSet(graph.size());
    int sign = backwards ? -1 : 1;
    Pending open = new Pending();
    open.add(place);
    while (!open.isEmpty()) {
      int at = open.remove();
      int[] edges = backwards ? graph.previous(at) : graph.next(at);
      cost += 1 + edges.length;
      for (int to : edges) {
        if (sign * (graph.order(to) - graph.order(at)) > 0 && !seen.get(to)) {
          seen.set(to);
          open.add(to);
        }
      }
    }
    return seen;
  }

  /**
   * The heads of the loops that the place is in: what a way leads back to from there, on which
   * nothing stands in front of it in the order. Of the instructions that can be come to, the last
   * one in the order is always taken next, so that the first of those that were taken bounds what
   * the ways to it need.
   */
  private int[] heads() {
    BitSet found = new BitSet();
    BitSet seen = new BitSet(graph.size());
    PriorityQueue<Integer> open =
        new PriorityQueue<>(Comparator.comparingInt((Integer i) -> graph.order(i)).reversed());
    open.add(place);
    seen.set(place);
    int first = graph.order(place);
    while (!open.isEmpty()) {
      int at = open.remove();
      first = Math.min(first, graph.order(at));
      cost += 1 + graph.next(at).length;
      for (int to : graph.next(at)) {
        if (graph.order(to) <= first) {
          found.set(to);
        }
        if (!seen.get(to)) {
          seen.set(to);
          open.add(to);
        }
      }
    }
    return found.stream().toArray();
  }

  private BitSet members(int head) {
    BitSet members = new BitSet(graph.size());
    members.set(head);
    Pending open = new Pending();
    for (int from : graph.previous(head)) {
      if (graph.isBack(from, head)) {
        open.add(from);
      }
    }
    while (!open.isEmpty()) {
      int at = open.remove();
      cost++;
      if (!members.get(at) && graph.order(at) >= graph.order(head)) {
        members.set(at);
        cost += graph.previous(at).length;
        for (int from : graph.previous(at)) {
          if (!members.get(from)) {
            open.add(from);
          }
        }
      }
    }
    return members;
  }

  /** Instructions that are yet to be looked at. */
  private static final class Pending {
    private int[] all = new int[64];
    private int count;

    void add(int instruction) {
      if (count == all.length) {
        all = Arrays.copyOf(all, 2 * count);
      }
      all[count++] = instruction;
    }

    int remove() {
      return all[--count];
    }

    boolean isEmpty() {
      return count == 0;
    }
  }
}
