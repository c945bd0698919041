package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Account;
import tracebook.ir.Body;
import tracebook.ir.Contents;
import tracebook.ir.Format;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.ir.Source;
import tracebook.ir.Step;
import tracebook.ir.Summary;
import tracebook.ir.Summary.Function;
import tracebook.ir.Summary.Word;
import tracebook.ir.TraceProgram;

/** A body that groups its hits, compiled and run by the kernel. */
class GroupedCodeTest extends LiveTest {
  private static final int NUMBER = 0;
  private static final int TEXT = 1;

  /** Everything that can be made of a signed 64-bit number, and the distinct strings. */
  private static final Summary SUMMARY =
      new Summary(
          Traces.scalars(1),
          List.of(
              new Summary.Value(new Format.Int(8, true), 64, true),
              new Summary.Value(new Format.Text(8), 0, false)),
          aggregates());

  private static List<Summary.Aggregate> aggregates() {
    List<Summary.Aggregate> all = new ArrayList<>();
    for (Function function : Function.values()) {
      int value = function == Function.COUNT ? -1 : NUMBER;
      all.add(new Summary.Aggregate(function.name(), function, value));
    }
    all.add(new Summary.Aggregate("texts", Function.DISTINCT, TEXT));
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void the_words_of_each_group_are_those_of_its_hits(Kernel kernel) throws Exception {
    try (Target target = new Target(executable)) {
      List<Step> steps =
          List.of(
              new Step.Define(0, Traces.arg(1)),
              new Step.Summarize(
                  0,
                  List.of(Traces.capture(0, Traces.arg(2))),
                  List.of(
                      new Step.Numeric(0), new Step.Textual(new Source.Text(Traces.arg(0), 8)))));
      Body body = Traces.body(Traces.layout(), steps, 1, target.site(0, target.probe));
      TraceProgram program =
          new TraceProgram(List.of(Traces.probe("probe", body)), List.of(SUMMARY));
      String text = target.command("text hello").substring(2);
      Run run =
          Run.of(
              CompiledTrace.of(program, kernel.options),
              target.attachment(),
              kernel.attach,
              () -> {
                target.command("call " + text + " 5 1 0 0 0");
                target.command("call " + text + " fffffffffffffffd 1 0 0 0");
                target.command("call " + text + " 46 1 0 0 0");
                target.command("call 40 10000000003 2 0 0 0");
              });
      assertThat(run.rows()).isEmpty();
      assertThat(run.outcome().accounts()).containsExactly(new Account(4, 4, 0, 0, 0, 1));
      Contents contents = run.outcome().summaries().get(0);
      assertThat(contents.groups()).hasSize(2);

      assertThat(total(contents, 1, Summary.COUNT)).isEqualTo(3);
      assertThat(total(contents, 1, NUMBER, Word.FAILED)).isZero();
      assertThat(total(contents, 1, NUMBER, Word.SUM_LOW)).isEqualTo(5 - 3 + 70);
      assertThat(total(contents, 1, NUMBER, Word.LOW_SQUARES)).isEqualTo(25 + 9 + 4900);
      assertThat(total(contents, 1, NUMBER, Word.HIGH_SQUARES)).isZero();
      assertThat(Summary.ordered(~largest(contents, 1, Word.MIN), true)).isEqualTo(-3);
      assertThat(Summary.ordered(largest(contents, 1, Word.MAX), true)).isEqualTo(70);
      assertThat(total(contents, 1, TEXT, Word.FAILED)).isZero();

      // 2^40 + 3 = 2^8 · 2^32 + 3
      assertThat(total(contents, 2, Summary.COUNT)).isEqualTo(1);
      assertThat(total(contents, 2, NUMBER, Word.SUM_LOW)).isEqualTo((1L << 40) + 3);
      assertThat(total(contents, 2, NUMBER, Word.SUM_HIGH)).isZero();
      assertThat(total(contents, 2, NUMBER, Word.LOW_SQUARES)).isEqualTo(9);
      assertThat(total(contents, 2, NUMBER, Word.PRODUCTS)).isEqualTo(3 << 8);
      assertThat(total(contents, 2, NUMBER, Word.HIGH_SQUARES)).isEqualTo(1 << 16);
      assertThat(Summary.ordered(~largest(contents, 2, Word.MIN), true)).isEqualTo((1L << 40) + 3);
      assertThat(Summary.ordered(largest(contents, 2, Word.MAX), true)).isEqualTo((1L << 40) + 3);
      assertThat(total(contents, 2, TEXT, Word.FAILED)).isEqualTo(1);

      // 70 / 2 is the first below 64; 2^40 / 2^35 is 32.
      assertThat(tails(contents.buckets().getOrDefault(NUMBER, List.of())))
          .containsExactlyInAnyOrder(
              List.of(1L, 5L), List.of(1L, -3L), List.of(1L, 32L + 35), List.of(2L, 35 * 32L + 32));
      assertThat(tails(contents.distinct().getOrDefault(NUMBER, List.of())))
          .containsExactlyInAnyOrder(
              List.of(1L, 5L), List.of(1L, -3L), List.of(1L, 70L), List.of(2L, (1L << 40) + 3));
      List<Contents.Entry> texts = contents.distinct().getOrDefault(TEXT, List.of());
      assertThat(texts).hasSize(1);
      byte[] key = texts.get(0).key().toArray();
      assertThat(key).hasSize(SUMMARY.keyBytes() + SUMMARY.distinctBytes(TEXT));
      assertThat(new String(key, SUMMARY.keyBytes() + 4, 6, StandardCharsets.US_ASCII))
          .isEqualTo("hello\0");
    }
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  /** The number that is the key of a group. */
  private static long group(byte[] key) {
    assertThat(key[0]).isEqualTo((byte) SlotState.CAPTURED.code());
    return buffer(key).getLong(SUMMARY.key().slots().get(0).offset() - RowLayout.STATES);
  }

  /** Each key as the number of its group and the one behind it. */
  private static List<List<Long>> tails(List<Contents.Entry> entries) {
    return entries.stream()
        .map(e -> e.key().toArray())
        .map(key -> List.of(group(key), buffer(key).getLong(SUMMARY.keyBytes())))
        .toList();
  }

  private static long total(Contents contents, long group, int value, Word word) {
    return total(contents, group, SUMMARY.word(value, word));
  }

  private static long total(Contents contents, long group, int word) {
    return words(contents, group, word).sum();
  }

  private static long largest(Contents contents, long group, Word word) {
    return words(contents, group, SUMMARY.word(NUMBER, word))
        .boxed()
        .max(Long::compareUnsigned)
        .orElseThrow();
  }

  /** One for each CPU. */
  private static LongStream words(Contents contents, long group, int word) {
    Contents.Entry entry =
        contents.groups().stream()
            .filter(e -> group(e.key().toArray()) == group)
            .findFirst()
            .orElseThrow();
    ByteBuffer words = buffer(entry.value().toArray());
    int stride = 8 * SUMMARY.words();
    return LongStream.range(0, words.capacity() / stride)
        .map(cpu -> words.getLong((int) cpu * stride + 8 * word));
  }
}
