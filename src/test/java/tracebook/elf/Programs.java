package tracebook.elf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small programs that tests compile, and the tools that look at them. */
final class Programs {
  private Programs() {}

  static Path compile(Path directory, String name, String source, String... flags) {
    try {
      Path text = Files.writeString(directory.resolve(name + ".c"), source);
      Path program = directory.resolve(name);
      List<String> command = new ArrayList<>(List.of("gcc"));
      command.addAll(List.of(flags));
      command.addAll(List.of(text.toString(), "-o", program.toString()));
      run(command.toArray(String[]::new));
      return program;
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed: " + output);
      }
      return output;
    } catch (IOException missing) {
      assumeTrue(false, "`" + command[0] + "` is not installed");
      return "";
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
