package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.codegen.CodeOptions;
import tracebook.codegen.CompiledTrace;
import tracebook.linux.Fd;
import tracebook.linux.Rights;

/** Needs rights and gcc; leaves nothing open. */
@Timeout(300)
abstract class LiveTest {
  @TempDir static Path dir;
  static Path executable = Path.of("not compiled");
  private List<String> fdsBefore = List.of();

  @BeforeAll
  static void compile() throws Exception {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
    executable = Target.compile(dir);
  }

  @BeforeEach
  void count() {
    fdsBefore = Fd.open();
  }

  @AfterEach
  void nothing_is_left_open() {
    assertThat(Fd.open()).isEqualTo(fdsBefore);
  }

  /** What {@code probe} is called with. */
  static CompiledTrace firstArguments(Target target) throws Exception {
    return firstArguments(target, Kernel.BEST.options);
  }

  static CompiledTrace firstArguments(Target target, CodeOptions options) throws Exception {
    return Traces.compile(
        options, Traces.probe("probe", Traces.firstArgument(target.site(0, target.probe))));
  }

  /** Runs a session on a thread of its own. */
  static CompletableFuture<Outcome> start(TraceSession session, StopSignal stop, RowSink sink) {
    return CompletableFuture.supplyAsync(
        () -> session.run(Optional.empty(), stop, sink), task -> new Thread(task).start());
  }
}
