package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.DebugFile;
import tracebook.elf.ElfFile;

/**
 * A file whose code the target runs.
 *
 * @param path as the target sees it
 * @param debug its debug info, wherever it was found
 * @param found where that is, or why there is none
 */
public record Module(String path, ElfFile elf, Optional<DebugInfo> debug, DebugFile found) {
  /** The last component of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** True for {@code libssl.so.3} or {@code lib/libssl.so.3} of {@code /usr/lib/libssl.so.3}. */
  boolean hasSuffix(String suffix) {
    return path.equals(suffix) || path.endsWith("/" + suffix);
  }

  /**
   * Where the debug info came from; without any, which files were refused and what would help.
   * Takes a moment in the second case.
   */
  public String debugNote() {
    return switch (found) {
      case DebugFile.Embedded f -> path;
      case DebugFile.Separate f -> f.file().path().toString();
      case DebugFile.Missing f -> {
        List<String> notes = new ArrayList<>(f.refused());
        notes.add(f.suggestion());
        yield String.join("; ", notes);
      }
    };
  }

  /** Where the debug info came from, or {@code none}, and which files were refused for it. */
  public String debugFile() {
    List<String> notes = new ArrayList<>();
    notes.add(debug.isPresent() ? debugNote() : "none");
    notes.addAll(refused());
    return String.join("; ", notes);
  }

  /** Why files that are there were not taken for its debug info; each a sentence. */
  public List<String> refused() {
    return switch (found) {
      case DebugFile.Embedded f -> List.of();
      case DebugFile.Separate f -> f.refused();
      case DebugFile.Missing f -> f.refused();
    };
  }
}
