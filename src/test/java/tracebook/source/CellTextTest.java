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
                |          ^^^^
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

  private static String excerpt(String line, String marked) {
    int at = line.indexOf(marked);
    String text =
        new CellText(line).render(Problem.error(new Span(at, at + marked.length()), "m", ""));
    return text.substring("error: m\n".length());
  }

  @Test
  void ofALongLineThePartWithTheCaretIsShown() {
    String before = "emit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ";
    String line = before + "reqq, cccccccccccccccccccccccccccccc, dddddddddddd;";
    assertThat(excerpt(line, "reqq"))
        .isEqualTo(
            """
              1 | …aaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, reqq, cccccccccccccccccc…
                |                                                  ^^^^
            """);
    assertThat(excerpt(line, "dddddddddddd;"))
        .isEqualTo(
            """
              1 | …bbbbbbbbbbbbbbbbbbb, reqq, cccccccccccccccccccccccccccccc, dddddddddddd;
                |                                                             ^^^^^^^^^^^^^
            """);
    assertThat(excerpt(line, "aaaa"))
        .isEqualTo(
            """
              1 | emit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbb…
                |      ^^^^
            """);
  }

  @Test
  void whatIsLongerThanALineIsMarkedAsFarAsItIsShown() {
    String name = "n".repeat(200);
    assertThat(excerpt("emit " + name + " + " + name + ";", name))
        .isEqualTo("  1 | emit " + "n".repeat(68) + "…\n    |      " + "^".repeat(68) + "\n");
  }

  @Test
  void noLineIsWiderThanATerminal() {
    for (int length = 60; length < 170; length++) {
      for (int at = 0; at <= length; at += 7) {
        for (int end : new int[] {at, at + 1, at + 40, length}) {
          CellText cell = new CellText("x".repeat(length));
          String shown = cell.render(Problem.error(new Span(at, Math.max(at, end)), "m", ""));
          assertThat(shown.lines()).allMatch(line -> line.length() <= 80, shown);
        }
      }
    }
  }

  @Test
  void wideCharactersTakeTwoColumnsAndMarksNone() {
    assertThat(excerpt("print \"\u8868\u8a18e\u0301\", reqq;", "reqq"))
        .isEqualTo("  1 | print \"\u8868\u8a18e\u0301\", reqq;\n    |                ^^^^\n");
  }

  @Test
  void whatWouldStirAFrontEndIsAMark() {
    assertThat(excerpt("emit \u001b[31m\u202e reqq;", "reqq"))
        .isEqualTo("  1 | emit \ufffd[31m\ufffd reqq;\n    |             ^^^^\n");
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
