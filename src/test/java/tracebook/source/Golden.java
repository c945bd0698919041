package tracebook.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cells and what is expected of them in the files beside. {@code -Dgolden=update} writes these
 * anew, and fails all the same: what changed has to be read.
 */
public final class Golden {
  private Golden() {}

  /** The {@code *.trace} files of a directory, by name. */
  public static List<Path> cells(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> cells = files.filter(f -> f.toString().endsWith(".trace")).sorted().toList();
      assertThat(cells).isNotEmpty();
      return cells;
    }
  }

  /** The file beside a cell. */
  public static Path beside(Path cell, String extension) {
    return Path.of(cell.toString().replaceFirst("\\.trace$", extension));
  }

  /** Compares what there is with the file that holds what there should be. */
  public static void check(Path golden, String have) throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      if (!Files.exists(golden) || !Files.readString(golden).equals(have)) {
        Files.writeString(golden, have);
        fail(golden + " is rewritten: read what changed, then run again without -Dgolden");
      }
      return;
    }
    assertThat(golden).as("run with -Dgolden=update to write it").exists();
    assertThat(have).isEqualTo(Files.readString(golden));
  }

  /** Checks that a file that says otherwise is not there; an update deletes it. */
  public static void checkAbsent(Path golden) throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      Files.deleteIfExists(golden);
    }
    assertThat(golden).doesNotExist();
  }
}
