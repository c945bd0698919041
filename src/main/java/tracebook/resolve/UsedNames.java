package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tracebook.dwarf.Using;

/**
 * What a name can mean because of {@code using} and of aliases of namespaces (C++20, sections
 * 9.8.2, 9.8.3 and 9.9).
 */
final class UsedNames {
  private static final int MOST_STEPS = 64;

  private final List<Using> usings;
  private final List<String> around;

  /**
   * @param around the scopes around the function, each as it stands in front of a name
   */
  UsedNames(List<Using> usings, List<String> around) {
    this.usings = usings;
    this.around = around;
  }

  boolean isEmpty() {
    return usings.isEmpty();
  }

  /** Qualified names that a name can mean by what blocks of the function say. */
  Set<String> inFunction(String wanted) {
    Set<String> found = new LinkedHashSet<>();
    for (Using using : usings) {
      if (using.scope().isEmpty()) {
        switch (using.kind()) {
          case VARIABLE -> {
            if (using.name().equals(wanted)) {
              found.add(using.target());
            }
          }
          case NAMESPACE ->
              reached(using.target()).forEach(namespace -> found.add(namespace + "::" + wanted));
          case ALIAS -> add(using, using.name(), wanted, found);
        }
      }
    }
    return found;
  }

  /**
   * Qualified names that a name can mean in a namespace around the function.
   *
   * @param scope as it stands in front of a name
   */
  Set<String> in(String scope, String wanted) {
    Set<String> found = new LinkedHashSet<>();
    String whole = scope + wanted;
    String qualifier = whole.substring(0, whole.length() - ScopedNames.last(whole).length());
    for (Using using : usings) {
      if (using.scope().isEmpty()) {
        continue;
      }
      String from = using.scope().get();
      switch (using.kind()) {
        case VARIABLE -> {
          if ((from + using.name()).equals(whole)) {
            found.add(using.target());
          }
        }
        case NAMESPACE -> {
          for (String namespace : reached(using.target())) {
            boolean named = !qualifier.equals(scope) && qualifier.equals(from);
            boolean visible =
                qualifier.equals(scope)
                    && around.contains(from)
                    && common(from, namespace + "::").equals(scope);
            if (named || visible) {
              found.add(namespace + "::" + ScopedNames.last(whole));
            }
          }
        }
        case ALIAS -> add(using, from + using.name(), whole, found);
      }
    }
    return found;
  }

  private static void add(Using alias, String prefix, String name, Set<String> found) {
    if (name.startsWith(prefix + "::")) {
      found.add(alias.target() + name.substring(prefix.length()));
    }
  }

  /** A namespace, and those that it has directives for. */
  private List<String> reached(String namespace) {
    List<String> found = new ArrayList<>(List.of(namespace));
    for (int i = 0; i < found.size() && found.size() < MOST_STEPS; i++) {
      String scope = found.get(i) + "::";
      usings.stream()
          .filter(
              u -> u.kind() == Using.Kind.NAMESPACE && u.scope().filter(scope::equals).isPresent())
          .map(Using::target)
          .filter(target -> !found.contains(target))
          .distinct()
          .toList()
          .forEach(found::add);
    }
    return found;
  }

  /** The innermost namespace that has both. */
  private static String common(String one, String other) {
    String common = "";
    for (String scope : ScopedNames.around(one)) {
      if (scope.length() > common.length() && other.startsWith(scope)) {
        common = scope;
      }
    }
    return common;
  }
}
