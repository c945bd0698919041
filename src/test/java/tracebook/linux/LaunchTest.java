package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class LaunchTest {
  @TempDir Path dir;

  @Test
  void it_stands_still_until_let_go_under_the_same_number_and_untraced() throws Exception {
    Path file = dir.resolve("written");
    try (Launch launch = Launch.start(List.of("touch", file.toString()))) {
      assertThat(status(launch)).contains("State:\tT (stopped)").contains("TracerPid:\t0");
      assertThat(file).doesNotExist();
      launch.letGo();
      assertThat(launch.process().waitFor()).isZero();
      assertThat(file).exists();
    }
  }

  @Test
  void output_status_and_arguments_are_the_programs_own() throws Exception {
    try (Launch launch = Launch.start(List.of("printf", "%s|", "a b", "$HOME", "*"))) {
      launch.letGo();
      assertThat(text(launch.output())).isEqualTo("a b|$HOME|*|");
      assertThat(launch.process().waitFor()).isZero();
    }
    try (Launch failing = Launch.start(List.of("sh", "-c", "cat; echo bad >&2; exit 3"))) {
      failing.letGo();
      assertThat(text(failing.error())).isEqualTo("bad\n");
      assertThat(text(failing.output())).isEmpty();
      assertThat(failing.process().waitFor()).isEqualTo(3);
    }
  }

  @Test
  void wherever_it_runs_out_of_descriptors_none_is_left_open() throws Exception {
    Process launches =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 200; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LaunchWithoutRoom.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said;
    try (BufferedReader out = launches.inputReader()) {
      said = out.lines().toList();
    } finally {
      launches.destroyForcibly();
    }
    assertThat(said).allSatisfy(line -> assertThat(line).startsWith("[]\t"));
    assertThat(said.getLast()).isEqualTo("[]\tlaunched");
    assertThat(said)
        .anySatisfy(line -> assertThat(line).contains("pipe2"))
        .anySatisfy(line -> assertThat(line).contains("Cannot run program"));
  }

  @Test
  void all_that_it_wrote_can_be_read_after_it_has_been_destroyed() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Launch launch = Launch.start(List.of("printf", "%5000d", "1"));
          PidFd process = PidFd.open(launch.pid())) {
        launch.letGo();
        assertThat(process.awaitExit(60_000)).isTrue();
        launch.process().destroy();
        assertThat(text(launch.output())).hasSize(5000);
      }
    }
  }

  @Test
  void a_child_that_holds_on_to_the_output_is_not_waited_for() throws Exception {
    try (Launch launch = Launch.start(List.of("sh", "-c", "sleep 300 & echo $!"))) {
      launch.letGo();
      long child = Long.parseLong(text(launch.output()).strip());
      assertThat(ProcessHandle.of(child).orElseThrow().destroyForcibly()).isTrue();
    }
  }

  @Test
  void it_can_be_ended_before_it_was_let_go() throws Exception {
    try (Launch launch = Launch.start(List.of("sleep", "60"))) {
      launch.process().destroyForcibly();
      assertThat(launch.process().waitFor()).isEqualTo(128 + 9);
    }
  }

  @Test
  void probes_attached_while_it_stands_see_its_first_call() throws Exception {
    assumeTrue(Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty(), "needs CAP_BPF");
    for (HitsProbe.How how : HitsProbe.How.values()) {
      Path executable = HitsTarget.compile(dir);
      long offset;
      try (HitsTarget running = HitsTarget.start(dir)) {
        offset = running.hitOffset();
      }
      // At once: nothing is typed into it, so it must hit by itself.
      try (Launch launch = Launch.start(List.of(executable.toString(), "5"));
          HitsProbe probe =
              new HitsProbe(how, executable, offset, OptionalInt.of(launch.pid()), 1 << 16)) {
        launch.letGo();
        assertThat(launch.process().waitFor()).isEqualTo(7);
        assertThat(probe.drain())
            .as("%s", how)
            .extracting(HitsProbe.Row::value)
            .containsExactly(1L, 2L, 3L, 4L, 5L);
      }
    }
  }

  @Test
  void words_are_split_at_spaces_and_quotes_without_a_shell() throws Exception {
    assertThat(Launch.words(" redis-server  --port 7000 'a b'\"c d\" \"\" $X "))
        .containsExactly("redis-server", "--port", "7000", "a bc d", "", "$X");
  }

  @Test
  void what_cannot_be_started_is_said() throws IOException {
    assertThatThrownBy(() -> Launch.words("echo 'a"))
        .hasMessage("the quote ' in `echo 'a` is never closed");
    assertThatThrownBy(() -> Launch.words("  ")).hasMessage("there is no command to launch");
    assertThatThrownBy(() -> Launch.start(List.of("no-such-command")))
        .hasMessage("there is no command `no-such-command` in the search path");
    assertThatThrownBy(() -> Launch.start(List.of("/no/such/file")))
        .hasMessage("there is no file `/no/such/file`");
    Path text = Files.writeString(dir.resolve("text"), "");
    assertThatThrownBy(() -> Launch.start(List.of(text.toString())))
        .hasMessage("`" + text + "` is not executable");
  }

  private static String text(InputStream all) throws IOException {
    return new String(all.readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String status(Launch launch) throws IOException {
    return Files.readString(Path.of("/proc/" + launch.pid() + "/status"));
  }
}
