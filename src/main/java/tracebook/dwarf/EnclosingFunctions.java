package tracebook.dwarf;

import static tracebook.dwarf.Attributes.*;
import static tracebook.dwarf.Tags.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The functions around lambdas, around the functions of local classes and around nested functions,
 * in one unit. Those know the static variables and the constants of what is around them by their
 * plain names.
 */
final class EnclosingFunctions {
  /** Lambdas in lambdas. */
  private static final int MOST = 32;

  private final Module module;
  private final Die root;

  /** Of the entries right below the unit's. */
  private final int[] offsets;

  EnclosingFunctions(Unit unit, Module module) {
    this.module = module;
    this.root = unit.root().die();
    this.offsets = root.children().stream().mapToInt(child -> child.offset).toArray();
  }

  /**
   * Variables of the functions around one, of any of their blocks, by a name; those of the
   * innermost one first.
   *
   * @param declaration of the function, where it is in a class
   */
  List<DieVariable> variables(Die declaration, String name) {
    List<DieVariable> found = new ArrayList<>();
    for (Die function : around(declaration, 0)) {
      variables(function, name, found, 0);
      module.staticsOf(function).forEach(its -> add(its, name, found));
      module.perhapsStaticsOf(function).forEach(its -> add(its, name, found));
    }
    return found;
  }

  /** Innermost first. */
  private List<Die> around(Die inner, int depth) {
    int first = Arrays.binarySearch(offsets, inner.offset);
    if (first >= -1 || !inner.unit.equals(root.unit) || depth > MOST) {
      return List.of(); // It is right below the unit, as most functions are.
    }
    List<Die> found = new ArrayList<>();
    Optional<Die> next = Optional.of(new Die(root.unit, offsets[-first - 2]));
    while (next.isPresent() && next.get().offset < inner.offset) {
      if (next.get().tag() == DW_TAG_subprogram) {
        found.addFirst(next.get());
      }
      next =
          next.get().children().stream()
              .filter(child -> child.offset <= inner.offset)
              .reduce((before, child) -> child);
    }
    if (!found.isEmpty()) {
      Die outermost = module.chain(found.getLast()).getLast();
      found.addAll(around(outermost, depth + 1));
    }
    return found;
  }

  private void variables(Die scope, String name, List<DieVariable> found, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : scope.children()) {
      switch (child.tag()) {
        case DW_TAG_variable, DW_TAG_formal_parameter -> add(child, name, found);
        case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block ->
            variables(child, name, found, depth + 1);
        default -> {}
      }
    }
  }

  private void add(Die variable, String name, List<DieVariable> found) {
    List<Die> chain = module.chain(variable);
    if (Module.string(chain, DW_AT_name).filter(name::equals).isPresent()) {
      Variable.Kind kind = ScopeTree.isStatic(chain) ? Variable.Kind.STATIC : Variable.Kind.LOCAL;
      found.add(new DieVariable(module, chain, kind, Optional.empty(), List.of()));
    }
  }
}
