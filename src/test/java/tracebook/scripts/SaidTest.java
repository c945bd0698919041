package tracebook.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.ir.RowLayout;
import tracebook.ir.SlotState;
import tracebook.linux.Rights;

/**
 * Expressions by chance that C has too, on memory, pointers, arrays, structures and strings: a
 * script says what the program itself says of them. {@code -Dseed=N -Dcount=N -Ddepth=N} tries
 * others.
 */
@Timeout(300)
class SaidTest {
  private static final long FIRST = Long.getLong("seed", 0);
  private static final int COUNT = Integer.getInteger("count", 300);
  private static final int OF_A_BLOCK = 25;
  private static final int HITS = 4;
  private static final int DEPTH = Integer.getInteger("depth", 4);

  @TempDir Path directory;

  @BeforeAll
  static void rights() {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O0 -fwrapv"})
  void an_expression_is_what_the_program_says(String compiler) throws Exception {
    List<Node> expressions =
        LongStream.range(FIRST, FIRST + COUNT).mapToObj(s -> Values.inC(s, DEPTH)).toList();
    List<String> different = new ArrayList<>();
    int equal = 0;
    int stated = 0;
    try (Subject subject =
        Subject.start(
            directory,
            List.of(compiler.split(" ", -1)),
            Flavor.ROWS,
            1,
            expressions.stream().map(Node::inC).toList())) {
      StringBuilder script = new StringBuilder();
      for (int first = 0; first < COUNT; first += OF_A_BLOCK) {
        script.append("trace ").append(subject.place).append(" as t").append(first);
        script.append(" { emit ");
        for (int i = first; i < Math.min(COUNT, first + OF_A_BLOCK); i++) {
          script.append(i == first ? "" : ", ").append('c').append(i).append(" = +(");
          script.append(expressions.get(i).text()).append(')');
        }
        script.append("; }\n");
      }
      Subject.Resolved resolved = subject.resolve(script.toString());
      assertThat(resolved.wrong()).as(resolved.problems()).isFalse();
      Subject.Ran ran = subject.run(resolved.program(), HITS);
      for (int hit = 0; hit < HITS; hit++) {
        List<String> said = subject.said(hit);
        for (int i = 0; i < COUNT; i++) {
          int block = i / OF_A_BLOCK;
          RowLayout layout = resolved.program().probes().get(block).bodies().getFirst().layout();
          byte[] record = ran.records().get(block).get(hit);
          int slot = i % OF_A_BLOCK;
          SlotState state = SlotState.of(record[RowLayout.STATES + slot]);
          String shown =
              state == SlotState.CAPTURED
                  ? String.valueOf(Bytes.word(record, layout.slots().get(slot).offset()))
                  : "failed";
          if (shown.equals(said.get(i))) {
            equal++;
          } else if (shown.equals("failed")) {
            stated++; // The compiler did without the part that fails.
          } else {
            different.add(
                "seed "
                    + (FIRST + i)
                    + ", hit "
                    + hit
                    + ": `"
                    + expressions.get(i).text()
                    + "` is "
                    + said.get(i)
                    + ", not "
                    + shown);
          }
        }
      }
    }
    System.out.println(compiler + ": equal " + equal + ", stated " + stated);
    assertThat(different).isEmpty();
    assertThat(stated).isLessThan(equal / 50);
  }
}
