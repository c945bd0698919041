package tracebook.cell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import tracebook.bytes.Malformed;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.OtherModules;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.elf.LibrarySearch;
import tracebook.elf.LibrarySearch.Dynamic;
import tracebook.resolve.Module;
import tracebook.resolve.Modules;

/** The modules of a target: opened when somebody asks for them, also before they are loaded. */
final class TargetModules implements Modules {
  /** Opens a file by its path, as the target sees it. */
  interface Opener {
    Module open(Path file, String path) throws IOException, ElfRefused;

    /** Only if its debug info is on this machine. */
    Optional<Module> openHere(Path file, String path) throws IOException, ElfRefused;

    /** Without its debug info. */
    ElfFile program(Path file, String path) throws IOException, ElfRefused;
  }

  private final Module main;
  private final Optional<String> executable;
  private final Opener opener;
  private final LibrarySearch search;

  /** From the path of a module, as the target sees it, to one that this process can open. */
  private final Map<String, Path> files;

  private final List<String> paths = new ArrayList<>();
  private final OtherModules callers = this::importing;

  /** What each asks the dynamic linker for. */
  private final Map<String, Collection<String>> imports = new ConcurrentHashMap<>();

  /**
   * Those of a process that runs.
   *
   * @param files of all modules that are loaded; what is found later is added
   */
  TargetModules(
      Module main,
      Optional<String> executable,
      Map<String, Path> files,
      LibrarySearch search,
      Opener opener) {
    this.main = main;
    this.executable = executable;
    this.files = files;
    this.search = search;
    this.opener = opener;
    for (Map.Entry<String, Path> file : new LinkedHashMap<>(files).entrySet()) {
      if (!file.getKey().equals(main.path()) && isElf(file.getValue())) {
        paths.add(file.getKey());
      }
    }
  }

  /** Adds the libraries that the main module will have when it runs: DT_NEEDED, and theirs. */
  TargetModules withNeeded() {
    Deque<ElfFile> asking = new ArrayDeque<>(List.of(main.elf()));
    Deque<String> askingPaths = new ArrayDeque<>(List.of(main.path()));
    List<String> directories = new ArrayList<>();
    while (!asking.isEmpty()) {
      Dynamic dynamic = dynamic(asking.remove(), askingPaths.remove());
      directories.addAll(dynamic.directories());
      for (String name : dynamic.needed()) {
        Optional<String> path = search.find(name, directories);
        if (path.isEmpty() || path.get().equals(main.path()) || paths.contains(path.get())) {
          continue;
        }
        Path file = search.open(path.get());
        try {
          asking.add(opener.open(file, path.get()).elf());
          askingPaths.add(path.get());
        } catch (Malformed damaged) {
          // Who asks for something in it is told; until then it is a name.
        } catch (IOException | ElfRefused unreadable) {
          continue; // The dynamic linker will say so.
        }
        files.put(path.get(), file);
        paths.add(path.get());
      }
    }
    return this;
  }

  /** Of the main module it must be readable; a library without it needs no others. */
  private Dynamic dynamic(ElfFile elf, String path) {
    try {
      return LibrarySearch.dynamic(elf, path);
    } catch (Malformed damaged) {
      if (path.equals(main.path())) {
        throw damaged;
      }
      return new Dynamic(List.of(), List.of());
    }
  }

  @Override
  public Module main() {
    return main;
  }

  @Override
  public Optional<Module> executable() {
    return executable.map(path -> path.equals(main.path()) ? main : open(path));
  }

  @Override
  public List<String> otherPaths() {
    return paths;
  }

  @Override
  public Module open(String path) {
    Path file = files.get(path);
    if (file == null) {
      throw new IllegalArgumentException(path);
    }
    try {
      return opener.open(file, path);
    } catch (IOException | ElfRefused e) {
      throw new UnreadableModule("`" + path + "` cannot be read: " + Targets.why(e), e);
    }
  }

  @Override
  public OtherModules callers() {
    return callers;
  }

  private List<DebugInfo> importing(Predicate<String> symbols) {
    List<DebugInfo> found = new ArrayList<>();
    for (Map.Entry<String, Path> file : new TreeMap<>(files).entrySet()) {
      String path = file.getKey();
      if (!path.equals(main.path()) && !paths.contains(path)) {
        continue;
      }
      try {
        if (imports(path, file.getValue()).stream().anyMatch(symbols)) {
          opener.openHere(file.getValue(), path).flatMap(Module::debug).ifPresent(found::add);
        }
      } catch (IOException | ElfRefused | Malformed unreadable) {
        // Its calls tell nothing.
      }
    }
    return found;
  }

  private Collection<String> imports(String path, Path file) throws IOException, ElfRefused {
    Collection<String> known = imports.get(path);
    if (known == null) {
      known = Set.copyOf(opener.program(file, path).linkage().words().values());
      imports.put(path, known);
    }
    return known;
  }

  @Override
  public Optional<String> notLoaded(String name) {
    List<String> directories = new ArrayList<>();
    List<String> asking = new ArrayList<>(List.of(main.path()));
    asking.addAll(paths);
    for (String path : name.startsWith("/") ? List.<String>of() : asking) {
      ElfFile elf = path.equals(main.path()) ? main.elf() : open(path).elf();
      directories.addAll(dynamic(elf, path).directories());
    }
    Optional<String> found = search.find(name, directories);
    found.ifPresent(path -> files.putIfAbsent(path, search.open(path)));
    return found.filter(path -> isElf(search.open(path)));
  }

  private static boolean isElf(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(4);
      return magic.length == 4
          && magic[0] == 0x7f
          && magic[1] == 'E'
          && magic[2] == 'L'
          && magic[3] == 'F';
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** A file that the target has mapped went away, or is broken. */
  static final class UnreadableModule extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnreadableModule(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
