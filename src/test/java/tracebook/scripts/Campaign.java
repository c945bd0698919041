package tracebook.scripts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tracebook.Scratch;
import tracebook.ir.SlotState;

/**
 * Tries many scripts, and records what came of it. Not a test: {@code src/bench/scripts} runs it.
 */
final class Campaign {
  /**
   * A part of it.
   *
   * @param share of all scripts, in percent
   */
  private record Part(String compiler, Flavor flavor, int hits, int share) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("gcc -O0", Flavor.ROWS, 4, 18),
          new Part("gcc -O2", Flavor.ROWS, 4, 18),
          new Part("clang -O0", Flavor.ROWS, 4, 18),
          new Part("gcc -O0", Flavor.GROUPS, 16, 6),
          new Part("gcc -O2", Flavor.GROUPS, 16, 10),
          new Part("gcc -O2", Flavor.PARTS, 4, 10),
          new Part("clang -O1", Flavor.PARTS, 4, 5),
          new Part("g++ -std=c++17 -O0", Flavor.LIBRARY, 6, 10),
          new Part("clang++ -std=c++17 -O0 -fstandalone-debug", Flavor.LIBRARY, 6, 5),
          new Part("rustc -Copt-level=0", Flavor.RUST, 6, 10),
          new Part("rustc -Copt-level=1", Flavor.RUST, 6, 5));

  private long count = 10_000;
  private long seed;
  private Optional<Path> record = Optional.empty();
  private Optional<Flavor> only = Optional.empty();

  private Campaign(String[] args) {
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--count" -> count = Long.parseLong(args[i + 1]);
        case "--seed" -> seed = Long.parseLong(args[i + 1]);
        case "--record" -> record = Optional.of(Path.of(args[i + 1]));
        case "--only" -> only = Optional.of(Flavor.valueOf(args[i + 1]));
        default -> throw new IllegalArgumentException("what is `" + args[i] + "`?");
      }
    }
  }

  public static void main(String[] args) throws Exception {
    System.exit(new Campaign(args).run(Scratch.directory("scripts")) ? 0 : 1);
  }

  private boolean run(Path directory) throws Exception {
    List<String> rows = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    Tally all = new Tally();
    long begin = System.nanoTime();
    long next = seed;
    List<Part> parts =
        PARTS.stream().filter(p -> only.isEmpty() || only.get() == p.flavor()).toList();
    int whole = parts.stream().mapToInt(Part::share).sum();
    int share = 0;
    for (Part part : parts) {
      // The last one has what is left over by the division.
      share += part.share();
      long scripts = count * share / whole - (next - seed);
      String compiler = part.compiler();
      Tally tally = new Tally();
      try (Subject subject =
          Subject.start(directory, List.of(compiler.split(" ")), part.flavor(), part.hits())) {
        Scripts.run(subject, part.flavor(), next, scripts, tally);
      }
      rows.add(
          row(compiler + ", " + part.flavor().words, next + " to " + (next + scripts - 1), tally));
      System.out.println(compiler + ", " + part.flavor().words + ": " + tally);
      if (!tally.lacking.isEmpty()) {
        System.out.println("  not readable: " + tally.lacking);
      }
      findings.addAll(tally.findings);
      all.add(tally);
      next += scripts;
    }
    rows.add(row("together", seed + " to " + (next - 1), all));
    findings.forEach(System.out::println);
    System.out.println("never reached: " + String.join(", ", all.neverReached()));
    long seconds = (System.nanoTime() - begin) / 1_000_000_000;
    if (record.isPresent()) {
      Files.writeString(record.get(), text(rows, all, findings, seconds));
    }
    return findings.isEmpty() && all.scripts == count;
  }

  private static String row(String compiler, String seeds, Tally t) {
    long values = t.of(SlotState.CAPTURED);
    long missing = t.compared() - values - t.of(SlotState.NOT_REACHED);
    return "| "
        + compiler
        + " | "
        + seeds
        + " | "
        + t.scripts
        + " | "
        + t.parts
        + " | "
        + t.rows
        + " | "
        + t.groups
        + " | "
        + values
        + " | "
        + missing
        + " | "
        + t.said
        + " | "
        + t.printed
        + " | "
        + t.cells
        + " | "
        + t.elements
        + " | "
        + t.of(Trial.Fault.REFUSED)
        + " | "
        + (t.of(Trial.Fault.PROBLEM) + t.of(Trial.Fault.LIMIT))
        + " | "
        + t.of(Trial.Fault.DIFFERENT)
        + " | "
        + t.of(Trial.Fault.EXCEPTION)
        + " |";
  }

  private static String counts(Map<String, Long> by) {
    return by.entrySet().stream()
        .map(e -> "`" + e.getKey() + "` " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private String text(List<String> rows, Tally all, List<String> findings, long seconds)
      throws IOException {
    String never =
        all.neverReached().stream().map(n -> "`" + n + "`").collect(Collectors.joining(", "));
    return """
    # %s: random scripts

    Linux %s, Java %s. Written by

        src/bench/scripts --count %d --seed %d --record FILE

    A script is a block by chance, equal for an equal seed, at a line of a program of `src/test/c/scripts`. It begins as text, is
    resolved against the DWARF of the compiled program, compiled and loaded; 4 hits (groups 16, libraries 6) with other values each, of which one in 17 ends after some rows (`--max`). Every slot of
    every row is compared with what an interpreter of the typed program makes of the recorded memory and registers: the
    bytes, or the reason and address of what cannot be read; what columns and printed lines show, with what the program
    says of its values; every cell of the tables, of those of elements, groups and buckets too, as `csv()` has it, and what `why` says of
    it, with a second rendering of these slots; and the account of each script.

    | compiler | seeds | scripts | statements and expressions | rows | groups | values equal | reasons equal | cells as the program says | printed lines with their text and what it says | cells as rendered a second time | rows of elements among them | refused by the kernel | refused by us | different | exceptions |
    |---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
    %s

    %d seconds in all.

    How often the interpreter came to each node: %s.

    How often what is shown was made of each kind of part: %s.

    Never reached: %s.
    %s\
    """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            System.getProperty("os.version"),
            System.getProperty("java.version"),
            count,
            seed,
            String.join("\n", rows),
            seconds,
            counts(all.evaluated),
            counts(all.compiled),
            never.isEmpty() ? "none" : never,
            findings.isEmpty() ? "" : "\n```\n" + String.join("\n", findings) + "\n```\n");
  }
}
