package tracebook.elf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;

/**
 * Finds debug info as debuggers do, and in a few more places: in the program; by build-id in each
 * directory; by the name in .gnu_debuglink; by the program's own name; from a server. A file is
 * taken only when something says that it belongs to the very build.
 */
public final class DebugFiles {
  private static final Path TOP = Path.of("/");

  private final DebugPlaces places;
  private final DebugServer server;

  /**
   * Those of one file system.
   *
   * @param root where the file system of the traced process begins, {@code /} or {@code
   *     /proc/PID/root}
   * @param directories as the process sees them
   */
  public DebugFiles(Path root, List<Path> directories) {
    this(new DebugPlaces(List.of(new DebugPlaces.Tree(root, directories))), DebugServer.NONE);
  }

  private DebugFiles(DebugPlaces places, DebugServer server) {
    this.places = places;
    this.server = server;
  }

  /**
   * Those that a process can have: in its own file system, then in this machine's, where it sees
   * another, then on a server.
   *
   * @param standard the directory that distributions use, in either
   * @param directories that the user named, of this machine; they come first
   */
  public static DebugFiles of(
      Path root, Path standard, List<Path> directories, DebugServer server) {
    List<Path> here = new ArrayList<>(directories);
    if (!here.contains(standard)) {
      here.add(standard);
    }
    List<DebugPlaces.Tree> trees = new ArrayList<>();
    if (!root.equals(TOP)) {
      trees.add(new DebugPlaces.Tree(root, List.of(standard)));
    }
    trees.add(new DebugPlaces.Tree(TOP, here));
    return new DebugFiles(new DebugPlaces(trees), server);
  }

  /** This machine's {@code /usr/lib/debug}. */
  public static DebugFiles standard() {
    return new DebugFiles(TOP, List.of(Path.of("/usr/lib/debug")));
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
    Optional<BuildId> id = program.buildId();
    Optional<Link> link = link(program);
    List<Path> byId = id.map(places::byBuildId).orElse(List.of());
    Optional<ElfFile> found = first(search, byId, new DebugMatch(program, OptionalLong.empty()));
    if (found.isEmpty() && link.isPresent()) {
      List<Path> byLink = places.byLink(link.get().name(), within);
      found = first(search, byLink, new DebugMatch(program, OptionalLong.of(link.get().crc())));
    }
    if (found.isEmpty()) {
      DebugMatch match = new DebugMatch(program, OptionalLong.empty());
      found = first(search, places.byName(within), match);
    }
    boolean mayCome = false;
    if (found.isEmpty() && id.isPresent()) {
      switch (server.debugInfo(id.get(), String.valueOf(within.getFileName()))) {
        case DebugServer.Has has ->
            found =
                first(search, List.of(has.file()), new DebugMatch(program, OptionalLong.empty()));
        case DebugServer.Nothing nothing -> {}
        case DebugServer.NotNow notNow -> {
          mayCome = true;
          if (!notNow.why().isEmpty()) {
            search.refuse(notNow.why());
          }
        }
      }
    }
    if (found.isPresent()) {
      return new DebugFile.Separate(found.get(), search.refused());
    }
    return new DebugFile.Missing(
        List.copyOf(search.tried()),
        search.refused(),
        mayCome,
        new PackageAdvice(places.trees().getFirst().root(), within, id, program.isGo()));
  }

  private static Optional<ElfFile> first(Search search, List<Path> paths, DebugMatch match) {
    for (Path path : paths) {
      Optional<ElfFile> found = search.open(path, match);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private record Link(Path name, long crc) {}

  /** The name, padded to four bytes, and the CRC-32 of the file. */
  private static Optional<Link> link(ElfFile program) {
    Bytes section = program.bytes(".gnu_debuglink");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    Cursor at = section.cursor(0);
    String name = at.string();
    at.skip(-at.position() & 3);
    long crc = at.u32();
    return DebugPlaces.path(name).map(path -> new Link(path, crc));
  }
}
