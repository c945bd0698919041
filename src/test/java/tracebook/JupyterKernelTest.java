package tracebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The protocol's own test suite, jupyter_kernel_test, against a kernel process. */
@Timeout(900)
class JupyterKernelTest {

  @Test
  void passesJupyterKernelTest(@TempDir Path directory) throws Exception {
    String python = pythonWithKernelTest(directory);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path log = directory.resolve("log");
    int status =
        run(
            log,
            List.of(
                python,
                "src/test/python/kernel_test.py",
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "tracebook.Main"));
    assertThat(status).as(Files.readString(log)).isZero();
  }

  private static String pythonWithKernelTest(Path directory) throws Exception {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      List<String> command = List.of(python, "-c", "import jupyter_kernel_test");
      try {
        if (run(directory.resolve("import"), command) == 0) {
          return python;
        }
      } catch (IOException noSuchProgram) {
        // The next one, or the test is skipped.
      }
    }
    assumeTrue(false, "Python's jupyter_kernel_test is not installed");
    throw new AssertionError();
  }

  private static int run(Path log, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(800, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
