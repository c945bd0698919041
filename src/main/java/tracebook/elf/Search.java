package tracebook.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tracebook.bytes.Malformed;

/** Goes through candidates for one program, and remembers what was wrong with them. */
final class Search {
  private final ElfFile program;
  private final Set<Path> tried = new LinkedHashSet<>();
  private final List<String> refused = new ArrayList<>();

  Search(ElfFile program) {
    this.program = program;
  }

  /** Opens a candidate that is there and matches. */
  Optional<ElfFile> open(Path path, DebugMatch match) {
    if (!tried.add(path) || !Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      if (Files.isSameFile(path, program.path())) {
        return Optional.empty();
      }
      ElfFile candidate = ElfFile.open(path);
      Optional<String> refusal = refusal(candidate, match);
      if (refusal.isEmpty()) {
        return Optional.of(candidate);
      }
      candidate.close();
      refuse(refusal.get());
    } catch (ElfRefused notElf) {
      refuse(String.valueOf(notElf.getMessage()));
    } catch (IOException unreadable) {
      refuse("`" + path + "` cannot be read: " + unreadable.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<String> refusal(ElfFile candidate, DebugMatch match) {
    try {
      return match.refusal(candidate);
    } catch (Malformed | UncheckedIOException damaged) {
      return Optional.of(String.valueOf(damaged.getMessage()));
    }
  }

  void refuse(String why) {
    if (!refused.contains(why)) {
      refused.add(why);
    }
  }

  Set<Path> tried() {
    return tried;
  }

  List<String> refused() {
    return refused;
  }
}
