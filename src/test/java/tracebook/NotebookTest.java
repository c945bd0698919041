package tracebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.cell.Cells;
import tracebook.jupyter.Client;
import tracebook.jupyter.Kernel;

/** Java cells through the whole kernel, as a client sees them. */
@Timeout(300)
class NotebookTest {
  private static Cells cells;
  private static Kernel kernel;
  private static Client client;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    cells = Main.cells();
    Path file = Client.connectionFile(directory);
    kernel = Kernel.start(file, Main.info(), new NotebookEngine(cells));
    client = new Client(file).ready();
    cells.start();
  }

  @AfterAll
  static void stop() {
    client.close();
    kernel.close();
    cells.close();
  }

  @Test
  void tablesawIsImported() {
    assertThat(client.execute("IntColumn.create(\"a\", 1, 2).sum()").result()).isEqualTo("3.0");
  }

  @Test
  @Tag("clock")
  void aHundredThousandPrintedLines() {
    client.execute("1");
    Quickest took = new Quickest();
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      Client.Run run = client.execute("for (int i = 0; i < 100_000; i++) System.out.println(i);");
      took.since(start);
      assertThat(run.stream("stdout").lines()).hasSize(100_000);
    }
    assertThat(took.best()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void backgroundThreadWritesUnderItsOwnCell() {
    String id =
        client.request(
            client.shell,
            "execute_request",
            Client.executeRequest(
                """
                var gate = new CountDownLatch(1);
                Thread background = new Thread(() -> {
                  try { gate.await(); } catch (InterruptedException e) { return; }
                  System.out.println("from before");
                });
                background.start();
                """));
    assertThat(client.finish(id).reply().status()).isEqualTo("ok");
    String next =
        client.request(
            client.shell,
            "execute_request",
            Client.executeRequest("gate.countDown(); background.join();"));
    // A line is one message or several: that is for the clock.
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("\n")) {
      Client.Received stream = client.receive(client.iopub);
      if (stream.type().equals("stream")) {
        assertThat(stream.parentId()).isEqualTo(id);
        text.append(stream.text("text"));
      }
    }
    assertThat(text).hasToString("from before\n");
    assertThat(client.finish(next).reply().status()).isEqualTo("ok");
  }

  @Test
  @Tag("clock")
  void interruptStopsALoopWithinHalfASecond() {
    Quickest took = new Quickest();
    for (int i = 0; i < 3; i++) {
      String id =
          client.request(
              client.shell,
              "execute_request",
              Client.executeRequest("System.out.println(\"on\"); while (true) {}"));
      while (!client.receive(client.iopub).type().equals("stream")) {
        // Waits until the loop runs.
      }
      long start = System.nanoTime();
      client.interrupt();
      Client.Received reply = client.finish(id).reply();
      took.since(start);
      assertThat(reply.text("evalue")).isEqualTo("The cell was interrupted.");
    }
    assertThat(took.best()).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void standardInputAsksTheFrontEnd() {
    String id =
        client.request(
            client.shell,
            "execute_request",
            Client.executeRequest("new Scanner(System.in).nextLine() + readLine(\"second? \")"));
    for (String answer : List.of("a", "b")) {
      assertThat(client.receive(client.stdin).type()).isEqualTo("input_request");
      JsonObject reply = new JsonObject();
      reply.addProperty("value", answer);
      client.request(client.stdin, "input_reply", reply);
    }
    assertThat(client.finish(id).result()).isEqualTo("ab");
  }

  @Test
  void displaysAreUpdated() {
    Client.Run run =
        client.execute("String shownId = display(1);\nupdate(shownId, html(\"<b>2</b>\"));");
    assertThat(run.published("display_data")).hasSize(1);
    assertThat(run.published("update_display_data").get(0).content().getAsJsonObject("data"))
        .hasToString("{\"text/html\":\"<b>2</b>\",\"text/plain\":\"<b>2</b>\"}");
  }

  @Test
  void userExpressionIsJava() {
    JsonObject request = Client.executeRequest("int base = 40;");
    JsonObject expressions = new JsonObject();
    expressions.addProperty("sum", "base + 2");
    request.add("user_expressions", expressions);
    assertThat(
            client
                .execute(request)
                .reply()
                .content()
                .getAsJsonObject("user_expressions")
                .getAsJsonObject("sum")
                .getAsJsonObject("data")
                .get("text/plain")
                .getAsString())
        .isEqualTo("42");
  }

  @Test
  void completionAfterASurrogatePair() {
    JsonObject request = new JsonObject();
    request.addProperty("code", "\"\uD83D\uDE00\".isEm");
    request.addProperty("cursor_pos", 8);
    JsonObject reply = client.ask("complete_request", request).content();
    assertThat(reply.get("matches")).hasToString("[\"isEmpty()\"]");
    assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(4);
    assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(8);
  }

  @Test
  void trainingRunsToItsEnd() {
    assertThatCode(() -> Training.run(Optional.empty())).doesNotThrowAnyException();
  }
}
