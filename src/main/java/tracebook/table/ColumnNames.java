package tracebook.table;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Names that differ in more than case: Tablesaw ignores case. */
final class ColumnNames {
  private final Set<String> used = new HashSet<>();

  String unused(String name) {
    String free = name;
    for (int i = 2; !used.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + "_" + i;
    }
    return free;
  }
}
