package tracebook.dwarf;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What comparing one kind of thing with an oracle gave, counted. */
final class Comparison {
  /** So many differences are told in words; all are counted. */
  private static final int TOLD = 20;

  final String kind;
  final List<String> told = new ArrayList<>();
  final Map<OracleFault, Long> faults = new EnumMap<>(OracleFault.class);
  long equal;
  long different;

  Comparison(String kind) {
    this.kind = kind;
  }

  /** Compares one thing; tells true when both say the same. */
  boolean same(Object where, Object have, Object want) {
    if (Objects.equals(have, want)) {
      equal++;
      return true;
    }
    different(where + ": have " + have + ", want " + want);
    return false;
  }

  void different(String what) {
    different++;
    if (told.size() < TOLD) {
      told.add(kind + ": " + what);
    }
  }

  void fault(OracleFault fault) {
    faults.merge(fault, 1L, Long::sum);
  }

  long faults() {
    return faults.values().stream().mapToLong(Long::longValue).sum();
  }

  long compared() {
    return equal + faults() + different;
  }

  void add(Comparison other) {
    equal += other.equal;
    different += other.different;
    other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    for (String line : other.told) {
      if (told.size() < TOLD) {
        told.add(line);
      }
    }
  }
}
