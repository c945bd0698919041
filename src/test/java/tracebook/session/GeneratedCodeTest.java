package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.bytes.ByteString;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Num;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;

/** Every node of the typed program, compiled and run by the kernel. */
class GeneratedCodeTest extends LiveTest {
  @ParameterizedTest
  @EnumSource
  void memory_is_read_at_every_width_with_and_without_sign(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps = new ArrayList<>();
      for (int bytes : new int[] {1, 2, 4, 8}) {
        steps.add(Traces.capture(steps.size(), new Num.Load(Traces.arg(0), bytes, false)));
        steps.add(Traces.capture(steps.size(), new Num.Load(Traces.arg(0), bytes, true)));
      }
      Body body = Traces.body(Traces.scalars(8), steps, 0, target.site(0, target.probe));
      Run run = Run.of(kernel, target, body, () -> target.command("text \u007f~}|{zyx"));
      // 7f 7e 7d 7c 7b 7a 79 78
      assertThat(Traces.numbers(run.row(), 8))
          .containsExactly(
              0x7fL,
              0x7fL,
              0x7e7fL,
              0x7e7fL,
              0x7c7d7e7fL,
              0x7c7d7e7fL,
              0x78797a7b7c7d7e7fL,
              0x78797a7b7c7d7e7fL);
      run = Run.of(kernel, target, body, () -> target.command("text \u00e4\u00f6\u00fc\u00df"));
      byte[] text = "\u00e4\u00f6\u00fc\u00df".getBytes(StandardCharsets.UTF_8);
      assertThat(Traces.numbers(run.row(), 8))
          .containsExactly(
              0xffL & text[0],
              (long) text[0],
              0xa4c3L,
              (long) (short) 0xa4c3,
              0xb6c3a4c3L,
              -0x493c5b3dL,
              0x9fc3bcc3b6c3a4c3L,
              0x9fc3bcc3b6c3a4c3L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pages_that_are_not_resident_are_read_by_sleepable_programs(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      Num first = Traces.arg(0);
      List<Step> steps =
          List.of(
              new Step.Capture(0, new Source.Memory(first, 40)),
              new Step.Capture(1, new Source.Text(first, 8)),
              Traces.capture(2, new Num.Load(first, 4, false)));
      Body body = Traces.body(Traces.layout(40, 14, 8), steps, 0, target.site(0, target.probe));
      for (String command : List.of("untouched", "file", "unmapped")) {
        long[] address = new long[1];
        Run run =
            Run.of(kernel, target, body, () -> address[0] = Long.decode(target.command(command)));
        Traces.Row row = run.row();
        boolean readable = kernel.options.sleepable() && !command.equals("unmapped");
        for (int slot = 0; slot < 3; slot++) {
          assertThat(row.state(slot))
              .as(command + " " + slot)
              .isEqualTo(readable ? SlotState.CAPTURED : SlotState.FAULT);
          if (!readable) {
            assertThat(row.number(slot)).isEqualTo(address[0]);
          }
        }
        if (readable) {
          byte[] want =
              command.equals("file")
                  ? Arrays.copyOf(Files.readAllBytes(executable), 40)
                  : new byte[40];
          assertThat(row.bytes(0, 0, 40)).isEqualTo(want);
          // The file begins with "\177ELF", 2, 1, 1, 0; the string is that with its NUL.
          boolean file = command.equals("file");
          assertThat(row.bytes().getInt(row.layout().slots().get(1).offset()))
              .isEqualTo(file ? 8 : 1);
          assertThat(row.bytes(1, 4, file ? 8 : 1)).isEqualTo(Arrays.copyOf(want, file ? 8 : 1));
        }
        assertThat(run.outcome().accounts())
            .containsExactly(new Account(1, 1, 0, 0, 0, readable ? 0 : 1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_string_is_whole_or_cut_or_its_address_is_bad(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              new Step.Capture(0, new Source.Text(Traces.arg(0), 5)),
              new Step.Capture(1, new Source.Text(Traces.constant(0), 5)));
      Body body = Traces.body(Traces.layout(11, 11), steps, 0, target.site(0, target.probe));
      List<String> texts = List.of("", "a", "abcd", "abcde", "abcdef", "abcdefgh");
      Run run =
          Run.of(
              kernel,
              target,
              body,
              () -> {
                for (String text : texts) {
                  target.command("text " + text);
                }
              });
      for (int i = 0; i < texts.size(); i++) {
        Traces.Row row = run.rows().get(i);
        byte[] text = (texts.get(i) + "\0").getBytes(StandardCharsets.UTF_8);
        assertThat(row.state(0)).isEqualTo(SlotState.CAPTURED);
        int length = row.bytes().getInt(row.layout().slots().get(0).offset());
        assertThat(length).isEqualTo(Math.min(text.length, 7));
        assertThat(row.bytes(0, 4, length - 1)).isEqualTo(Arrays.copyOf(text, length - 1));
        assertThat(row.state(1)).isEqualTo(SlotState.FAULT);
        assertThat(row.number(1)).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_match_is_exact(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<String> patterns = List.of("", "a", "GET /", "GET /index.html", "abcdefghij");
      List<Step> steps = new ArrayList<>();
      for (String pattern : patterns) {
        ByteString bytes = ByteString.copyOf(pattern.getBytes(StandardCharsets.UTF_8));
        for (boolean terminated : new boolean[] {true, false}) {
          steps.add(
              Traces.capture(steps.size(), new Num.Matches(Traces.arg(0), bytes, terminated)));
        }
      }
      Body body = Traces.body(Traces.scalars(10), steps, 0, target.site(0, target.probe));
      List<String> texts =
          List.of(
              "",
              "a",
              "b",
              "ab",
              "GET",
              "GET /",
              "GET /i",
              "GET /index.html",
              "GET /index.htm",
              "GET /index.htmk",
              "GET /index.html?",
              "abcdefghij",
              "abcdefghiJ",
              "abcdefghijk");
      Run run =
          Run.of(
              kernel,
              target,
              body,
              () -> {
                for (String text : texts) {
                  target.command("text " + text);
                }
              });
      for (int i = 0; i < texts.size(); i++) {
        for (int p = 0; p < patterns.size(); p++) {
          String what = "`" + texts.get(i) + "` with `" + patterns.get(p) + "`";
          Traces.Row row = run.rows().get(i);
          assertThat(row.number(2 * p))
              .as(what)
              .isEqualTo(texts.get(i).equals(patterns.get(p)) ? 1 : 0);
          assertThat(row.number(2 * p + 1))
              .as(what + " as prefix")
              .isEqualTo(texts.get(i).startsWith(patterns.get(p)) ? 1 : 0);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_the_kernel_knows_of_a_hit(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps = new ArrayList<>();
      for (Num.Fact fact : Num.Fact.values()) {
        steps.add(Traces.capture(steps.size(), new Num.Context(fact)));
      }
      steps.add(Traces.capture(steps.size(), new Num.Bias()));
      steps.add(new Step.Capture(steps.size(), new Source.Comm()));
      int[] sizes = new int[steps.size()];
      Arrays.fill(sizes, 8);
      sizes[sizes.length - 1] = 16;
      Body body = Traces.body(Traces.layout(sizes), steps, 0, target.site(0, target.probe));
      long before = tracebook.linux.Clocks.monotonic();
      long wallBefore = tracebook.linux.Clocks.realtime();
      Run run =
          Run.of(
              kernel,
              target,
              body,
              () -> {
                target.command("name \u00e9ine");
                target.command("name fifteen-letters");
              });
      long after = tracebook.linux.Clocks.monotonic();
      long wallAfter = tracebook.linux.Clocks.realtime();
      for (int i = 0; i < 2; i++) {
        Traces.Row row = run.rows().get(i);
        assertThat(row.pid()).isEqualTo(target.pid());
        assertThat(row.tid()).isEqualTo(target.pid());
        assertThat(row.time()).isBetween(before, after);
        assertThat(fact(row, Num.Fact.PID)).isEqualTo(target.pid());
        assertThat(fact(row, Num.Fact.TID)).isEqualTo(target.pid());
        assertThat(fact(row, Num.Fact.HOST_PID)).isEqualTo(fact(row, Num.Fact.HOST_TID));
        assertThat(fact(row, Num.Fact.CPU))
            .isBetween(0L, (long) Runtime.getRuntime().availableProcessors());
        assertThat(fact(row, Num.Fact.UID)).isZero();
        assertThat(fact(row, Num.Fact.GID)).isZero();
        assertThat(fact(row, Num.Fact.MONOTONIC)).isBetween(before, after);
        assertThat(fact(row, Num.Fact.WALL_CLOCK))
            .isBetween(wallBefore - 1_000_000, wallAfter + 1_000_000);
        assertThat(fact(row, Num.Fact.HIT)).isEqualTo(i + 1);
        assertThat(fact(row, Num.Fact.PC)).isEqualTo(target.probe);
        assertThat(row.number(sizes.length - 2)).isEqualTo(target.module().base());
        String comm = i == 0 ? "\u00e9ine" : "fifteen-letters";
        assertThat(row.bytes(sizes.length - 1, 0, 16))
            .startsWith((comm + "\0").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void several_sites_of_one_program_share_the_bias_of_their_module(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      Body body =
          Traces.body(
              Traces.scalars(1),
              List.of(Traces.capture(0, new Num.Bias())),
              0,
              target.site(0, target.probe),
              target.site(1, target.other));
      Run run =
          Run.of(
              kernel,
              target,
              body,
              () -> {
                target.command("call 1 0 0 0 0 0");
                target.command("other 1");
              });
      assertThat(run.rows()).extracting(Traces.Row::site).contains(0, 1);
      for (Traces.Row row : run.rows()) {
        assertThat(row.number(0)).isEqualTo(target.module().base());
      }
    }
  }

  private static long fact(Traces.Row row, Num.Fact fact) {
    return row.number(List.of(Num.Fact.values()).indexOf(fact));
  }

  @ParameterizedTest
  @EnumSource
  void a_value_in_pieces_is_put_together(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Source.Part> parts = new ArrayList<>();
      int offset = 0;
      for (int bytes = 1; bytes <= 8; bytes++) {
        parts.add(new Source.Part(offset, bytes, new Source.Scalar(Traces.arg(1))));
        offset += bytes;
      }
      parts.add(new Source.Part(offset, 3, new Source.Memory(Traces.arg(0), 3)));
      Body bad =
          Traces.body(
              Traces.layout(40, 16),
              List.of(
                  new Step.Capture(0, new Source.Assembled(parts)),
                  new Step.Capture(
                      1,
                      new Source.Assembled(
                          List.of(
                              new Source.Part(0, 8, new Source.Scalar(Traces.arg(1))),
                              new Source.Part(8, 8, new Source.Memory(Traces.constant(64), 8)))))),
              0,
              target.site(0, target.probe));
      Run run =
          Run.of(
              Traces.compile(kernel.options, Traces.probe("probe", bad)),
              target.attachment(),
              kernel.attach,
              () -> {
                long at = Long.decode(target.command("text xyz"));
                target.command(
                    "call " + Target.hex(new long[] {at, 0x8877665544332211L, 0, 0, 0, 0}));
              });
      Traces.Row row = run.rows().get(1);
      int at = 0;
      for (int bytes = 1; bytes <= 8; bytes++) {
        for (int i = 0; i < bytes; i++) {
          assertThat(row.bytes(0, at++, 1)[0]).isEqualTo((byte) (0x11 * (i + 1)));
        }
      }
      assertThat(row.bytes(0, at, 3)).containsExactly('x', 'y', 'z');
      assertThat(row.state(1)).isEqualTo(SlotState.FAULT);
      assertThat(row.number(1)).isEqualTo(64);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_failed_variable_fails_where_it_is_used_and_a_failed_condition_takes_no_branch(
      Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      Num variable = new Num.Variable(0);
      List<Step> steps =
          List.of(
              new Step.Define(0, new Num.Load(Traces.arg(0), 4, true)),
              Traces.capture(0, new Num.Binary(Num.Operator.ADD, variable, Traces.arg(1))),
              new Step.Branch(variable, List.of(new Step.Reach(1)), List.of(new Step.Reach(2))),
              Traces.capture(3, new Num.Or(Traces.constant(1), variable)),
              Traces.capture(4, new Num.And(Traces.constant(0), variable)),
              Traces.capture(5, new Num.Or(Traces.constant(0), variable)));
      Body body =
          Traces.body(Traces.layout(8, 0, 0, 8, 8, 8), steps, 1, target.site(0, target.probe));
      Run run =
          Run.of(
              kernel,
              target,
              body,
              () -> {
                target.command("call 40 1 0 0 0 0");
                target.command("text \u0001");
              });
      Traces.Row failed = run.rows().get(0);
      assertThat(failed.state(0)).isEqualTo(SlotState.FAULT);
      assertThat(failed.number(0)).isEqualTo(64);
      assertThat(failed.state(1)).isEqualTo(SlotState.NOT_REACHED);
      assertThat(failed.state(2)).isEqualTo(SlotState.NOT_REACHED);
      assertThat(failed.number(3)).isEqualTo(1);
      assertThat(failed.state(4)).isEqualTo(SlotState.CAPTURED);
      assertThat(failed.number(4)).isZero();
      assertThat(failed.state(5)).isEqualTo(SlotState.FAULT);
      assertThat(failed.number(5)).isEqualTo(64);
      Traces.Row good = run.rows().get(1);
      assertThat(good.number(0)).isEqualTo(1);
      assertThat(good.state(1)).isEqualTo(SlotState.CAPTURED);
      assertThat(good.state(2)).isEqualTo(SlotState.NOT_REACHED);
      assertThat(run.outcome().accounts()).containsExactly(new Account(2, 2, 0, 0, 0, 1));
    }
  }
}
