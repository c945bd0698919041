package tracebook.elf;

import java.nio.file.Path;
import java.util.List;

/** Where the debug info of a program is. */
public sealed interface DebugFile {
  /** In the program itself. */
  record Embedded(ElfFile file) implements DebugFile {}

  /**
   * In a file of its own, which the receiver closes.
   *
   * @param refused why other files were not taken; each a sentence for the user
   */
  record Separate(ElfFile file, List<String> refused) implements DebugFile {
    public Separate {
      refused = List.copyOf(refused);
    }
  }

  /**
   * Nowhere.
   *
   * @param tried the paths at which it could have been, in order
   * @param refused why files that are there were not taken, and why a server gave none
   * @param mayCome true when a server could not be asked to the end: another search may find it
   */
  record Missing(List<Path> tried, List<String> refused, boolean mayCome, PackageAdvice advice)
      implements DebugFile {
    public Missing {
      tried = List.copyOf(tried);
      refused = List.copyOf(refused);
    }

    /** What would help. Looks the program's package up, which takes a moment. */
    public String suggestion() {
      return advice.text();
    }
  }
}
