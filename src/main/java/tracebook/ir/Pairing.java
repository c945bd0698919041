package tracebook.ir;

import java.util.List;

/** What a hit has to do with something that the same probe saw earlier. */
public sealed interface Pairing {

  /** Nothing. */
  record Alone() implements Pairing {}

  /**
   * The hit is the return of a call; what was read at its entry waits for it.
   *
   * @param frame the canonical frame address where the values are read: which call of its thread it
   *     is
   * @param steps captures into the slots of {@code kept}
   */
  record Returned(Num frame, List<Step> steps, RowLayout kept) implements Pairing {
    public Returned {
      steps = List.copyOf(steps);
    }
  }
}
