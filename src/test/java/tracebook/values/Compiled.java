package tracebook.values;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of src/test/c/values, and the tools that make and question them. */
final class Compiled {
  static final Path SOURCES = Path.of("src/test/c/values").toAbsolutePath();

  private Compiled() {}

  /** Skips the test, by name, where a tool is not installed. */
  static void require(String... tools) {
    for (String tool : tools) {
      assumeTrue(has(tool), "`" + tool + "` is not installed");
    }
  }

  /**
   * Whether it is the compiler that counts in a test were taken from. What another version makes of
   * a program has other counts, and the program still says what is right.
   */
  static boolean isVersion(String compiler, int major) {
    String version = run(List.of(compiler, "-dumpversion")).getFirst();
    return version.split("[.]", -1)[0].equals(String.valueOf(major));
  }

  static boolean has(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(d -> Files.isExecutable(Path.of(d, tool)));
  }

  /** Skips the test, by name, where probes cannot be had. */
  static void requireProbes() {
    assumeTrue("root".equals(System.getProperty("user.name")), "probes need root");
    assumeTrue(
        Files.exists(Path.of("/sys/bus/event_source/devices/uprobe")), "the kernel has no uprobes");
  }

  /**
   * A program of one probed source, beside it its library and the functions that print the truth.
   */
  static Path program(Path directory, String source, String compiler, List<String> flags) {
    Path program = directory.resolve(source.replace(".c", ""));
    Path library = directory.resolve("liblibrary.so");
    List<String> make = command(compiler, flags);
    make.removeIf(f -> f.endsWith("-pie"));
    make.addAll(List.of("-shared", "-fPIC", source("library.c"), "-o", library.toString()));
    run(make);
    Path truth = directory.resolve("truth.o");
    run(List.of("gcc", "-O1", "-fPIC", "-c", source("truth.c"), "-o", truth.toString()));
    make = command(compiler, flags);
    make.addAll(
        List.of(source(source), truth.toString(), "-rdynamic", library.toString(), "-pthread"));
    make.addAll(List.of("-Wl,-rpath," + directory, "-o", program.toString()));
    run(make);
    return program;
  }

  /** A program of one file that prints its own truth. */
  static Path live(Path directory, String compiler, String source, String... flags) {
    Path program = directory.resolve(source.replaceFirst("[.].*", ""));
    List<String> command = new ArrayList<>(List.of(compiler, "-g", "-w", "-pthread"));
    command.addAll(List.of(flags));
    command.addAll(List.of(source("live/" + source), "-o", program.toString()));
    run(command);
    return program;
  }

  /**
   * A Rust program, {@code optimised.rs}.
   *
   * @param way the compiler and its options
   */
  static Path rust(Path directory, String way) {
    Path program = directory.resolve("optimised");
    List<String> command = new ArrayList<>(List.of(way.split(" ", -1)));
    command.addAll(List.of("--edition=2021", "-g", "-o", program.toString()));
    command.add(source("optimised.rs"));
    run(command);
    return program;
  }

  /**
   * A C++ program with an allocator that does the same in each run.
   *
   * @param way the compiler and its options
   */
  static Path cpp(Path directory, String way, String source) {
    Path program = directory.resolve(source.replaceFirst("[.].*", ""));
    Path arena = directory.resolve("arena.o");
    run(List.of("gcc", "-O1", "-c", source("arena.c"), "-o", arena.toString()));
    List<String> command = new ArrayList<>(List.of(way.split(" ", -1)));
    command.addAll(List.of("-std=c++20", "-w", "-o", program.toString()));
    command.addAll(List.of(source(source), arena.toString()));
    if (way.contains("clang") && way.contains("lto")) {
      command.add("-fuse-ld=lld"); // It reads clang's bitcode.
    }
    run(command);
    return program;
  }

  /** A Go program; what it needs is in the toolchain, nothing is fetched. */
  static Path go(Path directory, String source, String... flags) {
    Path program = directory.resolve(source.replaceFirst("[.].*", ""));
    return go(program, Path.of("src/test/go"), source, flags);
  }

  /** The program of a file of Go, beside it. */
  static Path goFile(Path source, String... flags) {
    String name = String.valueOf(source.getFileName());
    Path program = source.resolveSibling(name.replaceFirst("[.].*", ""));
    return go(program, source.toAbsolutePath().resolveSibling(""), name, flags);
  }

  /** A Go program of several packages: the directory of its module. */
  static Path goModule(Path directory, String module, String... flags) {
    return go(directory.resolve(module), Path.of("src/test/go", module), ".", flags);
  }

  private static Path go(Path program, Path directory, String what, String... flags) {
    List<String> command = new ArrayList<>(List.of("env", "GOFLAGS=-mod=mod"));
    command.addAll(List.of("GOTOOLCHAIN=local", "go", "build", "-C", directory.toString()));
    command.addAll(List.of(flags));
    command.addAll(List.of("-buildvcs=false", "-o", program.toString(), what));
    run(command);
    return program;
  }

  private static List<String> command(String compiler, List<String> flags) {
    List<String> command = new ArrayList<>(List.of(compiler, "-w"));
    command.addAll(flags);
    return command;
  }

  static String source(String name) {
    return SOURCES.resolve(name).toString();
  }

  /** What a program prints; a status other than 0 fails the test. */
  static List<String> run(List<String> command) {
    return run(Path.of(""), command);
  }

  /** A command that leaves files where it stands. */
  static List<String> run(Path directory, List<String> command) {
    try {
      Path output = Files.createTempFile("tracebook", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(280, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " does not end");
        }
        List<String> lines = Files.readAllLines(output);
        if (process.exitValue() != 0) {
          throw new AssertionError(command + " failed: " + lines);
        }
        return lines;
      } finally {
        Files.delete(output);
      }
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(command + " failed", failure);
    }
  }
}
