package tracebook.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * Finds debug info as debuggers do: in the program, by build-id under each directory, and by the
 * name in .gnu_debuglink next to the program, in {@code .debug/} and under each directory.
 */
public final class DebugFiles {
  private final Path root;
  private final List<Path> directories;

  /**
   * @param root where the file system of the traced process begins, {@code /} or {@code
   *     /proc/PID/root}
   * @param directories as the process sees them
   */
  public DebugFiles(Path root, List<Path> directories) {
    this.root = root;
    this.directories = List.copyOf(directories);
  }

  /** This machine's {@code /usr/lib/debug}. */
  public static DebugFiles standard() {
    return new DebugFiles(Path.of("/"), List.of(Path.of("/usr/lib/debug")));
  }

  /** For a program opened by the path that it has within the root. */
  public DebugFile find(ElfFile program) {
    return find(program, program.path());
  }

  /**
   * Finds the debug info of a program.
   *
   * @param within the program's path as the process sees it, where it was opened by another
   */
  public DebugFile find(ElfFile program, Path within) {
    if (program.hasDebugInfo()) {
      return new DebugFile.Embedded(program);
    }
    Search search = new Search(program);
    for (Path path : byBuildId(program)) {
      Optional<ElfFile> found = search.open(path, Optional.empty());
      if (found.isPresent()) {
        return new DebugFile.Separate(found.get(), search.refused);
      }
    }
    Optional<Link> link = link(program);
    if (link.isPresent()) {
      for (Path path : byLink(link.get(), within)) {
        Optional<ElfFile> found = search.open(path, link);
        if (found.isPresent()) {
          return new DebugFile.Separate(found.get(), search.refused);
        }
      }
    }
    return new DebugFile.Missing(List.copyOf(search.tried), search.refused, suggestion(within));
  }

  private record Link(String name, long crc) {}

  /** The name, padded to four bytes, and the CRC-32 of the file. */
  private static Optional<Link> link(ElfFile program) {
    Bytes section = program.bytes(".gnu_debuglink");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    Cursor at = section.cursor(0);
    String name = at.string();
    at.skip(-at.position() & 3);
    return Optional.of(new Link(name, at.u32()));
  }

  private List<Path> byBuildId(ElfFile program) {
    Optional<BuildId> id = program.buildId();
    if (id.isEmpty() || id.get().hex().length() < 4) {
      return List.of();
    }
    String hex = id.get().hex();
    List<Path> found = new ArrayList<>();
    for (Path directory : directories) {
      Path path =
          directory
              .resolve(".build-id")
              .resolve(hex.substring(0, 2))
              .resolve(hex.substring(2) + ".debug");
      found.add(rooted(path));
    }
    return found;
  }

  private List<Path> byLink(Link link, Path within) {
    List<Path> found = new ArrayList<>();
    Set<Path> homes = new LinkedHashSet<>();
    Path given = within.toAbsolutePath().normalize();
    homes.add(given);
    try {
      Path real = rooted(given).toRealPath();
      homes.add(real.startsWith(root) ? Path.of("/").resolve(root.relativize(real)) : real);
    } catch (IOException gone) {
      // The program was replaced or deleted: its directory is still worth a look.
      homes.add(given);
    }
    for (Path home : homes) {
      Path directory = home.getParent();
      if (directory == null) {
        continue;
      }
      found.add(rooted(directory.resolve(link.name())));
      found.add(rooted(directory.resolve(".debug").resolve(link.name())));
      for (Path search : directories) {
        found.add(rooted(search.resolve(Path.of("/").relativize(directory)).resolve(link.name())));
      }
    }
    return found;
  }

  private Path rooted(Path path) {
    return root.equals(Path.of("/")) ? path : root.resolve(Path.of("/").relativize(path));
  }

  private String suggestion(Path within) {
    boolean debian = Files.exists(rooted(Path.of("/etc/debian_version")));
    return debian
        ? "install its package of debug symbols, named -dbgsym or -dbg: `find-dbgsym-packages "
            + within
            + "` (package debian-goodies) names it; or rebuild it with -g"
        : "install the package with its debug info, or rebuild it with -g";
  }

  /** Goes through candidates and remembers what was wrong with them. */
  private static final class Search {
    final Set<Path> tried = new LinkedHashSet<>();
    final List<String> refused = new ArrayList<>();
    private final ElfFile program;

    Search(ElfFile program) {
      this.program = program;
    }

    Optional<ElfFile> open(Path path, Optional<Link> link) {
      if (!tried.add(path) || !Files.exists(path)) {
        return Optional.empty();
      }
      try {
        if (Files.isSameFile(path, program.path())) {
          return Optional.empty();
        }
        ElfFile candidate = ElfFile.open(path);
        Optional<String> refusal = refusal(candidate, path, link);
        if (refusal.isEmpty()) {
          return Optional.of(candidate);
        }
        candidate.close();
        refused.add(refusal.get());
      } catch (ElfRefused notElf) {
        refused.add(notElf.getMessage());
      } catch (IOException unreadable) {
        refused.add("`" + path + "` cannot be read: " + unreadable.getMessage());
      }
      return Optional.empty();
    }

    private Optional<String> refusal(ElfFile candidate, Path path, Optional<Link> link)
        throws IOException {
      Optional<BuildId> wanted = program.buildId();
      Optional<BuildId> found = candidate.buildId();
      if (wanted.isPresent() && found.isPresent() && !wanted.equals(found)) {
        return Optional.of(
            "`%s` does not match: its build-id is %s, the program's is %s"
                .formatted(path, found.get(), wanted.get()));
      }
      if (link.isPresent()) {
        long crc = crc(path);
        if (crc != link.get().crc()) {
          return Optional.of(
              "`%s` does not match: its CRC is %08x, the program asks for %08x"
                  .formatted(path, crc, link.get().crc()));
        }
      } else if (found.isEmpty()) {
        return Optional.of("`" + path + "` does not match: it has no build-id");
      }
      return candidate.hasDebugInfo()
          ? Optional.empty()
          : Optional.of("`" + path + "` has no debug info in it");
    }

    private static long crc(Path path) throws IOException {
      CRC32 sum = new CRC32();
      byte[] buffer = new byte[1 << 16];
      try (var in = Files.newInputStream(path)) {
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
          sum.update(buffer, 0, count);
        }
      }
      return sum.getValue();
    }
  }
}
