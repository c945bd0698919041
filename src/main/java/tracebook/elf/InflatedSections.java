package tracebook.elf;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Adler32;
import tracebook.bytes.BulkReader;
import tracebook.bytes.Bytes;

/**
 * Large sections as they are after inflating, in {@code BUILD-ID/SECTION} under a directory of the
 * user's: inflated once, mapped ever after. Nothing there is believed for its name: it has to have
 * the size and the checksum that the compressed section states; that is found out once, and again
 * when the file has changed. Where nothing can be written, there is no such file, and each kernel
 * inflates for itself.
 */
final class InflatedSections {
  /** Smaller ones are inflated nearly as fast as found. */
  static final int WORTH = 1 << 17;

  private static final long LIMIT = 4L << 30;
  private static final int PART = 1 << 18;

  /** Longer than the clock of any file system stands still. */
  private static final Duration TICK = Duration.ofSeconds(2);

  /** What was used not longer ago is not marked as used again: that would change its stamp. */
  private static final Duration USED_LATELY = Duration.ofHours(1);

  private final Path directory;
  private final long limit;
  private final Duration tick;

  private record Checked(Stamp stamp, long checksum) {}

  /** What need not be summed up again as long as its stamp is the same. */
  private final Map<Path, Checked> checked = new ConcurrentHashMap<>();

  /**
   * @param limit in bytes: beyond it those that were not used for the longest time go
   */
  InflatedSections(Path directory, long limit) {
    this(directory, limit, TICK);
  }

  /**
   * The same.
   *
   * @param tick how long ago a file has to have changed for the time of it to tell of the next one
   */
  InflatedSections(Path directory, long limit, Duration tick) {
    this.directory = directory;
    this.limit = limit;
    this.tick = tick;
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

  /**
   * The contents of a section of the file with this build-id, kept from an earlier time or now.
   *
   * @param opened takes the file that is read from; who has the section open closes it
   */
  Bytes of(BuildId id, String section, Zlib compressed, Consumer<PositionedFile> opened) {
    String file = compressed.raw().file();
    Path path = directory.resolve(id.hex()).resolve(section.replaceFirst("^\\.", ""));
    try {
      Optional<Mapped> kept = kept(path, compressed);
      Mapped found = kept.isPresent() ? kept.get() : store(path, compressed);
      opened.accept(found.file());
      return new Bytes(file, section, found.contents(), found.reader());
    } catch (IOException | SecurityException noCache) {
      return new Bytes(file, section, compressed.inflated());
    }
  }

  private record Mapped(PositionedFile file, ByteBuffer contents, BulkReader reader) {}

  /** What tells that a file is as it was: the inode, and when something of it changed last. */
  private record Stamp(Object file, long size, FileTime changed) {
    static Stamp of(Path path) throws IOException {
      BasicFileAttributes its = Files.readAttributes(path, BasicFileAttributes.class);
      FileTime changed = (FileTime) Files.getAttribute(path, "unix:ctime");
      return new Stamp(its.fileKey(), its.size(), changed);
    }

    /** Another change could bear the same time: the kernel's clock for files ticks slowly. */
    boolean tells(Duration tick) {
      return changed.toInstant().isBefore(Instant.now().minus(tick));
    }
  }

  private Optional<Mapped> kept(Path path, Zlib compressed) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) != compressed.size()) {
      return Optional.empty();
    }
    if (Files.getLastModifiedTime(path).toInstant().isBefore(Instant.now().minus(USED_LATELY))) {
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
    }
    Stamp before = Stamp.of(path);
    Mapped found = map(path, compressed.size());
    try {
      Checked now = new Checked(before, compressed.checksum());
      if (now.equals(checked.get(path)) && before.equals(Stamp.of(path))) {
        return Optional.of(found);
      }
      if (checksum(found.file(), compressed.size()) != compressed.checksum()) {
        found.file().close();
        return Optional.empty();
      }
      if (before.tells(tick) && before.equals(Stamp.of(path))) {
        checked.put(path, now);
      }
      return Optional.of(found);
    } catch (IOException failure) {
      found.file().close();
      throw failure;
    }
  }

  /** Not over the mapping: its pages would all count as this process's memory. */
  private static long checksum(PositionedFile file, int size) throws IOException {
    Adler32 sum = new Adler32();
    byte[] part = new byte[Math.clamp(size, 1, PART)];
    for (long at = 0; at < size; at += part.length) {
      int count = (int) Math.min(part.length, size - at);
      file.read(at, part, 0, count);
      sum.update(part, 0, count);
    }
    return sum.getValue();
  }

  private Mapped store(Path path, Zlib compressed) throws IOException {
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
      Mapped made = map(fresh, compressed.size());
      try {
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        evict(path);
        return made;
      } catch (IOException failure) {
        made.file().close();
        throw failure;
      }
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static Mapped map(Path path, int size) throws IOException {
    return PositionedFile.open(
        path,
        file -> {
          MappedFile mapped = new MappedFile(file, size);
          ByteBuffer contents =
              mapped
                  .part(0, size)
                  .orElseThrow(() -> new IOException("`" + path + "` is too large"));
          return new Mapped(file, contents, mapped.reader(0));
        });
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
