package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Row;
import tracebook.table.Listing;

/** What is known of a file that has neither debug info nor names. */
@Timeout(300)
class StrippedListingsTest {
  @TempDir Path directory;
  private final TraceEngine full = Explored.engine();
  private final TraceEngine stripped = Explored.engine();

  @BeforeEach
  void strip() throws Exception {
    Path program = Explored.shop(directory, "full", "-g", "-O1");
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
    TraceEngine engine = Explored.engine();
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

  @Test
  void namesOfCppAreShownAndFoundAsTheProgramHasThem() throws Exception {
    Path source = directory.resolve("shop.cc");
    Files.writeString(
        source,
        """
        namespace shop {
        struct Cart { int add(int); int add(long); };
        __attribute__((noinline)) int Cart::add(int x) { return x + 1; }
        __attribute__((noinline)) int Cart::add(long x) { return x + 2; }
        }
        int main(int argc, char**) { shop::Cart c; return c.add(argc) + c.add(2L); }
        """);
    Path program = directory.resolve("cpp");
    assertThat(
            new ProcessBuilder("g++", "-O1", "-o", program + "", source + "")
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    TraceEngine engine = Explored.engine();
    engine.attachTo("-t " + program);
    assertThat(engine.listing("functions", "shop::Cart::*").stringColumn("name").asList())
        .containsExactly("shop::Cart::add(int)", "shop::Cart::add(long)");
    Row first = engine.listing("functions", "shop::Cart::add(long)").row(0);
    assertThat(first.getString("kind")).isEqualTo("symbol");
    assertThat(engine.listing("where", first.getString("address")).row(0).getString("function"))
        .isEqualTo("shop::Cart::add(long)");
    assertThatThrownBy(() -> engine.listing("vars", "shop::Cart::add(int)"))
        .hasMessageContaining("`cpp` has no debug info, so its variables are not known");
    assertThatThrownBy(() -> engine.listing("vars", "shop::Cart::add(char)"))
        .hasMessageContaining("no function `shop::Cart::add(char)` in `cpp`");
  }
}
