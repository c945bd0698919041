package tracebook.elf;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The paths at which debug files can be, as this process opens them.
 *
 * @param trees file systems with the directories that are searched in each; the first is the one
 *     that the traced process sees
 */
record DebugPlaces(List<Tree> trees) {
  private static final Path TOP = Path.of("/");

  /**
   * A file system.
   *
   * @param root where it begins: {@code /} or {@code /proc/PID/root}
   * @param directories as they are called within it
   */
  record Tree(Path root, List<Path> directories) {
    Tree {
      directories = List.copyOf(directories);
    }

    /** A path within it, as this process opens it. */
    Path rooted(Path path) {
      return root.equals(TOP) ? path : root.resolve(TOP.relativize(path));
    }
  }

  DebugPlaces {
    trees = List.copyOf(trees);
  }

  /** A name in a file; empty when the locale that this process runs in cannot express it. */
  static Optional<Path> path(String name) {
    try {
      return Optional.of(Path.of(name));
    } catch (InvalidPathException cannotBe) {
      return Optional.empty();
    }
  }

  /**
   * As distributions install them, {@code .build-id/ab/cdef….debug}, and as debuginfod's cache has
   * them.
   */
  List<Path> byBuildId(BuildId id) {
    String hex = id.hex();
    if (hex.length() < 4) {
      return List.of();
    }
    Path installed = Path.of(".build-id", hex.substring(0, 2), hex.substring(2) + ".debug");
    List<Path> found = new ArrayList<>(flat(installed));
    found.addAll(flat(Path.of(hex, "debuginfo")));
    return found;
  }

  /**
   * As .gnu_debuglink names it: next to the program, in {@code .debug/}, in the same directory
   * below each of the searched ones, and in those themselves.
   */
  List<Path> byLink(Path name, Path within) {
    Set<Path> found = new LinkedHashSet<>();
    for (Path directory : homes(within)) {
      found.add(first().rooted(directory.resolve(name)));
      found.add(first().rooted(directory.resolve(".debug").resolve(name)));
      for (Tree tree : trees) {
        for (Path search : tree.directories()) {
          found.add(tree.rooted(search.resolve(TOP.relativize(directory)).resolve(name)));
        }
      }
    }
    found.addAll(flat(name));
    return List.copyOf(found);
  }

  /** As people name the files that they take from a build: {@code NAME.debug}, {@code NAME}. */
  List<Path> byName(Path within) {
    Path name = within.getFileName();
    if (name == null) {
      return List.of();
    }
    List<Path> found = new ArrayList<>(beside(within, Path.of(name + ".debug")));
    found.addAll(beside(within, Path.of(".debug").resolve(name + ".debug")));
    found.addAll(flat(Path.of(name + ".debug")));
    found.addAll(flat(name));
    return found;
  }

  /** In the searched directories themselves. */
  private List<Path> flat(Path name) {
    List<Path> found = new ArrayList<>();
    for (Tree tree : trees) {
      for (Path directory : tree.directories()) {
        found.add(tree.rooted(directory.resolve(name)));
      }
    }
    return found;
  }

  /** In the directory of a program, and in that of the file which its path is a link to. */
  private List<Path> beside(Path within, Path name) {
    return homes(within).stream().map(home -> first().rooted(home.resolve(name))).toList();
  }

  private Tree first() {
    return trees.getFirst();
  }

  private Set<Path> homes(Path within) {
    Set<Path> homes = new LinkedHashSet<>();
    Path given = within.toAbsolutePath().normalize();
    addParent(homes, given);
    Path root = first().root();
    try {
      Path real = first().rooted(given).toRealPath();
      addParent(homes, real.startsWith(root) ? TOP.resolve(root.relativize(real)) : real);
    } catch (IOException gone) {
      // The program was replaced or deleted: its directory is still worth a look.
      return homes;
    }
    return homes;
  }

  private static void addParent(Set<Path> homes, Path program) {
    Path directory = program.getParent();
    if (directory == null) {
      return;
    }
    homes.add(directory);
    // Where /lib is a link to /usr/lib, packages that are older than the link name it without.
    if (directory.startsWith("/usr/lib") || directory.startsWith("/usr/bin")) {
      homes.add(TOP.resolve(Path.of("/usr").relativize(directory)));
    }
  }
}
