package tracebook.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The programs that several tests look into. Each is built once, while tests of another one run,
 * and started once.
 */
final class Programs implements AutoCloseable {
  private static final int HITS = 16;

  /** Their memory is large. */
  private static final int HITS_OF_A_LIBRARY = 6;

  /**
   * A source and how it is compiled.
   *
   * @param flavor one of those with the source
   */
  record Program(String compiler, Flavor flavor) {
    private String key() {
      return compiler + " " + flavor.source;
    }

    private List<String> words() {
      return List.of(compiler.split(" ", -1));
    }

    boolean canBeBuilt() {
      return Arrays.stream(System.getenv("PATH").split(":", -1))
          .anyMatch(d -> Files.isExecutable(Path.of(d, words().getFirst())));
    }
  }

  private final ExecutorService compilers = Executors.newSingleThreadExecutor();
  private final Map<String, Future<Path>> built = new LinkedHashMap<>();
  private final Map<String, Subject> started = new HashMap<>();
  private final Map<String, Sources> sources = new HashMap<>();

  /** Begins to build them, in their order. */
  Programs(Path directory, List<Program> all) {
    for (Program program : all) {
      if (program.canBeBuilt() && !built.containsKey(program.key())) {
        String name = String.valueOf(built.size());
        built.put(
            program.key(),
            compilers.submit(
                () ->
                    build(
                        Files.createDirectory(directory.resolve(name)),
                        program.words(),
                        program.flavor,
                        List.of())));
      }
    }
    compilers.shutdown();
  }

  /** One that can be built. */
  Subject subject(Program program) throws Exception {
    Subject subject = started.get(program.key());
    if (subject == null) {
      Path executable = Objects.requireNonNull(built.get(program.key())).get();
      int hits = program.flavor.cap == Flavor.ROWS.cap ? HITS : HITS_OF_A_LIBRARY;
      subject = Subject.of(executable, program.words(), program.flavor, hits);
      started.put(program.key(), subject);
    }
    return subject;
  }

  Sources sources(Program program) throws Exception {
    Subject subject = subject(program);
    return sources.computeIfAbsent(
        program.key() + program.flavor, key -> Sources.of(program.flavor, subject));
  }

  /**
   * @param said expressions in C, whose values it prints at each hit
   */
  static Path build(Path directory, List<String> compiler, Flavor flavor, List<String> said)
      throws IOException, InterruptedException {
    Path source = Subject.SOURCES.resolve(flavor.source);
    Path executable = directory.resolve(flavor.source.replaceFirst("[.].*", ""));
    List<String> command = new ArrayList<>(compiler);
    if (!said.isEmpty()) {
      Path file = directory.resolve("said.inc");
      Files.write(file, said.stream().map(e -> "SAY(" + e + ")").toList());
      command.add("-DSAID=\"" + file + "\"");
    }
    command.add(command.getFirst().equals("rustc") ? "-Awarnings" : "-w");
    command.addAll(List.of("-g", source.toString(), "-o", executable.toString()));
    Process make = new ProcessBuilder(command).inheritIO().start();
    if (!make.waitFor(280, TimeUnit.SECONDS) || make.exitValue() != 0) {
      throw new AssertionError(command + " failed");
    }
    return executable;
  }

  @Override
  public void close() {
    compilers.shutdownNow();
    started.values().forEach(Subject::close);
  }
}
