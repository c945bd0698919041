package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.ElfFile;
import tracebook.elf.Section;
import tracebook.table.TraceTable;

/**
 * Strings, slices, maps, interfaces and embedded structures of Go, in registers and in memory: what
 * a cell shows is what the program prints.
 */
@Timeout(300)
class GoValuesTest {
  @TempDir Path directory;

  @BeforeAll
  static void tools() {
    Compiled.requireProbes();
    Compiled.require("go");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-gcflags=-N -l", "-buildmode=pie"})
  void values(String way) {
    String[] flags = way.isEmpty() ? new String[0] : new String[] {way};
    LibraryTypes outcome = LibraryTypes.compare(Compiled.go(directory, "values.go", flags));
    assertThat(outcome.different).as(way).isEmpty();
    if (way.contains("-N")) {
      assertThat(outcome.missing).isEmpty();
      assertThat(outcome.equal).isEqualTo(74);
    } else {
      assertThat(outcome.missing).containsOnly("main.(*Square).Grow n: optimized out");
      assertThat(outcome.equal).isEqualTo(73);
    }
  }

  @Test
  void variablesThatLieOnTheHeapAndWhatClosuresCapture() {
    Path program = Compiled.go(directory, "closures.go", "-gcflags=-N -l");
    LibraryTypes outcome = LibraryTypes.compare(program);
    assertThat(outcome.different).isEmpty();
    assertThat(outcome.missing).isEmpty();
    assertThat(outcome.equal).isEqualTo(18);
  }

  /** Optimised code says of words alone where they are, but a register has the closure. */
  @ParameterizedTest
  @ValueSource(strings = {"-gcflags=", "-gcflags=-N -l"})
  void whatClosuresCaptureWhereTheyBegin(String way) {
    Path program = Compiled.go(directory, "captures.go", way);
    LibraryTypes outcome = LibraryTypes.compare(program);
    assertThat(outcome.different).as(way).isEmpty();
    assertThat(outcome.missing).isEmpty();
    assertThat(outcome.equal).isEqualTo(26);
    String launch = "%%trace --launch '" + program + "'\n";
    TraceTable none = Notebook.run(launch + "trace main.none { emit $args; }").table("events");
    assertThat(none.why(0, "a")).isEqualTo("`[0]int` has no bytes to show");
    if (!way.contains("-N")) {
      assertThat(
              Notebook.run(
                      "%%trace -t " + program + "\ntrace captures.go:42 { if x > 1 { emit c; } }")
                  .error())
          .contains(
              "`x` cannot be read at `captures.go:42`: captured, and known only where the closure"
                  + " begins",
              "hint: probe `main.counts.func1`");
    }
  }

  /**
   * The two differ in what `b` is assigned, and nothing in their files does: no reading of them
   * could show `b` where it is 7, and leave it out where it is 5.
   */
  @Test
  void whatNothingInTheFileOfAnOptimisedProgramTellsIsNotShown() throws Exception {
    List<Map<String, ByteBuffer>> codes = new ArrayList<>();
    for (String assigned : List.of("b", "_")) {
      Path source = Files.createDirectories(directory.resolve(assigned)).resolve("same.go");
      String text = Files.readString(Path.of("src/test/go/same.go"));
      Files.writeString(source, text.replace("b = 5 // or not", assigned + " = 5"));
      Path program = Compiled.goFile(source, "-trimpath");
      Map<String, ByteBuffer> sections = new TreeMap<>();
      try (ElfFile elf = ElfFile.open(program)) {
        for (Section section : elf.sections()) {
          if (section.name().startsWith(".debug") || section.name().equals(".text")) {
            ByteBuffer bytes = elf.bytes(section).view();
            sections.put(section.name(), ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
          }
        }
      }
      codes.add(sections);
      TraceTable after =
          Notebook.run("%%trace --launch '" + program + "'\ntrace same.go:16 { emit b; }")
              .table("events");
      assertThat(after.why(0, "b")).isEqualTo("perhaps an older value, left by Go's optimiser");
    }
    assertThat(codes.getFirst()).isEqualTo(codes.getLast()).containsKeys(".text", ".debug_info");
  }

  /** Each call is one hit, and what has not begun to exist is not shown. */
  @ParameterizedTest
  @ValueSource(strings = {"-gcflags=-l", "-gcflags=-N -l"})
  void functionsWhereTheirParametersAre(String way) {
    LibraryTypes outcome = LibraryTypes.compare(Compiled.go(directory, "starts.go", way));
    assertThat(outcome.different).as(way).isEmpty();
    if (way.contains("-N")) {
      assertThat(outcome.missing).isEmpty();
      assertThat(outcome.equal).isEqualTo(448);
    } else {
      assertThat(outcome.missing)
          .allMatch(m -> m.endsWith("optimized out") || m.endsWith("in a vector register"))
          .noneMatch(m -> m.matches("main[.]\\w+ [abnp](\\.\\w)?:.*"));
      assertThat(outcome.equal).isEqualTo(433);
    }
  }

  /**
   * Of a variable that is assigned to, optimised Go's debug info keeps the old place for a while.
   */
  @Test
  void anOlderValueThatTheOptimiserLeftIsNotShown() {
    Path optimised = Compiled.go(directory, "starts.go", "-gcflags=-l");
    Notebook notebook = lines(optimised, "emit a, b;");
    assertThat(notebook.table("before").column("a").asList()).map(Object::toString).contains("3");
    String why = "perhaps an older value, left by Go's optimiser";
    for (String line : List.of("between", "after")) {
      assertThat(notebook.table(line).rowCount()).isEqualTo(3);
      assertThat(notebook.table(line).why(2, "a")).isEqualTo(why);
      assertThat(notebook.table(line).why(2, "b")).isEqualTo(why);
    }
    assertThat(lines(optimised, "if a > 2 { emit b; }").error())
        .contains(
            "`a` cannot be read at `starts.go:14`: perhaps an older value, left by Go's optimiser",
            "hint: it is readable at line 13");
    Notebook plain = lines(Compiled.go(directory, "starts.go", "-gcflags=-N -l"), "emit a, b;");
    assertThat(plain.table("before").column("a").getString(2)).isEqualTo("3");
    assertThat(plain.table("between").column("a").getString(2)).isEqualTo("5");
    assertThat(plain.table("after").column("a").getString(2)).isEqualTo("15");
  }

  private static Notebook lines(Path program, String block) {
    String probe = "trace starts.go:%d as %s { " + block + " }\n";
    return Notebook.run(
        ("%%%%trace --launch '%s' --for 20s\n" + probe.repeat(3))
            .formatted(program, 13, "before", 14, "between", 15, "after"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-buildmode=pie", "-gcflags=all=-N -l"})
  void variablesOfPackages(String way) {
    Path program = Compiled.goModule(directory, "packages", way);
    LibraryTypes outcome = LibraryTypes.compare(program);
    assertThat(outcome.different).isEmpty();
    assertThat(outcome.missing).isEmpty();
    assertThat(outcome.equal).isEqualTo(56);
    assertThat(error(program, "rate.Limit"))
        .contains(
            "`rate.Limit` is a variable of several packages:"
                + " `example.com/packages/far/rate/v2.Limit`,"
                + " `example.com/packages/near/rate.Limit`",
            "hint: `emit $globals(example.com/packages/far/rate/v2.Limit);` shows that one");
    TraceTable named =
        cell(program, "$globals(example.com/packages/far/rate/v2.Limit), $globals(\"main.ca*\")")
            .table("events");
    assertThat(named.column("example.com/packages/far/rate/v2.Limit").getString(0)).isEqualTo("70");
    assertThat(named.column("main.calls").asList())
        .map(Object::toString)
        .containsExactly("5", "7", "9");
    assertThat(error(program, "rate.Nothing"))
        .contains(
            "no variable `rate.Nothing` at `main.go:",
            "hint: `%globals example.com/packages/near/rate.*` lists those of the package");
    assertThat(error(program, "main.cals")).contains("hint: did you mean `main.calls` or ");
    // What the source calls so is `main.pool`, although there is a package of the name.
    assertThat(error(program, "pool.Burst"))
        .contains("no variable `pool` at `main.go:", "hint: did you mean `main.pool`?");
  }

  /** By what the source, a stack trace and the linker call them. */
  @ParameterizedTest
  @ValueSource(strings = {"-gcflags=-l", "-gcflags=-N -l"})
  void genericFunctionsAndMethods(String way) {
    Path program = Compiled.go(directory, "generics.go", way);
    LibraryTypes outcome = LibraryTypes.compare(program);
    assertThat(outcome.different).as(way).isEmpty();
    assertThat(outcome.missing).isEmpty();
    assertThat(outcome.equal).isEqualTo(28);
    String launch = "%%trace --for 10ms -t " + program + "\n";
    assertThat(Notebook.run(launch + "trace main.larger[int] { emit a; }").error())
        .contains(
            "no function `main.larger[int]` in `generics`",
            "hint: Go has one function for all types of a shape: `main.larger[go.shape.string]`");
    assertThat(Notebook.run(launch + "trace main.pair[string,int] { emit a; }").error())
        .contains("types of a shape: `main.pair[go.shape.int,go.shape.string]`");
    assertThat(Notebook.run(launch + "trace main.larger[int { emit a; }").error())
        .contains("the brackets of `main.larger[int` do not match");
  }

  private static String error(Path program, String expression) {
    return cell(program, expression).error();
  }

  private static Notebook cell(Path program, String emitted) {
    String head = "%%trace --launch '" + program + "' --for 20s\ntrace main.work { emit ";
    return Notebook.run(head + emitted + "; }");
  }
}
