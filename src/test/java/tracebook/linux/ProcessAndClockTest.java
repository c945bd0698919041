package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class ProcessAndClockTest {
  @Test
  void a_process_is_seen_to_exit() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try (PidFd held = PidFd.open((int) process.pid())) {
      assertThat(held.exited()).isFalse();
      assertThat(held.awaitExit(20)).isFalse();
      process.destroyForcibly();
      assertThat(held.awaitExit(10_000)).isTrue();
      process.waitFor();
      assertThat(held.exited()).isTrue();
    }
    assertThat(Fd.open()).isEmpty();
  }

  @Test
  void a_process_that_is_not_there() {
    assertThatThrownBy(() -> PidFd.open(0x3ffffff))
        .hasMessage("`pidfd_open(67108863)` failed: ESRCH (No such process)");
  }

  @Test
  void monotonic_time_becomes_time_since_the_epoch() {
    Instant now = Instant.now();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    assertThat(Clocks.monotonic() + Clocks.realtimeMinusMonotonic())
        .isCloseTo(nanos, within(1_000_000_000L));
    assertThat(Clocks.monotonic()).isCloseTo(System.nanoTime(), within(1_000_000_000L));
  }

  @Test
  void a_closed_descriptor_is_not_used_again() {
    Fd fd;
    try (BpfMap map = Bpf.create(MapSpec.array("a", 8, 1))) {
      assertThat(Fd.open()).containsExactly("bpf(BPF_MAP_CREATE, a)");
      fd = map.owned();
    }
    fd.close();
    assertThatThrownBy(fd::number).hasMessage("`bpf(BPF_MAP_CREATE, a)` is closed");
  }

  @Test
  void possible_processors_are_counted() {
    assertThat(Processors.count("0")).isEqualTo(1);
    assertThat(Processors.count("0-3,8")).isEqualTo(5);
    assertThat(Processors.possible()).isPositive();
  }

  @Test
  void rights_are_those_in_effect() {
    Rights rights = Rights.parse("Name:\tx\nCapEff:\t000000c000080000\n");
    assertThat(rights.capabilities())
        .containsExactlyInAnyOrder(
            Capability.CAP_BPF, Capability.CAP_PERFMON, Capability.CAP_SYS_PTRACE);
    assertThat(rights.missing(Rights.Need.UPROBE_MULTI)).isEmpty();
    assertThat(rights.missing(Rights.Need.PERF_EVENT)).containsExactly(Capability.CAP_SYS_ADMIN);
    assertThat(new Rights(Set.of(Capability.CAP_SYS_ADMIN)).missing(Rights.Need.UPROBE_MULTI))
        .isEmpty();
  }

  @Test
  void missing_rights_are_named_with_the_command_that_helps() {
    Set<Capability> missing = new Rights(Set.of()).missing(Rights.Need.UPROBE_MULTI);
    assertThat(missing).isEqualTo(EnumSet.of(Capability.CAP_BPF, Capability.CAP_PERFMON));
    assertThat(Rights.message(missing))
        .isEqualTo(
            "This notebook has no right to attach probes: it lacks `CAP_PERFMON` and `CAP_BPF`.");
    assertThat(Rights.hint(missing))
        .isEqualTo(
            "Start it as root, or with these rights only: `sudo setpriv --reuid \"$USER\" --regid"
                + " \"$(id -g)\" --init-groups --inh-caps +sys_ptrace,+perfmon,+bpf --ambient-caps"
                + " +sys_ptrace,+perfmon,+bpf jupyter lab`.");
  }
}
