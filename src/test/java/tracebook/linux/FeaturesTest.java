package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeaturesTest {
  @ParameterizedTest
  @EnumSource
  void a_kernel_that_is_new_enough_has_it(Feature feature) {
    assumeTrue(Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty(), "needs CAP_BPF");
    String since = feature.words().replaceAll(".*\\(Linux (.*)\\)", "$1");
    assumeTrue(number(System.getProperty("os.version")) >= number(since), feature.words());
    assertThat(Features.has(feature)).as(feature.words()).isTrue();
    assertThat(Fd.open()).isEmpty();
  }

  private static int number(String version) {
    String[] parts = version.split("[.-]", 3);
    return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
  }
}
