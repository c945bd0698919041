package tracebook.resolve;

import java.util.List;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;

/**
 * What Rust's {@code thread_local!} makes: {@code COUNT} of the source is {@code
 * COUNT::{constant#0}::{closure#1}::__RUST_STD_INTERNAL_VAL} in the debug info.
 */
final class RustThreadLocals {
  private static final String MADE = "__RUST_STD_INTERNAL_VAL";

  private RustThreadLocals() {}

  /** Those that the source calls so, plainly or by a path; the place's own unit first. */
  static List<Variable> named(String name, DebugInfo debug, Address place) {
    List<Variable> all =
        debug.globals(MADE, place).stream()
            .filter(v -> isCalled(name, source(v.qualifiedName())))
            .toList();
    List<Variable> exactly =
        all.stream().filter(v -> source(v.qualifiedName()).equals(name)).toList();
    return exactly.isEmpty() ? all : exactly;
  }

  private static boolean isCalled(String name, String path) {
    return path.equals(name) || path.endsWith("::" + name);
  }

  /** The path of the static item. */
  private static String source(String qualified) {
    String path = qualified.substring(0, Math.max(0, qualified.length() - MADE.length() - 2));
    while (path.endsWith("}") && path.contains("::")) {
      path = path.substring(0, path.lastIndexOf("::"));
    }
    return path;
  }
}
