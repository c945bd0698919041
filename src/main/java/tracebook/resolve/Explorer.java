package tracebook.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.NamedType;
import tracebook.dwarf.Scope;
import tracebook.dwarf.SourceLine;
import tracebook.elf.Address;
import tracebook.elf.Stub;
import tracebook.elf.Symbol;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.lang.Script;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;

/**
 * What there is to trace in a target: its functions, lines, variables, types. Places mean here what
 * they mean in a trace. A question that cannot be answered is a problem, and its answer empty.
 */
public final class Explorer {
  private final Modules modules;
  private final Places places;

  public Explorer(Modules modules) {
    this.modules = modules;
    this.places = new Places(modules, new Problems());
  }

  /**
   * The functions whose plain or qualified name a glob matches, by name: of the main module, else
   * of the first other one that has any; {@code libfoo.so:glob} of that one.
   */
  public List<Found.FunctionCode> functions(String text, Span span, Problems problems) {
    Glob glob = Glob.of(text);
    List<Module> searched = searched(glob, span, problems);
    for (Module module : searched) {
      List<Found.FunctionCode> found = functions(module, glob);
      if (!found.isEmpty()) {
        return found;
      }
      if (glob.many()) {
        break;
      }
    }
    if (!searched.isEmpty()) {
      Module first = searched.getFirst();
      noMatch("function", glob, first, functionNames(first), "`%functions *`", span, problems);
    }
    return List.of();
  }

  private static List<Found.FunctionCode> functions(Module module, Glob glob) {
    List<Found.FunctionCode> found = new ArrayList<>();
    Set<Address> bodies = new LinkedHashSet<>();
    record Copy(Address at, String name) {}
    Set<Copy> seen = new LinkedHashSet<>();
    if (module.debug().isPresent()) {
      DebugInfo debug = module.debug().get();
      List<Function> functions =
          glob.many() ? debug.functionsNamed(glob::matches) : debug.functions(glob.name());
      for (Function function : functions) {
        if (seen.add(new Copy(function.entry(), function.qualifiedName()))) {
          found.add(code(module, function));
          if (!function.inlined()) {
            bodies.add(function.entry());
          }
        }
      }
    }
    for (Symbol symbol : module.elf().symbols().functions()) {
      if (SymbolNames.all(symbol).stream().anyMatch(glob::matches)
          && !bodies.contains(symbol.address())
          && module.elf().isCode(symbol.address())
          && seen.add(new Copy(symbol.address(), symbol.name()))) {
        found.add(
            new Found.FunctionCode(
                SymbolNames.shown(symbol),
                module.name(),
                "",
                0,
                symbol.address(),
                Found.FunctionKind.SYMBOL,
                ""));
      }
    }
    for (Stub stub : module.elf().linkage().stubs()) {
      if (glob.matches(stub.name())) {
        found.add(
            new Found.FunctionCode(
                stub.name(), module.name(), "", 0, stub.address(), Found.FunctionKind.STUB, ""));
      }
    }
    found.sort(
        Comparator.comparing(Found.FunctionCode::name).thenComparing(Found.FunctionCode::address));
    return found;
  }

  private static Found.FunctionCode code(Module module, Function function) {
    SourceLine at = function.declared();
    return new Found.FunctionCode(
        function.qualifiedName(),
        module.name(),
        at.file(),
        at.line(),
        function.entry(),
        function.inlined() ? Found.FunctionKind.INLINED : Found.FunctionKind.FUNCTION,
        function.signature());
  }

  private static Set<String> functionNames(Module module) {
    Set<String> names = new LinkedHashSet<>();
    module.debug().ifPresent(d -> names.addAll(d.functionNames()));
    module.elf().symbols().functions().forEach(s -> names.add(s.name()));
    return names;
  }

  /**
   * Places that begin so, for completion: functions, by the end of their qualified names too, files
   * and lines, modules and what is in them, static probes.
   */
  public List<String> placesBeginning(String typed, int most) {
    return new Suggestions(modules).places(typed, most);
  }

