package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.values.TableText.account;
import static tracebook.values.TableText.cells;
import static tracebook.values.TableText.rows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.table.TraceTable;

/** Probes on return in a Go program, beside what it says that its calls took and gave. */
@Timeout(300)
class GoReturnsTest {
  /** How the program was compiled. */
  enum Build {
    OPTIMISED,
    UNOPTIMISED,
    POSITION_INDEPENDENT
  }

  private static final Map<Build, Path> PROGRAMS = new HashMap<>();

  @BeforeAll
  static void compile(@TempDir Path directory) {
    Compiled.requireProbes();
    Compiled.require("go");
    for (Build build : Build.values()) {
      String[] flags =
          switch (build) {
            case OPTIMISED -> new String[] {};
            case UNOPTIMISED -> new String[] {"-gcflags=-N -l"};
            case POSITION_INDEPENDENT -> new String[] {"-buildmode=pie"};
          };
      PROGRAMS.put(build, Compiled.go(directory.resolve(build.name()), "returns.go", flags));
    }
  }

  private static String launch(Build build, String mode) {
    return "%%trace --launch '" + PROGRAMS.get(build) + " " + mode + "'\n";
  }

  @ParameterizedTest
  @EnumSource
  void whatAFunctionReturnsIsReadByItsTypes(Build build) {
    Map<String, String> emitted = new HashMap<>();
    for (String one : List.of("Int", "Int8", "Uint16", "Bool")) {
      emitted.put("give" + one, "$retval");
    }
    emitted.put("giveTwo", "$retval");
    emitted.put("giveNamed", "$retval.count, no = $retval.err.tab == null");
    emitted.put("givePair", "$retval");
    emitted.put(
        "giveOuter",
        "$retval.r0.id, $retval.r0.in.flag, $retval.r0.in.text.len, $retval.r0.one,"
            + " $retval.r0.after, $retval.r1");
    emitted.put("giveBytes", "$retval.r0.len, $retval.r0.cap, $retval.r1");
    emitted.put("giveWide", "$retval.r1");
    emitted.put("giveMany", "$retval.r1, $retval.r2");
    emitted.put("giveMixed", "$retval.r1, $retval.r3");
    emitted.put("giveEmpty", "$retval.r1");
    emitted.put("giveMap", "$retval.r3");
    emitted.put("giveNine", "$retval");
    emitted.put(
        "giveTen",
        "$retval.r0, $retval.r1.len, $retval.r2, $retval.r3, $retval.r4, $retval.r5, $retval.r6,"
            + " $retval.r8");
    emitted.put("main.(*ship).sail", "$retval.r0");
    emitted.put("giveCaught", "$retval.x, no = $retval.err.tab == null, $retval.y");
    emitted.put("giveKept", "$retval");
    emitted.put("giveAny", "$retval.r1");
    emitted.put("giveBoth", "$retval.r0, $retval.last");
    emitted.put("giveNothing", "addr(\"main.calls\")");
    StringBuilder cell = new StringBuilder(launch(build, "types"));
    int number = 0;
    Map<String, String> names = new HashMap<>();
    for (Map.Entry<String, String> one : emitted.entrySet()) {
      String name = "t" + number++;
      names.put(one.getKey(), name);
      cell.append(
          "trace %s return as %s { emit n = entry(n), %s; }\n"
              .formatted(one.getKey(), name, one.getValue()));
    }
    cell.append("trace giveFloat return as floats { emit $retval, entry(n); }\n");
    cell.append("trace giveWide return as wide { emit $retval.r0.numbers; }\n");
    cell.append("trace giveOuter return as outer { emit $retval.r0.real; }\n");
    Notebook notebook = Notebook.run(cell.toString());
    assertThat(notebook.error()).isEmpty();
    names.forEach(
        (function, name) -> {
          List<String> want =
              notebook.printed.stream()
                  .filter(line -> line.startsWith(function + " "))
                  .map(line -> line.substring(function.length() + 1))
                  .toList();
          assertThat(want).hasSize(11);
          assertThat(rows(notebook.table(name))).as(function).isEqualTo(want);
        });
    assertThat(notebook.table("floats").why(3, "$retval")).isEqualTo("in a vector register");
    assertThat(notebook.table("outer").why(3, "$retval.r0.real")).isEqualTo("in a vector register");
    assertThat(notebook.table("wide").why(3, "$retval.r0.numbers"))
        .isEqualTo("returned on the stack");
  }

  @ParameterizedTest
  @EnumSource
  void goroutinesWhoseStacksMoveReturnEachToItsOwnEntry(Build build) {
    Notebook notebook =
        Notebook.run(
            launch(build, "grow")
                + "trace deep return { emit id = entry(id), n = entry(n), $retval, $elapsed; }");
    check(notebook, notebook.table("events"));
  }

