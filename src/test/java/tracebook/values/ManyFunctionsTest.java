package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** One pattern, a thousand functions: each call is one hit of its function. */
@Timeout(300)
class ManyFunctionsTest {
  private static final int FUNCTIONS = 1000;
  private static Path program;

  @BeforeAll
  static void compile(@TempDir Path at) throws IOException {
    Compiled.requireProbes();
    Compiled.require("gcc");
    StringBuilder source = new StringBuilder();
    source.append("static volatile long total;\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      source.append(
          "__attribute__((noinline)) long f_%d(long a) { total += a; return total; }\n"
              .formatted(i));
    }
    source.append(
        "__attribute__((naked, noinline)) void f_locked(void) {"
            + " __asm__ volatile(\"lock incq -8(%rsp)\\n ret\"); }\n");
    source.append("int main(void) {\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      source.append("  f_%d(%d);\n".formatted(i, i));
    }
    source.append("  f_locked();\n  return 0;\n}\n");
    Path file = Files.writeString(at.resolve("many.c"), source);
    program = at.resolve("many");
    Compiled.run(List.of("gcc", "-g", "-O1", file.toString(), "-o", program.toString()));
  }

  private static Notebook trace(String script) {
    return Notebook.run("%%trace --launch " + program + "\n" + script);
  }

  @Test
  void eachFunctionOfAGlobIsHitOnce() {
    TraceTable table = trace("trace f_* { emit $function, a, total, $arg0; }").table("events");
    assertThat(table.rowCount()).isEqualTo(FUNCTIONS);
    for (int row = 0; row < FUNCTIONS; row++) {
      assertThat(table.stringColumn("$function").get(row)).isEqualTo("f_" + row);
      assertThat(table.longColumn("a").get(row)).isEqualTo(row);
      assertThat(table.longColumn("$arg0").get(row)).isEqualTo(row);
      assertThat(table.longColumn("total").get(row)).isEqualTo((long) row * (row - 1) / 2);
    }
    assertThat(table.completeness().longColumn("hits").get(0)).isEqualTo(FUNCTIONS);
    assertThat(table.warnings())
        .anySatisfy(w -> assertThat(w).contains("1 of 1001 places are left out, in `f_locked`"));
  }

  @Test
  void aRegularExpressionMatchesAnywhereInAName() {
    TraceTable table = trace("trace /_99\\d$/ { emit $function; }").table("events");
    assertThat(new TreeSet<>(table.stringColumn("$function").asList()))
        .isEqualTo(
            IntStream.range(990, 1000)
                .mapToObj(i -> "f_" + i)
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
