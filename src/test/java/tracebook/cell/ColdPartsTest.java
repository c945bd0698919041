package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;
import tracebook.elf.Symbol;
import tracebook.linux.Rights;
import tracebook.table.Listing;
import tracebook.table.TraceTable;

/** A function that the compiler has put into two places: what is unlikely is elsewhere. */
@Timeout(300)
class ColdPartsTest {
  @TempDir static Path directory;
  private static Path program = Path.of("/");
  private static final TraceEngine ENGINE = Explored.engine();
  private static Address cold = new Address(0);

  @BeforeAll
  static void compile() throws Exception {
    program = Explored.compile(directory, "cold", "gcc -g -O2", "cold.c");
    ENGINE.attachTo("-t " + program);
    try (ElfFile elf = ElfFile.open(program)) {
      List<Symbol> parts = elf.symbols().named("serve.cold");
      assumeTrue(parts.size() == 1, "this gcc leaves the function in one part");
      cold = parts.getFirst().address();
    }
  }

  /** The symbol is listed too: without debug info it is all that there is. */
  @Test
  void itIsOneFunction() {
    Listing found = ENGINE.listing("functions", "serve*");
    assertThat(found.stringColumn("name").asList()).containsExactly("serve", "serve.cold");
    assertThat(found.stringColumn("kind").asList()).containsExactly("function", "symbol");
  }

  @Test
  void anAddressInTheColdPartIsInTheFunction() {
    Listing found = ENGINE.listing("where", cold.toString());
    assertThat(found.row(0).getString("function")).isEqualTo("serve");
    assertThat(found.row(0).getString("file")).endsWith("/cold.c");
  }

  private static TraceTable traced(String body) {
    assumeTrue(Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty(), "no right to trace");
    return ENGINE.trace("%%trace --launch '" + program + "'\n" + body, new Recorded());
  }

  /** Of 21 requests the 7th, the 14th and the 21st: what the program computes there. */
  @Test
  void aLineOfTheColdPart() {
    TraceTable table = traced("trace cold.c:16 { emit request, wasted, f = $function; }");
    assertThat(table.csv().lines().map(line -> line.replaceFirst("^([^,]*,){5}", "")))
        .containsExactly("request,wasted,f", "7,21,serve", "14,77,serve", "21,203,serve");
  }

  @Test
  void theColdPartByItsSymbol() {
    TraceTable table = traced("trace serve.cold { emit request; }");
    assertThat(table.csv().lines().map(line -> line.replaceFirst("^([^,]*,){5}", "")))
        .containsExactly("request", "7", "14", "21");
    assertThatThrownBy(() -> traced("trace serve.cold return { emit $retval; }"))
        .hasMessageContaining(
            "error: `serve.cold` is a part of `serve` that is jumped to, not called\n")
        .hasMessageContaining("hint: follow the whole function: `trace serve return`");
  }
}
