package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellKindTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%%trace 1234\ntrace f { emit x; }",
        "%%trace",
        "\n\n%%trace -p 1 --for 5s\n",
        "trace parse_request { emit r.uri; }",
        "trace parse_request return { emit $retval; }",
        "trace request.c:42 { emit x; }",
        "trace /src/request.c:42 { emit x; }",
        "trace /^ngx_.*_handler$/ { emit x; }",
        "trace *_handler { emit x; }",
        "trace 0x401234 { emit x; }",
        "trace ::main { emit x; }",
        "trace http::Server::handle, other as h { emit x; }",
        "trace handle(int) { emit x; }",
        "trace libc.so.6:malloc { emit $arg0; }",
        "trace usdt:provider:name { emit $arg0; }",
        "trace f",
        "trace\n  f { emit x; }",
        "// a note\n/* and\n another */\ntrace f { emit x; }",
        "span req from begin to end by id { emit $elapsed; }",
        "sample 99hz { emit $stack; }",
      })
  void traceCell(String code) {
    assertThat(CellKind.of(code)).isEqualTo(new CellKind.Trace(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace(\"trace f { emit x; }\")",
        "trace (1);",
        "trace.summarize(\"a\")",
        "trace = 5;",
        "trace;",
        "trace",
        "trace++;",
        "trace[0]",
        "trace + 1",
        "trace * 2",
        "trace / 2",
        "trace == 1 ? a : b",
        "trace instanceof String",
        "trace x = new trace();",
        "trace x;",
        "Trace f { }",
        "tracer f",
        "span.length()",
        "sample = List.of(1)",
        "int trace = 5;",
        "",
      })
  void javaCell(String code) {
    assertThat(CellKind.of(code)).isInstanceOf(CellKind.Java.class);
  }

  @Test
  void magicLinesAreTakenOffAndPlacesStay() {
    CellKind.Java cell =
        (CellKind.Java) CellKind.of("%attach -p 12 \n\n  %functions ngx_*\nint x = 1;\n  x % 2");
    assertThat(cell.magics())
        .containsExactly(
            new CellKind.Magic("attach", "-p 12", 0, "%attach -p 12"),
            new CellKind.Magic("functions", "ngx_*", 18, "%functions ngx_*"));
    assertThat(cell.java())
        .isEqualTo(" ".repeat(14) + "\n\n" + " ".repeat(18) + "\nint x = 1;\n  x % 2");
  }

  @Test
  void otherCellMagicIsUnknown() {
    assertThat(CellKind.of("%%time\n1+1")).isEqualTo(new CellKind.UnknownCellMagic("time"));
  }
}
