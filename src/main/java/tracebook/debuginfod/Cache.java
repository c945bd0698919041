package tracebook.debuginfod;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tracebook.elf.BuildId;

/**
 * The directory of elfutils' client: {@code BUILDID/debuginfo}, which is empty where no server has
 * the file.
 */
final class Cache {
  /** How long it is believed that no server has a file, unless {@code cache_miss_s} says. */
  private static final Duration MISS = Duration.ofMinutes(10);

  private final Path directory;

  Cache(Path directory) {
    this.directory = directory;
  }

  private Path file(BuildId id) {
    return directory.resolve(id.hex()).resolve("debuginfo");
  }

  /** The file of a build that was fetched before. */
  Optional<Path> kept(BuildId id) throws IOException {
    Path file = file(id);
    return Files.isRegularFile(file) && Files.size(file) > 0 ? Optional.of(file) : Optional.empty();
  }

  /** Whether no server had it a short while ago. */
  boolean missed(BuildId id) throws IOException {
    Path file = file(id);
    if (!Files.isRegularFile(file) || Files.size(file) > 0) {
      return false;
    }
    Instant since = Files.getLastModifiedTime(file).toInstant();
    return since.plus(miss()).isAfter(Instant.now());
  }

  private Duration miss() throws IOException {
    Path configured = directory.resolve("cache_miss_s");
    if (!Files.isRegularFile(configured)) {
      return MISS;
    }
    String seconds = Files.readString(configured).strip();
    return seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : MISS;
  }

  /** A new file beside the place of a build's, for what is coming. */
  Path incoming(BuildId id) throws IOException {
    Files.createDirectories(file(id).getParent());
    return Files.createTempFile(file(id).getParent(), "debuginfo.", "");
  }

  /** Makes what has come the file of a build, for this process and others at once. */
  Path keep(BuildId id, Path incoming) throws IOException {
    return Files.move(
        incoming, file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void miss(BuildId id) throws IOException {
    keep(id, incoming(id));
  }
}
