package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.ir.RowLayout.Column;
import tracebook.ir.TraceProgram;
import tracebook.lang.TraceParser;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;

/** Types that functions declare for themselves mean something where these are, as in C. */
@Timeout(300)
class LocalTypesTest {
  private static final Path SOURCE = Path.of("src/test/c/explore/local.c").toAbsolutePath();

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0",
        "gcc -O2",
        "clang -O0",
        "clang -O2",
        "gcc -O1 -gdwarf-4 -fdebug-types-section"
      })
  void aTypeOfAFunctionIsMeantInIt(String compiler) throws Exception {
    OneFile program = compile(compiler);
    assertThat(columns(program, "two", "*cast(4096, \"struct local *\")")).containsExactly("d");
    assertThat(columns(program, "two", "*(struct outside *)4096")).containsExactly("whole");
    assertThat(columns(program, "one", "*cast(4096, \"loc *\")")).containsExactly("a", "b");
    assertThat(columns(program, "one", "*cast(4096, \"struct only *\")")).containsExactly("k");
    int last = line("return x.a + rest[n]");
    int inner = line("rest[0] = z.s[2]");
    if (compiler.startsWith("gcc")) {
      assertThat(columns(program, "local.c:" + last, "*cast(4096, \"struct local *\")"))
          .containsExactly("a", "b");
      assertThat(columns(program, "local.c:" + inner, "*(struct local *)4096"))
          .containsExactly("s");
    } else {
      // Clang does not say of which block a type is.
      assertThat(error(program, "local.c:" + last, "*cast(4096, \"struct local *\")"))
          .startsWith("`struct local` means several types: ");
    }
  }

  /** The function has no `struct hidden` in front of the line of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0", "clang -O0"})
  void aTypeOfTheFileThatTheFunctionMayHideIsNotGuessed(String compiler) throws Exception {
    OneFile program = compile(compiler);
    assertThat(error(program, "two", "*cast(4096, \"struct hidden *\")"))
        .isEqualTo(
            "`struct hidden` means several types: `struct hidden` of "
                + SOURCE
                + ":"
                + line("struct hidden { char c; }")
                + ", `struct hidden` of "
                + SOURCE
                + ":"
                + line("struct hidden { long l; }"));
    assertThat(columns(program, "one", "*(struct hidden *)raw")).containsExactly("l");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0", "clang -O0"})
  void elsewhereSeveralOfOneNameAreNamed(String compiler) throws Exception {
    OneFile program = compile(compiler);
    assertThat(error(program, "main", "*cast(argv, \"struct local *\")"))
        .startsWith("`struct local` means several types: `struct local` of " + SOURCE + ":")
        .contains(
            SOURCE + ":" + line("struct local { int a; char b; } x"),
            SOURCE + ":" + line("struct local { short s[3]; } z"),
            SOURCE + ":" + line("struct local { double d; } x"));
    // One that no other has is it.
    assertThat(columns(program, "main", "*cast(argv, \"struct only *\")")).containsExactly("k");
    assertThat(layout(program, "local").stream().filter(l -> l.name().isEmpty()))
        .extracting(Found.LayoutLine::type)
        .contains(
            "struct local of " + SOURCE + ":" + line("struct local { int a; char b; } x"),
            "struct local of " + SOURCE + ":" + line("struct local { double d; } x"));
    assertThat(layout(program, "struct only"))
        .extracting(Found.LayoutLine::name)
        .containsExactly("", "k");
  }

  /** The size of a variable-length array is nowhere in the file. */
  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0", "clang -O0"})
  void anArrayOfComputedLengthHasNoSize(String compiler) throws Exception {
    String length =
        compiler.startsWith("gcc")
            ? " (its length is known only while the program runs)"
            : ""; // Clang 14 says of this type that it is an array, and nothing more.
    assertThat(layout(compile(compiler), "row"))
        .singleElement()
        .satisfies(
            l -> {
              assertThat(l.size()).isEmpty();
              assertThat(l.type()).isEqualTo("row = int[]" + length);
            });
  }

  private OneFile compile(String compiler) throws Exception {
    String[] words = compiler.split(" ", -1);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin", words[0])), "`" + words[0] + "` is missing");
    Path program = directory.resolve("local");
    Process process =
        new ProcessBuilder("sh", "-c", compiler + " -g -o " + program + " " + SOURCE)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return OneFile.of(program);
  }

  /** The line of the source that has this text. */
  private static int line(String text) throws Exception {
    List<String> lines = Files.readAllLines(SOURCE);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static List<Found.LayoutLine> layout(OneFile program, String name) {
    return new Explorer(program).type(name, Span.NONE, new Problems());
  }

  /** The members that an expression shows. */
  private static List<String> columns(OneFile program, String place, String value) {
    Problems problems = new Problems();
    TraceProgram traced = resolve(program, place, value, problems);
    assertThat(problems.all().stream().map(Problem::message)).as(place + " " + value).isEmpty();
    return traced.probes().getFirst().bodies().getFirst().layout().columns().stream()
        .map(Column::name)
        .map(name -> name.replaceFirst("^x\\.", ""))
        .toList();
  }

  private static String error(OneFile program, String place, String value) {
    Problems problems = new Problems();
    resolve(program, place, value, problems);
    return problems.all().stream().map(Problem::message).collect(Collectors.joining("\n"));
  }

  private static TraceProgram resolve(
      OneFile program, String place, String value, Problems problems) {
    CellText cell = new CellText("trace " + place + " { emit x = " + value + "; }");
    return Resolver.resolve(
        cell, TraceParser.parse(cell, problems).script(), program, Optional.empty(), 64, problems);
  }
}
