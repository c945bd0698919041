package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.asm.Assembler;
import tracebook.asm.Cond;
import tracebook.asm.Helper;
import tracebook.asm.Instruction;
import tracebook.asm.Isa;
import tracebook.asm.Label;
import tracebook.asm.Program;
import tracebook.asm.Reg;
import tracebook.codegen.Code;
import tracebook.codegen.CodeOptions;
import tracebook.codegen.CompiledTrace;
import tracebook.codegen.CompiledTrace.CompiledBody;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Gap;
import tracebook.ir.Num;
import tracebook.ir.Site;
import tracebook.ir.Step;
import tracebook.linux.Bpf;
import tracebook.linux.Feature;
import tracebook.linux.Features;
import tracebook.linux.Rights;
import tracebook.target.TargetProcess;

class TraceSessionTest extends LiveTest {
  private static final byte INT3 = (byte) 0xcc;

  private static CompiledTrace firstArguments(Target target) throws Exception {
    return firstArguments(target, Kernel.BEST.options);
  }

  private static CompiledTrace firstArguments(Target target, CodeOptions options) throws Exception {
    return Traces.compile(
        options, Traces.probe("probe", Traces.firstArgument(target.site(0, target.probe))));
  }

  /** Runs a session on a thread of its own. */
  private static CompletableFuture<Outcome> start(
      TraceSession session, StopSignal stop, RowSink sink) {
    return CompletableFuture.supplyAsync(
        () -> session.run(Optional.empty(), stop, sink), task -> new Thread(task).start());
  }

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
        assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
        target.process.destroyForcibly();
        Outcome outcome = running.get(30, TimeUnit.SECONDS);
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
        Outcome outcome = running.get(30, TimeUnit.SECONDS);
        assertThat(outcome.ending()).isEqualTo(Ending.TARGET_EXITED);
        assertThat(rows.rows).hasSize(3);
      }
    }
  }

  @Test
  @Tag("clock")
  void an_interrupt_ends_it_within_100_ms_and_keeps_the_rows() throws Exception {
    List<Long> nanos = new ArrayList<>();
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
          nanos.add(System.nanoTime() - before);
          assertThat(rows.rows).hasSize(10);
        }
      }
    }
    // The best of five: others use this machine.
    assertThat(Collections.min(nanos)).isLessThan(100_000_000);
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
      Run run =
          Run.of(
              Traces.compile(kernel.options, Traces.probe("probe", body)),
              target.attachment(),
              kernel.attach,
              () -> target.command("many 8 2010"));
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
      Run run =
          Run.of(
              Traces.compile(kernel.options, Traces.probe("probe", body)),
              target.attachment(),
              kernel.attach,
              () -> target.command("many 8 5000"));
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
      Run run =
          Run.of(
              Traces.compile(Kernel.BEST.options, Traces.probe("probe", body)),
              target.attachment(),
              () -> target.command("many 8 10"));
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

  @ParameterizedTest
  @EnumSource
  void a_place_that_the_kernel_refuses_is_left_out_and_named(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      Site locked = target.site(1, target.locked);
      Body body =
          Traces.body(
              Traces.scalars(1),
              List.of(Traces.capture(0, Traces.arg(0))),
              0,
              target.site(0, target.probe),
              locked,
              target.site(2, target.other));
      Run run =
          Run.of(
              Traces.compile(kernel.options, Traces.probe("all", body)),
              target.attachment(),
              kernel.attach,
              () -> {
                target.command("hits 2");
                target.command("other 9");
              });
      assertThat(run.outcome().refused()).containsExactly(locked);
      assertThat(run.rows()).extracting(Traces.Row::site).containsExactly(0, 0, 2);
      assertThat(CannotAttach.warning(locked))
          .isEqualTo(
              "The kernel cannot probe the instruction at `locked` (0x"
                  + Long.toHexString(locked.address())
                  + "): this place is not traced.");
    }
  }

  @Test
  void only_refused_places_are_an_error() throws Exception {
    try (Target target = new Target(executable)) {
      Site locked = target.site(0, target.locked);
      CompiledTrace trace =
          Traces.compile(Kernel.BEST.options, Traces.probe("locked", Traces.firstArgument(locked)));
      assertThatThrownBy(() -> TraceSession.attach(trace, target.attachment()))
          .isInstanceOfSatisfying(
              CannotAttach.class,
              e -> assertThat(e.reason().hint()).isEqualTo("Probe another line of the function."))
          .hasMessage(
              "The kernel cannot probe the instruction at `locked` (0x"
                  + Long.toHexString(locked.address())
                  + ").");
    }
  }

  @ParameterizedTest
  @EnumSource
  void other_processes_are_not_hits_unless_all_are_asked_for(Kernel kernel) throws Exception {
    try (Target target = new Target(executable);
        Target another = new Target(executable)) {
      Run.Action both =
          () -> {
            another.command("hits 5");
            target.command("hits 3");
          };
      Run one =
          Run.of(firstArguments(target, kernel.options), target.attachment(), kernel.attach, both);
      assertThat(one.outcome().accounts()).containsExactly(new Account(3, 3, 0, 0, 0, 0));
      CodeOptions o = kernel.options;
      CodeOptions options = new CodeOptions(o.sleepable(), o.faultingStrings(), false, o.isa());
      Run all =
          Run.of(
              firstArguments(target, options),
              Attachment.toAllProcesses(target.files()),
              kernel.attach,
              both);
      assertThat(all.outcome().accounts()).containsExactly(new Account(8, 8, 0, 0, 0, 0));
      assertThat(all.rows())
          .extracting(Traces.Row::pid)
          .containsExactly(
              another.pid(),
              another.pid(),
              another.pid(),
              another.pid(),
              another.pid(),
              target.pid(),
              target.pid(),
              target.pid());
    }
  }

  @Test
  void a_launched_program_is_traced_from_its_first_call_to_its_exit() throws Exception {
    Site site;
    try (Target running = new Target(executable)) {
      site = running.site(0, running.probe);
    }
    CompiledTrace trace =
        Traces.compile(Kernel.BEST.options, Traces.probe("probe", Traces.firstArgument(site)));
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    Traces.Rows rows = new Traces.Rows(trace);
    try (Launched launched =
            Launched.start(
                List.of(executable.toString(), "1000"),
                (error, line) -> lines.add((error ? "2: " : "1: ") + line));
        TraceSession session =
            TraceSession.attach(
                trace, Attachment.to(launched.target(), module -> Path.of(module)))) {
      launched.letGo();
      Outcome outcome = session.run(Optional.empty(), new StopSignal(), rows);
      assertThat(outcome.ending()).isEqualTo(Ending.TARGET_EXITED);
      assertThat(outcome.accounts()).containsExactly(new Account(1000, 1000, 0, 0, 0, 0));
      assertThat(rows.rows).extracting(Traces.Row::pid).containsOnly(launched.target().pid());
      assertThat(launched.end()).hasValue(7);
    }
    assertThat(lines).containsExactlyInAnyOrder("1: hit 1000 times", "2: on the other stream");
  }

  @Test
  void a_launched_program_ends_with_its_cell_unless_it_is_kept() throws Exception {
    ProcessHandle handle;
    try (Launched launched = Launched.start(List.of("sleep", "60"), (error, line) -> {})) {
      handle = ProcessHandle.of(launched.target().pid()).orElseThrow();
      launched.letGo();
    }
    assertThat(handle.isAlive()).isFalse();
    try (Launched launched = Launched.start(List.of("sleep", "60"), (error, line) -> {})) {
      handle = ProcessHandle.of(launched.target().pid()).orElseThrow();
      launched.letGo();
      launched.keep(true);
      assertThat(launched.end()).isEmpty();
      assertThat(handle.isAlive()).isTrue();
      launched.keep(false);
    }
    assertThat(handle.isAlive()).isFalse();
  }

  @Test
  void a_target_that_has_exited_is_named() throws Exception {
    Target target = new Target(executable);
    CompiledTrace trace = firstArguments(target);
    TargetProcess process = target.target();
    Attachment to = target.attachment();
    target.close();
    assertThatThrownBy(() -> TraceSession.attach(trace, to))
        .isInstanceOf(CannotAttach.class)
        .hasMessage("Process `" + process.pid() + "` (`target`) has exited.");
  }

  /** As many branches as it keeps for later, and one; as many instructions as it follows. */
  @Test
  void what_the_verifier_gives_up_following_is_a_limit() throws Exception {
    Assembler branches = new Assembler(Isa.V3).call(Helper.GET_CURRENT_PID_TGID);
    for (int i = 0; i <= 8192; i++) {
      Label next = branches.label("next");
      branches.jumpIf(Cond.EQ, Reg.R0, i, next).mark(next);
    }
    Assembler rounds = new Assembler(Isa.V3).mov(Reg.R1, 0);
    Label round = rounds.label("round");
    rounds.mark(round);
    for (int i = 0; i < 1000; i++) {
      rounds.mov(Reg.R0, 0);
    }
    rounds.addImm(Reg.R1, 1).jumpIf(Cond.LT, Reg.R1, 1000, round);
    List<Assembler> all = new ArrayList<>(List.of(branches, rounds));
    if (Features.has(Feature.LOOPS)) {
      all.add(loopBehindBranches());
    }
    try (Target target = new Target(executable)) {
      CompiledTrace good = firstArguments(target);
      CompiledBody body = good.bodies().get(0);
      for (Assembler asm : all) {
        Program program = asm.mov(Reg.R0, 0).exit().assemble();
        CompiledTrace bad =
            new CompiledTrace(
                good.program(),
                good.options(),
                List.of(
                    new CompiledBody(
                        0,
                        body.body(),
                        List.of(new Code(Code.Role.AT_SITE, program)),
                        List.of(),
                        Optional.of("items"))));
        assertThatThrownBy(() -> TraceSession.attach(bad, target.attachment()))
            .isInstanceOfSatisfying(
                CannotAttach.class,
                e ->
                    assertThat(e.reason())
                        .isEqualTo(
                            new CannotAttach.TooMuch(
                                "make two traces of it, each with fewer columns or conditions:"
                                    + " `items` is the largest")));
      }
    }
  }

  /** As many branches as are kept for later; the one more is that of a loop. */
  private static Assembler loopBehindBranches() {
    Assembler asm = new Assembler(Isa.V3).call(Helper.GET_CURRENT_PID_TGID);
    for (int i = 0; i < 8192; i++) {
      Label next = asm.label("next");
      asm.jumpIf(Cond.EQ, Reg.R0, i, next).mark(next);
    }
    Label end = asm.label("end");
    return asm.mayGoto(end).mark(end);
  }

  @Test
  void the_verifiers_refusal_is_a_defect_with_its_log() throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace good = firstArguments(target);
      CompiledBody body = good.bodies().get(0);
      CompiledTrace bad =
          new CompiledTrace(
              good.program(),
              good.options(),
              List.of(
                  new CompiledBody(
                      0,
                      body.body(),
                      List.of(
                          new Code(
                              Code.Role.AT_SITE, new Program(List.of(new Instruction.Exit())))),
                      List.of(),
                      Optional.empty())));
      assertThatThrownBy(() -> TraceSession.attach(bad, target.attachment()))
          .isInstanceOfSatisfying(
              CannotAttach.class,
              e -> {
                CannotAttach.VerifierRefused reason = (CannotAttach.VerifierRefused) e.reason();
                assertThat(reason.log()).contains("R0 !read_ok");
                assertThat(reason.listing()).contains("exit");
                assertThat(reason.hint())
                    .isEqualTo(
                        "This is a defect of Tracebook, not of the cell: please report it with"
                            + " the verifier's log.");
              })
          .hasMessageMatching(
              "The kernel's verifier refused the program of `probe`: `R0 !read_ok` \\(\\d+ lines"
                  + " omitted\\)\\.");
    }
  }

  @Test
  void missing_rights_are_named_with_what_to_type() {
    assertThatThrownBy(() -> Running.check(new Rights(Set.of()), Rights.Need.UPROBE_MULTI))
        .isInstanceOfSatisfying(
            CannotAttach.class, e -> assertThat(e.reason().hint()).contains("setpriv"))
        .hasMessage(
            "This notebook has no right to attach probes: it lacks `CAP_PERFMON` and"
                + " `CAP_BPF`.");
  }

  @Test
  void a_file_that_cannot_be_opened_leaves_nothing_behind() throws Exception {
    try (Target target = new Target(executable)) {
      Attachment nowhere = Attachment.to(target.target(), module -> Path.of("/no/such/file"));
      assertThatThrownBy(() -> TraceSession.attach(firstArguments(target), nowhere))
          .isInstanceOf(CannotAttach.class)
          .hasMessageContaining("/no/such/file")
          .hasMessageContaining("ENOENT");
    }
  }

  @Test
  void a_killed_tracer_leaves_no_trace_of_itself() throws Exception {
    try (Target target = new Target(executable)) {
      byte[] text = target.memory(target.probe, 32);
      Process tracer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "--enable-native-access=ALL-UNNAMED",
                  "-cp",
                  System.getProperty("java.class.path"),
                  TracerToKill.class.getName(),
                  String.valueOf(target.pid()),
                  executable.toString(),
                  String.valueOf(target.site(0, target.probe).fileOffset()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Set<Integer> programs;
      Set<Integer> maps;
      Set<Integer> links;
      try {
        assertThat(tracer.inputReader().readLine()).isEqualTo("attached");
        assertThat(target.memory(target.probe, 1)[0]).isEqualTo(INT3);
        // Others may make programs on this machine, too.
        programs = idsOf(tracer, "prog_id");
        maps = idsOf(tracer, "map_id");
        links = idsOf(tracer, "link_id");
        assertThat(programs).hasSize(1);
        assertThat(maps).hasSize(3);
        assertThat(links).hasSize(1);
        target.command("hits 1000");
      } finally {
        tracer.destroyForcibly();
        tracer.waitFor();
      }
      await(() -> Collections.disjoint(Bpf.linkIds(), links));
      await(() -> Collections.disjoint(Bpf.programIds(), programs));
      await(() -> Collections.disjoint(Bpf.mapIds(), maps));
      assertThat(target.memory(target.probe, 32)).isEqualTo(text);
      byte[] file = Files.readAllBytes(executable);
      int offset = (int) target.site(0, target.probe).fileOffset();
      assertThat(target.memory(target.probe, 32))
          .isEqualTo(java.util.Arrays.copyOfRange(file, offset, offset + 32));
      target.command("hits 1000");
    }
  }

  private static Set<Integer> idsOf(Process process, String key) throws Exception {
    Set<Integer> ids = new HashSet<>();
    try (var infos = Files.list(Path.of("/proc/" + process.pid() + "/fdinfo"))) {
      for (Path info : infos.toList()) {
        List<String> lines;
        try {
          lines = Files.readAllLines(info);
        } catch (NoSuchFileException closed) {
          continue; // The JVM has just closed a file of its own.
        }
        for (String line : lines) {
          if (line.startsWith(key + ":")) {
            ids.add(Integer.valueOf(line.substring(key.length() + 1).strip()));
          }
        }
      }
    }
    return ids;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within ten seconds").isLessThan(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }
}
