package tracebook.session;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import tracebook.linux.BpfLink;

/**
 * What attaches a trace's programs. Closing a link takes until no program of it runs any more,
 * which the kernel waits up to 0.1 s for; links that are closed side by side wait together.
 */
final class Links implements AutoCloseable {
  private static final int MOST_THREADS = 64;

  /** By the number of the program in its body: a later one shows what an earlier one has kept. */
  private final NavigableMap<Integer, List<BpfLink>> links = new TreeMap<>();

  void add(int program, BpfLink link) {
    links.computeIfAbsent(program, p -> new ArrayList<>()).add(link);
  }

  /** Closes the later programs of every body first; each link even if another fails. */
  @Override
  public void close() {
    try (Cleanup stages = new Cleanup()) {
      links.values().forEach(some -> stages.add(() -> together(some)));
    } finally {
      links.clear();
    }
  }

  private static void together(List<BpfLink> some) {
    Queue<BpfLink> left = new ConcurrentLinkedQueue<>(some);
    Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(MOST_THREADS, some.size()); i++) {
      others.add(Thread.ofPlatform().name("detach").start(() -> closeAll(left, failures)));
    }
    closeAll(left, failures);
    boolean interrupted = false;
    for (Thread other : others) {
      while (other.isAlive()) {
        try {
          other.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    RuntimeException first = failures.poll();
    if (first != null) {
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private static void closeAll(Queue<BpfLink> left, Queue<RuntimeException> failures) {
    for (BpfLink link = left.poll(); link != null; link = left.poll()) {
      try {
        link.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
  }
}
