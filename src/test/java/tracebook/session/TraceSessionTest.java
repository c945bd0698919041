package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.Quickest;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Gap;
import tracebook.ir.Num;
import tracebook.ir.Step;

/** The rows and the accounts of sessions, and how they end. */
class TraceSessionTest extends LiveTest {
  @ParameterizedTest
  @EnumSource
  void every_hit_is_a_row(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace = firstArguments(target, kernel.options);
      Run run =
          Run.of(trace, target.attachment(), kernel.attach, () -> target.command("hits 1000"));
      assertThat(run.rows())
          .extracting(r -> r.number(0))
          .isEqualTo(LongStream.rangeClosed(1, 1000).boxed().toList());
      assertThat(run.outcome().accounts()).containsExactly(new Account(1000, 1000, 0, 0, 0, 0));
      assertThat(run.outcome().gaps()).isEmpty();
    }
  }

  @Test
  void it_ends_when_the_time_is_up() throws Exception {
    try (Target target = new Target(executable);
        TraceSession session = TraceSession.attach(firstArguments(target), target.attachment())) {
      long before = System.nanoTime();
      Outcome outcome =
          session.run(
              Optional.of(Duration.ofMillis(50)), new StopSignal(), (b, bytes, at, length) -> {});
      assertThat(outcome.ending()).isEqualTo(Ending.TIME_IS_UP);
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(50_000_000);
      assertThatThrownBy(
              () -> session.run(Optional.empty(), new StopSignal(), (b, bytes, at, length) -> {}))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void overload_loses_rows_and_says_exactly_how_many_and_when(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace = firstArguments(target, kernel.options);
      Attachment to = target.attachment().withRingBytes(4096).withMaxRows(Long.MAX_VALUE);
      StopSignal stop = new StopSignal();
      Traces.Rows rows = new Traces.Rows(trace);
      try (TraceSession session = TraceSession.attach(trace, to, kernel.attach)) {
        CompletableFuture<Outcome> running = start(session, stop, rows);
        target.command("hits 100000");
        stop.stop();
        Outcome outcome = running.get();
        Account account = outcome.accounts().get(0);
        assertThat(account.hits()).isEqualTo(100_000);
        assertThat(account.rows()).isEqualTo(rows.rows.size()).isPositive();
        assertThat(account.lost()).isPositive();
        assertThat(account.hits()).isEqualTo(account.rows() + account.lost());
        assertThat(outcome.gaps().stream().mapToLong(Gap::lost).sum()).isEqualTo(account.lost());
        assertThat(outcome.gaps())
            .allSatisfy(
                gap -> {
                  assertThat(gap.cause()).isEqualTo("the ring buffer was full");
                  assertThat(gap.probe()).isEqualTo("probe");
                  assertThat(gap.fromNs()).isBetween(outcome.fromNs(), gap.toNs());
                  assertThat(gap.toNs()).isLessThanOrEqualTo(outcome.toNs());
                });
        // What did arrive is in order and what it should be.
        assertThat(rows.rows).extracting(r -> r.number(0)).isSorted();
      }
    }
  }

  @Test
  void two_threads_that_hit_at_once_are_counted_exactly() throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace = firstArguments(target);
      StopSignal stop = new StopSignal();
      Traces.Rows rows = new Traces.Rows(trace);
      try (TraceSession session =
          TraceSession.attach(trace, target.attachment().withMaxRows(Long.MAX_VALUE))) {
        CompletableFuture<Outcome> running = start(session, stop, rows);
        target.command("threads 50000");
        stop.stop();
        Outcome outcome = running.get();
        assertThat(outcome.accounts()).containsExactly(new Account(100_000, 100_000, 0, 0, 0, 0));
        assertThat(rows.rows.stream().mapToInt(Traces.Row::tid).distinct().count()).isEqualTo(2);
        assertThat(rows.rows.stream().mapToLong(r -> r.number(0)).sum())
            .isEqualTo(2 * (50_000L * 50_001 / 2));
      }
    }
  }

  @Test
  void a_killed_target_keeps_its_rows() throws Exception {
    Path count = dir.resolve("count");
    try (Target target = new Target(executable)) {
      CompiledTrace trace = firstArguments(target);
      Traces.Rows rows = new Traces.Rows(trace);
      CountDownLatch some = new CountDownLatch(1000);
      try (TraceSession session =
          TraceSession.attach(trace, target.attachment().withMaxRows(Long.MAX_VALUE))) {
        CompletableFuture<Outcome> running =
            start(
                session,
                new StopSignal(),
                (body, bytes, at, length) -> {
                  rows.accept(body, bytes, at, length);
                  some.countDown();
                });
        target.command("forever " + count);
        assertThat(some.await(120, TimeUnit.SECONDS)).isTrue();
        target.process.destroyForcibly();
        Outcome outcome = running.get(120, TimeUnit.SECONDS);
        assertThat(outcome.ending()).isEqualTo(Ending.TARGET_EXITED);
        Account account = outcome.accounts().get(0);
        long own =
            ByteBuffer.wrap(Files.readAllBytes(count)).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
        // It may have been killed between the hit and its own counting of it.
        assertThat(account.hits()).isBetween(own, own + 1);
        assertThat(account.rows() + account.lost()).isEqualTo(account.hits());
        assertThat(rows.rows).hasSize((int) account.rows()).hasSizeGreaterThanOrEqualTo(1000);
      }
    }
  }

  @Test
  void it_ends_when_the_target_exits() throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace = firstArguments(target);
      Traces.Rows rows = new Traces.Rows(trace);
      try (TraceSession session = TraceSession.attach(trace, target.attachment())) {
        CompletableFuture<Outcome> running = start(session, new StopSignal(), rows);
        target.command("hits 3");
        target.send("quit");
        Outcome outcome = running.get(120, TimeUnit.SECONDS);
        assertThat(outcome.ending()).isEqualTo(Ending.TARGET_EXITED);
        assertThat(rows.rows).hasSize(3);
      }
    }
  }

  @Test
  @Tag("clock")
  void an_interrupt_ends_it_within_100_ms_and_keeps_the_rows() throws Exception {
    Quickest took = new Quickest();
    for (int i = 0; i < 5; i++) {
      try (Target target = new Target(executable)) {
        CompiledTrace trace = firstArguments(target);
        Traces.Rows rows = new Traces.Rows(trace);
        StopSignal stop = new StopSignal();
        try (TraceSession session = TraceSession.attach(trace, target.attachment())) {
          CompletableFuture<Outcome> running = start(session, stop, rows);
          target.command("hits 10");
          long before = System.nanoTime();
          stop.stop();
          assertThat(running.get().ending()).isEqualTo(Ending.INTERRUPTED);
          took.since(before);
          assertThat(rows.rows).hasSize(10);
        }
      }
    }
    assertThat(took.best()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void a_thread_that_is_interrupted_ends_it_and_stays_interrupted() throws Exception {
    try (Target target = new Target(executable);
        TraceSession session = TraceSession.attach(firstArguments(target), target.attachment())) {
      Thread.currentThread().interrupt();
      Outcome outcome =
          session.run(Optional.empty(), new StopSignal(), (b, bytes, at, length) -> {});
      assertThat(Thread.interrupted()).isTrue();
      assertThat(outcome.ending()).isEqualTo(Ending.INTERRUPTED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void it_ends_with_the_most_rows_exactly(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace = firstArguments(target, kernel.options);
      Traces.Rows rows = new Traces.Rows(trace);
      try (TraceSession session =
          TraceSession.attach(trace, target.attachment().withMaxRows(7), kernel.attach)) {
        target.command("threads 20");
        Outcome outcome = session.run(Optional.empty(), new StopSignal(), rows);
        assertThat(outcome.ending()).isEqualTo(Ending.ENOUGH_ROWS);
        assertThat(rows.rows).hasSize(7);
        assertThat(outcome.accounts()).containsExactly(new Account(40, 7, 33, 0, 0, 0));
      }
    }
  }

  @Test
  void exit_keeps_the_row_of_its_own_hit_and_gives_none_after_it() throws Exception {
    try (Target target = new Target(executable)) {
      Num fifth = new Num.Compare(Num.Comparison.EQ, true, Traces.arg(0), Traces.constant(5));
      Body body =
          Traces.body(
              Traces.scalars(2),
              List.of(
                  Traces.capture(0, Traces.arg(0)),
                  new Step.Branch(fifth, List.of(new Step.Exit()), List.of()),
                  Traces.capture(1, Traces.arg(0))),
              0,
              target.site(0, target.probe));
      CompiledTrace trace = Traces.compile(Kernel.BEST.options, Traces.probe("probe", body));
      Traces.Rows rows = new Traces.Rows(trace);
      try (TraceSession session = TraceSession.attach(trace, target.attachment())) {
        target.command("hits 100");
        Outcome outcome = session.run(Optional.empty(), new StopSignal(), rows);
        assertThat(outcome.ending()).isEqualTo(Ending.EXIT);
        assertThat(rows.rows).extracting(r -> r.number(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(rows.rows.get(4).state(1)).isEqualTo(tracebook.ir.SlotState.NOT_REACHED);
        assertThat(outcome.accounts()).containsExactly(new Account(100, 5, 95, 0, 0, 0));
      }
    }
  }

  @Test
  void of_hits_that_end_it_at_once_one_is_the_first() throws Exception {
    try (Target target = new Target(executable)) {
      Num late = new Num.Compare(Num.Comparison.GE, true, Traces.arg(0), Traces.constant(50));
      Body body =
          Traces.body(
              Traces.scalars(2),
              List.of(
                  Traces.capture(0, Traces.arg(0)),
                  new Step.Branch(
                      late, List.of(Traces.capture(1, Traces.arg(0)), new Step.Exit()), List.of())),
              0,
              target.site(0, target.probe));
      CompiledTrace trace = Traces.compile(Kernel.BEST.options, Traces.probe("probe", body));
      for (int i = 0; i < 20; i++) {
        Traces.Rows rows = new Traces.Rows(trace);
        try (TraceSession session = TraceSession.attach(trace, target.attachment())) {
          target.command("many 8 100");
          Outcome outcome = session.run(Optional.empty(), new StopSignal(), rows);
          assertThat(outcome.ending()).isEqualTo(Ending.EXIT);
          Account account = outcome.accounts().get(0);
          assertThat(account.hits()).isEqualTo(800);
          assertThat(account.filtered()).isEqualTo(800 - rows.rows.size());
          assertThat(rows.rows.stream().filter(r -> r.state(1) == tracebook.ir.SlotState.CAPTURED))
              .hasSize(1);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_counts_on_all_cpus_together(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              new Step.Branch(
                  new Num.Compare(Num.Comparison.GT, true, Traces.arg(0), Traces.constant(10)),
                  List.of(new Step.Every(0, 100, List.of(Traces.capture(0, Traces.arg(0))))),
                  List.of()),
              new Step.Every(1, 7000, List.of(Traces.capture(1, Traces.arg(0)))));
      Body body = Traces.body(Traces.scalars(2), steps, 0, target.site(0, target.probe));
      Run run = Run.of(kernel, target, body, () -> target.command("many 8 2010"));
      assertThat(captured(run, 0)).isEqualTo(8 * 2000 / 100);
      assertThat(captured(run, 1)).isEqualTo(3);
      int rows = run.rows().size();
      assertThat(rows).isBetween(160, 163);
      assertThat(run.outcome().accounts())
          .containsExactly(new Account(8 * 2010, rows, 8 * 2010 - rows, 0, 0, 0));
    }
  }

  private static long captured(Run run, int slot) {
    return run.rows().stream()
        .filter(r -> r.state(slot) == tracebook.ir.SlotState.CAPTURED)
        .count();
  }

  @ParameterizedTest
  @EnumSource
  void a_limit_lets_so_many_through_in_each_stretch_of_time(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      long stretch = 5_000_000;
      Step limit = new Step.Limit(0, 10, stretch, List.of(Traces.capture(0, Traces.arg(0))));
      Body body = Traces.body(Traces.scalars(1), List.of(limit), 0, target.site(0, target.probe));
      Run run = Run.of(kernel, target, body, () -> target.command("many 8 5000"));
      int rows = run.rows().size();
      long from = run.rows().stream().mapToLong(Traces.Row::time).min().orElseThrow();
      long to = run.rows().stream().mapToLong(Traces.Row::time).max().orElseThrow();
      assertThat((long) rows).isBetween(10L, 10 * ((to - from) / stretch + 2));
      assertThat(run.outcome().accounts())
          .containsExactly(new Account(40_000, rows, 0, 40_000 - rows, 0, 0));
    }
  }

  @Test
  void a_limit_of_a_long_time_lets_exactly_so_many_through() throws Exception {
    try (Target target = new Target(executable)) {
      long hour = 3_600_000_000_000L;
      List<Step> steps =
          List.of(
              new Step.Branch(
                  new Num.Compare(Num.Comparison.LE, true, Traces.arg(0), Traces.constant(3)),
                  List.of(new Step.Limit(0, 17, hour, List.of(Traces.capture(0, Traces.arg(0))))),
                  List.of()));
      Body body = Traces.body(Traces.scalars(1), steps, 0, target.site(0, target.probe));
      Run run = Run.of(Kernel.BEST, target, body, () -> target.command("many 8 10"));
      assertThat(run.outcome().accounts()).containsExactly(new Account(80, 17, 56, 7, 0, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_record_finds_its_body_and_each_probe_has_its_account(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      Body small =
          Traces.body(
              Traces.scalars(1),
              List.of(
                  new Step.Branch(
                      new Num.Compare(Num.Comparison.GT, true, Traces.arg(0), Traces.constant(2)),
                      List.of(Traces.capture(0, Traces.arg(0))),
                      List.of())),
              0,
              target.site(0, target.probe));
      Body large =
          Traces.body(
              Traces.scalars(2),
              List.of(
                  Traces.capture(0, new Num.Context(Num.Fact.HIT)),
                  Traces.capture(1, Traces.arg(0))),
              0,
              target.site(1, target.other));
      CompiledTrace trace =
          Traces.compile(
              kernel.options, Traces.probe("probe", small), Traces.probe("other", large));
      Run run =
          Run.of(
              trace,
              target.attachment(),
              kernel.attach,
              () -> {
                target.command("hits 4");
                target.command("other 70");
                target.command("other 80");
              });
      assertThat(run.rows()).extracting(Traces.Row::body).containsExactly(0, 0, 1, 1);
      assertThat(run.rows()).extracting(Traces.Row::site).containsExactly(0, 0, 1, 1);
      assertThat(run.rows()).extracting(r -> r.number(0)).containsExactly(3L, 4L, 1L, 2L);
      assertThat(run.rows().get(3).number(1)).isEqualTo(80);
      assertThat(run.outcome().accounts())
          .containsExactly(new Account(4, 2, 2, 0, 0, 0), new Account(2, 2, 0, 0, 0, 0));
    }
  }
}
