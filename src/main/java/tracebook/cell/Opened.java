package tracebook.cell;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tracebook.resolve.Modules;
import tracebook.target.TargetProcess;

/**
 * A target whose files can be read.
 *
 * @param process empty when every process that maps the file is meant
 * @param modules its code
 * @param files from the path of a module, as the target sees it, to one that this process can open
 * @param inputPid the number that the user gave
 * @param label for the user: {@code nginx (1234)}
 */
record Opened(
    Optional<TargetProcess> process,
    Modules modules,
    Map<String, Path> files,
    Optional<Integer> inputPid,
    String label) {

  static Map<String, Path> noFiles() {
    return new ConcurrentHashMap<>();
  }
}
