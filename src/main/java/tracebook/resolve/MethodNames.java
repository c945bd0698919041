package tracebook.resolve;

import tracebook.dwarf.MethodTable;
import tracebook.ir.Format;

/** The types of Rust that a module knows by their tables of methods. */
final class MethodNames {
  static final String UNKNOWN = "no type in the debug info has its table of methods";

  private MethodNames() {}

  static Format.Known of(Module module) {
    KnownNames names = new KnownNames();
    if (module.debug().isPresent()) {
      for (MethodTable table : module.debug().get().methodTables()) {
        names.add(table.address().value(), table.of().name());
      }
    }
    return names.known(UNKNOWN);
  }
}