  private static void check(Notebook notebook, TraceTable table) {
    Map<String, String[]> truth = new HashMap<>();
    for (String line : notebook.printed) {
      String[] call = line.split(" ", -1);
      truth.put(call[0] + " " + call[1], call);
    }
    assertThat(truth).hasSize(180 * 41);
    List<String> keys = cells(table, "id", "n");
    assertThat(keys.stream().sorted().toList())
        .isEqualTo(truth.keySet().stream().sorted().toList());
    for (int row = 0; row < keys.size(); row++) {
      String[] call = truth.getOrDefault(keys.get(row), new String[0]);
      assertThat(table.column("$retval").getString(row)).isEqualTo(call[2]);
      assertThat(table.longColumn("$elapsed").get(row))
          .isBetween(Long.parseLong(call[3]), Long.parseLong(call[4]));
    }
    assertThat(account(table)).contains("hits 7380, rows 7380, filtered 0, throttled 0, lost 0");
  }

  @ParameterizedTest
  @EnumSource
  void callsThatAreLeftByAPanicAreNoHitsAndSpoilNone(Build build) {
    Notebook notebook =
        Notebook.run(
            launch(build, "panics")
                + "trace breaks return as breaks { emit n = entry(n), $retval, ns = $elapsed > 0;"
                + " }\n"
                + "trace mends return as mends { emit n = entry(n), $retval; }");
    assertThat(notebook.error()).isEmpty();
    assertThat(notebook.printed).hasSize(80);
    assertThat(rows(notebook.table("mends"))).isEqualTo(notebook.printed);
    TraceTable breaks = notebook.table("breaks");
    assertThat(rows(breaks))
        .isEqualTo(
            IntStream.range(0, 40).mapToObj(i -> 3 * i + " " + (3 * i + 1) + " true").toList());
    assertThat(account(breaks)).contains("hits 40, rows 40, filtered 0, throttled 0, lost 0");
  }

  @Test
  void whatCannotBeToldOfAFunctionIsRefused() {
    String launch = "%%trace --for 10ms -t " + PROGRAMS.get(Build.OPTIMISED) + "\n";
    assertThat(Notebook.run(launch + "trace runtime.gogo return { emit $tid; }").error())
        .contains(
            "the return of `runtime.gogo` cannot be probed: it leaves by a jump at `0x",
            "hint: probe its entry, `trace runtime.gogo`, or a line of it");
    assertThat(Notebook.run(launch + "trace gogo return { emit $tid; }").error())
        .contains(
            "the return of `gogo` cannot be probed: where its jump at `0x", "leads is not known");
    assertThat(Notebook.run(launch + "trace main.nothing return { emit $tid; }").error())
        .contains("the return of `main.nothing` cannot be probed: it does nothing but return");
    assertThat(Notebook.run(launch + "trace main.never return { emit $tid; }").error())
        .contains("the return of `main.never` cannot be probed: it has no `ret` instruction");
    String assembly =
        Notebook.run(
                launch + "trace runtime.memmove return { emit $elapsed, $retval, entry($sp); }")
            .error();
    assertThat(assembly)
        .contains(
            "`$elapsed` is not known at the return of `runtime.memmove`: it is written in assembly",
            "hint: the return alone can be traced, or probe the function at its entry",
            "`$retval` is not known at the return of `runtime.memmove`: it is written in assembly",
            "hint: `$reg(\"rax\")` and its like can be read",
            "`entry` is not known at the return of `runtime.memmove`: it is written in assembly");
    assertThat(Notebook.run(launch + "trace main.giveNothing return { emit $retval; }").error())
        .contains("`main.giveNothing` returns nothing", "hint: its declaration has no result");
  }

  @ParameterizedTest
  @EnumSource
  void aSpanOfReturnsWithoutAKeyIsThatOfTheGoroutine(Build build) {
    TraceTable table =
        Notebook.run(
                launch(build, "spans")
                    + "span s from request return to answer return"
                    + " { emit from = start($retval), to = $retval / 2; }")
            .table("events");
    List<String> want =
        IntStream.range(0, 50)
            .boxed()
            .flatMap(id -> IntStream.range(0, 19).mapToObj(i -> id * 1000 + i))
            .map(n -> n + " " + n)
            .sorted()
            .toList();
    assertThat(cells(table, "from", "to").stream().sorted().toList()).isEqualTo(want);
    assertThat(TableText.account(table, "hits", "rows", "filtered", "lost"))
        .containsExactly("1000 950 50 0", "950 950 0 0");
  }

  @Test
  void argumentsWithoutDebugInfoAreNotGuessed() throws Exception {
    Path program = Objects.requireNonNull(PROGRAMS.get(Build.OPTIMISED));
    Path stripped = program.resolveSibling("stripped");
    Process strip =
        new ProcessBuilder("strip", "-g", "-o", stripped.toString(), program.toString())
            .inheritIO()
            .start();
    assertThat(strip.waitFor()).isZero();
    assertThat(
            Notebook.run("%%trace -t " + stripped + "\ntrace main.giveInt { emit $arg0; }").error())
        .contains(
            "error: `$arg0` is not known in a program of Go without debug info",
            "hint: Go passes arguments in a way of its own: `$reg(\"rax\")` and its like can be"
                + " read");
  }

  @Test
  void aSpanInAssemblyNeedsAKey() {
    String launch = "%%trace --for 10ms -t " + PROGRAMS.get(Build.OPTIMISED) + "\n";
    assertThat(
            Notebook.run(launch + "span s from runtime.memmove to main.answer { emit $elapsed; }")
                .error())
        .contains(
            "which goroutine runs `runtime.memmove` is not known",
            "hint: say which spans belong together: `by KEY`");
  }
}
