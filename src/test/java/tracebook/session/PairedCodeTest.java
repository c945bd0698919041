package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tracebook.codegen.CodeOptions;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Call;
import tracebook.ir.Num;
import tracebook.ir.Pairing;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.linux.Feature;
import tracebook.linux.Features;
import tracebook.linux.ProgramSpec;

/** Bodies that use what an earlier hit left, compiled and run by the kernel. */
class PairedCodeTest extends LiveTest {
  private static final Num RETURNED = new Num.Register(0);

  /** The stack pointer at the beginning is one return address below the frame address. */
  private static final Num FRAME =
      new Num.Binary(Num.Operator.ADD, new Num.Register(7), new Num.Constant(8));

  /** What waits: the second argument and the text that the first points to. */
  private static final List<Step> KEPT =
      List.of(
          Traces.capture(0, Traces.arg(1)), new Step.Capture(1, new Source.Text(Traces.arg(0), 8)));

  private static final RowLayout KEPT_LAYOUT = Traces.layout(8, 14);

  /** Where the values are read that wait for a return, and where the return is seen. */
  enum Way {
    BY_ADDRESS(0, false),
    BY_ADDRESS_VALUES_LATER(1, false),
    AT_INSTRUCTION(0, true),
    AT_INSTRUCTION_VALUES_LATER(1, true);

    /** Behind the {@code nop} with which the functions of the target begin. */
    final int later;

    final boolean atInstruction;

    Way(int later, boolean atInstruction) {
      this.later = later;
      this.atInstruction = atInstruction;
    }
  }

  record Kind(Kernel kernel, Way way, CodeOptions options) {
    @Override
    public String toString() {
      String sessions = options.sessions() ? " with sessions" : "";
      String depth = options.depth().isPresent() ? " with depth" : "";
      return kernel + " " + way + sessions + depth;
    }
  }

  static Stream<Kind> kinds() {
    return Arrays.stream(Kernel.values())
        .flatMap(kernel -> Arrays.stream(Way.values()).flatMap(way -> kinds(kernel, way)));
  }

  private static Stream<Kind> kinds(Kernel kernel, Way way) {
    CodeOptions plain = kernel.options;
    Kind without = new Kind(kernel, way, plain);
    Kind depth = new Kind(kernel, way, with(plain, false));
    return kernel.attach == ProgramSpec.Attach.UPROBE_MULTI
        ? Stream.of(without, depth, new Kind(kernel, way, with(plain, true)))
        : Stream.of(without, depth);
  }

  private static CodeOptions with(CodeOptions o, boolean sessions) {
    return new CodeOptions(
        o.sleepable(),
        o.faultingStrings(),
        o.oneProcess(),
        o.isa(),
        sessions,
        Running.depth(),
        o.userfaultfd(),
        o.loops());
  }

  private static Body returning(
      Target target, Way way, RowLayout layout, int variables, List<Step> steps) throws Exception {
    Site site = target.site(0, target.probe);
    byte[] code = target.memory(target.probe, 16);
    int ret = 0;
    while (code[ret] != (byte) 0xc3) {
      ret++;
    }
    List<Long> instructions = way.atInstruction ? List.of(site.fileOffset() + ret) : List.of();
    Call call = new Call(site.address() + way.later, site.fileOffset() + way.later, instructions);
    Site returning =
        new Site(
            site.number(),
            site.module(),
            site.address(),
            site.fileOffset(),
            Optional.of(call),
            site.function(),
            site.file(),
            site.line(),
            "");
    Pairing pairing = new Pairing.Returned(FRAME, KEPT, KEPT_LAYOUT);
    return new Body(steps, layout, variables, pairing, List.of(), List.of(returning));
  }

