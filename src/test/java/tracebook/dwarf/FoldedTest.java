package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.ElfFile;

/**
 * An inline function that two files have: the linker keeps one copy, and lets the debug info of
 * both describe it.
 */
class FoldedTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"g++ -gdwarf-5", "g++ -gdwarf-4", "clang++ -gdwarf-5", "clang++ -gdwarf-4"})
  void theKeptCopyIsTheFirst(String compiler) throws Exception {
    String[] words = compiler.split(" ", -1);
    Tools.require(words[0]);
    Path program = directory.resolve("folded");
    Tools.run(
        words[0],
        words[1],
        Tools.source("folded/first.cc").toString(),
        Tools.source("folded/second.cc").toString(),
        "-o",
        program.toString());
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      List<Function> found = info.functions("twice");
      assertThat(found).hasSize(1);
      Function twice = found.get(0);
      assertThat(twice.declared().fileName()).isEqualTo("first.cc");
      assertThat(twice.parameters()).extracting(Variable::name).containsExactly("kept");
      assertThat(info.functionAt(twice.entry())).contains(twice);
      assertThat(info.rowAt(twice.bodyStart()).map(row -> row.source().fileName()))
          .contains("first.cc");
    }
  }
}
