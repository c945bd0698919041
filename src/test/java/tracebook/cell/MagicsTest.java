package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.display.Renderers;
import tracebook.table.TableDisplay;

/** The listings of a file, without a process and without rights. */
@Timeout(60)
class MagicsTest {
  @TempDir static Path directory;
  private static TraceEngine engine = engine();

  /** Java's variables are not asked here. */
  private record NoVariables() implements Variables {
    @Override
    public void bind(String name, Class<?> type, @Nullable Object value) {}

    @Override
    public @Nullable Object value(String name) {
      return null;
    }
  }

  static TraceEngine engine() {
    Renderers renderers = new Renderers();
    TableDisplay.register(renderers);
    return new TraceEngine(new NoVariables(), renderers);
  }

  static Path compile(Path directory, String name, String... flags) throws Exception {
    Path program = directory.resolve(name);
    java.util.List<String> command = new java.util.ArrayList<>();
    command.add("gcc");
    command.addAll(java.util.List.of(flags));
    command.addAll(java.util.List.of("-o", program.toString(), "src/test/c/explore/shop.c"));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    return program;
  }

  @BeforeAll
  static void attach() throws Exception {
    engine.attachTo("-t " + compile(directory, "shop", "-g", "-O0"));
  }

  private static String shown(String magic, String argument) {
    CellResult result = engine.magic(magic, argument, new Recorded());
    return switch (result) {
      case CellResult.Done done -> done.shown().orElseThrow().text();
      case CellResult.Failed failed -> String.join("\n", failed.lines());
    };
  }

  @Test
  void printsAll() {
    for (String[] q :
        new String[][] {
          {"functions", "*"},
          {"functions", "pars"},
          {"functions", "zz*"},
          {"vars", "shop.c:30"},
          {"vars", "parse"},
          {"vars", "shop.c:31"},
          {"vars", "nope.c:3"},
          {"vars", ""},
          {"vars", "shop.c:24 x"},
          {"globals", "r*"},
          {"globals", "rat"},
          {"lines", "shop.c:24-33"},
          {"lines", "shp.c"},
          {"lines", ""},
          {"type", "request"},
          {"type", "enum method"},
          {"type", "struct reqest"},
          {"type", "uint*"},
          {"type", ""},
          {"modules", ""},
          {"where", "0x1"},
          {"where", "x"},
          {"traces", ""},
        }) {
      System.err.println("%" + q[0] + " " + q[1] + "\n" + shown(q[0], q[1]));
    }
  }
}
