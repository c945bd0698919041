package tracebook.jupyter;

import com.google.gson.JsonObject;
import java.util.Optional;

/** The control channel: interrupts and shutdown, at any time. */
final class Control implements Runnable {
  private final Channel channel;
  private final Wire wire;
  private final IoPub iopub;
  private final Executor executor;
  private final Requests requests;
  private final Runnable shutdown;

  Control(
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
        serve(channel.receive());
      }
    } catch (Channel.Closed ended) {
      shutdown.run();
    }
  }

  private void serve(Message request) throws Channel.Closed {
    iopub.status(request, "busy");
    try {
      Optional<JsonObject> answer = answer(request);
      if (answer.isPresent()) {
        channel.send(wire.reply(request, Shell.replyType(request), answer.get()));
      }
    } catch (Channel.Closed ended) {
      throw ended;
    } catch (Throwable broken) {
      channel.send(wire.reply(request, Shell.replyType(request), Shell.errorReply(broken)));
    } finally {
      iopub.status(request, "idle");
    }
    if (request.type().equals("shutdown_request")) {
      shutdown.run();
    }
  }

  private Optional<JsonObject> answer(Message request) {
    return switch (request.type()) {
      case "interrupt_request" -> {
        executor.interrupt();
        yield Optional.of(Json.ok());
      }
      case "shutdown_request" -> Optional.of(shutdownReply(request));
      // The only other one that is safe beside a running cell: it asks nothing of the engine.
      case "kernel_info_request" -> requests.answer(request);
      default -> Optional.empty();
    };
  }

  static JsonObject shutdownReply(Message request) {
    JsonObject reply = Json.ok();
    reply.addProperty("restart", Json.flag(request.content(), "restart", false));
    return reply;
  }
}
