package tracebook.dwarf;

import static tracebook.dwarf.Tags.*;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables in the blocks of an abstract function. LLVM leaves out of an inlined copy what has
 * no place anywhere in it, and does not say of which block the copy's blocks are instances; their
 * other variables tell. GCC's link-time optimisation puts static variables outside of their blocks.
 */
final class AbstractBlocks {
  static final AbstractBlocks NONE = new AbstractBlocks();

  /** By its position. */
  private final Map<Long, Die> variables = new TreeMap<>();

  /** Of each. */
  private final Map<Long, Die> blocks = new HashMap<>();

  static AbstractBlocks of(Die function, Module module) {
    AbstractBlocks found = new AbstractBlocks();
    found.read(function, module, 0);
    return found;
  }

  private void read(Die scope, Module module, int depth) {
    if (depth > Die.DEEPEST) {
      return;
    }
    for (Die child : scope.children()) {
      switch (child.tag()) {
        case DW_TAG_lexical_block, DW_TAG_try_block, DW_TAG_catch_block ->
            read(child, module, depth + 1);
        case DW_TAG_variable -> {
          if (depth > 0) {
            long position = module.chain(child).getLast().position();
            variables.put(position, child);
            blocks.put(position, scope);
          }
        }
        default -> {}
      }
    }
  }

  /** The block that declares a variable, by its position. */
  Optional<Die> of(long variable) {
    return Optional.ofNullable(blocks.get(variable));
  }

  /** The block that declares one of some variables. */
  Optional<Die> of(Set<Long> instances) {
    return instances.stream().flatMap(i -> of(i).stream()).findFirst();
  }

  /** The variables that are not among some, by their positions. */
  List<Die> without(Set<Long> instances) {
    return variables.entrySet().stream()
        .filter(v -> !instances.contains(v.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