  /** Source files, and behind a colon their lines with code; for completion. */
  public List<String> linesBeginning(String typed, int most) {
    return new Suggestions(modules).files(typed, most);
  }

  /** Types of the main module, with their keyword if it is typed; for completion. */
  public List<String> typesBeginning(String typed, int most) {
    return new Suggestions(modules).types(typed, most);
  }

  /** Globals and statics of the main module; for completion. */
  public List<String> globalsBeginning(String typed, int most) {
    return new Suggestions(modules).globals(modules.main(), typed, most);
  }

  /** The same of the module that has a place. */
  public List<String> globalsBeginning(Pattern pattern, String typed, int most) {
    try {
      Module module = places.find(pattern).getFirst().module();
      return new Suggestions(modules).globals(module, typed, most);
    } catch (Rejected nowhere) {
      return List.of();
    }
  }

  /**
   * The lines with code of the one source file that has this path or path suffix, of the main
   * module or, as {@code libfoo.so:foo.c}, of another.
   *
   * @param from first line
   * @param to last line, included
   */
  public Optional<Found.SourceCode> lines(
      String file, int from, int to, Span span, Problems problems) {
    try {
      int colon = file.lastIndexOf(':');
      Optional<Name> module =
          colon > 0 ? Optional.of(new Name(file.substring(0, colon), span)) : Optional.empty();
      return Optional.of(
          new LineSearch(modules)
              .lines(places.module(module), file.substring(colon + 1), from, to, span));
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
      return Optional.empty();
    }
  }

  /**
   * The variables of the function at a place, innermost first, then those of its source file; for
   * each copy of the place.
   */
  public List<Found.VariableAt> variables(Pattern pattern, Problems problems) {
    try {
      List<Found.VariableAt> all = new ArrayList<>();
      for (Place place : places.find(pattern)) {
        if (place.module().debug().isEmpty()) {
          throw new Rejected(
              pattern.span(),
              "`" + place.module().name() + "` has no debug info, so its variables are not known",
              place.module().debugNote());
        }
        if (place.missing().isPresent()) {
          throw new Rejected(
              pattern.span(),
              "part of the debug info of `"
                  + place.module().name()
                  + "` is missing, so its variables are not known here",
              place.missing().get());
        }
        all.addAll(new VariableSearch(place, modules).visible());
      }
      return all;
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
      return List.of();
    }
  }

  /**
   * The names that a trace can read at a place, innermost first, with their types; empty where
   * nothing is known. For completion.
   *
   * @param path members to follow from a variable: {@code r, items}; empty for the variables
   */
  public List<Found.Candidate> readable(Pattern pattern, List<String> path) {
    try {
      Place place = places.find(pattern).getFirst();
      VariableSearch search = new VariableSearch(place, modules);
      return path.isEmpty() ? search.readable() : search.members(path);
    } catch (Rejected nowhere) {
      return List.of();
    }
  }

  /**
   * What may stand behind the dot of a value.
   *
   * @param script ends with {@code emit VALUE;} in the innermost block of its last item
   */
  public List<Found.Candidate> members(Script script) {
    return new Continuations(modules).members(script);
  }

  /** The variable or member at the end of a path, at a place; for inspection. */
  public Optional<Found.VariableAt> variable(Pattern pattern, List<String> path) {
    try {
      Place place = places.find(pattern).getFirst();
      return new VariableSearch(place, modules).at(path);
    } catch (Rejected nowhere) {
      return Optional.empty();
    }
  }

  /** Global and file-static variables that a glob matches, by name. */
  public List<Found.VariableAt> globals(String text, Span span, Problems problems) {
    Glob glob = Glob.of(text);
    List<Module> searched = searched(glob, span, problems);
    for (Module module : searched) {
      List<Found.VariableAt> found = VariableSearch.globals(module, modules, glob);
      if (!found.isEmpty()) {
        return found;
      }
      if (glob.many()) {
        break;
      }
    }
    if (!searched.isEmpty()) {
      Module first = searched.getFirst();
      List<String> names = new ArrayList<>();
      first.debug().ifPresent(d -> names.addAll(d.globalNames()));
      noMatch("global variable", glob, first, names, "`%globals *`", span, problems);
    }
    return List.of();
  }

