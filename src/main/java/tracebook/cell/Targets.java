package tracebook.cell;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.elf.LibrarySearch;
import tracebook.lang.Options;
import tracebook.resolve.Module;
import tracebook.source.Names;
import tracebook.target.LoadedModule;
import tracebook.target.Processes;
import tracebook.target.TargetException;
import tracebook.target.TargetProcess;

/** Opens targets: finds the process and its modules, and the files behind them. */
final class Targets {
  private final DebugCache cache;

  Targets(DebugPath debugPath) {
    cache = new DebugCache(debugPath);
  }

  /** Debug files may be elsewhere now: they are looked for anew. */
  void forgetFiles() {
    cache.forget();
  }

  /** Opens what a cell or {@code %attach} names; a launched command has its own way. */
  Opened open(Options.Target target) throws Refused {
    try {
      return Refused.<Opened, TargetException>ifDamaged(
          () ->
              switch (target) {
                case Options.Pid t ->
                    process(Processes.byPid(t.pid()), t.path(), Optional.of(t.pid()));
                case Options.ProcessName t ->
                    process(Processes.byName(t.name()), Optional.empty(), Optional.empty());
                case Options.Everyone t -> everyone(t.path());
                case Options.Launch t -> throw new IllegalArgumentException("launched, not opened");
              });
    } catch (TargetException e) {
      throw new Refused("TargetError", e.reason().message(), e.reason().hint());
    }
  }

  /** A program that was started and stands still before its first instruction. */
  Opened launched(TargetProcess process, Path executable) throws Refused {
    String path = executable.toString();
    Map<String, Path> files = Opened.noFiles();
    files.put(path, executable);
    return Refused.ifDamaged(
        () -> {
          Module main = module(executable, path, Path.of("/"));
          return new Opened(
              Optional.of(process),
              modules(main, Optional.of(path), files, Path.of("/"), process.libraryPath())
                  .withNeeded(),
              files,
              Optional.empty(),
              executable.getFileName() + " (" + process.pid() + ")");
        });
  }

  private Opened process(TargetProcess process, Optional<String> path, Optional<Integer> inputPid)
      throws TargetException, Refused {
    process.check64Bit();
    Map<String, Path> files = Opened.noFiles();
    Map<String, LoadedModule> loaded = new LinkedHashMap<>();
    for (LoadedModule module : process.modules()) {
      loaded.putIfAbsent(module.path(), module);
    }
    Path root = root(process.pid());
    for (Map.Entry<String, LoadedModule> entry : loaded.entrySet()) {
      files.put(entry.getKey(), process.fileOf(entry.getValue()));
    }
    String executable = process.executable();
    files.putIfAbsent(executable, process.executableFile());
    String mainPath = path.isPresent() ? resolved(path.get(), loaded, process) : executable;
    Path mainFile = files.getOrDefault(mainPath, process.executableFile());
    files.putIfAbsent(mainPath, mainFile);
    Module main = module(mainFile, mainPath, root);
    return new Opened(
        Optional.of(process),
        modules(main, Optional.of(executable), files, root, process.libraryPath()),
        files,
        inputPid,
        process.name() + " (" + process.pid() + ")");
  }

  /** The module that {@code -t} names in a process. */
  private static String resolved(
      String wanted, Map<String, LoadedModule> loaded, TargetProcess process) throws Refused {
    for (String path : loaded.keySet()) {
      if (path.equals(wanted) || path.endsWith("/" + wanted)) {
        return path;
      }
    }
    throw new Refused(
        "TargetError",
        "Process `" + process.pid() + "` has not loaded `" + wanted + "`.",
        "Loaded are: " + Names.first(loaded.keySet(), 40));
  }

  private Opened everyone(String path) throws Refused {
    Path file;
    try {
      file = Path.of(path);
    } catch (InvalidPathException none) {
      throw noFile(path);
    }
    Path real;
    try {
      real = file.toRealPath();
    } catch (IOException notThere) {
      throw noFile(path);
    }
    Map<String, Path> files = Opened.noFiles();
    files.put(real.toString(), real);
    Module main = module(real, real.toString(), Path.of("/"));
    return new Opened(
        Optional.empty(),
        modules(
                main,
                isLibrary(main) ? Optional.empty() : Optional.of(main.path()),
                files,
                Path.of("/"),
                List.of())
            .withNeeded(),
        files,
        Optional.empty(),
        path);
  }

  private static Refused noFile(String path) {
    return new Refused(
        "TargetError",
        "There is no file `" + path + "`.",
        "Give the path of an executable or a library.");
  }

  private TargetModules modules(
      Module main,
      Optional<String> executable,
      Map<String, Path> files,
      Path root,
      List<String> libraryPath) {
    return new TargetModules(
        main, executable, files, new LibrarySearch(root, libraryPath), cache.of(root));
  }

  private Module module(Path file, String path, Path root) throws Refused {
    try {
      Module module = cache.open(file, path, root);
      if (module.elf().machine() != ElfFile.EM_X86_64) {
        throw new Refused(
            "TargetError",
            "`" + path + "` is not a program for x86-64.",
            "Tracebook traces programs of the machine that it runs on.");
      }
      return module;
    } catch (ElfRefused e) {
      throw new Refused(
          "TargetError", String.valueOf(e.getMessage()), "Name an executable or a shared library.");
    } catch (IOException e) {
      throw new Refused(
          "TargetError",
          "`" + path + "` cannot be read: " + why(e),
          "Check that the file is there and readable.");
    }
  }

  /** The file system's exceptions have the path for their message. */
  static String why(Exception e) {
    return switch (e) {
      case AccessDeniedException denied -> "Permission denied";
      case NoSuchFileException gone -> "No such file or directory";
      case FileNotFoundException old ->
          String.valueOf(old.getMessage()).replaceFirst(".*\\((.*)\\)$", "$1");
      default -> String.valueOf(e.getMessage());
    };
  }

  /** {@code /} for a process that sees the same files as this one, else the way to its own root. */
  private static Path root(int pid) {
    Path own = Path.of("/proc/self/ns/mnt");
    Path proc = Path.of("/proc/" + pid);
    try {
      if (Files.readSymbolicLink(own).equals(Files.readSymbolicLink(proc.resolve("ns/mnt")))
          && Files.readSymbolicLink(proc.resolve("root")).equals(Path.of("/"))) {
        return Path.of("/");
      }
    } catch (IOException unknown) {
      return proc.resolve("root");
    }
    return proc.resolve("root");
  }

  /** A library has no interpreter, but for those that can be run, such as libc.so.6. */
  private static boolean isLibrary(Module module) {
    return module.elf().interpreter().isEmpty() || module.name().contains(".so");
  }
}
