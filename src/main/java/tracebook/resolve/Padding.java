package tracebook.resolve;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The bits of a structure that no member uses, whichever alternative of a union or an enum it holds
 * and whatever else lies in the tail of a base class.
 */
final class Padding {
  /** Larger structures are not searched for it. */
  private static final int MOST_BYTES = 1 << 20;

  private final BitSet used = new BitSet();

  /** Where structures begin and end: padding of an inner one is not that of the outer one. */
  private final TreeSet<Long> edges = new TreeSet<>();

  private long end;
  private boolean virtual;

  /** A structure; the first one is the outermost. */
  void struct(long offset, OptionalLong size, boolean hasVirtualBase) {
    if (edges.isEmpty()) {
      end = Math.min(size.orElse(0), MOST_BYTES) * 8;
    }
    virtual |= hasVirtualBase;
    edges.add(offset * 8);
    size.ifPresent(s -> edges.add((offset + s) * 8));
  }

  void used(long bit, long bits) {
    if (bit >= 0 && bit < end) {
      used.set((int) bit, (int) Math.min(end, bit + Math.max(0, bits)));
    }
  }

  /** Something of a size that is not known: nothing behind it can be called unused. */
  void usedToTheEnd(long bit) {
    used(bit, end - bit);
  }

  /** The lines with those of the padding in their places. */
  List<Found.LayoutLine> insertedInto(List<Found.LayoutLine> lines) {
    List<Found.LayoutLine> all = new ArrayList<>(lines);
    for (int from = used.nextClearBit(0); from < end; ) {
      int to = used.nextSetBit(from);
      to = to < 0 ? (int) end : to;
      while (from < to) {
        Long edge = edges.higher((long) from);
        int next = edge == null ? to : (int) Math.min(to, edge);
        if (from % 8 != 0) {
          next = Math.min(next, from + 8 - from % 8);
        } else if (next % 8 != 0 && next - from > 8) {
          next -= next % 8;
        }
        insert(all, from, next);
        from = next;
      }
      from = used.nextClearBit(to);
    }
    return all;
  }

  private void insert(List<Found.LayoutLine> all, int from, int to) {
    int at = all.size();
    while (at > 0 && !before(all.get(at - 1), from)) {
      at--;
    }
    boolean whole = from % 8 == 0 && to % 8 == 0;
    all.add(
        at,
        new Found.LayoutLine(
            OptionalLong.of(from / 8),
            OptionalLong.of(whole ? (to - from) / 8 : 1),
            "",
            virtual ? "padding or a virtual base class" : "padding",
            whole ? "" : from % 8 + ".." + (to - 1) % 8));
  }

  private static boolean before(Found.LayoutLine line, int bit) {
    if (line.offset().isEmpty()) {
      return false;
    }
    int first = line.bits().isEmpty() ? 0 : Integer.parseInt(line.bits().split("\\.\\.", 2)[0]);
    return line.offset().getAsLong() * 8 + first < bit
        || (line.offset().getAsLong() * 8 == bit && line.size().orElse(1) == 0);
  }
}
