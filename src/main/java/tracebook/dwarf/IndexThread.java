package tracebook.dwarf;

import java.util.Optional;
import tracebook.bytes.Malformed;

/**
 * Reads the units that no question has needed yet, one after the other, on one thread: a cell that
 * runs meanwhile has the other processors, and takes over what is left if it needs every unit.
 */
final class IndexThread {
  private final Units units;
  private final Runnable whenDone;
  private Optional<Thread> thread = Optional.empty();
  private volatile boolean stopped;

  IndexThread(Units units, Runnable whenDone) {
    this.units = units;
    this.whenDone = whenDone;
  }

  /** Begins, unless it has begun before. */
  synchronized void start() {
    if (thread.isPresent() || stopped) {
      return;
    }
    Thread made = new Thread(this::read, "debug-info-index");
    made.setDaemon(true);
    made.start();
    thread = Optional.of(made);
  }

  /** Until it has read everything, or stopped; at once if it never began. */
  void await() throws InterruptedException {
    Optional<Thread> its;
    synchronized (this) {
      its = thread;
    }
    if (its.isPresent()) {
      its.get().join();
    }
  }

  private void read() {
    try {
      for (Unit unit : units.all()) {
        if (stopped) {
          return;
        }
        units.index(unit);
      }
      whenDone.run();
    } catch (Malformed | InternalError failure) {
      // Who asks for what is wrong here is told; nobody has asked.
      stopped = true;
    }
  }

  void stop() {
    stopped = true;
  }
}
