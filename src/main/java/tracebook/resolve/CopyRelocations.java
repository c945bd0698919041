package tracebook.resolve;

import java.util.Optional;
import tracebook.dwarf.Variable;
import tracebook.elf.Symbol;
import tracebook.source.Span;

/**
 * A library's variables that are not where the library has them: copy relocations (psABI,
 * R_X86_64_COPY) give the executable a copy of its own, which then the library uses too.
 */
final class CopyRelocations {
  private final Place place;
  private final Modules modules;

  CopyRelocations(Place place, Modules modules) {
    this.place = place;
    this.modules = modules;
  }

  /** Why a library's variable is not read where the library has it; empty where it is. */
  Optional<Operand> instead(Variable variable, Span span) {
    if (!mayCount(variable.name())) {
      return Optional.empty();
    }
    Optional<Module> executable = modules.executable();
    if (executable.isEmpty()) {
      return Optional.of(
          nothing(
              variable,
              "may be copied into the executable",
              "which executable is only known of one process: trace it by `-p PID`",
              span));
    }
    Module main = executable.get();
    return Optional.of(
        nothing(
            variable,
            "copied into the executable",
            "the executable has a copy of its own, which the program uses: in a probe of `"
                + main.name()
                + "` read `*(int *)addr(\""
                + variable.name()
                + "\")`, with its type for int",
            span));
  }

  /** Whether the symbol of a library may have, or has, a copy in the executable that counts. */
  boolean mayCount(String symbol) {
    Optional<Module> executable = modules.executable();
    if (executable.isPresent() && place.module().path().equals(executable.get().path())) {
      return false;
    }
    return exports(executable.orElse(place.module()), symbol);
  }

  private static boolean exports(Module module, String name) {
    return module.elf().symbols().named(name).stream()
        .anyMatch(s -> s.kind() == Symbol.Kind.OBJECT && s.size() > 0 && s.global());
  }

  private static Operand nothing(Variable variable, String why, String where, Span span) {
    return new Operand.Nothing(why, variable.name(), where, variable.type(), span);
  }
}
