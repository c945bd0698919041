package tracebook.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.asm.AluOp;
import tracebook.asm.Helper;
import tracebook.asm.Instruction;
import tracebook.asm.Isa;
import tracebook.asm.Kfunc;
import tracebook.asm.Label;
import tracebook.asm.Program;
import tracebook.asm.Reg;
import tracebook.ir.Body;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.TraceProgram;

/** The instructions of a few bodies, beside the files that hold them; and what none may contain. */
class ListingTest {
  private static final Path GOLDENS = Path.of("src/test/resources/cells/code");
  private static final Optional<CodeOptions.ReturnDepth> DEPTH =
      Optional.of(new CodeOptions.ReturnDepth(2048, 56));
  private static final CodeOptions BEST =
      new CodeOptions(true, true, true, Isa.V4, true, DEPTH, true, true);
  private static final CodeOptions PLAIN = new CodeOptions(false, false, false, Isa.V3);

  /** As {@link #BEST} before there were sessions. */
  private static final CodeOptions NO_SESSIONS =
      new CodeOptions(true, false, true, Isa.V4, false, DEPTH, false, false);

  private static final Set<Helper> ALLOWED =
      EnumSet.of(
          Helper.MAP_LOOKUP_ELEM,
          Helper.MAP_UPDATE_ELEM,
          Helper.MAP_DELETE_ELEM,
          Helper.KTIME_GET_NS,
          Helper.TAIL_CALL,
          Helper.GET_SMP_PROCESSOR_ID,
          Helper.GET_CURRENT_PID_TGID,
          Helper.GET_CURRENT_UID_GID,
          Helper.GET_CURRENT_COMM,
          Helper.GET_CURRENT_CGROUP_ID,
          Helper.GET_CURRENT_TASK_BTF,
          Helper.GET_NS_CURRENT_PID_TGID,
          Helper.GET_FUNC_IP,
          Helper.GET_ATTACH_COOKIE,
          Helper.PROBE_READ_USER,
          Helper.PROBE_READ_USER_STR,
          Helper.COPY_FROM_USER,
          Helper.COPY_FROM_USER_TASK,
          Helper.FIND_VMA,
          Helper.LOOP,
          Helper.TASK_PT_REGS,
          Helper.RINGBUF_RESERVE,
          Helper.RINGBUF_SUBMIT,
          Helper.RINGBUF_DISCARD);

  private static final Set<Helper> FAULTING =
      EnumSet.of(Helper.COPY_FROM_USER, Helper.COPY_FROM_USER_TASK, Helper.FIND_VMA);

  private static final Set<Kfunc> ALLOWED_KFUNCS =
      EnumSet.of(Kfunc.COPY_FROM_USER_STR, Kfunc.SESSION_IS_RETURN, Kfunc.SESSION_COOKIE);

