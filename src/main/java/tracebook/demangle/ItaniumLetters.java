package tracebook.demangle;

import tracebook.demangle.Demangler.Unknown;

/** A place in a mangled name, and what its grammar says of letters and numbers. */
class ItaniumLetters {
  private static final int DEEPEST = 60;

  final String text;

  /** Behind the {@code _Z}. */
  int at = 2;

  /** How many parts of the name the present one is in. */
  int depth;

  ItaniumLetters(String text) {
    this.text = text;
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  boolean take(String expected) {
    if (text.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  void expect(char c) {
    if (peek() != c) {
      throw new Unknown();
    }
    at++;
  }

  void deeper() {
    depth++;
    if (depth > DEEPEST) {
      throw new Unknown();
    }
  }

  int number() {
    int start = at;
    while (Character.isDigit(peek()) && at - start < 9) {
      at++;
    }
    if (at == start) {
      throw new Unknown();
    }
    return Integer.parseInt(text.substring(start, at));
  }

  /** Counts from 1: {@code _} is the first, {@code 0_} the second. */
  int index() {
    if (take("_")) {
      return 1;
    }
    int number = number();
    expect('_');
    return number + 2;
  }
}
