package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.dwarf.Using;
import tracebook.types.StructType;
import tracebook.types.TypedefType;

/** Functions of one module by a name as a user writes it. */
final class FunctionSearch {
  private final Module module;
  private final DebugInfo debug;
  private final Set<String> inline;

  FunctionSearch(Module module, DebugInfo debug) {
    this.module = module;
    this.debug = debug;
    this.inline = Set.copyOf(debug.inlineNamespaces());
  }

  /**
   * The functions that a name can mean: a plain, qualified or linkage name; else the end of a
   * qualified one, with or without inline namespaces, in any spelling, behind it the types of the
   * parameters; else a template's or generic function's without its arguments; else what a
   * demangler calls it; else that of a class that has another name; else what Go's sources and
   * stack traces call it.
   */
  List<Function> find(String name) {
    String untagged = Spelling.withoutTags(name);
    List<Function> found = written(untagged);
    if (found.isEmpty()) {
      found = ofAnotherName(untagged);
    }
    return found.isEmpty() && module.elf().isGo() ? scanned(untagged, GoNames::means) : found;
  }

  private List<Function> written(String name) {
    List<Function> found = named(name);
    if (!found.isEmpty()) {
      return found;
    }
    DemangledSearch demangled = new DemangledSearch(debug, inline);
    int parameters = parametersAt(name);
    if (parameters >= 0) {
      String types = demangled.types(name.substring(parameters));
      found =
          named(name.substring(0, parameters).strip()).stream()
              .filter(f -> demangled.types(f.parameterTypes()).equals(types))
              .toList();
    }
    boolean inSymbols = parameters >= 0 || DemangledSearch.isLambda(name) || name.startsWith("<");
    return found.isEmpty() && inSymbols
        ? demangled.find(module.elf().symbols().functions(), name)
        : found;
  }

  /** {@code using Words = List<int>;} makes {@code Words::add} that of {@code List<int>}. */
  private List<Function> ofAnotherName(String name) {
    int parameters = parametersAt(name);
    List<String> parts = Spelling.parts(parameters < 0 ? name : name.substring(0, parameters));
    if (parts.size() < 2) {
      return List.of();
    }
    String types = parameters < 0 ? "" : name.substring(parameters);
    List<Function> found = inAlias(parts, types);
    if (!found.isEmpty()) {
      return found;
    }
    String alias = String.join("::", parts.subList(0, parts.size() - 1));
    return debug.types(alias, Optional.empty()).stream()
        .filter(t -> t instanceof TypedefType && t.strip() instanceof StructType)
        .map(t -> t.strip().name())
        .distinct()
        .flatMap(c -> written(c + "::" + parts.getLast() + types).stream())
        .distinct()
        .toList();
  }

  /** {@code namespace fs = std::filesystem;} makes {@code fs::exists} that of the other. */
  private List<Function> inAlias(List<String> parts, String types) {
    Set<Function> found = new LinkedHashSet<>();
    for (Using alias : debug.namespaceAliases()) {
      String whole = "::" + alias.scope().orElse("") + alias.name();
      for (int front = 1; front < parts.size(); front++) {
        if (whole.endsWith("::" + String.join("::", parts.subList(0, front)))) {
          String rest = String.join("::", parts.subList(front, parts.size()));
          found.addAll(written(alias.target() + "::" + rest + types));
        }
      }
    }
    return List.copyOf(found);
  }

  /** The signatures of the functions that have the name of {@code name(…)}. */
  List<String> overloads(String name) {
    int parameters = parametersAt(name);
    if (parameters < 0) {
      return List.of();
    }
    return named(name.substring(0, parameters).strip()).stream()
        .map(f -> f.qualifiedName() + f.parameterTypes())
        .distinct()
        .sorted()
        .toList();
  }

  private List<Function> named(String name) {
    List<Function> exact = debug.functions(name);
    if (!exact.isEmpty()) {
      return exact;
    }
    List<String> parts = Spelling.parts(name);
    if (parts.size() > 1) {
      List<Function> ending =
          debug.functions(parts.getLast()).stream()
              .filter(f -> Spelling.means(name, f.qualifiedName(), inline))
              .toList();
      if (!ending.isEmpty()) {
        return ending;
      }
    }
    // Few names have it, and only these need be brought into the common spelling.
    String word = Spelling.word(name);
    List<Function> spelled =
        scanned(name, (n, c) -> c.contains(word) && Spelling.means(n, c, inline));
    if (!spelled.isEmpty()) {
      return spelled;
    }
    if (!name.endsWith(">")) {
      List<Function> template =
          scanned(
              name,
              (n, c) ->
                  c.contains(word) && Spelling.means(n, Spelling.withoutLastArguments(c), inline));
      if (!template.isEmpty()) {
        return template;
      }
    }
    // Default arguments need not be written, nor any of a class.
    return parts.size() == 1
        ? List.of()
        : scanned(name, (n, c) -> c.contains(word) && Spelling.meansAnyOf(n, c, inline));
  }

  private List<Function> scanned(String name, BiPredicate<String, String> means) {
    Set<Function> found = new LinkedHashSet<>();
    List<Function> copies = new ArrayList<>();
    for (String candidate : debug.functionNames()) {
      if (means.test(name, candidate)) {
        for (Function function : debug.functions(candidate)) {
          if (means.test(name, function.qualifiedName())) {
            (function.inlined() ? copies : found).add(function);
          }
        }
      }
    }
    found.addAll(copies);
    return List.copyOf(found);
  }

  /** Where the parameters of {@code ns::name(int, char)} begin; -1 without any. */
  static int parametersAt(String name) {
    String bare = withoutQualifiers(name);
    if (!bare.endsWith(")")) {
      return -1;
    }
    int depth = 0;
    for (int at = bare.length() - 1; at >= 0; at--) {
      if (bare.charAt(at) == ')') {
        depth++;
      } else if (bare.charAt(at) == '(' && --depth == 0) {
        boolean operator = bare.startsWith("operator", Math.max(0, at - 8)) && at >= 8;
        return at == 0 || (operator && at == bare.length() - 2) ? -1 : at;
      }
    }
    return -1;
  }

  /** Without what C++ has behind the parameters. */
  static String withoutQualifiers(String name) {
    return name.strip().replaceAll("\\)\\s*(?:const|volatile|noexcept|&&?|\\s)+$", ")");
  }
}
