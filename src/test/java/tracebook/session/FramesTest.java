package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.codegen.CodeOptions;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;

/** What a sleeping probe has in its frame is not changed by another thread's hit. */
class FramesTest extends LiveTest {
  @ParameterizedTest
  @EnumSource(names = {"BEST", "SLEEPABLE_V3", "SLEEPABLE_PERF"})
  void what_a_sleeping_probe_has_in_its_frame_is_not_another_threads(Kernel kernel)
      throws Exception {
    try (Target target = new Target(executable)) {
      CodeOptions o = kernel.options;
      // As for a kernel without userfaultfd: otherwise the page would not be read.
      CodeOptions options =
          new CodeOptions(
              true, o.faultingStrings(), true, o.isa(), false, Optional.empty(), false, o.loops());
      int variables = 4;
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < variables; i++) {
        steps.add(new Step.Define(i, Traces.arg(0)));
      }
      steps.add(Traces.capture(0, new Num.Load(Traces.arg(1), 8, false)));
      for (int i = 0; i < variables; i++) {
        steps.add(Traces.capture(1 + i, new Num.Variable(i)));
      }
      Body body =
          Traces.body(
              Traces.scalars(1 + variables), steps, variables, target.site(0, target.probe));
      Run run =
          Run.of(
              Traces.compile(options, Traces.probe("probe", body)),
              target.attachment(),
              kernel.attach,
              () -> assertThat(target.command("overtaken")).isEqualTo("done"));
      // The record of the one that slept was reserved first.
      assertThat(Traces.numbers(run.rows().get(0), 1 + variables))
          .containsExactly(11L, 1L, 1L, 1L, 1L);
      assertThat(Traces.numbers(run.rows().get(1), 1 + variables))
          .containsExactly(22L, 2L, 2L, 2L, 2L);
    }
  }

  /** It sleeps in the first round of a loop; the page is there in the others. */
  @ParameterizedTest
  @EnumSource(names = {"BEST", "SLEEPABLE_V3", "SLEEPABLE_PERF"})
  void what_a_loop_has_in_its_frame_is_not_another_threads(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      CodeOptions o = kernel.options;
      CodeOptions options =
          new CodeOptions(
              true, o.faultingStrings(), true, o.isa(), false, Optional.empty(), false, o.loops());
      Num hundreds = new Num.Binary(Num.Operator.MUL, new Num.Variable(0), Traces.constant(100));
      Num numbered = new Num.Binary(Num.Operator.ADD, hundreds, new Num.Found(0, 0));
      Num element =
          new Num.Binary(Num.Operator.ADD, new Num.Load(Traces.arg(1), 8, false), numbered);
      Source.Each each = new Source.Each(Traces.constant(4), 3, 0, new Source.Scalar(element));
      List<Step> steps = List.of(new Step.Define(0, Traces.arg(0)), new Step.Capture(0, each));
      Body body = Traces.body(Traces.layout(each.size()), steps, 1, target.site(0, target.probe));
      Run run =
          Run.of(
              Traces.compile(options, Traces.probe("probe", body)),
              target.attachment(),
              kernel.attach,
              () -> assertThat(target.command("overtaken")).isEqualTo("done"));
      assertThat(words(run.rows().get(0), each)).containsExactly(4L, 1L, 111L, 1L, 112L, 1L, 113L);
      assertThat(words(run.rows().get(1), each)).containsExactly(4L, 1L, 222L, 1L, 223L, 1L, 224L);
    }
  }

  /** How many there are, and of each element that is there its state and what it is. */
  private static List<Long> words(Traces.Row row, Source.Each each) {
    assertThat(row.state(0)).isEqualTo(SlotState.CAPTURED);
    ByteBuffer bytes = ByteBuffer.wrap(row.bytes(0, 0, each.size())).order(ByteOrder.LITTLE_ENDIAN);
    List<Long> words = new ArrayList<>();
    words.add(bytes.getLong());
    for (int i = 0; i < 2 * each.most(); i++) {
      // The number of an attempt is above its state.
      words.add(i % 2 == 0 ? bytes.getLong() & 0xff : bytes.getLong());
    }
    return words;
  }
}
