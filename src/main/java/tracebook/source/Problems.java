package tracebook.source;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with a cell, so that all of it is shown at once. The same problem is kept
 * once.
 */
public final class Problems {
  private final Set<Problem> found = new LinkedHashSet<>();
  private final Set<Problem> known;

  public Problems() {
    this(List.of());
  }

  /**
   * What is found besides what is known already.
   *
   * @param known is not added again
   */
  public Problems(List<Problem> known) {
    this.known = Set.copyOf(known);
  }

  public void error(Span span, String message, String hint) {
    add(Problem.error(span, message, hint));
  }

  public void warning(Span span, String message, String hint) {
    add(Problem.warning(span, message, hint));
  }

  public void addAll(List<Problem> more) {
    more.forEach(this::add);
  }

  private void add(Problem problem) {
    if (!known.contains(problem)) {
      found.add(problem);
    }
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
  }

  /** Errors and warnings in the order of their place in the cell. */
  public List<Problem> all() {
    List<Problem> sorted = new ArrayList<>(found);
    sorted.sort((a, b) -> Integer.compare(a.span().start(), b.span().start()));
    return List.copyOf(sorted);
  }

  /** Ends the compilation of a cell that has errors. */
  public void throwIfErrors(CellText cell) throws CellRejected {
    if (hasErrors()) {
      throw new CellRejected(cell, all());
    }
  }
}
