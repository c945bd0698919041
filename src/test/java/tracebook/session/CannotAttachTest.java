package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tracebook.ir.Site;
import tracebook.linux.Feature;

/** The words of each reason that no machine of the tests gives. */
class CannotAttachTest {
  private static final Site SITE =
      new Site(
          0, "/usr/bin/shop", 0x1139, 0x139, Optional.empty(), "price", "shop.c", 7, "f0 ff 07");
  private static final Site BARE =
      new Site(1, "/usr/bin/shop", 0x1140, 0x140, Optional.empty(), "", "", 0, "");

  @Test
  void kernelLacksAFeature() {
    var reason = new CannotAttach.KernelLacks(Feature.RING_BUFFER);
    assertThat(reason.message()).isEqualTo("This kernel has no ring buffers (Linux 5.8).");
    assertThat(reason.hint()).isEqualTo("Trace on a machine with a newer kernel.");
  }

  @Test
  void verifierRefuses() {
    var reason = new CannotAttach.VerifierRefused("price", "R1 !read_ok", 12, "log", "listing");
    assertThat(reason.message())
        .isEqualTo(
            "The kernel's verifier refused the program of `price`: `R1 !read_ok` (12 lines"
                + " omitted).");
    assertThat(reason.hint())
        .isEqualTo(
            "This is a defect of Tracebook, not of the cell: please report it with the verifier's"
                + " log.");
  }

  @Test
  void verifierGivesUp() {
    var reason = new CannotAttach.TooMuch("make two traces of it");
    assertThat(reason.message()).isEqualTo("The block is too much for one eBPF program.");
    assertThat(reason.hint()).isEqualTo("make two traces of it");
  }

  @Test
  void noPlaceCanBeProbed() {
    var reason = new CannotAttach.NoPlaceLeft(List.of(SITE, BARE));
    assertThat(reason.message())
        .isEqualTo(
            "The kernel cannot probe the instruction at `price` (0x1139: `f0 ff 07`),"
                + " `/usr/bin/shop` (0x1140).");
    assertThat(reason.hint()).isEqualTo("Probe another line of the function.");
  }

  @Test
  void aSystemCallFails() {
    var reason = new CannotAttach.KernelRefused("bpf(BPF_LINK_CREATE): EINVAL");
    assertThat(reason.message()).isEqualTo("bpf(BPF_LINK_CREATE): EINVAL");
    assertThat(reason.hint()).isEqualTo("The kernel's log (`dmesg`) may say more.");
  }

  @Test
  void aPlaceIsLeftOutWhileOthersAreTraced() {
    assertThat(CannotAttach.warning(SITE))
        .isEqualTo(
            "The kernel cannot probe the instruction at `price` (0x1139: `f0 ff 07`):"
                + " this place is not traced.");
  }
}
