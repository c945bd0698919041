package tracebook.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.MergedFunction;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.elf.Address;
import tracebook.lang.Pattern;
import tracebook.source.Names;
import tracebook.source.Problems;

/**
 * The copies of a line's code, a function or an inlining of it, and in each of them the places
 * where a pass over the line begins: one, unless the compiler has copied the code once more.
 */
final class LineCopies {
  private final Module module;
  private final DebugInfo debug;
  private final LinePasses passes;

  /**
   * A copy.
   *
   * @param places by address, at least one
   * @param untold why a pass may be no hit of its own
   * @param starts how many addresses a pass may begin at, for all that is known
   */
  record Copy(Function function, List<Place> places, Set<LinePasses.Untold> untold, int starts) {
    Address address() {
      return places.getFirst().address();
    }
  }

  /** Two copies of a function may be entered at one address. */
  private record Key(Address entry, String function, boolean inlined, List<AddressRange> ranges) {
    static Key of(Function function) {
      return new Key(
          function.entry(), function.qualifiedName(), function.inlined(), function.ranges());
    }
  }

  private record First(Function function, LineRow row) {}

  LineCopies(Module module, DebugInfo debug) {
    this.module = module;
    this.debug = debug;
    this.passes = new LinePasses(module, debug);
  }

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
   * The copies of a line by its rows, by address. A copy begins at the first address in the part
   * that holds the entry.
   */
  List<Copy> of(List<LineRow> rows) {
    Map<Key, First> firsts = new LinkedHashMap<>();
    Map<Key, Integer> parts = new LinkedHashMap<>();
    for (Row kind : Row.values()) {
      Set<Key> known = Set.copyOf(firsts.keySet());
      Set<String> names = new HashSet<>();
      known.forEach(c -> names.add(c.function()));
      for (LineRow row : rows) {
        List<Scope> scopes = debug.scopesAt(row.address());
        Optional<Function> holder = holder(debug, scopes, row);
        if (holder.isEmpty()) {
          continue;
        }
        Key copy = Key.of(holder.get());
        boolean entered = scopes.stream().noneMatch(s -> Key.of(s.function()).equals(copy));
        Function innermost = entered ? holder.get() : scopes.getFirst().function();
        if (Row.of(row, innermost, holder.get()) != kind
            || known.contains(copy)
            || (!row.isStatement() && !names.contains(copy.function()))) {
          continue;
        }
        int part = partOf(holder.get(), row.address());
        if (firsts.containsKey(copy) && parts.getOrDefault(copy, Integer.MAX_VALUE) <= part) {
          continue;
        }
        parts.put(copy, part);
        firsts.put(copy, new First(holder.get(), row));
      }
    }
    List<Copy> copies = new ArrayList<>();
    firsts.values().forEach(first -> copies.add(copy(first.function(), first.row())));
    copies.sort((a, b) -> a.address().compareTo(b.address()));
    return copies;
  }

  private Copy copy(Function function, LineRow first) {
    if (!first.isStatement() || function.unoptimised() || function.go().isPresent()) {
      return new Copy(function, List.of(place(function, first)), Set.of(), 1);
    }
    LinePasses.Found found = passes.of(function, first);
    List<Place> places = new ArrayList<>();
    Set<Address> taken = new LinkedHashSet<>();
    for (LineRow row : found.begins()) {
      Place place = place(function, row);
      if (taken.add(place.address())) {
        places.add(place);
      }
    }
    places.sort((a, b) -> a.address().compareTo(b.address()));
    return new Copy(function, places, found.untold(), found.starts());
  }

  /**
   * Whose code a row of the line table is. An optimiser moves instructions among those of a
   * function that it inlined, and these have that function as their innermost scope: of the
   * functions around, the line belongs to the one that is declared last before it in its file. None
   * where all of its file's are declared behind it: then the one that it belongs to is not around
   * it, unless that was merged with the one that is.
   */
  static Optional<Function> holder(DebugInfo debug, List<Scope> scopes, LineRow row) {
    if (scopes.isEmpty()) {
      return Optional.empty();
    }
    Optional<Function> own = declaring(debug, scopes, row);
    boolean ofMerged =
        own.isEmpty()
            && debug.mergedWith(scopes.getLast().function()).stream()
                .map(MergedFunction::declared)
                .anyMatch(
                    at ->
                        at.file().equals(row.source().file()) && at.line() <= row.source().line());
    if (ofMerged || own.isPresent()) {
      return ofMerged ? Optional.of(scopes.getFirst().function()) : own;
    }
    // GCC enters a copy also where another one's instruction is, or that of the code around.
    return debug.enteredAt(row.address()).stream()
        .filter(copy -> copy.declared().file().equals(row.source().file()))
        .filter(copy -> copy.declared().line() <= row.source().line())
        .max(Comparator.comparingInt(copy -> copy.declared().line()));
  }

