package tracebook.demangle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tracebook.demangle.Demangler.Unknown;

/** Reads one name of the Itanium C++ ABI (section 5.1); expressions are not known. */
final class Itanium extends ItaniumLetters {
  /** Substitutions make a short name a long one. */
  static final int LONGEST = 1 << 16;

  /** A name so far, and what a constructor in it is called. */
  private record Named(String text, String last, boolean template, boolean returns) {
    Named {
      if (text.length() > LONGEST) {
        throw new Unknown();
      }
    }
  }

  /** How many functions the one that is read now is the place of. */
  private int inLocal;

  private final List<Typed> substitutions = new ArrayList<>();

  /** Those that T_ refers to; an element is one argument. */
  private List<Typed> arguments = List.of();

  Itanium(String text) {
    super(text);
  }

  String name() {
    String name = encoding();
    // What the compiler made of a function: .cold, .constprop.0, .isra.0.
    int clone = at;
    while (at < text.length()) {
      if (peek() != '.') {
        throw new Unknown();
      }
      int next = at + 1;
      while (next < text.length() && text.charAt(next) != '.') {
        next++;
      }
      while (next + 1 < text.length() && Character.isDigit(text.charAt(next + 1))) {
        next++;
        while (next < text.length() && Character.isDigit(text.charAt(next))) {
          next++;
        }
      }
      if (!text.substring(at, next).matches("\\.[a-z_]+(\\.\\d+)*")) {
        throw new Unknown();
      }
      name += " [clone " + text.substring(at, next) + "]";
      at = next;
    }
    if (clone < text.length() && at != text.length()) {
      throw new Unknown();
    }
    return name;
  }

  // ---- encodings

  private String encoding() {
    deeper();
    String special = special();
    if (!special.isEmpty()) {
      depth--;
      return special;
    }
    qualifiers = "";
    Named name = name(true);
    String behind = qualifiers;
    qualifiers = "";
    if (at == text.length() || peek() == 'E' || peek() == '.') {
      depth--;
      return name.text() + behind;
    }
    String result = "";
    String tail = "";
    if (name.returns()) {
      if (inLocal > 0) {
        // Its parameters refer to arguments that the names around it have not.
        throw new Unknown();
      }
      Typed type = type();
      result = type.left() + (type.right().isEmpty() ? " " : "");
      tail = type.right();
    }
    String parameters = parameters();
    depth--;
    return result + name.text() + parameters + behind + tail;
  }

  /** Of the member function whose name was read last: {@code const}. */
  private String qualifiers = "";

  private String special() {
    for (Map.Entry<String, String> prefix :
        Map.of(
                "TV", "vtable for ",
                "TT", "VTT for ",
                "TI", "typeinfo for ",
                "TS", "typeinfo name for ")
            .entrySet()) {
      if (take(prefix.getKey())) {
        return prefix.getValue() + type().text();
      }
    }
    if (take("GV")) {
      return "guard variable for " + name(true).text();
    }
    if (take("Th")) {
      offset();
      return "non-virtual thunk to " + encoding();
    }
    if (take("Tv")) {
      offset();
      offset();
      return "virtual thunk to " + encoding();
    }
    if (peek() == 'T' || text.startsWith("GR", at) || text.startsWith("GT", at)) {
      throw new Unknown();
    }
    return "";
  }

  private void offset() {
    take("n");
    number();
    expect('_');
  }

  private String parameters() {
    List<String> all = new ArrayList<>();
    while (at < text.length() && peek() != 'E' && peek() != '.') {
      all.add(type().text());
    }
    if (all.equals(List.of("void"))) {
      all.clear();
    }
    return "(" + String.join(", ", all) + ")";
  }

  // ---- names

  private Named name(boolean outer) {
    char c = peek();
    if (c == 'N') {
      return nested(outer);
    }
    if (c == 'Z') {
      return local(outer);
    }
    if (c == 'S' && text.charAt(at + 1) != 't') {
      Typed known = substitution();
      if (peek() != 'I') {
        throw new Unknown();
      }
      return templated(new Named(known.text(), "", false, false), outer, false);
    }
    String prefix = take("St") ? "std::" : "";
    Named name = unqualified("");
    name = new Named(prefix + name.text(), name.last(), false, name.returns());
    if (peek() == 'I') {
      substitutions.add(Typed.plain(name.text()));
      return templated(name, outer, true);
    }
    return new Named(name.text(), name.last(), false, false);
  }

  private Named templated(Named name, boolean outer, boolean returns) {
    List<Typed> given = templateArguments();
    if (outer) {
      arguments = given;
    }
    return new Named(name.text() + listed(name.text(), given), name.last(), true, returns);
  }

  private static String listed(String name, List<Typed> given) {
    StringBuilder out = new StringBuilder(name.endsWith("<") ? " <" : "<");
    for (int i = 0; i < given.size(); i++) {
      out.append(i == 0 ? "" : ", ").append(given.get(i).text());
    }
    return out.append(out.charAt(out.length() - 1) == '>' ? " >" : ">").toString();
  }

