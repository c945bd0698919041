package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.bytes.ByteString;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.ir.Step;
import tracebook.scripts.Interpreter;
import tracebook.scripts.Memory;
import tracebook.scripts.Moment;

/** Bodies by chance, compiled and run by the kernel, mean what the interpreter says. */
class RandomBodiesTest extends LiveTest {
  @ParameterizedTest
  @EnumSource
  void bodies_by_chance_mean_what_the_interpreter_says(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      for (int seed = 0; seed < 12; seed++) {
        bodyByChance(target, kernel, seed);
      }
    }
  }

  private static void bodyByChance(Target target, Kernel kernel, int seed) throws Exception {
    RandomBodies chance = new RandomBodies(seed);
    List<Step> steps = chance.steps(25);
    Body body =
        Traces.body(
            Traces.scalars(chance.slots()),
            steps,
            RandomBodies.VARIABLES,
            target.site(0, target.probe));
    long text = Long.decode(target.command("text " + RandomBodies.MEMORY));
    byte[] memory =
        Arrays.copyOf(
            RandomBodies.MEMORY.getBytes(StandardCharsets.US_ASCII),
            RandomBodies.MEMORY.length() + 64);
    List<long[]> calls = IntStream.range(0, 60).mapToObj(i -> arguments(text, chance)).toList();
    Run run =
        Run.of(
            kernel,
            target,
            body,
            () -> {
              for (long[] call : calls) {
                target.command("call " + Target.hex(call));
              }
            });
    int row = 0;
    int unreadable = 0;
    Interpreter interpreter = new Interpreter();
    for (long[] call : calls) {
      Interpreter.Hit hit =
          interpreter.hit(steps, moment(call, Memory.of(text, memory)), Optional.empty());
      unreadable += hit.unreadable() ? 1 : 0;
      if (hit.row().isEmpty()) {
        continue;
      }
      Traces.Row got = run.rows().get(row++);
      for (int slot = 0; slot < chance.slots(); slot++) {
        Interpreter.Slot want =
            hit.row().get().getOrDefault(slot, Interpreter.Slot.failed(SlotState.NOT_REACHED, 0));
        String what = "seed " + seed + ", slot " + slot + ", arguments " + Target.hex(call);
        assertThat(got.state(slot)).as(what).isEqualTo(want.state());
        // A mark leaves its slot as it is.
        if (want.state() != SlotState.NOT_REACHED && !isMark(steps, slot)) {
          assertThat(got.number(slot)).as(what).isEqualTo(number(want));
        }
      }
    }
    assertThat(run.outcome().accounts())
        .containsExactly(new Account(60, row, 60 - row, 0, 0, unreadable));
  }

  private static Moment moment(long[] arguments, Memory memory) {
    List<Long> registers = new ArrayList<>(Collections.nCopies(16, 0L));
    for (int i = 0; i < arguments.length; i++) {
      registers.set(((Num.Register) Traces.arg(i)).number(), arguments[i]);
    }
    ByteString noName = ByteString.copyOf(new byte[16]);
    return new Moment(
        registers,
        memory,
        0,
        noName,
        fact -> {
          throw new IllegalArgumentException(fact.toString());
        });
  }

  private static long number(Interpreter.Slot slot) {
    return slot.state() == SlotState.CAPTURED
        ? ByteBuffer.wrap(slot.bytes().toArray()).order(ByteOrder.LITTLE_ENDIAN).getLong()
        : slot.address();
  }

  private static long[] arguments(long text, RandomBodies chance) {
    long[] arguments = LongStream.generate(chance::number).limit(6).toArray();
    arguments[0] = text;
    return arguments;
  }

  private static boolean isMark(List<Step> steps, int slot) {
    return steps.stream()
        .anyMatch(
            s ->
                switch (s) {
                  case Step.Reach r -> r.slot() == slot;
                  case Step.Branch b -> isMark(b.then(), slot) || isMark(b.otherwise(), slot);
                  case Step.Capture c -> false;
                  case Step.Define d -> false;
                  case Step.MarkUnreadable m -> false;
                  case Step.Every e -> isMark(e.then(), slot);
                  case Step.Limit l -> isMark(l.then(), slot);
                  case Step.Summarize z -> false;
                  case Step.Exit e -> false;
                });
  }
}
