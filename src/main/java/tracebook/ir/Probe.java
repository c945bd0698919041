package tracebook.ir;

import java.util.List;
import java.util.Optional;

/**
 * One line of the account: what the user wrote as one pattern, or as one {@code trace … as NAME}.
 *
 * @param label what the column {@code probe} shows
 * @param table the table and variable of its own, from {@code as NAME}
 * @param bodies one for each different code that its sites need
 */
public record Probe(String label, Optional<String> table, List<Body> bodies) {
  public Probe {
    bodies = List.copyOf(bodies);
  }
}
