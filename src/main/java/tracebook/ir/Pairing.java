package tracebook.ir;

import java.util.List;
import java.util.Optional;

/** What a hit has to do with something that the same probe saw earlier. */
public sealed interface Pairing {

  /** Nothing. */
  record Alone() implements Pairing {}

  /**
   * The hit is the return of a call; what was read at its entry waits for it.
   *
   * @param frame the canonical frame address where the values are read: which call of its stack it
   *     is
   * @param goroutine whose stack it is; empty: the thread's
   * @param steps captures into the slots of {@code kept}
   */
  record Returned(Num frame, Optional<Goroutine> goroutine, List<Step> steps, RowLayout kept)
      implements Pairing {
    public Returned {
      steps = List.copyOf(steps);
    }

    /** Of a call on the stack of its thread. */
    public Returned(Num frame, List<Step> steps, RowLayout kept) {
      this(frame, Optional.empty(), steps, kept);
    }
  }

  /**
   * A stack that moves while it is used, and runs on any thread. What is on it stays as far below
   * its upper end as it was.
   *
   * @param id tells it from all other stacks of its process
   * @param low its lower end
   * @param high its upper end
   */
  record Goroutine(Num id, Num low, Num high) {}

  /**
   * The hit begins a span; what was read waits for its end.
   *
   * @param key which spans nest in each other; empty: those of the thread
   */
  record Began(int span, Optional<Num> key, List<Step> steps, RowLayout kept) implements Pairing {
    public Began {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The hit ends the innermost span of the key.
   *
   * @param begins the index of the probe whose hits begin it
   */
  record Ended(int span, Optional<Num> key, RowLayout kept, int begins) implements Pairing {}
}
