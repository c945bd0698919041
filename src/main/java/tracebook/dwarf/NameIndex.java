package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds DIEs by name over all units of a module. One name is searched for in the bytes of the file,
 * and only the units that can have it are read; what needs every unit, such as a glob, reads them
 * all. After the first answer the rest is read behind its back, so that later ones need no search.
 */
final class NameIndex {
  private final Units units;
  private final NameSearch search;
  private final Accelerators accelerators;
  private final IndexThread rest;
  private volatile Optional<List<UnitIndex>> complete = Optional.empty();

  /** A cell mentions few names, and each of them often. */
  private static final int MOST_ANSWERS = 512;

  private final Map<String, List<Long>> globals = new LinkedHashMap<>(16, 0.75f, true);

  NameIndex(Units units) {
    this.units = units;
    this.search = new NameSearch(units);
    this.accelerators = new Accelerators(units);
    this.rest = new IndexThread(units, this::all);
  }

  /** A type's DIE. */
  record TypeEntry(Unit unit, long offset, boolean declaration) {}

  private List<UnitIndex> all() {
    Optional<List<UnitIndex>> known = complete;
    if (known.isEmpty()) {
      known = Optional.of(units.indices(units.all()));
      complete = known;
    }
    return known.get();
  }

  private List<UnitIndex> having(WantedName name, NameSearch.Use use) {
    return complete.orElseGet(() -> units.indices(search.having(name, use)));
  }

  /** Subprograms with code of this name, then inlined copies: positions of DIEs. */
  List<Long> functions(String name) {
    WantedName wanted = new WantedName(name);
    Instances found =
        new Instances(having(wanted, NameSearch.Use.FUNCTION), wanted::isFunction, true);
    readRest();
    return found.withCode();
  }

  /** Subprograms of this name and their instances, with code or without. */
  List<Long> subprograms(String name) {
    WantedName wanted = new WantedName(name);
    Instances found =
        new Instances(having(wanted, NameSearch.Use.FUNCTION), wanted::isFunction, true);
    readRest();
    return List.copyOf(found.wanted);
  }

  /** The same of many plain or linkage names, by each of them; reads the whole index. */
  Map<String, List<Long>> subprograms(Set<String> names) {
    Map<Long, String> known = new LinkedHashMap<>();
    for (UnitIndex index : all()) {
      for (int i : index.which(index::isFunction)) {
        Optional<String> linkage =
            UnitIndex.text(index.unit, index.linkageForm(i), index.linkageAt(i));
        String name = linkage.orElseGet(() -> index.name(i));
        if (name != null && names.contains(name)) {
          known.put(index.position(i), name);
        }
      }
    }
    int before = -1;
    while (before != known.size()) {
      before = known.size();
      for (UnitIndex index : all()) {
        for (int i : index.which(e -> index.isFunction(e) && index.origin(e) >= 0)) {
          String name = known.get(index.origin(i));
          if (name != null) {
            known.putIfAbsent(index.position(i), name);
          }
        }
      }
    }
    Map<String, List<Long>> byName = new HashMap<>();
    known.forEach(
        (position, name) -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(position));
    return byName;
  }

  /** The same, of all whose plain or qualified name is one of those; reads the whole index. */
  List<Long> functions(Predicate<String> names) {
    Test wanted =
        (index, entry) -> {
          String name = index.isFunction(entry) ? index.name(entry) : null;
          return name != null && (names.test(name) || names.test(index.prefix(entry) + name));
        };
    return new Instances(all(), wanted, true).withCode();
  }

  /** In the order of the module. */
  List<Long> globals(String name) {
    synchronized (globals) {
      List<Long> known = globals.get(name);
      if (known != null) {
        return known;
      }
    }
    List<Long> found = globalsLookedFor(name);
    synchronized (globals) {
      globals.put(name, found);
      if (globals.size() > MOST_ANSWERS) {
        globals.remove(globals.keySet().iterator().next());
      }
    }
    return found;
  }

