package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;

/** Which cell goes where. */
@Timeout(300)
class CellsTest {
  private static Cells cells;

  @BeforeAll
  static void start() {
    cells = new Cells(new Renderers(), List.of("java.util.*"), variables -> new FakeTraces());
    cells.start();
  }

  @AfterAll
  static void close() {
    cells.close();
  }

  private static CellResult text(String text) {
    return CellResult.shown(MimeBundle.text(text));
  }

  @Test
  void traceCellGoesToTheTraces() {
    assertThat(cells.execute("trace f { emit x; }", new Recorded()))
        .isEqualTo(text("traced trace f { emit x; }"));
  }

  @Test
  void resultOfTheLastMagicIsTheCellsAndEarlierOnesAreDisplayed() {
    Recorded output = new Recorded();
    assertThat(cells.execute("%attach 12\n%functions a*", output)).isEqualTo(text("functions(a*)"));
    assertThat(output.displayed).containsExactly(MimeBundle.text("attach(12)"));
  }

  @Test
  void javaAfterMagicsRunsAndItsErrorsHaveTheCellsLines() {
    Recorded output = new Recorded();
    assertThat(cells.execute("%attach 12\n\n6 * 7", output)).isEqualTo(text("42"));
    assertThat(output.displayed).containsExactly(MimeBundle.text("attach(12)"));
    CellResult.Failed failed = (CellResult.Failed) cells.execute("%attach 12\nnope", output);
    assertThat(failed.lines()).contains("  2 | nope");
    assertThat(failed.message()).isEqualTo("there is no variable `nope`");
  }

  @Test
  void failedMagicEndsTheCell() {
    assertThat(cells.execute("%detach\nint ranAfterFailure = 1;", new Recorded()))
        .isEqualTo(CellResult.failed("Nothing", "There is no target to detach from."));
    assertThat(cells.execute("ranAfterFailure", new Recorded()))
        .isInstanceOf(CellResult.Failed.class);
  }

  @Test
  void unknownMagicNamesTheNearest() {
    assertThat(cells.execute("%atach 12", new Recorded()))
        .isEqualTo(
            CellResult.failed(
                "UnknownMagic",
                "There is no line magic `%atach`; did you mean `attach`?"
                    + " `%help` lists them all."));
    assertThat(cells.execute("%zzz", new Recorded()))
        .isEqualTo(
            CellResult.failed(
                "UnknownMagic", "There is no line magic `%zzz`; `%help` lists them all."));
  }

  @Test
  void unknownCellMagicIsRefused() {
    assertThat(cells.execute("%%time\n1", new Recorded()))
        .isEqualTo(
            CellResult.failed(
                "UnknownMagic",
                "There is no cell magic `%%time`; a trace cell begins with `%%trace`."));
  }

  @Test
  void completionOfMagicsNamesAndArguments() {
    assertThat(cells.complete("%f", 2)).isEqualTo(new Completions(List.of("%functions"), 0, 2));
    assertThat(cells.complete("%attach 12\n  %functions ab", 26))
        .isEqualTo(new Completions(List.of("%functions ab!"), 13, 26));
    assertThat(cells.complete("trace f", 7).matches()).containsExactly("trace f!");
    assertThat(cells.complete("%attach 12\n\"\".isEm", 18).matches()).containsExactly("isEmpty()");
  }

  @Test
  void loneSignOffersEveryMagic() {
    assertThat(cells.complete("%", 1).matches())
        .containsExactly("%attach", "%detach", "%functions", "%help");
  }

  @Test
  void inspectionGoesWhereTheCursorIs() {
    assertThat(cells.inspect("%functions a*", 3).orElseThrow().text())
        .isEqualTo("about %functions a*");
    assertThat(cells.inspect("trace f", 3).orElseThrow().text()).isEqualTo("about trace f");
  }

  @Test
  void isCompleteAsksTheRightHalf() {
    assertThat(cells.isComplete("trace f {")).isEqualTo(Completeness.INCOMPLETE);
    assertThat(cells.isComplete("%attach 12")).isEqualTo(Completeness.COMPLETE);
    assertThat(cells.isComplete("%%time")).isEqualTo(Completeness.INVALID);
    assertThat(cells.isComplete("if (true) {")).isEqualTo(Completeness.INCOMPLETE);
  }

  @Test
  void expressionIsEvaluated() {
    assertThat(cells.evaluate("1 + 2", new Recorded())).isEqualTo(text("3"));
  }
}
