package tracebook.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Location;
import tracebook.dwarf.Term;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.elf.Symbol;
import tracebook.types.ArrayType;
import tracebook.types.Member;
import tracebook.types.Members;
import tracebook.types.PointerType;
import tracebook.types.StructType;
import tracebook.types.Type;

/** What can be read at one place, and where the rest can. */
final class VariableSearch {
  private final Place place;
  private final Variables variables;
  private final Readability readable;

  VariableSearch(Place place, Modules modules) {
    this.place = place;
    this.variables = new Variables(place, modules);
    this.readable = new Readability(place, Variables.withoutHints(place, modules));
  }

  /** The function's own variables, then those of its source file. */
  List<Found.VariableAt> visible() {
    List<Found.VariableAt> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Variable variable : own()) {
      String name = variables.names().nameOf(variable);
      String free = name;
      for (int i = 2; !seen.add(free); i++) {
        free = name + "#" + i; // Macros can declare a name twice in one line.
      }
      all.add(at(variable, free));
    }
    Set<String> ofFile = new HashSet<>();
    for (Variable variable : ofFile()) {
      String name = VariableNames.of(variable);
      if (!seen.contains(variable.name()) && ofFile.add(name)) {
        all.add(named(variable, name));
      }
    }
    return all;
  }

  private List<Variable> own() {
    List<Variable> own = new ArrayList<>(variables.names().parameters());
    own.addAll(variables.names().locals());
    own.removeIf(v -> v.name().isEmpty());
    return own;
  }

  private List<Variable> ofFile() {
    String file = place.row().map(r -> r.source().file()).orElse("");
    if (file.isEmpty() || place.module().debug().isEmpty()) {
      return List.of();
    }
    return place.module().debug().get().globalsOfFile(file, place.address());
  }

  private Found.VariableAt at(Variable variable, String name) {
    return at(variable, name, readable.why(variable));
  }

  /** As a trace that names it shows it. */
  private Found.VariableAt named(Variable variable, String name) {
    Optional<VisibleNames.Unclear> unclear = variables.names().unclear(name);
    return at(
        variable,
        name,
        unclear.map(VisibleNames.Unclear::why).orElseGet(() -> readable.why(variable)));
  }

  private Found.VariableAt at(Variable variable, String name, String why) {
    return new Found.VariableAt(
        name,
        variable.type().name(),
        kind(variable),
        variables.locationInWords(variable),
        why,
        why.isEmpty() ? variables.untold(variable) : variables.nearest(variable),
        place.module().name(),
        Optional.of(place.address()));
  }

  private static Found.VariableKind kind(Variable variable) {
    return switch (variable.kind()) {
      case PARAMETER -> Found.VariableKind.PARAMETER;
      case LOCAL -> Found.VariableKind.LOCAL;
      case STATIC -> Found.VariableKind.STATIC;
      case GLOBAL -> Found.VariableKind.GLOBAL;
    };
  }

  // ---- for completion and inspection

  List<Found.Candidate> readable() {
    List<Found.Candidate> names = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Variable variable : own()) {
      if (seen.add(variable.name())
          && variables.names().unclear(variable.name()).isEmpty()
          && readable.shows(variable)) {
        names.add(new Found.Candidate(variable.name(), variable.type().name()));
      }
    }
    return names;
  }

  /** The members of what a path leads to. */
  List<Found.Candidate> members(List<String> path) {
    return typeOf(path)
        .flatMap(VariableSearch::struct)
        .map(
            s ->
                Members.all(s).stream()
                    .map(m -> new Found.Candidate(m.name(), m.type().name()))
                    .toList())
        .orElse(List.of());
  }

  Optional<Found.VariableAt> at(List<String> path) {
    Optional<Variable> root = variables.names().find(path.getFirst());
    if (root.isEmpty()) {
      return Optional.empty();
    }
    Found.VariableAt whole = named(root.get(), path.getFirst());
    if (path.size() == 1) {
      return Optional.of(whole);
    }
    return typeOf(path)
        .map(
            type ->
                new Found.VariableAt(
                    String.join(".", path),
                    type.name(),
                    whole.kind(),
                    "in `" + whole.name() + "`, " + whole.location(),
                    whole.why(),
                    whole.nearest(),
                    whole.module(),
                    whole.at()));
  }

  private Optional<Type> typeOf(List<String> path) {
    Optional<Type> type = variables.names().find(path.getFirst()).map(Variable::type);
    for (String name : path.subList(1, path.size())) {
      type =
          type.flatMap(VariableSearch::struct)
              .flatMap(s -> Members.find(s, name))
              .map(Member::type);
    }
    return type;
  }

  /** The structure that a dot behind a value reaches: through pointers and elements. */
  private static Optional<StructType> struct(Type type) {
    Type inside = type.strip();
    for (int i = 0; i < 4; i++) {
      if (inside instanceof PointerType pointer) {
        inside = pointer.target().strip();
      } else if (inside instanceof ArrayType array) {
        inside = array.element().strip();
      }
    }
    return inside instanceof StructType struct ? Optional.of(struct) : Optional.empty();
  }

  // ---- globals

  static List<Found.VariableAt> globals(Module module, Modules modules, Glob glob) {
    List<Found.VariableAt> found = new ArrayList<>();
    Set<String> known = new HashSet<>();
    Set<Address> described = new HashSet<>();
    if (module.debug().isPresent()) {
      DebugInfo debug = module.debug().get();
      Address anywhere = module.elf().start();
      Place place = Place.of(module, anywhere, "", false);
      Variables variables = Variables.withoutHints(place, modules);
      Readability readable = new Readability(place, variables);
      Set<Object> seen = new HashSet<>();
      for (String name : glob.matching(debug.globalNames())) {
        for (Variable variable : debug.globals(name)) {
          String location = variables.locationInWords(variable);
          known.add(variable.name());
          if (variable.locationAt(anywhere) instanceof Location.InMemory in
              && in.address() instanceof Term.Static at) {
            described.add(at.address());
          }
          String full = VariableNames.of(variable);
          if (seen.add(List.of(full, location))) {
            found.add(
                new Found.VariableAt(
                    full,
                    variable.type().name(),
                    kind(variable),
                    location,
                    readable.why(variable),
                    "",
                    module.name(),
                    Optional.empty()));
          }
        }
      }
    }
    for (String name : glob.matching(module.elf().symbols().names())) {
      for (Symbol symbol : module.elf().symbols().named(name)) {
        if (symbol.kind() == Symbol.Kind.OBJECT
            && !known.contains(name)
            && !described.contains(symbol.address())) {
          found.add(
              new Found.VariableAt(
                  name,
                  "",
                  symbol.global() ? Found.VariableKind.GLOBAL : Found.VariableKind.STATIC,
                  "[" + symbol.address() + "]",
                  "no debug info tells its type",
                  "",
                  module.name(),
                  Optional.empty()));
        }
      }
    }
    found.sort(Comparator.comparing(Found.VariableAt::name));
    return found;
  }
}
