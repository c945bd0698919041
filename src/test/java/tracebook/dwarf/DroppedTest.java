package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.ElfFile;

/** What the linker dropped has debug info still, with the address 0: no value may come from it. */
class DroppedTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"g++ -gdwarf-5", "g++ -gdwarf-4", "clang++ -gdwarf-5"})
  void isNotThere(String compiler) throws Exception {
    String[] words = compiler.split(" ", -1);
    Path program =
        Tools.compile(
            directory,
            "dropped.cc",
            words[0],
            words[1],
            "-ffunction-sections",
            "-fdata-sections",
            "-Wl,--gc-sections");
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      assertThat(info.globals("used")).hasSize(1);
      assertThat(info.globals("unused")).isEmpty();
      assertThat(info.functions("never")).isEmpty();
      Function always = info.functions("always").get(0);
      List<Variable> variables = new ArrayList<>();
      info.scopesAt(always.bodyStart()).forEach(scope -> variables.addAll(scope.variables()));
      assertThat(variables)
          .filteredOn(variable -> variable.name().equals("step"))
          .extracting(variable -> variable.locationAt(always.bodyStart()))
          .allSatisfy(
              location ->
                  assertThat(location)
                      .isIn(
                          new Location.Unreadable("the linker left it out of the program"),
                          new Location.Known(
                              tracebook.bytes.ByteString.copyOf(new byte[] {5, 0, 0, 0}))));
    }
  }
}
