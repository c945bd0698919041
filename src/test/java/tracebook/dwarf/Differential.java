package tracebook.dwarf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares everything that we read of programs with what llvm-dwarfdump, readelf and gdb read, and
 * prints a table. The arguments are programs, whose debug info is searched as always; before them,
 * {@code --record FILE} writes the record. The status is 1 when something differs.
 */
final class Differential {
  /** gdb is asked for what is in scope at so many addresses. */
  private static final int MOST_ADDRESSES = 20_000;

  /** So many names of functions, of variables, and of types are looked up in the index. */
  private static final int INDEXED = 2_000;

  /** And so many are searched for in the bytes of the file. */
  private static final int SEARCHED = 100;

  private Differential() {}

  /** All comparisons of one program. */
  static List<Comparison> of(Subject subject) {
    List<Comparison> found = new ArrayList<>(withoutGdb(subject));
    found.addAll(scopes(subject));
    return found;
  }

  /** That with gdb, which reads {@link Subject#program}. */
  static List<Comparison> scopes(Subject subject) {
    ScopeComparison scopes = new ScopeComparison(subject);
    scopes.run(ScopeComparison.addresses(subject, MOST_ADDRESSES));
    return List.of(scopes.scopes, scopes.variables, scopes.types);
  }

  /** Those that need llvm-dwarfdump and readelf only. */
  static List<Comparison> withoutGdb(Subject subject) {
    LineComparison lines = new LineComparison(subject);
    lines.run();
    FrameComparison frames = new FrameComparison(subject);
    frames.run();
    EntryComparison entries = new EntryComparison(subject);
    NameComparison names = new NameComparison();
    entries.run(names::add);
    names.compare(subject, INDEXED, SEARCHED);
    List<Comparison> found = new ArrayList<>(all(lines, frames, entries));
    found.addAll(List.of(names.listed, names.found, names.absent));
    return found;
  }

  /** The same over so many of its units, evenly spread. */
  static List<Comparison> sample(Subject subject, int count) {
    List<Unit> all = subject.module().units.all();
    List<Unit> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(all.get((int) ((long) i * all.size() / count)));
    }
    LineComparison lines = new LineComparison(subject);
    lines.run(some);
    FrameComparison frames = new FrameComparison(subject);
    frames.run();
    EntryComparison entries = new EntryComparison(subject);
    entries.run(some);
    ScopeComparison scopes = new ScopeComparison(subject);
    scopes.run(ScopeComparison.addresses(subject, 10 * count));
    List<Comparison> found = new ArrayList<>(all(lines, frames, entries));
    found.addAll(List.of(scopes.scopes, scopes.variables, scopes.types));
    return found;
  }

  private static List<Comparison> all(
      LineComparison lines, FrameComparison frames, EntryComparison entries) {
    return List.of(
        lines.rows,
        lines.lookups,
        frames.rows,
        entries.attributes,
        entries.code,
        entries.locations,
        entries.functions,
        entries.copies);
  }

  static String table(List<Comparison> comparisons) {
    StringBuilder out = new StringBuilder();
    out.append(
        "%-24s %10s %10s %14s %10s%n"
            .formatted("", "compared", "equal", "oracle's fault", "different"));
    Map<OracleFault, Long> faults = new TreeMap<>();
    for (Comparison each : comparisons) {
      out.append(
          "%-24s %10d %10d %14d %10d%n"
              .formatted(each.kind, each.compared(), each.equal, each.faults(), each.different));
      each.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    }
    faults.forEach((fault, count) -> out.append("%8d  %s%n".formatted(count, fault.why)));
    for (Comparison each : comparisons) {
      each.told.forEach(line -> out.append("DIFFERENT ").append(line).append('\n'));
    }
    return out.toString();
  }

  public static void main(String[] arguments) throws Exception {
    List<String> programs = new ArrayList<>(List.of(arguments));
    Optional<Path> file = Optional.empty();
    if (programs.getFirst().equals("--record")) {
      file = Optional.of(Path.of(programs.get(1)));
      programs.subList(0, 2).clear();
    }
    DifferentialRecord written = new DifferentialRecord("src/bench/differential --record");
    boolean differs = false;
    for (String program : programs) {
      long start = System.nanoTime();
      try (Subject subject = Subject.open(Path.of(program))) {
        List<Comparison> found = of(subject);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%n%s (%s)%n", program, subject.debug().path());
        System.out.print(table(found));
        System.out.printf("%.1f s%n", seconds);
        written.add(subject, found, seconds);
        differs |= found.stream().anyMatch(each -> each.different > 0);
      }
    }
    if (file.isPresent()) {
      written.write(file.get());
    }
    System.exit(differs ? 1 : 0);
  }
}
