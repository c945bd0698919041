package tracebook.table;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Names for the tables of elements: Java variables as well, of which no two are the same. */
final class ChildNames {
  private final Set<String> used;

  /**
   * @param others the names of the other tables of the trace
   */
  ChildNames(Collection<String> others) {
    this.used = new HashSet<>(others);
  }

  /** {@code events_items} for {@code r->items} would be {@code events_r_items}. */
  String unused(String table, String column) {
    String name = table + "_" + identifier(column);
    String free = name;
    for (int i = 2; !used.add(free); i++) {
      free = name + "_" + i;
    }
    return free;
  }

  /** What is no letter, digit or underscore becomes one underscore, and none at the ends. */
  private static String identifier(String column) {
    var identifier = new StringBuilder();
    boolean pending = false;
    for (int c : column.codePoints().toArray()) {
      if (!Character.isLetterOrDigit(c) && c != '_') {
        pending = !identifier.isEmpty();
        continue;
      }
      if (pending) {
        identifier.append('_');
        pending = false;
      }
      identifier.appendCodePoint(c);
    }
    return identifier.isEmpty() ? "elements" : identifier.toString();
  }
}
