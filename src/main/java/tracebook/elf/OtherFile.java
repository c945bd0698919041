package tracebook.elf;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that the debug info of a program refers to: split DWARF, its package, dwz's shared file.
 */
public sealed interface OtherFile {
  /** It is there and fits; the receiver closes it. */
  record Opened(ElfFile file) implements OtherFile {}

  /**
   * It is not there.
   *
   * @param tried where it was looked for, in order
   * @param refused why files that are there were not taken; each a sentence for the user
   */
  record NotFound(List<Path> tried, List<String> refused) implements OtherFile {
    public NotFound {
      tried = List.copyOf(tried);
      refused = List.copyOf(refused);
    }
  }
}
