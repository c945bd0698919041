package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.Quickest;
import tracebook.display.Renderers;

/** Java cells in a real JShell. */
@Timeout(300)
class JavaCellsTest {
  private static JavaCells cells;

  @BeforeAll
  static void start() {
    CellStreams.install();
    cells = new JavaCells(new Renderers(), List.of("java.util.*", "java.util.stream.*"));
    cells.start();
  }

  @AfterAll
  static void close() {
    cells.close();
  }

  private static CellResult run(String code) {
    return cells.execute(code, new Recorded());
  }

  private static String shown(String code) {
    CellResult result = run(code);
    assertThat(result).isInstanceOf(CellResult.Done.class);
    return ((CellResult.Done) result).shown().map(b -> b.text()).orElse("(nothing)");
  }

  private static List<String> error(String code) {
    CellResult result = run(code);
    assertThat(result).isInstanceOf(CellResult.Failed.class);
    return ((CellResult.Failed) result).lines();
  }

  @Test
  void lastExpressionIsShown() {
    assertThat(shown("int a = 20;\na + 1; a + 2")).isEqualTo("22");
    assertThat(shown("List.of(1, 2)")).isEqualTo("[1, 2]");
    assertThat(shown("\"text\"")).isEqualTo("text");
    assertThat(shown("new int[] {1, 2};")).isEqualTo("[1, 2]");
  }

  @Test
  void declarationsAndAssignmentsAndVoidCallsShowNothing() {
    assertThat(shown("int b = 3")).isEqualTo("(nothing)");
    assertThat(shown("b = 4")).isEqualTo("(nothing)");
    assertThat(shown("System.out.print(\"\")")).isEqualTo("(nothing)");
    assertThat(shown("// only a comment")).isEqualTo("(nothing)");
    assertThat(shown("b")).isEqualTo("4");
  }

  @Test
  void nullIsShownUnlessItIsAStatements() {
    assertThat(shown("String none = null;\nnone")).isEqualTo("null");
    assertThat(shown("var map = new HashMap<String, Integer>();\nmap.put(\"a\", 1);"))
        .isEqualTo("(nothing)");
  }

  @Test
  void statesSurvives() {
    run("record Point(int x, int y) {}\nint twice(int n) { return 2 * n; }");
    assertThat(shown("twice(new Point(3, 4).x())")).isEqualTo("6");
  }

  /** The compiler has its messages in German, Japanese and Chinese, too. */
  @Test
  void compileErrorIsUnderstoodWhateverTheMachineSpeaks() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      run("int missin = 1;");
      assertThat(error("missing + 1"))
          .contains("error: there is no variable `missing`", "hint: did you mean `missin`?");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void compileErrorHasItsLineAndCaretAndNearestName() {
    run("int missin = 1;");
    assertThat(error("int ok = 1;\n\n  int bad = ok + missing;"))
        .containsExactly(
            "error: there is no variable `missing`",
            "  3 |   int bad = ok + missing;",
            "    |                  ^^^^^^^",
            "hint: did you mean `missin`?");
    assertThat(error("wanted(1)").getFirst()).isEqualTo("error: there is no method `wanted(int)`");
    assertThat(error("\"\".gone()").getFirst())
        .isEqualTo("error: there is no method `gone()` in `java.lang.String`");
  }

  private static String hint(String code) {
    return error(code).getLast();
  }

  @Test
  void whatIsMissingHasItsNearestName() {
    run("int eventCount = 3;\nString large = \"x\";");
    assertThat(hint("evntCount + 1")).isEqualTo("hint: did you mean `eventCount`?");
    assertThat(hint("EventCount + 1")).isEqualTo("hint: did you mean `eventCount`?");
    assertThat(hint("Lisst.of(1)")).isEqualTo("hint: did you mean `List`?");
    assertThat(hint("new ArrayLst<String>()")).isEqualTo("hint: did you mean `ArrayList`?");
    assertThat(hint("large.trim().lenght()")).isEqualTo("hint: did you mean `length`?");
    assertThat(hint("Math.mox(1, 2)")).isEqualTo("hint: did you mean `max`?");
    run("int unready() { return evntCount; }");
    assertThat(error("unready()").getFirst())
        .isEqualTo(
            "`unready` cannot be used before this is declared: variable `evntCount` (there is"
                + " `eventCount`).");
  }

  @Test
  void withoutANearestNameTheVariablesAreNamed() {
    JavaCells fresh = new JavaCells(new Renderers(), List.of());
    fresh.start();
    try {
      Recorded output = new Recorded();
      assertThat(((CellResult.Failed) fresh.execute("zzz", output)).lines().getLast())
          .isEqualTo(
              "hint: run the cell that makes it first; a trace cell makes `events`, or what `--as`"
                  + " names");
      fresh.execute("int first = 1; int second = 2; 3", output);
      assertThat(((CellResult.Failed) fresh.execute("zzz", output)).lines().getLast())
          .isEqualTo("hint: the cells so far made `first`, `second`");
    } finally {
      fresh.close();
    }
  }

