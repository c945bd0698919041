package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** A static variable that the optimiser removed, where another file has one of that name. */
@Timeout(300)
class RemovedStaticTest {
  @TempDir Path directory;

  @Test
  void theOtherFilesIsNeverShown() throws IOException {
    Compiled.requireProbes();
    Compiled.require("gcc");
    Path own = directory.resolve("own.c");
    Files.writeString(
        own,
        """
        static int level = 3;
        __attribute__((noinline)) int own(int n) { return n * level; }
        """);
    Path other = directory.resolve("other.c");
    Files.writeString(
        other,
        """
        #include <stdio.h>
        static volatile int level = 77;
        extern int own(int);
        __attribute__((noinline)) int there(int n) { return n + level; }
        int main(void) { return printf("%d\\n", own(1) + there(2)) == 0; }
        """);
    Path program = directory.resolve("removed");
    Compiled.run(
        List.of("gcc", "-O2", "-g", own.toString(), other.toString(), "-o", program.toString()));
    TraceTable table = table(program, "own");
    assertThat(table.column("level").isMissing(0)).isTrue();
    assertThat(table.why(0, "level")).isEqualTo("optimized out");
    assertThat(table(program, "there").column("level").getString(0)).isEqualTo("77");
  }

  private static TraceTable table(Path program, String function) {
    return Notebook.run(
            "%%trace --launch '" + program + "' --for 20s\ntrace " + function + " { emit level; }")
        .table("events");
  }
}
