package tracebook.debuginfod;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tracebook.bytes.Malformed;
import tracebook.elf.BuildId;
import tracebook.elf.DebugServer;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.elf.Section;

/**
 * The servers that the environment names, behind a cache. A file is given away only when its
 * build-id is the one that was asked for. A server that did not answer is left alone for a while,
 * so that it does not delay every file of a target.
 */
public final class Debuginfod implements DebugServer {
  private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

  private final Settings settings;
  private final Cache cache;
  private final Supplier<Optional<Progress>> waiting;
  private final Map<URI, Failure> failed = new HashMap<>();
  private @Nullable Download download;

  private record Failure(String why, long until) {}

  /**
   * The servers of these settings.
   *
   * @param waiting who waits for an answer; empty: nobody, so only the cache answers
   */
  public Debuginfod(Settings settings, Supplier<Optional<Progress>> waiting) {
    this.settings = settings;
    this.cache = new Cache(settings.cache());
    this.waiting = waiting;
  }

  @Override
  public synchronized Answer debugInfo(BuildId id, String name) {
    if (settings.servers().isEmpty() || !id.hex().matches("[0-9a-f]{4,}")) {
      return new Nothing();
    }
    try {
      Optional<Path> kept = cache.kept(id);
      if (kept.isPresent()) {
        return new Has(kept.get());
      }
      if (cache.missed(id)) {
        return new Nothing();
      }
      Optional<Progress> progress = waiting.get();
      return progress.isPresent() ? ask(id, name, progress.get()) : new NotNow("");
    } catch (IOException failure) {
      return new NotNow(
          "debuginfod's cache `" + settings.cache() + "` cannot be used: " + words(failure));
    }
  }

  private Answer ask(BuildId id, String name, Progress progress) throws IOException {
    Optional<NotNow> trouble = Optional.empty();
    for (URI server : settings.servers()) {
      Failure before = failed.get(server);
      if (before != null && before.until() - System.nanoTime() > 0) {
        trouble = Optional.of(new NotNow(before.why()));
        continue;
      }
      Path incoming = cache.incoming(id);
      try {
        switch (download().fetch(server, id, name, incoming, progress)) {
          case Download.Done done -> {
            Optional<String> wrong = wrong(server, id, incoming);
            if (wrong.isEmpty()) {
              return new Has(cache.keep(id, incoming));
            }
            trouble = Optional.of(new NotNow(wrong.get()));
          }
          case Download.HasNot hasNot -> {}
          case Download.Stopped stopped ->
              trouble =
                  Optional.of(new NotNow("fetching it from `" + server + "` was interrupted"));
          case Download.Failed failure -> {
            trouble = Optional.of(new NotNow(failure.why()));
            failed.put(
                server, new Failure(failure.why(), System.nanoTime() + LEFT_ALONE.toNanos()));
          }
        }
      } finally {
        Files.deleteIfExists(incoming);
      }
      if (progress.stopped()) {
        break;
      }
    }
    if (trouble.isPresent()) {
      return trouble.get();
    }
    cache.miss(id);
    return new Nothing();
  }

  private Download download() {
    Download known = download;
    if (known == null) {
      known = new Download(settings.idle());
      download = known;
    }
    return known;
  }

  /** What is wrong with a file that came; a server may be broken, or lie. */
  private static Optional<String> wrong(URI server, BuildId id, Path file) throws IOException {
    try (ElfFile elf = ElfFile.open(file)) {
      Optional<BuildId> its = elf.buildId();
      if (!its.equals(Optional.of(id))) {
        return Optional.of(
            "`%s` sent the file of another build: its build-id is %s, %s was asked for"
                .formatted(server, its.map(BuildId::hex).orElse("missing"), id));
      }
      long length = Files.size(file);
      for (Section section : elf.sections()) {
        if (section.hasBytes() && section.offset().value() + section.fileSize() > length) {
          return Optional.of(
              "`%s` sent an incomplete file: %s lies past its end"
                  .formatted(server, section.name()));
        }
      }
      return Optional.empty();
    } catch (ElfRefused | Malformed | UncheckedIOException damaged) {
      return Optional.of(
          "`%s` sent a damaged file: %s"
              .formatted(
                  server, String.valueOf(damaged.getMessage()).replaceFirst("^`[^`]*` ", "it ")));
    }
  }

  /** With the name of its class: of many the message is but a path, or nothing. */
  static String words(Exception failure) {
    return failure.toString().replaceFirst("^(?:\\w+\\.)*", "");
  }
}
