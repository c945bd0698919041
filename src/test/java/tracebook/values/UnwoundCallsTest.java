package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static tracebook.values.TableText.account;
import static tracebook.values.TableText.rows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Probes on the return of functions that exceptions pass through: what is thrown is caught as if
 * nobody looked.
 */
@Timeout(300)
class UnwoundCallsTest {
  private static final List<String> FUNCTIONS = List.of("raises", "passes", "chooses");

  @TempDir private Path directory;

  @BeforeEach
  void require() {
    Compiled.requireProbes();
    Compiled.require("g++", "clang++");
  }

  @ParameterizedTest
  @CsvSource({"g++,-O0,-pie", "g++,-O2,-no-pie", "clang++,-O0,-no-pie", "clang++,-O2,-pie"})
  void whatIsThrownIsCaughtWhileReturnsAreTraced(String compiler, String level, String pie) {
    Path program = Compiled.live(directory, compiler, "unwound.cc", level, pie, "-std=c++17");
    StringBuilder cell = new StringBuilder("%%trace --launch " + program + "\n");
    for (String name : FUNCTIONS) {
      cell.append(
          "trace %s return as %s { emit entry(n), $retval, $elapsed > 0; }\n"
              .formatted(name, name));
    }
    cell.append("trace /^(nothing|main)$/ return as quiet { emit $function; }\n");
    cell.append(
        "span s from raises to /^(raises|nothing)$/ return { emit $function, start(n); }\n");
    Notebook notebook = Notebook.run(cell.toString());
    assertThat(notebook.error()).isEmpty();
    assertThat(notebook.printed).contains("caught 2 9 14");
    for (String name : FUNCTIONS) {
      List<String> said =
          notebook.printed.stream()
              .filter(line -> line.startsWith(name + " "))
              .map(line -> line.substring(name.length() + 1) + " true")
              .toList();
      assertThat(rows(notebook.table(name))).as(name).isEqualTo(said).isNotEmpty();
      assertThat(account(notebook.table(name)))
          .contains("hits " + said.size() + ",", "lost 0", "unreadable 0");
    }
    assertThat(rows(notebook.table("events")))
        .filteredOn(row -> row.startsWith("raises "))
        .isEqualTo(
            rows(notebook.table("raises")).stream()
                .map(row -> "raises " + row.split(" ", -1)[0])
                .toList());
    // One whose return address may be replaced, nothing in it throws, beside one where it may not.
    assertThat(rows(notebook.table("quiet"))).hasSize(10).endsWith("nothing", "main");
  }

  @Test
  void aFunctionThatLeavesByAJumpIsRefused() {
    Path program = Compiled.live(directory, "g++", "unwound.cc", "-O2");
    assertThat(
            Notebook.run("%%trace --launch " + program + "\ntrace hands_on return { emit $tid; }")
                .error())
        .containsPattern(
            "the return of `hands_on` cannot be probed: it leaves by a jump at `0x[0-9a-f]+`, and"
                + " an exception has to find its return address")
        .contains("hint: probe its entry, `trace hands_on`, or a line of it");
  }

  /** Neither tells where it ends, and what they call never comes back. */
  @ParameterizedTest
  @ValueSource(strings = {"__cxa_throw@plt", "__cxa_throw"})
  void whatThrowsIsRefused(String name) {
    Path program = Compiled.live(directory, "g++", "unwound.cc", "-O2");
    String cell = "%%trace --launch " + program + "\ntrace " + name + " return { emit $tid; }";
    assertThat(Notebook.run(cell).error())
        .contains("the return of `" + name + "` cannot be probed: ")
        .contains(", and an exception has to find its return address");
  }

  @Test
  void ofAFunctionOfCThatLeavesByAJumpItIsSaidWhatMayHappen() {
    Path program =
        Compiled.live(directory, "gcc", "frames.c", "-O2", "-Wl,--no-as-needed", "-lstdc++");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '"
                + program
                + " tails'\n"
                + "trace hands_on return as outer { emit n = entry(n), r = $retval; }\n"
                + "trace last return as inner { emit n = entry(n) - 1, r = $retval; }\n"
                + "trace /^(hands_on|is_even|is_odd)$/ return as some { emit $function; }\n");
    List<String> want =
        notebook.printed.stream()
            .filter(line -> line.matches("-?\\d+ -?\\d+ .*"))
            .map(line -> line.replaceFirst("^(\\S+ \\S+).*", "$1"))
            .toList();
    assertThat(rows(notebook.table("outer"))).isEqualTo(want).isNotEmpty();
    assertThat(rows(notebook.table("inner"))).isEqualTo(want);
    assertThat(notebook.table("inner").warnings().toString())
        .contains(
            "an exception that passes through `hands_on` would end the program while its return is"
                + " traced",
            "an exception that passes through one of 3 functions of C would end the program while"
                + " its return is traced",
            "leave `return` out where it calls back what throws")
        .doesNotContain("passes through `last`");
  }
}
