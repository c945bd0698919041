package tracebook.dwarf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds DIEs by name over all units of a module; made when first asked for. */
final class NameIndex {
  private final Units units;
  private volatile Optional<Tables> tables = Optional.empty();

  NameIndex(Units units) {
    this.units = units;
  }

  /** An instance refers to what it is an instance of. */
  private record Link(long entry, long origin) {}

  private static final class Tables {
    final List<UnitIndex> indices;
    final Map<String, Longs> functions = new HashMap<>();
    final Map<String, Longs> globals = new HashMap<>();
    final Map<String, List<TypeEntry>> types = new HashMap<>();
    final List<Link> functionLinks = new ArrayList<>();
    final List<Link> globalLinks = new ArrayList<>();

    Tables(List<UnitIndex> indices) {
      this.indices = indices;
      for (UnitIndex index : indices) {
        functions(index);
        globals(index);
        for (int i = 0; i < index.types.size(); i++) {
          types
              .computeIfAbsent(index.typeNames.get(i), name -> new ArrayList<>(1))
              .add(new TypeEntry(index.unit, index.types.get(i), index.typeDeclarations.get(i)));
        }
      }
    }

    private void functions(UnitIndex index) {
      for (int i = 0; i < index.functions.size(); i++) {
        long position = index.unit.position(index.functions.get(i));
        String name = index.names.get(i);
        String prefix = index.prefixes.get(i);
        put(functions, name, position);
        if (name != null && !prefix.isEmpty()) {
          put(functions, prefix + name, position);
        }
        String linkage = index.linkageNames.get(i);
        if (linkage != null && !linkage.equals(name)) {
          put(functions, linkage, position);
        }
        if (index.origins.get(i) >= 0) {
          functionLinks.add(new Link(position, index.origins.get(i)));
        }
      }
    }

    private void globals(UnitIndex index) {
      for (int i = 0; i < index.globals.size(); i++) {
        long position = index.unit.position(index.globals.get(i));
        String name = index.globalNames.get(i);
        String prefix = index.globalPrefixes.get(i);
        put(globals, name, position);
        if (name != null && !prefix.isEmpty()) {
          put(globals, prefix + name, position);
        }
        if (index.globalOrigins.get(i) >= 0) {
          globalLinks.add(new Link(position, index.globalOrigins.get(i)));
        }
      }
    }

    private static void put(Map<String, Longs> map, @Nullable String name, long position) {
      if (name != null) {
        map.computeIfAbsent(name, key -> new Longs()).add(position);
      }
    }
  }

  /** A type's DIE. */
  record TypeEntry(Unit unit, long offset, boolean declaration) {}

  private Tables tables() {
    Optional<Tables> known = tables;
    if (known.isEmpty()) {
      known = Optional.of(new Tables(units.indices()));
      tables = known;
    }
    return known.get();
  }

  /** Subprograms with code of this name, then inlined copies: positions of DIEs. */
  List<Long> functions(String name) {
    Tables all = tables();
    Set<Long> wanted = withInstances(all.functions.get(name), all.functionLinks);
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Long> found = new ArrayList<>();
    for (UnitIndex index : all.indices) {
      for (int i = 0; i < index.bodies.size(); i++) {
        long position = index.unit.position(index.functions.get((int) index.bodies.get(i)));
        if (wanted.contains(position)) {
          found.add(position);
        }
      }
    }
    for (UnitIndex index : all.indices) {
      for (int i = 0; i < index.inlined.size(); i++) {
        if (wanted.contains(index.inlinedOrigins.get(i))) {
          found.add(index.unit.position(index.inlined.get(i)));
        }
      }
    }
    return found;
  }

  List<Long> globals(String name) {
    Tables all = tables();
    return List.copyOf(withInstances(all.globals.get(name), all.globalLinks));
  }

  /** These DIEs and all that refer to them as their origin, over several steps. */
  private static Set<Long> withInstances(@Nullable Longs named, List<Link> links) {
    Set<Long> wanted = new LinkedHashSet<>();
    for (int i = 0; named != null && i < named.size(); i++) {
      wanted.add(named.get(i));
    }
    int before = 0;
    while (before != wanted.size()) {
      before = wanted.size();
      for (Link link : links) {
        if (wanted.contains(link.origin())) {
          wanted.add(link.entry());
        }
      }
    }
    return wanted;
  }

  /** Definitions first. */
  List<TypeEntry> types(String name) {
    List<TypeEntry> found = new ArrayList<>(tables().types.getOrDefault(name, List.of()));
    found.sort(Comparator.comparing(TypeEntry::declaration));
    return found;
  }

  Collection<String> inlineNamespaces() {
    Set<String> found = new TreeSet<>();
    tables().indices.forEach(index -> found.addAll(index.inlineNamespaces));
    return found;
  }

  Collection<String> typeNames() {
    return tables().types.keySet();
  }

  Collection<String> globalNames() {
    return tables().globals.keySet();
  }

  /** Plain and qualified names of what has code. */
  Collection<String> functionNames() {
    Tables all = tables();
    Set<Long> live = new HashSet<>();
    for (UnitIndex index : all.indices) {
      for (int i = 0; i < index.bodies.size(); i++) {
        live.add(index.unit.position(index.functions.get((int) index.bodies.get(i))));
      }
      for (int i = 0; i < index.inlinedOrigins.size(); i++) {
        live.add(index.inlinedOrigins.get(i));
      }
    }
    int before = 0;
    while (before != live.size()) {
      before = live.size();
      for (Link link : all.functionLinks) {
        if (live.contains(link.entry())) {
          live.add(link.origin());
        }
      }
    }
    Set<String> found = new TreeSet<>();
    for (UnitIndex index : all.indices) {
      for (int i = 0; i < index.functions.size(); i++) {
        String name = index.names.get(i);
        if (name != null && live.contains(index.unit.position(index.functions.get(i)))) {
          found.add(name);
          if (!index.prefixes.get(i).isEmpty()) {
            found.add(index.prefixes.get(i) + name);
          }
        }
      }
    }
    return found;
  }
}
