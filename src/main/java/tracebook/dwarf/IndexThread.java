package tracebook.dwarf;

import java.util.Optional;
import tracebook.bytes.Malformed;

/**
 * Reads the units that no question has needed yet, one after the other, on one thread, a moment
 * after the first question: the cell that asked has all processors until then, and the others
 * later; a cell that needs every unit takes over what is left.
 */
final class IndexThread {
  /** In which most cells that ask one thing are compiled. */
  private static final long MOMENT_NANOS = 500_000_000;

  private final Units units;
  private final Runnable whenDone;
  private Optional<Thread> thread = Optional.empty();
  private boolean awaited;
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
      awaited = true;
      notifyAll();
    }
    if (its.isPresent()) {
      its.get().join();
    }
  }

  /** False when there is nothing to be read any more. */
  private synchronized boolean waitAMoment() {
    long end = System.nanoTime() + MOMENT_NANOS;
    long left = MOMENT_NANOS;
    while (!stopped && !awaited && left > 0) {
      try {
        wait(Math.max(1, left / 1_000_000));
      } catch (InterruptedException nobodyDoes) {
        return false;
      }
      left = end - System.nanoTime();
    }
    return !stopped;
  }

  private void read() {
    if (!waitAMoment()) {
      return;
    }
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

  synchronized void stop() {
    stopped = true;
    notifyAll();
  }
}
