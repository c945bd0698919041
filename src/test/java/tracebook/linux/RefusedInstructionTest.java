package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.Started;

/** An instruction that the kernel cannot probe: {@code lock} has a prefix that it refuses. */
@Timeout(300)
class RefusedInstructionTest {
  /** The linker puts code at the second page of the file. */
  private static final int CODE_OFFSET = 4096;

  @TempDir Path dir;
  private Path executable = Path.of("");

  @BeforeEach
  void build() throws Exception {
    assumeTrue(
        Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty(),
        "needs CAP_BPF and CAP_PERFMON");
    assumeTrue(Features.has(Feature.UPROBE_MULTI), Feature.UPROBE_MULTI.words());
    executable = dir.resolve("locked");
    Process gcc =
        new ProcessBuilder(
                "gcc",
                "-static",
                "-nostdlib",
                "-o",
                executable.toString(),
                "src/test/c/linux/locked.s")
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
  }

  private UprobeSpec spec(OptionalInt pid) {
    return new UprobeSpec(executable, List.of(new UprobeSpec.Place(CODE_OFFSET, 0)), false, pid);
  }

  private static BpfProgram load(ProgramSpec.Attach attach) {
    byte[] code = {(byte) 0xb7, 0, 0, 0, 0, 0, 0, 0, (byte) 0x95, 0, 0, 0, 0, 0, 0, 0};
    return Bpf.load(new ProgramSpec("nothing", code, false, attach));
  }

  @Test
  void it_is_refused_when_a_process_has_it_mapped() throws Exception {
    Process process = Started.program(executable.toString());
    OptionalInt pid = OptionalInt.of((int) process.pid());
    try (BpfProgram multi = load(ProgramSpec.Attach.UPROBE_MULTI)) {
      assertThatThrownBy(() -> Bpf.attachMulti(multi, spec(pid)))
          .isInstanceOfSatisfying(
              SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTSUPP));
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Fd.open()).isEmpty();
  }

  /** So whoever attaches before the program is started must look at the instruction himself. */
  @Test
  void it_is_accepted_and_never_hit_when_no_process_has_it_mapped() throws Exception {
    try (BpfProgram multi = load(ProgramSpec.Attach.UPROBE_MULTI);
        BpfLink link = Bpf.attachMulti(multi, spec(OptionalInt.empty()))) {
      assertThat(link.info().id()).isPositive();
    }
  }
}
