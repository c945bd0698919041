package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.linux.Fd;
import tracebook.linux.Rights;

/** Needs rights and gcc; leaves nothing open. */
@Timeout(120)
abstract class LiveTest {
  @TempDir static Path dir;
  static Path executable = Path.of("not compiled");
  private List<String> fdsBefore = List.of();

  @BeforeAll
  static void compile() throws Exception {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
    executable = Target.compile(dir);
  }

  @BeforeEach
  void count() {
    fdsBefore = Fd.open();
  }

  @AfterEach
  void nothing_is_left_open() {
    assertThat(Fd.open()).isEqualTo(fdsBefore);
  }
}
