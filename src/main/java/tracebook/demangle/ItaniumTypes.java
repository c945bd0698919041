package tracebook.demangle;

import java.util.ArrayList;
import java.util.List;
import tracebook.demangle.Demangler.Unknown;

/** Types and template arguments of the Itanium C++ ABI (section 5.1). */
abstract class ItaniumTypes extends ItaniumLetters {
  final List<Typed> substitutions = new ArrayList<>();

  /** Those that T_ refers to; an element is one argument. */
  List<Typed> arguments = List.of();

  ItaniumTypes(String text) {
    super(text);
  }

  /** The name of a class or an enumeration, which may have template arguments. */
  abstract String nameOfType();

  /** Up to the end of a function's name or type. */
  String parameters() {
    List<String> all = new ArrayList<>();
    while (at < text.length() && peek() != 'E' && peek() != '.') {
      all.add(type().text());
    }
    if (all.equals(List.of("void"))) {
      all.clear();
    }
    return "(" + String.join(", ", all) + ")";
  }

  Typed type() {
    deeper();
    Typed type = typeItself();
    depth--;
    return type;
  }

  private Typed typeItself() {
    char c = peek();
    String builtin = ItaniumWords.BUILTIN.get(c);
    if (builtin != null) {
      at++;
      return Typed.plain(builtin);
    }
    switch (c) {
      case 'P' -> {
        at++;
        return known(type().pointer("*"));
      }
      case 'R' -> {
        at++;
        return known(type().reference("&"));
      }
      case 'O' -> {
        at++;
        return known(type().reference("&&"));
      }
      case 'V', 'K' -> {
        boolean isVolatile = take("V");
        boolean isConst = take("K");
        Typed type = type();
        return known(type.qualified((isConst ? " const" : "") + (isVolatile ? " volatile" : "")));
      }
      case 'F' -> {
        at++;
        take("Y");
        Typed result = type();
        String parameters = parameters();
        expect('E');
        if (!result.right().isEmpty()) {
          throw new Unknown();
        }
        return known(new Typed(result.left(), parameters, true, false));
      }
      case 'A' -> {
        at++;
        String size = Character.isDigit(peek()) ? String.valueOf(number()) : "";
        expect('_');
        Typed element = type();
        if (!element.right().isEmpty()) {
          throw new Unknown();
        }
        return known(new Typed(element.left(), " [" + size + "]", false, true));
      }
      case 'T' -> {
        Typed parameter = templateParameter();
        return peek() == 'I' ? known(templateType(parameter)) : parameter;
      }
      case 'S' -> {
        if (text.charAt(at + 1) == 't') {
          return known(Typed.plain(nameOfType()));
        }
        Typed type = substitution();
        return peek() == 'I' ? known(templateType(type)) : type;
      }
      case 'D' -> {
        String code = text.substring(at, at + 2);
        String name =
            switch (code) {
              case "Dn" -> "decltype(nullptr)";
              case "Di" -> "char32_t";
              case "Ds" -> "char16_t";
              case "Du" -> "char8_t";
              default -> throw new Unknown();
            };
        at += 2;
        return Typed.plain(name);
      }
      case 'N', 'Z' -> {
        return known(Typed.plain(nameOfType()));
      }
      default -> {
        if (!Character.isDigit(c)) {
          throw new Unknown();
        }
        return known(Typed.plain(nameOfType()));
      }
    }
  }

  private Typed templateType(Typed template) {
    return Typed.plain(template.text() + listed(template.text(), templateArguments()));
  }

  private Typed known(Typed type) {
    substitutions.add(type);
    return type;
  }

  Typed templateParameter() {
    return known(arguments.get(parameterIndex()));
  }

  private int parameterIndex() {
    expect('T');
    return index() - 1;
  }

  Typed substitution() {
    expect('S');
    char c = peek();
    at++;
    String abbreviated = ItaniumWords.abbreviated(c);
    if (!abbreviated.isEmpty()) {
      if (peek() == 'B') {
        throw new Unknown();
      }
      return Typed.plain(abbreviated);
    }
    at--;
    int index = 0;
    if (!take("_")) {
      int start = at;
      while (peek() != '_' && at - start < 4) {
        at++;
      }
      index = Integer.parseInt(text.substring(start, at).replaceAll("[^0-9A-Z]", "!"), 36) + 1;
      expect('_');
    }
    return substitutions.get(index);
  }

  List<Typed> templateArguments() {
    deeper();
    expect('I');
    List<Typed> given = new ArrayList<>();
    while (!take("E")) {
      if (take("J")) {
        List<Typed> pack = new ArrayList<>();
        while (!take("E")) {
          pack.add(templateArgument());
        }
        given.addAll(pack);
        throwIfReferred(pack);
      } else {
        given.add(templateArgument());
      }
    }
    depth--;
    return given;
  }

  /** A pack among the arguments shifts what T_ counts: names that refer to it are not known. */
  private void throwIfReferred(List<Typed> pack) {
    if (text.indexOf("T_", at) >= 0 || text.matches(".*T\\d+_.*") || pack.isEmpty()) {
      throw new Unknown();
    }
  }

  private Typed templateArgument() {
    if (peek() == 'X' || text.startsWith("Dp", at)) {
      throw new Unknown();
    }
    if (!take("L")) {
      return type();
    }
    char c = peek();
    String value;
    if (take("b")) {
      value = take("1") ? "true" : take("0") ? "false" : "";
      if (value.isEmpty()) {
        throw new Unknown();
      }
    } else {
      String suffix =
          switch (c) {
            case 'i' -> "";
            case 'j' -> "u";
            case 'l' -> "l";
            case 'm' -> "ul";
            case 'x' -> "ll";
            case 'y' -> "ull";
            default -> throw new Unknown();
          };
      at++;
      String sign = take("n") ? "-" : "";
      int start = at;
      while (Character.isDigit(peek())) {
        at++;
      }
      value = sign + text.substring(start, at) + suffix;
    }
    expect('E');
    return Typed.plain(value);
  }

  static String listed(String name, List<Typed> given) {
    StringBuilder out = new StringBuilder(name.endsWith("<") ? " <" : "<");
    for (int i = 0; i < given.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(given.get(i).text());
    }
    return out.append(out.charAt(out.length() - 1) == '>' ? " >" : ">").toString();
  }
}
