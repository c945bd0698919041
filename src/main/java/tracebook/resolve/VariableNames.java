package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import tracebook.demangle.Demangler;
import tracebook.dwarf.Variable;
import tracebook.types.Member;
import tracebook.types.Shape;
import tracebook.types.StructType;

/** Names of variables, and of classes in front of members, that have template arguments. */
final class VariableNames {
  private VariableNames() {}

  /**
   * The qualified name, with the arguments of the variable's own template, {@code limit<int>},
   * which only its symbol has.
   */
  static String of(Variable variable) {
    String name = variable.qualifiedName();
    return variable
        .linkageName()
        .filter(l -> l.startsWith("_Z") && l.endsWith("E"))
        .flatMap(Demangler::demangle)
        .filter(whole -> isOfTemplate(whole, name))
        .map(whole -> name + whole.substring(Spelling.withoutLastArguments(whole).length()))
        .orElse(name);
  }

  private static boolean isOfTemplate(String whole, String name) {
    String plain = Spelling.withoutLastArguments(whole);
    return plain.length() < whole.length() && Spelling.of(plain).equals(Spelling.of(name));
  }

  /** All that it can be called by in full, as they are compared; its arguments may be left out. */
  static List<String> all(Variable variable) {
    String name = of(variable);
    String plain = variable.qualifiedName();
    return name.equals(plain) ? List.of(compared(name)) : List.of(compared(name), compared(plain));
  }

  /** As two spellings of a name are compared. */
  static String compared(String name) {
    return name.contains("<") ? Spelling.of(name) : name;
  }

  /**
   * The name of a member with the class in front of it as the debug info spells that, {@code
   * Base<long int>::id} for {@code Base<long>::id}; as it is where no class of the object, or
   * several, can be meant.
   */
  static String inClass(StructType struct, String name) {
    if (!name.contains("<")) {
      return name;
    }
    String last = ScopedNames.last(name);
    String wanted = Spelling.of(name.substring(0, name.length() - last.length() - 2));
    List<String> meant =
        classes(struct, 0).stream()
            .map(TypeSearch::withoutKeyword)
            .filter(c -> ("::" + Spelling.of(c)).endsWith("::" + wanted))
            .distinct()
            .toList();
    // Of `a::Base<int>` and `b::Base<int>` neither is meant by `Base<int>`.
    return meant.size() == 1 ? meant.getFirst() + "::" + last : name;
  }

  private static List<String> classes(StructType struct, int depth) {
    List<String> names = new ArrayList<>(List.of(struct.name()));
    if (depth < 16) {
      for (Member member : struct.members()) {
        if (member.base() && member.type().strip() instanceof StructType inner) {
          names.addAll(classes(inner, depth + 1));
        }
      }
      for (Shape.Unplaced base : struct.shape().unplaced()) {
        if (base.name().isEmpty() && base.type().strip() instanceof StructType inner) {
          names.addAll(classes(inner, depth + 1));
        }
      }
    }
    return names;
  }
}
