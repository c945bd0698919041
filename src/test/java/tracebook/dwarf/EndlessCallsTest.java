package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.elf.ElfFile;
import tracebook.x86.FlowGraph;

/** Behind calls of functions that do not return, nothing runs. */
class EndlessCallsTest {
  private static final String SOURCE =
      """
      #include <stdlib.h>
      __attribute__((noinline)) void look(long *a) { __asm__ volatile("" : : "r"(a) : "memory"); }
      __attribute__((noinline, noreturn)) static void leave(long n) { exit(n != 0); }
      __attribute__((noinline)) long ended(long n) {
        long a[2];
        if (n < 5) { a[0] = n; look(a); }
        else if (n == 5) { look(0); abort(); }
        else if (n == 6) { look(0); leave(n); }
        else { a[0] = 7; look(a); }
        return a[0];
      }
      int main(int count, char **words) { return ended(count) == 1 ? 0 : 1; }
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "gcc, -O2, 2",
    "gcc, -O1 -fno-reorder-blocks -gdwarf-4, 2",
    "clang, -O2, 1", // says it of the functions that it sees the code of
  })
  void noWayGoesOnBehindThem(String compiler, String flags, int ends) throws Exception {
    Tools.require(compiler);
    Path source = Files.writeString(directory.resolve("ended.c"), SOURCE);
    Path program = directory.resolve("ended");
    List<String> command = new ArrayList<>(List.of(compiler, "-g"));
    command.addAll(Arrays.asList(flags.split(" ", -1)));
    command.addAll(List.of("-o", program.toString(), source.toString()));
    Tools.run(command);
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo debug = DebugInfo.open(elf, elf)) {
      FunctionBody body = ((DieFunction) debug.functions("ended").getFirst()).body();
      Set<Long> endless = CallSites.endless(body);
      assertThat(endless).hasSizeGreaterThanOrEqualTo(ends);
      FlowGraph graph = debug.codeAt(body.entry()).orElseThrow().frame().graph();
      int others = 0;
      for (int i = 0; i + 1 < graph.size(); i++) {
        if (graph.isCall(i)) {
          boolean goesOn = Arrays.equals(graph.next(i), new int[] {i + 1});
          boolean isEnd = endless.contains(graph.address(i + 1));
          assertThat(goesOn && isEnd).as("0x%x", graph.address(i)).isFalse();
          others += goesOn ? 1 : 0;
        }
      }
      assertThat(others).isPositive();
    }
  }
}
