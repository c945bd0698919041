package tracebook.dwarf;

import static tracebook.dwarf.Attributes.DW_AT_name;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tracebook.types.Type;
import tracebook.types.UnknownType;

/**
 * What a bare declaration ({@code struct node;}) means: the definition of that name in its own
 * unit, else in another. C lets two files define the same name differently; a declaration in a
 * third then means one of them, and nothing tells which.
 */
final class Definitions {
  private static final String UNNAMED = "(anonymous namespace)";

  private final Module module;
  private final Types types;

  /** Of names in units that do not define them. */
  private final Map<String, Optional<Type>> elsewhere = new ConcurrentHashMap<>();

  Definitions(Module module, Types types) {
    this.module = module;
    this.types = types;
  }

  Optional<Type> of(Die declaration) {
    Optional<String> name = types.indexName(declaration);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Set<Unit> units = module.units.imports().of(declaration.unit);
    Optional<NameIndex.TypeEntry> own =
        module.names.types(name.get(), units).stream().filter(e -> !e.declaration()).findFirst();
    if (own.isPresent()) {
      return own.map(this::type);
    }
    if (name.get().contains(UNNAMED)) {
      return Optional.empty();
    }
    Optional<Type> known = elsewhere.get(name.get());
    if (known == null) {
      known = meant(declaration, name.get());
      elsewhere.put(name.get(), known);
    }
    return known;
  }

  private Optional<Type> meant(Die declaration, String name) {
    if (!declaration.unit.isC()) {
      // C++ allows one definition ([basic.def.odr]); others declare nothing bare.
      return module.names.definition(name).map(this::type);
    }
    List<NameIndex.TypeEntry> defined = module.names.definitions(name);
    if (defined.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        distinct(defined).size() == 1
            ? type(defined.getFirst())
            : new UnknownType(
                declaration.string(DW_AT_name).orElse("(unnamed)"),
                OptionalLong.empty(),
                "several source files define it, each in its own way"));
  }

  private Type type(NameIndex.TypeEntry entry) {
    return types.of(new Die(entry.unit(), entry.offset()));
  }

  /** One of each that differ, in their order. */
  List<NameIndex.TypeEntry> distinct(List<NameIndex.TypeEntry> defined) {
    Map<String, NameIndex.TypeEntry> found = new LinkedHashMap<>();
    for (NameIndex.TypeEntry entry : defined) {
      found.putIfAbsent(defined.size() == 1 ? "" : Fingerprint.of(type(entry)), entry);
    }
    return List.copyOf(found.values());
  }
}
