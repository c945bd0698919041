package tracebook.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Optional;

/** Answers to every request but execute, interrupt and shutdown. */
final class Requests {
  private final Engine engine;
  private final KernelInfo info;
  private final History history;
  private final IoPub iopub;

  Requests(Engine engine, KernelInfo info, History history, IoPub iopub) {
    this.engine = engine;
    this.info = info;
    this.history = history;
    this.iopub = iopub;
  }

  /** The reply's body; empty for a message that has no reply, or that this kernel does not know. */
  Optional<JsonObject> answer(Message request) {
    JsonObject body = request.content();
    return switch (request.type()) {
      case "kernel_info_request" -> Optional.of(kernelInfo());
      case "complete_request" -> Optional.of(complete(body));
      case "inspect_request" -> Optional.of(inspect(body));
      case "is_complete_request" -> Optional.of(isComplete(body));
      case "history_request" -> Optional.of(history.reply(body));
      case "comm_info_request" -> {
        JsonObject reply = Json.ok();
        reply.add("comms", Json.object());
        yield Optional.of(reply);
      }
      case "comm_open" -> {
        // No comm target exists here: the protocol's answer is to close it again.
        JsonObject close = Json.object();
        close.addProperty("comm_id", Json.string(body, "comm_id", ""));
        close.add("data", Json.object());
        iopub.publish(request, "comm_close", close);
        yield Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private JsonObject kernelInfo() {
    JsonObject language = Json.object();
    language.addProperty("name", info.language());
    language.addProperty("version", info.languageVersion());
    language.addProperty("mimetype", info.mimetype());
    language.addProperty("file_extension", info.fileExtension());
    language.addProperty("pygments_lexer", info.language());
    language.addProperty("codemirror_mode", info.mimetype());
    language.addProperty("nbconvert_exporter", "script");
    JsonObject reply = Json.ok();
    reply.addProperty("protocol_version", "5.3");
    reply.addProperty("implementation", info.implementation());
    reply.addProperty("implementation_version", info.version());
    reply.add("language_info", language);
    reply.addProperty("banner", info.banner());
    reply.addProperty("debugger", false);
    reply.add("help_links", new JsonArray());
    return reply;
  }

  private JsonObject complete(JsonObject body) {
    String code = Json.string(body, "code", "");
    int cursor = cursor(code, body);
    Completions found = engine.complete(code, cursor);
    JsonObject reply = Json.ok();
    reply.add("matches", Json.array(found.matches()));
    reply.addProperty("cursor_start", CodePoints.fromIndex(code, found.start()));
    reply.addProperty("cursor_end", CodePoints.fromIndex(code, found.end()));
    reply.add("metadata", Json.object());
    return reply;
  }

  private JsonObject inspect(JsonObject body) {
    String code = Json.string(body, "code", "");
    boolean detailed = Json.integer(body, "detail_level", 0) > 0;
    Optional<Bundle> found = engine.inspect(code, cursor(code, body), detailed);
    JsonObject reply = Json.tree(found.orElse(new Bundle(java.util.Map.of())));
    reply.addProperty("status", "ok");
    reply.addProperty("found", found.isPresent());
    return reply;
  }

  private JsonObject isComplete(JsonObject body) {
    JsonObject reply = Json.object();
    switch (engine.isComplete(Json.string(body, "code", ""))) {
      case Completeness.Complete complete -> reply.addProperty("status", "complete");
      case Completeness.Invalid invalid -> reply.addProperty("status", "invalid");
      case Completeness.Incomplete incomplete -> {
        reply.addProperty("status", "incomplete");
        reply.addProperty("indent", incomplete.indent());
      }
    }
    return reply;
  }

  private static int cursor(String code, JsonObject body) {
    return CodePoints.toIndex(code, Json.integer(body, "cursor_pos", Integer.MAX_VALUE));
  }
}
