package tracebook.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import tracebook.linux.Launch;
import tracebook.linux.SystemCallException;
import tracebook.target.Processes;
import tracebook.target.TargetException;
import tracebook.target.TargetProcess;

/**
 * A target of our own: it stands still until its probes are attached, then runs. Closing ends it
 * unless it is to be kept.
 */
public final class Launched implements AutoCloseable {
  /** How long a program has to end by itself after SIGTERM. */
  private static final long GRACE_MS = 1000;

  private final Launch launch;
  private final TargetProcess target;
  private final List<Thread> readers;
  private boolean running;
  private boolean kept;

  /** Takes a line that the program wrote. Called by two threads. */
  @FunctionalInterface
  public interface Output {
    void line(boolean error, String line);
  }

  private Launched(Launch launch, TargetProcess target, Output output) {
    this.launch = launch;
    this.target = target;
    this.readers =
        List.of(reader(launch.output(), false, output), reader(launch.error(), true, output));
  }

  /**
   * Starts a command; returns when it stands still and nothing of the program has run.
   *
   * @param words the command and its arguments
   */
  public static Launched start(List<String> words, Output output)
      throws Launch.CannotStart, TargetException {
    Launch launch = Launch.start(words);
    try {
      return new Launched(launch, Processes.byPid(launch.pid()), output);
    } catch (TargetException | RuntimeException e) {
      launch.process().destroyForcibly();
      launch.close();
      throw e;
    }
  }

  private static Thread reader(InputStream from, boolean error, Output output) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                  output.line(error, line);
                }
              } catch (IOException | SystemCallException e) {
                output.line(true, "its output cannot be read any more: " + e.getMessage());
              }
            },
            error ? "launched-stderr" : "launched-stdout");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** To attach to; its executable is the shell's until {@link #letGo}. */
  public TargetProcess target() {
    return target;
  }

  /** The file that it will execute. */
  public Path executable() {
    return launch.executable();
  }

  /** Lets it run, once its probes are attached. */
  public void letGo() {
    launch.letGo();
    running = true;
  }

  /** Says whether it is to live on when this is closed. */
  public void keep(boolean on) {
    kept = on;
  }

  /** Its exit status as a shell gives it; empty while it runs. */
  public OptionalInt exitStatus() {
    Process process = launch.process();
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  /**
   * Ends the program, unless it has ended or is kept, and hands over the rest of its output.
   *
   * @return its exit status; empty if it is kept and runs
   */
  public OptionalInt end() {
    Process process = launch.process();
    if (kept && running && process.isAlive()) {
      return OptionalInt.empty();
    }
    try {
      if (running && process.isAlive()) {
        process.destroy();
        if (!process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)) {
          process.destroyForcibly();
        }
      } else {
        process.destroyForcibly();
      }
      process.waitFor();
      for (Thread reader : readers) {
        reader.join();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return exitStatus();
  }

  @Override
  public void close() {
    end();
  }
}
