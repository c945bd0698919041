package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Scope;
import tracebook.elf.Address;

/** Where a line is probed in each copy of its code. */
final class LineCopies {
  private LineCopies() {}

  /** Rows in the order in which they are taken for a copy: which are meant for the line's start. */
  private enum Row {
    STATEMENT,
    /** Of a copy whose instructions were all moved, none begins a statement. */
    MOVED,
    /** Among the instructions of a function that was inlined into the line's. */
    AMONG_OTHERS;

    static Row of(LineRow row, Function innermost, Function holder) {
      return !holder.equals(innermost) ? AMONG_OTHERS : row.isStatement() ? STATEMENT : MOVED;
    }
  }

  /**
   * One place for each copy of the line's code: a function, or an inlining of it. The first address
   * in the part that holds the entry, so that one pass over the line is one hit.
   */
  static List<Place> of(Module module, DebugInfo debug, List<LineRow> rows) {
    record Copy(Address entry, String function, boolean inlined) {}
    Map<Copy, Place> copies = new LinkedHashMap<>();
    Map<Copy, Integer> parts = new LinkedHashMap<>();
    for (Row kind : Row.values()) {
      Set<Copy> known = Set.copyOf(copies.keySet());
      Set<String> functions = new HashSet<>();
      known.forEach(c -> functions.add(c.function()));
      for (LineRow row : rows) {
        List<Scope> scopes = debug.scopesAt(row.address());
        Optional<Function> holder = holder(scopes, row);
        if (holder.isEmpty()) {
          continue;
        }
        Function function = holder.get();
        Copy copy = new Copy(function.entry(), function.qualifiedName(), function.inlined());
        if (Row.of(row, scopes.getFirst().function(), function) != kind
            || known.contains(copy)
            || (!row.isStatement() && !functions.contains(copy.function()))) {
          continue;
        }
        int part = partOf(function, row.address());
        if (copies.containsKey(copy) && parts.getOrDefault(copy, Integer.MAX_VALUE) <= part) {
          continue;
        }
        parts.put(copy, part);
        Place place = place(module, function, row);
        copies.put(copy, kind == Row.AMONG_OTHERS ? place.within(function).withRow(row) : place);
      }
    }
    List<Place> places = new ArrayList<>(copies.values());
    places.sort((a, b) -> a.address().compareTo(b.address()));
    return places;
  }

  /**
   * Whose code a row of the line table is. An optimiser moves instructions among those of a
   * function that it inlined, and these have that function as their innermost scope: of the
   * functions around, the line belongs to the one that is declared last before it in its file. None
   * where all of its file's are declared behind it: then the one that it belongs to is not around
   * it.
   */
  private static Optional<Function> holder(List<Scope> scopes, LineRow row) {
    Optional<Function> innermost = scopes.stream().findFirst().map(Scope::function);
    Optional<Function> last =
        scopes.stream()
            .map(Scope::function)
            .filter(f -> f.declared().file().equals(row.source().file()))
            .filter(f -> f.declared().line() <= row.source().line())
            .reduce((a, b) -> b.declared().line() > a.declared().line() ? b : a);
    if (last.isPresent()) {
      return last;
    }
    // What a function includes (#include) is in another file than the function.
    return innermost.filter(
        f -> !f.declared().file().equals(row.source().file()) || f.entry().equals(row.address()));
  }

  /**
   * A line that begins a function is probed where its parameters can be read. The place keeps the
   * row that was asked for: several lines may share an address.
   */
  private static Place place(Module module, Function function, LineRow row) {
    Address address = row.address();
    boolean start =
        !function.inlined()
            && address.compareTo(function.entry()) >= 0
            && address.compareTo(function.bodyStart()) < 0;
    Address at = start ? function.bodyStart() : GoLineStart.of(module, function, address);
    return Place.of(module, at, function.qualifiedName(), Places.atEntry(module, function, at))
        .withRow(row);
  }

  private static int partOf(Function function, Address address) {
    for (int i = 0; i < function.ranges().size(); i++) {
      if (function.ranges().get(i).contains(address)) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }
}
