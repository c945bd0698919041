package tracebook.resolve;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.Stub;

/**
 * What a name can become that a user has begun to write, in their spelling: a qualified name may be
 * shortened in front.
 */
final class Suggestions {
  private static final String PROBE = "usdt:";

  private final Modules modules;

  Suggestions(Modules modules) {
    this.modules = modules;
  }

  /** Functions, files and their lines, modules with what is in them, static probes. */
  List<String> places(String typed, int most) {
    Set<String> found = new LinkedHashSet<>();
    int colon = singleColon(typed);
    if (colon < 0) {
      found.addAll(functions(modules.main(), typed));
      found.addAll(files(modules.main(), typed));
      found.addAll(moduleNames(typed));
      if (!typed.isEmpty() && PROBE.startsWith(typed)) {
        found.add(PROBE);
      }
    } else if (typed.startsWith(PROBE)) {
      staticProbes(typed).forEach(found::add);
    } else {
      String before = typed.substring(0, colon);
      String rest = typed.substring(colon + 1);
      found.addAll(lines(modules.main(), before, rest));
      for (Module module : named(before)) {
        functions(module, rest).forEach(name -> found.add(before + ":" + name));
        files(module, rest).forEach(file -> found.add(before + ":" + file));
      }
      int second = singleColon(before);
      if (second > 0) {
        String file = before.substring(second + 1);
        named(before.substring(0, second)).stream()
            .flatMap(module -> lines(module, file, rest).stream())
            .forEach(line -> found.add(before.substring(0, second + 1) + line));
      }
    }
    return found.stream().limit(most).toList();
  }

  /** Those of the main module, else of the first other one that has some that begin so. */
  private List<String> staticProbes(String typed) {
    return Stream.concat(
            Stream.of(modules.main()), modules.otherPaths().stream().map(modules::open))
        .map(
            module ->
                module.elf().staticProbes().stream()
                    .flatMap(
                        probe ->
                            Stream.of(
                                PROBE + probe.provider() + ":" + probe.name(),
                                PROBE + probe.provider() + ":*"))
                    .filter(name -> name.startsWith(typed))
                    .distinct()
                    .sorted()
                    .toList())
        .filter(names -> !names.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Source files, and behind a colon their lines. */
  List<String> files(String typed, int most) {
    return places(typed, Integer.MAX_VALUE).stream()
        .filter(place -> place.matches(".*:\\d*"))
        .limit(most)
        .toList();
  }

  List<String> types(String typed, int most) {
    List<String> all =
        modules.main().debug().map(d -> List.copyOf(d.typeNames())).orElse(List.of());
    boolean plain = TypeSearch.withoutKeyword(typed).equals(typed);
    Stream<String> names = all.stream();
    return beginning(plain ? names.map(TypeSearch::withoutKeyword) : names, typed, most);
  }

  List<String> globals(Module module, String typed, int most) {
    return beginning(module.debug().stream().flatMap(d -> d.globalNames().stream()), typed, most);
  }

  private static List<String> functions(Module module, String typed) {
    Set<String> names = new TreeSet<>();
    module.debug().ifPresent(d -> names.addAll(d.functionNames()));
    boolean known = module.debug().isPresent() || typed.isEmpty();
    module
        .elf()
        .symbols()
        .functions()
        .forEach(s -> names.add(known ? s.name() : SymbolNames.shown(s)));
    if (typed.indexOf('@') > 0) {
      module.elf().linkage().stubs().stream().map(Stub::name).forEach(names::add);
    }
    return beginning(names.stream(), typed, Integer.MAX_VALUE);
  }

  private static List<String> beginning(Stream<String> names, String typed, int most) {
    return names
        .flatMap(name -> completed(name, typed).stream())
        .distinct()
        .sorted()
        .limit(most)
        .toList();
  }

  /** The name as far as it begins so: the whole, or what is behind one of its parts. */
  private static List<String> completed(String name, String typed) {
    if (name.startsWith(typed)) {
      return List.of(name);
    }
    int at = typed.isEmpty() ? -1 : name.indexOf("::" + typed);
    return at < 0 || isInBrackets(name, at) ? List.of() : List.of(name.substring(at + 2));
  }

  private static boolean isInBrackets(String name, int end) {
    int depth = 0;
    for (int at = 0; at < end; at++) {
      char c = name.charAt(at);
      depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
    }
    return depth > 0;
  }

  /** By their last components, with the colon that a line follows. */
  private static Collection<String> files(Module module, String typed) {
    Set<String> names = new TreeSet<>();
    module
        .debug()
        .ifPresent(
            d -> d.sourceFiles().forEach(f -> names.add(f.substring(f.lastIndexOf('/') + 1))));
    return names.stream().filter(n -> n.startsWith(typed)).map(n -> n + ":").toList();
  }

  /** Lines with code of the files that are meant. */
  private static List<String> lines(Module module, String file, String typed) {
    if (module.debug().isEmpty() || !typed.matches("\\d*")) {
      return List.of();
    }
    DebugInfo debug = module.debug().get();
    return debug.sourceFiles().stream()
        .filter(f -> f.equals(file) || f.endsWith("/" + file))
        .flatMap(f -> debug.linesWithCode(f).stream())
        .distinct()
        .sorted()
        .map(String::valueOf)
        .filter(line -> line.startsWith(typed))
        .map(line -> file + ":" + line)
        .toList();
  }

  private List<String> moduleNames(String typed) {
    return modules.otherPaths().stream()
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .filter(name -> !typed.isEmpty() && name.startsWith(typed))
        .distinct()
        .sorted()
        .map(name -> name + ":")
        .toList();
  }

  private List<Module> named(String suffix) {
    if (modules.main().hasSuffix(suffix)) {
      return List.of(modules.main());
    }
    return modules.otherPaths().stream()
        .filter(path -> path.equals(suffix) || path.endsWith("/" + suffix))
        .limit(1)
        .map(modules::open)
        .toList();
  }

  /** The last colon that is no part of {@code ::}; -1 without one. */
  private static int singleColon(String typed) {
    for (int at = typed.length() - 1; at >= 0; at--) {
      if (typed.charAt(at) == ':') {
        if (at > 0 && typed.charAt(at - 1) == ':') {
          at--;
        } else if (at == typed.length() - 1 || typed.charAt(at + 1) != ':') {
          return at;
        }
      }
    }
    return -1;
  }
}
