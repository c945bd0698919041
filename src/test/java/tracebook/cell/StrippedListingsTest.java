package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tracebook.table.Listing;

/** What is known of a file that has neither debug info nor names. */
@Timeout(60)
class StrippedListingsTest {
  @TempDir Path directory;
  private final TraceEngine full = MagicsTest.engine();
  private final TraceEngine stripped = MagicsTest.engine();

  @BeforeEach
  void strip() throws Exception {
    Path program = MagicsTest.compile(directory, "full", "-g", "-O1");
    Path shop = directory.resolve("shop");
    assertThat(
            new ProcessBuilder("strip", "-o", shop.toString(), program.toString())
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    full.attachTo("-t " + program);
    stripped.attachTo("-t " + shop);
  }

  @Test
  void theUnwindTableKnowsWhereAFunctionBegins() {
    long parse = Long.decode(full.listing("functions", "parse").row(0).getString("address"));
    Listing where = stripped.listing("where", "0x" + Long.toHexString(parse + 4));
    Row row = where.row(0);
    assertThat(row.getString("kind")).isEqualTo("unnamed");
    assertThat(row.getString("function")).isEmpty();
    assertThat(row.getLong("offset")).isEqualTo(4);
  }

  @Test
  void aSymbolWithoutASizeDoesNotHoldWhatBeganBehindIt() throws Exception {
    // Only _init has a symbol, and it is said to have no size.
    Path program = directory.resolve("full");
    Path only = directory.resolve("only");
    assertThat(
            new ProcessBuilder("strip", "--keep-symbol=_init", "-o", only + "", program + "")
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    TraceEngine engine = MagicsTest.engine();
    engine.attachTo("-t " + only);
    String parse = full.listing("functions", "parse").row(0).getString("address");
    assertThat(engine.listing("where", parse).row(0).getString("kind")).isEqualTo("unnamed");
    String init = full.listing("functions", "_init").row(0).getString("address");
    assertThat(engine.listing("where", init).row(0).getString("function")).isEqualTo("_init");
  }

  @Test
  void codeOutsideOfEveryFunction() {
    String init = full.listing("functions", "_init").row(0).getString("address");
    assertThatThrownBy(() -> stripped.listing("where", init))
        .hasMessage(
            "error: no function of `shop` holds `%s`\n  1 | %s\n    | %s\nhint: `%%functions *` lists those that are known"
                .formatted(init, init, "^".repeat(init.length())));
  }
}
