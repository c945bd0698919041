package tracebook;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tracebook.cell.Cells;
import tracebook.jupyter.Rehearsal;

/** Runs what every session runs, so that the ahead-of-time cache holds its classes. */
final class Training {
  private static final List<String> CELLS =
      List.of(
          "int answer = 6 * 7;\nSystem.out.println(\"answer \" + answer);\nanswer",
          "record Point(int x, int y) {}\nList.of(new Point(1, 2)).stream().map(Point::x).toList()",
          "Table.create(\"t\", IntColumn.create(\"a\", 1, 2, 3)).summarize(\"a\", mean).apply()",
          "display(html(\"<b>training</b>\"));");

  private Training() {}

  /**
   * Fails if a Java cell does: a cache of a kernel that does not work is worth nothing. The trace
   * cell may fail, where the rights are missing: up to there it has loaded what it needs.
   *
   * @param program with debug info and a {@code main}, to be traced
   */
  static void run(Optional<String> program) throws IOException {
    List<String> cells = new ArrayList<>(CELLS);
    program.ifPresent(
        path ->
            cells.add(
                "%%trace --launch '" + path + " 1' --max 1\ntrace main { emit $args, $locals; }"));
    try (Cells kernel = Main.cells()) {
      kernel.start();
      List<String> statuses = Rehearsal.run(Main.info(), new NotebookEngine(kernel), cells);
      if (!statuses.stream().limit(CELLS.size()).allMatch("ok"::equals)) {
        throw new IllegalStateException("cells of the training ended as " + statuses);
      }
    }
  }
}
