package tracebook.dwarf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Compilers and other programs that tests run. */
final class Tools {
  private Tools() {}

  static Path source(String name) {
    return Path.of("src/test/c/dwarf").resolve(name).toAbsolutePath();
  }

  static boolean has(String tool) {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(directory, tool))) {
        return true;
      }
    }
    return false;
  }

  /** Skips the test, by name, where a tool is not installed. */
  static void require(String... tools) {
    for (String tool : tools) {
      assumeTrue(has(tool), "`" + tool + "` is not installed");
    }
  }

  /** What a program prints; a status other than 0 fails the test. */
  static String run(String... command) {
    return run(List.of(command));
  }

  static String run(List<String> command) {
    return run(Path.of("").toAbsolutePath(), command);
  }

  static String run(Path directory, List<String> command) {
    try {
      Path errors = Files.createTempFile("tracebook", ".err");
      Path output = Files.createTempFile("tracebook", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(280, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " does not end");
        }
        if (process.exitValue() != 0) {
          throw new AssertionError(command + " failed: " + Files.readString(errors));
        }
        return Files.readString(output);
      } finally {
        Files.delete(errors);
        Files.delete(output);
      }
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(command + " failed", failure);
    }
  }

  /** Compiles one file of src/test/c/dwarf into {@code directory}. */
  static Path compile(Path directory, String source, String compiler, String... flags) {
    require(compiler);
    Path program = directory.resolve(source.replaceAll("\\W", "_") + ".bin");
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(List.of(flags));
    command.addAll(List.of(source(source).toString(), "-o", program.toString()));
    run(command);
    return program;
  }
}
