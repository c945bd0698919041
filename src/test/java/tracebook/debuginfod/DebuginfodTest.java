package tracebook.debuginfod;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.elf.BuildId;
import tracebook.elf.DebugServer;
import tracebook.elf.ElfFile;

/** Against a server of the test's own, which does all that one may do. */
@Timeout(300)
class DebuginfodTest {
  @TempDir static Path programs;
  @TempDir Path directory;

  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final List<String> said = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Path program;
  private BuildId id;

  private final Progress progress =
      new Progress() {
        @Override
        public boolean stopped() {
          return stopped.get();
        }

        @Override
        public void now(String sentence) {
          said.add(sentence);
          stopped.set(sentence.contains("stop-here"));
        }
      };

  @BeforeEach
  void start() throws Exception {
    program = compile("int main(void) { return 0; }");
    try (ElfFile elf = ElfFile.open(program)) {
      id = elf.buildId().orElseThrow();
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static Path compile(String source) throws Exception {
    Path text = Files.writeString(programs.resolve("p" + source.hashCode() + ".c"), source);
    Path program = programs.resolve("p" + source.hashCode());
    if (!Files.exists(program)) {
      Process gcc =
          new ProcessBuilder("gcc", "-g", "-Wl,--build-id", "-o", program + "", text + "")
              .inheritIO()
              .start();
      assertThat(gcc.waitFor()).isZero();
    }
    return program;
  }

  private void serve(HttpHandler handler) {
    server.createContext(
        "/buildid/" + id + "/debuginfo",
        exchange -> {
          requests.incrementAndGet();
          handler.handle(exchange);
        });
  }

  private static void send(HttpExchange exchange, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(200, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private Path cache() {
    return directory.resolve("cache");
  }

  private Debuginfod client(Duration idle, URI... servers) {
    return new Debuginfod(
        new Settings(List.of(servers), List.of(), cache(), idle), () -> Optional.of(progress));
  }

  private DebugServer.Answer ask(Debuginfod client) {
    return client.debugInfo(id, "program");
  }

  private void nothingIsKept() throws IOException {
    try (var files = Files.walk(cache())) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  void aFileIsFetchedOnceAndKeptWhereElfutilsKeepsIt() throws Exception {
    byte[] bytes = Files.readAllBytes(program);
    serve(exchange -> send(exchange, bytes));
    Path kept = cache().resolve(id.hex()).resolve("debuginfo");
    assertThat(ask(client(Duration.ofSeconds(30), url()))).isEqualTo(new DebugServer.Has(kept));
    assertThat(kept).hasBinaryContent(bytes);
    assertThat(ask(client(Duration.ofSeconds(30), url()))).isEqualTo(new DebugServer.Has(kept));
    assertThat(requests).hasValue(1);
    try (var files = Files.list(kept.getParent())) {
      assertThat(files).containsExactly(kept);
    }
  }

  @Test
  void whatNoServerHasIsNotAskedForAgainForAWhile() throws Exception {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    Debuginfod client = client(Duration.ofSeconds(30), url());
    assertThat(ask(client)).isEqualTo(new DebugServer.Nothing());
    assertThat(ask(client)).isEqualTo(new DebugServer.Nothing());
    assertThat(requests).hasValue(1);

    Path miss = cache().resolve(id.hex()).resolve("debuginfo");
    assertThat(miss).isEmptyFile();
    Files.setLastModifiedTime(miss, FileTime.from(Instant.now().minusSeconds(601)));
    assertThat(ask(client)).isEqualTo(new DebugServer.Nothing());
    assertThat(requests).hasValue(2);

    Files.writeString(cache().resolve("cache_miss_s"), "0\n");
    assertThat(ask(client)).isEqualTo(new DebugServer.Nothing());
    assertThat(requests).hasValue(3);
  }

  @Test
  void theNextServerIsAskedWhenOneHasNot() throws Exception {
    serve(exchange -> send(exchange, Files.readAllBytes(program)));
    URI without = url().resolve("elsewhere/");
    assertThat(ask(client(Duration.ofSeconds(30), without, url())))
        .isInstanceOf(DebugServer.Has.class);
  }

  @Test
  void aRedirectIsFollowed() throws Exception {
    server.createContext("/real", exchange -> send(exchange, Files.readAllBytes(program)));
    serve(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/real");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    assertThat(ask(client(Duration.ofSeconds(30), url()))).isInstanceOf(DebugServer.Has.class);
  }

  @Test
  void theFileOfAnotherBuild() throws Exception {
    Path other = compile("int main(void) { return 1; }");
    serve(exchange -> send(exchange, Files.readAllBytes(other)));
    try (ElfFile elf = ElfFile.open(other)) {
      assertThat(ask(client(Duration.ofSeconds(30), url())))
          .isEqualTo(
              new DebugServer.NotNow(
                  "`%s` sent the file of another build: its build-id is %s, %s was asked for"
                      .formatted(url(), elf.buildId().orElseThrow(), id)));
    }
    nothingIsKept();
  }

  @Test
  void somethingElseThanAFile() throws Exception {
    serve(exchange -> send(exchange, "<html>Log in</html>".getBytes(StandardCharsets.UTF_8)));
    assertThat(ask(client(Duration.ofSeconds(30), url())))
        .isEqualTo(
            new DebugServer.NotNow("`" + url() + "` sent a damaged file: it is not an ELF file"));
    nothingIsKept();
  }

  /** Without a length the protocol does not tell that the connection broke off. */
  @Test
  void aFileThatBreaksOff() throws Exception {
    byte[] bytes = Files.readAllBytes(program);
    try (ServerSocket bare = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      threads.execute(
          () -> {
            try (Socket socket = bare.accept()) {
              while (socket.getInputStream().read() != '\n') {
                // Reads on to the end of the first line.
              }
              socket
                  .getOutputStream()
                  .write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
              socket.getOutputStream().write(bytes, 0, bytes.length / 2);
              socket.shutdownOutput();
              end.await();
            } catch (IOException | InterruptedException over) {
              throw new AssertionError(over);
            }
          });
      URI url = URI.create("http://127.0.0.1:" + bare.getLocalPort() + "/");
      assertThat(ask(client(Duration.ofSeconds(30), url)))
          .isEqualTo(
              new DebugServer.NotNow(
                  "`"
                      + url
                      + "` sent a damaged file: it is not complete: its section headers lie past"
                      + " its end"));
    }
    nothingIsKept();
  }

  @Test
  void aFileWithoutTheBytesOfASection() throws Exception {
    // The section headers moved to the front would hide that the rest is missing.
    byte[] bytes = Files.readAllBytes(program);
    int headers =
        (int) java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN).getLong(40);
    java.nio.ByteBuffer.wrap(bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putLong(headers + 64 + 32, bytes.length);
    serve(exchange -> send(exchange, bytes));
    assertThat(ask(client(Duration.ofSeconds(30), url())))
        .isEqualTo(
            new DebugServer.NotNow(
                "`" + url() + "` sent an incomplete file: .interp lies past its end"));
    nothingIsKept();
  }

  @Test
  void aLengthThatIsNotKept() throws Exception {
    byte[] bytes = Files.readAllBytes(program);
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(Arrays.copyOf(bytes, bytes.length / 2));
          exchange.getResponseBody().flush();
          exchange.close();
        });
    DebugServer.Answer answer = ask(client(Duration.ofSeconds(30), url()));
    assertThat(((DebugServer.NotNow) answer).why())
        .startsWith("`" + url() + "` cannot be asked: IOException: ");
    nothingIsKept();
  }

  @Test
  void aServerInTroubleIsLeftAloneForAWhile() throws Exception {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    Debuginfod client = client(Duration.ofSeconds(30), url());
    DebugServer.NotNow trouble = new DebugServer.NotNow("`" + url() + "` answered with status 503");
    assertThat(ask(client)).isEqualTo(trouble);
    assertThat(ask(client)).isEqualTo(trouble);
    assertThat(requests).hasValue(1);
    nothingIsKept();
  }

  @Test
  void aServerThatIsNotThere() throws Exception {
    // It holds the port, so that nobody else can serve there, and does not listen.
    try (Socket held = new Socket()) {
      held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI closed = URI.create("http://127.0.0.1:" + held.getLocalPort() + "/");
      assertThat(ask(client(Duration.ofSeconds(30), closed)))
          .isEqualTo(new DebugServer.NotNow("`" + closed + "` cannot be asked: ConnectException"));
    }
  }

  @Test
  void aServerThatSendsNothing() throws Exception {
    serve(
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(ask(client(Duration.ofSeconds(1), url())))
        .isEqualTo(new DebugServer.NotNow("`" + url() + "` sent nothing for 1 s"));
    nothingIsKept();
  }

  @Test
  void whoWaitsIsToldAndCanStop() throws Exception {
    byte[] bytes = Files.readAllBytes(program);
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes, 0, 1000);
          exchange.getResponseBody().flush();
          try {
            end.await();
          } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
          }
        });
    DebugServer.Answer answer = client(Duration.ofSeconds(50), url()).debugInfo(id, "stop-here");
    assertThat(answer)
        .isEqualTo(new DebugServer.NotNow("fetching it from `" + url() + "` was interrupted"));
    assertThat(said)
        .containsExactly("Fetching the debug info of `stop-here` from 127.0.0.1: 0.0 MB");
    nothingIsKept();
  }

  @Test
  void whereNobodyWaitsOnlyTheCacheAnswers() throws Exception {
    serve(exchange -> send(exchange, Files.readAllBytes(program)));
    Debuginfod client =
        new Debuginfod(
            new Settings(List.of(url()), List.of(), cache(), Duration.ofSeconds(30)),
            Optional::empty);
    assertThat(ask(client)).isEqualTo(new DebugServer.NotNow(""));
    assertThat(requests).hasValue(0);
  }

  @Test
  void aCacheThatCannotBeWritten() throws Exception {
    serve(exchange -> send(exchange, Files.readAllBytes(program)));
    Files.writeString(cache(), "a file");
    assertThat(((DebugServer.NotNow) ask(client(Duration.ofSeconds(30), url()))).why())
        .startsWith("debuginfod's cache `" + cache() + "` cannot be used: FileSystemException: ");
  }

  @Test
  void withoutAServerNobodyIsAsked() {
    assertThat(ask(client(Duration.ofSeconds(30)))).isEqualTo(new DebugServer.Nothing());
    assertThat(cache()).doesNotExist();
  }
}
