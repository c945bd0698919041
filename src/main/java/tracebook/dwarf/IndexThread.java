package tracebook.dwarf;

import tracebook.bytes.Malformed;

/**
 * Reads the units that no question has needed yet, one after the other, on one thread: a cell that
 * runs meanwhile has the other processors, and takes over what is left if it needs every unit.
 */
final class IndexThread {
  private final Units units;
  private final Runnable whenDone;
  private boolean started;
  private volatile boolean stopped;

  IndexThread(Units units, Runnable whenDone) {
    this.units = units;
    this.whenDone = whenDone;
  }

  /** Begins, unless it has begun before. */
  synchronized void start() {
    if (started || stopped) {
      return;
    }
    started = true;
    Thread thread = new Thread(this::read, "debug-info-index");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    thread.start();
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
