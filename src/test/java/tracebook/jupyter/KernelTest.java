package tracebook.jupyter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.Quickest;

/** The protocol, through real sockets, with an engine that does what the test says. */
@Timeout(300)
class KernelTest {
  private static final KernelInfo INFO =
      new KernelInfo("test", "1", "banner", "java", "25", "text/x-java", ".java");

  private final FakeEngine engine = new FakeEngine();
  private Kernel kernel;
  private Client client;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    Path file = Client.connectionFile(directory);
    kernel = Kernel.start(file, INFO, engine);
    client = new Client(file).ready();
  }

  @AfterEach
  void stop() {
    client.close();
    kernel.close();
  }

  @Test
  void kernelInfoHasAStatus() {
    Client.Received reply = client.ask("kernel_info_request", new JsonObject());
    assertThat(reply.type()).isEqualTo("kernel_info_reply");
    assertThat(reply.status()).isEqualTo("ok");
    assertThat(reply.content().getAsJsonObject("language_info").get("name").getAsString())
        .isEqualTo("java");
  }

  @Test
  void kernelInfoIsAnsweredOnControlWhileACellRuns() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    engine.cell = (code, io) -> await(go);
    String id = client.request(client.shell, "execute_request", Client.executeRequest("wait"));
    client.request(client.control, "kernel_info_request", new JsonObject());
    assertThat(client.receive(client.control).type()).isEqualTo("kernel_info_reply");
    go.countDown();
    assertThat(client.finish(id).reply().status()).isEqualTo("ok");
  }

  @Test
  void heartbeatComesBack() {
    client.heartbeat.send("ping");
    assertThat(client.heartbeat.recvStr()).isEqualTo("ping");
  }

  @Test
  void badlySignedMessageIsPassedOver() throws Exception {
    client.requestBadlySigned(client.shell, "kernel_info_request");
    client.requestBadlySigned(client.control, "shutdown_request");
    assertThat(client.execute("after").result()).isEqualTo("after");
    client.interrupt();
  }

  @Test
  void framesThatAreNoMessageArePassedOver() {
    Client.send(client.shell, List.of("noise".getBytes(UTF_8)));
    Client.send(client.shell, List.of("<IDS|MSG>".getBytes(UTF_8), new byte[0]));
    assertThat(client.execute("after").result()).isEqualTo("after");
  }

  @Test
  void errorInACellIsAnErrorReplyAndTheNextCellRuns() {
    engine.cell =
        (code, io) -> {
          throw new StackOverflowError("deep");
        };
    Client.Run run = client.execute("boom");
    assertThat(run.reply().status()).isEqualTo("error");
    assertThat(run.reply().text("ename")).isEqualTo("java.lang.StackOverflowError");
    assertThat(run.published("error")).hasSize(1);
    engine.cell = (code, io) -> FakeEngine.text("fine");
    assertThat(client.execute("next").result()).isEqualTo("fine");
  }

  @Test
  void errorInAnotherHandlerIsAnErrorReply() {
    JsonObject request = new JsonObject();
    request.addProperty("code", "broken");
    Client.Received reply = client.ask("complete_request", request);
    assertThat(reply.status()).isEqualTo("error");
    assertThat(reply.text("ename")).isEqualTo("java.lang.LinkageError");
    assertThat(client.execute("next").result()).isEqualTo("next");
  }

  @Test
  @Tag("clock")
  void aHundredThousandLinesArriveWholeAndSoon() {
    engine.cell =
        (code, io) -> {
          for (int i = 0; i < 100_000; i++) {
            io.stdout("line " + i + "\n");
          }
          return FakeEngine.nothing();
        };
    Quickest took = new Quickest();
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      Client.Run run = client.execute("print");
      Duration lasted = took.since(start);
      assertThat(run.stream("stdout").lines()).hasSize(100_000).contains("line 0", "line 99999");
      // They are sent by the clock: more where the machine is slow.
      assertThat(run.published("stream")).hasSizeLessThan(200 + (int) lasted.toMillis() / 10);
    }
    assertThat(took.best()).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void outputsKeepTheirOrderAndComeBeforeIdle() {
    engine.cell =
        (code, io) -> {
          io.stdout("a");
          io.stderr("b");
          io.display(new Bundle(java.util.Map.of("text/plain", "c")));
          io.stdout("d");
          io.stdout("e");
          return FakeEngine.text("f");
        };
    List<String> order = new ArrayList<>();
    for (Client.Received m : client.execute("mixed").published()) {
      String said =
          switch (m.type()) {
            case "stream" -> m.text("name") + " " + m.text("text");
            case "status" -> m.text("execution_state");
            default -> m.type();
          };
      // What is written to one stream is one message or several: that is for the clock.
      if (said.equals("stdout e") && order.getLast().equals("stdout d")) {
        order.set(order.size() - 1, "stdout de");
      } else {
        order.add(said);
      }
    }
    assertThat(order)
        .containsExactly(
            "busy",
            "execute_input",
            "stdout a",
            "stderr b",
            "display_data",
            "stdout de",
            "execute_result",
            "idle");
  }

  @Test
  void displaysCanBeUpdatedAndCleared() {
    Bundle bundle = new Bundle(java.util.Map.of("text/html", "<b>1</b>"));
    engine.cell =
        (code, io) -> {
          io.display(bundle, "id-1");
          io.update(bundle, "id-1");
          io.clear(true);
          return FakeEngine.nothing();
        };
    Client.Run run = client.execute("show");
    assertThat(run.published("display_data").get(0).content().getAsJsonObject("transient"))
        .hasToString("{\"display_id\":\"id-1\"}");
    assertThat(run.published("update_display_data")).hasSize(1);
    assertThat(run.published("clear_output").get(0).content()).hasToString("{\"wait\":true}");
  }

  @Test
  void outputAfterACellsEndKeepsThatCellsParent() {
    CompletableFuture<CellIo> first = new CompletableFuture<>();
    engine.cell =
        (code, io) -> {
          first.complete(io);
          return FakeEngine.nothing();
        };
    String firstId = client.request(client.shell, "execute_request", Client.executeRequest("1"));
    client.finish(firstId);
    engine.cell =
        (code, io) -> {
          first.join().stdout("late\n");
          io.stdout("own\n");
          return FakeEngine.nothing();
        };
    String secondId = client.request(client.shell, "execute_request", Client.executeRequest("2"));
    List<String> seen = new ArrayList<>();
    for (String state = ""; !state.equals("idle"); ) {
      Client.Received m = client.receive(client.iopub);
      state = m.type().equals("status") ? m.text("execution_state") : "";
      if (m.type().equals("stream")) {
        seen.add(m.text("text") + (m.parentId().equals(firstId) ? "first" : "second"));
      }
    }
    assertThat(seen).containsExactly("late\nfirst", "own\nsecond");
    assertThat(client.receive(client.shell).parentId()).isEqualTo(secondId);
  }

  @Test
  void queuedCellsAreAbortedBeforeTheErrorReplyAndLaterOnesRun() {
    CountDownLatch queued = new CountDownLatch(1);
    engine.cell =
        (code, io) -> {
          await(queued);
          return code.equals("fail") ? FakeEngine.failed("failed") : FakeEngine.text(code);
        };
    String failing = client.request(client.shell, "execute_request", Client.executeRequest("fail"));
    String behind = client.request(client.shell, "execute_request", Client.executeRequest("x"));
    JsonObject completion = new JsonObject();
    completion.addProperty("code", "ab");
    completion.addProperty("cursor_pos", 2);
    String other = client.request(client.shell, "complete_request", completion);
    awaitRead();
    queued.countDown();

    Client.Received first = client.receive(client.shell);
    assertThat(first.parentId()).isEqualTo(behind);
    assertThat(first.status()).isEqualTo("aborted");
    Client.Received second = client.receive(client.shell);
    assertThat(second.parentId()).isEqualTo(failing);
    assertThat(second.status()).isEqualTo("error");
    Client.Received third = client.receive(client.shell);
    assertThat(third.parentId()).isEqualTo(other);
    assertThat(third.type()).isEqualTo("complete_reply");
    assertThat(client.execute("later").result()).isEqualTo("later");
  }

  @Test
  void stopOnErrorFalseLetsQueuedCellsRun() {
    engine.cell =
        (code, io) -> code.equals("fail") ? FakeEngine.failed("failed") : FakeEngine.text(code);
    JsonObject failing = Client.executeRequest("fail");
    failing.addProperty("stop_on_error", false);
    client.request(client.shell, "execute_request", failing);
    client.request(client.shell, "execute_request", Client.executeRequest("runs"));
    assertThat(client.receive(client.shell).status()).isEqualTo("error");
    assertThat(client.receive(client.shell).status()).isEqualTo("ok");
  }

  @Test
  void silentCellPublishesOnlyItsStatusAndDoesNotCount() {
    engine.cell =
        (code, io) -> {
          io.stdout("quiet");
          return FakeEngine.text("quiet");
        };
    JsonObject silent = Client.executeRequest("x");
    silent.addProperty("silent", true);
    Client.Run run = client.execute(silent);
    assertThat(run.published()).extracting(Client.Received::type).containsOnly("status");
    assertThat(run.reply().content().get("execution_count").getAsInt()).isZero();
    assertThat(client.execute("y").reply().content().get("execution_count").getAsInt())
        .isEqualTo(1);
  }

  @Test
  void cellThatIsNotStoredDoesNotCountAndIsNotInTheHistory() {
    JsonObject unstored = Client.executeRequest("secret");
    unstored.addProperty("store_history", false);
    assertThat(client.execute(unstored).result()).isEqualTo("secret");
    client.execute("kept");
    JsonObject tail = new JsonObject();
    tail.addProperty("hist_access_type", "tail");
    tail.addProperty("n", 10);
    tail.addProperty("output", true);
    Client.Received history = client.ask("history_request", tail);
    assertThat(history.status()).isEqualTo("ok");
    assertThat(history.content().get("history")).hasToString("[[1,1,[\"kept\",\"kept\"]]]");
  }

  @Test
  void historyByRangeAndBySearch() {
    List.of("aa", "ab", "aa", "b").forEach(client::execute);
    JsonObject range = new JsonObject();
    range.addProperty("hist_access_type", "range");
    range.addProperty("session", 0);
    range.addProperty("start", 2);
    range.addProperty("stop", 4);
    assertThat(client.ask("history_request", range).content().get("history"))
        .hasToString("[[1,2,\"ab\"],[1,3,\"aa\"]]");
    JsonObject search = new JsonObject();
    search.addProperty("hist_access_type", "search");
    search.addProperty("pattern", "a*");
    search.addProperty("unique", true);
    assertThat(client.ask("history_request", search).content().get("history"))
        .hasToString("[[1,2,\"ab\"],[1,3,\"aa\"]]");
  }

  @Test
  void userExpressionsAreEvaluatedEachForItself() {
    JsonObject request = Client.executeRequest("x");
    JsonObject expressions = new JsonObject();
    expressions.addProperty("good", "a+b");
    expressions.addProperty("wrong", "bad");
    request.add("user_expressions", expressions);
    JsonObject results =
        client.execute(request).reply().content().getAsJsonObject("user_expressions");
    assertThat(results.getAsJsonObject("good"))
        .hasToString(
            "{\"data\":{\"text/plain\":\"value of a+b\"},\"metadata\":{},\"status\":\"ok\"}");
    assertThat(results.getAsJsonObject("wrong").get("status").getAsString()).isEqualTo("error");
    assertThat(results.getAsJsonObject("wrong").get("evalue").getAsString())
        .isEqualTo("no such thing");
  }

  @Test
  void cursorPositionsAreCodePoints() {
    String code = "\"\uD83D\uDE00\".le";
    JsonObject request = new JsonObject();
    request.addProperty("code", code);
    request.addProperty("cursor_pos", 6);
    JsonObject reply = client.ask("complete_request", request).content();
    assertThat(engine.completed.get()).isEqualTo(code);
    assertThat(reply.get("cursor_start").getAsInt()).isEqualTo(5);
    assertThat(reply.get("cursor_end").getAsInt()).isEqualTo(6);
  }

  @Test
  void inspectSaysWhetherAnythingWasFound() {
    JsonObject request = new JsonObject();
    request.addProperty("code", "abc");
    request.addProperty("cursor_pos", 2);
    JsonObject found = client.ask("inspect_request", request).content();
    assertThat(found.get("found").getAsBoolean()).isTrue();
    assertThat(found.getAsJsonObject("data").get("text/plain").getAsString()).isEqualTo("ab");
    request.addProperty("code", "");
    assertThat(client.ask("inspect_request", request).content().get("found").getAsBoolean())
        .isFalse();
  }

  @Test
  void isCompleteAnswersEachWay() {
    List<String> answers = new ArrayList<>();
    for (String code : List.of("more", "bad", "done")) {
      JsonObject request = new JsonObject();
      request.addProperty("code", code);
      answers.add(client.ask("is_complete_request", request).content().toString());
    }
    assertThat(answers)
        .containsExactly(
            "{\"status\":\"incomplete\",\"indent\":\"  \"}",
            "{\"status\":\"invalid\"}",
            "{\"status\":\"complete\"}");
  }

  @Test
  void commInfoIsEmptyAndAnOpenedCommIsClosed() {
    assertThat(client.ask("comm_info_request", new JsonObject()).content())
        .hasToString("{\"status\":\"ok\",\"comms\":{}}");
    JsonObject open = new JsonObject();
    open.addProperty("comm_id", "c1");
    open.addProperty("target_name", "widget");
    String id = client.request(client.shell, "comm_open", open);
    assertThat(client.untilIdle(id)).extracting(Client.Received::type).contains("comm_close");
  }

  @Test
  void interruptReachesTheRunningCell() {
    CompletableFuture<CellIo> running = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    engine.cell =
        (code, io) -> {
          running.complete(io);
          begun.countDown();
          return await(engine.interrupted);
        };
    String id = client.request(client.shell, "execute_request", Client.executeRequest("loop"));
    await(begun);
    client.interrupt();
    assertThat(client.finish(id).reply().status()).isEqualTo("ok");
    assertThat(running.join().interrupted()).isTrue();
  }

  @Test
  void interruptWithoutACellDoesNothing() {
    client.interrupt();
    assertThat(engine.interrupted.getCount()).isEqualTo(1);
    assertThat(client.execute("x").result()).isEqualTo("x");
  }

  @Test
  void inputComesFromTheFrontEnd() {
    engine.cell = (code, io) -> FakeEngine.text(read(io));
    // An answer that nobody asked for is not taken for the next one.
    JsonObject stale = new JsonObject();
    stale.addProperty("value", "stale");
    client.request(client.stdin, "input_reply", stale);
    awaitRead();
    String id = client.request(client.shell, "execute_request", Client.executeRequest("in"));
    Client.Received asked = client.receive(client.stdin);
    assertThat(asked.type()).isEqualTo("input_request");
    assertThat(asked.parentId()).isEqualTo(id);
    assertThat(asked.content()).hasToString("{\"prompt\":\"name? \",\"password\":false}");
    JsonObject answer = new JsonObject();
    answer.addProperty("value", "Ada");
    client.request(client.stdin, "input_reply", answer);
    assertThat(client.finish(id).result()).isEqualTo("Ada");
  }

  @Test
  void interruptEndsTheWaitForInput() {
    engine.cell = (code, io) -> FakeEngine.text(read(io));
    String id = client.request(client.shell, "execute_request", Client.executeRequest("in"));
    client.receive(client.stdin);
    client.interrupt();
    assertThat(client.finish(id).result())
        .isEqualTo("The cell was interrupted while it waited for input.");
  }

  @Test
  void frontEndWithoutInputIsAnError() {
    engine.cell = (code, io) -> FakeEngine.text(read(io));
    JsonObject request = Client.executeRequest("in");
    request.addProperty("allow_stdin", false);
    assertThat(client.execute(request).result())
        .isEqualTo("This front end takes no input for this cell.");
  }

  @Test
  void shutdownIsAnsweredAndEndsTheWait() throws Exception {
    JsonObject request = new JsonObject();
    request.addProperty("restart", true);
    client.request(client.control, "shutdown_request", request);
    assertThat(client.receive(client.control).content())
        .hasToString("{\"status\":\"ok\",\"restart\":true}");
    kernel.awaitShutdown();
  }

  @Test
  void endOfTheParentEndsTheWait() throws Exception {
    Process parent = new ProcessBuilder("sleep", "60").start();
    kernel.watchParent(Optional.of(Long.toString(parent.pid())));
    parent.destroyForcibly().waitFor();
    kernel.awaitShutdown();
  }

  @Test
  void parentThatIsGoneAlreadyEndsTheWait() throws Exception {
    Process parent = new ProcessBuilder("true").start();
    parent.waitFor();
    kernel.watchParent(Optional.of(Long.toString(parent.pid())));
    kernel.awaitShutdown();
  }

  @Test
  void transportOtherThanTcpIsRefused(@TempDir Path directory) throws Exception {
    Path file = Client.connectionFile(directory);
    Files.writeString(file, Files.readString(file).replace("\"tcp\"", "\"ipc\""));
    assertThatThrownBy(() -> Kernel.start(file, INFO, engine))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The connection file asks for transport `ipc`; this kernel has `tcp` only."
                + " Start it with `--transport=tcp`.");
  }

  @Test
  void fileThatIsNoConnectionFileIsRefused(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("x.json"), "no json");
    assertThatThrownBy(() -> Kernel.start(file, INFO, engine))
        .hasMessage("`" + file + "` is not a connection file.");
  }

  /** One I/O thread on each side: after two round trips the kernel has read all sent before. */
  private void awaitRead() {
    for (int i = 0; i < 2; i++) {
      client.heartbeat.send("ping");
      assertThat(client.heartbeat.recvStr()).isEqualTo("ping");
    }
  }

  private static String read(CellIo io) {
    try {
      return io.readLine("name? ", false);
    } catch (IOException problem) {
      return String.valueOf(problem.getMessage());
    }
  }

  private static Outcome await(CountDownLatch latch) {
    try {
      latch.await();
      return FakeEngine.nothing();
    } catch (InterruptedException stopped) {
      return FakeEngine.failed("stopped");
    }
  }
}
