package tracebook.resolve;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of Go's functions, of which the linker has {@code
 * gopkg.in/yaml%2ev3.(*Set[go.shape.int]).Add}: a source has {@code yaml}'s {@code Set[int].Add},
 * and a stack trace {@code gopkg.in/yaml%2ev3.(*Set[...]).Add}.
 */
final class GoNames {
  /** What an import path may have behind the name: math/rand/v2, gopkg.in/yaml.v3. */
  private static final Pattern VERSION = Pattern.compile("[/.]v\\d+$");

  private static final Pattern ESCAPED = Pattern.compile("%([0-9a-f]{2})");
  private static final Pattern RECEIVER = Pattern.compile("\\(\\*([^()]*)\\)");
  private static final String ANY = "[...]";

  private GoNames() {}

  /**
   * Whether a name that a user wrote can mean one of the linker's: with the import path or the end
   * of it, or with the package's name, or without any; {@code T} for {@code (*T)}; with {@code
   * [...]} for any type arguments, or without.
   */
  static boolean means(String written, String linked) {
    String wanted = plain(written);
    boolean bare = wanted.contains(ANY) || wanted.indexOf('[') < 0;
    wanted = bare ? withoutArguments(wanted) : wanted;
    String path = pathOf(linked);
    String name = plain(linked.substring(path.isEmpty() ? 0 : path.length() + 1));
    name = bare ? withoutArguments(name) : name;
    if (wanted.equals(name)) {
      return true;
    }
    String imported = unescaped(path);
    String whole = imported + "." + name;
    return !path.isEmpty()
        && (wanted.equals(whole)
            || whole.endsWith("/" + wanted)
            || wanted.equals(nameOf(path) + "." + name));
  }

  /** Those that differ in their type arguments only. */
  static List<String> instances(String written, Collection<String> linked) {
    String wanted = withoutArguments(written);
    return wanted.equals(written)
        ? List.of()
        : linked.stream().filter(n -> means(wanted, n)).distinct().sorted().toList();
  }

  /**
   * The import path in {@code net/http.(*Client).Do}; empty where there is none. The dots of its
   * last element are written {@code %2e}.
   */
  static String pathOf(String name) {
    String plain = name.split("[\\[(]", 2)[0];
    int dot = plain.indexOf('.', plain.lastIndexOf('/') + 1);
    return dot < 0 ? "" : plain.substring(0, dot);
  }

  /** The package's name, as far as its path has it. */
  static String nameOf(String path) {
    String plain = VERSION.matcher(unescaped(path)).replaceFirst("");
    return plain.substring(plain.lastIndexOf('/') + 1);
  }

  private static String plain(String name) {
    return RECEIVER.matcher(unescaped(name)).replaceAll("$1");
  }

  private static String unescaped(String name) {
    return ESCAPED
        .matcher(name)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    Character.toString((char) Integer.parseInt(m.group(1), 16))));
  }

  /** Without what is in brackets: {@code main.(*Stack).Push} of {@code main.(*Stack[int]).Push}. */
  static String withoutArguments(String name) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      depth += c == '[' ? 1 : 0;
      if (depth == 0) {
        text.append(c);
      }
      depth -= c == ']' ? 1 : 0;
    }
    return depth == 0 ? text.toString() : name;
  }
}
