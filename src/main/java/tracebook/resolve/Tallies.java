package tracebook.resolve;

import java.util.HashMap;
import java.util.Map;
import tracebook.source.Span;

/**
 * Numbers for the statements that count their passes: one for each statement of each probe, so that
 * the copies of a line count together and two patterns apart.
 */
final class Tallies {
  private record Counted(String probe, Span statement) {}

  private final Map<Counted, Integer> numbers = new HashMap<>();

  int of(String probe, Span statement) {
    return numbers.computeIfAbsent(new Counted(probe, statement), c -> numbers.size());
  }
}