  private static final Set<Reg> KEPT_BY_CALLS = EnumSet.of(Reg.R6, Reg.R7, Reg.R8, Reg.R9);

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPAN_WITH_KEY") // 64 times the same
  void instructions_for_the_best_kernel_are_those_of_the_golden(Case body) throws Exception {
    check(body, "best", BEST);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPAN_WITH_KEY") // 64 times the same
  void instructions_for_a_plain_kernel_are_those_of_the_golden(Case body) throws Exception {
    check(body, "plain", PLAIN);
  }

  private static void check(Case body, String kind, CodeOptions options)
      throws IOException, CodeLimit {
    Path golden =
        GOLDENS.resolve(body.name().toLowerCase(java.util.Locale.ROOT) + "-" + kind + ".bpf");
    String have = body.listing(options);
    String want = Files.exists(golden) ? Files.readString(golden) : "";
    if (!have.equals(want) && "update".equals(System.getProperty("golden"))) {
      Files.createDirectories(GOLDENS);
      Files.writeString(golden, have);
    }
    // Fails once also when it was just written: someone should look at it.
    assertThat(have).as(golden.toString()).isEqualTo(want);
  }

  @ParameterizedTest
  @EnumSource
  void equal_bodies_compile_to_equal_instructions(Case body) throws Exception {
    CompiledTrace once = body.compile(BEST);
    CompiledTrace again = body.compile(BEST);
    assertThat(again).isEqualTo(once).isNotSameAs(once);
  }

  @ParameterizedTest
  @EnumSource
  void an_old_instruction_set_is_enough_when_it_must_be(Case body) throws Exception {
    assertThat(body.programs(PLAIN)).extracting(Program::isa).containsOnly(Isa.V3);
  }

  /** SAFE: reads, and writes to the program's own record, stack and maps; nothing else. */
  @ParameterizedTest
  @EnumSource
  void only_helpers_that_leave_the_target_alone_are_called(Case body) throws Exception {
    for (CodeOptions options : List.of(BEST, NO_SESSIONS, PLAIN)) {
      for (Instruction instruction : body.instructions(options)) {
        if (instruction instanceof Instruction.Call call) {
          assertThat(ALLOWED).contains(call.helper());
          assertThat(options.sleepable() || !FAULTING.contains(call.helper())).isTrue();
        }
        if (instruction instanceof Instruction.CallKfunc call) {
          assertThat(ALLOWED_KFUNCS).contains(call.kfunc());
          assertThat(
                  call.kfunc() == Kfunc.COPY_FROM_USER_STR
                      ? options.faultingStrings()
                      : options.sessions())
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void each_program_has_one_tail_call_which_is_never_made(Case body) throws Exception {
    for (CodeOptions options : List.of(BEST, NO_SESSIONS, PLAIN)) {
      for (Program program : body.programs(options)) {
        assertThat(program.listing())
            .startsWith(
                """
                  r0 = 0
                  if r0 == 0 goto own_frame
                  call bpf_tail_call#12
                own_frame:
                """)
            .containsOnlyOnce("tail_call");
      }
    }
  }

  /** Otherwise the bodies here would not be all kinds of bodies. */
  @Test
  void every_helper_that_the_compiler_names_is_called_by_some_body() throws Exception {
    Set<Helper> called = EnumSet.noneOf(Helper.class);
    Set<Kfunc> kfuncs = EnumSet.noneOf(Kfunc.class);
    for (Case body : Case.values()) {
      for (CodeOptions options : List.of(BEST, NO_SESSIONS, PLAIN)) {
        for (Instruction instruction : body.instructions(options)) {
          if (instruction instanceof Instruction.Call call) {
            called.add(call.helper());
          } else if (instruction instanceof Instruction.CallKfunc call) {
            kfuncs.add(call.kfunc());
          }
        }
      }
    }
    assertThat(called).isEqualTo(ALLOWED);
    assertThat(kfuncs).isEqualTo(ALLOWED_KFUNCS);
    assertThat(called)
        .extracting(Helper::name)
        .containsExactlyInAnyOrderElementsOf(named("Helper"));
    assertThat(kfuncs).extracting(Kfunc::name).containsExactlyInAnyOrderElementsOf(named("Kfunc"));
  }

  private static Set<String> named(String list) throws IOException {
    Pattern name = Pattern.compile("\\b" + list + "\\.([A-Z][A-Z0-9_]+)");
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/tracebook"))) {
      Set<String> names = new HashSet<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        name.matcher(Files.readString(file)).results().forEach(r -> names.add(r.group(1)));
      }
      return names;
    }
  }

  /**
   * From Linux 6.18 on what a program writes to its context goes into the target's registers.
   *
   * <p>Registers that have the context are followed in the order of the listing.
   */
  @ParameterizedTest
  @EnumSource
  void nothing_is_written_to_the_registers_of_the_target(Case body) throws Exception {
    for (CodeOptions options : List.of(BEST, NO_SESSIONS, PLAIN)) {
      for (Program program : body.programs(options)) {
        Set<Reg> context = EnumSet.of(Reg.R1);
        for (Instruction instruction : outsideFunctions(program)) {
          switch (instruction) {
            case Instruction.Store i -> {
              assertThat(context).doesNotContain(i.base());
              assertThat(context).as("kept elsewhere").doesNotContain(i.src());
            }
            case Instruction.StoreImm i -> assertThat(context).doesNotContain(i.base());
            case Instruction.Atomic i -> assertThat(context).doesNotContain(i.base());
            case Instruction.AluReg i when i.op() == AluOp.MOV && context.contains(i.src()) ->
                context.add(i.dst());
            case Instruction.AluReg i -> context.remove(i.dst());
            case Instruction.AluImm i when i.op() == AluOp.MOV -> context.remove(i.dst());
            case Instruction.AluImm i -> assertThat(context).doesNotContain(i.dst());
            case Instruction.Load i -> context.remove(i.dst());
            case Instruction.LoadSigned i -> context.remove(i.dst());
            case Instruction.LoadConstant i -> context.remove(i.dst());
            case Instruction.LoadMap i -> context.remove(i.dst());
            case Instruction.LoadMapValue i -> context.remove(i.dst());
            case Instruction.Call i when i.helper() == Helper.TAIL_CALL -> {} // It is not made.
            case Instruction.Call i -> context.retainAll(KEPT_BY_CALLS);
            case Instruction.CallKfunc i -> context.retainAll(KEPT_BY_CALLS);
            case Instruction.CallLocal i -> {
              assertThat(context).doesNotContain(Reg.R1, Reg.R2, Reg.R3, Reg.R4, Reg.R5);
              context.retainAll(KEPT_BY_CALLS);
            }
            default -> {}
          }
        }
        assertThat(context).as("nothing else was ever kept in R6").contains(Reg.R6);
      }
    }
  }

  /** Functions are behind everything else and have nothing of the context. */
  private static List<Instruction> outsideFunctions(Program program) {
    Set<Label> functions = program.functions();
    return program.code().stream()
        .takeWhile(i -> !(i instanceof Instruction.Mark mark && functions.contains(mark.label())))
        .toList();
  }

  @Test
  void too_many_variables_are_too_much_for_the_stack() {
    Body body = new Body(List.of(), new RowLayout(List.of(), List.of(), List.of()), 31, List.of());
    Probe probe = new Probe("probe", Optional.empty(), Collections.singletonList(body));
    assertThatThrownBy(() -> CompiledTrace.of(new TraceProgram(List.of(probe)), BEST))
        .isInstanceOf(CodeLimit.class)
        .hasMessage(
            "the block needs more than the 496 bytes of stack that a probe has: use fewer"
                + " `let`s or aggregates, shorter strings, or expressions that nest less");
  }
}
