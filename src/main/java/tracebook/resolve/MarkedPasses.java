package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tracebook.dwarf.LineRow;
import tracebook.elf.Address;

/**
 * Which marks of a line begin a pass over it, by the ways that lead to them: one does unless the
 * mark that came last was of the line, too. Loops, and what is jumped to, are followed until no
 * more is found out.
 */
final class MarkedPasses {
  /** What came last where a way comes from, as bits: several ways may lead to one place. */
  private static final int OTHER = 1;

  private static final int LINE = 2;

  /** Each round brings what is known one jump further back. */
  private static final int ROUNDS = 32;

  /** What a mark says of the line. */
  enum Mark {
    /** It is of the line. */
    OWN,
    /** It is of another line of the function, or of one around it. */
    ENDS,
    /** It is of what is inlined into the line, perhaps. */
    NEUTRAL
  }

  private final Map<Address, Integer> reached = new HashMap<>();
  private final List<LineRow> begins = new ArrayList<>();
  private final List<LineRow> open = new ArrayList<>();
  private final boolean settled;

  /**
   * @param marks of the function, each row with what it is, by address
   * @param jumps direct ones, from where and to where
   * @param breaks addresses that the instruction in front does not go on to
   */
  MarkedPasses(
      List<Map.Entry<LineRow, Mark>> marks,
      Map<Address, Address> jumps,
      NavigableSet<Address> breaks) {
    TreeMap<Address, List<Map.Entry<LineRow, Mark>>> at = new TreeMap<>();
    marks.forEach(m -> at.computeIfAbsent(m.getKey().address(), a -> new ArrayList<>()).add(m));
    NavigableSet<Address> places = new TreeSet<>(at.keySet());
    places.addAll(jumps.keySet());
    places.addAll(jumps.values());
    places.addAll(breaks);
    boolean changed = true;
    for (int round = 0; changed && round < ROUNDS; round++) {
      changed = false;
      begins.clear();
      open.clear();
      int state = 0;
      for (Address place : places) {
        state = (breaks.contains(place) ? 0 : state) | reached.getOrDefault(place, 0);
        for (Map.Entry<LineRow, Mark> mark : at.getOrDefault(place, List.of())) {
          switch (mark.getValue()) {
            case OWN -> {
              // Where nothing is known to lead, a table of jumps or an exception may.
              if ((state & LINE) == 0) {
                begins.add(mark.getKey());
              } else if ((state & OTHER) != 0) {
                open.add(mark.getKey());
              }
              state = LINE;
            }
            case ENDS -> state = OTHER;
            case NEUTRAL -> {}
          }
        }
        Address target = jumps.get(place);
        if (target != null) {
          int known = reached.getOrDefault(target, 0);
          int more = known | (state == 0 ? OTHER : state);
          changed |= more != known;
          reached.put(target, more);
        }
      }
    }
    settled = !changed;
  }

  /** False where the ways are too many to be followed: then some that begin one may go on. */
  boolean isSettled() {
    return settled;
  }

  /** The marks that begin a pass, by address. */
  List<LineRow> begins() {
    return List.copyOf(begins);
  }

  /** Those that begin one or go on with it, by the way that led to them. */
  List<LineRow> open() {
    return List.copyOf(open);
  }
}
