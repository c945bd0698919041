package tracebook.resolve;

import java.util.ArrayList;
import java.util.List;
import tracebook.lang.Pattern;
import tracebook.source.Problem;
import tracebook.source.Problems;

/**
 * The functions of a glob or a regular expression that cannot be probed, or of which the block
 * cannot be made: they are left out and named. Only if none remains is it a mistake of the cell.
 */
final class LeftOut {
  private static final int MOST_NAMES = 5;

  private final Pattern pattern;
  private final int places;
  private final List<String> names = new ArrayList<>();
  private List<Problem> first = List.of();
  private int count;

  LeftOut(Pattern pattern, int places) {
    this.pattern = pattern;
    this.places = places;
  }

  /** Whether a place with these problems is left out; never when the pattern names one function. */
  boolean isLeftOut(Place place, Problems here) {
    if (!(pattern.place() instanceof Pattern.Matching) || !here.hasErrors()) {
      return false;
    }
    if (count == 0) {
      first = here.all();
    }
    count++;
    if (names.size() < MOST_NAMES && !names.contains(place.name())) {
      names.add(place.name());
    }
    return true;
  }

  void report(Problems problems) {
    if (count == 0) {
      return;
    }
    if (count == places) {
      problems.addAll(first);
      return;
    }
    Problem why =
        first.stream()
            .filter(p -> p.severity() == Problem.Severity.ERROR)
            .findFirst()
            .orElseThrow();
    problems.warning(
        pattern.span(),
        count
            + " of "
            + places
            + " places are left out, in `"
            + String.join("`, `", names)
            + "`"
            + (count > names.size() ? ", …" : ""),
        "of `" + names.getFirst() + "`: " + why.message());
  }
}
