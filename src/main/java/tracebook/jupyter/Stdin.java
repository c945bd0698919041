package tracebook.jupyter;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/** Asks the front end for input. One thread owns the socket; cells wait for its answers. */
final class Stdin implements Runnable {
  private record Ask(
      Message parent, String prompt, boolean password, CompletableFuture<String> answer) {}

  private final ZMQ.Context context;
  private final Channel channel;
  private final Wire wire;
  private final Pipe wakeUp;
  private final Queue<Ask> asks = new ConcurrentLinkedQueue<>();
  private volatile boolean closing;

  Stdin(ZMQ.Context context, Channel channel, Wire wire) throws IOException {
    this.context = context;
    this.channel = channel;
    this.wire = wire;
    wakeUp = Pipe.open();
    wakeUp.source().configureBlocking(false);
  }

  /** Waits for a line. Called by cells' threads. */
  String ask(Message parent, String prompt, boolean password) throws IOException {
    Ask ask = new Ask(parent, prompt, password, new CompletableFuture<>());
    asks.add(ask);
    wake();
    if (closing) {
      cancelAll();
    }
    try {
      return ask.answer.get();
    } catch (InterruptedException interrupted) {
      ask.answer.cancel(false);
      wake();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The cell was interrupted while it waited for input.");
    } catch (ExecutionException | java.util.concurrent.CancellationException cancelled) {
      throw new InterruptedIOException("The cell was interrupted while it waited for input.");
    }
  }

  /** Ends every wait for input. */
  void cancelAll() {
    asks.forEach(ask -> ask.answer.cancel(false));
    wake();
  }

  void close() {
    closing = true;
    cancelAll();
  }

  @Override
  public void run() {
    try (channel;
        Pipe.SourceChannel source = wakeUp.source();
        ZMQ.Poller poller = context.poller(2)) {
      poller.register(channel.socket(), ZMQ.Poller.POLLIN);
      poller.register(source, ZMQ.Poller.POLLIN);
      Ask current = null;
      while (!closing) {
        current = serve(current);
        if (poller.poll(-1) < 0) {
          return;
        }
        drain(source);
      }
    } catch (Channel.Closed ended) {
      closing = true;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } finally {
      closing = true;
      asks.forEach(ask -> ask.answer.cancel(false));
      closeSink();
    }
  }

  /** Takes answers to the question that is out, and puts the next one when it has been settled. */
  private @Nullable Ask serve(@Nullable Ask current) throws Channel.Closed {
    // What arrives while no question is out answers one that nobody waits for any more.
    for (Message message : channel.receiveWaiting()) {
      if (current != null && message.type().equals("input_reply")) {
        current.answer.complete(Json.string(message.content(), "value", ""));
      }
    }
    if (current != null && !current.answer.isDone()) {
      return current;
    }
    asks.removeIf(ask -> ask.answer.isDone());
    Ask next = asks.peek();
    if (next != null) {
      JsonObject content = Json.object();
      content.addProperty("prompt", next.prompt);
      content.addProperty("password", next.password);
      channel.send(wire.reply(next.parent, "input_request", content));
    }
    return next;
  }

  private static void drain(Pipe.SourceChannel source) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(64);
    while (source.read(bytes) > 0) {
      bytes.clear();
    }
  }

  private void closeSink() {
    try {
      wakeUp.sink().close();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private void wake() {
    try {
      wakeUp.sink().write(ByteBuffer.allocate(1));
    } catch (IOException closed) {
      // The thread has ended and has cancelled every question.
      closing = true;
    }
  }
}
