package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same program says the same, whatever its debug info is packed in: all that we read of the one
 * is what we read of the other.
 */
class ContainersTest {
  @TempDir Path directory;

  private Path compile(String name, String way) {
    List<String> words = new ArrayList<>(List.of(way.split(" ")));
    Tools.require(words.get(0));
    words.addAll(List.of("-g", "-no-pie", "-Wl,--build-id"));
    String language = words.get(0).contains("++") ? ".cpp" : ".c";
    words.add(Tools.source("units/first" + language).toString());
    words.add(Tools.source("units/second" + language).toString());
    Path program = directory.resolve(name);
    words.addAll(List.of("-o", program.toString()));
    Tools.run(directory, words);
    return program;
  }

  private Path copy(Path program, String name) throws Exception {
    return Files.copy(program, directory.resolve(name));
  }

  private static void same(Path plain, Path packed) throws Exception {
    List<String> want = Digest.of(plain);
    assertThat(want).hasSizeGreaterThan(300);
    List<String> have = Digest.of(packed);
    assertThat(minus(have, want)).as("only said by the packed one").isEmpty();
    assertThat(minus(want, have)).as("not said by the packed one").isEmpty();
  }

  private static List<String> minus(List<String> from, List<String> what) {
    List<String> rest = new ArrayList<>(from);
    rest.removeAll(new HashSet<>(what));
    return rest.subList(0, Math.min(12, rest.size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O2 -gdwarf-5",
        "gcc -O0 -gdwarf-4",
        "gcc -O1 -gdwarf-3",
        "g++ -O0 -gdwarf-5",
        "g++ -O2 -gdwarf-4",
        "clang -O2 -gdwarf-4"
      })
  void whatDwzMadeSmaller(String way) throws Exception {
    Tools.require("dwz");
    Path plain = compile("plain", way);
    Path small = copy(plain, "small");
    Tools.run("dwz", small.toString());
    assertThat(Tools.run("readelf", "--debug-dump=info", small.toString()))
        .contains("DW_TAG_partial_unit", "DW_TAG_imported_unit");
    same(plain, small);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--dwarf-5"})
  void whatDwzMovedToASupplementaryFile(String standard) throws Exception {
    Tools.require("dwz");
    Path plain = compile("plain", "gcc -O2 -gdwarf-5");
    Path one = copy(plain, "one");
    Path two = copy(compile("other", "gcc -O1 -gdwarf-5"), "two");
    List<String> dwz = new ArrayList<>(List.of("dwz"));
    if (!standard.isEmpty()) {
      dwz.add(standard);
    }
    Path common = directory.resolve("common.debug");
    dwz.addAll(List.of("-m", common.toString(), "-M", "common.debug"));
    dwz.addAll(List.of(one.toString(), two.toString()));
    Tools.run(dwz);
    assertThat(common).exists();
    same(plain, one);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O2 -gdwarf-5",
        "gcc -O0 -gdwarf-5",
        "gcc -O2 -gdwarf-4",
        "gcc -O0 -gdwarf-4",
        "clang -O2 -gdwarf-5",
        "clang -O2 -gdwarf-4",
        "clang -O0 -gdwarf-5",
        "gcc -O2 -gdwarf-5 -fdebug-types-section",
        "gcc -O2 -gdwarf-4 -fdebug-types-section",
        "clang -O2 -gdwarf-5 -fdebug-types-section",
        "clang -O2 -gdwarf-4 -fdebug-types-section",
        "g++ -O0 -gdwarf-5",
        "g++ -O0 -gdwarf-4 -fdebug-types-section",
        "g++ -O0 -gdwarf-5 -fdebug-types-section",
        "clang++ -O1 -gdwarf-5",
      })
  void whatIsSplitIntoFilesOfUnits(String way) throws Exception {
    // With split DWARF, compilers keep entries that only name look-ups want, as with this option.
    Path plain = compile("plain", way + " -ggnu-pubnames");
    Path split = compile("split", way + " -gsplit-dwarf");
    same(plain, split);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O2 -gdwarf-5",
        "gcc -O2 -gdwarf-4",
        "clang -O2 -gdwarf-5",
        "clang -O2 -gdwarf-4",
        "gcc -O2 -gdwarf-4 -fdebug-types-section",
        "clang -O2 -gdwarf-5 -fdebug-types-section",
        "clang -O2 -gdwarf-4 -fdebug-types-section",
        "g++ -O0 -gdwarf-5",
        "clang++ -O1 -gdwarf-5 -fdebug-types-section",
      })
  void whatIsPackedAgain(String way) throws Exception {
    packed("llvm-dwp", way);
  }

  /** That of version 2.40 does not survive DWARF 5. */
  @Test
  void whatBinutilsPacks() throws Exception {
    packed("dwp", "gcc -O2 -gdwarf-4");
  }

  private void packed(String tool, String way) throws Exception {
    Tools.require(tool);
    Path plain = compile("plain", way + " -ggnu-pubnames");
    Path split = compile("split", way + " -gsplit-dwarf");
    Tools.run(directory, List.of(tool, "-e", "split", "-o", "split.dwp"));
    for (String file : directory.toFile().list()) {
      if (file.endsWith(".dwo")) {
        Files.delete(directory.resolve(file));
      }
    }
    same(plain, split);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O2 -gdwarf-5",
        "gcc -O0 -gdwarf-4",
        "clang -O2 -gdwarf-5",
        "clang -O2 -gdwarf-4",
        "g++ -O0 -gdwarf-5",
        "g++ -O2 -gdwarf-4",
        "clang++ -O1 -gdwarf-4",
        "clang++ -O0 -gdwarf-5",
      })
  void whatHasItsTypesInUnitsOfTheirOwn(String way) throws Exception {
    Path plain = compile("plain", way);
    Path typed = compile("typed", way + " -fdebug-types-section");
    same(plain, typed);
  }
}
