package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types that functions declare for themselves: no index of names has them. */
final class LocalTypes {
  private final Module module;

  LocalTypes(Module module) {
    this.module = module;
  }

  /**
   * The type that the name means at an address by what the scopes of one function declare there:
   * that of the innermost one. Several in one scope cannot be told apart.
   *
   * @param scopes innermost first
   */
  List<NamedType> inScopes(String name, List<ScopeTree> scopes) {
    for (ScopeTree scope : scopes) {
      Map<Long, Die> found = new LinkedHashMap<>();
      for (Die die : module.chain(scope.die())) {
        for (Die child : die.children()) {
          find(child, name, 0, found);
        }
      }
      List<NamedType> types = types(found);
      if (!types.isEmpty()) {
        return types;
      }
    }
    return List.of();
  }

  /** Those of this name of all functions; of each definition that lays it out differently, one. */
  List<NamedType> ofAnyFunction(String name) {
    Map<Long, Die> found = new LinkedHashMap<>();
    for (Unit unit : module.names.unitsWithType(name)) {
      for (Die child : unit.root().die().children()) {
        functions(child, name, 0, found);
      }
    }
    return types(found);
  }

  private void functions(Die die, String name, int depth, Map<Long, Die> found) {
    if (depth > Die.DEEPEST) {
      return;
    }
    switch (die.tag()) {
      case DW_TAG_subprogram, DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block -> {
        for (Die child : die.children()) {
          find(child, name, 0, found);
          functions(child, name, depth + 1, found);
        }
      }
      case DW_TAG_namespace, DW_TAG_structure_type, DW_TAG_class_type, DW_TAG_union_type ->
          die.children().forEach(child -> functions(child, name, depth + 1, found));
      default -> {}
    }
  }

  /** A type, or one in it. */
  private void find(Die die, String name, int depth, Map<Long, Die> found) {
    switch (die.tag()) {
      case DW_TAG_structure_type,
          DW_TAG_class_type,
          DW_TAG_union_type,
          DW_TAG_enumeration_type,
          DW_TAG_typedef -> {
        if (mayBe(die, name) && module.types.of(die).name().equals(name)) {
          found.putIfAbsent(die.position(), die);
        }
        if (depth < Die.DEEPEST && die.tag() != DW_TAG_typedef) {
          die.children().forEach(child -> find(child, name, depth + 1, found));
        }
      }
      default -> {}
    }
  }

  private static boolean mayBe(Die die, String name) {
    return !die.flag(DW_AT_declaration)
        && die.string(DW_AT_name).filter(own -> name.endsWith(own)).isPresent();
  }

  private List<NamedType> types(Map<Long, Die> found) {
    List<NameIndex.TypeEntry> entries = new ArrayList<>();
    found.values().forEach(d -> entries.add(new NameIndex.TypeEntry(d.unit, d.offset, false)));
    return module.types.distinct(entries).stream()
        .map(entry -> new Die(entry.unit(), entry.offset()))
        .map(die -> new NamedType(module.types.of(die), module.declared(List.of(die))))
        .toList();
  }
}
