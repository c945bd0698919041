package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.elf.ElfFile;
import tracebook.x86.FlowGraph;

/** Where a {@code switch} goes: also to what the case in front of it goes on to. */
class JumpTablesTest {
  private static final String SOURCE =
      """
      void look(volatile long *a) { __asm__ volatile("" : : "r"(a) : "memory"); }
      void cases(long n, volatile long *a) {
        switch (n) {
          case 10: a[0] = 5;
          case 11: look(a + 9);
          case 12: a[2] = 7;
          case 13: look(a + 8);
          case 14: a[4] = 9;
          case 15: a[5]++;
          case 16: look(a + 7);
          case 17: a[7] *= 3;
        }
        switch (n * 3) {
          case 1: a[0] = 15; break;
          case 2: look(a + 19); break;
          case 3: a[2] = 17;
          case 4: look(a + 18); break;
          case 5: a[4] = 19;
          case 6: a[5]++;
        }
      }
      int main(void) { long a[30] = {0}; cases(11, a); return 0; }
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "gcc, -O2",
    "gcc, -O2 -fno-pie -no-pie",
    "gcc, -O1 -fcf-protection",
    "clang, -O2",
    "clang, -O2 -fno-pie -no-pie"
  })
  void eachJumpLeadsToTheCasesOfItsTable(String compiler, String flags) throws Exception {
    Tools.require(compiler);
    Path source = Files.writeString(directory.resolve("cases.c"), SOURCE);
    Path program = directory.resolve("cases");
    List<String> command = new ArrayList<>(List.of(compiler, "-g", "-fno-inline"));
    command.addAll(Arrays.asList(flags.split(" ", -1)));
    command.addAll(List.of("-o", program.toString(), source.toString()));
    Tools.run(command);
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo debug = DebugInfo.open(elf, elf)) {
      FlowGraph graph =
          debug.codeAt(debug.functions("cases").getFirst().entry()).orElseThrow().frame().graph();
      List<Integer> ways = new ArrayList<>();
      for (int i = 0; i < graph.size(); i++) {
        if (graph.next(i).length > 2) {
          ways.add(graph.next(i).length);
        }
      }
      // Eight cases and what is behind them, or not, as the bounds are compared first.
      assertThat(ways).isNotEmpty().allMatch(count -> count == 8 || count == 6 || count == 7);
      assertThat(ways).contains(8);
    }
  }
}
