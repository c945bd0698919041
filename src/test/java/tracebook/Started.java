package tracebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processes that are looked at from outside. */
public final class Started {
  private Started() {}

  /**
   * Starts a program, by its path. {@link ProcessBuilder#start} comes back while the kernel still
   * replaces one program by the other: the files it mapped and its name come after that, its
   * arguments last.
   */
  public static Process program(String... command) throws IOException {
    Process process = new ProcessBuilder(command).start();
    Path arguments = Path.of("/proc/" + process.pid() + "/cmdline");
    while (!Files.readString(arguments, StandardCharsets.ISO_8859_1).startsWith(command[0] + "\0")
        && process.isAlive()) {
      Thread.onSpinWait();
    }
    return process;
  }

  /** A name for a program that no other run of the tests gives. */
  public static String own(String name) {
    return "tb-" + ProcessHandle.current().pid() + "-" + name;
  }
}
