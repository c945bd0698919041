package tracebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.cell.Cells;
import tracebook.jupyter.Client;
import tracebook.jupyter.Kernel;
import tracebook.linux.Rights;

/** The magics as Java cells call them. */
@Timeout(300)
class TwinsTest {
  private static Cells cells;
  private static Kernel kernel;
  private static Client client;
  private static Path program;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    program = directory.resolve("shop");
    assertThat(
            new ProcessBuilder(
                    "gcc", "-g", "-O0", "-o", program.toString(), "src/test/c/explore/shop.c")
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    cells = Main.cells();
    Path file = Client.connectionFile(directory);
    kernel = Kernel.start(file, Main.info(), new NotebookEngine(cells));
    client = new Client(file).ready();
    cells.start();
  }

  @AfterAll
  static void stop() {
    client.close();
    kernel.close();
    cells.close();
  }

  @Test
  void listingsAreTables() {
    client.execute("attach(\"-t " + program + "\");");
    assertThat(client.execute("functions(\"parse\").row(0).getString(\"kind\")").result())
        .isEqualTo("function");
    assertThat(client.execute("vars(\"shop.c:30\").rowCount()").result()).isEqualTo("7");
    assertThat(client.execute("target()").result()).isEqualTo("every process that maps " + program);
  }

  @Test
  void failureIsTheMagicsMessageWithTheCellsOwnFrame() {
    client.execute("attach(\"-t " + program + "\");");
    Client.Received reply = client.execute("int before = 1;\nfunctions(\"pars\");").reply();
    assertThat(reply.text("ename")).isEqualTo("TraceError");
    assertThat(reply.text("evalue")).isEqualTo("error: no function `pars` in `shop`");
    assertThat(reply.content().getAsJsonArray("traceback").toString())
        .contains("hint: did you mean `parse`?", "line 2")
        .doesNotContain("TraceEngine");
  }

  /** The table of the elements stands under that of the rows, and has a variable. */
  @Test
  void elementsHaveATableAndAVariable() {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
    Client.Run run =
        client.execute(
            "%%trace --for 60s --max 3 --as calls --launch '"
                + program
                + " again'\ntrace parse { emit words = each((&r->id)[0..length - 3]); }");
    Client.Received shown = run.published("execute_result").getFirst();
    assertThat(shown.content().getAsJsonObject("data").get("text/html").getAsString())
        .contains("<th><div align=\"left\">words</div></th>", "3 rows", "parse: ")
        .contains("<details open><summary>calls_words</summary>")
        .contains("6 rows: elements of `words` in calls");
    assertThat(client.execute("calls_words.columnNames()").result())
        .isEqualTo("[row, index, words]");
    assertThat(client.execute("calls_words.rowCount()").result()).isEqualTo("6");
    assertThat(client.execute("calls.child(\"words\") == calls_words").result()).isEqualTo("true");
    assertThat(client.execute("calls.children().keySet()").result()).isEqualTo("[words]");
  }

  @Test
  void interruptEndsATraceAndKeepsItsRows() throws Exception {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
    String cell =
        "var kept = trace(\"%%trace --for 60s --launch '"
            + program
            + " again'\\ntrace parse { emit length; }\");";
    String id = client.request(client.shell, "execute_request", Client.executeRequest(cell));
    while (!client.receive(client.iopub).type().equals("stream")) {
      // Waits for what the program prints after ten calls.
    }
    client.interrupt();
    assertThat(client.finish(id).reply().text("evalue")).isEqualTo("The cell was interrupted.");
    assertThat(client.execute("kept.interrupted() && kept.rowCount() > 0").result())
        .isEqualTo("true");
  }
}
