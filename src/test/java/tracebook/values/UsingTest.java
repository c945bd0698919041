package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What `using` and aliases of namespaces make of a name is what the program makes of it. */
@Timeout(300)
class UsingTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"g++ -O0", "clang++ -O2"})
  void namesMeanWhatTheyMeanInTheProgram(String compiler) {
    Compiled.requireProbes();
    List<String> words = List.of(compiler.split(" ", -1));
    Compiled.require(words.getFirst());
    Path program = directory.resolve("using");
    Compiled.run(
        List.of(
            words.getFirst(),
            words.getLast(),
            "-g",
            Compiled.source("using.cc"),
            "-o",
            program + ""));
    List<String> said = Compiled.run(List.of(program.toString()));
    assertThat(said)
        .containsExactly(
            "declared 2", "directed 40", "aliased 20 30", "outer 100", "inner 200", "named 30");
    assertThat(value(program, "a::declared", "count")).isEqualTo(2);
    assertThat(value(program, "a::declared", "::count")).isEqualTo(1);
    assertThat(value(program, "a::directed", "depth")).isEqualTo(40);
    assertThat(value(program, "a::aliased", "shorter::depth")).isEqualTo(20);
    assertThat(value(program, "a::aliased", "alias::only")).isEqualTo(30);
    assertThat(value(program, "a::aliased", "a::shorter::only")).isEqualTo(30);
    assertThat(value(program, "in_blocks", "only")).isEqualTo(30);
    // Of which lines a block's `using` counts for is not known.
    assertThat(
            Notebook.run("%%trace --launch " + program + "\ntrace in_blocks { emit x = both; }")
                .error())
        .startsWith("error: `both` means several variables: `b::both`, `::both`")
        .contains("hint: write all of the name that you mean");
    assertThat(value(program, "in_blocks", "b::both")).isEqualTo(200);
    assertThat(value(program, "in_blocks", "::both")).isEqualTo(100);
  }

  private static long value(Path program, String place, String name) {
    return Notebook.run(
            "%%trace --launch " + program + "\ntrace " + place + " { emit x = " + name + "; }")
        .table("events")
        .longColumn("x")
        .get(0);
  }
}
