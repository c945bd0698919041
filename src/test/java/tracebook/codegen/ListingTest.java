package tracebook.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.asm.Helper;
import tracebook.asm.Instruction;
import tracebook.asm.Isa;
import tracebook.asm.Kfunc;
import tracebook.asm.Program;
import tracebook.bytes.ByteString;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.TraceProgram;

/** The instructions of a few bodies, beside the files that hold them; and what none may contain. */
class ListingTest {
  private static final Path GOLDENS = Path.of("src/test/resources/cells/code");
  private static final CodeOptions BEST = new CodeOptions(true, true, true, Isa.V4);
  private static final CodeOptions PLAIN = new CodeOptions(false, false, false, Isa.V3);

  private static final Num ARGUMENT = new Num.Register(5);

  /** Bodies that together have every node. */
  @SuppressWarnings("ImmutableEnumChecker") // A body is made of records.
  enum Case {
    SCALAR(1, 0, new Step.Capture(0, new Source.Scalar(ARGUMENT))),
    FILTER(
        2,
        0,
        new Step.Branch(
            new Num.Compare(
                Num.Comparison.GT,
                true,
                new Num.Load(
                    new Num.Binary(Num.Operator.ADD, ARGUMENT, new Num.Constant(16)), 4, true),
                new Num.Constant(100)),
            List.of(
                new Step.Capture(0, new Source.Text(ARGUMENT, 4)),
                new Step.Capture(1, new Source.Comm())),
            List.of())),
    STRING(
        1,
        0,
        new Step.Branch(
            new Num.Matches(
                ARGUMENT, ByteString.copyOf("GET /".getBytes(StandardCharsets.UTF_8)), false),
            List.of(new Step.Capture(0, new Source.Memory(ARGUMENT, 16))),
            List.of(new Step.MarkUnreadable(), new Step.Exit()))),
    VARIABLE(
        3,
        1,
        new Step.Define(
            0, new Num.Divide(false, true, 32, ARGUMENT, new Num.Extend(ARGUMENT, 12, true))),
        new Step.Capture(
            0,
            new Source.Scalar(
                new Num.Conditional(
                    new Num.Or(new Num.Not(ARGUMENT), new Num.And(new Num.Variable(0), ARGUMENT)),
                    new Num.Variable(0),
                    new Num.Bias()))),
        new Step.Reach(1),
        new Step.Capture(
            2,
            new Source.Assembled(
                List.of(
                    new Source.Part(0, 3, new Source.Scalar(ARGUMENT)),
                    new Source.Part(8, 8, new Source.Memory(ARGUMENT, 8)))))),
    FACTS(Num.Fact.values().length, 0, facts());

    private final Body body;

    Case(int slots, int variables, Step... steps) {
      List<RowLayout.Slot> places = new ArrayList<>();
      for (int i = 0; i < slots; i++) {
        places.add(new RowLayout.Slot(RowLayout.slotsStart(slots) + 16 * i, 16));
      }
      RowLayout layout = new RowLayout(places, List.of(), List.of());
      body = new Body(List.of(steps), layout, variables, List.of());
    }

    private static Step[] facts() {
      Num.Fact[] facts = Num.Fact.values();
      Step[] steps = new Step[facts.length];
      for (int i = 0; i < facts.length; i++) {
        steps[i] = new Step.Capture(i, new Source.Scalar(new Num.Context(facts[i])));
      }
      return steps;
    }

    Program compile(CodeOptions options) throws CodeLimit {
      Probe probe = new Probe("probe", Optional.empty(), List.of(body));
      return CompiledTrace.of(new TraceProgram(List.of(probe)), options).bodies().get(0).code();
    }
  }

  @ParameterizedTest
  @EnumSource
  void instructions_for_the_best_kernel_are_those_of_the_golden(Case body) throws Exception {
    check(body, "best", BEST);
  }

  @ParameterizedTest
  @EnumSource
  void instructions_for_a_plain_kernel_are_those_of_the_golden(Case body) throws Exception {
    check(body, "plain", PLAIN);
  }

  private static void check(Case body, String kind, CodeOptions options)
      throws IOException, CodeLimit {
    Path golden =
        GOLDENS.resolve(body.name().toLowerCase(java.util.Locale.ROOT) + "-" + kind + ".bpf");
    String have = body.compile(options).listing();
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
    Program once = body.compile(BEST);
    Program again = body.compile(BEST);
    assertThat(again).isEqualTo(once).isNotSameAs(once);
  }

  @ParameterizedTest
  @EnumSource
  void an_old_instruction_set_is_enough_when_it_must_be(Case body) throws Exception {
    assertThat(body.compile(PLAIN).isa()).isEqualTo(Isa.V3);
  }

  /** SAFE: reads, and writes to the program's own record, stack and maps; nothing else. */
  @ParameterizedTest
  @EnumSource
  void only_helpers_that_leave_the_target_alone_are_called(Case body) throws Exception {
    Set<Helper> allowed =
        EnumSet.of(
            Helper.KTIME_GET_NS,
            Helper.GET_SMP_PROCESSOR_ID,
            Helper.GET_CURRENT_PID_TGID,
            Helper.GET_CURRENT_UID_GID,
            Helper.GET_CURRENT_COMM,
            Helper.GET_CURRENT_CGROUP_ID,
            Helper.GET_NS_CURRENT_PID_TGID,
            Helper.GET_ATTACH_COOKIE,
            Helper.PROBE_READ_USER,
            Helper.PROBE_READ_USER_STR,
            Helper.COPY_FROM_USER,
            Helper.RINGBUF_RESERVE,
            Helper.RINGBUF_SUBMIT,
            Helper.RINGBUF_DISCARD);
    for (CodeOptions options : List.of(BEST, PLAIN)) {
      for (Instruction instruction : body.compile(options).code()) {
        if (instruction instanceof Instruction.Call call) {
          assertThat(allowed).contains(call.helper());
          assertThat(options.sleepable() || call.helper() != Helper.COPY_FROM_USER).isTrue();
        }
        if (instruction instanceof Instruction.CallKfunc call) {
          assertThat(call.kfunc()).isEqualTo(Kfunc.COPY_FROM_USER_STR);
          assertThat(options.faultingStrings()).isTrue();
        }
      }
    }
  }

  @Test
  void too_many_variables_are_too_much_for_the_stack() {
    Body body = new Body(List.of(), new RowLayout(List.of(), List.of(), List.of()), 31, List.of());
    Probe probe = new Probe("probe", Optional.empty(), Collections.singletonList(body));
    assertThatThrownBy(() -> CompiledTrace.of(new TraceProgram(List.of(probe)), BEST))
        .isInstanceOf(CodeLimit.class)
        .hasMessage(
            "the block needs more than the 512 bytes of stack of an eBPF program: use fewer"
                + " `let`s or aggregates, or shorter strings");
  }
}
