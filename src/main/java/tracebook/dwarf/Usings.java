package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@link Using}s that count in a function. */
final class Usings {
  private final Module module;

  /** The qualified names of the namespaces that were walked through. */
  private final Map<Long, String> namespaces = new HashMap<>();

  private final List<Imported> imported = new ArrayList<>();

  private record Imported(Die die, Optional<String> scope) {}

  private Usings(Module module) {
    this.module = module;
  }

  /**
   * Of the files that a function is in, and its own.
   *
   * @param units with those that they import
   * @param function and what it is an instance of
   */
  static List<Using> of(Module module, Collection<Unit> units, List<Die> function) {
    Usings usings = new Usings(module);
    for (Unit unit : units) {
      if (mayHave(unit)) {
        usings.namespace(unit.root().die(), "", 0);
      }
    }
    for (Die die : function) {
      if (mayHave(die.unit)) {
        usings.blocks(die, 0);
      }
    }
    Set<Using> found = new LinkedHashSet<>();
    usings.imported.forEach(each -> usings.read(each).ifPresent(found::add));
    return List.copyOf(found);
  }

  /** Other names of namespaces that stand outside of functions. */
  static List<Using> aliases(Module module, Collection<Unit> units) {
    Set<Using> found = new LinkedHashSet<>();
    for (Unit unit : units) {
      if (mayHave(unit)) {
        Usings usings = new Usings(module);
        usings.namespace(unit.root().die(), "", 0);
        usings.imported.stream()
            .filter(i -> i.die().tag() == DW_TAG_imported_declaration && i.die().has(DW_AT_name))
            .forEach(i -> usings.read(i).ifPresent(found::add));
      }
    }
    found.removeIf(u -> u.kind() != Using.Kind.ALIAS);
    return List.copyOf(found);
  }

  private static boolean mayHave(Unit unit) {
    return !unit.isC() && !unit.abbreviations().having(Usings::isImported).isEmpty();
  }

  private static boolean isImported(int tag) {
    return tag == DW_TAG_imported_declaration || tag == DW_TAG_imported_module;
  }

  private void namespace(Die die, String scope, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : die.children()) {
      if (isImported(child.tag())) {
        imported.add(new Imported(child, Optional.of(scope)));
      } else if (child.tag() == DW_TAG_namespace) {
        String name = scope + child.string(DW_AT_name).orElse("(anonymous namespace)");
        namespaces.put(child.position(), name);
        namespace(child, name + "::", depth + 1);
      }
    }
  }

  private void blocks(Die die, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : die.children()) {
      switch (child.tag()) {
        case DW_TAG_imported_declaration, DW_TAG_imported_module ->
            imported.add(new Imported(child, Optional.empty()));
        case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block -> blocks(child, depth + 1);
        default -> {}
      }
    }
  }

  private Optional<Using> read(Imported each) {
    Die die = each.die();
    Optional<Die> found = module.units.target(die, DW_AT_import);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Die target = found.get();
    if (target.tag() == DW_TAG_namespace) {
      String namespace = namespaces.get(target.position());
      if (namespace == null) {
        return Optional.empty();
      }
      if (die.tag() == DW_TAG_imported_module) {
        return Optional.of(new Using(each.scope(), Using.Kind.NAMESPACE, "", namespace));
      }
      return die.string(DW_AT_name)
          .map(name -> new Using(each.scope(), Using.Kind.ALIAS, name, namespace));
    }
    if (target.tag() != DW_TAG_variable || die.tag() != DW_TAG_imported_declaration) {
      return Optional.empty();
    }
    List<Die> chain = module.chain(target);
    Optional<String> name = Module.string(chain, DW_AT_name);
    return name.flatMap(
        n ->
            module
                .qualifiedName(chain)
                .map(
                    whole ->
                        new Using(
                            each.scope(),
                            Using.Kind.VARIABLE,
                            die.string(DW_AT_name).orElse(n),
                            whole)));
  }
}
