package tracebook.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.Scope;
import tracebook.dwarf.Variable;

/**
 * Which variable a name means at a place. Compilers do not always say of which block a variable is:
 * where more than one could be meant, it is none.
 */
final class VisibleNames {
  private static final String MOVED = "&";

  private final Place place;
  private final Globals globals;
  private final Map<String, Meaning> known = new HashMap<>();
  private Optional<Set<String>> ambiguous = Optional.empty();

  VisibleNames(Place place, Globals globals) {
    this.place = place;
    this.globals = globals;
  }

  /** What a name means. */
  private sealed interface Meaning {
    /**
     * This one.
     *
     * @param own whether the function declares it, and not a function or a file around it
     */
    record One(Variable variable, boolean own) implements Meaning {}

    record Unclear(VisibleNames.Unclear how, boolean own) implements Meaning {}

    record Nothing() implements Meaning {}
  }

  /**
   * Of a name that may mean several variables.
   *
   * @param one of them
   */
  record Unclear(Variable one, String why, String hint) {}

  /**
   * The variable that this name means at the place: the innermost scope that declares it, else a
   * global; one of them where it is not clear which.
   */
  Optional<Variable> find(String name) {
    return switch (meaning(name)) {
      case Meaning.One m -> Optional.of(m.variable());
      case Meaning.Unclear m -> Optional.of(m.how().one());
      case Meaning.Nothing m -> Optional.empty();
    };
  }

  Optional<Unclear> unclear(String name) {
    return meaning(name) instanceof Meaning.Unclear m ? Optional.of(m.how()) : Optional.empty();
  }

  /**
   * What the name may mean besides something that no function declares, a member of the object that
   * the function works on.
   */
  Optional<Unclear> perhapsOwn(String name) {
    return switch (meaning(name)) {
      case Meaning.One m when m.own() && m.variable().isOfAnyBlock() ->
          Optional.of(ofBlock(m.variable()));
      case Meaning.One m -> Optional.empty();
      case Meaning.Unclear m when m.own() -> Optional.of(m.how());
      case Meaning.Unclear m -> Optional.empty();
      case Meaning.Nothing m -> Optional.empty();
    };
  }

  private Meaning meaning(String name) {
    Meaning before = known.get(name);
    if (before == null) {
      before = look(name);
      known.put(name, before);
    }
    return before;
  }

  private Meaning look(String name) {
    Optional<Variable> certain = Optional.empty();
    Optional<Variable> undeclared = Optional.empty();
    boolean outside = false;
    List<Variable> doubtful = new ArrayList<>();
    for (Scope scope : ownScopes()) {
      for (Variable variable : scope.variables()) {
        if (!isNamed(variable, name)) {
          continue;
        }
        if (DeclaredLater.isNoNameYet(place, variable)) {
          undeclared = undeclared.isPresent() ? undeclared : Optional.of(variable);
        } else if (variable.isOfAnyBlock()) {
          doubtful.add(variable);
        } else if (certain.isEmpty() && !outside) {
          certain = Optional.of(variable);
        }
      }
      outside |= certain.isEmpty() && scope.outside().stream().anyMatch(v -> isMeant(v, name));
      scope.unplaced().stream().filter(v -> isMeant(v, name)).forEach(doubtful::add);
    }
    if (certain.isPresent()) {
      Variable found = certain.get();
      doubtful.removeIf(variable -> isHidden(variable, found));
      return doubtful.isEmpty()
          ? new Meaning.One(found, true)
          : new Meaning.Unclear(ofBlock(doubtful.getFirst()), true);
    }
    Optional<Meaning> ofBlocks = outside ? Optional.empty() : ofBlocks(name, doubtful);
    if (ofBlocks.isPresent()) {
      return ofBlocks.get();
    }
    Optional<Variable> global = globals.candidates(name).stream().findFirst();
    // What the optimiser has removed is still what the name means.
    boolean around =
        global.isPresent() || outside || undeclared.isEmpty() || globals.isAround(name);
    Optional<Variable> last = around ? global : undeclared;
    return last.<Meaning>map(v -> new Meaning.One(v, false)).orElseGet(Meaning.Nothing::new);
  }

  /** Of what may be of this block or of another, and of what is of the functions around. */
  private Optional<Meaning> ofBlocks(String name, List<Variable> doubtful) {
    List<Variable> around = doubtful.isEmpty() ? around(name) : List.of();
    List<Variable> all = doubtful.isEmpty() ? around : doubtful;
    List<Variable> statics = all.stream().filter(v -> v.kind() == Variable.Kind.STATIC).toList();
    boolean own = around.isEmpty();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Variable first = all.getFirst();
    if (globals.isAround(name)) {
      return Optional.of(new Meaning.Unclear(own ? ofBlock(first) : ofFunctionAround(first), own));
    }
    if (statics.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        all.size() == 1
            ? new Meaning.One(first, own)
            : new Meaning.Unclear(own ? ofBlock(first) : ofFunctionAround(first), own));
  }

  private static Unclear ofBlock(Variable variable) {
    int line = variable.declared().line();
    return new Unclear(
        variable,
        "which is meant is not known: the debug info does not say in which block the one of line "
            + line
            + " is",
        variable.kind() == Variable.Kind.STATIC
            ? "`emit $locals` shows that one as `" + variable.name() + "@" + line + "`"
            : "probe a line of the block that you mean");
  }

  private static Unclear ofFunctionAround(Variable variable) {
    return new Unclear(
        variable,
        "which is meant is not known: the function around this one declares one, too, at line "
            + variable.declared().line(),
        "probe a line of that function");
  }

