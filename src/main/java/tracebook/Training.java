package tracebook;

import java.io.IOException;
import java.util.List;
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

  /** Fails if a cell does: a cache of a kernel that does not work is worth nothing. */
  static void run() throws IOException {
    try (Cells cells = Main.cells()) {
      cells.start();
      List<String> statuses = Rehearsal.run(Main.info(), new NotebookEngine(cells), CELLS);
      if (!statuses.stream().allMatch("ok"::equals)) {
        throw new IllegalStateException("cells of the training ended as " + statuses);
      }
    }
  }
}
