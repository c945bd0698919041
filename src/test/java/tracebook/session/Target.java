package tracebook.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tracebook.ir.Site;
import tracebook.target.LoadedModule;
import tracebook.target.Processes;
import tracebook.target.TargetException;
import tracebook.target.TargetProcess;

/** A running {@code target.c}. */
final class Target implements AutoCloseable {
  private static final Path SOURCE = Path.of("src/test/c/session/target.c");

  final Path executable;
  final Process process;
  final long probe;
  final long other;
  final long locked;
  private final BufferedReader out;
  private final BufferedWriter in;

  Target(Path executable) throws IOException {
    this.executable = executable;
    process = new ProcessBuilder(executable.toString()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
    in = process.outputWriter(StandardCharsets.UTF_8);
    String[] addresses = out.readLine().split(" ", 3);
    probe = Long.decode(addresses[0]);
    other = Long.decode(addresses[1]);
    locked = Long.decode(addresses[2]);
  }

  static Path compile(Path dir) throws IOException, InterruptedException {
    Path executable = dir.resolve("target");
    Process gcc =
        new ProcessBuilder("gcc", "-O1", "-pthread", "-o", executable.toString(), SOURCE.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    return executable;
  }

  int pid() {
    return (int) process.pid();
  }

  TargetProcess target() throws TargetException {
    return Processes.byPid(pid());
  }

  /** Gives a command and waits for the answer. */
  String command(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    String answer = out.readLine();
    assertThat(answer).isNotEqualTo("what?").isNotNull();
    return answer;
  }

  /** Gives a command that has no answer. */
  void send(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
  }

  LoadedModule module() throws TargetException {
    return target().modules().stream()
        .filter(m -> m.path().equals(executable.toString()))
        .findFirst()
        .orElseThrow();
  }

  Site site(int number, long address) throws TargetException {
    long offset = module().fileOffsetOf(address).orElseThrow();
    String function = address == probe ? "probe" : address == other ? "other" : "locked";
    return new Site(
        number,
        executable.toString(),
        address - module().base(),
        offset,
        Optional.empty(),
        function,
        "target.c",
        1,
        "");
  }

  Function<String, Path> files() throws TargetException {
    TargetProcess target = target();
    return module -> {
      try {
        return target.fileOf(
            target.modules().stream()
                .filter(m -> m.path().equals(module))
                .findFirst()
                .orElseThrow());
      } catch (TargetException e) {
        throw new AssertionError(e);
      }
    };
  }

  Attachment attachment() throws TargetException {
    return Attachment.to(target(), files());
  }

  /** What is in memory at an address. */
  byte[] memory(long address, int bytes) throws IOException {
    try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid() + "/mem", "r")) {
      memory.seek(address);
      byte[] read = new byte[bytes];
      memory.readFully(read);
      return read;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Arguments, as its command {@code call} reads them. */
  static String hex(long[] arguments) {
    return Arrays.stream(arguments).mapToObj(Long::toHexString).collect(Collectors.joining(" "));
  }
}
