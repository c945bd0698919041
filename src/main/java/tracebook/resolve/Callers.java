package tracebook.resolve;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Location;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
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
  private Optional<Known> known = Optional.empty();

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
    return wants(variable) && !known().inWords.isEmpty() ? "caller: " + known().inWords : "";
  }

  /** The hint that names the callers; empty as well. */
  String hint(Variable variable) {
    return wants(variable) && !known().quoted.isEmpty()
        ? "probe where `"
            + place.function().orElseThrow().qualifiedName()
            + "` is called, to see what is passed: "
            + known().quoted
        : "";
  }

  private boolean wants(Variable variable) {
    return variable.kind() == Variable.Kind.PARAMETER
        && !place.isReturn()
        && place.function().isPresent()
        && isNowhere(variable.locationAt(place.address(), modules.callers()));
  }

  private static boolean isNowhere(Location location) {
    return location instanceof Location.OptimizedOut || location instanceof Location.Unreadable;
  }

  private Known known() {
    if (known.isEmpty()) {
      known = Optional.of(find());
    }
    return known.get();
  }

  private Known find() {
    Set<String> lines = new LinkedHashSet<>();
    Set<String> inWords = new LinkedHashSet<>();
    Set<String> quoted = new LinkedHashSet<>();
    for (Caller caller : callers()) {
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

  private List<Caller> callers() {
    Function own = place.function().orElseThrow();
    if (own.inlined()) {
      return caller(place.scopes(), own.callSite(), own.entry()).stream().toList();
    }
    DebugInfo debug = place.module().debug().orElseThrow();
    return debug.directCalls(own).stream().flatMap(to -> caller(debug, to).stream()).toList();
  }

  private Optional<Caller> caller(DebugInfo debug, Address returnsTo) {
    Address call = returnsTo.plus(-1);
    Optional<SourceLine> line = debug.rowAt(call).map(LineRow::source);
    return caller(debug.scopesAt(call), line, call);
  }

  /**
   * The innermost function that is not the called one itself, and its line. What calls a part that
   * the compiler split off a function is the rest of it, often inlined.
   */
  private Optional<Caller> caller(List<Scope> scopes, Optional<SourceLine> at, Address call) {
    Optional<SourceLine> line = at;
    for (Scope scope : scopes) {
      Function function = scope.function();
      if (!isCalled(function)) {
        return line.filter(l -> l.line() > 0).map(l -> new Caller(function, l, call));
      }
      line = function.callSite();
    }
    return Optional.empty();
  }

  private boolean isCalled(Function function) {
    Function own = place.function().orElseThrow();
    return function.qualifiedName().equals(own.qualifiedName())
        && function.declared().equals(own.declared());
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
