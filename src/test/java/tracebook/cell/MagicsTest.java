package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.Quickest;
import tracebook.table.Listing;

/** The listings of a file, without a process and without rights. */
@Timeout(300)
class MagicsTest {
  @TempDir static Path directory;
  private static final TraceEngine ENGINE = Explored.engine();

  @BeforeAll
  static void attach() throws Exception {
    ENGINE.attachTo("-t " + Explored.shop(directory, "shop", "-g", "-O0"));
  }

  private static String shown(String magic, String argument) {
    CellResult result = ENGINE.magic(magic, argument, new Recorded());
    return switch (result) {
      case CellResult.Done done -> done.shown().orElseThrow().text();
      case CellResult.Failed failed -> String.join("\n", failed.lines());
    };
  }

  private static List<String> rows(String magic, String argument) {
    return shown(magic, argument).lines().map(l -> l.strip().replaceAll(" {2,}", " | ")).toList();
  }

  @Test
  void aProgramThatIsToBeLaunchedHasACardAndListings() throws Exception {
    Path program = Explored.shop(directory, "launched", "-g", "-O0");
    TraceEngine engine = Explored.engine();
    assertThat(engine.attachTo("--launch " + program + " -n 3").text())
        .contains("executable   " + program);
    assertThat(engine.listing("functions", "parse").rowCount()).isEqualTo(1);
    assertThat(engine.target()).isEqualTo("launch " + program + " -n 3");
    assertThatThrownBy(() -> engine.attachTo("--launch /no/such/program"))
        .hasMessage(
            "error: There is no file `/no/such/program`.\n"
                + "hint: Give the path of a program and its arguments.");
  }

  @Test
  void functionsOfDebugInfoAndSymbols() {
    String file = Path.of("src/test/c/explore/shop.c").toAbsolutePath().toString();
    assertThat(ENGINE.listing("functions", "p*e").row(0).getString("file")).isEqualTo(file);
    // As text, a long path is cut.
    assertThat(shown("functions", "p*e"))
        .containsPattern("parse +shop +.+ +26 +0x[0-9a-f]+ +function +int parse\\(struct request")
        .endsWith("\n1 row\n");
    assertThat(shown("functions", "_star?")).containsPattern("_start +shop +0x[0-9a-f]+ +symbol");
  }

  @Test
  void functionThatIsNotThereNamesTheNearest() {
    assertThat(shown("functions", "pars"))
        .isEqualTo(
            """
            error: no function `pars` in `shop`
              1 | %functions pars
                |            ^^^^
            hint: did you mean `parse`?\
            """);
    assertThat(shown("functions", "zz*"))
        .startsWith("error: no function matches `zz*` in `shop`")
        .endsWith("hint: `%functions *` lists all there are");
  }

  @Test
  void variablesAtALine() {
    assertThat(rows("vars", "shop.c:30"))
        .anySatisfy(
            l -> assertThat(l).startsWith("r | struct request * | parameter | [rbp-24] | true"))
        .anySatisfy(l -> assertThat(l).startsWith("doubled | int | local | [rbp-12] | true"))
        .anySatisfy(l -> assertThat(l).startsWith("rate | int | static | [0x"))
        .anySatisfy(l -> assertThat(l).startsWith("requests_total | uint64_t | global | [0x"));
  }

  @Test
  void variableThatIsDeclaredFurtherDownSaysWhere() {
    assertThat(rows("vars", "parse"))
        .anySatisfy(
            l ->
                assertThat(l)
                    .startsWith(
                        "sum | int | local | [rbp-4] | false | not declared yet | shop.c:28"));
  }

  @Test
  void placeThatIsNoneIsTheTracesOwnError() {
    assertThat(shown("vars", "shop.c:31"))
        .isEqualTo(
            """
            error: `shop.c:31` has no code
              1 | %vars shop.c:31
                |       ^^^^^^^^^
            hint: the nearest lines with code are 30 and 32\
            """);
    assertThat(shown("vars", "")).startsWith("error: `%vars` needs a place");
  }

  @Test
  void globalsAndTheNearestName() {
    assertThat(rows("globals", "r*"))
        .hasSize(4)
        .anySatisfy(l -> assertThat(l).startsWith("requests_total | uint64_t | global | [0x"));
    assertThat(shown("globals", "rat"))
        .startsWith("error: no global variable `rat` in `shop`")
        .endsWith("hint: did you mean `rate`?");
  }

