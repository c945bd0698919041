package tracebook.scripts;

import java.util.ArrayList;
import java.util.List;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Walk;

/**
 * The elements of containers of which one leads to the next, looked for step by step; what leads
 * astray fails as {@link SlotState} says.
 */
final class Walks {
  /** Places of a table that are looked at for each element that is wanted. */
  private static final int PLACES = 16;

  /** Steps in a B-tree beside those that come to an element. */
  private static final int TURNS = 24;

  /** Of a map of Go for each element that is wanted. */
  private static final int GROUPS = 16;

  private final Interpreter of;
  private final Source.Walked source;
  private final boolean told;
  private final long count;

  /** The words of each element. */
  final List<long[]> found = new ArrayList<>();

  /** There is no more room, or nobody wants to know what is behind. */
  private boolean bound;

  private Walks(Interpreter of, Source.Walked source) throws Failed {
    this.of = of;
    this.source = source;
    told = source.count().isPresent();
    count = told ? of.number(source.count().get()) : -1;
  }

  static Walks of(Interpreter of, Source.Walked source) throws Failed {
    Walks walks = new Walks(of, source);
    of.note(source.walk());
    switch (source.walk()) {
      case Walk.Links w -> walks.links(w);
      case Walk.Tree w -> walks.tree(w);
      case Walk.Table w -> walks.table(w);
      case Walk.Branches w -> walks.branches(w);
      case Walk.Groups w -> walks.groups(w);
    }
    if (!walks.bound && walks.told && walks.count != walks.found.size()) {
      throw new Failed(SlotState.ENDS_EARLY, walks.found.size());
    }
    return walks;
  }

  /** What is in front of the elements. */
  byte[] header() {
    long said = told || bound ? count : found.size();
    return Bytes.concat(Bytes.eight(said), Bytes.eight(found.size()));
  }

  private void add(long... words) throws Failed {
    if (told && Long.compareUnsigned(found.size(), count) >= 0) {
      throw new Failed(SlotState.GOES_ON, count);
    }
    if (found.size() == source.most()) {
      bound = true;
      return;
    }
    found.add(words);
    bound = told && found.size() == source.most() && Long.compareUnsigned(count, found.size()) > 0;
  }

  private static void aligned(long node) throws Failed {
    if ((node & 7) != 0) {
      throw new Failed(SlotState.MISALIGNED, node);
    }
  }

  /** All that a walk wants of a node is read at once: it fails where that begins. */
  private byte[] node(long node, int from, int to) throws Failed {
    aligned(node);
    return of.memory(node + from, to - from);
  }

  private void links(Walk.Links w) throws Failed {
    long end = of.number(w.end());
    long node = of.number(w.first());
    long before = end;
    int previous = w.previous().orElse(w.next());
    int from = Math.min(previous, w.next());
    while (node != end) {
      add(node);
      if (bound) {
        return;
      }
      byte[] links = node(node, from, Math.max(previous, w.next()) + 8);
      if (w.previous().isPresent() && Bytes.word(links, previous - from) != before) {
        throw new Failed(SlotState.OUT_OF_ORDER, node);
      }
      before = node;
      node = Bytes.word(links, w.next() - from);
    }
  }

  /** From where one comes to a node tells whether its left side is still to be seen. */
  private void tree(Walk.Tree w) throws Failed {
    long end = of.number(w.end());
    long node = of.number(w.first());
    if (node == end) {
      return;
    }
    int from = Math.min(w.parent(), Math.min(w.left(), w.right()));
    int to = Math.max(w.parent(), Math.max(w.left(), w.right())) + 8;
    long last = 0;
    for (int step = 0; step < 4 * source.most() + 8; step++) {
      byte[] links = node(node, from, to);
      long left = Bytes.word(links, w.left() - from);
      long right = Bytes.word(links, w.right() - from);
      long parent = Bytes.word(links, w.parent() - from);
      boolean fromLeft = last != 0 && last == left;
      boolean fromRight = last != 0 && !fromLeft && last == right;
      if ((last != 0 && !fromLeft && !fromRight && last != parent) || (last == 0 && left != 0)) {
        throw new Failed(SlotState.OUT_OF_ORDER, node);
      }
      long next;
      if (!fromLeft && !fromRight && left != 0) {
        next = left;
      } else {
        if (!fromRight) {
          add(node);
          if (bound) {
            return;
          }
        }
        next = !fromRight && right != 0 ? right : parent;
        if (next == parent && (fromRight || right == 0) && parent == end) {
          return;
        }
      }
      last = node;
      node = next;
    }
    throw new Failed(SlotState.OUT_OF_ORDER, node);
  }

