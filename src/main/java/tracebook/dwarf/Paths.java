package tracebook.dwarf;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths of source files, as text: they are of the machine that compiled. */
final class Paths {
  private Paths() {}

  /**
   * {@code path} seen from {@code directory}, without {@code .} and {@code ..} where they can go.
   */
  static String join(String directory, String path) {
    if (path.isEmpty()) {
      return clean(directory);
    }
    return path.startsWith("/") || directory.isEmpty()
        ? clean(path)
        : clean(directory + "/" + path);
  }

  private static String clean(String path) {
    if (!path.contains("./") && !path.contains("//") && !path.endsWith(".")) {
      return path;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.peekLast().equals("..")) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", parts);
  }
}
