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
  private final Map<Identity, ElfFile> programs = new HashMap<>();
  private final DebugPath debugPath;

  DebugCache(DebugPath debugPath) {
    this.debugPath = debugPath;
  }

  /** For those of one file system. */
  TargetModules.Opener of(Path root) {
    return new TargetModules.Opener() {
      @Override
      public Module open(Path file, String path) throws IOException, ElfRefused {
        return DebugCache.this.open(file, path, root);
      }

      @Override
      public Optional<Module> openHere(Path file, String path) throws IOException, ElfRefused {
        return DebugCache.this.openHere(file, path, root);
      }

      @Override
      public ElfFile program(Path file, String path) throws IOException, ElfRefused {
        return DebugCache.this.program(file, path);
      }
    };
  }

  /**
   * Opens a file, or finds it open.
   *
   * @param file where this process can open it
   * @param path as the target sees it
   * @param root where the target's file system begins
   */
  synchronized Module open(Path file, String path, Path root) throws IOException, ElfRefused {
    Identity identity = identity(file, path);
    Module known = modules.get(identity);
    if (known == null) {
      ElfFile elf = program(file, path);
      known = module(elf, path, root, debugPath.files(root).find(elf, Path.of(path)));
      if (settled(known)) {
        modules.put(identity, known);
      }
    }
    return known;
  }

  /** The same if its debug info is on this machine: no server is asked for it. */
  synchronized Optional<Module> openHere(Path file, String path, Path root)
      throws IOException, ElfRefused {
    Identity identity = identity(file, path);
    Module known = modules.get(identity);
    if (known == null) {
      ElfFile elf = program(file, path);
      DebugFile found = debugPath.filesHere(root).find(elf, Path.of(path));
      if (found instanceof DebugFile.Missing) {
        return Optional.empty();
      }
      known = module(elf, path, root, found);
      modules.put(identity, known);
    }
    return Optional.of(known);
  }

  /** What is loaded, alone. */
  synchronized ElfFile program(Path file, String path) throws IOException, ElfRefused {
    Identity identity = identity(file, path);
    ElfFile known = programs.get(identity);
    if (known == null) {
      known = ElfFile.open(file);
      programs.put(identity, known);
    }
    return known;
  }

  private static Identity identity(Path file, String path) throws IOException {
    return new Identity(
        String.valueOf(Files.getAttribute(file, "unix:dev"))
            + ":"
            + Files.getAttribute(file, "unix:ino"),
        Files.size(file),
        Files.getLastModifiedTime(file).toMillis(),
        path);
  }

  private Module module(ElfFile elf, String path, Path root, DebugFile found) {
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
    programs.clear();
  }
}
