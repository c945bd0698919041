package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.display.Renderers;
import tracebook.table.Listing;
import tracebook.table.TableDisplay;

/** A stripped program, and where users say that its debug file is. */
@Timeout(300)
class DebugPathTest {
  @TempDir Path directory;
  private Path program;
  private Path debug;

  @BeforeEach
  void strip() throws Exception {
    Path full = Explored.shop(directory, "full", "-g", "-O0", "-Wl,--build-id");
    program = directory.resolve("shop");
    debug = Files.createDirectory(directory.resolve("debug files"));
    run("strip", "-o", program.toString(), full.toString());
    run("objcopy", "--only-keep-debug", full.toString(), debug.resolve("shop.debug").toString());
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private static TraceEngine engine(Map<String, String> environment) {
    Renderers renderers = new Renderers();
    TableDisplay.register(renderers);
    return new TraceEngine(new NoVariables(), renderers, environment);
  }

  private static String magic(TraceEngine engine, String name, String arguments) {
    return switch (engine.magic(name, arguments, new Recorded())) {
      case CellResult.Done done -> done.shown().orElseThrow().text();
      case CellResult.Failed failed -> String.join("\n", failed.lines());
    };
  }

  private void found(TraceEngine engine, String source) {
    engine.attachTo("-t " + program);
    Listing modules = engine.listing("modules", "");
    assertThat(modules.row(0).getString("debug")).isEqualTo("separate");
    assertThat(modules.row(0).getString("source")).isEqualTo(source);
    assertThat(engine.listing("functions", "parse").row(0).getString("kind")).isEqualTo("function");
  }

  @Test
  void theVariableNamesDirectories() {
    TraceEngine engine = engine(Map.of("TRACEBOOK_DEBUG_PATH", "/nowhere::" + debug));
    found(engine, debug.resolve("shop.debug").toString());
    Listing path = engine.debugPath(List.of());
    assertThat(path.stringColumn("place").asList())
        .containsExactly("/nowhere", debug.toString(), "/usr/lib/debug");
    assertThat(path.stringColumn("set_by").asList())
        .containsExactly("TRACEBOOK_DEBUG_PATH", "TRACEBOOK_DEBUG_PATH", "standard");
    assertThat(path.row(0).getString("note")).isEqualTo("is not there");
  }

  @Test
  void theMagicNamesDirectoriesForAnAttachedTargetToo() {
    TraceEngine engine = engine(Map.of());
    engine.attachTo("-t " + program);
    assertThat(engine.listing("modules", "").row(0).getString("debug")).isEqualTo("none");

    assertThat(magic(engine, "debugpath", "'" + debug + "' /usr/lib/debug"))
        .contains(debug.toString(), "%debugpath")
        .doesNotContain("standard");
    found(engine, debug.resolve("shop.debug").toString());

    engine.debugPath(List.of("/usr/lib/debug"));
    assertThat(engine.listing("modules", "").row(0).getString("debug")).isEqualTo("none");
  }

  @Test
  void whatIsNoDirectoryIsRefused() {
    TraceEngine engine = engine(Map.of());
    assertThat(magic(engine, "debugpath", program.toString()))
        .isEqualTo(
            "error: `"
                + program
                + "` is not a directory.\n"
                + "hint: `%debugpath` takes directories of this machine that have debug files;"
                + " alone it shows them.");
    assertThatThrownBy(() -> engine.debugPath(List.of("/nowhere")))
        .hasMessageStartingWith("error: `/nowhere` is not a directory.");
    assertThat(magic(engine, "debugpath", "'/a"))
        .startsWith("error: the quote `'` is not closed on this line");
  }

  @Test
  void aFileThatWasRefusedIsNamedWhereAnotherWasTaken() throws Exception {
    Path other = Explored.shop(directory, "other", "-g", "-O1", "-Wl,--build-id");
    Path wrong = Files.createDirectory(directory.resolve("wrong")).resolve("shop.debug");
    Files.move(other, wrong);
    TraceEngine engine = engine(Map.of("TRACEBOOK_DEBUG_PATH", wrong.getParent() + ":" + debug));
    String card = engine.attachTo("-t " + program).text();
    String refused = "`" + wrong + "` does not match: its build-id is ";
    assertThat(card)
        .contains("debug info   from " + debug.resolve("shop.debug"))
        .containsPattern("not taken +" + java.util.regex.Pattern.quote(refused));
    assertThat(engine.listing("modules", "").row(0).getString("source"))
        .startsWith(debug.resolve("shop.debug") + "; " + refused);
  }

  @Test
  void aServerGivesWhatNoDirectoryHas() throws Exception {
    byte[] bytes = Files.readAllBytes(debug.resolve("shop.debug"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      Path cache = directory.resolve("cache");
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      TraceEngine engine =
          engine(Map.of("DEBUGINFOD_URLS", url + " ftp://x", "DEBUGINFOD_CACHE_PATH", cache + ""));
      assertThat(magic(engine, "debugpath", ""))
          .containsPattern(url + " +DEBUGINFOD_URLS +cache: " + cache)
          .containsPattern("ftp://x +DEBUGINFOD_URLS +not asked: no HTTP address");

      // Completion belongs to no cell, and so does not wait for a server.
      engine.magic("attach", "-t " + program, new Recorded());
      assertThat(cache).doesNotExist();

      String card =
          CellStreams.within(new Recorded(), () -> engine.attachTo("-t " + program).text());
      String id = engine.listing("modules", "").row(0).getString("build_id");
      Path kept = cache.resolve(id).resolve("debuginfo");
      assertThat(card).contains("debug info   from " + kept);
      found(engine, kept.toString());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anInterruptedCellDoesNotWaitForAServer() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try {
            end.await();
          } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      Path cache = directory.resolve("cache");
      TraceEngine engine =
          engine(Map.of("DEBUGINFOD_URLS", url, "DEBUGINFOD_CACHE_PATH", cache + ""));
      Recorded output = new Recorded();
      output.interrupted = true;
      assertThat(CellStreams.within(output, () -> engine.attachTo("-t " + program).text()))
          .contains("debug info  none: fetching it from `" + url + "` was interrupted; ");
    } finally {
      end.countDown();
      server.stop(0);
    }
  }
}