  private static Run run(Target target, Kind kind, Body body, Run.Action action) throws Exception {
    assumeTrue(
        !kind.options.sessions() || Features.has(Feature.UPROBE_SESSION), "no uprobe sessions");
    CompiledTrace trace = Traces.compile(kind.options, Traces.probe("probe", body));
    return Run.of(trace, target.attachment(), kind.kernel.attach, action);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void a_return_has_what_was_read_at_the_entry(Kind kind) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              Traces.capture(0, new Num.Kept(0)),
              Traces.capture(1, RETURNED),
              new Step.Capture(2, new Source.Kept(1, 14)),
              Traces.capture(3, new Num.Elapsed()),
              Traces.capture(4, new Num.Bias()));
      Body body = returning(target, kind.way, Traces.layout(8, 8, 14, 8, 8), 0, steps);
      long[] address = new long[1];
      long before = tracebook.linux.Clocks.monotonic();
      Run run =
          run(
              target,
              kind,
              body,
              () -> {
                address[0] = Long.decode(target.command("text hello"));
                target.command("call 40 7 0 0 0 0");
              });
      long took = tracebook.linux.Clocks.monotonic() - before;
      assertThat(run.rows()).hasSize(2);
      Traces.Row text = run.rows().get(0);
      Traces.Row fault = run.rows().get(1);
      assertThat(text.number(0)).isZero();
      assertThat(text.number(1)).isEqualTo(address[0]);
      assertThat(text.state(2)).isEqualTo(SlotState.CAPTURED);
      assertThat(text(text, 2)).isEqualTo("hello");
      assertThat(fault.number(0)).isEqualTo(7);
      assertThat(fault.number(1)).isEqualTo(0x40);
      assertThat(fault.state(2)).isEqualTo(SlotState.FAULT);
      assertThat(fault.number(2)).isEqualTo(0x40);
      for (Traces.Row row : run.rows()) {
        for (int slot : new int[] {0, 1, 3, 4}) {
          assertThat(row.state(slot)).isEqualTo(SlotState.CAPTURED);
        }
        assertThat(row.number(3)).isBetween(1L, took);
        assertThat(row.number(4)).isEqualTo(target.module().base());
      }
      assertThat(run.outcome().accounts()).containsExactly(new Account(2, 2, 0, 0, 0, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void returns_are_thinned_out_and_limited(Kind kind) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              new Step.Define(0, new Num.Kept(0)),
              new Step.Every(0, 2, List.of(Traces.capture(0, new Num.Variable(0)))),
              new Step.Limit(1, 1, 3_600_000_000_000L, List.of(Traces.capture(1, RETURNED))));
      Body body = returning(target, kind.way, Traces.scalars(2), 1, steps);
      Run run =
          run(
              target,
              kind,
              body,
              () -> {
                target.command("call 1 11 0 0 0 0");
                target.command("call 2 12 0 0 0 0");
                target.command("call 3 13 0 0 0 0");
              });
      assertThat(run.rows()).extracting(r -> r.number(0)).containsExactly(0x11L, 0x13L);
      assertThat(run.rows().get(0).number(1)).isEqualTo(1);
      assertThat(run.rows().get(1).state(1)).isEqualTo(SlotState.NOT_REACHED);
      assertThat(run.outcome().accounts()).containsExactly(new Account(3, 2, 0, 1, 0, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_end_of_a_span_has_what_was_read_at_its_beginning(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace = span(target, kernel, Optional.empty(), Optional.empty());
      Run run =
          Run.of(
              trace,
              target.attachment(),
              kernel.attach,
              () -> {
                target.command("call 40 1 0 0 0 0");
                target.command("text hello");
                target.command("other 5");
                target.command("other 6");
                target.command("other 7");
              });
      assertThat(run.rows()).hasSize(2);
      Traces.Row inner = run.rows().get(0);
      assertThat(inner.number(0)).isZero();
      assertThat(text(inner, 1)).isEqualTo("hello");
      assertThat(inner.number(2)).isPositive();
      assertThat(inner.number(3)).isEqualTo(5);
      Traces.Row outer = run.rows().get(1);
      assertThat(outer.number(0)).isEqualTo(1);
      assertThat(outer.state(1)).isEqualTo(SlotState.FAULT);
      assertThat(outer.number(1)).isEqualTo(0x40);
      assertThat(outer.number(2)).isGreaterThan(inner.number(2));
      assertThat(outer.number(3)).isEqualTo(6);
      assertThat(run.outcome().accounts())
          .containsExactly(new Account(2, 2, 0, 0, 0, 0), new Account(3, 2, 1, 0, 0, 1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void spans_of_one_key_nest_and_those_of_others_do_not(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      CompiledTrace trace =
          span(target, kernel, Optional.of(Traces.arg(0)), Optional.of(Traces.arg(0)));
      Run run =
          Run.of(
              trace,
              target.attachment(),
              kernel.attach,
              () -> {
                target.command("call 1 a 0 0 0 0");
                target.command("call 2 b 0 0 0 0");
                target.command("call 1 c 0 0 0 0");
                target.command("call 3 d 0 0 0 0");
                target.command("other 1");
                target.command("other 2");
                target.command("other 1");
                target.command("other 1");
              });
      assertThat(run.rows()).extracting(r -> r.number(0)).containsExactly(0xcL, 0xbL, 0xaL);
      assertThat(run.rows()).extracting(r -> r.number(3)).containsExactly(1L, 2L, 1L);
      assertThat(run.outcome().accounts())
          .containsExactly(new Account(4, 3, 1, 0, 0, 0), new Account(4, 3, 1, 0, 0, 3));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_key_that_cannot_be_read_begins_and_ends_nothing(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      Num key = new Num.Load(Traces.arg(0), 8, false);
      CompiledTrace trace = span(target, kernel, Optional.of(key), Optional.of(key));
      Run run =
          Run.of(
              trace,
              target.attachment(),
              kernel.attach,
              () -> {
                target.command("call 40 a 0 0 0 0");
                target.command("other 64");
              });
      assertThat(run.rows()).isEmpty();
      assertThat(run.outcome().accounts())
          .containsExactly(new Account(1, 0, 1, 0, 0, 1), new Account(1, 0, 1, 0, 0, 1));
    }
  }

  private static CompiledTrace span(
      Target target, Kernel kernel, Optional<Num> begins, Optional<Num> ends) throws Exception {
    Body began =
        new Body(
            List.of(),
            Traces.layout(),
            0,
            new Pairing.Began(0, begins, KEPT, KEPT_LAYOUT),
            List.of(),
            List.of(target.site(0, target.probe)));
    Body ended =
        new Body(
            List.of(
                Traces.capture(0, new Num.Kept(0)),
                new Step.Capture(1, new Source.Kept(1, 14)),
                Traces.capture(2, new Num.Elapsed()),
                Traces.capture(3, Traces.arg(0))),
            Traces.layout(8, 14, 8, 8),
            0,
            new Pairing.Ended(0, ends, KEPT_LAYOUT, 0),
            List.of(),
            List.of(target.site(1, target.other)));
    return Traces.compile(
        kernel.options, Traces.probe("probe", began), Traces.probe("other", ended));
  }

  private static String text(Traces.Row row, int slot) {
    int length = row.bytes().getInt(row.layout().slots().get(slot).offset());
    return new String(row.bytes(slot, 4, length - 1), StandardCharsets.UTF_8);
  }
}
