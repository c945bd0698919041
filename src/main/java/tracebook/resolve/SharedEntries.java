package tracebook.resolve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tracebook.dwarf.Function;
import tracebook.elf.Address;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Copies of a function, or of a line, that begin at one address, because an optimiser mixed their
 * instructions: a hit there is one row, and a call of each.
 */
final class SharedEntries {
  private SharedEntries() {}

  /**
   * Says how many of the functions of a module begin at one address, some of them inlined.
   *
   * @param what stands for them
   */
  static void warn(String what, List<Function> functions, Problems problems, Span span) {
    Map<Address, Integer> copies = new HashMap<>();
    Set<Address> inlined = new HashSet<>();
    for (Function function : functions) {
      copies.merge(function.bodyStart(), 1, Integer::sum);
      if (function.inlined()) {
        inlined.add(function.bodyStart());
      }
    }
    copies.keySet().retainAll(inlined);
    warn(what, copies, span, problems);
  }

  /** The same of the places of a line, one or more for each copy. */
  static void warn(String line, List<Place> places, Span span, Problems problems) {
    Map<Address, Integer> copies = new HashMap<>();
    places.forEach(p -> copies.merge(p.address(), 1, Integer::sum));
    warn(line, copies, span, problems);
  }

  private static void warn(
      String what, Map<Address, Integer> copies, Span span, Problems problems) {
    int sharing = copies.values().stream().filter(n -> n > 1).mapToInt(n -> n).sum();
    if (sharing > 0) {
      problems.warning(
          span,
          sharing
              + " copies of "
              + what
              + " begin where another one does: a hit there is of each of them, with the variables"
              + " of the first",
          "probe another line of it to see each of them");
    }
  }
}