  /**
   * Whether a variable of a block that is not told cannot be meant where another one is: declared
   * before that one, its block is around that one's, or has ended. A parameter is the function's.
   */
  private boolean isHidden(Variable variable, Variable found) {
    if (found.kind() == Variable.Kind.PARAMETER) {
      return DeclaredLater.isOfFunction(place);
    }
    return DeclaredLater.isInFront(variable.declared(), found.declared())
        && place
            .row()
            .filter(row -> !DeclaredLater.isInFront(row.source(), found.declared()))
            .filter(row -> row.source().file().equals(found.declared().file()))
            .isPresent();
  }

  /**
   * Variables of the functions around a lambda or a function of a local class, as far as they are
   * declared before it.
   */
  List<Variable> around(String name) {
    Optional<DebugInfo> debug = place.module().debug();
    Optional<Function> function = place.function();
    if (debug.isEmpty() || function.isEmpty()) {
      return List.of();
    }
    return debug.get().variablesAround(function.get(), name).stream()
        .filter(v -> !DeclaredLater.isInFront(function.get().declared(), v.declared()))
        .toList();
  }

  /** The same, of a member of the object that a lambda works on. */
  Optional<Unclear> perhapsAround(String name) {
    return around(name).stream().findFirst().map(VisibleNames::ofFunctionAround);
  }

  private boolean isMeant(Variable variable, String name) {
    return variable.name().equals(name) && !DeclaredLater.isNoNameYet(place, variable);
  }

  private static boolean isNamed(Variable variable, String name) {
    return variable.name().equals(name)
        || (isMoved(variable) && variable.name().substring(MOVED.length()).equals(name));
  }

  /** Go calls a variable that it has put on the heap {@code &name}, and that is a pointer to it. */
  static boolean isMoved(Variable variable) {
    return variable.name().startsWith(MOVED);
  }

  /** The name in the source. */
  static String sourceName(Variable variable) {
    return isMoved(variable) ? variable.name().substring(MOVED.length()) : variable.name();
  }

  /** Whether a scope of the function declares the name, for certain. */
  boolean isDeclaredHere(String name) {
    return ownScopes().stream().anyMatch(scope -> declares(scope, name)) || isAmbiguous(name);
  }

  private boolean declares(Scope scope, String name) {
    return scope.outside().stream().anyMatch(v -> isMeant(v, name))
        || scope.variables().stream().anyMatch(v -> !v.isOfAnyBlock() && isMeant(v, name));
  }

  /** A variable of the function, parameter or not; a captured {@code this} is none of either. */
  Optional<Variable> own(String name) {
    return ownScopes().stream()
        .flatMap(s -> s.variables().stream())
        .filter(v -> v.name().equals(name))
        .findFirst();
  }

  /** Whether a scope of the function declares this very variable at the place. */
  boolean isInScope(Variable variable) {
    return ownScopes().stream()
        .flatMap(s -> s.variables().stream())
        .anyMatch(v -> same(v, variable));
  }

  /** Whether the name of a variable means this very one at the place. */
  boolean isVisible(Variable variable) {
    return meaning(variable.name()) instanceof Meaning.One m && same(m.variable(), variable);
  }

  /** Its name where that means it, and else with the line of its declaration: {@code x@42}. */
  String nameOf(Variable variable) {
    return isVisible(variable)
        ? variable.name()
        : variable.name() + "@" + variable.declared().line();
  }

  @SuppressWarnings("ReferenceEquality") // Scopes hand out the same objects each time.
  private static boolean same(Object one, Object other) {
    return one == other;
  }

  /** Parameters of the innermost function, in order. */
  List<Variable> parameters() {
    return own(true);
  }

  /**
   * Everything that the innermost function declares at the place, innermost scope first, without
   * its parameters.
   */
  List<Variable> locals() {
    return own(false);
  }

  private List<Variable> own(boolean parameters) {
    List<Variable> found = new ArrayList<>();
    for (Scope scope : ownScopes()) {
      for (Variable variable : scope.variables()) {
        if ((variable.kind() == Variable.Kind.PARAMETER) == parameters) {
          found.add(variable);
        }
      }
    }
    return found;
  }

  /** Every name that can be used at the place, for hints. */
  List<String> all() {
    TreeSet<String> names = new TreeSet<>();
    parameters().forEach(v -> names.add(sourceName(v)));
    locals().forEach(v -> names.add(sourceName(v)));
    return List.copyOf(names);
  }

  /** Whether two scopes beside each other hold the address, and both have the name. */
  boolean isAmbiguous(String name) {
    if (ambiguous.isEmpty()) {
      ambiguous = Optional.of(place.module().debug().map(this::ambiguousNames).orElse(Set.of()));
    }
    return ambiguous.get().contains(name);
  }

  private Set<String> ambiguousNames(DebugInfo debug) {
    if (place.scopes().isEmpty()) {
      return Set.of();
    }
    Function own = place.scopes().getFirst().function();
    // The instruction of a line may be among those of a function that is inlined into the line's.
    boolean innermost =
        debug.scopesAt(place.address()).stream()
            .findFirst()
            .filter(scope -> scope.function().equals(own))
            .isPresent();
    return place.asked() == Place.Asked.FUNCTION || !innermost
        ? debug.ambiguousAt(place.address(), own)
        : debug.ambiguousAt(place.address());
  }

  /**
   * The scopes of the innermost function: what an inlined copy does not declare is the file's, not
   * its caller's.
   */
  private List<Scope> ownScopes() {
    if (place.scopes().isEmpty()) {
      return List.of();
    }
    Function own = place.scopes().getFirst().function();
    return place.scopes().stream()
        .takeWhile(
            s ->
                s.function().entry().equals(own.entry())
                    && s.function().qualifiedName().equals(own.qualifiedName()))
        .toList();
  }
}
