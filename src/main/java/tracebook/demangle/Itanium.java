package tracebook.demangle;

import java.util.List;
import java.util.Map;
import tracebook.demangle.Demangler.Unknown;

/** Reads one name of the Itanium C++ ABI (section 5.1); expressions are not known. */
final class Itanium extends ItaniumTypes {
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

  @Override
  String nameOfType() {
    return name(false).text();
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
}
