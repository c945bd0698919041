package tracebook.elf;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Adler32;

/**
 * Large sections as they are after inflating, in {@code BUILD-ID/SECTION} under a directory of the
 * user's: inflated once, mapped ever after. Nothing there is believed for its name: it has to have
 * the size and the checksum that the compressed section states. Where nothing can be written, there
 * is no such file, and each kernel inflates for itself.
 */
final class InflatedSections {
  /** Smaller ones are inflated faster than found. */
  static final int WORTH = 1 << 20;

  private static final long LIMIT = 4L << 30;

  private final Path directory;
  private final long limit;

  /**
   * @param limit in bytes: beyond it those that were not used for the longest time go
   */
  InflatedSections(Path directory, long limit) {
    this.directory = directory;
    this.limit = limit;
  }

  /** Of this user: {@code $XDG_CACHE_HOME/tracebook/debug}, or under {@code ~/.cache}. */
  static InflatedSections standard() {
    String given = System.getenv("XDG_CACHE_HOME");
    Path cache =
        given != null && given.startsWith("/")
            ? Path.of(given)
            : Path.of(System.getProperty("user.home"), ".cache");
    return new InflatedSections(cache.resolve("tracebook").resolve("debug"), LIMIT);
  }

  /** The contents of a section of the file with this build-id, kept from an earlier time or now. */
  ByteBuffer of(BuildId id, String section, Zlib compressed) {
    Path path = directory.resolve(id.hex()).resolve(section.replaceFirst("^\\.", ""));
    try {
      Optional<ByteBuffer> kept = kept(path, compressed);
      return kept.isPresent() ? kept.get() : store(path, compressed);
    } catch (IOException | SecurityException noCache) {
      return compressed.inflated();
    }
  }

  private static Optional<ByteBuffer> kept(Path path, Zlib compressed) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) != compressed.size()) {
      return Optional.empty();
    }
    ByteBuffer found = map(path, compressed.size());
    Adler32 sum = new Adler32();
    sum.update(found.duplicate());
    if (sum.getValue() != compressed.checksum()) {
      return Optional.empty();
    }
    Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
    return Optional.of(found);
  }

  private ByteBuffer store(Path path, Zlib compressed) throws IOException {
    Path home = path.getParent();
    Files.createDirectories(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path fresh = Files.createTempFile(home, ".new", "");
    try {
      try (OutputStream out = Files.newOutputStream(fresh)) {
        compressed.inflate(out::write);
      } catch (UncheckedIOException full) {
        throw full.getCause();
      }
      ByteBuffer made = map(fresh, compressed.size());
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      evict(path);
      return made;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static ByteBuffer map(Path path, int size) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
          return new MappedFile(file.getChannel(), size)
              .part(0, size)
              .orElseThrow(() -> new IOException("`" + path + "` is too large"));
        } catch (ClosedByInterruptException whileItWasMapped) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private record Used(Path path, long size, FileTime when) {}

  /** The files that are mapped somewhere stay readable there. */
  private void evict(Path newest) throws IOException {
    List<Used> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory, 2)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        BasicFileAttributes its = Files.readAttributes(file, BasicFileAttributes.class);
        all.add(new Used(file, its.size(), its.lastModifiedTime()));
      }
    }
    all.sort(Comparator.comparing(Used::when));
    long total = all.stream().mapToLong(Used::size).sum();
    for (Used file : all) {
      if (total <= limit) {
        return;
      }
      if (!file.path().equals(newest)) {
        Files.deleteIfExists(file.path());
        total -= file.size();
      }
    }
  }
}
