package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.elf.ElfFile;
import tracebook.x86.FlowGraph;

/** Where calls go on that throw, in a function that has a table of jumps too. */
class LandingPadsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "g++, -O2 -g",
    "g++, -O2 -g -fno-pie -no-pie",
    "g++, -O2 -g -fno-reorder-blocks-and-partition",
    "clang++, -O2 -g",
    "clang++, -O2 -g -fforce-dwarf-frame", // .debug_frame too
    "clang++, -O2 -g -fno-pie -no-pie",
  })
  void callsLeadThereAndTheTableDoesNot(String compiler, String flags) throws Exception {
    Tools.require(compiler);
    Path program = directory.resolve("caught");
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(Arrays.asList(flags.split(" ", -1)));
    command.addAll(List.of("-o", program.toString(), "src/test/c/values/caught.cc"));
    Tools.run(command);
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo debug = DebugInfo.open(elf, elf)) {
      FunctionBody body = ((DieFunction) debug.functions("caught").getFirst()).body();
      List<FlowGraph.Throwing> throwing = LandingPads.of(body).orElseThrow();
      assertThat(throwing).isNotEmpty();
      FlowGraph graph = debug.codeAt(body.entry()).orElseThrow().frame().graph();
      int ways = 0;
      for (int i = 0; i < graph.size(); i++) {
        int[] next = graph.next(i);
        for (FlowGraph.Throwing each : throwing) {
          int pad = graph.at(each.pad());
          boolean leads = Arrays.stream(next).anyMatch(to -> to == pad);
          boolean throwsThere =
              graph.isCall(i) && graph.address(i) >= each.from() && graph.address(i) < each.to();
          assertThat(pad).isNotNegative();
          assertThat(leads || !throwsThere).isTrue();
          assertThat(!leads || graph.isCall(i)).as("0x%x", graph.address(i)).isTrue();
          ways += throwsThere ? 1 : 0;
        }
      }
      assertThat(ways).isGreaterThanOrEqualTo(2);
    }
  }
}
