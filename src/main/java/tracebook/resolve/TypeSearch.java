package tracebook.resolve;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
   * inline namespaces, in any spelling; where there is none, those that functions declare for
   * themselves. More than one: nothing tells which is meant.
   *
   * @param near what the source file at this address defines comes before all others
   */
  static List<NamedType> find(DebugInfo debug, String name, Optional<Address> near) {
    List<NamedType> found = ofFiles(debug, name, near);
    if (!found.isEmpty() && !isBareDeclaration(found.getFirst())) {
      return found;
    }
    List<NamedType> local = spelled(name, debug::localTypes);
    return local.isEmpty() ? found : local;
  }

  /** Those that are declared outside of functions. */
  private static List<NamedType> ofFiles(DebugInfo debug, String name, Optional<Address> near) {
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

  /**
   * The types that a name can mean at a place. What its function declares would hide all others,
   * but not every compiler says of which block it is, and none from which line on: where both
   * exist, nothing tells which is meant.
   */
  static List<NamedType> at(DebugInfo debug, String name, Place place) {
    List<NamedType> local =
        place
            .function()
            .map(f -> spelled(name, n -> debug.localTypes(n, place.address(), f)))
            .orElse(List.of());
    Optional<Address> near = Optional.of(place.address());
    if (local.isEmpty()) {
      return find(debug, name, near);
    }
    List<NamedType> all = new ArrayList<>(local);
    ofFiles(debug, name, near).stream().filter(t -> !isBareDeclaration(t)).forEach(all::add);
    return all;
  }

  private static List<NamedType> spelled(String name, Function<String, List<NamedType>> types) {
    for (String each : names(name)) {
      List<NamedType> found = types.apply(each);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** With each keyword, or without it. */
  private static List<String> names(String name) {
    List<String> names = new ArrayList<>(List.of(name));
    if (withoutKeyword(name).equals(name)) {
      KEYWORDS.forEach(k -> names.add(k + name));
    } else {
      names.add(withoutKeyword(name)); // C++ may be written with C's keyword.
    }
    return names;
  }

  private static List<NamedType> exact(DebugInfo debug, String name, Optional<Address> near) {
    List<NamedType> bare = List.of();
    for (String each : names(name)) {
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
