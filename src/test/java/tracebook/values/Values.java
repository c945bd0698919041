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
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tracebook.Scratch;

/**
 * Compares values of optimised programs with gdb: the command src/bench/values. Prints the record
 * as a page; what it does meanwhile goes to the standard error output.
 */
final class Values {
  /** Hits of one address that are compared. */
  private static final int EACH = 3;

  private static final int MOST_PLACES = 600;
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

  private Values() throws IOException {}

  /**
   * Runs it.
   *
   * @param arguments {@code --count N}: so many random programs of csmith; {@code --own}: without
   *     Debian's Python; {@code --builds WAY,WAY...}: only the programs written for it, built in
   *     the ways that begin so; {@code --rust}, {@code --cpp}: only those in Rust or C++; {@code
   *     --go}: only random ones in Go; then programs with debug info to compare instead of all
   *     others
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
    Values values = new Values();
    int builds = words.indexOf("--builds");
    if (builds >= 0) {
      words.remove(builds);
      for (String build : words.remove(builds).split(",", -1)) {
        values.written(build);
      }
    }
    boolean rust = words.remove("--rust");
    boolean cpp = words.remove("--cpp");
    for (String program : words) {
      values.compare(program, List.of(program.split(" ", -1)), MOST_PLACES, n -> !isOfLibrary(n));
    }
    if (rust) {
      values.rust();
      values.sayingRust();
    } else if (cpp) {
      values.cpp();
      values.saying();
    } else if (words.isEmpty() && builds < 0) {
      values.written("");
      values.cpp();
      values.rust();
      values.random(count);
      if (!own) {
        values.python();
      }
    }
    values.record(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    boolean equal =
        values.tallies.values().stream().allMatch(t -> t.different.isEmpty())
            && values.saying.values().stream()
                .flatMap(List::stream)
                .allMatch(s -> s.different.isEmpty());
    System.exit(equal ? 0 : 1);
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
  private void written(String builds) throws IOException {
    for (String way : ways().stream().filter(w -> w.startsWith(builds)).toList()) {
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

  private void cpp() throws IOException {
    for (String way : ways()) {
      for (String source : CPP) {
        Path at = Files.createDirectories(directory.resolve(way.replace(' ', '_') + "_cpp"));
        String words = way.replaceFirst("gcc", "g++").replaceFirst("clang", "clang++");
        Path program = Compiled.cpp(at, words, source);
        List<String> command = List.of(program.toString());
        compare(words + " | " + source, command, MOST_PLACES, n -> !isOfLibrary(n));
        compare(words + " | " + source, command, MOST_PLACES / 10, Values::isOfLibrary);
      }
    }
  }

  /** Programs that say what their containers hold; gdb has no printers of libc++. */
  private void saying() throws IOException {
    for (String way : ways()) {
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
      LibraryTypes said = LibraryTypes.compare(at, command, source);
      System.err.println(command + " " + source + ": " + said);
      saying.merge(title, List.of(said), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }
  }

  private void sayings(PrintStream out) {
    out.println("\n## Programs that say what they hold\n");
    Stream.of(SAYING, SAYING_RUST)
        .filter(sources -> saying.keySet().stream().anyMatch(w -> isOf(sources, w)))
        .forEach(s -> out.println(String.join(", ", s) + " of `src/test/c/values/library`.\n"));
    out.println("| built by | equal | missing with a reason | different |");
    out.println("|---|---|---|---|");
    saying.forEach(
        (way, all) ->
            out.printf(
                "| %s | %d | %d | %d |%n",
                way,
                all.stream().mapToInt(s -> s.equal).sum(),
                all.stream().mapToInt(s -> s.missing.size()).sum(),
                all.stream().mapToInt(s -> s.different.size()).sum()));
    saying.values().stream()
        .flatMap(List::stream)
        .flatMap(s -> s.different.stream())
        .forEach(d -> out.println("- " + d));
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

  private static boolean isOf(List<String> sources, String way) {
    return way.startsWith("rustc") == sources.equals(SAYING_RUST);
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

  private void compare(
      String title, List<String> command, int places, Predicate<String> functions) {
    // Only programs that do nothing but compute and print are made to run on with other values.
    AgainstGdb comparison =
        new AgainstGdb(title, EACH, title.contains(" | ") && !title.startsWith("Debian"));
    long start = System.nanoTime();
    try {
      comparison.run(command, places, functions);
    } catch (AssertionError failed) {
      failures.add(title + " " + command + ": " + failed.getMessage());
      System.err.println(failures.getLast());
    }
    System.err.printf(
        "%s: %s, %d s%n",
        title, comparison.tally, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start));
    comparison.tally.different.stream()
        .limit(5)
        .forEach(d -> System.err.println("  DIFFERENT " + d));
    tallies.computeIfAbsent(title, t -> new Tally()).add(comparison.tally);
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
      sayings(out);
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
        "| our reason | stored since | unset | elsewhere | never read | affected | not tried |");
    out.println("|---|---|---|---|---|---|---|");
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
