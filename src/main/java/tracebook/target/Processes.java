package tracebook.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The façade: finds processes by number and by name. */
public final class Processes {
  private static final Path PROC = Path.of("/proc");

  /** {@code PROC_PID_INIT_INO} of include/linux/proc_ns.h. */
  private static final String FIRST_NAMESPACE = "pid:[" + 0xeffffffcL + "]";

  private static final int SHORT_COMMAND_LINE = 60;

  private Processes() {}

  /**
   * The process of that number.
   *
   * @throws TargetException if there is none, or it has exited or has no user code
   */
  public static TargetProcess byPid(int pid) throws TargetException {
    return TargetProcess.open(PROC, pid);
  }

  /**
   * The one process of that name: its own ({@code comm}), or its executable's file name.
   *
   * @throws TargetException if there is none, or several
   */
  public static TargetProcess byName(String name) throws TargetException {
    List<TargetProcess> found = allNamed(name);
    if (found.isEmpty()) {
      throw new TargetException(new Reason.NoneOfThatName(name));
    }
    if (found.size() > 1) {
      throw new TargetException(
          new Reason.SeveralOfThatName(
              name,
              found.stream()
                  .map(p -> new Reason.Candidate(p.pid(), shortCommandLine(p)))
                  .toList()));
    }
    return found.get(0);
  }

  /** Every process of that name, by number; kernel threads and this process are left out. */
  public static List<TargetProcess> allNamed(String name) {
    List<TargetProcess> found = new ArrayList<>();
    for (int pid : pids()) {
      if (pid != ProcessHandle.current().pid() && mayBe(pid, name)) {
        try {
          found.add(byPid(pid));
        } catch (TargetException e) {
          // Exited since it was listed, or a kernel thread: no candidate.
        }
      }
    }
    return found;
  }

  private static List<Integer> pids() {
    List<Integer> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Integer.valueOf(entry.getFileName().toString())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pids.sort(Comparator.naturalOrder());
    return pids;
  }

  private static boolean mayBe(int pid, String name) {
    Path proc = PROC.resolve(Integer.toString(pid));
    try {
      String comm = Files.readString(proc.resolve("comm"), StandardCharsets.ISO_8859_1);
      if (comm.stripTrailing().equals(name)) {
        return true;
      }
      String executable = Files.readSymbolicLink(proc.resolve("exe")).toString();
      return executable.replace(" (deleted)", "").endsWith("/" + name);
    } catch (IOException e) {
      return false; // Exited, a kernel thread, or not ours to read.
    }
  }

  private static String shortCommandLine(TargetProcess process) {
    try {
      String text = String.join(" ", process.commandLine());
      return text.length() <= SHORT_COMMAND_LINE
          ? text
          : text.substring(0, SHORT_COMMAND_LINE - 1) + "…";
    } catch (TargetException e) {
      return process.name();
    }
  }

  /** Whether this process counts processes and threads as the kernel does: in no container. */
  public static boolean inFirstNamespace() {
    try {
      return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString().equals(FIRST_NAMESPACE);
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Whether there is such a thread, as this process counts. */
  public static boolean hasThread(int pid, int tid) {
    return Files.exists(PROC.resolve(pid + "/task/" + tid));
  }
}
