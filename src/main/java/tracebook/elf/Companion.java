package tracebook.elf;

import java.nio.file.Path;
import java.util.List;

/** A file that a debug file says some of its debug info is in. */
public sealed interface Companion {
  /** It is there and fits. Who asked for it closes it. */
  record Found(ElfFile file) implements Companion {}

  /**
   * @param tried the paths at which it could have been, in order
   * @param refused why files that are there were not taken; each a sentence for the user
   */
  record Missing(List<Path> tried, List<String> refused) implements Companion {
    public Missing {
      tried = List.copyOf(tried);
      refused = List.copyOf(refused);
    }

    /** What to tell the user. */
    public String why(String what) {
      if (!refused.isEmpty()) {
        return String.join("; ", refused);
      }
      StringBuilder out = new StringBuilder(what).append(" was not found");
      String separator = "; looked for ";
      for (Path path : tried) {
        out.append(separator).append('`').append(path).append('`');
        separator = ", ";
      }
      return out.toString();
    }
  }
}
