package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.dwarf.AddressRange;
import tracebook.dwarf.DebugInfo;
import tracebook.dwarf.UnwindRanges;
import tracebook.elf.Address;
import tracebook.elf.DebugFile;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;
import tracebook.elf.Symbol;

/**
 * A file whose code the target runs.
 *
 * @param path as the target sees it
 * @param debug its debug info, wherever it was found
 * @param found where that is, or why there is none
 */
public record Module(String path, ElfFile elf, Optional<DebugInfo> debug, DebugFile found) {
  /** The last component of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** True for {@code libssl.so.3} or {@code lib/libssl.so.3} of {@code /usr/lib/libssl.so.3}. */
  boolean hasSuffix(String suffix) {
    return path.equals(suffix) || path.endsWith("/" + suffix);
  }

  /** The function that holds an address, by the symbol tables. */
  Optional<Symbol> symbolAt(Address address) {
    Optional<Symbol> symbol = elf.symbols().functionAt(address);
    if (symbol.isEmpty() || symbol.get().size() > 0) {
      return symbol;
    }
    // Its end is not known: what has no name any more may have begun before the address.
    Address start = symbol.get().address();
    boolean holds =
        sectionOf(start).equals(sectionOf(address))
            && unnamed(address).map(r -> r.start().compareTo(start) <= 0).orElse(true);
    return holds ? symbol : Optional.empty();
  }

  private Optional<Section> sectionOf(Address address) {
    return elf.sections().stream().filter(s -> s.holds(address)).findFirst();
  }

  /** The code around an address whose bounds the unwind table knows, whatever its name was. */
  Optional<AddressRange> unnamed(Address address) {
    return UnwindRanges.of(elf).holding(address);
  }

  /**
   * Where the debug info came from; without any, which files were refused and what would help.
   * Takes a moment in the second case.
   */
  public String debugNote() {
    return switch (found) {
      case DebugFile.Embedded f -> path;
      case DebugFile.Separate f -> f.file().path().toString();
      case DebugFile.Missing f -> {
        List<String> notes = new ArrayList<>(f.refused());
        notes.add(f.suggestion());
        yield String.join("; ", notes);
      }
    };
  }

  /** Where the debug info came from, or {@code none}, and which files were refused for it. */
  public String debugFile() {
    List<String> notes = new ArrayList<>();
    notes.add(debug.isPresent() ? debugNote() : "none");
    notes.addAll(refused());
    return String.join("; ", notes);
  }

  /** Why files that are there were not taken for its debug info; each a sentence. */
  public List<String> refused() {
    return switch (found) {
      case DebugFile.Embedded f -> List.of();
      case DebugFile.Separate f -> f.refused();
      case DebugFile.Missing f -> f.refused();
    };
  }
}
