package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main.(*Set[...]).Add | main.(*Set[go.shape.int]).Add",
        "main.Set.Add | main.(*Set[go.shape.int]).Add",
        "(*Set).Add | main.(*Set[go.shape.int]).Add",
        "Set[go.shape.int].Add | main.(*Set[go.shape.int]).Add",
        "main.Pair[...] | main.Pair[go.shape.string,go.shape.struct { a, b int }]",
        "yaml.Unmarshal | gopkg.in/yaml%2ev3.Unmarshal",
        "yaml.v3.Unmarshal | gopkg.in/yaml%2ev3.Unmarshal",
        "gopkg.in/yaml.v3.Unmarshal | gopkg.in/yaml%2ev3.Unmarshal",
        "gopkg.in/yaml%2ev3.Unmarshal | gopkg.in/yaml%2ev3.Unmarshal",
        "rand.Int | math/rand/v2.Int",
        "poll.(*FD).Write | internal/poll.(*FD).Write",
        "main.f.func1 | main.f.func1",
      })
  void means(String written, String linked) {
    assertThat(GoNames.means(written, linked)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main.Set[int].Add | main.(*Set[go.shape.int]).Add",
        "main.Set.Add | main.(*Set[go.shape.int]).Added",
        "et.Add | main.(*Set).Add",
        "ain.Set.Add | main.(*Set).Add",
        "rand.Int | math/rand/v2.Int31",
        "v3.Unmarshal | gopkg.in/yaml%2ev3.Unmarshal",
      })
  void meansAnother(String written, String linked) {
    assertThat(GoNames.means(written, linked)).isFalse();
  }

  @Test
  void instances() {
    List<String> all = List.of("main.Max[go.shape.int]", "main.Max[go.shape.string]", "main.Min");
    assertThat(GoNames.instances("main.Max[int]", all)).isEqualTo(all.subList(0, 2));
    assertThat(GoNames.instances("main.Max", all)).isEmpty();
  }
}
