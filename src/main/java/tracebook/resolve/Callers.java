package tracebook.resolve;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Location;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.dwarf.Term;
import tracebook.dwarf.Variable;
import tracebook.elf.Address;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * Where the function of a place is called, for parameters that it has nowhere: by the calls that
 * the debug info describes, of an inlined copy by where it was inlined. Only lines that can be
 * probed in the caller.
 *
 * <p>The debug info does not tell which expression of the source was passed, so none is named.
 */
final class Callers {
  private static final int MOST_NAMED = 3;

  private final Place place;
  private final Modules modules;
  private final Map<Address, Known> known = new HashMap<>();

  Callers(Place place, Modules modules) {
    this.place = place;
    this.modules = modules;
  }

  /**
   * A line that calls.
   *
   * @param function that the line is in, or the copy of one
   * @param call the instruction, or the first of an inlined copy
   */
  private record Caller(Function function, SourceLine line, Address call) {
    String inWords() {
      return function.qualifiedName() + " at " + where();
    }

    String quoted() {
      return "`" + function.qualifiedName() + "` at `" + where() + "`";
    }

    private String where() {
      return line.fileName() + ":" + line.line();
    }
  }

  /** The first few, in the words of a table and of a message. */
  private record Known(String inWords, String quoted) {
    static final Known NOTHING = new Known("", "");
  }

  /** {@code caller: main at prog.c:42}; empty where nobody is known or it would not help. */
  String inWords(Variable variable) {
    String words = known(variable).inWords;
    return words.isEmpty() ? "" : "caller: " + words;
  }

  /** The hint that names the callers; empty as well. */
  String hint(Variable variable) {
    String quoted = known(variable).quoted;
    return quoted.isEmpty()
        ? ""
        : "probe where `"
            + called(variable).qualifiedName()
            + "` is called, to see what is passed: "
            + quoted;
  }

  /** The function that gets it: of what is computed of that not the copy that the place is in. */
  Function called(Variable variable) {
    return location(variable) instanceof Location.OptimizedOut
            || (isNowhere(variable) && variable.kind() == Variable.Kind.PARAMETER)
        ? place.function().orElseThrow()
        : place.scopes().getLast().function();
  }

  /**
   * Those of all calls, where the variable is nowhere; of one that some calls tell, those of the
   * others.
   */
  private Known known(Variable variable) {
    if (place.isReturn() || place.function().isEmpty()) {
      return Known.NOTHING;
    }
    if (!isNowhere(variable)) {
      return find(untold(variable));
    }
    return known.computeIfAbsent(called(variable).entry(), entry -> find(callers(variable)));
  }

  /** Parameters, and what was computed of them. */
  private boolean isNowhere(Variable variable) {
    return switch (location(variable)) {
      case Location.OptimizedOut l -> variable.kind() == Variable.Kind.PARAMETER;
      case Location.Unreadable l ->
          variable.kind() == Variable.Kind.PARAMETER || l.why().startsWith(Location.UNTOLD);
      case Location.InMemory l -> false;
      case Location.InRegister l -> false;
      case Location.Computed l -> false;
      case Location.Known l -> false;
      case Location.ImplicitPointer l -> false;
      case Location.Pieces l -> false;
    };
  }

  private Location location(Variable variable) {
    return new Locator(place, modules.callers()).location(variable);
  }

  private Known find(List<Caller> callers) {
    Set<String> lines = new LinkedHashSet<>();
    Set<String> inWords = new LinkedHashSet<>();
    Set<String> quoted = new LinkedHashSet<>();
    for (Caller caller : callers) {
      if (lines.add(caller.inWords()) && inWords.size() < MOST_NAMED && canBeProbed(caller)) {
        inWords.add(caller.inWords());
        quoted.add(caller.quoted());
      }
    }
    if (inWords.isEmpty()) {
      return Known.NOTHING;
    }
    int others = lines.size() - inWords.size();
    String more = others == 0 ? "" : " and " + others + " more";
    return new Known(String.join(", ", inWords) + more, String.join(", ", quoted) + more);
  }

  private List<Caller> callers(Variable variable) {
    Function own = called(variable);
    if (own.inlined()) {
      return caller(own, place.scopes(), own.callSite(), own.entry()).stream().toList();
    }
    return debug().directCalls(own).stream().flatMap(to -> caller(own, to).stream()).toList();
  }

  private List<Caller> untold(Variable variable) {
    Set<Address> calls = new TreeSet<>();
    switch (location(variable)) {
      case Location.Computed l -> addUntold(l.value(), calls);
      case Location.InMemory l -> addUntold(l.address(), calls);
      case Location.InRegister l -> {}
      case Location.Known l -> {}
      case Location.ImplicitPointer l -> {}
      case Location.Pieces l -> {}
      case Location.OptimizedOut l -> {}
      case Location.Unreadable l -> {}
    }
    Function own = called(variable);
    return calls.stream().flatMap(to -> caller(own, to).stream()).toList();
  }

  private static void addUntold(Term term, Set<Address> calls) {
    switch (term) {
      case Term.Unknown t -> t.call().ifPresent(calls::add);
      case Term.Ambiguous t -> {}
      case Term.Conditional t -> {
        addUntold(t.then(), calls);
        addUntold(t.otherwise(), calls);
      }
      case Term.Let t -> addUntold(t.in(), calls);
      case Term.Load t -> addUntold(t.address(), calls);
      case Term.Unary t -> addUntold(t.operand(), calls);
      case Term.Binary t -> {
        addUntold(t.left(), calls);
        addUntold(t.right(), calls);
      }
      case Term.Constant t -> {}
      case Term.Register t -> {}
      case Term.Static t -> {}
      case Term.OfThread t -> {}
      case Term.Given t -> {}
    }
  }

  private DebugInfo debug() {
    return place.module().debug().orElseThrow();
  }

  private Optional<Caller> caller(Function own, Address returnsTo) {
    Address call = returnsTo.plus(-1);
    Optional<SourceLine> line = debug().rowAt(call).map(LineRow::source);
    return caller(own, debug().scopesAt(call), line, call);
  }

  /**
   * The innermost function that is not the called one itself, and its line. What calls a part that
   * the compiler split off a function is the rest of it, often inlined.
   */
  private static Optional<Caller> caller(
      Function own, List<Scope> scopes, Optional<SourceLine> at, Address call) {
    Optional<SourceLine> line = at;
    for (Scope scope : scopes) {
      Function function = scope.function();
      if (!function.qualifiedName().equals(own.qualifiedName())
          || !function.declared().equals(own.declared())) {
        return line.filter(l -> l.line() > 0).map(l -> new Caller(function, l, call));
      }
      line = function.callSite();
    }
    return Optional.empty();
  }

  /** Not where only code behind the call is left of the line. */
  private boolean canBeProbed(Caller caller) {
    Name module = new Name(place.module().path(), Span.NONE);
    Pattern.Line line = new Pattern.Line(caller.line.file(), caller.line.line(), 0, Span.NONE);
    try {
      return new Places(modules, new Problems())
          .find(new Pattern(Optional.of(module), line, false, Span.NONE)).stream()
              .filter(at -> at.address().compareTo(caller.call) <= 0)
              .flatMap(at -> at.function().stream())
              .anyMatch(f -> isSame(f, caller.function));
    } catch (Rejected none) {
      return false;
    }
  }

  private static boolean isSame(Function one, Function other) {
    return one.entry().equals(other.entry()) && one.qualifiedName().equals(other.qualifiedName());
  }
}
