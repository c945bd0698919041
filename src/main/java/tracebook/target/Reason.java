package tracebook.target;

import java.util.List;
import java.util.stream.Collectors;

/** Why a process cannot be a target: one sentence, and what to do next. */
public sealed interface Reason {
  String message();

  String hint();

  /** There is no process of that number. */
  record NoSuchProcess(int pid) implements Reason {
    @Override
    public String message() {
      return "There is no process `" + pid + "`.";
    }

    @Override
    public String hint() {
      return "Give the number of a running process, or its name; `ps -e` lists them.";
    }
  }

  /** It was there, and has exited. */
  record Gone(int pid, String name) implements Reason {
    @Override
    public String message() {
      return "Process `" + pid + "` (`" + name + "`) has exited.";
    }

    @Override
    public String hint() {
      return "Start it again and give its new number, or use `--launch` to start it from here.";
    }
  }

  /** Not a process but one of its threads. */
  record IsThread(int tid, int pid) implements Reason {
    @Override
    public String message() {
      return "`" + tid + "` is a thread of process `" + pid + "`.";
    }

    @Override
    public String hint() {
      return "Trace process `" + pid + "` and keep one thread by `if $tid == " + tid + "`.";
    }
  }

  /** It has no user code. */
  record KernelThread(int pid, String name) implements Reason {
    @Override
    public String message() {
      return "Process `" + pid + "` (`" + name + "`) is a kernel thread.";
    }

    @Override
    public String hint() {
      return "Choose a process that runs a program: kernel threads have no user code to probe.";
    }
  }

  /** It runs 32-bit code. */
  record ThirtyTwoBit(int pid, String executable) implements Reason {
    @Override
    public String message() {
      return "Process `" + pid + "` runs a 32-bit program, `" + executable + "`.";
    }

    @Override
    public String hint() {
      return "Choose a 64-bit build of it: only those can be traced.";
    }
  }

  /** No process has that name. */
  record NoneOfThatName(String name) implements Reason {
    @Override
    public String message() {
      return "No process is called `" + name + "`.";
    }

    @Override
    public String hint() {
      return "Start it, or give a process number; `pgrep -l ''` lists the names.";
    }
  }

  /** More than one process has that name. */
  record SeveralOfThatName(String name, List<Candidate> candidates) implements Reason {
    private static final int SHOWN = 10;

    public SeveralOfThatName {
      candidates = List.copyOf(candidates);
    }

    @Override
    public String message() {
      String list =
          candidates.stream()
              .limit(SHOWN)
              .map(c -> "`" + c.pid() + "` (" + c.commandLine() + ")")
              .collect(Collectors.joining(", "));
      int more = candidates.size() - SHOWN;
      return candidates.size()
          + " processes are called `"
          + name
          + "`: "
          + list
          + (more > 0 ? ", and " + more + " more." : ".");
    }

    @Override
    public String hint() {
      return "Give the number of one: `%%trace "
          + candidates.get(0).pid()
          + "`, or trace all that run a file with `-t PATH`.";
    }
  }

  /** This process may not look. */
  record NoRights(int pid, String name, String file, String capability) implements Reason {
    @Override
    public String message() {
      return "This notebook may not read `"
          + file
          + "` of process `"
          + pid
          + "` (`"
          + name
          + "`): it lacks `"
          + capability
          + "`.";
    }

    @Override
    public String hint() {
      return "Start it as root, or as the user of that process, or with the right: `sudo setpriv"
          + " --reuid \"$USER\" --regid \"$(id -g)\" --init-groups --inh-caps "
          + "+sys_ptrace,+perfmon,+bpf --ambient-caps +sys_ptrace,+perfmon,+bpf jupyter lab`.";
    }
  }

  /**
   * A process that a name could mean.
   *
   * @param commandLine as typed, shortened
   */
  record Candidate(int pid, String commandLine) {}
}
