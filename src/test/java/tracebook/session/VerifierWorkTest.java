package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tracebook.bytes.ByteString;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.Source;
import tracebook.ir.Step;

/** What the verifier follows grows with a body, not with the ways through it. */
class VerifierWorkTest extends LiveTest {
  @Test
  void wide_captures_do_not_explode_in_the_verifier() throws Exception {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Num address = new Num.Binary(Num.Operator.ADD, Traces.arg(0), Traces.constant(i));
      steps.add(
          i % 3 == 0
              ? new Step.Capture(i, new Source.Memory(address, 16))
              : i % 3 == 1
                  ? new Step.Capture(i, new Source.Text(address, 10))
                  : Traces.capture(i, new Num.Load(new Num.Load(address, 8, false), 4, true)));
    }
    int[] sizes = new int[100];
    Arrays.fill(sizes, 16);
    loads(Traces.layout(sizes), steps, 0);
  }

  @Test
  void failing_variables_do_not_explode_in_the_verifier() throws Exception {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      steps.add(
          new Step.Define(
              i,
              new Num.Load(
                  new Num.Binary(Num.Operator.ADD, Traces.arg(0), Traces.constant(8L * i)),
                  8,
                  false)));
    }
    for (int i = 0; i < 40; i++) {
      steps.add(
          Traces.capture(
              i,
              new Num.Binary(
                  Num.Operator.ADD, new Num.Variable(i % 20), new Num.Variable((i + 7) % 20))));
    }
    loads(Traces.scalars(40), steps, 20);
  }

  @Test
  void searches_do_not_explode_in_the_verifier() throws Exception {
    for (int[] shape :
        List.of(new int[] {2, 3968, 3}, new int[] {12, 256, 16}, new int[] {3, 256, 128})) {
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < shape[0]; i++) {
        Num found =
            new Num.Contains(
                new Num.Load(Traces.arg(i % 6), 8, false),
                ByteString.copyOf("x".repeat(shape[2]).getBytes(StandardCharsets.US_ASCII)),
                shape[1],
                i % 2 == 1);
        steps.add(
            i % 3 == 0
                ? new Step.Branch(
                    found, List.of(Traces.capture(i, Traces.arg(1))), List.of(new Step.Exit()))
                : Traces.capture(i, found));
        steps.add(new Step.Define(i, new Num.StringLength(Traces.arg(0), 1000)));
      }
      loads(Traces.scalars(shape[0]), steps, shape[0]);
    }
  }

  @Test
  void branches_do_not_explode_in_the_verifier() throws Exception {
    List<Step> sequence = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      sequence.add(
          new Step.Branch(
              new Num.Compare(
                  Num.Comparison.GT,
                  true,
                  new Num.Load(
                      new Num.Binary(Num.Operator.ADD, Traces.arg(0), Traces.constant(8L * i)),
                      8,
                      true),
                  Traces.arg(1)),
              List.of(Traces.capture(2 * i, Traces.arg(2))),
              List.of(Traces.capture(2 * i + 1, new Num.Load(Traces.arg(3), 4, true)))));
    }
    loads(Traces.scalars(60), sequence, 0);
    List<Step> nested = List.of(Traces.capture(30, Traces.arg(0)));
    for (int i = 0; i < 30; i++) {
      nested =
          List.of(
              new Step.Branch(
                  new Num.Or(
                      new Num.Load(Traces.arg(i % 6), 1, false),
                      new Num.Compare(Num.Comparison.LT, false, Traces.arg(0), Traces.arg(1))),
                  nested,
                  List.of(Traces.capture(i, Traces.arg(i % 6)))));
    }
    loads(Traces.scalars(31), nested, 0);
  }

  private static void loads(RowLayout layout, List<Step> steps, int variables) throws Exception {
    try (Target target = new Target(executable)) {
      Body body = Traces.body(layout, steps, variables, target.site(0, target.probe));
      for (Kernel kernel : Kernel.values()) {
        Run run = Run.of(kernel, target, body, () -> target.command("text abcdef"));
        assertThat(run.outcome().accounts().get(0).hits()).isEqualTo(1);
      }
    }
  }
}
