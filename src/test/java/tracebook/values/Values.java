package tracebook.values;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;
import tracebook.Scratch;

/**
 * Compares values of optimised programs with gdb: the command src/bench/values. Prints the record
 * as a page; what it does meanwhile goes to the standard error output.
 */
final class Values {
  /** Hits of one address that are compared. */
  private static final int EACH = 3;

  private static final int MOST_PLACES = 600;

  /** Much of these programs are instances of the same templates. */
  private static final int MOST_PLACES_OF_CPP = 300;

  private static final List<String> WRITTEN =
      List.of("optimised.c", "aggregates.c", "scalars.c", "inlined.c", "lengths.c");
  private static final List<String> CPP = List.of("objects.cc", "held.cc");
  private static final List<String> SAYING =
      List.of("strings.cc", "containers.cc", "lists.cc", "trees.cc", "more.cc", "classes.cc");
  private static final List<String> SAYING_RUST =
      List.of(
          "strings.rs",
          "enums.rs",
          "values.rs",
          "collections.rs",
          "containers.rs",
          "standard.rs",
          "passed.rs",
          "objects.rs",
          "corrupt.rs",
          "extreme.rs");
  private static final String PYTHON =
      """
      import json
      words = "the quick brown fox jumps over the lazy dog".split()
      counts = {}
      for i, word in enumerate(words * 3):
          counts[word] = counts.get(word, 0) + i * 7 - 2 ** (i % 70)
      text = json.dumps(sorted(counts.items()))
      back = dict(json.loads(text))
      print(len(text), sum(back.values()), "".join(reversed(words)), [x / 3 for x in range(4)])
      """;

  private final Map<String, Tally> tallies = new LinkedHashMap<>();
  private final Map<String, List<LibraryTypes>> saying = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private final Path directory = Scratch.directory("values");

  /** What gdb alone shows, and what came of overwriting it, a line for each. */
  private final List<String> alone = new ArrayList<>();

  private final ExecutorService jobs;
  private final List<Future<?>> comparisons = new ArrayList<>();

  private Values(ExecutorService jobs) throws IOException {
    this.jobs = jobs;
  }

  /**
   * Runs it.
   *
   * @param arguments {@code --count N}: so many random programs of csmith; {@code --own}: without
   *     Debian's Python; {@code --builds WAY,WAY...}: only the programs written for it, built in
   *     the ways that begin so; {@code --rust}, {@code --cpp}: only those in Rust or C++; {@code
   *     --random}: only random ones and, without {@code --own}, Python; {@code --go}: only random
   *     ones in Go; {@code --jobs N}: so many programs at a time; {@code --alone FILE}: writes each
   *     value that gdb alone shows, and what came of overwriting it; then programs with debug info
   *     to compare instead of all others
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = new ArrayList<>(Arrays.asList(arguments));
    int count = 40;
    if (!words.isEmpty() && words.getFirst().equals("--count")) {
      count = Integer.parseInt(words.get(1));
      words = new ArrayList<>(words.subList(2, words.size()));
    }
    if (words.remove("--go")) {
      System.exit(GoLines.record(count, Scratch.directory("values")));
    }
    boolean own = words.remove("--own");
    Optional<String> alone = option(words, "--alone");
    ExecutorService jobs =
        Executors.newFixedThreadPool(option(words, "--jobs").map(Integer::parseInt).orElse(1));
    Values values = new Values(jobs);
    Optional<String> chosen = option(words, "--builds");
    List<String> builds = List.of(chosen.orElse("").split(",", -1));
    boolean rust = words.remove("--rust");
    boolean cpp = words.remove("--cpp");
    boolean random = words.remove("--random");
    if (chosen.isPresent() && !cpp) {
      values.written(builds);
    }
    for (String program : words) {
      values.compare(program, List.of(program.split(" ", -1)), MOST_PLACES, n -> !isOfLibrary(n));
    }
    if (rust) {
      values.rust();
      values.sayingRust();
    } else if (cpp) {
      values.cpp(builds);
      values.saying(builds);
    } else if (random || (words.isEmpty() && chosen.isEmpty())) {
      if (!random) {
        values.written(builds);
        values.cpp(builds);
        values.rust();
      }
      values.random(count);
      if (!own) {
        values.python();
      }
    }
    for (Future<?> comparison : values.comparisons) {
      comparison.get();
    }
    jobs.shutdown();
    if (alone.isPresent()) {
      Files.write(Path.of(alone.get()), values.alone);
    }
    values.record(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    boolean equal =
        values.tallies.values().stream().allMatch(t -> t.different.isEmpty())
            && values.saying.values().stream()
                .flatMap(List::stream)
                .allMatch(s -> s.different.isEmpty());
    System.exit(equal ? 0 : 1);
  }

  /** Those that begin in one of these ways. */
  private static List<String> ways(List<String> builds) {
    return ways().stream().filter(way -> builds.stream().anyMatch(way::startsWith)).toList();
  }

