package tracebook.source;

import java.util.List;

/** The cell is wrong: nothing was attached. Its message shows its problems with their places. */
public final class CellRejected extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public CellRejected(CellText cell, List<Problem> problems) {
    super(cell.render(problems));
    this.problems = List.copyOf(problems);
  }

  public List<Problem> problems() {
    return problems;
  }
}
