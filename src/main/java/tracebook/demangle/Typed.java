package tracebook.demangle;

import tracebook.demangle.Demangler.Unknown;

/** A type in two halves, around what it is the type of: {@code void (*} and {@code )(int)}. */
record Typed(String left, String right, boolean function, boolean array) {
  Typed {
    if (left.length() + right.length() > Itanium.LONGEST) {
      throw new Unknown();
    }
  }

  static Typed plain(String name) {
    return new Typed(name, "", false, false);
  }

  String text() {
    return function ? left + " " + right : left + right;
  }

  Typed pointer(String mark) {
    if (function) {
      return new Typed(left + " (" + mark, ")" + right, false, false);
    }
    if (array) {
      return new Typed(left + " (" + mark, ")" + right, false, false);
    }
    return new Typed(left + mark, right, false, false);
  }

  Typed reference(String mark) {
    if (left.endsWith("&&") && right.isEmpty()) {
      return mark.equals("&") ? Typed.plain(left.substring(0, left.length() - 1)) : this;
    }
    if (left.endsWith("&") && right.isEmpty()) {
      return this;
    }
    return pointer(mark);
  }

  Typed qualified(String words) {
    if (function || array) {
      throw new Unknown();
    }
    return left.endsWith(words) ? this : new Typed(left + words, right, false, false);
  }
}
