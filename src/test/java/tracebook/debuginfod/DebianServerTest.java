package tracebook.debuginfod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.OwnPorts;
import tracebook.elf.BuildId;
import tracebook.elf.DebugServer;
import tracebook.elf.ElfFile;

/** Against elfutils' own server, and its client beside ours. */
@Timeout(300)
class DebianServerTest {
  @TempDir Path directory;

  private static final Progress PATIENT =
      new Progress() {
        @Override
        public boolean stopped() {
          return false;
        }

        @Override
        public void now(String sentence) {}
      };

  private static Process start(String servers, List<String> command, Path cache)
      throws IOException {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().put("DEBUGINFOD_CACHE_PATH", cache.toString());
      builder.environment().put("DEBUGINFOD_URLS", servers);
      return builder.start();
    } catch (IOException missing) {
      assumeTrue(false, "`" + command.get(0) + "` is not installed");
      throw missing;
    }
  }

  /**
   * The server says nowhere that it has looked at a file; it has when it gives it.
   *
   * @return false if the server has ended
   */
  private static boolean awaitScan(Process server, URI file) throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(file).build();
    int status = 0;
    while (status != 200 && server.isAlive()) {
      try {
        status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      } catch (IOException notListeningYet) {
        status = 0;
      }
    }
    return status == 200;
  }

  @Test
  void elfutilsServerAnswersAndItsClientSharesTheCache() throws Exception {
    Path files = Files.createDirectory(directory.resolve("files"));
    Path program = files.resolve("shop");
    assertThat(
            new ProcessBuilder(
                    "gcc", "-g", "-Wl,--build-id", "-o", program + "", "src/test/c/explore/shop.c")
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    BuildId id;
    try (ElfFile elf = ElfFile.open(program)) {
      id = elf.buildId().orElseThrow();
    }
    Path cache = directory.resolve("cache");
    URI url;
    Process server;
    int tries = 0;
    do {
      assertThat(++tries).as("a port at which it goes on").isLessThan(20);
      // It serves all addresses: where another has its port at one of them it ends.
      int port = OwnPorts.take(1).getFirst();
      url = URI.create("http://127.0.0.1:" + port + "/");
      server =
          start(
              "",
              List.of("debuginfod", "-F", "-d", ":memory:", "-p", port + "", files + ""),
              directory.resolve("its-own-cache"));
    } while (!awaitScan(server, url.resolve("buildid/" + id + "/debuginfo")));
    try {
      Debuginfod client =
          new Debuginfod(
              new Settings(List.of(url), List.of(), cache, Duration.ofSeconds(30)),
              () -> Optional.of(PATIENT));
      Path kept = cache.resolve(id.hex()).resolve("debuginfo");
      assertThat(client.debugInfo(id, "shop")).isEqualTo(new DebugServer.Has(kept));
      assertThat(Files.mismatch(kept, program)).isEqualTo(-1);
      assertThat(client.debugInfo(new BuildId("0123456789abcdef"), "none"))
          .isEqualTo(new DebugServer.Nothing());
    } finally {
      server.destroy();
      server.waitFor();
    }

    // The server is gone: what the client finds is what ours has kept.
    Process find = start(url.toString(), List.of("debuginfod-find", "debuginfo", id.hex()), cache);
    String found = new String(find.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(found).isEqualTo(cache.resolve(id.hex()).resolve("debuginfo").toString());
  }
}
