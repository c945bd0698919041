package tracebook.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Location;
import tracebook.dwarf.Using;
import tracebook.dwarf.Variable;
import tracebook.elf.Symbol;
import tracebook.source.Span;
import tracebook.types.Lookup;

/** Variables outside of functions, by the names that mean them at one place. */
final class Globals {
  private final Place place;
  private Optional<UsedNames> used = Optional.empty();

  Globals(Place place) {
    this.place = place;
  }

  static Rejected several(String name, List<Variable> candidates, Span span) {
    List<String> names = candidates.stream().map(VariableNames::of).distinct().sorted().toList();
    if (names.size() > 1) {
      return new Rejected(
          span,
          "`" + name + "` means several variables: " + shown(names),
          "write all of the name that you mean");
    }
    return new Rejected(
        span,
        "`"
            + name
            + "` is a variable of several files: "
            + String.join(
                ", ", candidates.stream().map(v -> v.declared().toString()).sorted().toList()),
        "probe a function or a line of the file that you mean");
  }

  /** One that is in no namespace as it can be written, so that it means nothing else. */
  private static String shown(List<String> names) {
    return names.stream()
        .map(name -> name.contains("::") ? name : "::" + name)
        .collect(Collectors.joining("`, `", "`", "`"));
  }

  /**
   * What the name can mean outside of functions: what the place's own unit declares, else a global
   * of another, else the statics of all others; of those the one of the innermost namespace or
   * class around the function. More than one: nothing tells which is meant.
   */
  List<Variable> candidates(String name) {
    if (place.module().debug().isEmpty() || place.missing().isPresent()) {
      return List.of();
    }
    DebugInfo debug = place.module().debug().get();
    String last = Spelling.withoutLastArguments(ScopedNames.last(name));
    List<Variable> own = innermost(debug, name, debug.globalsOfUnit(last, place.address()));
    if (isRemoved(debug, name, last, own)) {
      return List.of();
    }
    if (!own.isEmpty()) {
      List<Variable> inner = hiding(debug, name, own);
      List<String> names = own.stream().map(VariableNames::of).distinct().toList();
      return !inner.isEmpty() ? inner : names.size() > 1 ? own : own.subList(0, 1);
    }
    List<Variable> others = innermost(debug, name, debug.globals(last));
    if (others.isEmpty()) {
      return RustThreadLocals.named(name, debug, place.address());
    }
    List<Variable> global = others.stream().filter(v -> v.kind() == Variable.Kind.GLOBAL).toList();
    if (global.isEmpty() && !debug.missing().isEmpty()) {
      // The unit that has the global may be one of those that are missing.
      return List.of();
    }
    Map<Location, Variable> distinct = new LinkedHashMap<>();
    for (Variable variable : global.isEmpty() ? others : global) {
      distinct.putIfAbsent(variable.locationAt(place.address()), variable);
    }
    return List.copyOf(distinct.values());
  }

  /**
   * Whether the name means something outside of functions, in whatever file: also what only a
   * symbol tells, or the optimiser has removed.
   */
  boolean isAround(String name) {
    if (place.module().debug().isEmpty()) {
      return false;
    }
    DebugInfo debug = place.module().debug().get();
    String last = Spelling.withoutLastArguments(ScopedNames.last(name));
    List<Variable> all = new ArrayList<>(debug.globalsOfUnit(last, place.address()));
    // Link-time optimisation has what it removed in another unit.
    all.addAll(debug.removedGlobals(last));
    debug.globals(last).stream().filter(v -> v.kind() == Variable.Kind.GLOBAL).forEach(all::add);
    boolean symbol =
        place.module().elf().symbols().named(name).stream()
            .anyMatch(s -> s.global() && isData(s.kind()));
    return symbol
        || place.module().elf().linkage().words().containsValue(name)
        || (isQualified(name, all) ? !reached(debug, name, all).isEmpty() : !all.isEmpty());
  }

  private static boolean isData(Symbol.Kind kind) {
    return kind == Symbol.Kind.OBJECT || kind == Symbol.Kind.THREAD_LOCAL;
  }

  private static boolean isQualified(String name, List<Variable> all) {
    return name.contains("::")
        || all.stream().anyMatch(v -> VariableNames.of(v).matches(".*(::|<).*"));
  }

  /** Whether it means a static of the own unit that is nowhere, and so none of another unit. */
  private boolean isRemoved(DebugInfo debug, String name, String last, List<Variable> own) {
    List<Variable> removed = debug.removedStaticsOfUnit(last, place.address());
    if (removed.isEmpty()) {
      return false;
    }
    List<Variable> all = new ArrayList<>(removed);
    all.addAll(own.isEmpty() ? debug.globals(last) : own);
    List<Variable> meant = innermost(debug, name, all);
    return own.isEmpty()
        ? meant.stream().anyMatch(removed::contains)
        : removed.containsAll(meant) && !meant.isEmpty();
  }

  /** What the name would mean if the optimiser had not removed it. */
  Optional<Variable> removed(String name) {
    if (place.module().debug().isEmpty()) {
      return Optional.empty();
    }
    DebugInfo debug = place.module().debug().get();
    String last = Spelling.withoutLastArguments(ScopedNames.last(name));
    return innermost(debug, name, debug.removedGlobals(last)).stream().findFirst();
  }

