package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sample of what {@code src/bench/values --go} compares. */
@Timeout(300)
class GoLinesTest {
  @TempDir Path directory;

  @BeforeAll
  static void tools() {
    Compiled.requireProbes();
    Compiled.require("go");
  }

  @Test
  void variablesAtLinesOfUnoptimisedPrograms() {
    GoLines lines = new GoLines(false);
    // A line of it loads what it needs before the one in front of it stores.
    lines.run(directory, 1, "-gcflags=-N -l");
    assertThat(lines.different).isEmpty();
    assertThat(lines.missing).isEmpty();
    assertThat(lines.otherPasses).isZero();
    assertThat(lines.equal).isEqualTo(lines.compared).isGreaterThan(300);
  }

  @Test
  void variablesAtLinesOfOptimisedPrograms() {
    GoLines lines = new GoLines(false);
    lines.run(directory, 20, "-gcflags=");
    lines.run(directory, 21, "-gcflags=-l");
    assertThat(lines.different).isEmpty();
    assertThat(lines.equal).isPositive();
    assertThat(lines.compared).isGreaterThan(300);
  }
}
