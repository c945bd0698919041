package tracebook;

import java.io.IOException;
import java.util.List;
import tracebook.cell.CellOutput;
import tracebook.cell.CellResult;
import tracebook.cell.Cells;
import tracebook.display.MimeBundle;

/** Runs what every session runs, so that the ahead-of-time cache holds its classes. */
final class Training {
  private static final List<String> CELLS =
      List.of(
          "int answer = 6 * 7;\nSystem.out.println(\"answer \" + answer);\nanswer",
          "record Point(int x, int y) {}\nList.of(new Point(1, 2)).stream().map(Point::x).toList()",
          "Table.create(\"t\", IntColumn.create(\"a\", 1, 2, 3)).summarize(\"a\", mean).apply()");
  private static final List<String> FAILING =
      List.of("undefined + 1", "throw new IllegalStateException(\"training\");");

  private Training() {}

  static void run() throws InterruptedException {
    try (Cells cells = Main.cells()) {
      cells.start();
      Main.warmTables();
      cells.awaitStart();
      for (String cell : CELLS) {
        if (cells.execute(cell, new Discard()) instanceof CellResult.Failed failed) {
          throw new IllegalStateException(failed.toString());
        }
      }
      FAILING.forEach(cell -> cells.execute(cell, new Discard()));
      cells.complete("\"text\".sub", 10);
      cells.inspect("\"text\".substring(1)", 10);
      cells.isComplete("if (true) {");
    }
  }

  private record Discard() implements CellOutput {
    @Override
    public void stdout(String text) {}

    @Override
    public void stderr(String text) {}

    @Override
    public void display(MimeBundle bundle) {}

    @Override
    public void display(MimeBundle bundle, String displayId) {}

    @Override
    public void update(MimeBundle bundle, String displayId) {}

    @Override
    public void clear(boolean wait) {}

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
      throw new IOException("no input");
    }

    @Override
    public boolean interrupted() {
      return false;
    }
  }
}
