package tracebook.resolve;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** A name with {@code *} and {@code ?}, perhaps behind the name of a module. */
record Glob(String module, String name, Pattern pattern) {
  static Glob of(String text) {
    int colon = moduleColon(text);
    Glob name = whole(text.substring(colon + 1));
    return colon < 0 ? name : new Glob(text.substring(0, colon), name.name, name.pattern);
  }

  /** Of a name alone. */
  static Glob whole(String name) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return new Glob("", name, Pattern.compile(regex.toString(), Pattern.DOTALL));
  }

  /** The colon behind a module; the two of {@code ns::name} are none. */
  private static int moduleColon(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == ':') {
        if (i + 1 < text.length() && text.charAt(i + 1) == ':') {
          i++;
        } else {
          return i;
        }
      }
    }
    return -1;
  }

  /** Whether it stands for many names. */
  boolean many() {
    return isMany(name);
  }

  static boolean isMany(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  boolean matches(String candidate) {
    return pattern.matcher(candidate).matches();
  }

  List<String> matching(Collection<String> candidates) {
    return candidates.stream().filter(this::matches).distinct().sorted().toList();
  }
}
