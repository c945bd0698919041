package tracebook.dwarf;

import java.util.regex.Matcher;
import tracebook.types.ArrayType;
import tracebook.types.FunctionType;
import tracebook.types.PointerType;
import tracebook.types.Type;

/** Declares a name with a type, in C's syntax. */
final class Declarations {
  private Declarations() {}

  static String of(Type type, String name) {
    String text = type.name();
    if (type instanceof PointerType pointer && pointer.target() instanceof FunctionType) {
      return text.replaceFirst("\\(([*&]+)\\)", "($1" + Matcher.quoteReplacement(name) + ")");
    }
    if (type instanceof ArrayType array) {
      String element = array.element().name();
      return of(array.element(), name) + text.substring(element.length());
    }
    return text.endsWith("*") || text.endsWith("&") ? text + name : text + " " + name;
  }
}
