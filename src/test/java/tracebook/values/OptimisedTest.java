package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The values of optimised programs are those that gdb shows at the same hits, or are missing for a
 * reason that is one of these. More programs and ways to build them: src/bench/values.
 */
@Timeout(120)
class OptimisedTest {
  /** Why there may be no value although gdb shows one. */
  private static final Set<String> REASONS =
      Set.of(
          "not declared yet",
          "not yet stored by the prologue",
          "its frame is not set up here",
          "only its value at the function's entry is known",
          "the length of the array is not known: take a slice, `a[0..n]`",
          "spread over several places");

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("gdb");
  }

  @ParameterizedTest
  @CsvSource({
    "gcc -O2 -gdwarf-5, 1200",
    "gcc -O1 -gdwarf-3, 1000",
    "gcc -O2 -g -flto, 1000",
    "clang -O2 -gdwarf-4, 1000",
  })
  void everyValueIsTheOneThatGdbShows(String way, int least) {
    List<String> words = Arrays.asList(way.split(" "));
    Compiled.require(words.getFirst(), "gcc");
    Path program =
        Compiled.program(
            directory, "optimised.c", words.getFirst(), words.subList(1, words.size()));
    AgainstGdb comparison = new AgainstGdb(way, 3);
    comparison.run(List.of(program.toString()), 150, name -> true);
    Tally tally = comparison.tally;
    System.out.println(way + ": " + tally + " " + tally.gdbAloneBecause);
    assertThat(tally.different).isEmpty();
    assertThat(tally.otherMoment).isZero();
    assertThat(tally.refused).isEmpty();
    assertThat(REASONS).containsAll(tally.gdbAloneBecause.keySet());
    assertThat(tally.equal).isGreaterThanOrEqualTo(least);
  }
}
