package tracebook.cell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The Go program of src/test/c/explore. */
final class GoProgram {
  private GoProgram() {}

  static Path build(Path directory, String flags) throws Exception {
    Explored.require("go");
    Path program = directory.resolve("harbour");
    Path output = directory.resolve("go.out");
    ProcessBuilder builder =
        new ProcessBuilder(
                "go",
                "build",
                flags,
                "-o",
                program.toString(),
                Explored.SOURCES.resolve("harbour/main.go").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // What it needs is in the toolchain: nothing is fetched.
    builder.environment().put("GOFLAGS", "-mod=mod");
    builder.environment().put("GOTOOLCHAIN", "local");
    Process go = builder.start();
    if (!go.waitFor(280, TimeUnit.SECONDS) || go.exitValue() != 0) {
      go.destroyForcibly();
      throw new AssertionError("go build: " + Files.readString(output));
    }
    return program;
  }
}
