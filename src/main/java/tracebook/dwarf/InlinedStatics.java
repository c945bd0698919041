package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The static variables of functions that clang inlines. Where the function has code of its own too,
 * its instance has them and the abstract function does not; where it has none, they are in a
 * function without a name or anything else. Whose they are is then told by the line that declares
 * them: of the function that begins last before it. Without them a name would mean a global.
 */
final class InlinedStatics {
  /** Of the instances that have code, by the position of the abstract function. */
  private final Map<Long, List<Die>> ofInstances = new HashMap<>();

  /** Lines at which functions begin, by the number of their file. */
  private final Map<Long, TreeSet<Long>> functions = new HashMap<>();

  private final List<Die> withoutFunction = new ArrayList<>();

  private final Module module;

  private InlinedStatics(Module module) {
    this.module = module;
  }

  static InlinedStatics of(Unit unit, Module module) {
    InlinedStatics found = new InlinedStatics(module);
    Die root = unit.root().die();
    if (root.string(DW_AT_producer).orElse("").contains("clang")) {
      found.read(root, 0);
    }
    return found;
  }

  private void read(Die parent, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : parent.children()) {
      switch (child.tag()) {
        case DW_TAG_namespace -> read(child, depth + 1);
        case DW_TAG_subprogram -> function(child);
        default -> {}
      }
    }
  }

  private void function(Die function) {
    Optional<Die> origin = module.types.target(function, DW_AT_abstract_origin);
    if (origin.isPresent()) {
      statics(
          function, ofInstances.computeIfAbsent(origin.get().position(), p -> new ArrayList<>()));
    } else if (function.has(DW_AT_name) || function.has(DW_AT_specification)) {
      line(function)
          .ifPresent(
              line -> functions.computeIfAbsent(file(function), file -> new TreeSet<>()).add(line));
    } else if (!function.has(DW_AT_low_pc) && !function.has(DW_AT_ranges)) {
      statics(function, withoutFunction);
    }
  }

  private static void statics(Die function, List<Die> found) {
    for (Die child : function.children()) {
      if (child.tag() == DW_TAG_variable && ScopeTree.isStatic(List.of(child))) {
        found.add(child);
      }
    }
  }

  /**
   * Those of a function.
   *
   * @param function its abstract instance
   */
  List<Die> of(Die function) {
    List<Die> found = new ArrayList<>(ofInstances.getOrDefault(function.position(), List.of()));
    Optional<Long> begins = line(function);
    TreeSet<Long> all = functions.getOrDefault(file(function), new TreeSet<>());
    for (Die variable : withoutFunction) {
      Optional<Long> line = line(variable);
      if (begins.isPresent()
          && line.isPresent()
          && file(variable) == file(function)
          && begins.equals(Optional.ofNullable(all.floor(line.get())))) {
        found.add(variable);
      }
    }
    return found;
  }

  private Optional<Long> line(Die die) {
    return number(die, DW_AT_decl_line);
  }

  private long file(Die die) {
    return number(die, DW_AT_decl_file).orElse(-1L);
  }

  /** Of its own entry, or of what that is a definition of. */
  private Optional<Long> number(Die die, int attribute) {
    return Module.having(module.chain(die), attribute)
        .flatMap(its -> its.constant(attribute).stream().boxed().findFirst());
  }
}
