package tracebook.cell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tracebook.debuginfod.Debuginfod;
import tracebook.debuginfod.Settings;
import tracebook.elf.Companions;
import tracebook.elf.DebugFiles;
import tracebook.elf.DebugServer;
import tracebook.table.Listing;

/** Where debug files are looked for, as the environment and the user say. */
final class DebugPath {
  static final String VARIABLE = "TRACEBOOK_DEBUG_PATH";
  private static final Path STANDARD = Path.of("/usr/lib/debug");

  private final Settings settings;
  private final Debuginfod server;
  private List<Path> directories;
  private String setBy = VARIABLE;

  DebugPath(Map<String, String> environment) {
    settings = Settings.of(environment);
    server = new Debuginfod(settings, FetchProgress::ofCell);
    List<Path> named = new ArrayList<>();
    for (String directory : environment.getOrDefault(VARIABLE, "").split(":", -1)) {
      if (!directory.isEmpty()) {
        named.add(absolute(directory));
      }
    }
    directories = List.copyOf(named);
  }

  /** The search for the files of a process whose file system begins at this root. */
  DebugFiles files(Path root) {
    return DebugFiles.of(root, STANDARD, directories, server);
  }

  /** The same on this machine alone. */
  DebugFiles filesHere(Path root) {
    return DebugFiles.of(root, STANDARD, directories, DebugServer.NONE);
  }

  /** The search for the files that debug info is spread over. */
  Companions companions(Path root, Path program) {
    List<Path> here = new ArrayList<>(directories);
    if (!root.equals(Path.of("/"))) {
      here.add(STANDARD);
    }
    return new Companions(root, program, here, List.of(STANDARD), server);
  }

  /** Takes what the user names instead of what was named before. */
  void set(List<String> names) throws Refused {
    List<Path> named = new ArrayList<>();
    for (String name : names) {
      Path directory = absolute(name);
      if (!Files.isDirectory(directory)) {
        throw new Refused(
            "TargetError",
            "`" + directory + "` is not a directory.",
            "`%debugpath` takes directories of this machine that have debug files; alone it shows"
                + " them.");
      }
      named.add(directory);
    }
    directories = named.stream().distinct().toList();
    setBy = "%debugpath";
  }

  private static Path absolute(String name) {
    String home = System.getProperty("user.home", "/");
    String path = name.equals("~") || name.startsWith("~/") ? home + name.substring(1) : name;
    return Path.of(path).toAbsolutePath().normalize();
  }

  private record Place(String place, String setBy, String note) {}

  Listing listing() {
    List<Place> places = new ArrayList<>();
    directories.forEach(d -> places.add(new Place(d.toString(), setBy, note(d))));
    if (!directories.contains(STANDARD)) {
      places.add(new Place(STANDARD.toString(), "standard", note(STANDARD)));
    }
    settings
        .servers()
        .forEach(
            s ->
                places.add(
                    new Place(s.toString(), "DEBUGINFOD_URLS", "cache: " + settings.cache())));
    settings
        .ignored()
        .forEach(w -> places.add(new Place(w, "DEBUGINFOD_URLS", "not asked: no HTTP address")));
    return Listing.of("debugpath", places)
        .text("place", Place::place)
        .text("set_by", Place::setBy)
        .text("note", Place::note)
        .build();
  }

  private static String note(Path directory) {
    return Files.isDirectory(directory) ? "" : "is not there";
  }
}