  @Test
  void syntaxErrorRunsNothingOfTheCell() {
    run("int ran = 0;");
    assertThat(error("ran = 1;\nint = )")).contains("  2 | int = )");
    assertThat(shown("ran")).isEqualTo("0");
  }

  @Test
  void severalErrorsOfASnippetAppearTogether() {
    assertThat(error("{\n  int z = \"a\";\n  boolean y = 1;\n}"))
        .containsExactly(
            "error: incompatible types: java.lang.String cannot be converted to int",
            "  2 |   int z = \"a\";",
            "    |           ^^^",
            "",
            "error: incompatible types: int cannot be converted to boolean",
            "  3 |   boolean y = 1;",
            "    |               ^");
  }

  @Test
  void exceptionShowsTheUsersFramesOnly() {
    assertThat(error("int divide(int n) {\n  return 1 / n;\n}\n\ndivide(0)"))
        .containsExactly(
            "java.lang.ArithmeticException: / by zero",
            "    at divide, line 2:  return 1 / n;",
            "    at line 5:  divide(0)");
    assertThat(error("divide(0)"))
        .containsExactly(
            "java.lang.ArithmeticException: / by zero",
            "    at divide, an earlier cell, line 2:  return 1 / n;",
            "    at line 1:  divide(0)");
  }

  @Test
  void causesAreShown() {
    assertThat(error("throw new RuntimeException(\"outer\", new Error(\"inner\"));"))
        .containsExactly(
            "java.lang.RuntimeException: outer",
            "    at line 1:  throw new RuntimeException(\"outer\", new Error(\"inner\"));",
            "Caused by: java.lang.Error: inner",
            "    at line 1:  throw new RuntimeException(\"outer\", new Error(\"inner\"));");
  }

  @Test
  void exceptionOfARendererIsTheCells() {
    assertThat(
            error(
                    "class Rude { public String toString() { throw new RuntimeException(\"no\"); }"
                        + " }\n"
                        + "new Rude()")
                .getFirst())
        .isEqualTo("java.lang.RuntimeException: no");
  }

  @Test
  void methodThatLacksSomethingSaysWhat() {
    Recorded output = new Recorded();
    cells.execute("int early() { return late(); }", output);
    assertThat(output.err())
        .isEqualTo("`early` cannot be used before this is declared: method `late()`.\n");
    assertThat(error("early()").getFirst())
        .isEqualTo("`early` cannot be used before this is declared: method `late()`.");
    run("int late() { return 9; }");
    assertThat(shown("early()")).isEqualTo("9");
  }

  @Test
  void streamsBelongToTheCell() {
    Recorded output = new Recorded();
    cells.execute("System.out.println(\"grüße 😀\"); System.err.print(\"e\");", output);
    assertThat(output.out()).isEqualTo("grüße 😀\n");
    assertThat(output.err()).isEqualTo("e");
  }

  @Test
  void characterInSeveralWritesArrivesWhole() {
    Recorded output = new Recorded();
    cells.execute(
        "for (byte b : \"ü\".getBytes()) System.out.write(b);\nSystem.out.flush();", output);
    assertThat(output.out()).isEqualTo("ü");
  }

  @Test
  void inputIsReadFromTheCell() {
    Recorded output = new Recorded();
    output.input.add("Ada");
    output.input.add("Grace");
    CellResult result =
        cells.execute(
            "var in = new Scanner(System.in); in.nextLine() + \" \" + in.nextLine()", output);
    assertThat(result).isEqualTo(CellResult.shown(tracebook.display.MimeBundle.text("Ada Grace")));
  }

  @Test
  void threadKeepsTheCellThatStartedIt() throws Exception {
    Recorded first = new Recorded();
    cells.execute(
        """
        var go = new java.util.concurrent.CountDownLatch(1);
        var late = new Thread(() -> {
          try { go.await(); } catch (InterruptedException e) { return; }
          System.out.println("late");
        });
        late.start();
        """,
        first);
    Recorded second = new Recorded();
    cells.execute("System.out.println(\"second\"); go.countDown(); late.join();", second);
    assertThat(first.out()).isEqualTo("late\n");
    assertThat(second.out()).isEqualTo("second\n");
  }

  @Test
  void commonPoolWritesToTheRunningCell() {
    run("IntStream.range(0, 64).parallel().forEach(i -> System.out.print(\"\"));");
    Recorded output = new Recorded();
    cells.execute(
        "IntStream.range(0, 64).parallel().forEach(i -> System.out.print(\"x\"));", output);
    assertThat(output.out()).isEqualTo("x".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.out.println(1); long n = 0; while (true) n++;",
        "System.out.println(1); Thread.sleep(60_000);",
        "System.out.println(1); while (true) try { Thread.sleep(1); } catch (Exception e) {}",
        "System.out.println(1); LongStream.range(0, Long.MAX_VALUE).map(x -> x * 3).sum()",
      })
  @Tag("clock")
  void interruptEndsACellSoon(String code) throws Exception {
    Quickest took = new Quickest();
    for (int i = 0; i < 3; i++) {
      Recorded output = new Recorded();
      CompletableFuture<CellResult> result =
          CompletableFuture.supplyAsync(
              () -> cells.execute(code, output), task -> new Thread(task).start());
      assertThat(output.printed.await(120, TimeUnit.SECONDS)).isTrue();
      long start = System.nanoTime();
      output.interrupted = true;
      cells.interrupt();
      assertThat(result.get(120, TimeUnit.SECONDS)).isEqualTo(CellResult.interrupted());
      took.since(start);
      assertThat(shown("1 + 1")).isEqualTo("2");
    }
    assertThat(took.best()).isLessThan(Duration.ofMillis(500));
  }

