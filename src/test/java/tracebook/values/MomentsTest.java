package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locals on the stack have the values that the source gives them, or none. */
@Timeout(300)
class MomentsTest {
  @TempDir static Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("gcc", "readelf");
  }

  @ParameterizedTest
  @CsvSource({
    "gcc -O1, 12, 540",
    "gcc -O2, 12, 430",
    "gcc -O3 -mavx2, 12, 395",
    "clang -O2, 14, 440"
  })
  void whatTheSourceSays(String build, int version, int least) throws IOException {
    String compiler = build.split(" ", -1)[0];
    Compiled.require(compiler);
    assumeThat(
            !build.contains("avx2") || Files.readString(Path.of("/proc/cpuinfo")).contains("avx2"))
        .as("the processor has AVX2")
        .isTrue();
    Moments moments = Moments.of(directory, build, "moved.c");
    assertThat(moments.wrong()).as(moments.toString()).isEmpty();
    assertThat(moments.shown())
        .isGreaterThanOrEqualTo(Compiled.isVersion(compiler, version) ? least : 1);
  }

  /** What a pointer, a reference or {@code this} leads to, named or not. */
  @ParameterizedTest
  @CsvSource({"g++ -O1, 12, 1700", "g++ -O2, 12, 1100", "clang++ -O2, 14, 1300"})
  void whatPointersToTheFrameLeadTo(String build, int version, int least) throws IOException {
    String compiler = build.split(" ", -1)[0];
    Compiled.require(compiler);
    Moments moments = Moments.of(directory, build, "led.cc");
    assertThat(moments.wrong()).as(moments.toString()).isEmpty();
    assertThat(moments.shown()).isPositive();
    assumeThat(Compiled.isVersion(compiler, version))
        .as("%s is %d, of which these counts are", compiler, version)
        .isTrue();
    assertThat(moments.shown()).isGreaterThanOrEqualTo(least);
    assertThat(moments.missing())
        .containsKey(
            "in the frame, where it is not stored yet or perhaps changed already, ahead of its"
                + " line");
  }

  @ParameterizedTest
  @CsvSource({"g++ -O1, 12", "g++ -O2, 12", "clang++ -O2, 14"})
  void whereCallsThrow(String build, int version) throws IOException {
    String compiler = build.split(" ", -1)[0];
    Compiled.require(compiler);
    Moments moments =
        Moments.of(Files.createDirectories(directory.resolve("caught")), build, "caught.cc");
    assertThat(moments.wrong()).as(moments.toString()).isEmpty();
    assertThat(moments.shown())
        .isGreaterThanOrEqualTo(Compiled.isVersion(compiler, version) ? 50 : 1);
  }
}