  private static Optional<Function> declaring(DebugInfo debug, List<Scope> scopes, LineRow row) {
    Function innermost = scopes.getFirst().function();
    Optional<Function> last = Optional.empty();
    for (Scope scope : scopes) {
      SourceLine declared = scope.function().declared();
      if (declared.line() == 0) {
        break; // It may be this one's.
      }
      if (declared.file().equals(row.source().file())
          && declared.line() <= row.source().line()
          && last.filter(l -> l.declared().line() >= declared.line()).isEmpty()) {
        last = Optional.of(scope.function());
      }
    }
    // Without one: what a function includes (#include) is in another file than the function.
    boolean behind =
        innermost.declared().file().equals(row.source().file())
            && innermost.declared().line() > row.source().line()
            && !opens(debug, innermost, row);
    return last.isPresent() || behind ? last : Optional.of(innermost);
  }

  /**
   * Whether a row above the line that declares a function is yet the function's: the first one,
   * unless there it has one of its own, too, and code of something inlined follows at once.
   */
  private static boolean opens(DebugInfo debug, Function function, LineRow row) {
    SourceLine declared = function.declared();
    return function.entry().equals(row.address())
        && debug.rows(new AddressRange(row.address(), row.address().plus(1))).stream()
            .map(LineRow::source)
            .noneMatch(s -> s.file().equals(declared.file()) && s.line() >= declared.line());
  }

  /**
   * A line that begins a function is probed where its parameters can be read. The place keeps the
   * row that was asked for: several lines may share an address.
   */
  private Place place(Function function, LineRow row) {
    Address address = row.address();
    boolean start =
        !function.inlined()
            && address.compareTo(function.entry()) >= 0
            && address.compareTo(function.bodyStart()) < 0;
    Address at = start ? function.bodyStart() : GoLineStart.of(module, function, address);
    Place place =
        Place.of(module, at, function.qualifiedName(), Places.atEntry(module, function, at));
    boolean innermost =
        place.function().filter(f -> Key.of(f).equals(Key.of(function))).isPresent();
    return (innermost ? place : place.within(function)).withRow(row);
  }

  private static int partOf(Function function, Address address) {
    for (int i = 0; i < function.ranges().size(); i++) {
      if (function.ranges().get(i).contains(address)) {
        return i;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** Says where the hits of a line may be fewer than the passes over it. */
  static void warn(List<Copy> copies, Pattern.Line line, Problems problems) {
    String name = "`" + line.file() + ":" + line.line() + "`";
    SharedEntries.warn(
        name, copies.stream().flatMap(c -> c.places().stream()).toList(), line.span(), problems);
    for (LinePasses.Untold untold : LinePasses.Untold.values()) {
      List<Copy> those = copies.stream().filter(c -> c.untold().contains(untold)).toList();
      if (those.isEmpty()) {
        continue;
      }
      List<String> functions =
          those.stream().map(c -> c.function().qualifiedName()).distinct().sorted().toList();
      String in = Names.listed(functions);
      switch (untold) {
        case SHARED ->
            problems.warning(
                line.span(),
                "several passes over "
                    + name
                    + " begin at one address of "
                    + in
                    + ": they are one hit",
                "where each pass has to be a row, build it without `-funroll-loops` and `-O3`");
        case SEVERAL_AT_ONCE ->
            problems.warning(
                line.span(),
                name
                    + " works on several elements at once in "
                    + in
                    + ": a hit may be several passes",
                "where each pass has to be a row, build it with `-fno-tree-vectorize`");
        case PARTS -> {
          int starts = those.stream().mapToInt(Copy::starts).sum();
          int probed = those.stream().mapToInt(c -> c.places().size()).sum();
          problems.warning(
              line.span(),
              name
                  + " has code at "
                  + starts
                  + " addresses of "
                  + in
                  + " and is probed at "
                  + probed
                  + ", and the debug info does not say where passes begin: hits may be missing",
              "each address can be traced as `objdump -dl` shows it");
        }
      }
    }
  }
}
