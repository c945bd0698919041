package tracebook.resolve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tracebook.x86.Effort;
import tracebook.x86.FlowGraph;
import tracebook.x86.FrameCode;
import tracebook.x86.FrameCode.Bytes;
import tracebook.x86.FrameCode.Spot;
import tracebook.x86.FrameCode.Store;

/**
 * Bytes of a variable that nothing has stored on some way from the entry of the function to a
 * place: the source does not, or an optimiser has left the store out since nothing reads it. From
 * where on an address of the variable is in a register, anything may store to it.
 */
final class Unstored {
  /** How many parts are looked at together: the bits of a word. */
  private static final int TOGETHER = Long.SIZE;

  private final FlowGraph graph;
  private final BitSet taken;
  private final int place;
  private final List<Bytes> parts;
  private final Effort effort;

  /** Of instructions which of the parts they store. */
  private final Map<Integer, Long> storing = new HashMap<>();

  private Unstored(FlowGraph graph, BitSet taken, int place, List<Bytes> parts, Effort effort) {
    this.graph = graph;
    this.taken = taken;
    this.place = place;
    this.parts = parts;
    this.effort = effort;
  }

  /** The parts of it, as distances from its beginning. */
  static List<Bytes> at(
      FrameCode code, int place, Spot spot, long size, List<Store> stores, Effort effort) {
    BitSet taken = new BitSet();
    code.taking(spot, size).forEach(taken::set);
    TreeSet<Long> bounds = new TreeSet<>(List.of(0L, size));
    for (Store store : stores) {
      Bytes bytes = FrameCode.bytes(store, spot, size);
      bounds.add(bytes.from());
      bounds.add(bytes.to());
    }
    List<Bytes> parts =
        bounds.headSet(size).stream().map(from -> new Bytes(from, bounds.higher(from))).toList();
    List<Bytes> found = new ArrayList<>();
    for (int from = 0; from < parts.size() && !effort.isTooMuch(); from += TOGETHER) {
      List<Bytes> some = parts.subList(from, Math.min(parts.size(), from + TOGETHER));
      Unstored search = new Unstored(code.graph(), taken, place, some, effort);
      long unstored = search.unstored(spot, size, stores);
      for (int i = 0; i < some.size(); i++) {
        if ((unstored >>> i & 1) != 0) {
          found.add(some.get(i));
        }
      }
    }
    return found;
  }

  private long unstored(Spot spot, long size, List<Store> stores) {
    long somewhere = 0;
    long asked = 0;
    for (Store store : stores) {
      Bytes bytes = FrameCode.bytes(store, spot, size);
      for (int i = 0; i < parts.size() && store.at().isPresent(); i++) {
        if (bytes.from() <= parts.get(i).from() && bytes.to() >= parts.get(i).to()) {
          storing.merge(store.instruction(), 1L << i, (a, b) -> a | b);
          asked |= 1L << i;
          somewhere |= store.somewhere() || store.bytes() == 0 ? 1L << i : 0;
        }
      }
      effort.spend(parts.size());
    }
    // What is stored nowhere is filling, or others store it.
    asked &= ~(somewhere == 0 ? 0 : somewhere & following());
    return asked == 0 ? 0 : asked & reaching(asked);
  }

  /** The parts for which a way from the entry comes to the place without a store to them. */
  private long reaching(long asked) {
    int count = graph.size();
    long[] seen = new long[2 * count]; // the second half: an address is in a register
    BitSet waiting = new BitSet(2 * count);
    Deque<Integer> open = new ArrayDeque<>(List.of(graph.entry()));
    seen[graph.entry()] = asked;
    while (!open.isEmpty() && !effort.isTooMuch()) {
      int state = open.removeFirst();
      waiting.clear(state);
      int at = state % count;
      boolean known = state >= count;
      effort.spend(1L + graph.next(at).length);
      if (at == place || (known && graph.isCall(at))) {
        continue;
      }
      long left = seen[state] & ~storing.getOrDefault(at, 0L);
      int half = known || taken.get(at) ? count : 0;
      for (int to : graph.next(at)) {
        if ((left & ~seen[half + to]) != 0) {
          seen[half + to] |= left;
          if (!waiting.get(half + to)) {
            waiting.set(half + to);
            open.addLast(half + to);
          }
        }
      }
    }
    return seen[place] | seen[count + place];
  }

  /** The parts of which the place comes behind a store. */
  private long following() {
    effort.spend(graph.cost());
    long found = 0;
    BitSet seen = new BitSet(graph.size());
    Deque<Integer> open = new ArrayDeque<>(List.of(place));
    while (!open.isEmpty()) {
      for (int from : graph.previous(open.removeLast())) {
        if (!seen.get(from)) {
          seen.set(from);
          found |= storing.getOrDefault(from, 0L);
          open.addLast(from);
        }
      }
    }
    return found;
  }
}
