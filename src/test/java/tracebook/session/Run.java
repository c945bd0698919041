package tracebook.session;

import java.util.List;
import java.util.Optional;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Body;
import tracebook.linux.ProgramSpec;

/** Attach, let the target do something, detach: what came of it. */
record Run(List<Traces.Row> rows, Outcome outcome) {
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** One body, whose hits are those of a probe, on such a kernel. */
  static Run of(Kernel kernel, Target target, Body body, Action action) throws Exception {
    CompiledTrace trace = Traces.compile(kernel.options, Traces.probe("probe", body));
    return of(trace, target.attachment(), kernel.attach, action);
  }

  static Run of(CompiledTrace trace, Attachment to, Action action) throws Exception {
    return of(trace, to, ProgramSpec.Attach.UPROBE_MULTI, action);
  }

  static Run of(CompiledTrace trace, Attachment to, ProgramSpec.Attach how, Action action)
      throws Exception {
    Traces.Rows rows = new Traces.Rows(trace);
    StopSignal stop = new StopSignal();
    stop.stop();
    try (TraceSession session = TraceSession.attach(trace, to, how)) {
      action.run();
      return new Run(rows.rows, session.run(Optional.empty(), stop, rows));
    }
  }

  Traces.Row row() {
    if (rows.size() != 1) {
      throw new AssertionError(rows.size() + " rows");
    }
    return rows.get(0);
  }
}
