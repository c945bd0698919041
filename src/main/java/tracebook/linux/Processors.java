package tracebook.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** CPUs that could ever be there: per-CPU maps have a value for each. */
final class Processors {
  private static final Path POSSIBLE = Path.of("/sys/devices/system/cpu/possible");

  private Processors() {}

  static int possible() {
    try {
      return count(Files.readString(POSSIBLE).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts a list such as {@code 0-3,8}. */
  static int count(String list) {
    int count = 0;
    for (String part : list.split(",", -1)) {
      int dash = part.indexOf('-');
      count +=
          dash < 0
              ? 1
              : Integer.parseInt(part.substring(dash + 1))
                  - Integer.parseInt(part.substring(0, dash))
                  + 1;
    }
    return count;
  }
}
