package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.demangle.Demangler;
import tracebook.elf.Symbol;

/** The names by which symbols without debug info are shown and found. */
final class SymbolNames {
  private static final Pattern LAST_WORD = Pattern.compile("(\\w+)[^\\w]*$");

  private SymbolNames() {}

  /** As the program has it where that is known, else as the file has it. */
  static String shown(Symbol symbol) {
    return Demangler.demangle(symbol.name()).orElse(symbol.name());
  }

  /** All that a pattern may mean it by: its own name, and the program's with and without types. */
  static Set<String> all(Symbol symbol) {
    Set<String> names = new LinkedHashSet<>();
    names.add(symbol.name());
    Demangler.demangle(symbol.name())
        .ifPresent(
            name -> {
              names.add(name);
              if (!isRust(symbol)) {
                names.add(Demangler.withoutParameters(name));
              }
            });
    return names;
  }

  /**
   * The symbols of this name; of a file without debug info also those that have it in the program:
   * {@code a::f}, {@code a::f(int)}.
   */
  static List<Symbol> named(Module module, String name) {
    List<Symbol> found = new ArrayList<>(module.elf().symbols().named(name));
    int parenthesis = name.indexOf('(');
    Matcher last = LAST_WORD.matcher(parenthesis > 0 ? name.substring(0, parenthesis) : name);
    if (!found.isEmpty() || module.debug().isPresent() || !last.find()) {
      return found;
    }
    String wanted = normal(name);
    for (Symbol symbol : module.elf().symbols().functions()) {
      if (mayMean(symbol, last.group(1), name)
          && all(symbol).stream().anyMatch(n -> normal(n).equals(wanted))) {
        found.add(symbol);
      }
    }
    return found;
  }

  /** A mangled name has the last word of the program's in it, where that is of ASCII. */
  private static boolean mayMean(Symbol symbol, String lastWord, String name) {
    boolean encoded = isRust(symbol) && name.chars().anyMatch(c -> c >= 128);
    return (symbol.name().startsWith("_Z") || isRust(symbol))
        && (encoded || symbol.name().contains(lastWord));
  }

  /** In the newer of its two ways: a name has no parameters. */
  private static boolean isRust(Symbol symbol) {
    return symbol.name().startsWith("_R");
  }

  private static String normal(String name) {
    return name.replaceAll("\\s+", "");
  }
}
