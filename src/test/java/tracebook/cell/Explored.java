package tracebook.cell;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tracebook.display.Renderers;
import tracebook.table.Listing;
import tracebook.table.TableDisplay;

/** A program of src/test/c/explore, attached as a file, and what the listings say of it. */
final class Explored {
  static final Path SOURCES = Path.of("src/test/c/explore").toAbsolutePath();

  final TraceEngine engine;

  private Explored(TraceEngine engine) {
    this.engine = engine;
  }

  static TraceEngine engine() {
    Renderers renderers = new Renderers();
    TableDisplay.register(renderers);
    return new TraceEngine(new NoVariables(), renderers);
  }

  static Explored attached(Path program) {
    TraceEngine engine = engine();
    engine.attachTo("-t " + program);
    return new Explored(engine);
  }

  /**
   * Compiles and attaches.
   *
   * @param command the compiler and its options, blanks between
   * @param sources of {@link #SOURCES}
   */
  static Explored compiled(Path directory, String name, String command, String... sources)
      throws Exception {
    return attached(compile(directory, name, command, sources));
  }

  /** shop.c, compiled by gcc. */
  static Path shop(Path directory, String name, String... flags) throws Exception {
    return compile(directory, name, String.join(" ", "gcc", String.join(" ", flags)), "shop.c");
  }

  static Path compile(Path directory, String name, String command, String... sources)
      throws Exception {
    Path program = directory.resolve(name);
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    require(words.getFirst());
    words.addAll(List.of("-o", program.toString()));
    for (String source : sources) {
      words.add(SOURCES.resolve(source).toString());
    }
    Path output = directory.resolve(name + ".out");
    Process compiler =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    if (!compiler.waitFor(280, TimeUnit.SECONDS) || compiler.exitValue() != 0) {
      compiler.destroyForcibly();
      throw new AssertionError(words + ": " + Files.readString(output));
    }
    return program;
  }

  /** Skips the test, by name, where a compiler is not installed. */
  static void require(String tool) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, tool))),
        "`" + tool + "` is not installed");
  }

  Listing listing(String magic, String argument) {
    return engine.listing(magic, argument);
  }

  /** The rows of a listing, cells apart by bars, missing ones empty. */
  List<String> rows(String magic, String argument) {
    Listing listing = listing(magic, argument);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < listing.rowCount(); i++) {
      List<String> cells = new ArrayList<>();
      for (var column : listing.columns()) {
        cells.add(column.isMissing(i) ? "" : column.getString(i));
      }
      rows.add(String.join(" | ", cells));
    }
    return rows;
  }

  /** The same, of some of the columns. */
  List<String> rows(String magic, String argument, List<String> names) {
    Listing listing = listing(magic, argument);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < listing.rowCount(); i++) {
      List<String> cells = new ArrayList<>();
      for (String name : names) {
        var column = listing.column(name);
        cells.add(column.isMissing(i) ? "" : column.getString(i));
      }
      rows.add(String.join(" | ", cells));
    }
    return rows;
  }

  /** What the magic shows when it fails. */
  String error(String magic, String argument) {
    return engine.magic(magic, argument, new Recorded()) instanceof CellResult.Failed failed
        ? String.join("\n", failed.lines())
        : "no error";
  }
}