  @Test
  void linesWithTheirCode() {
    assertThat(rows("lines", "shop.c:30-32"))
        .anySatisfy(
            l -> assertThat(l).matches("30 \\| sum \\+= doubled; \\| 0x\\w+ \\| .* \\| parse"))
        .contains("31 | }");
    assertThat(shown("lines", "shp.c"))
        .startsWith("error: no source file `shp.c` in `shop`")
        .endsWith("hint: did you mean `shop.c`?");
  }

  @Test
  void layoutShowsBitFieldsAndPadding() {
    assertThat(rows("type", "request"))
        .containsSubsequence(
            "0 | 40 | struct request",
            "0 | 1 | tag | char",
            "1 | 7 | padding",
            "8 | 8 | id | uint64_t",
            "16 | 1 | keep_alive | unsigned int | 0..0",
            "16 | 1 | priority | unsigned int | 1..3",
            "16 | 1 | padding | 4..7",
            "17 | 3 | padding",
            "24 | 2 | from.port | uint16_t",
            "26 | 2 | padding",
            "32 | 8 | uri | const char *");
    assertThat(shown("type", "struct reqest"))
        .startsWith("error: no type `struct reqest` in `shop`")
        .endsWith("hint: did you mean `struct request`?");
  }

  @Test
  void addressesThatAreNoCode() {
    assertThat(shown("where", "0x1")).startsWith("error: `0x1` is not code of `shop`");
    assertThat(shown("where", "x")).startsWith("error: `x` is not an address");
  }

  @Test
  void whereIsTheReverseOfFunctions() {
    String address = ENGINE.listing("functions", "parse").row(0).getString("address");
    assertThat(rows("where", address))
        .anySatisfy(l -> assertThat(l).startsWith(address + " | shop | parse | 0 | "));
  }

  @Test
  void modulesOfAFile() {
    assertThat(rows("modules", "").get(1))
        .matches(".*/shop \\| [0-9a-f]{40} \\| embedded \\| .*/shop");
  }

  @Test
  void modulesWithAnIndexThatIsNotTheirs() throws Exception {
    Path program = Explored.shop(directory, "indexed", "-g");
    Path index = Files.write(directory.resolve("index"), new byte[] {8, 0, 0, 0, 24, 0, 0, 0});
    Process objcopy =
        new ProcessBuilder("objcopy", "--add-section", ".gdb_index=" + index, program.toString())
            .inheritIO()
            .start();
    assertThat(objcopy.waitFor()).isZero();
    TraceEngine indexed = Explored.engine();
    indexed.attachTo("-t " + program);
    assertThat(indexed.listing("modules", "").row(0).getString("source"))
        .isEqualTo(
            "%1$s; `.gdb_index` is ignored: `%1$s` is malformed: .gdb_index at 0x4: a table at"
                    .formatted(program)
                + " 0x18, out of order");
    assertThat(indexed.listing("functions", "parse").rowCount()).isPositive();
  }

  @Test
  void noTargetIsSaid() {
    assertThatThrownBy(() -> Explored.engine().listing("functions", "*"))
        .isInstanceOf(TraceException.class)
        .hasMessage(
            "error: There is no target.\nhint: Attach to one first: `%attach 1234`, or"
                + " `%attach -t PATH` to look into a file.");
  }

  @Test
  void inlinedCopiesAndOptimizedVariables() throws Exception {
    TraceEngine optimized = Explored.engine();
    optimized.attachTo("-t " + Explored.shop(directory, "fast", "-g", "-O2"));
    assertThat(optimized.listing("functions", "weight").stringColumn("kind").asList())
        .contains("inlined");
    assertThat(
            optimized
                .listing("vars", "parse")
                .where(optimized.listing("vars", "parse").stringColumn("name").isEqualTo("r"))
                .row(0)
                .getString("location"))
        .isEqualTo("rdi");
  }

  @Test
  void withoutDebugInfoThereAreSymbols() throws Exception {
    TraceEngine plain = Explored.engine();
    plain.attachTo("-t " + Explored.shop(directory, "plain", "-O1"));
    assertThat(plain.listing("functions", "parse").stringColumn("kind").asList())
        .containsExactly("symbol");
    assertThatThrownBy(() -> plain.listing("vars", "parse"))
        .hasMessageContaining("`plain` has no debug info, so its variables are not known");
    assertThatThrownBy(() -> plain.listing("type", "struct request"))
        .hasMessageContaining("`plain` has no debug info, so its types are not known");
  }

