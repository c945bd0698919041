package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;

/** What is mapped is read, also where it is not resident; what is not mapped stays so. */
class MappedMemoryTest extends LiveTest {
  private static Num before(int argument, int bytes) {
    return new Num.Binary(Num.Operator.ADD, Traces.arg(argument), Traces.constant(-bytes));
  }

  private static long[] numbers(String answer) {
    return Arrays.stream(answer.split(" ")).mapToLong(Long::decode).toArray();
  }

  /** Reads 8 bytes and a string at an address below an area, whose beginning stays where it is. */
  @ParameterizedTest
  @EnumSource
  void memory_below_a_stack_or_another_area_that_grows_downwards_is_not_there(Kernel kernel)
      throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              Traces.capture(0, new Num.Load(Traces.arg(0), 8, false)),
              new Step.Capture(1, new Source.Text(Traces.arg(0), 40)));
      Body body = Traces.body(Traces.layout(8, 46), steps, 0, target.site(0, target.probe));
      // The last of them ends in the area.
      for (String where :
          List.of(
              "stack 1000000", "stack 65536", "area 1000000", "area 65536", "area 8", "area 4")) {
        long[] said = new long[3];
        Run run =
            Run.of(
                kernel,
                target,
                body,
                () -> System.arraycopy(numbers(target.command("below " + where)), 0, said, 0, 3));
        for (int slot = 0; slot < 2; slot++) {
          assertThat(run.row().state(slot)).as(where).isEqualTo(SlotState.FAULT);
          assertThat(run.row().number(slot)).isEqualTo(said[0]);
        }
        assertThat(said[2]).as(where).isEqualTo(said[1]);
        assertThat(run.outcome().accounts()).containsExactly(new Account(1, 1, 0, 0, 0, 1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void absent_pages_are_read_to_their_edge_and_not_beyond(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              new Step.Capture(0, new Source.Memory(before(0, 8), 8)),
              new Step.Capture(1, new Source.Memory(before(1, 8), 9)),
              new Step.Capture(2, new Source.Text(before(2, 5), 40)),
              new Step.Capture(3, new Source.Text(before(3, 4), 40)),
              new Step.Capture(4, new Source.Memory(before(4, 4), 8)),
              Traces.capture(5, new Num.Load(Traces.arg(5), 8, false)));
      Body body =
          Traces.body(Traces.layout(8, 16, 46, 46, 8, 8), steps, 0, target.site(0, target.probe));
      long[] said = new long[3];
      Run run =
          Run.of(
              kernel,
              target,
              body,
              () -> System.arraycopy(numbers(target.command("edges")), 0, said, 0, 3));
      Traces.Row row = run.row();
      boolean faults = kernel.options.sleepable();
      boolean strings = faults && kernel.options.faultingStrings();
      for (int slot = 0; slot < 6; slot++) {
        boolean read = slot == 2 ? strings : faults && (slot == 0 || slot == 4);
        assertThat(row.state(slot))
            .as("slot " + slot)
            .isEqualTo(read ? SlotState.CAPTURED : SlotState.FAULT);
      }
      assertThat(row.number(1)).isEqualTo(said[0] - 8);
      assertThat(row.number(3)).isEqualTo(said[1] - 4);
      assertThat(row.number(5)).isEqualTo(said[2]);
      if (faults) {
        assertThat(row.bytes(0, 0, 8)).isEqualTo("12345678".getBytes(StandardCharsets.US_ASCII));
        assertThat(row.bytes(4, 0, 8))
            .isEqualTo("seam\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
      }
      if (strings) {
        assertThat(row.bytes(2, 0, 9))
            .isEqualTo("\5\0\0\0tail\0".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** Otherwise the thread that handles the faults could wait for itself. */
  @ParameterizedTest
  @EnumSource
  void a_page_whose_faults_the_program_handles_is_not_faulted_in(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              Traces.capture(0, new Num.Load(Traces.arg(0), 8, false)),
              new Step.Capture(1, new Source.Text(Traces.arg(1), 40)));
      Body body = Traces.body(Traces.layout(8, 46), steps, 0, target.site(0, target.probe));
      long[] said = new long[2];
      Run run =
          Run.of(
              kernel,
              target,
              body,
              () -> System.arraycopy(numbers(target.command("unhandled")), 0, said, 0, 2));
      boolean faults = kernel.options.sleepable();
      boolean strings = faults && kernel.options.faultingStrings();
      assertThat(run.row().state(0)).isEqualTo(faults ? SlotState.OWN_FAULTS : SlotState.FAULT);
      assertThat(run.row().state(1)).isEqualTo(strings ? SlotState.OWN_FAULTS : SlotState.FAULT);
      assertThat(run.row().number(0)).isEqualTo(said[0]);
      assertThat(run.row().number(1)).isEqualTo(said[1]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEST", "SLEEPABLE_PERF"})
  void a_page_is_read_or_perhaps_mapped_while_what_is_mapped_is_being_changed(Kernel kernel)
      throws Exception {
    try (Target target = new Target(executable)) {
      int hits = 2000;
      Body body =
          Traces.body(
              Traces.scalars(1),
              List.of(Traces.capture(0, new Num.Load(Traces.arg(0), 8, false))),
              0,
              target.site(0, target.probe));
      Run run = Run.of(kernel, target, body, () -> target.command("changing " + hits));
      long missing = run.rows().stream().filter(r -> r.state(0) != SlotState.CAPTURED).count();
      for (Traces.Row row : run.rows()) {
        if (row.state(0) == SlotState.CAPTURED) {
          assertThat(row.bytes(0, 0, 8)).isEqualTo("changing".getBytes(StandardCharsets.US_ASCII));
        } else {
          assertThat(row.state(0)).isEqualTo(SlotState.PERHAPS_MAPPED);
        }
      }
      assertThat(run.outcome().accounts())
          .containsExactly(new Account(hits, hits, 0, 0, 0, missing));
    }
  }
}
