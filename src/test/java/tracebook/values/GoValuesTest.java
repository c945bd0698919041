package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      assertThat(outcome.equal).isEqualTo(76);
    } else {
      assertThat(outcome.missing).containsOnly("main.(*Square).Grow n: optimized out");
      assertThat(outcome.equal).isEqualTo(75);
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
}
