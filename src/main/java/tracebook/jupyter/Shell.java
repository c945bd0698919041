package tracebook.jupyter;

import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The shell channel: one request after the other, each answered whatever happens in it. */
final class Shell implements Runnable {
  private final Channel channel;
  private final Wire wire;
  private final IoPub iopub;
  private final Executor executor;
  private final Requests requests;
  private final Runnable shutdown;

  /** Requests that were taken off the socket while queued cells were aborted. */
  private final Deque<Message> waiting = new ArrayDeque<>();

  Shell(
      Channel channel,
      Wire wire,
      IoPub iopub,
      Executor executor,
      Requests requests,
      Runnable shutdown) {
    this.channel = channel;
    this.wire = wire;
    this.iopub = iopub;
    this.executor = executor;
    this.requests = requests;
    this.shutdown = shutdown;
  }

  @Override
  public void run() {
    try (channel) {
      while (true) {
        Message request = waiting.poll();
        serve(request == null ? channel.receive() : request);
      }
    } catch (Channel.Closed ended) {
      shutdown.run();
    }
  }

  private void serve(Message request) throws Channel.Closed {
    iopub.status(request, "busy");
    try {
      switch (request.type()) {
        case "execute_request" -> execute(request);
        case "shutdown_request" -> {
          send(request, Control.shutdownReply(request));
          shutdown.run();
        }
        default -> {
          Optional<JsonObject> answer = requests.answer(request);
          if (answer.isPresent()) {
            send(request, answer.get());
          }
        }
      }
    } catch (Channel.Closed ended) {
      throw ended;
    } catch (Throwable broken) {
      send(request, errorReply(broken));
    } finally {
      iopub.status(request, "idle");
    }
  }

  private void execute(Message request) throws Channel.Closed {
    Executor.Executed executed = executor.execute(request);
    if (executed.abortQueue()) {
      abortQueue();
    }
    send(request, executed.reply());
  }

  /**
   * Aborts the cells that were sent before the client could know of the error. This must come
   * before the error reply: what is sent after that reply is meant to run.
   */
  private void abortQueue() throws Channel.Closed {
    waiting.addAll(channel.receiveWaiting());
    for (Message queued : waiting) {
      if (queued.type().equals("execute_request")) {
        iopub.status(queued, "busy");
        JsonObject aborted = Json.object();
        aborted.addProperty("status", "aborted");
        send(queued, aborted);
        iopub.status(queued, "idle");
      }
    }
    waiting.removeIf(queued -> queued.type().equals("execute_request"));
  }

  private void send(Message request, JsonObject content) throws Channel.Closed {
    channel.send(wire.reply(request, replyType(request), content));
  }

  static String replyType(Message request) {
    return request.type().replaceFirst("_request$", "_reply");
  }

  static JsonObject errorReply(Throwable broken) {
    JsonObject reply = Executor.error(Failures.outcome(broken));
    reply.addProperty("status", "error");
    return reply;
  }
}
