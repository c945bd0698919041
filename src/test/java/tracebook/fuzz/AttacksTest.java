package tracebook.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each attack on its seeds and on some mutations of them; src/test/fuzz/run searches for more. */
@Timeout(300)
class AttacksTest {
  private static final int MUTATIONS = 300;

  @ParameterizedTest
  @EnumSource
  void endsInNothingButTheDocumentedFailures(Attack attack) {
    Map<String, byte[]> fixtures = Fuzz.prepare(attack);
    assumeTrue(!fixtures.isEmpty(), "`gcc` is not installed");
    List<byte[]> seeds = attack.seeds(fixtures);
    assertThat(seeds).isNotEmpty();
    seeds.forEach(Fuzz::fuzzerTestOneInput);
    Random random = new Random(attack.name().hashCode());
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
      for (int changes = random.nextInt(4); changes >= 0 && input.length > 0; changes--) {
        input[random.nextInt(input.length)] = (byte) random.nextInt();
      }
      Fuzz.fuzzerTestOneInput(input);
    }
  }
}
