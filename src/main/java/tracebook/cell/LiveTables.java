package tracebook.cell;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.table.TraceTable;

/**
 * Shows the groups of a trace while it runs, in the place where its result will be. A trace that is
 * soon over shows its result alone.
 */
final class LiveTables {
  private static final long LEAST_PAUSE_NS = 500_000_000;

  /** How many times longer than it took it waits for the next time. */
  private static final long PAUSES = 10;

  private final CellOutput output;
  private final Renderers renderers;
  private final Map<String, String> displayIds = new HashMap<>();

  LiveTables(CellOutput output, Renderers renderers) {
    this.output = output;
    this.renderers = renderers;
  }

  /**
   * Shows tables again and again, by a thread of its own, until it is closed.
   *
   * @param tables those of the moment, by name; empty when the trace has ended
   */
  Showing show(Supplier<Optional<Map<String, TraceTable>>> tables) {
    CountDownLatch over = new CountDownLatch(1);
    CompletableFuture<Void> showing =
        CompletableFuture.runAsync(
            () -> {
              long pause = LEAST_PAUSE_NS;
              while (!within(over, pause)) {
                long begin = System.nanoTime();
                Optional<Map<String, TraceTable>> moment = tables.get();
                if (moment.isEmpty()) {
                  return;
                }
                moment.get().forEach((name, table) -> show(name, renderers.render(table)));
                pause = Math.max(LEAST_PAUSE_NS, PAUSES * (System.nanoTime() - begin));
              }
            },
            task -> Thread.ofPlatform().daemon().name("live-tables").start(task));
    return () -> {
      over.countDown();
      showing.join();
    };
  }

  /** Tables that are shown by another thread. */
  @FunctionalInterface
  interface Showing {
    /** Ends it, and waits for the end. */
    void close();
  }

  private static boolean within(CountDownLatch over, long nanos) {
    try {
      return over.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void show(String name, MimeBundle bundle) {
    if (!replace(name, bundle)) {
      String id = UUID.randomUUID().toString();
      displayIds.put(name, id);
      output.display(bundle, id);
    }
  }

  /** Shows this in the place of the table that is there; false when there is none. */
  boolean replace(String name, MimeBundle bundle) {
    String id = displayIds.get(name);
    if (id == null) {
      return false;
    }
    output.update(bundle, id);
    return true;
  }
}
