package tracebook.jupyter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/** An engine whose cells are what the test says. */
class FakeEngine implements Engine {
  BiFunction<String, CellIo, Outcome> cell = (code, io) -> text(code);
  final CountDownLatch interrupted = new CountDownLatch(1);
  final AtomicReference<String> completed = new AtomicReference<>("");

  static Outcome nothing() {
    return new Outcome.Done(Optional.empty());
  }

  static Outcome text(String text) {
    return new Outcome.Done(Optional.of(new Bundle(Map.of("text/plain", text))));
  }

  static Outcome failed(String message) {
    return new Outcome.Failed("TestError", message, List.of(message));
  }

  @Override
  public Outcome execute(String code, CellIo io) {
    return cell.apply(code, io);
  }

  @Override
  public Outcome evaluate(String expression, CellIo io) {
    return expression.equals("bad") ? failed("no such thing") : text("value of " + expression);
  }

  @Override
  public Completions complete(String code, int cursor) {
    if (code.equals("broken")) {
      throw new LinkageError(code);
    }
    completed.set(code.substring(0, cursor));
    return new Completions(List.of("match"), cursor - 1, cursor);
  }

  @Override
  public Optional<Bundle> inspect(String code, int cursor, boolean detailed) {
    return code.isEmpty()
        ? Optional.empty()
        : Optional.of(new Bundle(Map.of("text/plain", code.substring(0, cursor))));
  }

  @Override
  public Completeness isComplete(String code) {
    return switch (code) {
      case "more" -> new Completeness.Incomplete("  ");
      case "bad" -> new Completeness.Invalid();
      default -> new Completeness.Complete();
    };
  }

  @Override
  public void interrupt() {
    interrupted.countDown();
  }

  @Override
  public void close() {}
}
