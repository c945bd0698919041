package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Account;
import tracebook.linux.Fd;
import tracebook.linux.Rights;

@Timeout(60)
class TraceSessionTest {
  @TempDir static Path dir;
  private static Path executable;
  private List<String> fdsBefore = List.of();

  @BeforeAll
  static void compile() throws Exception {
    assumeTrue(
        Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty(),
        "needs CAP_BPF and CAP_PERFMON");
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

  @Test
  void every_hit_is_a_row() throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace =
          Traces.compile(
              TraceSession.options(true),
              Traces.probe("probe", Traces.firstArgument(target.site(0, target.probe))));
      Traces.Rows rows = new Traces.Rows(trace);
      Outcome outcome;
      try (TraceSession session = TraceSession.attach(trace, target.attachment())) {
        target.command("hits 1000");
        outcome = session.run(Optional.of(Duration.ofMillis(20)), new StopSignal(), rows);
      }
      assertThat(outcome.ending()).isEqualTo(Ending.TIME_IS_UP);
      assertThat(rows.rows)
          .extracting(r -> r.number(0))
          .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
      assertThat(outcome.accounts()).containsExactly(new Account(1000, 1000, 0, 0, 0, 0));
      assertThat(outcome.gaps()).isEmpty();
    }
  }
}
