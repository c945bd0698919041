package tracebook.demangle;

import tracebook.demangle.Demangler.Unknown;

/** A place in a name of Rust's mangling, and what its grammar says of numbers and words. */
class RustLetters {
  final String text;

  /** Behind the {@code _R}. */
  int at = 2;

  RustLetters(String text) {
    this.text = text;
  }

  char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  char next() {
    if (at >= text.length()) {
      throw new Unknown();
    }
    return text.charAt(at++);
  }

  boolean take(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  int decimal() {
    int start = at;
    while (isDigit(peek()) && at - start < 6) {
      at++;
      if (text.charAt(start) == '0') {
        break;
      }
    }
    if (at == start) {
      throw new Unknown();
    }
    return Integer.parseInt(text, start, at, 10);
  }

  /** {@code _} is 0, {@code 0_} is 1. */
  long base62() {
    long value = 0;
    if (take('_')) {
      return 0;
    }
    while (true) {
      char c = next();
      int digit;
      if (c == '_') {
        return value + 1;
      } else if (isDigit(c)) {
        digit = c - '0';
      } else if (c >= 'a' && c <= 'z') {
        digit = c - 'a' + 10;
      } else if (c >= 'A' && c <= 'Z') {
        digit = c - 'A' + 36;
      } else {
        throw new Unknown();
      }
      if (value > (Long.MAX_VALUE - digit) / 62 - 1) {
        // Hashes of crates take 64 bits; nothing here needs their value.
        value = Long.MAX_VALUE / 128;
      }
      value = value * 62 + digit;
    }
  }

  /** 0 where there is none. */
  long optional62(char mark) {
    return take(mark) ? base62() + 1 : 0;
  }

  String identifier() {
    boolean encoded = take('u');
    int length = decimal();
    take('_');
    if (length > text.length() - at) {
      throw new Unknown();
    }
    String word = text.substring(at, at + length);
    at += length;
    return encoded ? Punycode.decode(word) : word;
  }

  /** Digits of base 16 up to a {@code _}. */
  String hex() {
    int end = text.indexOf('_', at);
    if (end < 0 || !text.substring(at, end).matches("[0-9a-f]*")) {
      throw new Unknown();
    }
    String digits = text.substring(at, end);
    at = end + 1;
    return digits;
  }
}
