package tracebook;

import java.time.Duration;

/**
 * What something takes when it is let: the shortest of several times. Others use the machine, and
 * what they take of it is no property of what is measured.
 */
public final class Quickest {
  private Duration best = Duration.ofDays(1);

  /** One of the times, from a reading of {@link System#nanoTime}. */
  public Duration since(long start) {
    Duration lasted = Duration.ofNanos(System.nanoTime() - start);
    best = lasted.compareTo(best) < 0 ? lasted : best;
    return lasted;
  }

  public Duration best() {
    return best;
  }
}