  private Named nested(boolean outer) {
    deeper();
    expect('N');
    StringBuilder behind = new StringBuilder();
    if (take("r")) {
      throw new Unknown();
    }
    boolean isVolatile = take("V");
    boolean isConst = take("K");
    behind.append(isConst ? " const" : "").append(isVolatile ? " volatile" : "");
    behind.append(take("R") ? " &" : take("O") ? " &&" : "");
    Named name = new Named("", "", false, false);
    boolean known = false;
    while (!take("E")) {
      char c = peek();
      if (c == 'I') {
        if (name.text().isEmpty()) {
          throw new Unknown();
        }
        name = templated(name, outer, name.returns());
      } else if (c == 'T' && name.text().isEmpty()) {
        name = new Named(templateParameter().text(), "", false, false);
      } else if (c == 'S' && name.text().isEmpty()) {
        if (take("St")) {
          name = new Named("std", "std", false, false);
          known = true;
          continue;
        }
        String plain = substitution().text();
        name = new Named(plain, lastOf(plain), plain.endsWith(">"), false);
        known = true;
        continue;
      } else {
        Named part = unqualified(name.last());
        String joined = name.text().isEmpty() ? part.text() : name.text() + "::" + part.text();
        name = new Named(joined, part.last(), false, part.returns());
      }
      known = false;
      if (peek() != 'E') {
        substitutions.add(Typed.plain(name.text()));
      }
    }
    if (known || name.text().isEmpty()) {
      throw new Unknown();
    }
    if (outer) {
      qualifiers = behind.toString();
    }
    depth--;
    return new Named(name.text(), name.last(), name.template(), name.template() && name.returns());
  }

  /** The class that a constructor of a qualified name has its own name from. */
  private static String lastOf(String name) {
    int depthOfArguments = 0;
    int end = name.length();
    for (int i = name.length() - 1; i >= 0; i--) {
      char c = name.charAt(i);
      if (c == '>') {
        depthOfArguments++;
      } else if (c == '<') {
        depthOfArguments--;
        if (depthOfArguments == 0) {
          end = i;
        }
      } else if (c == ':' && depthOfArguments == 0) {
        return name.substring(i + 1, end);
      }
    }
    return name.substring(0, end);
  }

  /**
   * @param owner what a constructor is called
   */
  private Named unqualified(String owner) {
    char c = peek();
    Named name;
    if (Character.isDigit(c)) {
      int length = number();
      String word = text.substring(at, at + length);
      at += length;
      if (word.startsWith("_GLOBAL_") && word.length() > 9 && word.charAt(9) == 'N') {
        word = "(anonymous namespace)";
      }
      name = new Named(word, word, false, true);
    } else if (c == 'L') {
      at++;
      return unqualified(owner);
    } else if (c == 'C' && "12345".indexOf(text.charAt(at + 1)) >= 0 && !owner.isEmpty()) {
      at += 2;
      name = new Named(plain(owner), plain(owner), false, false);
    } else if (c == 'D' && "01245".indexOf(text.charAt(at + 1)) >= 0 && !owner.isEmpty()) {
      at += 2;
      name = new Named("~" + plain(owner), plain(owner), false, false);
    } else if (take("Ut")) {
      int index = index();
      name = new Named("{unnamed type#" + index + "}", "", false, false);
    } else if (take("Ul")) {
      String parameters = parameters();
      expect('E');
      name = new Named("{lambda" + parameters + "#" + index() + "}", "", false, false);
    } else if (Character.isLowerCase(c)) {
      String code = text.substring(at, at + 2);
      at += 2;
      if (code.equals("li")) {
        Named suffix = unqualified("");
        name = new Named("operator\"\" " + suffix.text(), "", false, true);
      } else if (code.equals("cv")) {
        if (peek() == 'T' || (peek() == 'N' && text.indexOf("T_", at) > 0)) {
          throw new Unknown();
        }
        name = new Named("operator " + type().text(), "", false, false);
      } else {
        String operator = ItaniumWords.OPERATORS.get(code);
        if (operator == null) {
          throw new Unknown();
        }
        name = new Named("operator" + operator, "", false, true);
      }
    } else {
      throw new Unknown();
    }
    while (take("B")) {
      int length = number();
      String tag = text.substring(at, at + length);
      at += length;
      name = new Named(name.text() + "[abi:" + tag + "]", name.last(), false, name.returns());
    }
    return name;
  }

  /** Without the tags of its ABI. */
  private static String plain(String owner) {
    int tag = owner.indexOf("[abi:");
    return tag < 0 ? owner : owner.substring(0, tag);
  }

  private Named local(boolean outer) {
    deeper();
    expect('Z');
    List<Typed> before = arguments;
    inLocal++;
    String function = encoding();
    inLocal--;
    expect('E');
    if (!outer) {
      arguments = before;
    }
    if (take("s")) {
      discriminator();
      depth--;
      return new Named(function + "::string literal", "", false, false);
    }
    if (peek() == 'd') {
      throw new Unknown();
    }
    Named name = name(outer);
    discriminator();
    depth--;
    return new Named(function + "::" + name.text(), name.last(), name.template(), name.returns());
  }

  private void discriminator() {
    if (take("__")) {
      number();
      expect('_');
    } else if (peek() == '_' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
      at += 2;
    }
  }

  // ---- types

  private Typed type() {
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
          return known(Typed.plain(name(false).text()));
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
        return known(Typed.plain(name(false).text()));
      }
      default -> {
        if (!Character.isDigit(c)) {
          throw new Unknown();
        }
        return known(Typed.plain(name(false).text()));
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

  private Typed templateParameter() {
    return known(arguments.get(parameterIndex()));
  }

  private int parameterIndex() {
    expect('T');
    return index() - 1;
  }

  private Typed substitution() {
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

  private List<Typed> templateArguments() {
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
}