  private List<Long> globalsLookedFor(String name) {
    WantedName wanted = new WantedName(name);
    Instances found = new Instances(having(wanted, NameSearch.Use.GLOBAL), wanted::isGlobal, false);
    readRest();
    return found.wanted.stream().sorted().toList();
  }

  /**
   * All of some units, and those of the others that are defined apart from their declaration, which
   * may be in one of these.
   */
  List<Long> globalsOf(Predicate<Unit> some) {
    Map<Unit, Boolean> meant = new HashMap<>();
    return globals(
        (index, i) -> meant.computeIfAbsent(index.unit, some::test) || index.origin(i) >= 0);
  }

  /** Those that have one of some plain names. */
  List<Long> globalsNamed(Predicate<String> names) {
    return globals(
        (index, i) -> {
          String name = index.name(i);
          return name != null && names.test(name);
        });
  }

  private List<Long> globals(Test test) {
    List<Long> found = new ArrayList<>();
    for (UnitIndex index : all()) {
      int[] its = index.which(i -> index.kind(i) == UnitIndex.GLOBAL && test.holds(index, i));
      for (int entry : its) {
        found.add(index.position(entry));
      }
    }
    found.sort(Comparator.naturalOrder());
    return found;
  }

  private interface Test {
    boolean holds(UnitIndex index, int entry);
  }

  /** Entries, and all that refer to them as their origin, over several steps and units. */
  private final class Instances {
    final Set<Long> wanted = new LinkedHashSet<>();
    private final LongSet known = new LongSet();
    private final List<Long> bodies = new ArrayList<>();
    private final Map<Unit, UnitIndex> read = new LinkedHashMap<>();

    Instances(List<UnitIndex> first, Test test, boolean functions) {
      for (UnitIndex index : first) {
        read.put(index.unit, index);
      }
      add(test);
      Set<Long> asked = new LinkedHashSet<>();
      close(functions);
      while (complete.isEmpty() && asked.size() < wanted.size()) {
        List<Long> fresh = wanted.stream().filter(asked::add).toList();
        for (UnitIndex index : units.indices(search.referringTo(fresh))) {
          read.putIfAbsent(index.unit, index);
        }
        close(functions);
      }
    }

    private void close(boolean functions) {
      int before = -1;
      while (before != wanted.size() && !wanted.isEmpty()) {
        before = wanted.size();
        add(
            (index, i) -> {
              long origin = index.origin(i);
              return origin >= 0 && known.has(origin) && index.isFunction(i) == functions;
            });
      }
    }

    /** Those of all units that were read for which something holds. */
    private void add(Test test) {
      read.values().parallelStream()
          .map(index -> new Chosen(index, index.which(i -> test.holds(index, i))))
          .forEachOrdered(this::add);
    }

    private void add(Chosen chosen) {
      UnitIndex index = chosen.index();
      for (int i : chosen.entries()) {
        long position = index.position(i);
        if (wanted.add(position)) {
          known.add(position);
          if (index.kind(i) == UnitIndex.BODY) {
            bodies.add(position);
          }
        }
      }
    }

    List<Long> withCode() {
      if (wanted.isEmpty()) {
        return List.of();
      }
      List<Long> found = new ArrayList<>(bodies);
      found.sort(Comparator.naturalOrder());
      List<UnitIndex> inOrder = new ArrayList<>(read.values());
      inOrder.sort(Comparator.comparingLong(index -> index.unit.position(index.unit.offset)));
      inOrder.parallelStream()
          .map(index -> index.copiesOf(known))
          .forEachOrdered(its -> Arrays.stream(its).forEach(found::add));
      return found;
    }
  }

  /** Entries of a unit. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Chosen(UnitIndex index, int[] entries) {}

  /** Definitions first. */
  List<TypeEntry> types(String name) {
    List<TypeEntry> found = types(name, NameSearch.Use.TYPE);
    found.sort(Comparator.comparing(TypeEntry::declaration));
    return found;
  }

  /** Without bare declarations, of which C has one in every file. */
  List<TypeEntry> definitions(String name) {
    List<TypeEntry> found = types(name, NameSearch.Use.DEFINITION);
    found.removeIf(TypeEntry::declaration);
    return found;
  }

