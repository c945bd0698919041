package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.dwarf.LocationList.Entry;
import tracebook.elf.Address;

/** A location list that was read: the first element that holds an address is the one meant. */
final class Locations {
  /** Compilers make a few that overlap, in short lists: what is asked of one is asked of all. */
  private static final int MOST_OVERLAPPING = 4096;

  private final List<Entry> all = new ArrayList<>();

  /** Those too that hold at no address, but before the source goes on there. */
  private final List<Entry> viewed;

  /** Those that hold at no address, by the one that they begin at: the first of each. */
  private final Map<Address, Entry> before = new HashMap<>(0);

  /** Those with a range: by address where none overlaps another, else as they were. */
  private final List<Entry> ranged = new ArrayList<>();

  private final boolean ordered;
  private Optional<Entry> otherwise = Optional.empty();

  Locations(List<Entry> read) {
    this.viewed = List.copyOf(read);
    for (Entry entry : read) {
      if (entry.range().filter(range -> range.start().equals(range.end())).isPresent()) {
        before.putIfAbsent(start(entry), entry);
        continue;
      }
      all.add(entry);
      if (entry.range().isEmpty()) {
        otherwise = Optional.of(entry);
      } else {
        ranged.add(entry);
      }
    }
    List<Entry> sorted = new ArrayList<>(ranged);
    sorted.sort(Comparator.comparing(Locations::start));
    this.ordered = areApart(sorted);
    if (ordered) {
      ranged.clear();
      ranged.addAll(sorted);
    } else if (ranged.size() > MOST_OVERLAPPING) {
      Entry first = all.getFirst();
      throw first
          .bytes()
          .malformed(first.start(), "a list of %d locations that overlap".formatted(ranged.size()));
    }
  }

  private static Address start(Entry entry) {
    return entry.range().orElseThrow().start();
  }

  private static boolean areApart(List<Entry> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).range().orElseThrow().end().compareTo(start(sorted.get(i))) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Those that hold somewhere, in the order of the file. */
  List<Entry> all() {
    return Collections.unmodifiableList(all);
  }

  /** What holds at no address and begins at this one. */
  Optional<Entry> before(Address pc) {
    return Optional.ofNullable(before.get(pc));
  }

  /** What holds at one of the rows of an address. */
  Optional<Entry> at(Address pc, int view) {
    return viewed.stream().filter(entry -> entry.holds(pc, view)).findFirst().or(() -> otherwise);
  }

  /** What holds at an address, else the default location; empty where there is neither. */
  Optional<Entry> at(Address pc) {
    if (!ordered) {
      return ranged.stream()
          .filter(entry -> entry.range().orElseThrow().contains(pc))
          .findFirst()
          .or(() -> otherwise);
    }
    int low = 0;
    int high = ranged.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start(ranged.get(middle)).compareTo(pc) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && ranged.get(low - 1).range().orElseThrow().contains(pc)
        ? Optional.of(ranged.get(low - 1))
        : otherwise;
  }
}
