package tracebook.dwarf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Other readers of debug info. Their output may be far larger than memory: it is streamed. */
final class Oracle {
  private static final long LONGEST_SECONDS = 1800;

  private Oracle() {}

  /** The newest llvm-dwarfdump there is. */
  static String dwarfdump() {
    for (String name : List.of("llvm-dwarfdump-19", "llvm-dwarfdump-16", "llvm-dwarfdump-15")) {
      if (Tools.has(name)) {
        return name;
      }
    }
    return "llvm-dwarfdump";
  }

  /** What a tool says of itself. */
  static String version(String tool) {
    return Tools.run(tool, "--version")
        .lines()
        .map(String::strip)
        .filter(line -> line.matches(".*[0-9]\\.[0-9].*"))
        .findFirst()
        .orElse("unknown");
  }

  /** Hands over the lines that a program writes; returns the status with which it ended. */
  static int lines(List<String> command, Consumer<String> each) {
    try {
      Path errors = Files.createTempFile("tracebook", ".err");
      Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
      try (BufferedReader output =
          new BufferedReader(
              new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        process.getOutputStream().close();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          each.accept(line);
        }
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError(command + " does not end");
        }
        return process.exitValue();
      } finally {
        process.destroyForcibly();
        Files.delete(errors);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(command + " was interrupted", stopped);
    }
  }
}