  @Test
  void processHasBasesAndAddressesOfItsOwn() throws Exception {
    Process process = new ProcessBuilder(directory.resolve("shop") + "", "again").start();
    try {
      process.inputReader().readLine(); // Now it runs its own code.
      TraceEngine live = Explored.engine();
      String card = live.attachTo("" + process.pid()).text();
      assertThat(card).contains("executable", "build-id", "GNU C", "threads", "probes");
      Listing modules = live.listing("modules", "");
      assertThat(modules.stringColumn("module").asList()).anyMatch(m -> m.contains("libc.so"));
      long base = Long.decode(modules.row(0).getString("base"));
      String parse = live.listing("functions", "parse").row(0).getString("address");
      String running = "0x" + Long.toHexString(base + Long.decode(parse));
      assertThat(live.listing("where", running).row(0).getString("address")).isEqualTo(parse);
      assertThat(live.listing("functions", "libc.so.6:getpid").rowCount()).isPositive();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void executableThatWasDeletedOrReplaced() throws Exception {
    Path shop = directory.resolve("shop");
    Path old = Files.copy(shop, directory.resolve("old"), StandardCopyOption.COPY_ATTRIBUTES);
    Process process = new ProcessBuilder(old.toString(), "again").start();
    try {
      process.inputReader().readLine();
      TraceEngine live = Explored.engine();
      assertThat(live.attachTo("" + process.pid()).text()).doesNotContain("warning");
      String warning =
          "`%s` was deleted or replaced after the process had loaded it; what it runs,"
              + " and what is traced, is the old file";
      Files.delete(old);
      assertThat(live.attachTo("" + process.pid()).text()).contains(warning.formatted(old));
      Files.copy(Path.of("/bin/true"), old);
      assertThat(live.attachTo("" + process.pid()).text()).contains(warning.formatted(old));
      assertThat(live.listing("functions", "parse").rowCount()).isPositive();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @Tag("clock")
  void warmCompletionAnswersWithinATenthOfASecond() {
    String cell = "trace parse { emit r.";
    Quickest took = new Quickest();
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      assertThat(ENGINE.complete(cell, cell.length()).matches()).contains("from");
      took.since(start);
    }
    assertThat(took.best()).isLessThan(Duration.ofMillis(100));
  }

  // ---- completion

  private static List<String> completed(String code) {
    int cursor = code.indexOf('|');
    return ENGINE.complete(code.replace("|", ""), cursor).matches();
  }

  @Test
  void completionInATraceCell() {
    assertThat(completed("%%trace --f|")).containsExactly("--for");
    assertThat(completed("trace par|")).containsExactly("parse");
    assertThat(completed("trace parse { em|")).containsExactly("emit");
    assertThat(completed("trace parse { emit |")).contains("r", "length").doesNotContain("sum");
    assertThat(completed("trace shop.c:30 { emit dou|")).containsExactly("doubled");
    assertThat(completed("trace parse { emit r->|")).contains("tag", "id", "from");
    assertThat(completed("trace parse { emit r.from.p|")).containsExactly("port");
    assertThat(completed("trace parse { emit $ti|")).containsExactly("tid", "time", "timestamp");
    assertThat(completed("trace parse { print \"r.|")).isEmpty();
    assertThat(completed("%functions ma|")).contains("main");
  }

  @Test
  void completionOfEveryPrefixAnswers() {
    String cell =
        "%%trace --for 1s\ntrace shop.c:30 as x { if r->id > 3 { print \"{}\", r.from.ip; } }";
    for (int i = 0; i <= cell.length(); i++) {
      assertThat(ENGINE.complete(cell.substring(0, i), i)).isNotNull();
      assertThat(ENGINE.inspect(cell, i)).isNotNull();
    }
  }

  @Test
  void inspectionTellsTypeAndLocation() {
    String cell = "trace parse { emit length; }";
    assertThat(ENGINE.inspect(cell, 22).orElseThrow().text())
        .isEqualTo("length: int\nparameter, [rbp-28]");
    assertThat(ENGINE.inspect(cell, 8).orElseThrow().text())
        .startsWith("int parse(struct request *r, int length)\n");
  }

  @Test
  void openBracesAreIncomplete() {
    assertThat(ENGINE.isComplete("%%trace 1")).isEqualTo(Completeness.INCOMPLETE);
    assertThat(ENGINE.isComplete("trace f { emit \"}\";")).isEqualTo(Completeness.INCOMPLETE);
    assertThat(ENGINE.isComplete("trace f { // }")).isEqualTo(Completeness.INCOMPLETE);
    assertThat(ENGINE.isComplete("trace f { emit \"{\"; /* { */ }"))
        .isEqualTo(Completeness.COMPLETE);
  }
}
