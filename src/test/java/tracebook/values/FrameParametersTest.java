package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parameters whose place in the frame the debug info gives for the whole function, also where
 * nothing is stored there yet.
 */
@Timeout(300)
class FrameParametersTest {
  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  private static List<String> ways(List<String> levels, List<String> versions) {
    List<String> ways = new ArrayList<>();
    for (String compiler : List.of("gcc", "clang")) {
      for (String level : levels) {
        for (String version : versions) {
          ways.add(compiler + " " + level + " " + version);
        }
      }
    }
    return ways;
  }

  private static List<String> unoptimised() {
    return ways(List.of("-O0"), List.of("-gdwarf-2", "-gdwarf-3", "-gdwarf-4", "-gdwarf-5"));
  }

  private static List<String> withFrames() {
    return ways(
        List.of(
            "-O1 -fno-omit-frame-pointer",
            "-O2 -fno-omit-frame-pointer",
            "-O3 -fno-omit-frame-pointer"),
        List.of("-gdwarf-2", "-gdwarf-3", "-gdwarf-4"));
  }

  @ParameterizedTest
  @MethodSource("unoptimised")
  void ofCopiesThatAreAlwaysInlined(String way) {
    Comparison comparison = compare("inlined.c", way);
    assertThat(comparison.notes).as(way).isEmpty();
    assertThat(comparison.stated).as(way + " " + comparison.reasons).isZero();
  }

  @ParameterizedTest
  @MethodSource("unoptimised")
  void whoseAddressIsTakenUnoptimised(String way) {
    Comparison comparison = compare("addressed.c", way);
    assertThat(comparison.stated).as(way + " " + comparison.reasons).isZero();
  }

  @ParameterizedTest
  @MethodSource("withFrames")
  void whoseAddressIsTaken(String way) {
    Comparison comparison = compare("addressed.c", way);
    assertThat(comparison.equal).as(way + " " + comparison).isPositive();
  }

  private Comparison compare(String source, String way) {
    List<String> words = Arrays.asList(way.split(" "));
    Compiled.require(words.getFirst(), "gcc");
    Path program =
        Compiled.program(directory, source, words.getFirst(), words.subList(1, words.size()));
    Comparison comparison = new Comparison();
    comparison.run(program, List.of(source));
    assertThat(comparison.different).as(way).isEmpty();
    return comparison;
  }
}
