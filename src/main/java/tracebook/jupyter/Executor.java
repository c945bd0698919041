package tracebook.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Execute requests: counting, history, results and errors. Used by the shell's thread. */
final class Executor {
  /** What became of a request, and whether the requests queued behind it are to be aborted. */
  record Executed(JsonObject reply, boolean abortQueue) {}

  private final Engine engine;
  private final IoPub iopub;
  private final Stdin stdin;
  private final History history;
  private final AtomicReference<@Nullable RunningCell> running = new AtomicReference<>();
  private int executionCount;

  Executor(Engine engine, IoPub iopub, Stdin stdin, History history) {
    this.engine = engine;
    this.iopub = iopub;
    this.stdin = stdin;
    this.history = history;
  }

  /** Interrupts the cell that runs, if one does. Called by other threads. */
  void interrupt() {
    RunningCell cell = running.get();
    if (cell != null) {
      cell.interrupt();
      engine.interrupt();
    }
  }

  Executed execute(Message request) {
    JsonObject body = request.content();
    String code = Json.string(body, "code", "");
    boolean silent = Json.flag(body, "silent", false);
    boolean store = !silent && Json.flag(body, "store_history", true);
    boolean stopOnError = Json.flag(body, "stop_on_error", true);
    RunningCell cell =
        new RunningCell(request, iopub, stdin, silent, Json.flag(body, "allow_stdin", false));
    running.set(cell);
    if (store) {
      executionCount++;
    }
    if (!silent) {
      JsonObject input = Json.object();
      input.addProperty("code", code);
      input.addProperty("execution_count", executionCount);
      iopub.publish(request, "execute_input", input);
    }

    JsonObject expressions = Json.child(body, "user_expressions");
    try {
      Outcome outcome = execute(code, cell);
      if (store) {
        history.add(executionCount, code, text(outcome));
      }
      return switch (outcome) {
        case Outcome.Done done -> {
          if (!silent && done.result().isPresent()) {
            JsonObject result = Json.tree(done.result().get());
            result.addProperty("execution_count", executionCount);
            iopub.publish(request, "execute_result", result);
          }
          JsonObject reply = Json.ok();
          reply.addProperty("execution_count", executionCount);
          reply.add("user_expressions", evaluate(expressions, cell));
          reply.add("payload", Json.array(java.util.List.of()));
          // Who interrupts a queue of cells means all of it, also where this one has a result to
          // keep.
          yield new Executed(reply, stopOnError && cell.interrupted());
        }
        case Outcome.Failed failed -> {
          JsonObject error = error(failed);
          if (!silent) {
            iopub.publish(request, "error", error.deepCopy());
          }
          error.addProperty("status", "error");
          error.addProperty("execution_count", executionCount);
          yield new Executed(error, stopOnError);
        }
      };
    } finally {
      running.set(null);
    }
  }

  private Outcome execute(String code, RunningCell cell) {
    try {
      return engine.execute(code, cell);
    } catch (Throwable broken) {
      return Failures.outcome(broken);
    }
  }

  private JsonObject evaluate(JsonObject expressions, RunningCell cell) {
    JsonObject results = Json.object();
    for (Map.Entry<String, JsonElement> expression : expressions.entrySet()) {
      Outcome outcome;
      try {
        outcome = engine.evaluate(expression.getValue().getAsString(), cell);
      } catch (Throwable broken) {
        outcome = Failures.outcome(broken);
      }
      JsonObject result =
          switch (outcome) {
            case Outcome.Done done -> Json.tree(done.result().orElse(new Bundle(Map.of())));
            case Outcome.Failed failed -> error(failed);
          };
      result.addProperty("status", outcome instanceof Outcome.Done ? "ok" : "error");
      results.add(expression.getKey(), result);
    }
    return results;
  }

  static JsonObject error(Outcome.Failed failed) {
    JsonObject error = Json.object();
    error.addProperty("ename", failed.name());
    error.addProperty("evalue", failed.message());
    error.add("traceback", Json.array(failed.traceback()));
    return error;
  }

  private static Optional<String> text(Outcome outcome) {
    return outcome instanceof Outcome.Done done
        ? done.result().map(bundle -> bundle.data().get("text/plain")).map(Object::toString)
        : Optional.empty();
  }
}
