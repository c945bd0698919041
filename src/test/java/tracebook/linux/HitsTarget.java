package tracebook.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running {@code hits.c}. */
final class HitsTarget implements AutoCloseable {
  private static final Path SOURCE = Path.of("src/test/c/linux/hits.c");

  final Path executable;
  final long hitAddress;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;

  private HitsTarget(Path executable, String... launcher) throws IOException {
    this.executable = executable;
    List<String> command = new ArrayList<>(List.of(launcher));
    command.add(executable.toString());
    process = new ProcessBuilder(command).start();
    out = process.inputReader();
    in = process.outputWriter();
    hitAddress = Long.parseUnsignedLong(out.readLine().substring(2), 16);
  }

  static Path compile(Path dir) throws IOException, InterruptedException {
    Path executable = dir.resolve("hits");
    Process gcc =
        new ProcessBuilder("gcc", "-O1", "-o", executable.toString(), SOURCE.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    return executable;
  }

  static HitsTarget start(Path dir) throws IOException, InterruptedException {
    return new HitsTarget(compile(dir));
  }

  /** In a process namespace of its own, where it is number 1. */
  static HitsTarget startInNamespace(Path dir) throws IOException, InterruptedException {
    return new HitsTarget(compile(dir), "unshare", "--pid", "--fork");
  }

  /** Another process of the same program. */
  HitsTarget again() throws IOException {
    return new HitsTarget(executable);
  }

  int pid() {
    return (int) process.descendants().findFirst().orElse(process.toHandle()).pid();
  }

  void command(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    assertThat(out.readLine()).isEqualTo("done");
  }

  /** Where {@code hit} is in the file. */
  long hitOffset() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/maps"))) {
      String[] fields = line.split(" +", 6);
      long start = Long.parseUnsignedLong(fields[0].split("-", 2)[0], 16);
      long end = Long.parseUnsignedLong(fields[0].split("-", 2)[1], 16);
      if (start <= hitAddress && hitAddress < end) {
        return hitAddress - start + Long.parseUnsignedLong(fields[2], 16);
      }
    }
    throw new AssertionError("hit() is mapped nowhere");
  }

  /** The first byte of {@code hit} in memory: a breakpoint is 0xcc. */
  int firstByte() throws IOException {
    try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid() + "/mem", "r")) {
      memory.seek(hitAddress);
      return memory.read();
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
