package tracebook.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;

class TraceParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%%trace",
        "%%trace 1234 --for 5s\ntrace f { exit; }",
        "\n  %%trace x",
        "trace main { print 1; }",
        "// a comment\ntrace main {\n}",
        "trace ngx_* { exit; }",
        "trace *alloc { exit; }",
        "trace /^a/ { exit; }",
        "trace 0x40 { exit; }",
        "trace ~Foo { exit; }",
        "trace main",
        "trace main emit x; }",
        "span request from a to b { exit; }",
        "sample 99hz { emit $stack; }"
      })
  void isATraceCell(String text) {
    assertThat(TraceParser.isTraceCell(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "int x = 1;",
        "trace(\"main { exit; }\")",
        "trace.run()",
        "trace = 5",
        "trace;",
        "trace[0]",
        "trace++",
        "trace / 2",
        "trace * 2",
        "trace < 3",
        "trace instanceof String",
        "span x = new span();",
        "sample s;",
        "traces()",
        "%%tracer 1",
        "%attach 1"
      })
  void isAJavaCell(String text) {
    assertThat(TraceParser.isTraceCell(text)).isFalse();
  }

  @Test
  void targetOfAMagicTakesAnUnquotedCommand() {
    Problems problems = new Problems();
    assertThat(TraceParser.target(new CellText("%attach --launch ./demo -n 3 'a b'"), problems))
        .contains(new Options.Launch(List.of("./demo", "-n", "3", "a b"), new Span(17, 34)));
    assertThat(TraceParser.target(new CellText("%attach -p 17"), problems))
        .contains(new Options.Pid(17, Optional.empty(), new Span(11, 13)));
    assertThat(TraceParser.target(new CellText("%attach -t /bin/ls"), problems))
        .contains(new Options.Everyone("/bin/ls", new Span(11, 18)));
    assertThat(TraceParser.target(new CellText("%attach nginx"), problems))
        .contains(new Options.ProcessName("nginx", new Span(8, 13)));
    assertThat(TraceParser.target(new CellText("%attach"), problems)).isEmpty();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void targetOfAMagicHasNoOtherOptions() {
    Problems problems = new Problems();
    assertThat(TraceParser.target(new CellText("%attach 12 --for 5s"), problems)).isPresent();
    assertThat(problems.all())
        .containsExactly(
            Problem.error(
                new Span(11, 16),
                "there is no option `--for`",
                "the options are `-p`, `-t`, `--launch`"));
  }

  @Test
  void spansAreUtf16OffsetsInTheWholeCell() {
    String text = "%%trace 7\n// \ud83d\ude00\ntrace f { emit «x; }";
    Problems problems = new Problems();
    TraceParser.parse(new CellText(text), problems);
    int at = text.indexOf('«');
    assertThat(problems.all()).extracting(Problem::span).containsExactly(new Span(at, at + 1));
  }

  @Test
  void nestingIsBounded() {
    String deep = "trace f { emit " + "(".repeat(5000) + "1" + ")".repeat(5000) + "; }";
    assertThat(only(deep).message()).isEqualTo("this is nested deeper than 200 levels");
    String blocks = "trace f { " + "if 1 { ".repeat(5000) + "}".repeat(5001);
    assertThat(only(blocks).message()).isEqualTo("this is nested deeper than 200 levels");
    String everies = "trace f { " + "every 2 { ".repeat(5000) + "}".repeat(5001);
    assertThat(only(everies).hint()).isEqualTo("nest fewer blocks: join conditions by `&&`");
    String parentheses = "trace f { emit " + "(".repeat(190) + "1" + ")".repeat(190) + "; }";
    assertThat(errors(parentheses)).isEmpty();
    String minus = "trace f { emit " + "-".repeat(5000) + "1; }";
    assertThat(only(minus).message()).isEqualTo("this is nested deeper than 200 levels");
    String elses = "trace f { if 1 {}" + " else if 1 {}".repeat(5000) + "}";
    assertThat(only(elses).message()).isEqualTo("this is nested deeper than 200 levels");
  }

  @Test
  void chainsOfOperatorsAreBounded() {
    String sum = "trace f { emit 1" + " + 1".repeat(501) + "; }";
    assertThat(only(sum).message()).isEqualTo("this expression has more than 500 operators");
    String path = "trace f { emit a" + ".b".repeat(5000) + "; }";
    assertThat(only(path).message()).isEqualTo("this expression has more than 500 operators");
    assertThat(errors("trace f { emit 1" + " + 1".repeat(500) + "; }")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x++;", "x--;", "x += 1;", "x.y = 3;", "*p = 1;"})
  void nothingIsAssigned(String statement) {
    assertThat(errors("trace f { " + statement + " }"))
        .singleElement()
        .asString()
        .endsWith("cannot be assigned: a trace changes nothing");
  }

  @Test
  void aLetInABlockEndsWithIt() {
    assertThat(errors("trace f { if a { let x = 1; } else { let x = 2; } let x = 3; }")).isEmpty();
    assertThat(errors("trace f { let x = 1; if a { let x = 2; } }"))
        .containsExactly("`x` already has a `let` on line 1");
  }

  @Test
  void anEmptyCellSaysWhatToWrite() {
    Problem problem = only("");
    assertThat(problem.message()).isEqualTo("there is nothing to trace");
    assertThat(problem.hint()).isEqualTo("add a probe: `trace function { emit $args; }`");
  }

  @Test
  void aReplayNeedsNoScript() {
    assertThat(errors("%%trace --replay run.tbr")).isEmpty();
  }

  @Test
  void mapsOfOtherToolsAreExplained() {
    Problem problem = only("trace f { @[a] = count(); }");
    assertThat(problem.message()).isEqualTo("there are no maps here");
    assertThat(problem.hint()).isEqualTo("groups are made by `summarize count() by a;`");
  }

  @Test
  void onePlaceAndNoMore() {
    Problems problems = new Problems();
    assertThat(TraceParser.pattern(new CellText("%vars a.c:1 b"), 6, problems)).isEmpty();
    Problem problem = problems.all().getFirst();
    assertThat(problem.message()).isEqualTo("expected one place, found `b` after it");
    assertThat(problem.hint()).isEqualTo("leave out what follows the place");
    assertThat(problem.span()).isEqualTo(new Span(12, 13));
  }

  @Test
  void anUnclosedCommentIsReportedOnce() {
    assertThat(errors("trace f { exit; } /* never"))
        .containsExactly("the comment `/*` is not closed");
  }

  @Test
  void aFormatThatEndsInABackslashIsNotClosed() {
    assertThat(errors("trace f { print \"a\\"))
        .contains("the quote `\"` is not closed on this line");
  }

  private static Problem only(String text) {
    Problems problems = new Problems();
    TraceParser.parse(new CellText(text), problems);
    assertThat(problems.all()).hasSize(1);
    return problems.all().getFirst();
  }

  private static List<String> errors(String text) {
    Problems problems = new Problems();
    TraceParser.parse(new CellText(text), problems);
    return problems.all().stream().map(Problem::message).toList();
  }
}
