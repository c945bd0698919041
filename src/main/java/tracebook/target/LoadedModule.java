package tracebook.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A file with code that a process has loaded: its executable or a library.
 *
 * @param path as the process sees it
 * @param mappings of the file, by address
 */
public record LoadedModule(
    String path, Mapping.FileId file, boolean deleted, List<Mapping> mappings) {
  public LoadedModule {
    mappings = List.copyOf(mappings);
  }

  /**
   * Where the first byte of the file is, or would be, in memory. What is to be added to an address
   * in the ELF file is this plus the file offset minus the address of its first loaded segment.
   */
  public long base() {
    return mappings.get(0).start() - mappings.get(0).fileOffset();
  }

  /** The address at which a byte of the file is mapped as code. */
  public OptionalLong addressOf(long fileOffset) {
    return mappings.stream()
        .filter(Mapping::executable)
        .filter(m -> m.fileOffset() <= fileOffset && fileOffset - m.fileOffset() < size(m))
        .mapToLong(m -> m.start() + (fileOffset - m.fileOffset()))
        .findFirst();
  }

  /** The byte of the file that is mapped at an address. */
  public OptionalLong fileOffsetOf(long address) {
    return mappings.stream()
        .filter(m -> m.contains(address))
        .mapToLong(m -> address - m.start() + m.fileOffset())
        .findFirst();
  }

  private static long size(Mapping mapping) {
    return mapping.end() - mapping.start();
  }

  /** Groups the mappings of each file; a file that is loaded twice is two modules. */
  static List<LoadedModule> of(List<Mapping> mappings) {
    Map<Mapping.FileId, List<List<Mapping>>> byFile = new LinkedHashMap<>();
    for (Mapping mapping : mappings) {
      if (mapping.file().equals(Mapping.FileId.NONE)) {
        continue;
      }
      List<List<Mapping>> loads = byFile.computeIfAbsent(mapping.file(), f -> new ArrayList<>());
      if (loads.isEmpty() || beginsAnother(loads.get(loads.size() - 1), mapping)) {
        loads.add(new ArrayList<>());
      }
      loads.get(loads.size() - 1).add(mapping);
    }
    return byFile.values().stream()
        .flatMap(List::stream)
        .filter(load -> load.stream().anyMatch(Mapping::executable))
        .map(LoadedModule::load)
        .sorted((a, b) -> Long.compareUnsigned(a.base(), b.base()))
        .toList();
  }

  /** Whether the file's beginning is mapped again behind its code. */
  private static boolean beginsAnother(List<Mapping> load, Mapping next) {
    return next.fileOffset() == 0
        && !next.writable()
        && load.get(0).fileOffset() == 0
        && load.stream().anyMatch(Mapping::executable);
  }

  private static LoadedModule load(List<Mapping> load) {
    Mapping first = load.get(0);
    return new LoadedModule(first.path(), first.file(), first.deleted(), load);
  }
}
