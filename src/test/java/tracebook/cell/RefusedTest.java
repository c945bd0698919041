package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What the virtual machine throws where a mapped file ended, in words of ours. */
class RefusedTest {
  @Test
  void aFileThatBecameShorter() {
    InternalError fault =
        new InternalError(
            "a fault occurred in a recent unsafe memory access operation in compiled Java code");
    assertThat(Refused.becauseFileChanged(fault).result().lines())
        .containsExactly(
            "error: A file of the target became shorter while it was read.",
            "hint: Run the cell again when the file is complete.");
  }

  @Test
  void anyOtherErrorOfTheMachineStaysOne() {
    InternalError other = new InternalError("something else");
    assertThatThrownBy(() -> Refused.becauseFileChanged(other)).isSameAs(other);
  }
}
