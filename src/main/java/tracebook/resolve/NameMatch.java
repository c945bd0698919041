package tracebook.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tracebook.dwarf.Function;
import tracebook.elf.Symbol;
import tracebook.lang.Name;
import tracebook.lang.Pattern;
import tracebook.source.Names;

/** Patterns that stand for many functions: a glob of the whole name, or a regular expression. */
final class NameMatch {
  /** A probe costs the kernel memory and time; who means more wants a profiler. */
  static final int MOST = 10_000;

  private final Places places;
  private final Modules modules;

  NameMatch(Places places, Modules modules) {
    this.places = places;
    this.modules = modules;
  }

  /**
   * Every function of the main module that matches, or of the modules that {@code module} matches.
   * Functions that the dynamic linker calls to choose another (STT_GNU_IFUNC) are none.
   *
   * @param known takes, of each module, those that its debug info knows
   */
  List<Place> find(Pattern.Matching pattern, Optional<Name> module, Consumer<List<Function>> known)
      throws Rejected {
    Predicate<String> matches = predicate(pattern);
    List<Place> found = new ArrayList<>();
    List<Module> searched = modules(module);
    for (Module one : searched) {
      List<String> names = names(one).stream().filter(matches).sorted().toList();
      if (names.size() > MOST) {
        throw tooMany(pattern, names.size());
      }
      List<Function> all = one.debug().map(d -> d.functionsNamed(matches)).orElse(List.of());
      known.accept(all);
      Map<String, List<Function>> functions = byName(all);
      Set<Place> distinct = new LinkedHashSet<>();
      for (String name : names) {
        if (one.elf().symbols().named(name).stream()
            .noneMatch(s -> s.kind() == Symbol.Kind.INDIRECT_FUNCTION)) {
          List<Function> its = functions.get(name);
          distinct.addAll(
              its == null ? Places.functionsIn(one, name) : Places.functionsIn(one, name, its));
        }
      }
      found.addAll(distinct);
    }
    if (found.size() > MOST) {
      throw tooMany(pattern, found.size());
    }
    if (found.isEmpty()) {
      throw none(pattern, searched.getFirst());
    }
    return found;
  }

  /** By each of their names, found in one go. */
  private static Map<String, List<Function>> byName(List<Function> all) {
    Map<String, List<Function>> byName = new HashMap<>();
    for (Function function : all) {
      Set<String> names = new LinkedHashSet<>(List.of(function.name(), function.qualifiedName()));
      function.linkageName().ifPresent(names::add);
      names.forEach(name -> byName.computeIfAbsent(name, n -> new ArrayList<>()).add(function));
    }
    return byName;
  }

  private static Predicate<String> predicate(Pattern.Matching pattern) {
    return pattern.regex()
        ? java.util.regex.Pattern.compile(pattern.text()).asPredicate()
        : Glob.whole(pattern.text())::matches;
  }

  private List<Module> modules(Optional<Name> module) throws Rejected {
    if (module.isEmpty() || !Glob.isMany(module.get().text())) {
      return List.of(places.module(module));
    }
    Glob glob = Glob.whole(module.get().text());
    List<Module> found = new ArrayList<>();
    if (glob.matches(modules.main().name())) {
      found.add(modules.main());
    }
    for (String path : modules.otherPaths()) {
      if (glob.matches(path) || glob.matches(path.substring(path.lastIndexOf('/') + 1))) {
        found.add(modules.open(path));
      }
    }
    if (found.isEmpty()) {
      throw places.noModule(module.get());
    }
    return found;
  }

  private static Collection<String> names(Module module) {
    Set<String> names = new LinkedHashSet<>();
    module.debug().ifPresent(d -> names.addAll(d.functionNames()));
    module.elf().symbols().functions().stream()
        .filter(s -> module.elf().isCode(s.address()))
        .forEach(s -> names.add(s.name()));
    return names;
  }

  private static Rejected tooMany(Pattern.Matching pattern, int count) {
    return new Rejected(
        pattern.span(),
        shown(pattern) + " matches " + count + " functions, more than " + MOST,
        "write more of the name; `%functions` shows what matches");
  }

  private static Rejected none(Pattern.Matching pattern, Module module) {
    String plain = pattern.text().replaceAll("[^\\p{Alnum}_]", "");
    return new Rejected(
        pattern.span(),
        "no function of `" + module.name() + "` matches " + shown(pattern),
        module.debug().isPresent()
            ? Names.didYouMean(plain, names(module), "`%functions *` lists them")
            : "`" + module.name() + "` has no debug info: " + module.debugNote());
  }

  static String shown(Pattern.Matching pattern) {
    return pattern.regex() ? "`/" + pattern.text() + "/`" : "`" + pattern.text() + "`";
  }
}
