package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
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

  @Test
  void what_counts_as_missing_is_named_as_it_is_written() {
    String before = System.getProperty("tracebook.kernel.lacks");
    try {
      System.setProperty("tracebook.kernel.lacks", "LOOPS, ISA_V4");
      assertThat(Features.has(Feature.LOOPS)).isFalse();
      assertThat(Features.has(Feature.ISA_V4)).isFalse();
      System.setProperty("tracebook.kernel.lacks", "LOOPS,LOOP");
      assertThatThrownBy(() -> Features.has(Feature.ISA_V4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "`-Dtracebook.kernel.lacks` has no feature `LOOP`: name any of `RING_BUFFER`,"
                  + " `ATTACH_COOKIE`, `SLEEPABLE_UPROBE`, `UPROBE_MULTI`,"
                  + " `UPROBE_MULTI_PROCESS_FILTER`, `UPROBE_SESSION`, `ISA_V4`, `LOOPS`, `NS_PID`,"
                  + " `FIND_VMA`, `COPY_FROM_USER_STR`, with commas.");
    } finally {
      if (before == null) {
        System.clearProperty("tracebook.kernel.lacks");
      } else {
        System.setProperty("tracebook.kernel.lacks", before);
      }
    }
  }

  private static int number(String version) {
    String[] parts = version.split("[.-]", 3);
    return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
  }
}