  /** Those that may have a type of this name, also in a function. */
  List<Unit> unitsWithType(String name) {
    return search.having(new WantedName(name), NameSearch.Use.TYPE);
  }

  /** One of its definitions, where all of them are the same: in C++ ([basic.def.odr]). */
  Optional<TypeEntry> definition(String name) {
    WantedName wanted = new WantedName(name);
    List<TypeEntry> listed = types(wanted, units.indices(accelerators.having(wanted)));
    return listed.stream()
        .filter(entry -> !entry.declaration())
        .findFirst()
        .or(() -> definitions(name).stream().findFirst());
  }

  List<String> ignoredIndexes() {
    return accelerators.ignored();
  }

  private List<TypeEntry> types(String name, NameSearch.Use use) {
    WantedName wanted = new WantedName(name);
    List<TypeEntry> found = types(wanted, having(wanted, use));
    readRest();
    return found;
  }

  /** Those in some units. */
  List<TypeEntry> types(String name, Collection<Unit> some) {
    return types(new WantedName(name), units.indices(some));
  }

  private static List<TypeEntry> types(WantedName wanted, List<UnitIndex> in) {
    List<TypeEntry> found = new ArrayList<>();
    for (UnitIndex index : in) {
      for (int i = 0; i < index.size(); i++) {
        if (wanted.isType(index, i)) {
          found.add(new TypeEntry(index.unit, index.offset(i), index.isDeclaration(i)));
        }
      }
    }
    return found;
  }

  // ---- all names

  /** Qualified. */
  Collection<String> inlineNamespaces() {
    NameSet names = new NameSet();
    for (UnitIndex index : all()) {
      if (index.hasInlineNamespaces()) {
        names.add(index, index::isInlineNamespace, false);
      }
    }
    return names.sorted();
  }

  Collection<String> typeNames() {
    NameSet names = new NameSet();
    for (UnitIndex index : all()) {
      names.add(index, i -> index.kind(i) == UnitIndex.TYPE, false);
    }
    return names.sorted();
  }

  Collection<String> globalNames() {
    NameSet names = new NameSet();
    for (UnitIndex index : all()) {
      names.add(index, i -> index.kind(i) == UnitIndex.GLOBAL, true);
    }
    return names.sorted();
  }

  /** Plain and qualified names of what has code. */
  Collection<String> functionNames() {
    Map<Unit, BitSet> live = withCode();
    NameSet names = new NameSet();
    for (UnitIndex index : all()) {
      BitSet its = live.getOrDefault(index.unit, new BitSet());
      names.add(index, its::get, true);
    }
    return names.sorted();
  }

  /** Of each unit, the functions that have code or an inlined copy somewhere. */
  private Map<Unit, BitSet> withCode() {
    Map<Unit, BitSet> live = new HashMap<>();
    for (UnitIndex index : all()) {
      for (int i = 0; i < index.size(); i++) {
        if (index.kind(i) == UnitIndex.BODY) {
          mark(live, index.position(i));
        }
      }
      for (int i = 0; i < index.copies(); i++) {
        mark(live, index.copyOrigin(i));
      }
    }
    return live;
  }

  /** An entry and what it is an instance of. */
  private void mark(Map<Unit, BitSet> live, long position) {
    long next = position;
    while (next >= 0) {
      Optional<Unit> found = units.unit(next);
      if (found.isEmpty()) {
        return;
      }
      Unit unit = found.get();
      UnitIndex index = units.index(unit);
      int entry = index.indexOf((int) next);
      BitSet its = live.computeIfAbsent(unit, key -> new BitSet());
      if (entry < 0 || its.get(entry)) {
        return;
      }
      its.set(entry);
      next = index.origin(entry);
    }
  }

  private void readRest() {
    if (complete.isEmpty()) {
      rest.start();
    }
  }

  /** Waits for what is read in the background. */
  void awaitRest() throws InterruptedException {
    rest.await();
  }

  void close() {
    rest.stop();
  }
}
