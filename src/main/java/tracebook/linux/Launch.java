package tracebook.linux;

import com.sun.jna.Native;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that is started stopped: its number is known and nothing of its program has run.
 *
 * <p>What stands there is a shell that has stopped itself and will become the program. The number
 * stays the same, and probes on files take effect when the program maps them. Nothing traces it.
 */
public final class Launch implements AutoCloseable {
  private static final int P_PID = 1;
  private static final int WSTOPPED = 2;
  private static final int SIGCONT = 18;
  private static final String STOP_THEN_BECOME = "kill -STOP $$; exec \"$@\"";

  private final Process process;
  private final Path executable;
  private final ProcessOutput output;
  private final ProcessOutput error;

  private Launch(Process process, Path executable, ProcessOutput output, ProcessOutput error) {
    this.process = process;
    this.executable = executable;
    this.output = output;
    this.error = error;
  }

  /** The command cannot be started; the message says why. */
  public static final class CannotStart extends Exception {
    CannotStart(String message) {
      super(message);
    }
  }

  /** Splits a command at spaces, save inside quotes; no shell, no escapes. */
  public static List<String> words(String command) throws CannotStart {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean inWord = false;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inWord = true;
      } else if (Character.isWhitespace(c)) {
        if (inWord) {
          words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
      } else {
        word.append(c);
        inWord = true;
      }
    }
    if (quote != 0) {
      throw new CannotStart("the quote " + quote + " in `" + command + "` is never closed");
    }
    if (inWord) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw new CannotStart("there is no command to launch");
    }
    return words;
  }

  /**
   * The file that a command's first word names: a path, or a name looked up in {@code PATH}.
   *
   * @throws CannotStart if there is no such file, or it cannot be executed
   */
  public static Path executable(String name) throws CannotStart {
    if (name.contains("/")) {
      Path path = Path.of(name).toAbsolutePath();
      if (!Files.exists(path)) {
        throw new CannotStart("there is no file `" + name + "`");
      }
      if (Files.isDirectory(path) || !Files.isExecutable(path)) {
        throw new CannotStart("`" + name + "` is not executable");
      }
      return path;
    }
    Optional<Path> found =
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
            .map(dir -> Path.of(dir, name))
            .filter(path -> Files.isExecutable(path) && !Files.isDirectory(path))
            .findFirst();
    return found.orElseThrow(
        () -> new CannotStart("there is no command `" + name + "` in the search path"));
  }

  /**
   * Starts a command and returns once it stands still. Its standard input is empty.
   *
   * @param words the command and its arguments, passed as they are
   */
  public static Launch start(List<String> words) throws CannotStart {
    Path executable = executable(words.get(0));
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", STOP_THEN_BECOME, "sh"));
    command.add(executable.toString());
    command.addAll(words.subList(1, words.size()));
    List<Runnable> undo = new ArrayList<>();
    try {
      Pipe output = Pipe.open();
      undo.add(output::close);
      Pipe error = Pipe.open();
      undo.add(error::close);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(output.writingEnd())
              .redirectError(error.writingEnd())
              .start();
      undo.add(process::destroyForcibly);
      awaitStop(process);
      output.closeWritingEnd();
      error.closeWritingEnd();
      int pid = (int) process.pid();
      ProcessOutput first = new ProcessOutput(output.readingEnd(), pid);
      undo.add(first::close);
      return new Launch(process, executable, first, new ProcessOutput(error.readingEnd(), pid));
    } catch (IOException | RuntimeException e) {
      undo.forEach(Runnable::run);
      if (e instanceof RuntimeException unforeseen) {
        throw unforeseen;
      }
      // Java's own advice to whoever installed it follows in more lines.
      throw new CannotStart(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static void awaitStop(Process process) {
    try (Block info = new Block(128)) {
      while (LibC.waitid(P_PID, (int) process.pid(), info.address(), WSTOPPED) != 0) {
        if (Native.getLastError() != Errno.EINTR.number()) {
          throw SystemCallException.last("waitid(" + process.pid() + ")");
        }
      }
    }
  }

  public int pid() {
    return (int) process.pid();
  }

  /** The file that will be executed; a script's interpreter is the kernel's business. */
  public Path executable() {
    return executable;
  }

  /** Lets it run. */
  public void letGo() {
    if (LibC.kill(pid(), SIGCONT) != 0) {
      throw SystemCallException.last("kill(" + pid() + ", SIGCONT)");
    }
  }

  /** For its exit status, and ending it. */
  public Process process() {
    return process;
  }

  /** All that it writes to its standard output up to its exit. */
  public InputStream output() {
    return output;
  }

  /** All that it writes to its standard error up to its exit. */
  public InputStream error() {
    return error;
  }

  /** Closes its output; the process is left as it is. */
  @Override
  public void close() {
    try {
      output.close();
    } finally {
      error.close();
    }
  }
}
