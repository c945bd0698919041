package tracebook.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What names mean in the namespaces and classes around a function: the innermost that has one
 * (C++20, section 6.5.3). Inline and unnamed namespaces need not be written.
 */
final class ScopedNames {
  private static final String UNNAMED = "(anonymous namespace)::";

  private ScopedNames() {}

  /**
   * The scopes around a function, innermost first, each as it stands in front of a name: {@code
   * app::Server::}, {@code app::}, and the empty one.
   */
  static List<String> around(String function) {
    List<String> scopes = new ArrayList<>(List.of(""));
    int deep = 0;
    for (int i = 0; i < function.length(); i++) {
      char c = function.charAt(i);
      if (function.startsWith("operator", i) && deep == 0) {
        break; // What comes is its name, which may have brackets.
      }
      deep += "<({[".indexOf(c) >= 0 ? 1 : ">)}]".indexOf(c) >= 0 ? -1 : 0;
      if (deep == 0 && function.startsWith("::", i)) {
        scopes.addFirst(function.substring(0, i + 2));
        i++;
      }
    }
    return scopes;
  }

  /**
   * A qualified name without what need not be written.
   *
   * @param inline qualified names of inline namespaces
   */
  static String plain(String name, Collection<String> inline) {
    String plain = name;
    for (String namespace : inline) {
      int last = namespace.lastIndexOf("::");
      String outer = last < 0 ? "" : namespace.substring(0, last + 2);
      if (plain.startsWith(namespace + "::")) {
        plain = outer + plain.substring(namespace.length() + 2);
      }
    }
    return plain.replace(UNNAMED, "");
  }

  /** The last part of a qualified name. */
  static String last(String name) {
    List<String> scopes = around(name);
    return name.substring(scopes.getFirst().length());
  }
}