  /** One variable, whatever the scope: then nobody need ask which namespaces are inline. */
  private static boolean isTheOnlyOne(String name, List<Variable> all) {
    return !name.startsWith("::")
        && all.stream().map(VariableNames::of).distinct().count() == 1
        && VariableNames.all(all.getFirst()).stream()
            .anyMatch(n -> ("::" + n).endsWith("::" + VariableNames.compared(name)));
  }

  /**
   * Those of the innermost scope that has any; where none around the function has, all that the
   * name can be the end of.
   */
  private List<Variable> innermost(DebugInfo debug, String name, List<Variable> all) {
    if (!isQualified(name, all) || isTheOnlyOne(name, all)) {
      return all;
    }
    List<Variable> reached = reached(debug, name, all);
    if (!reached.isEmpty()) {
      return reached;
    }
    Collection<String> inline = debug.inlineNamespaces();
    String wanted = name.startsWith("::") ? name.substring(2) : name;
    String end = "::" + VariableNames.compared(wanted);
    return all.stream()
        .filter(
            v ->
                VariableNames.all(v).stream()
                    .anyMatch(
                        n ->
                            ("::" + n).endsWith(end)
                                || ("::" + ScopedNames.plain(n, inline)).endsWith(end)))
        .toList();
  }

  /** Those of the innermost scope around the function that has any. */
  private List<Variable> reached(DebugInfo debug, String name, List<Variable> all) {
    Collection<String> inline = debug.inlineNamespaces();
    List<String> scopes = ScopedNames.around(functionName());
    String wanted = name.startsWith("::") ? name.substring(2) : name;
    UsedNames used = used(debug);
    Set<String> local = new HashSet<>();
    if (!name.startsWith("::")) {
      used.inFunction(wanted).forEach(n -> local.add(VariableNames.compared(n)));
    }
    for (String scope : name.startsWith("::") ? List.of("") : scopes) {
      Set<String> here = new HashSet<>(Set.of(VariableNames.compared(scope + wanted)));
      used.in(scope, wanted).forEach(n -> here.add(VariableNames.compared(n)));
      String plain = VariableNames.compared(ScopedNames.plain(scope, inline) + wanted);
      List<Variable> found =
          all.stream()
              .filter(
                  v ->
                      VariableNames.all(v).stream()
                          .anyMatch(
                              n -> here.contains(n) || ScopedNames.plain(n, inline).equals(plain)))
              .toList();
      if (!found.isEmpty()) {
        // Which block has a `using` of its own does not tell from which line on.
        return all.stream().filter(v -> found.contains(v) || isOneOf(v, local)).toList();
      }
    }
    return all.stream().filter(v -> isOneOf(v, local)).toList();
  }

  private static boolean isOneOf(Variable variable, Set<String> names) {
    return VariableNames.all(variable).stream().anyMatch(names::contains);
  }

  /**
   * Globals of other units that would hide what the own unit defines, if it declares them: with
   * what they may hide. Empty where there are none.
   */
  private List<Variable> hiding(DebugInfo debug, String name, List<Variable> own) {
    String meant = VariableNames.of(own.getFirst());
    if (meant.equals(name) && !functionName().contains("::") && used(debug).isEmpty()) {
      return List.of();
    }
    List<Variable> all = new ArrayList<>(own);
    debug.globals(Spelling.withoutLastArguments(ScopedNames.last(name))).stream()
        .filter(v -> v.kind() == Variable.Kind.GLOBAL)
        .forEach(all::add);
    List<Variable> inner = innermost(debug, name, all);
    if (inner.stream().anyMatch(v -> VariableNames.of(v).equals(meant))) {
      return List.of();
    }
    List<Variable> both = new ArrayList<>(inner);
    both.addAll(own);
    return both;
  }

  private UsedNames used(DebugInfo debug) {
    if (used.isEmpty()) {
      List<Using> usings = place.function().map(debug::usings).orElse(List.of());
      used = Optional.of(new UsedNames(usings, ScopedNames.around(functionName())));
    }
    return used.get();
  }

  /** The qualified name of the innermost function; empty outside of functions. */
  private String functionName() {
    return place.scopes().isEmpty() ? "" : place.scopes().getFirst().function().qualifiedName();
  }

  /** Where the module has a static member of a class. */
  Optional<Variable> ofClass(Lookup.OfClass member, Span span) throws Rejected {
    String name = member.owner().name() + "::" + member.member().name();
    Map<Location, Variable> found = new LinkedHashMap<>();
    for (Variable variable : place.module().debug().orElseThrow().globals(name)) {
      if (variable.qualifiedName().equals(name)) {
        found.putIfAbsent(variable.locationAt(place.address()), variable);
      }
    }
    if (found.size() > 1) {
      throw several(name, List.copyOf(found.values()), span);
    }
    return found.values().stream().findFirst();
  }

  /** Whether the module defines the static member of a class, and has no place for it. */
  boolean isRemoved(Lookup.OfClass member) {
    String name = member.owner().name() + "::" + member.member().name();
    return place.module().debug().orElseThrow().removedGlobals(name).stream()
        .anyMatch(v -> v.qualifiedName().equals(name));
  }
}
