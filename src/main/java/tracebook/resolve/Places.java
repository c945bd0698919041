package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.LineRow;
import tracebook.elf.Address;
import tracebook.elf.Stub;
import tracebook.elf.Symbol;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.source.Names;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Patterns to places. */
final class Places {
  private final Modules modules;
  private final Problems problems;

  Places(Modules modules, Problems problems) {
    this.modules = modules;
    this.problems = problems;
  }

  /** The places of a pattern: at least one. */
  List<Place> find(Pattern pattern) throws Rejected {
    if (pattern.atReturn()) {
      return new ReturnPlaces(this, modules, problems).find(pattern);
    }
    return switch (pattern.place()) {
      case Pattern.FunctionName p -> functions(p, pattern.module());
      case Pattern.Line p -> lines(p, pattern.module());
      case Pattern.At p -> List.of(at(p, module(pattern.module())));
      case Pattern.Matching p ->
          new NameMatch(this, modules)
              .find(
                  p,
                  pattern.module(),
                  known ->
                      SharedEntries.warn(
                          "what " + NameMatch.shown(p) + " matches", known, problems, p.span()));
      case Pattern.StaticProbe p -> new StaticProbes(this, modules).find(p, pattern.module());
    };
  }

  Module module(Optional<Name> name) throws Rejected {
    if (name.isEmpty()) {
      return modules.main();
    }
    String suffix = name.get().text();
    List<String> paths = new ArrayList<>();
    if (modules.main().hasSuffix(suffix)) {
      paths.add(modules.main().path());
    }
    for (String path : modules.otherPaths()) {
      if (path.equals(suffix) || path.endsWith("/" + suffix)) {
        paths.add(path);
      }
    }
    if (paths.size() > 1) {
      throw new Rejected(
          name.get().span(),
          "`" + suffix + "` fits several modules: " + Names.listed(paths),
          "write more of the path");
    }
    if (paths.isEmpty()) {
      String path = modules.notLoaded(suffix).orElseThrow(() -> noModule(name.get()));
      return path.equals(modules.main().path()) ? modules.main() : modules.open(path);
    }
    String path = paths.getFirst();
    return path.equals(modules.main().path()) ? modules.main() : modules.open(path);
  }

  Rejected noModule(Name name) {
    List<String> known = new ArrayList<>();
    known.add(modules.main().name());
    modules.otherPaths().forEach(p -> known.add(p.substring(p.lastIndexOf('/') + 1)));
    return new Rejected(
        name.span(),
        "no module `" + name.text() + "` is loaded",
        name.text().contains("*")
            ? "a glob means loaded modules; one that comes later is waited for by its name"
            : Names.didYouMean(name.text(), known, "loaded are: " + Names.first(known, 40)));
  }

  // ---- functions