  /** Takes away an option and its value. */
  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }

  private static List<String> ways() {
    List<String> ways = new ArrayList<>();
    for (String compiler : List.of("gcc", "clang")) {
      int version = 5;
      for (String level : List.of("-O0", "-O1", "-Og", "-O2", "-O3", "-O2 -flto")) {
        if (!compiler.equals("clang") || !level.contains("lto") || hasLinkerOf(compiler)) {
          ways.add(compiler + " " + level + " -gdwarf-" + version);
        }
        version = version == 2 ? 5 : version - 1;
      }
      ways.add(compiler + " -O2 -g");
    }
    return ways;
  }

  /** clang's -flto needs a linker that reads its bitcode. */
  private static boolean hasLinkerOf(String compiler) {
    return Files.isExecutable(Path.of("/usr/bin/ld.lld")) || !compiler.equals("clang");
  }

  /** The programs written for it, built in the ways that begin so. */
  private void written(List<String> builds) throws IOException {
    for (String way : ways(builds)) {
      for (String source : WRITTEN) {
        Path at = Files.createDirectories(directory.resolve(way.replace(' ', '_')));
        List<String> words = new ArrayList<>(List.of(way.split(" ", -1)));
        if (way.contains("clang") && way.contains("lto")) {
          words.add("-fuse-ld=lld");
        }
        Path program = Compiled.program(at, source, words.removeFirst(), words);
        compare(way + " | " + source, List.of(program.toString()), MOST_PLACES, name -> true);
      }
    }
  }

  private void cpp(List<String> builds) throws IOException {
    for (String way : ways(builds)) {
      for (String source : CPP) {
        Path at = Files.createDirectories(directory.resolve(way.replace(' ', '_') + "_cpp"));
        String words = way.replaceFirst("gcc", "g++").replaceFirst("clang", "clang++");
        String title = words + " | " + source;
        orFailure(
            title,
            () -> {
              List<String> command = List.of(Compiled.cpp(at, words, source).toString());
              compare(title, command, MOST_PLACES_OF_CPP, n -> !isOfLibrary(n));
              compare(title, command, MOST_PLACES_OF_CPP / 10, Values::isOfLibrary);
            });
      }
    }
  }

  /** A program that cannot be made does not end the run: it is listed. */
  private void orFailure(String title, Runnable comparison) {
    try {
      comparison.run();
    } catch (AssertionError | TestAbortedException failed) {
      failures.add(title + ": " + failed.getMessage());
      System.err.println(failures.getLast());
    }
  }

  /** Programs that say what their containers hold; gdb has no printers of libc++. */
  private void saying(List<String> builds) throws IOException {
    for (String way : ways(builds)) {
      String words = "-std=c++20 " + way;
      for (String library : List.of("", " -stdlib=libc++")) {
        if (way.startsWith("gcc") && !library.isEmpty()) {
          continue;
        }
        String command =
            words.replaceFirst("(\\S+) (gcc|clang)", "$2++ $1").replace("gcc++", "g++") + library;
        String linked =
            way.contains("clang") && way.contains("lto") ? command + " -fuse-ld=lld" : command;
        Path at = Files.createDirectories(directory.resolve(linked.replaceAll("\\W+", "_")));
        saying(at, command, linked, SAYING);
      }
    }
  }

  private void saying(Path at, String title, String command, List<String> sources) {
    for (String source : sources) {
      orFailure(command + " | " + source, () -> saying(title, at, command, source));
    }
  }

  private void saying(String title, Path at, String command, String source) {
    LibraryTypes said = LibraryTypes.compare(at, command, source);
    System.err.println(command + " " + source + ": " + said);
    saying.merge(title, List.of(said), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
  }

  static boolean isOfLibrary(String function) {
    return function.startsWith("std::") || function.startsWith("__gnu_cxx::");
  }

  private void rust() throws IOException {
    if (!Compiled.has("rustc")) {
      return;
    }
    for (String level : List.of("0", "1", "2", "3", "s", "2 -C lto=fat")) {
      String way = "rustc -C opt-level=" + level;
      Path program = Compiled.rust(directory, way);
      compare(
          way + " | optimised.rs",
          List.of(program.toString()),
          MOST_PLACES,
          name -> name.startsWith("optimised::"));
    }
  }

  /** Programs in Rust that say what their variables hold. */
  private void sayingRust() throws IOException {
    if (!Compiled.has("rustc")) {
      return;
    }
    for (String level : List.of("0", "1", "2", "3", "3 -C lto=fat")) {
      for (int version : List.of(4, 5)) {
        String way = "rustc --edition=2021 -C dwarf-version=" + version + " -C opt-level=" + level;
        Path at = Files.createDirectories(directory.resolve(way.replaceAll("\\W+", "_")));
        saying(at, way, way, SAYING_RUST);
      }
    }
  }

  private void random(int count) throws IOException, InterruptedException {
    List<String> ways = ways();
    int seed = 0;
    for (int made = 0; made < count && seed < 20 * count; seed++) {
      Path source = directory.resolve("random" + seed + ".c");
      Compiled.run(
          List.of(
              "env",
              "-C", // It writes a file of its own where it runs.
              directory.toString(),
              "csmith",
              "--seed",
              Integer.toString(seed),
              "--max-funcs",
              "5",
              "-o",
              source.toString()));
      String way = ways.get(made % ways.size());
      Path program = directory.resolve("random" + seed);
      List<String> make = new ArrayList<>(List.of(way.split(" ", -1)));
      make.addAll(List.of("-w", "-I/usr/include/csmith", "-o", program.toString()));
      if (way.contains("clang") && way.contains("lto")) {
        make.add("-fuse-ld=lld");
      }
      make.add(source.toString());
      Compiled.run(make);
      if (ends(program)) {
        made++;
        compare(
            way + " | csmith", List.of(program.toString()), MOST_PLACES, n -> !n.contains("safe_"));
      }
    }
  }

  /** Some of csmith's programs never do. */
  private static boolean ends(Path program) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(program.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = process.waitFor(1, TimeUnit.SECONDS);
    process.destroyForcibly();
    return ended && process.exitValue() == 0;
  }

  private void python() throws IOException {
    Path script = directory.resolve("script.py");
    Files.writeString(script, PYTHON);
    Predicate<String> functions =
        name ->
            name.matches(
                "(long|list|dict|unicode|float|tuple|set|PyLong|PyDict|PyList|PyUnicode|_PyLong|x)_.*"
                    + "|.*(alloc|Alloc|insert|lookup|hash).*");
    for (String python : List.of("/usr/bin/python3.11-dbg", "/usr/bin/python3.11")) {
      if (Files.isExecutable(Path.of(python))) {
        compare(
            "Debian | " + Path.of(python).getFileName(),
            List.of(python, "-S", "-E", "-X", "frozen_modules=on", script.toString()),
            MOST_PLACES / 10,
            functions);
      }
    }
  }

  /** In its turn; the record has it where it was asked for. */
  private void compare(
      String title, List<String> command, int places, Predicate<String> functions) {
    synchronized (this) {
      tallies.computeIfAbsent(title, t -> new Tally());
    }
    comparisons.add(jobs.submit(() -> compareNow(title, command, places, functions)));
  }

  private void compareNow(
      String title, List<String> command, int places, Predicate<String> functions) {
    // Only programs that do nothing but compute and print are made to run on with other values.
    AgainstGdb comparison =
        new AgainstGdb(title, EACH, title.contains(" | ") && !title.startsWith("Debian"));
    long start = System.nanoTime();
    Optional<String> failure = Optional.empty();
    try {
      comparison.run(command, places, functions);
    } catch (AssertionError failed) {
      failure = Optional.of(title + " " + command + ": " + failed.getMessage());
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    synchronized (this) {
      failure.ifPresent(failures::add);
      failure.ifPresent(System.err::println);
      System.err.printf("%s: %s, %d s%n", title, comparison.tally, seconds);
      comparison.tally.different.stream()
          .limit(5)
          .forEach(d -> System.err.println("  DIFFERENT " + d));
      comparison.verdicts.forEach(
          (each, verdict) ->
              alone.add("%s | %s | %s".formatted(verdict.outcome(), each, verdict.detail())));
      Objects.requireNonNull(tallies.get(title)).add(comparison.tally);
    }
  }

  // ---- the record

  private void record(PrintStream out) {
    Tally all = new Tally();
    tallies.values().forEach(all::add);
    out.println(
        "| built by, program | places | hits | compared | equal | we alone | gdb alone |"
            + " no value yet | neither | gdb wrong | unsteady | different |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    tallies.forEach((title, tally) -> row(out, title.replace(" | ", ", "), tally));
    row(out, "**all**", all);
    out.println();
    out.println("Hits left out because gdb saw another moment or none: " + all.otherMoment + ".");
    reasons(out, "Different", Map.of(), Map.of());
    all.different.forEach(d -> out.println("- " + d));
    reasons(out, "gdb wrong, and who says so", all.gdbWrongBecause, Map.of());
    reasons(
        out,
        "gdb alone or no value yet, and why we state no value",
        all.gdbAloneBecause,
        all.gdbAloneFirst);
    proofs(out, all);
    reasons(out, "We alone, and what gdb says", all.weAloneWhere, all.weAloneFirst);
    reasons(out, "Neither, by our reason", all.neitherBecause, Map.of());
    if (!saying.isEmpty()) {
      boolean rust = saying.keySet().stream().anyMatch(way -> way.startsWith("rustc"));
      Sayings.print(out, rust ? SAYING_RUST : SAYING, saying);
    }
    out.println("\n## Places that are not probed\n");
    all.refused.forEach((why, count) -> out.println("- " + count + ": " + why));
    if (!failures.isEmpty()) {
      out.println("\n## Programs that could not be compared\n");
      failures.forEach(f -> out.println("- " + f.lines().findFirst().orElse("")));
    }
  }

  private static void proofs(PrintStream out, Tally all) {
    out.println("\n## No value yet: what overwriting it there does\n");
    out.println(
        Arrays.stream(Poison.Outcome.values())
            .map(outcome -> " | " + outcome.column)
            .collect(Collectors.joining("", "| our reason", " |")));
    out.println("|---".repeat(Poison.Outcome.values().length + 1) + "|");
    all.outcomes.forEach(
        (why, counts) ->
            out.println(
                "| "
                    + why
                    + Arrays.stream(Poison.Outcome.values())
                        .map(outcome -> " | " + counts.getOrDefault(outcome, 0L))
                        .collect(Collectors.joining())
                    + " |"));
    reasons(out, "Affected, the first of each reason", Map.of(), Map.of());
    all.affectedFirst.forEach((why, first) -> out.println("- " + why + " — `" + first + "`"));
  }

  private static void row(PrintStream out, String title, Tally t) {
    out.printf(
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d |%n",
        title,
        t.places,
        t.hits,
        t.compared,
        t.equal,
        t.weAlone,
        t.gdbAlone - t.noValue,
        t.noValue,
        t.neither,
        t.gdbWrong,
        t.unsteady,
        t.different.size());
  }

  private static void reasons(
      PrintStream out, String title, Map<String, Long> reasons, Map<String, String> first) {
    out.println("\n## " + title + "\n");
    reasons.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            e -> {
              String example = first.getOrDefault(e.getKey(), "");
              out.println(
                  "- "
                      + e.getValue()
                      + ": "
                      + e.getKey()
                      + (example.isEmpty() ? "" : " — `" + example + "`"));
            });
  }
}
