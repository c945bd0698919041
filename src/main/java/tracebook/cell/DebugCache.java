package tracebook.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.DebugFile;
import tracebook.elf.DebugFiles;
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
      modules.put(identity, known);
    }
    return known;
  }

  private static Module read(Path file, String path, Path root) throws IOException, ElfRefused {
    ElfFile elf = ElfFile.open(file);
    DebugFile found =
        new DebugFiles(root, List.of(Path.of("/usr/lib/debug"))).find(elf, Path.of(path));
    if (found instanceof DebugFile.Missing && !root.equals(Path.of("/"))) {
      // A container rarely has debug files of its own; this machine may. The build-id tells whether
      // they fit.
      DebugFile here = DebugFiles.standard().find(elf, Path.of(path));
      if (!(here instanceof DebugFile.Missing)) {
        found = here;
      }
    }
    return switch (found) {
      case DebugFile.Embedded f ->
          new Module(path, elf, Optional.of(DebugInfo.open(elf, elf)), path);
      case DebugFile.Separate f ->
          new Module(
              path, elf, Optional.of(DebugInfo.open(elf, f.file())), f.file().path().toString());
      case DebugFile.Missing f -> new Module(path, elf, Optional.empty(), note(f));
    };
  }

  private static String note(DebugFile.Missing missing) {
    List<String> notes = new ArrayList<>(missing.refused());
    notes.add(missing.suggestion());
    return String.join("; ", notes);
  }
}
