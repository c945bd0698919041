package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a cell says of a program whose split debug info is not there: no name is guessed. */
@Timeout(300)
class MissingPartsTest {
  @TempDir static Path directory;
  private static final TraceEngine ENGINE = Explored.engine();
  private static String why = "";

  @BeforeAll
  static void attach() throws Exception {
    Path program = Explored.shop(directory, "shop", "-g", "-O0", "-gsplit-dwarf");
    Files.delete(directory.resolve("shop.dwo"));
    ENGINE.attachTo("-t " + program);
    why =
        "the split debug file `%1$s/shop.dwo` was not found; looked for `%1$s/shop.dwo`,"
                .formatted(directory)
            + " `/usr/lib/debug%s/shop.dwo`".formatted(directory);
  }

  private static String said(CellResult result) {
    return switch (result) {
      case CellResult.Done done -> done.shown().orElseThrow().text();
      case CellResult.Failed failed -> String.join("\n", failed.lines());
    };
  }

  private static String magic(String magic, String argument) {
    return said(ENGINE.magic(magic, argument, new Recorded()));
  }

  private static String trace(String body) {
    return said(ENGINE.execute("trace parse { " + body + " }", new Recorded()));
  }

  @Test
  void functionsAndLinesAreKnown() {
    assertThat(magic("functions", "parse")).contains("0x").contains("symbol");
    assertThat(magic("lines", "shop.c")).contains("return");
  }

  @Test
  void variablesAreNot() {
    assertThat(magic("vars", "parse"))
        .isEqualTo(
            """
            error: part of the debug info of `shop` is missing, so its variables are not known here
              1 | %%vars parse
                |       ^^^^^
            hint: %s\
            """
                .formatted(why));
  }

  @Test
  void aVariableInATrace() {
    assertThat(trace("emit requests_total;"))
        .contains(
            "error: `requests_total` is not known: part of the debug info of `shop` is missing\n")
        .contains("hint: " + why);
  }

  @Test
  void allArgumentsInATrace() {
    assertThat(trace("emit $args;"))
        .contains("error: `$args` needs debug info, and part of that of `shop` is missing\n")
        .contains("hint: " + why);
  }

  @Test
  void aTypeInATrace() {
    assertThat(trace("emit ((struct request *)$arg0)->size;"))
        .contains(
            "error: the type `struct request` is not known: part of the debug info of `shop` is"
                + " missing\n")
        .contains("hint: " + why);
  }

  @Test
  void theListOfModulesSaysIt() {
    assertThat(magic("modules", "")).contains("/shop; the split debug file `");
  }
}