  private void table(Walk.Table w) throws Failed {
    long left = of.number(w.places());
    long control = of.number(w.control());
    long place = control;
    for (int word = 0; word < PLACES * source.most() / 8; word++) {
      if (left == 0) {
        return;
      }
      byte[] bytes = of.memory(control + 8L * word, 8);
      for (int i = 0; i < 8 && left != 0; i++) {
        left--;
        place -= w.size();
        if ((bytes[i] & 0x80) == 0) {
          add(place);
          if (bound) {
            return;
          }
        }
      }
    }
    bound = left != 0;
  }

  private void branches(Walk.Branches w) throws Failed {
    Walk.Branch b = w.branch();
    long node = of.number(w.root());
    if (node == 0) {
      return;
    }
    long level = of.number(w.height());
    long index = 0;
    long length = 0;
    boolean down = true;
    for (int step = 0; step < source.most() * 3 / 2 + TURNS; step++) {
      if (down && level != 0) {
        level--;
        node = Bytes.word(of.memory(node + b.edges() + 8 * index, 8), 0);
        index = 0;
        continue;
      }
      if (down) {
        down = false;
        length = length(node, b);
      }
      if (Long.compareUnsigned(index, length) < 0) {
        add(
            node + w.keys().offset() + index * w.keys().size(),
            node + w.values().offset() + index * w.values().size());
        if (bound) {
          return;
        }
        index++;
        down = level != 0;
        continue;
      }
      index = small(node + b.index());
      long above = Bytes.word(of.memory(node + b.parent(), 8), 0);
      if (above == 0) {
        return;
      }
      node = above;
      level++;
      length = length(node, b);
      if (index > length) {
        throw new Failed(SlotState.OUT_OF_ORDER, node);
      }
    }
    throw new Failed(SlotState.OUT_OF_ORDER, node);
  }

  /** An element, a group or an address of the directory is a step. */
  private void groups(Walk.Groups w) throws Failed {
    long directory = of.number(w.directory());
    if (directory == 0) {
      return;
    }
    long tables = of.number(w.tables());
    long group = directory;
    long groups = tables == 0 ? 1 : 0;
    long last = 0;
    long index = 0;
    List<Long> places = new ArrayList<>();
    for (int step = 0; step < source.most() * Math.min(source.most(), GROUPS); step++) {
      if (!places.isEmpty()) {
        add(places.removeFirst());
        if (bound) {
          return;
        }
      } else if (groups != 0) {
        groups--;
        byte[] control = of.memory(group + w.group().control(), 8);
        for (int i = 0; i < 8; i++) {
          if ((control[i] & 0x80) == 0) {
            places.add(group + w.group().places() + (long) i * w.group().place());
          }
        }
        group += w.group().size();
      } else if (index == tables) {
        return;
      } else {
        long node = Bytes.word(of.memory(directory + 8 * index++, 8), 0);
        if (node != last) {
          last = node;
          group = groupsOf(node, index - 1, w.table());
          groups = mask(node, w.table()) + 1;
        }
      }
    }
    bound = true;
  }

  private long mask(long node, Walk.GroupTable t) throws Failed {
    return Bytes.word(of.memory(node + t.mask(), 8), 0);
  }

  private long groupsOf(long node, long index, Walk.GroupTable t) throws Failed {
    aligned(node);
    int from = Math.min(Math.min(t.capacity(), t.index()), Math.min(t.groups(), t.mask())) & -8;
    int to = Math.max(Math.max(t.index(), t.groups()), t.mask()) + 8;
    byte[] bytes = of.memory(node + from, Math.max(to, t.capacity() + 2) - from);
    long capacity = Bytes.word(bytes, t.capacity() - from) & 0xffff;
    if (Bytes.word(bytes, t.index() - from) != index || 8 * (mask(node, t) + 1) != capacity) {
      throw new Failed(SlotState.OUT_OF_ORDER, node);
    }
    return Bytes.word(bytes, t.groups() - from);
  }

  private long length(long node, Walk.Branch b) throws Failed {
    long length = small(node + b.length());
    if (length > b.most()) {
      throw new Failed(SlotState.OUT_OF_ORDER, node);
    }
    return length;
  }

  private long small(long address) throws Failed {
    return Bytes.number(of.memory(address, 2));
  }
}
