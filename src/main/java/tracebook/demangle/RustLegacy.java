package tracebook.demangle;

import java.util.Optional;

/**
 * Rust's names before version 0 of its own mangling: nested names of the Itanium ABI that end in a
 * hash, with the characters that C++ does not have escaped.
 */
final class RustLegacy {
  private RustLegacy() {}

  static Optional<String> demangle(String symbol) {
    if (!symbol.startsWith("_ZN")) {
      return Optional.empty();
    }
    StringBuilder name = new StringBuilder();
    int at = 3;
    String last = "";
    while (at < symbol.length() && Character.isDigit(symbol.charAt(at))) {
      int digits = at;
      while (at < symbol.length() && Character.isDigit(symbol.charAt(at))) {
        at++;
      }
      if (at - digits > 5) {
        return Optional.empty();
      }
      int length = Integer.parseInt(symbol.substring(digits, at));
      if (length == 0 || length > symbol.length() - at) {
        return Optional.empty();
      }
      if (!last.isEmpty()) {
        name.append(name.isEmpty() ? "" : "::").append(last);
      }
      String raw = symbol.substring(at, at + length);
      at += length;
      boolean hash = raw.matches("h[0-9a-f]{16}");
      if (hash && symbol.substring(at).matches("E(\\.llvm\\.[0-9A-F]+)?")) {
        return name.isEmpty() ? Optional.empty() : Optional.of(name.toString());
      }
      Optional<String> plain = unescaped(raw);
      if (plain.isEmpty()) {
        return Optional.empty();
      }
      last = plain.get();
    }
    return Optional.empty();
  }

  private static Optional<String> unescaped(String raw) {
    StringBuilder out = new StringBuilder();
    // An escape at the beginning has an underscore in front.
    int at = raw.startsWith("_$") ? 1 : 0;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if (c == '.') {
        boolean path = raw.startsWith("..", at);
        out.append(path ? "::" : ".");
        at += path ? 2 : 1;
      } else if (c == '$') {
        int end = raw.indexOf('$', at + 1);
        String code = end < 0 ? "" : raw.substring(at + 1, end);
        String means =
            switch (code) {
              case "SP" -> "@";
              case "BP" -> "*";
              case "RF" -> "&";
              case "LT" -> "<";
              case "GT" -> ">";
              case "LP" -> "(";
              case "RP" -> ")";
              case "C" -> ",";
              default ->
                  code.matches("u[0-9a-f]{2,5}")
                      ? Character.toString(Integer.parseInt(code.substring(1), 16))
                      : "";
            };
        if (means.isEmpty()) {
          return Optional.empty();
        }
        out.append(means);
        at = end + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    return Optional.of(out.toString());
  }
}
