package tracebook.dwarf;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tracebook.bytes.Bytes;
import tracebook.bytes.Cursor;
import tracebook.elf.BuildId;
import tracebook.elf.Companion;
import tracebook.elf.Companions;
import tracebook.elf.ElfFile;

/**
 * The file to which dwz moved what several debug files have in common (.gnu_debugaltlink; DWARF 5,
 * section 7.3.6). Looked for when something refers to it.
 */
final class Supplementary implements AutoCloseable {
  private final ElfFile debug;
  private final Companions companions;
  private final Link link;
  private volatile Optional<Companion> found = Optional.empty();

  /**
   * @param id a build-id, or the checksum that .debug_sup has in both files; in hexadecimal digits
   */
  private record Link(String name, String id, boolean standard) {}

  private Supplementary(ElfFile debug, Companions companions, Link link) {
    this.debug = debug;
    this.companions = companions;
    this.link = link;
  }

  /** Empty when the debug file names none. */
  static Optional<Supplementary> of(ElfFile debug, Companions companions) {
    Bytes alternative = debug.bytes(".gnu_debugaltlink");
    if (!alternative.isEmpty()) {
      Cursor at = alternative.cursor(0);
      String name = at.string();
      String id = HexFormat.of().formatHex(at.bytes(at.end() - at.position()));
      return Optional.of(new Supplementary(debug, companions, new Link(name, id, false)));
    }
    return sup(debug)
        .filter(sup -> !sup.isSupplementary())
        .map(sup -> new Supplementary(debug, companions, new Link(sup.name(), sup.id(), true)));
  }

  private record Sup(boolean isSupplementary, String name, String id) {}

  /** .debug_sup (DWARF 5, section 7.3.6). */
  private static Optional<Sup> sup(ElfFile file) {
    Bytes section = file.bytes(".debug_sup");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    Cursor at = section.cursor(0);
    int version = at.u16();
    if (version != 5) {
      throw section.malformed(0, "its version " + version + " is not known");
    }
    boolean isSupplementary = at.u8() != 0;
    String name = at.string();
    return Optional.of(
        new Sup(isSupplementary, name, HexFormat.of().formatHex(at.bytes(at.uleb()))));
  }

  private Companion companion() {
    Optional<Companion> known = found;
    if (known.isPresent()) {
      return known.get();
    }
    synchronized (this) {
      if (found.isEmpty()) {
        List<Path> candidates = companions.supplementary(debug, link.name(), link.id());
        found =
            Optional.of(
                link.standard()
                    ? companions.find(candidates, this::refusal)
                    : companions.find(candidates, new BuildId(link.id()), this::refusal));
      }
      return found.orElseThrow();
    }
  }

  private Optional<String> refusal(ElfFile candidate) {
    String have =
        link.standard()
            ? sup(candidate).filter(Sup::isSupplementary).map(Sup::id).orElse("missing")
            : candidate.buildId().map(BuildId::hex).orElse("missing");
    if (!have.equals(link.id())) {
      return Optional.of(
          "`%s` does not match: its %s is %s, `%s` asks for %s"
              .formatted(
                  candidate.path(),
                  link.standard() ? "checksum" : "build-id",
                  have,
                  debug.path(),
                  link.id()));
    }
    return candidate.hasDebugInfo()
        ? Optional.empty()
        : Optional.of("`" + candidate.path() + "` has no debug info in it");
  }

  /** Empty when it is not there: {@link #why} says where it was looked for. */
  Optional<ElfFile> file() {
    return switch (companion()) {
      case Companion.Found there -> Optional.of(there.file());
      case Companion.Missing missing -> Optional.empty();
    };
  }

  /** Why it is not there; empty when it is. */
  Optional<String> why() {
    return switch (companion()) {
      case Companion.Found there -> Optional.empty();
      case Companion.Missing missing ->
          Optional.of(missing.why("the supplementary debug file `" + link.name() + "`"));
    };
  }

  @Override
  public void close() {
    if (found.isPresent() && found.get() instanceof Companion.Found there) {
      there.file().close();
    }
  }
}
