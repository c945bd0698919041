package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.ElfFile;

/** Functions of classes that are in functions: lambdas are the most common ones. */
class LocalClassTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"g++ -O0", "g++ -O2", "clang++ -O0", "clang++ -O2"})
  void itsFunctionsAreFoundByNameAndByAddress(String compiler) throws Exception {
    String[] words = compiler.split(" ", -1);
    Path program = Tools.compile(directory, "local.cc", words[0], words[1], "-g");
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Function lambda = only(info.functions("operator()"));
      assertThat(lambda.parameters()).extracting(Variable::name).contains("added");
      assertThat(info.functionAt(lambda.entry())).contains(lambda);
      Function method = only(info.functions("Inner::triple"));
      assertThat(method.parameters()).extracting(Variable::name).contains("of");
      assertThat(info.functionAt(method.entry())).contains(method);
      assertThat(info.functionNames()).contains("operator()", "triple", "Inner::triple");
    }
  }

  private static Function only(List<Function> found) {
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