  /**
   * The layout of a type, with or without its {@code struct}, {@code union}, {@code enum} and its
   * namespaces; of a name that means several, of each; of a name with {@code *} or {@code ?} the
   * types that match.
   */
  public List<Found.LayoutLine> type(String text, Span span, Problems problems) {
    Module main = modules.main();
    if (main.debug().isEmpty()) {
      problems.error(
          span,
          "`" + main.name() + "` has no debug info, so its types are not known",
          main.debugNote());
      return List.of();
    }
    DebugInfo debug = main.debug().get();
    Glob glob = Glob.of(text);
    if (isGlob(text)) {
      List<Found.LayoutLine> found = new ArrayList<>();
      for (String name : glob.matching(debug.typeNames())) {
        debug
            .namedTypes(name, Optional.empty())
            .forEach(
                t ->
                    found.add(
                        new Found.LayoutLine(
                            OptionalLong.empty(),
                            t.type().size(),
                            name,
                            Layout.kind(t.type()),
                            "")));
      }
      if (found.isEmpty()) {
        noMatch("type", glob, main, debug.typeNames(), "`%type *`", span, problems);
      }
      return found;
    }
    List<NamedType> types = TypeSearch.find(debug, text, Optional.empty());
    if (types.size() == 1) {
      return Layout.of(types.getFirst().type(), "");
    }
    if (!types.isEmpty()) {
      return types.stream()
          .flatMap(t -> Layout.of(t.type(), " of " + t.declared()).stream())
          .toList();
    }
    noMatch("type", glob, main, debug.typeNames(), "`%type *`", span, problems);
    return List.of();
  }

  /**
   * What is at an address of a module's ELF file: the innermost inlined copy first, the function's
   * own body last.
   *
   * @param module the suffix of its path; empty for the main module
   */
  public List<Found.Holder> where(
      Optional<Name> module, Address address, Span span, Problems problems) {
    try {
      return new LineSearch(modules).holders(places.module(module), address, span);
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
      return List.of();
    }
  }

  /** The line of code at an address, for listings that name one. */
  static SourceLine lineAt(Module module, Address address) {
    return module
        .debug()
        .flatMap(d -> d.rowAt(address))
        .map(LineRow::source)
        .orElse(SourceLine.UNKNOWN);
  }

  static List<Scope> scopes(Module module, Address address) {
    return module.debug().map(d -> d.scopesAt(address)).orElse(List.of());
  }

  /** A star behind a blank or another star is a pointer's. */
  private static boolean isGlob(String text) {
    return text.indexOf('?') >= 0 || text.strip().matches(".*[^\\s*]\\*|\\*.*");
  }

  private List<Module> searched(Glob glob, Span span, Problems problems) {
    try {
      if (!glob.module().isEmpty()) {
        return List.of(places.module(Optional.of(new Name(glob.module(), span))));
      }
    } catch (Rejected rejected) {
      problems.addAll(List.of(rejected.problem()));
      return List.of();
    }
    List<Module> all = new ArrayList<>();
    all.add(modules.main());
    if (!glob.many()) {
      modules.otherPaths().forEach(p -> all.add(modules.open(p)));
    }
    return all;
  }

  private static void noMatch(
      String what,
      Glob glob,
      Module module,
      java.util.Collection<String> names,
      String lists,
      Span span,
      Problems problems) {
    String plain = glob.name().replaceAll("[*?]", "");
    String otherwise =
        module.debug().isPresent()
            ? lists + " lists all there are"
            : "`" + module.name() + "` has no debug info: " + module.debugNote();
    problems.error(
        span,
        "no "
            + what
            + (glob.many() ? " matches `" : " `")
            + glob.name()
            + "` in `"
            + module.name()
            + "`",
        Names.didYouMean(plain, names, otherwise));
  }
}
