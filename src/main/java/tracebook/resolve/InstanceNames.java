package tracebook.resolve;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tracebook.adapters.View;
import tracebook.demangle.Demangler;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.Symbol;
import tracebook.ir.Format;

/** What functions of class templates were made for, by their names. */
final class InstanceNames {
  private static final Pattern STRING =
      Pattern.compile(
          "std::(__\\w+::)?basic_string<char, std::(__\\w+::)?char_traits<char>,"
              + " std::(__\\w+::)?allocator<char> ?>");

  private static final String TABLE = "vtable for ";

  private InstanceNames() {}

  static Format.Known of(View.OfInstance naming, Module module) {
    KnownNames names = new KnownNames();
    names.add(0, naming.none());
    Set<String> inline =
        Set.copyOf(module.debug().map(DebugInfo::inlineNamespaces).orElse(List.of()));
    for (View.Instance instance : naming.functions()) {
      String last = instance.template().substring(instance.template().lastIndexOf(':') + 1);
      for (Symbol symbol : symbols(module, instance, last)) {
        Demangler.demangle(symbol.name())
            .flatMap(name -> argument(name, instance, naming.argument(), inline))
            .ifPresent(type -> names.add(symbol.address().value(), type));
      }
    }
    return names.known("nothing in `" + module.name() + "` tells the type that it holds");
  }

  /** Those whose mangled names have what they have to have. */
  private static List<Symbol> symbols(Module module, View.Instance instance, String template) {
    boolean table = instance.function().isEmpty();
    return module.elf().symbols().containing(table ? template : instance.function()).stream()
        .filter(s -> table ? s.name().startsWith("_ZTV") : isFunctionOfCpp(s))
        .toList();
  }

  private static boolean isFunctionOfCpp(Symbol symbol) {
    return symbol.isFunction() && symbol.name().startsWith("_Z");
  }

  private static Optional<String> argument(
      String demangled, View.Instance instance, int number, Set<String> inline) {
    boolean table = instance.function().isEmpty();
    String whole =
        table
            ? demangled.startsWith(TABLE) ? demangled.substring(TABLE.length()) : ""
            : Demangler.withoutParameters(demangled);
    String name = ScopedNames.plain(whole, inline);
    String end = table ? ">" : ">::" + instance.function();
    if (!name.startsWith(instance.template() + "<") || !name.endsWith(end)) {
      return Optional.empty();
    }
    String inside = name.substring(instance.template().length() + 1, name.length() - end.length());
    List<String> arguments = Spelling.arguments(inside);
    return number < arguments.size()
        ? Optional.of(STRING.matcher(arguments.get(number)).replaceAll("std::string"))
        : Optional.empty();
  }
}
