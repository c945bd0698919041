package tracebook.elf;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The result of a task of ours, which throws nothing checked. */
final class Futures {
  private Futures() {}

  /**
   * Waits, whether the thread is interrupted or not: the task is short, and what it makes is kept.
   */
  static <T> T get(Future<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException soon) {
          interrupted = true;
        } catch (ExecutionException failure) {
          switch (failure.getCause()) {
            case RuntimeException its -> throw its;
            case Error its -> throw its;
            case null, default -> throw new IllegalStateException(failure);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
