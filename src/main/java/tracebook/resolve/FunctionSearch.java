package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;

/** Functions of one module by a name as a user writes it. */
final class FunctionSearch {
  private final DebugInfo debug;

  FunctionSearch(DebugInfo debug) {
    this.debug = debug;
  }

  /**
   * The functions that a name can mean: a plain, qualified or linkage name; else the end of a
   * qualified one, with or without inline namespaces, in any spelling, behind it the types of the
   * parameters; else a template's or generic function's without its arguments.
   */
  List<Function> find(String name) {
    List<Function> found = named(name);
    if (!found.isEmpty()) {
      return found;
    }
    int parameters = parametersAt(name);
    if (parameters < 0) {
      return List.of();
    }
    String types = Spelling.of(withoutQualifiers(name.substring(parameters)));
    return named(name.substring(0, parameters).strip()).stream()
        .filter(f -> Spelling.of(f.parameterTypes()).equals(types))
        .toList();
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
    Set<String> inline = Set.copyOf(debug.inlineNamespaces());
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
    List<Function> spelled = scanned(name, (n, candidate) -> Spelling.means(n, candidate, inline));
    return !spelled.isEmpty() || name.endsWith(">")
        ? spelled
        : scanned(
            name,
            (n, candidate) -> Spelling.means(n, Spelling.withoutLastArguments(candidate), inline));
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
  private static int parametersAt(String name) {
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
  private static String withoutQualifiers(String name) {
    return name.strip().replaceAll("\\)\\s*(?:const|volatile|noexcept|&&?|\\s)+$", ")");
  }
}
