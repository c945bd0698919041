package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** True values where debug info is spread over units and files. */
@Timeout(300)
class FormatsTest {
  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  private Path compile(String way) {
    List<String> words = Arrays.asList(way.split(" "));
    Compiled.require(words.getFirst());
    return Compiled.program(
        directory, "aggregates.c", words.getFirst(), words.subList(1, words.size()));
  }

  private static void check(Path program, int floor) {
    Comparison comparison = new Comparison();
    comparison.run(program, List.of("aggregates.c"));
    assertThat(comparison.different).isEmpty();
    assertThat(comparison.equal).as(comparison.toString()).isGreaterThanOrEqualTo(floor);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0 -gdwarf-5 -gsplit-dwarf",
        "gcc -O2 -gdwarf-4 -gsplit-dwarf",
        "gcc -O0 -gdwarf-4 -fdebug-types-section",
        "clang -O1 -gdwarf-5 -fdebug-types-section",
        "gcc -O2 -g -flto",
        "gcc -O1 -gdwarf-5 -gdwarf64",
      })
  void asCompiled(String way) {
    check(compile(way), 150);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0 -gdwarf-5", "gcc -O2 -gdwarf-4", "clang -O1 -gdwarf-4"})
  void byDwzInTwoFiles(String way) {
    Compiled.require("dwz");
    Path program = compile(way);
    Path library = directory.resolve("liblibrary.so");
    Path common = directory.resolve("common.debug");
    Compiled.run(
        List.of(
            "dwz",
            "-m",
            common.toString(),
            "-M",
            "common.debug",
            program.toString(),
            library.toString()));
    check(program, 150);
  }

  @Test
  void compressedByZstd() {
    Compiled.require("objcopy");
    assumeTrue(
        Compiled.run(List.of("objcopy", "--help")).stream().anyMatch(l -> l.contains("zstd")),
        "`objcopy` does not know zstd");
    Path program = compile("gcc -O2 -g");
    for (Path file : List.of(program, directory.resolve("liblibrary.so"))) {
      Compiled.run(List.of("objcopy", "--compress-debug-sections=zstd", file.toString()));
    }
    check(program, 150);
  }

  @Test
  void packed() {
    Compiled.require("llvm-dwp");
    Path program = compile("gcc -O1 -gdwarf-5 -gsplit-dwarf");
    Compiled.run(List.of("llvm-dwp", "-e", program.toString(), "-o", program + ".dwp"));
    for (String file : directory.toFile().list()) {
      if (file.endsWith(".dwo")) {
        assertThat(directory.resolve(file).toFile().delete()).isTrue();
      }
    }
    check(program, 150);
  }
}
