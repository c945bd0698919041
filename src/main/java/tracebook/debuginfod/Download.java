package tracebook.debuginfod;

import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tracebook.elf.BuildId;

/** One file from one server. Ends when it is not wanted any more, or when nothing comes. */
final class Download {
  /** How one ended. */
  sealed interface End {}

  record Done() implements End {}

  /** The server answered that it has no such file. */
  record HasNot() implements End {}

  record Stopped() implements End {}

  /**
   * The server did not do its job.
   *
   * @param why a sentence for the user
   */
  record Failed(String why) implements End {}

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 50;
  private static final long SAY_NANOS = 500_000_000;

  /** As in elfutils: at least so much has to come in the idle time, else nothing comes. */
  private static final long SOMETHING = 100 * 1024;

  private final HttpClient client;
  private final Duration idle;

  Download(Duration idle) {
    this.idle = idle;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(idle.compareTo(CONNECT) < 0 ? idle : CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * Fetches a build's debug info.
   *
   * @param into a file that is there
   */
  End fetch(URI server, BuildId id, String name, Path into, Progress progress) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("buildid/" + id + "/debuginfo"))
            .header("User-Agent", "tracebook")
            .build();
    CompletableFuture<HttpResponse<Path>> coming =
        client.sendAsync(
            request,
            answer ->
                answer.statusCode() == 200
                    ? HttpResponse.BodySubscribers.ofFile(into, WRITE, TRUNCATE_EXISTING)
                    : HttpResponse.BodySubscribers.replacing(into));
    try {
      int status = await(coming, server, name, into, progress);
      return switch (status) {
        case 200 -> new Done();
        case 404 -> new HasNot();
        default -> new Failed("`%s` answered with status %d".formatted(server, status));
      };
    } catch (TimeoutException nothing) {
      return new Failed(
          "`%s` sent nothing for %d s".formatted(server, Math.max(1, idle.toSeconds())));
    } catch (ExecutionException | IOException failure) {
      return new Failed("`%s` cannot be asked: %s".formatted(server, words(failure)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Stopped();
    } catch (Unwanted unwanted) {
      return new Stopped();
    } finally {
      coming.cancel(true);
    }
  }

  private static String words(Exception failure) {
    return failure.getCause() instanceof IOException cause
        ? Debuginfod.words(cause)
        : Debuginfod.words(failure);
  }

  private int await(
      CompletableFuture<HttpResponse<Path>> coming,
      URI server,
      String name,
      Path into,
      Progress progress)
      throws InterruptedException, ExecutionException, IOException, TimeoutException, Unwanted {
    long began = System.nanoTime();
    long lastSaid = began;
    long mark = began;
    long sizeAtMark = 0;
    while (true) {
      try {
        return coming.get(LOOK_MILLIS, TimeUnit.MILLISECONDS).statusCode();
      } catch (TimeoutException notYet) {
        if (progress.stopped()) {
          throw new Unwanted();
        }
      }
      long now = System.nanoTime();
      long size = Files.size(into);
      if (size - sizeAtMark >= SOMETHING) {
        mark = now;
        sizeAtMark = size;
      } else if (now - mark > idle.toNanos()) {
        throw new TimeoutException();
      }
      if (now - lastSaid > SAY_NANOS) {
        lastSaid = now;
        progress.now(
            String.format(
                Locale.ROOT,
                "Fetching the debug info of `%s` from %s: %.1f MB",
                name,
                server.getHost(),
                size / 1e6));
      }
    }
  }

  private static final class Unwanted extends Exception {
    private static final long serialVersionUID = 1;
  }
}
