package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** Static probes: their arguments as the notes describe them, and those behind a semaphore. */
@Timeout(300)
class StaticProbesTest {
  private static Path directory;

  @BeforeAll
  static void compile(@TempDir Path at) {
    Compiled.requireProbes();
    Compiled.require("gcc");
    directory = at;
  }

  private static String program(String flags) {
    String program = directory.resolve("shop" + flags.replace(' ', '_')).toString();
    List<String> command = new ArrayList<>(List.of("gcc"));
    command.addAll(List.of(flags.split(" ", -1)));
    command.addAll(List.of(Compiled.source("static/shop.c"), "-o", program));
    Compiled.run(command);
    return program;
  }

  private static Notebook trace(String program, String script) {
    return Notebook.run("%%trace --launch " + program + "\n" + script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-O0 -g", "-O2 -g", "-O2 -fno-pie -no-pie", "-O1 -s"})
  void theArgumentsAreThoseThatTheProgramPasses(String flags) {
    // Without symbols nothing tells where the variable of the last argument is.
    boolean symbols = !flags.contains("-s");
    TraceTable table =
        trace(
                program(flags),
                "trace usdt:shop:sale { emit $arg0, $arg1, $arg2, $arg3, $arg4"
                    + (symbols ? ", $arg5" : "")
                    + "; }")
            .table("events");
    assertThat(table.rowCount()).isEqualTo(10);
    long total = 1000;
    for (int n = 0; n < 10; n++) {
      total += n;
      assertThat(table.longColumn("$arg0").get(n)).isEqualTo(-n);
      assertThat(table.intColumn("$arg1").get(n)).isEqualTo(-300 - n);
      assertThat(table.intColumn("$arg2").get(n)).isEqualTo(250 + n % 5);
      assertThat(table.longColumn("$arg3").get(n)).isEqualTo(-5_000_000_000L - n);
      assertThat(table.longColumn("$arg4").get(n)).isEqualTo(77);
      if (symbols) {
        assertThat(table.longColumn("$arg5").get(n)).isEqualTo(total);
      }
    }
  }

  @Test
  void tracesShareASemaphore() {
    Notebook notebook =
        trace(
            program("-O2 -g"),
            """
            trace usdt:shop:asked as one { emit $arg0; }
            trace usdt:shop:asked as two { every 2 { emit $arg0; } }
            trace usdt:shop:* as three { summarize count() by $function; }
            """);
    assertThat(notebook.table("one").rowCount()).isEqualTo(10);
    assertThat(notebook.table("two").rowCount()).isEqualTo(5);
    assertThat(notebook.table("three").column("count()").asStringColumn().asList())
        .containsExactly("10", "10");
  }

  @Test
  void aProgramIsToldBySemaphoreThatItIsTraced() {
    TraceTable table =
        trace(
                program("-O2 -g"),
                "trace usdt:shop:asked { emit text = cast($arg0, \"char *\"), $function; }")
            .table("events");
    assertThat(table.stringColumn("text").asList())
        .containsExactly("even", "odd", "even", "odd", "even", "odd", "even", "odd", "even", "odd");
  }

  @Test
  void oneOfManyIsToldByItsLabel() {
    TraceTable table =
        trace(program("-O2 -g"), "trace usdt:shop:* { emit $args; }").table("events");
    assertThat(table.rowCount()).isEqualTo(20);
    assertThat(table.completeness().stringColumn("probe").asList())
        .containsExactlyInAnyOrder("usdt:shop:sale", "usdt:shop:asked");
    assertThat(table.columnNames()).contains("$arg0", "$arg5");
  }

  @Test
  void whatIsNotThereIsSaid() {
    String program = program("-O2 -g");
    assertThat(trace(program, "trace usdt:shop:sail { emit $arg0; }").error())
        .contains("no static probe `shop:sail` in `", "did you mean `shop:sale`?");
    assertThat(trace(program, "trace usdt:shop:asked { emit $arg1; }").error())
        .contains("`shop:asked` has no argument `$arg1`", "it has 1: $arg0 to $arg0");
    assertThat(trace("/bin/true", "trace usdt:shop:asked { emit $arg1; }").error())
        .contains("no static probe `shop:asked` in `true`");
  }
}
