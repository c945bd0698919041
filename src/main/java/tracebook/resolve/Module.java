package tracebook.resolve;

import java.util.Optional;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.ElfFile;

/**
 * A file whose code the target runs.
 *
 * @param path as the target sees it
 * @param debug its debug info, wherever it was found
 * @param debugNote where the debug info came from; or, without any, what was tried and what would
 *     help
 */
public record Module(String path, ElfFile elf, Optional<DebugInfo> debug, String debugNote) {
  /** The last component of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** True for {@code libssl.so.3} or {@code lib/libssl.so.3} of {@code /usr/lib/libssl.so.3}. */
  boolean hasSuffix(String suffix) {
    return path.equals(suffix) || path.endsWith("/" + suffix);
  }
}
