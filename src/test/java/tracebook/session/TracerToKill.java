package tracebook.session;

import java.nio.file.Path;
import java.util.Optional;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Site;
import tracebook.target.Processes;

/** Attaches a session to a process, says so, and runs it until it is killed. */
final class TracerToKill {
  private TracerToKill() {}

  /** Takes pid, file and file offset. */
  public static void main(String[] args) throws Exception {
    long offset = Long.parseLong(args[2]);
    Site site = new Site(0, args[1], offset, offset, Optional.empty(), "probe", "", 0, "");
    CompiledTrace trace =
        Traces.compile(
            TraceSession.options(true, false), Traces.probe("probe", Traces.firstArgument(site)));
    Attachment to =
        Attachment.to(Processes.byPid(Integer.parseInt(args[0])), module -> Path.of(module));
    try (TraceSession session = TraceSession.attach(trace, to)) {
      System.out.println("attached");
      session.run(Optional.empty(), new StopSignal(), (body, bytes, offset1, length) -> {});
    }
  }
}
