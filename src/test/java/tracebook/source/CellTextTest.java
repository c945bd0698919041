package tracebook.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CellTextTest {
  @Test
  void aProblemShowsItsLineWithACaretAndItsHint() {
    CellText cell = new CellText("trace f {\n\temit \ud83d\ude00 reqq;\n}");
    int at = cell.text().indexOf("reqq");
    Problem problem =
        Problem.error(new Span(at, at + 4), "no variable `reqq` here", "did you mean `req`?");
    assertThat(cell.render(problem))
        .isEqualTo(
            """
            error: no variable `reqq` here
              2 |  emit \ud83d\ude00 reqq;
                |         ^^^^
            hint: did you mean `req`?
            """);
    assertThat(cell.line(at)).isEqualTo(2);
    assertThat(cell.column(at)).isEqualTo(9);
  }

  @Test
  void aSpanOverSeveralLinesIsUnderlinedToTheEndOfItsFirst() {
    CellText cell = new CellText("ab {\n}");
    assertThat(cell.render(Problem.warning(new Span(3, 6), "odd", "")))
        .isEqualTo("warning: odd\n  1 | ab {\n    |    ^\n");
  }

  @Test
  void aSpanBehindTheTextIsAtItsEnd() {
    CellText cell = new CellText("ab");
    assertThat(cell.render(Problem.error(new Span(9, 10), "m", "")))
        .isEqualTo("error: m\n  1 | ab\n    |   ^\n");
  }

  @Test
  void problemsAreKeptOnceAndInOrder() {
    Problems problems = new Problems();
    problems.error(new Span(5, 6), "second", "");
    problems.error(new Span(1, 2), "first", "");
    problems.error(new Span(5, 6), "second", "");
    assertThat(problems.all()).extracting(Problem::message).containsExactly("first", "second");
  }

  @Test
  void namesNearByAreFound() {
    List<String> known = List.of("parse_request", "parse_response", "handle", "main");
    assertThat(Names.nearest("prase_request", known, 3)).containsExactly("parse_request");
    assertThat(Names.nearest("request", known, 3)).containsExactly("parse_request");
    assertThat(Names.nearest("MAIN", known, 3)).containsExactly("main");
    assertThat(Names.didYouMean("xyz", known, "nothing is near")).isEqualTo("nothing is near");
  }
}
