package tracebook.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tracebook.Scratch;

/**
 * What Jazzer calls: its {@code --target_args} name the {@link Attack} and the directory of the
 * corpus.
 */
public final class Fuzz {
  /** For one input, with all of Jazzer's instrumentation; a file of such a size takes 10 ms. */
  private static final long MOST_NANOSECONDS = 3_000_000_000L;

  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private static Attack attack = Attack.ELF;
  private static Map<String, byte[]> fixtures = Map.of();
  private static Path directory = Path.of("");
  private static Edits edits = new Edits(Map.of());
  private static Path file = Path.of("");

  private Fuzz() {}

  /** Called once by Jazzer, before it reads the corpus: the attack's seeds become part of it. */
  public static void fuzzerInitialize(String[] arguments) throws IOException {
    Attack chosen = Attack.valueOf(arguments[0].toUpperCase(Locale.ROOT));
    List<byte[]> seeds = chosen.seeds(prepare(chosen));
    Path corpus = Files.createDirectories(Path.of(arguments[1]));
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed-%03d".formatted(i)), seeds.get(i));
      // Classes are loaded, and so instrumented, before an input's time is taken.
      Walk.file(written(seeds.get(i)));
    }
  }

  /** Called by Jazzer for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Path made = written(input);
    long start = PROCESSOR.getCurrentThreadCpuTime();
    Walk.file(made);
    long taken = PROCESSOR.getCurrentThreadCpuTime() - start;
    if (taken > MOST_NANOSECONDS) {
      throw new AssertionError("It took " + taken / 1_000_000 + " ms of processor time");
    }
  }

  /** The program to ask, with a file made out of the input in its place or beside it. */
  private static Path written(byte[] input) {
    byte[] made = attack.file(new Input(input), edits);
    if (attack.beside().isEmpty()) {
      return replaced(file, made);
    }
    String object = edits.name(new Input(input));
    replaced(directory.resolve(object), made);
    return directory.resolve(object.split("[-.]", 2)[0]);
  }

  private static Path replaced(Path path, byte[] contents) {
    try {
      // A file of its own: an earlier one may still be mapped.
      Files.deleteIfExists(path);
      return Files.write(path, contents);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The files that the attack starts from; none where there is no compiler. */
  static Map<String, byte[]> prepare(Attack chosen) {
    attack = chosen;
    if (fixtures.isEmpty()) {
      try {
        directory = Scratch.directory("tracebook-fuzz");
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
      fixtures = Fixtures.compile(directory);
      file = directory.resolve("input");
    }
    Map<String, byte[]> its = new TreeMap<>(fixtures);
    its.keySet().removeIf(name -> !name.endsWith(chosen.beside()));
    edits = new Edits(its);
    return its;
  }
}