  @Test
  void cellThatDoesNotHeedTheInterruptIsLeftBehind() throws Exception {
    Recorded output = new Recorded();
    CompletableFuture<CellResult> result =
        CompletableFuture.supplyAsync(
            () ->
                cells.execute(
                    """
                    System.out.println(1);
                    new java.util.concurrent.Semaphore(0).acquireUninterruptibly();
                    """,
                    output),
            task -> new Thread(task).start());
    assertThat(output.printed.await(120, TimeUnit.SECONDS)).isTrue();
    while (Thread.getAllStackTraces().values().stream()
        .noneMatch(s -> List.of(s).toString().contains("acquireUninterruptibly"))) {
      Thread.onSpinWait();
    }
    output.interrupted = true;
    cells.interrupt();
    assertThat(result.get(120, TimeUnit.SECONDS)).isEqualTo(CellResult.interrupted());
    assertThat(output.err())
        .isEqualTo(
            "The cell did not heed the interrupt: it goes on in the background until it ends.\n");
    assertThat(shown("2 + 2")).isEqualTo("4");
  }

  @Test
  void interruptBeforeJShellIsReadyEndsTheCell() throws Exception {
    JavaCells starting = new JavaCells(new Renderers(), List.of());
    Recorded output = new Recorded();
    CompletableFuture<CellResult> result =
        CompletableFuture.supplyAsync(
            () -> starting.execute("1", output), task -> new Thread(task).start());
    output.interrupted = true;
    while (!result.isDone()) {
      starting.interrupt();
      Thread.onSpinWait();
    }
    assertThat(result.get()).isEqualTo(CellResult.interrupted());
  }

  @Test
  void boundVariableIsReplacedAndTyped() {
    cells.bind("events", List.class, List.of("a"));
    assertThat(shown("events.size()")).isEqualTo("1");
    cells.bind("events", List.class, List.of("a", "b"));
    assertThat(shown("events.size()")).isEqualTo("2");
    run("int events = 5;");
    cells.bind("events", List.class, List.of());
    assertThat(shown("events.isEmpty()")).isEqualTo("true");
    assertThat(cells.value("events")).isEqualTo(List.of());
    cells.bind("events", String.class, "now text");
    assertThat(shown("events.length()")).isEqualTo("8");
  }

  @Test
  @Tag("clock")
  void bindingAgainIsQuick() {
    cells.bind("quick", List.class, List.of());
    Quickest took = new Quickest();
    for (int j = 0; j < 3; j++) {
      long start = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        cells.bind("quick", List.class, List.of(i));
      }
      took.since(start);
    }
    assertThat(took.best()).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void nameThatJavaDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> cells.bind("not a name", List.class, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(cells.value("nowhere")).isNull();
  }

  @Test
  void completionKnowsVariablesOfTheSameCell() {
    String code = "var here = \"abc\";\nhere.toUpp";
    assertThat(cells.complete(code, code.length()))
        .isEqualTo(new Completions(List.of("toUpperCase("), code.length() - 5, code.length()));
    String afterImport = "import java.util.concurrent.*;\n\"\".isEm";
    assertThat(cells.complete(afterImport, afterImport.length()).matches())
        .containsExactly("isEmpty()");
  }

  @Test
  void completionOfNothingIsEmpty() {
    assertThat(cells.complete("nosuchthing.", 12)).isEqualTo(Completions.none(12));
  }

  @Test
  void inspectionShowsSignatures() {
    String code = "\"abc\".substring(1)";
    assertThat(cells.inspect(code, 9).orElseThrow().text())
        .contains("String String.substring(int beginIndex)");
    assertThat(cells.inspect("nosuchthing", 4)).isEmpty();
  }

  @Test
  void isCompleteTellsOpenFromWrong() {
    assertThat(cells.isComplete("int x = 1;\nfor (;;) {")).isEqualTo(Completeness.INCOMPLETE);
    assertThat(cells.isComplete("1 +")).isEqualTo(Completeness.INCOMPLETE);
    assertThat(cells.isComplete("int = )")).isEqualTo(Completeness.INVALID);
    assertThat(cells.isComplete("1 + 1")).isEqualTo(Completeness.COMPLETE);
    assertThat(cells.isComplete("")).isEqualTo(Completeness.COMPLETE);
  }
}
