package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What we read is what llvm-dwarfdump, readelf and gdb read: small programs over compilers and
 * formats, and a sample of the units of programs as Debian ships them. {@link Differential} does
 * all units.
 */
class DifferentialTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc variables.c -O0 -gdwarf-5",
        "gcc variables.c -O0 -gdwarf-4",
        "gcc variables.c -O0 -gdwarf-3",
        "gcc variables.c -O0 -gdwarf-2",
        "gcc variables.c -O2 -gdwarf-5",
        "gcc variables.c -O2 -gdwarf-4",
        "gcc variables.c -O2 -gdwarf-3 -gstrict-dwarf",
        "gcc variables.c -O3 -gdwarf-5 -gdwarf64",
        "gcc variables.c -O2 -gdwarf-4 -gdwarf64",
        "gcc variables.c -O2 -gdwarf-5 -flto",
        "gcc variables.c -O2 -g -gz=zlib",
        "gcc variables.c -O2 -g -fno-asynchronous-unwind-tables",
        "gcc variables.c -O1 -g -ffunction-sections -Wl,--gc-sections",
        "gcc types.c -g",
        "gcc types.c -gdwarf-2",
        "clang variables.c -O0 -gdwarf-5",
        "clang variables.c -O0 -gdwarf-2",
        "clang variables.c -O2 -gdwarf-5",
        "clang variables.c -O2 -gdwarf-4",
        "clang types.c -gdwarf-5",
        "g++ shapes.cc -O0 -gdwarf-5",
        "g++ shapes.cc -O2 -gdwarf-5",
        "g++ shapes.cc -O2 -gdwarf-4",
        "g++ shapes.cc -O3 -gdwarf-3",
        "g++ shapes.cc -O2 -g -flto",
        "clang++ shapes.cc -O0 -gdwarf-5",
        "clang++ shapes.cc -O2 -gdwarf-5",
        "clang++ shapes.cc -O2 -gdwarf-4",
      })
  void everythingOfASmallProgram(String compiler) throws Exception {
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb");
    String[] words = compiler.split(" ", -1);
    Path program =
        Tools.compile(directory, words[1], words[0], Arrays.copyOfRange(words, 2, words.length));
    try (Subject subject = Subject.open(program)) {
      assertEqual(Differential.of(subject), 400);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/lib/x86_64-linux-gnu/libc.so.6, libc6-dbg",
    "/usr/bin/python3.11, python3.11-dbg",
  })
  void someUnitsOf(String path, String packageName) throws Exception {
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb");
    assumeTrue(Files.exists(Path.of(path)), "`" + path + "` is not installed");
    try (Subject subject = Subject.open(Path.of(path))) {
      assumeTrue(subject.debug() != subject.program(), "`" + packageName + "` is not installed");
      assertEqual(Differential.sample(subject, 12), 20_000);
    }
  }

  private static void assertEqual(List<Comparison> comparisons, int atLeast) {
    for (Comparison each : comparisons) {
      assertThat(each.told).isEmpty();
      assertThat(each.different).isZero();
    }
    assertThat(comparisons.stream().mapToLong(each -> each.equal).sum()).isGreaterThan(atLeast);
  }
}
