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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first promise: what a cell shows is what the program says, or is missing for a reason.
 * Unoptimised, nothing may be missing.
 */
@Timeout(300)
class ProgramsTest {
  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  static List<String> ways() {
    List<String> ways = new ArrayList<>();
    for (String compiler : List.of("gcc", "clang")) {
      for (String level : List.of("-O0", "-Og", "-O1", "-O2")) {
        for (String version : List.of("-gdwarf-4", "-gdwarf-5")) {
          ways.add(compiler + " " + level + " " + version);
        }
      }
      ways.add(compiler + " -O0 -gdwarf-2");
      ways.add(compiler + " -O1 -gdwarf-3");
      ways.add(compiler + " -O3 -g");
      ways.add(compiler + " -Os -g -fcf-protection");
      ways.add(compiler + " -O0 -g -fcf-protection -fstack-protector-strong");
      ways.add(compiler + " -O2 -g -fstack-protector-strong -fno-omit-frame-pointer");
      ways.add(compiler + " -O1 -g -fomit-frame-pointer");
      ways.add(compiler + " -O0 -g -no-pie -fno-pie");
      ways.add(compiler + " -O2 -g -no-pie -fno-pie");
    }
    return ways;
  }

  @ParameterizedTest
  @MethodSource("ways")
  void scalars(String way) {
    int facts = 250;
    check("scalars.c", way, facts, 190);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aggregates(String way) {
    check("aggregates.c", way, 214, 150);
  }

  /**
   * clang gives the address of what was narrowed and spilled for it, and reckons on with that; of
   * what it widens by two shifts it gives the register between them.
   */
  @ParameterizedTest
  @CsvSource({"clang -O1 -gdwarf-4", "clang -O2 -g"})
  void whatClangNarrowedAndWidenedAgain(String way) {
    Comparison comparison = check("inlined.c", way, 534, 240);
    assertThat(comparison.reasons)
        .as(way)
        .containsKey("the debug info gives its address for its value")
        .containsEntry("the debug info gives it a register that it was shifted out of", 6);
  }

  /**
   * The first instruction of a copy may stand behind one of other code, and one of it far above.
   */
  @ParameterizedTest
  @CsvSource({"gcc -O2 -g", "gcc -Os -gdwarf-4", "gcc -O2 -g -no-pie -fno-pie"})
  void copiesThatBeginBetweenOtherInstructions(String way) {
    Comparison comparison = check("inlined.c", way, 534, 400);
    assertThat(comparison.notes).as(way).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"gcc -O0 -g -fwrapv", "clang -O2 -g -fwrapv"})
  void everyOperatorOnEveryPairOfTypes(String way) {
    check("expressions.c", way, 22_272, 20_000);
  }

  @ParameterizedTest
  @CsvSource({"gcc -O0 -g", "clang -O1 -g"})
  void stringsAndMemory(String way) {
    check("strings.c", way, 1_600, 1_500);
  }

  @ParameterizedTest
  @CsvSource({"gcc -O0 -g", "clang -O2 -g"})
  void floats(String way) {
    check("floats.c", way, 14_400, 14_000);
  }

  @ParameterizedTest
  @CsvSource({"gcc -O0 -g", "clang -O2 -g"})
  void castsOfFloats(String way) {
    check("casts.c", way, 9_000, 8_000);
  }

  @ParameterizedTest
  @CsvSource({"gcc -O0 -g", "clang -O0 -g"})
  void whatTheReferencePromisesOfExpressions(String way) {
    check("language.c", way, 1_100, 1_100);
  }

  /**
   * Compares everything.
   *
   * @param facts how many the program tells at least
   * @param floor how many must be readable in optimised code
   */
  private Comparison check(String source, String way, int facts, int floor) {
    List<String> words = Arrays.asList(way.split(" "));
    Comparison comparison = compare(source, way);
    System.out.println(source + " " + way + ": " + comparison);
    System.out.println("  " + comparison.reasons + comparison.notes);
    comparison.different.forEach(d -> System.out.println("  DIFFERENT " + d));
    assertThat(comparison.different).as(way).isEmpty();
    if (words.contains("-O0")) {
      assertThat(comparison.notes).as(way).isEmpty();
      assertThat(comparison.stated).as(way + " " + comparison.reasons).isZero();
      assertThat(comparison.equal).as(way).isGreaterThanOrEqualTo(facts);
    } else {
      assertThat(comparison.equal).as(way + " " + comparison).isGreaterThanOrEqualTo(floor);
    }
    return comparison;
  }

  private Comparison compare(String source, String way) {
    List<String> words = Arrays.asList(way.split(" "));
    Compiled.require(words.getFirst(), "gcc");
    Path program =
        Compiled.program(directory, source, words.getFirst(), words.subList(1, words.size()));
    Comparison comparison = new Comparison();
    comparison.run(program, List.of(source));
    return comparison;
  }
}
