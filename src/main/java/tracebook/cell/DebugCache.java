package tracebook.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.Companions;
import tracebook.elf.DebugFile;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.resolve.Module;

/**
 * Opened files with their debug info, kept for as long as the kernel lives: the second cell against
 * the same files finds them read. A file that was replaced is another file.
 */
final class DebugCache {
  /** What makes a file the same file. */
  private record Identity(Object key, long size, long modified, String path) {}

  private final Map<Identity, Module> modules = new HashMap<>();
  private final DebugPath debugPath;

  DebugCache(DebugPath debugPath) {
    this.debugPath = debugPath;
  }

  /**
   * Opens a file, or finds it open.
   *
   * @param file where this process can open it
   * @param path as the target sees it
   * @param root where the target's file system begins
   */
  synchronized Module open(Path file, String path, Path root) throws IOException, ElfRefused {
    Identity identity =
        new Identity(
            String.valueOf(Files.getAttribute(file, "unix:dev"))
                + ":"
                + Files.getAttribute(file, "unix:ino"),
            Files.size(file),
            Files.getLastModifiedTime(file).toMillis(),
            path);
    Module known = modules.get(identity);
    if (known == null) {
      known = read(file, path, root);
      if (settled(known)) {
        modules.put(identity, known);
      }
    }
    return known;
  }

  private Module read(Path file, String path, Path root) throws IOException, ElfRefused {
    ElfFile elf = ElfFile.open(file);
    DebugFile found = debugPath.files(root).find(elf, Path.of(path));
    Companions companions = debugPath.companions(root, Path.of(path));
    return switch (found) {
      case DebugFile.Embedded f ->
          new Module(path, elf, Optional.of(DebugInfo.open(elf, elf, companions)), f);
      case DebugFile.Separate f -> {
        elf.symbolsAlsoFrom(f.file());
        yield new Module(path, elf, Optional.of(DebugInfo.open(elf, f.file(), companions)), f);
      }
      case DebugFile.Missing f -> new Module(path, elf, Optional.empty(), f);
    };
  }

  /** Whether a search for the debug info was not cut short, so that its outcome holds. */
  private static boolean settled(Module module) {
    return !(module.found() instanceof DebugFile.Missing missing && missing.mayCome());
  }

  /** Debug files may be elsewhere now. */
  synchronized void forget() {
    modules.clear();
  }
}
