package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.NamedType;
import tracebook.elf.Address;
import tracebook.types.StructType;

/** Types by a name as a user writes it. */
final class TypeSearch {
  private static final List<String> KEYWORDS = List.of("struct ", "union ", "enum ", "class ");

  private TypeSearch() {}

  /**
   * The types that a name can mean: with or without its keyword, qualified or not, with or without
   * inline namespaces, in any spelling. More than one: nothing tells which is meant.
   *
   * @param near what the source file at this address defines comes before all others
   */
  static List<NamedType> find(DebugInfo debug, String name, Optional<Address> near) {
    List<NamedType> exact = exact(debug, name, near);
    if (!exact.isEmpty()) {
      return exact;
    }
    Set<String> inline = Set.copyOf(debug.inlineNamespaces());
    String plain = withoutKeyword(name);
    Set<NamedType> found = new LinkedHashSet<>();
    for (String candidate : debug.typeNames()) {
      if (Spelling.means(plain, withoutKeyword(candidate), inline)) {
        found.addAll(debug.namedTypes(candidate, near));
      }
    }
    List<NamedType> complete = found.stream().filter(t -> !isBareDeclaration(t)).toList();
    return complete.isEmpty() ? List.copyOf(found) : complete;
  }

  private static List<NamedType> exact(DebugInfo debug, String name, Optional<Address> near) {
    List<String> names = new ArrayList<>(List.of(name));
    if (withoutKeyword(name).equals(name)) {
      KEYWORDS.forEach(k -> names.add(k + name));
    } else {
      names.add(withoutKeyword(name)); // C++ may be written with C's keyword.
    }
    List<NamedType> bare = List.of();
    for (String each : names) {
      List<NamedType> types = debug.namedTypes(each, near);
      if (!types.isEmpty() && !isBareDeclaration(types.getFirst())) {
        return types;
      }
      bare = bare.isEmpty() ? types : bare;
    }
    return bare;
  }

  static String withoutKeyword(String name) {
    for (String keyword : KEYWORDS) {
      if (name.startsWith(keyword)) {
        return name.substring(keyword.length()).strip();
      }
    }
    return name;
  }

  private static boolean isBareDeclaration(NamedType named) {
    return named.type().strip() instanceof StructType s && s.size().isEmpty();
  }
}
