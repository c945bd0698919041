package tracebook.resolve;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
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
  /** A variable that is stored in more parts is not looked into. */
  private static final int MOST_PARTS = 256;

  private final FlowGraph graph;
  private final List<Store> stores;
  private final BitSet taken;
  private final int place;

  private Unstored(FlowGraph graph, List<Store> stores, BitSet taken, int place) {
    this.graph = graph;
    this.stores = stores;
    this.taken = taken;
    this.place = place;
  }

  /** The parts of it, as distances from its beginning. */
  static List<Bytes> at(FrameCode code, int place, Spot spot, long size, List<Store> stores) {
    BitSet taken = new BitSet();
    code.taking(spot, size).forEach(taken::set);
    Unstored search = new Unstored(code.graph(), stores, taken, place);
    TreeSet<Long> bounds = new TreeSet<>(List.of(0L, size));
    for (Store store : stores) {
      Bytes bytes = FrameCode.bytes(store, spot, size);
      bounds.add(bytes.from());
      bounds.add(bytes.to());
    }
    if (bounds.size() > MOST_PARTS) {
      return List.of();
    }
    return bounds.headSet(size).stream()
        .map(from -> new Bytes(from, bounds.higher(from)))
        .filter(part -> search.isUnstored(spot, size, part))
        .toList();
  }

  private boolean isUnstored(Spot spot, long size, Bytes part) {
    BitSet storing = new BitSet();
    boolean somewhere = false;
    for (Store store : stores) {
      Bytes bytes = FrameCode.bytes(store, spot, size);
      if (store.at().isPresent() && bytes.from() <= part.from() && bytes.to() >= part.to()) {
        storing.set(store.instruction());
        somewhere |= store.somewhere() || store.bytes() == 0;
      }
    }
    // What is stored nowhere is filling, or others store it.
    return !storing.isEmpty() && !(somewhere && follows(storing)) && reaches(storing);
  }

  /** Whether a way from the entry comes to the place without any of some instructions. */
  private boolean reaches(BitSet storing) {
    int count = graph.size();
    BitSet seen = new BitSet(2 * count); // the second half: an address is in a register
    Deque<Integer> open = new ArrayDeque<>(List.of(graph.entry()));
    seen.set(graph.entry());
    while (!open.isEmpty()) {
      int state = open.removeLast();
      int at = state % count;
      if (at == place) {
        return true;
      }
      boolean known = state >= count;
      if (storing.get(at) || (known && graph.isCall(at))) {
        continue;
      }
      int half = known || taken.get(at) ? count : 0;
      for (int to : graph.next(at)) {
        if (!seen.get(half + to)) {
          seen.set(half + to);
          open.addLast(half + to);
        }
      }
    }
    return false;
  }

  /** Whether the place comes behind any of some instructions. */
  private boolean follows(BitSet storing) {
    BitSet seen = new BitSet(graph.size());
    Deque<Integer> open = new ArrayDeque<>(List.of(place));
    while (!open.isEmpty()) {
      for (int from : graph.previous(open.removeLast())) {
        if (storing.get(from)) {
          return true;
        }
        if (!seen.get(from)) {
          seen.set(from);
          open.addLast(from);
        }
      }
    }
    return false;
  }
}
