package tracebook.source;

import java.util.List;
import java.util.stream.Collectors;

/** The cell is wrong: nothing was attached. Its message shows every problem with its place. */
public final class CellRejected extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public CellRejected(CellText cell, List<Problem> problems) {
    super(problems.stream().map(p -> cell.render(p)).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
