package tracebook.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tracebook.bytes.Malformed;

/**
 * Finds the files that debug info is spread over: the supplementary file that dwz moves what
 * several files have in common to, the files of split units, and packages of these.
 */
public final class Companions {
  private final Path root;
  private final Path within;

  /** Of debug files, as this machine sees them. */
  private final List<Path> directories;

  private final DebugServer server;

  /**
   * Searches for a program.
   *
   * @param root where the file system of the traced process begins, {@code /} or {@code
   *     /proc/PID/root}
   * @param within the program's path as the process sees it
   * @param here directories of debug files on this machine
   * @param there directories of debug files, as the process sees them
   */
  public Companions(Path root, Path within, List<Path> here, List<Path> there) {
    this(root, within, here, there, DebugServer.NONE);
  }

  /**
   * Searches for a program, and asks a server for what no directory has.
   *
   * @param root where the file system of the traced process begins
   * @param within the program's path as the process sees it
   * @param here directories of debug files on this machine
   * @param there directories of debug files, as the process sees them
   */
  public Companions(Path root, Path within, List<Path> here, List<Path> there, DebugServer server) {
    this.server = server;
    this.root = root;
    this.within = within.toAbsolutePath().normalize();
    this.directories = new ArrayList<>(here);
    there.forEach(directory -> directories.add(rooted(directory)));
  }

  /** For a program opened by the path that it has on this machine. */
  public static Companions standard(ElfFile program) {
    return new Companions(
        Path.of("/"), program.path(), List.of(), List.of(Path.of("/usr/lib/debug")));
  }

  /**
   * The first of these paths that has a file that fits.
   *
   * @param refusal why a file does not fit, a sentence for the user
   */
  public Companion find(List<Path> candidates, Function<ElfFile, Optional<String>> refusal) {
    Set<Path> tried = new LinkedHashSet<>();
    List<String> refused = new ArrayList<>();
    for (Path path : candidates) {
      if (!tried.add(path) || !Files.exists(path)) {
        continue;
      }
      try {
        ElfFile candidate = ElfFile.open(path);
        Optional<String> why = refusal(candidate, refusal);
        if (why.isEmpty()) {
          return new Companion.Found(candidate);
        }
        candidate.close();
        refused.add(why.get());
      } catch (ElfRefused notElf) {
        refused.add(notElf.getMessage());
      } catch (IOException unreadable) {
        refused.add("`" + path + "` cannot be read: " + unreadable.getMessage());
      }
    }
    return new Companion.Missing(List.copyOf(tried), refused);
  }

  /**
   * The first of these paths that has a file that fits; else the file of this build from a server.
   *
   * @param refusal why a file does not fit, a sentence for the user
   */
  public Companion find(
      List<Path> candidates, BuildId id, Function<ElfFile, Optional<String>> refusal) {
    Companion here = find(candidates, refusal);
    if (!(here instanceof Companion.Missing missing)) {
      return here;
    }
    return switch (server.debugInfo(id, "companion of " + base(within))) {
      case DebugServer.Has has -> {
        List<Path> all = new ArrayList<>(candidates);
        all.add(has.file());
        yield find(all, refusal);
      }
      case DebugServer.Nothing nothing -> here;
      case DebugServer.NotNow notNow -> {
        List<String> refused = new ArrayList<>(missing.refused());
        refused.add(notNow.why());
        yield notNow.why().isEmpty() ? here : new Companion.Missing(missing.tried(), refused);
      }
    };
  }

  private static Optional<String> refusal(
      ElfFile candidate, Function<ElfFile, Optional<String>> refusal) {
    try {
      return refusal.apply(candidate);
    } catch (Malformed damaged) {
      return Optional.of(String.valueOf(damaged.getMessage()));
    }
  }

  /**
   * Where a supplementary file can be: at its path, which counts from the debug file's directory,
   * by its build-id, and where distributions keep these files.
   *
   * @param id its build-id or checksum, in hexadecimal digits
   */
  public List<Path> supplementary(ElfFile debug, String name, String id) {
    Optional<Path> named = path(name);
    if (named.isEmpty()) {
      return List.of();
    }
    Path link = named.get();
    List<Path> found = new ArrayList<>();
    if (link.isAbsolute()) {
      found.add(rooted(link));
    } else {
      found.add(directory(debug.path()).resolve(link).normalize());
      real(debug.path()).ifPresent(path -> found.add(directory(path).resolve(link).normalize()));
    }
    for (Path directory : directories) {
      if (id.length() >= 4) {
        found.add(
            directory
                .resolve(".build-id")
                .resolve(id.substring(0, 2))
                .resolve(id.substring(2) + ".debug"));
      }
      found.add(directory.resolve(".dwz").resolve(base(link)));
    }
    return found;
  }

  /**
   * Where the file of a split unit can be: at its path, which counts from the directory in which it
   * was compiled, beside the program, and under the directories of debug files.
   */
  public List<Path> split(ElfFile debug, String compiledIn, String name) {
    Optional<Path> directoryNamed = path(compiledIn);
    Optional<Path> named = path(name);
    if (directoryNamed.isEmpty() || named.isEmpty()) {
      return List.of();
    }
    Path path = directoryNamed.get().resolve(named.get()).normalize();
    List<Path> found = new ArrayList<>();
    if (path.isAbsolute()) {
      found.add(rooted(path));
    }
    for (Path home : List.of(rooted(directory(within)), directory(debug.path()))) {
      if (!named.get().isAbsolute()) {
        found.add(home.resolve(name).normalize());
      }
      found.add(home.resolve(base(path)));
    }
    for (Path directory : directories) {
      if (path.isAbsolute()) {
        found.add(directory.resolve(Path.of("/").relativize(path)));
      }
    }
    return found;
  }

  /** Where the package of all split units of a program can be. */
  public List<Path> packages(ElfFile debug) {
    List<Path> found = new ArrayList<>();
    found.add(rooted(sibling(within)));
    found.add(sibling(debug.path()));
    for (Path directory : directories) {
      found.add(directory.resolve(Path.of("/").relativize(sibling(within))));
    }
    return found;
  }

  /** Empty for a name that no file has here: letters beyond ASCII where the locale is C. */
  private static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException cannotBe) {
      return Optional.empty();
    }
  }

  private static Path sibling(Path program) {
    return directory(program).resolve(base(program) + ".dwp");
  }

  private static Path base(Path file) {
    Path name = file.getFileName();
    return name == null ? file : name;
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  /** Behind symbolic links, unless these lead out of the root. */
  private Optional<Path> real(Path path) {
    try {
      Path real = path.toRealPath();
      return real.startsWith(root) ? Optional.of(real) : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private Path rooted(Path path) {
    return root.equals(Path.of("/")) ? path : root.resolve(Path.of("/").relativize(path));
  }
}
