package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import tracebook.dwarf.MethodTable;
import tracebook.ir.Format;

/** The types of Rust that a module knows by their tables of methods. */
final class MethodNames {
  static final String UNKNOWN = "no type in the debug info has its table of methods";

  private MethodNames() {}

  /** What the linker laid upon each other is one or the other type. */
  static Format.Known of(Module module) {
    TreeMap<Long, TreeSet<String>> byAddress = new TreeMap<>();
    if (module.debug().isPresent()) {
      for (MethodTable table : module.debug().get().methodTables()) {
        byAddress
            .computeIfAbsent(table.address().value(), a -> new TreeSet<>())
            .add(table.of().name());
      }
    }
    List<Format.Name> names = new ArrayList<>();
    byAddress.forEach(
        (address, types) -> names.add(new Format.Name(address, String.join(" | ", types))));
    return new Format.Known(names, UNKNOWN);
  }
}
