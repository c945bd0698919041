package tracebook.elf;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that the debug info of one program refers to, looked for where its debug info is looked
 * for.
 */
public final class OtherFiles {
  /** Whether a file is the one that is meant: empty, or why not, as a sentence for the user. */
  @FunctionalInterface
  public interface Check {
    Optional<String> refusal(ElfFile file);
  }

  private final DebugPlaces places;
  private final DebugServer server;
  private final ElfFile program;
  private final Path within;

  OtherFiles(DebugPlaces places, DebugServer server, ElfFile program, Path within) {
    this.places = places;
    this.server = server;
    this.program = program;
    this.within = within;
  }

  /**
   * The file that dwz moved common debug info to (.gnu_debugaltlink), or DWARF 5's supplementary
   * file (.debug_sup).
   *
   * @param from the file that refers to it
   * @param name as it is written there: absolute, or relative to {@code from}
   */
  public OtherFile supplementary(ElfFile from, String name, BuildId id) {
    Optional<Path> written = DebugPlaces.path(name);
    Set<Path> candidates = new LinkedHashSet<>();
    written.ifPresent(path -> candidates.addAll(places.relativeTo(from.path(), path)));
    candidates.addAll(places.byBuildId(id));
    written
        .map(Path::getFileName)
        .ifPresent(
            file -> {
              candidates.addAll(places.flat(Path.of(".dwz").resolve(file)));
              candidates.addAll(places.flat(file));
            });
    Search search = new Search(program);
    Check same =
        candidate ->
            candidate.buildId().equals(Optional.of(id))
                ? Optional.empty()
                : Optional.of(
                    "`%s` does not match: its build-id is %s, `%s` refers to %s"
                        .formatted(
                            candidate.path(),
                            candidate.buildId().map(BuildId::hex).orElse("missing"),
                            from.path(),
                            id));
    OtherFile found = first(search, candidates, same);
    if (found instanceof OtherFile.Opened) {
      return found;
    }
    return switch (server.debugInfo(id, name)) {
      case DebugServer.Has has -> first(search, Set.of(has.file()), same);
      case DebugServer.Nothing nothing -> found;
      case DebugServer.NotNow notNow -> {
        if (!notNow.why().isEmpty()) {
          search.refuse(notNow.why());
        }
        yield new OtherFile.NotFound(List.copyOf(search.tried()), search.refused());
      }
    };
  }

  /**
   * A file of split DWARF.
   *
   * @param directory the unit's DW_AT_comp_dir
   * @param name its DW_AT_dwo_name
   */
  public OtherFile split(String directory, String name, Check check) {
    Set<Path> candidates = new LinkedHashSet<>();
    Optional<Path> written = DebugPlaces.path(name);
    Optional<Path> full =
        DebugPlaces.path(directory).flatMap(base -> written.map(path -> base.resolve(path)));
    full.ifPresent(path -> candidates.addAll(places.at(path)));
    written.ifPresent(path -> candidates.addAll(places.beside(within, path)));
    Optional<Path> file = written.map(Path::getFileName);
    file.ifPresent(path -> candidates.addAll(places.beside(within, path)));
    full.ifPresent(path -> candidates.addAll(places.flat(path)));
    file.ifPresent(path -> candidates.addAll(places.flat(path)));
    return first(new Search(program), candidates, check);
  }

  /**
   * The package of split files: the name of the program, or of its debug file, and {@code .dwp}.
   */
  public OtherFile packaged(ElfFile debug, Check check) {
    Set<Path> candidates = new LinkedHashSet<>();
    candidates.add(Path.of(debug.path() + ".dwp"));
    Path name = within.getFileName();
    if (name != null) {
      Path packaged = Path.of(name + ".dwp");
      candidates.addAll(places.beside(within, packaged));
      candidates.addAll(places.flat(packaged));
    }
    return first(new Search(program), candidates, check);
  }

  private static OtherFile first(Search search, Set<Path> candidates, Check check) {
    for (Path path : candidates) {
      Optional<ElfFile> found = search.open(path, check);
      if (found.isPresent()) {
        return new OtherFile.Opened(found.get());
      }
    }
    return new OtherFile.NotFound(List.copyOf(search.tried()), search.refused());
  }
}
