package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.elf.ElfFile;

/** How much is kept of the code of functions. */
class FunctionCodesTest {
  private static final int MOST = 60;

  @TempDir Path directory;

  @Test
  void theLastFunctionsAreKeptAsFarAsTheirInstructionsAreFew() throws Exception {
    Tools.require("gcc");
    Path program = directory.resolve("moved");
    Tools.run(
        List.of("gcc", "-O1", "-g", "-w", "-o", program.toString(), "src/test/c/values/moved.c"));
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo debug = DebugInfo.open(elf, elf)) {
      FunctionCodes codes = new FunctionCodes(MOST);
      for (String name : List.of("look", "branches", "loop", "summed", "fields", "copied")) {
        FunctionBody body = ((DieFunction) debug.functions(name).getFirst()).body();
        FunctionCode code = codes.of(body).orElseThrow();
        assertThat(codes.of(body).orElseThrow()).isSameAs(code);
        assertThat(codes.instructions())
            .as(name)
            .isBetween(code.frame().graph().size(), Math.max(MOST, code.frame().graph().size()));
      }
      FunctionBody first = ((DieFunction) debug.functions("look").getFirst()).body();
      assertThat(codes.count()).isLessThan(6);
      assertThat(codes.of(first)).isPresent();
    }
  }
}