  List<Place> functions(Pattern.FunctionName pattern, Optional<Name> moduleName) throws Rejected {
    String name = pattern.name();
    Module first = module(moduleName);
    chosenAtRunTime(first, pattern);
    List<Place> found = functionsMeant(first, pattern);
    if (found.isEmpty() && moduleName.isEmpty()) {
      for (String path : modules.otherPaths()) {
        chosenAtRunTime(modules.open(path), pattern);
        found = functionsMeant(modules.open(path), pattern);
        if (!found.isEmpty()) {
          break;
        }
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    List<String> overloads =
        first.debug().map(d -> new FunctionSearch(first, d).overloads(name)).orElse(List.of());
    if (!overloads.isEmpty()) {
      throw new Rejected(
          pattern.span(),
          "no function `" + name + "` in `" + first.name() + "`",
          "there is `" + String.join("`, `", overloads) + "`");
    }
    Set<String> known = new LinkedHashSet<>();
    first.debug().ifPresent(d -> known.addAll(d.functionNames()));
    first.elf().symbols().functions().forEach(s -> known.add(s.name()));
    List<String> instances =
        first.elf().isGo() ? GoNames.instances(name, known) : List.<String>of();
    if (!instances.isEmpty()) {
      throw new Rejected(
          pattern.span(),
          "no function `" + name + "` in `" + first.name() + "`",
          "Go has one function for all types of a shape: " + Names.first(instances, 4));
    }
    boolean noCode = known.remove(name);
    String hint =
        noCode
            ? "its name is known there, but it has no code of its own"
            : first.debug().isPresent()
                ? "`%functions GLOB` lists the functions of the program"
                : "`" + first.name() + "` has no debug info: " + first.debugNote();
    throw new Rejected(
        pattern.span(),
        "no function `" + name + "` in `" + first.name() + "`",
        noCode ? hint : Names.didYouMean(name, known, hint));
  }

  /**
   * An indirect function (STT_GNU_IFUNC) runs once, to choose the one that is called from then on.
   */
  private static void chosenAtRunTime(Module module, Pattern.FunctionName pattern) throws Rejected {
    String name = pattern.name();
    if (module.elf().symbols().named(name).stream()
        .noneMatch(s -> s.kind() == Symbol.Kind.INDIRECT_FUNCTION)) {
      return;
    }
    List<String> choices =
        module.elf().symbols().functions().stream()
            .filter(s -> s.kind() == Symbol.Kind.FUNCTION && s.name().contains(name + "_"))
            .map(Symbol::name)
            .distinct()
            .sorted()
            .limit(8)
            .toList();
    throw new Rejected(
        pattern.span(),
        "`"
            + name
            + "` of `"
            + module.name()
            + "` is one of several functions, chosen when the program starts",
        choices.isEmpty()
            ? "`perf top` or gdb tell which one is called"
            : "probe the one that this processor uses, such as `"
                + String.join("`, `", choices)
                + "`");
  }

  /** The functions of exactly this name; without debug info, of the symbol. */
  static List<Place> functionsIn(Module module, String name) {
    return places(module, name, module.debug().map(d -> d.functions(name)).orElse(List.of()));
  }

  /** The same, where they were looked up before. */
  static List<Place> functionsIn(Module module, String name, List<Function> functions) {
    return places(module, name, functions);
  }

  /** The functions that a name means which may be shortened. */
  private List<Place> functionsMeant(Module module, Pattern.FunctionName pattern) {
    String name = pattern.name();
    List<Function> functions =
        module.debug().map(d -> new FunctionSearch(module, d).find(name)).orElse(List.of());
    SharedEntries.warn("`" + name + "`", functions, problems, pattern.span());
    return places(module, name, functions);
  }

  private static List<Place> places(Module module, String name, List<Function> functions) {
    List<Place> places = new ArrayList<>();
    Set<Address> seen = new LinkedHashSet<>();
    for (Function function : functions) {
      Address at = function.bodyStart();
      if (seen.add(at)) {
        places.add(
            Place.of(module, at, function.qualifiedName(), atEntry(module, function, at))
                .within(function));
      }
    }
    if (places.isEmpty()) {
      for (Symbol symbol : SymbolNames.named(module, name)) {
        if (symbol.kind() == Symbol.Kind.FUNCTION && module.elf().isCode(symbol.address())) {
          Address at = afterEndbr(module, symbol.address());
          if (seen.add(at)) {
            places.add(Place.of(module, at, SymbolNames.shown(symbol), isEntry(symbol)));
          }
        }
      }
    }
    if (places.isEmpty() && name.endsWith("@plt")) {
      module.elf().linkage().stubs().stream()
          .filter(stub -> stub.name().equals(name))
          .forEach(stub -> places.add(Place.of(module, start(module, stub), name, true)));
    }
    return places;
  }

  private static Address start(Module module, Stub stub) {
    return afterEndbr(module, stub.address());
  }

  /** Not of the part that GCC moved away from a function: it is jumped to, with other registers. */
  private static boolean isEntry(Symbol symbol) {
    return !symbol.name().contains(".cold");
  }

  static boolean atEntry(Module module, Function function, Address at) {
    return !function.inlined()
        && (at.equals(function.entry()) || at.equals(afterEndbr(module, function.entry())));
  }

  /**
   * Behind {@code endbr64} (f3 0f 1e fa): it does nothing that a probe could see, and is costly to
   * probe.
   */
  static Address afterEndbr(Module module, Address entry) {
    byte[] code = module.elf().text(entry, 4);
    boolean endbr =
        code.length == 4
            && code[0] == (byte) 0xf3
            && code[1] == 0x0f
            && code[2] == 0x1e
            && code[3] == (byte) 0xfa;
    return endbr ? entry.plus(4) : entry;
  }

  // ---- lines

  private List<Place> lines(Pattern.Line pattern, Optional<Name> moduleName) throws Rejected {
    Module module = module(moduleName);
    if (moduleName.isEmpty() && filesIn(module, pattern.file()).isEmpty()) {
      module = otherWithFile(pattern).orElse(module);
    }
    if (module.debug().isEmpty()) {
      throw new Rejected(
          pattern.span(),
          "`" + module.name() + "` has no debug info, so its lines are not known",
          module.debugNote());
    }
    DebugInfo debug = module.debug().get();
    List<String> files = filesIn(module, pattern.file());
    if (files.isEmpty()) {
      Set<String> names = new TreeSet<>();
      debug.sourceFiles().forEach(f -> names.add(f.substring(f.lastIndexOf('/') + 1)));
      throw new Rejected(
          pattern.span(),
          "no source file `" + pattern.file() + "` in `" + module.name() + "`",
          Names.didYouMean(
              pattern.file().substring(pattern.file().lastIndexOf('/') + 1),
              names,
              "`%functions` shows the files of the functions"));
    }
    List<String> withLine =
        files.stream().filter(f -> !debug.rows(f, pattern.line()).isEmpty()).toList();
    if (withLine.size() > 1) {
      throw new Rejected(
          pattern.span(),
          "`" + pattern.file() + "` fits several files: " + Names.listed(withLine),
          "write more of the path");
    }
    if (withLine.isEmpty()) {
      throw noCode(pattern, debug, files);
    }
    List<LineCopies.Copy> copies =
        new LineCopies(module, debug).of(debug.rows(withLine.getFirst(), pattern.line()));
    if (copies.isEmpty()) {
      throw noCode(pattern, debug, withLine);
    }
    if (pattern.copy() > copies.size()) {
      throw new Rejected(
          pattern.span(),
          "`" + pattern.file() + ":" + pattern.line() + "` has only " + copiesText(copies.size()),
          "copies count from #1 by address");
    }
    List<LineCopies.Copy> meant =
        pattern.copy() == 0 ? copies : List.of(copies.get(pattern.copy() - 1));
    LineCopies.warn(meant, pattern, problems);
    return meant.stream().flatMap(copy -> copy.places().stream()).toList();
  }

  /** The one module besides the main one that has the file. */
  private Optional<Module> otherWithFile(Pattern.Line pattern) throws Rejected {
    List<Module> having =
        modules.otherPaths().stream()
            .map(modules::open)
            .filter(m -> !filesIn(m, pattern.file()).isEmpty())
            .toList();
    if (having.size() > 1) {
      throw new Rejected(
          pattern.span(),
          "`"
              + pattern.file()
              + "` is a file of several modules: "
              + Names.listed(having.stream().map(Module::path).toList()),
          "name the module too: `"
              + having.getFirst().name()
              + ":"
              + pattern.file()
              + ":"
              + pattern.line()
              + "`");
    }
    return having.stream().findFirst();
  }

  private static String copiesText(int count) {
    return count == 1 ? "one copy" : count + " copies";
  }

  private static List<String> filesIn(Module module, String suffix) {
    if (module.debug().isEmpty()) {
      return List.of();
    }
    return module.debug().get().sourceFiles().stream()
        .filter(f -> f.equals(suffix) || f.endsWith("/" + suffix))
        .distinct()
        .sorted()
        .toList();
  }

  private static Rejected noCode(Pattern.Line pattern, DebugInfo debug, List<String> files) {
    TreeSet<Integer> lines = new TreeSet<>();
    files.forEach(file -> lines.addAll(debug.linesWithCode(file)));
    // Rows are looked up one line at a time, and few of the lines are wanted.
    Predicate<Integer> isStatement =
        line ->
            files.stream()
                .flatMap(f -> debug.rows(f, line).stream())
                .anyMatch(LineRow::isStatement);
    Integer before =
        lines.headSet(pattern.line(), false).descendingSet().stream()
            .filter(isStatement)
            .findFirst()
            .orElse(null);
    Integer after =
        lines.tailSet(pattern.line(), false).stream().filter(isStatement).findFirst().orElse(null);
    String hint =
        before == null && after == null
            ? "no line of the file has any"
            : before != null && after != null
                ? "the nearest lines with code are " + before + " and " + after
                : "the nearest line with code is " + (before != null ? before : after);
    return new Rejected(
        pattern.span(), "`" + pattern.file() + ":" + pattern.line() + "` has no code", hint);
  }

  // ---- addresses

  static Place at(Pattern.At pattern, Module module) throws Rejected {
    Address address = new Address(pattern.address());
    Span span = pattern.span();
    if (!module.elf().isCode(address)) {
      throw new Rejected(
          span,
          "`" + address + "` is not code of `" + module.name() + "`",
          "give an address as `objdump -d` shows it for the file, not one of the running process");
    }
    Optional<Function> function = module.debug().flatMap(d -> d.functionAt(address));
    Optional<Symbol> symbol = module.symbolAt(address);
    Optional<Stub> stub =
        function.isPresent() || symbol.isPresent()
            ? Optional.empty()
            : module.elf().linkage().at(address);
    String name =
        function
            .map(Function::qualifiedName)
            .or(() -> symbol.map(SymbolNames::shown))
            .or(() -> stub.map(Stub::name))
            .orElse("");
    Optional<Address> start =
        function
            .flatMap(f -> f.ranges().stream().filter(r -> r.contains(address)).findFirst())
            .map(r -> r.start())
            .or(() -> symbol.map(Symbol::address))
            .or(() -> stub.map(Stub::address))
            .or(() -> module.unnamed(address).map(AddressRange::start));
    if (start.isEmpty()) {
      throw new Rejected(
          span,
          "no function of `" + module.name() + "` holds `" + address + "`",
          "without one nothing tells where instructions begin, and a probe inside one would break"
              + " the program");
    }
    SiteCheck.boundary(module, start.get(), address, span);
    boolean entry =
        symbol
                .map(
                    s ->
                        isEntry(s)
                            && (s.address().equals(address)
                                || afterEndbr(module, s.address()).equals(address)))
                .orElse(false)
            || function.map(f -> atEntry(module, f, address)).orElse(false)
            || stub.map(s -> s.address().equals(address) || start(module, s).equals(address))
                .orElse(false);
    return Place.of(module, address, name, entry);
  }
}
