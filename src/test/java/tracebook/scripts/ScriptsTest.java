package tracebook.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.linux.Rights;

/**
 * Well-typed scripts by chance: each compiles, is taken by the kernel, and gives what the
 * interpreter says. {@code -Dseed=N} tries those from N on.
 */
@Timeout(120)
class ScriptsTest {
  private static final long FIRST = Long.getLong("seed", 0);

  @TempDir Path directory;

  @BeforeAll
  static void rights() {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
  }

  @ParameterizedTest
  @CsvSource({"gcc -O0, 0, 120", "gcc -O2, 1000, 40", "clang -O0, 2000, 40"})
  void a_script_means_what_the_interpreter_says(String compiler, long offset, long count)
      throws Exception {
    List<String> words = List.of(compiler.split(" "));
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, words.getFirst()))),
        "`" + words.getFirst() + "` is not installed");
    Tally tally = new Tally();
    try (Subject subject = Subject.start(directory, words, 4)) {
      Scripts.run(subject, FIRST + offset, count, tally);
    }
    System.out.println(compiler + " from seed " + (FIRST + offset) + ": " + tally);
    assertThat(tally.findings).isEmpty();
    assertThat(tally.scripts).isEqualTo(count);
  }
}
