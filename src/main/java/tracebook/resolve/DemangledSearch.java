package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.demangle.Demangler;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.Function;
import tracebook.elf.Symbol;

/**
 * Functions of C++ by what demanglers call them: the debug info does not have the names of lambdas,
 * {@code main::{lambda(int)#1}}, nor parameters without the typedefs of the source.
 */
final class DemangledSearch {
  private final DebugInfo debug;
  private final Set<String> inline;

  /**
   * @param inline qualified names of inline namespaces
   */
  DemangledSearch(DebugInfo debug, Set<String> inline) {
    this.debug = debug;
    this.inline = inline;
  }

  /** Those with debug info whose symbols have the name, with or without parameters. */
  List<Function> find(List<Symbol> symbols, String name) {
    // A lambda is its call.
    boolean whole = name.endsWith("}") || name.matches(".*\\$_\\d+");
    String wanted = whole ? name + "::operator()" : name;
    int parameters = FunctionSearch.parametersAt(wanted);
    String bare = parameters < 0 ? wanted : wanted.substring(0, parameters).strip();
    Optional<String> types =
        parameters < 0 ? Optional.empty() : Optional.of(types(wanted.substring(parameters)));
    String word = Spelling.withoutLastArguments(Spelling.parts(bare).getLast());
    boolean plain = word.matches("[A-Za-z_]\\w*");
    Set<Function> found = new LinkedHashSet<>();
    for (Symbol symbol : symbols) {
      if (symbol.name().startsWith("_Z")
          && (plain ? symbol.name().contains(word) : isLambda(symbol) || !isLambda(wanted))
          && Demangler.demangle(symbol.name()).filter(n -> is(n, bare, types)).isPresent()) {
        found.addAll(of(symbol));
      }
    }
    if (found.isEmpty() && isLambda(wanted)) {
      // One that was inlined everywhere has no symbol.
      debug.functions("operator()").stream()
          .filter(
              f ->
                  f.linkageName()
                      .flatMap(Demangler::demangle)
                      .filter(n -> is(n, bare, types))
                      .isPresent())
          .forEach(found::add);
    }
    return List.copyOf(found);
  }

  /** gcc and demanglers number lambdas by their parameters; clang's are classes without a name. */
  private static boolean isLambda(Symbol symbol) {
    return symbol.name().contains("Ul") || symbol.name().contains("$_");
  }

  static boolean isLambda(String name) {
    return name.contains("{lambda") || name.contains("$_");
  }

  private boolean is(String demangled, String bare, Optional<String> types) {
    String plain = Demangler.withoutParameters(demangled);
    return Spelling.means(bare, plain, inline)
        && (types.isEmpty() || types.get().equals(types(demangled.substring(plain.length()))));
  }

  /** Parameters as they are compared. */
  String types(String parameters) {
    String text = FunctionSearch.withoutQualifiers(parameters);
    for (String namespace : inline) {
      int last = namespace.lastIndexOf("::");
      if (last > 0) {
        text = text.replace(namespace + "::", namespace.substring(0, last + 2));
      }
    }
    return Spelling.of(text);
  }

  private List<Function> of(Symbol symbol) {
    List<Function> functions = new ArrayList<>(debug.functions(symbol.name()));
    if (functions.isEmpty()) {
      debug
          .functionAt(symbol.address())
          .filter(f -> f.entry().equals(symbol.address()))
          .ifPresent(functions::add);
    }
    return functions;
  }
}
