package tracebook.elf;

import java.nio.file.Path;

/** A service that has debug files by build-id. It is asked when no directory has the file. */
@FunctionalInterface
public interface DebugServer {
  /** None is configured. */
  DebugServer NONE = (id, name) -> new Nothing();

  /** What a server says of a file. */
  sealed interface Answer {}

  /** It has the file, which is on this machine now. */
  record Has(Path file) implements Answer {}

  /** It is known not to have the file. */
  record Nothing() implements Answer {}

  /**
   * It has not given the file this time.
   *
   * @param why a sentence for the user; empty when it was not to be asked now
   */
  record NotNow(String why) implements Answer {}

  /**
   * Asks for the debug info of a build.
   *
   * @param name of the program, for what the user sees meanwhile
   */
  Answer debugInfo(BuildId id, String name);
}
