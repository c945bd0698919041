package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
import tracebook.ir.Site;
import tracebook.linux.Bpf;
import tracebook.linux.Feature;
import tracebook.linux.Features;
import tracebook.linux.Rights;
import tracebook.target.TargetProcess;

/** What is attached and what is not, what is launched with it, and that nothing stays behind. */
class AttachTest extends LiveTest {
  private static final byte INT3 = (byte) 0xcc;

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
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within two minutes").isLessThan(deadline);
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }
}
