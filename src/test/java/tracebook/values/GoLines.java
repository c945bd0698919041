package tracebook.values;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tech.tablesaw.api.Row;
import tracebook.table.TraceTable;

/**
 * The variables of Go programs by chance, at each line and each time that it is passed, as a cell
 * shows them: compared with what they are.
 */
final class GoLines {
  long programs;
  long places;
  long compared;
  long equal;

  /** Values that are not shown, by the reason. */
  final Map<String, Long> missing = new TreeMap<>();

  /** Lines of which the compiler made another number of passes: not compared. */
  long otherPasses;

  final List<String> different = new ArrayList<>();

  /** Values that gdb shows, and those of them that the variables do not have. */
  long gdbShows;

  long gdbWrong;

  private final boolean besideGdb;

  GoLines(boolean besideGdb) {
    this.besideGdb = besideGdb;
  }

  /**
   * Makes a program, and compares it.
   *
   * @param flags of the compiler
   */
  void run(Path directory, long seed, String flags) {
    RandomGo made = new RandomGo(seed);
    Path source = directory.resolve("r" + seed + ".go");
    try {
      Files.writeString(source, made.source());
    } catch (IOException failure) {
      throw new AssertionError(source + " cannot be written", failure);
    }
    Path program = Compiled.goFile(source, flags);
    StringBuilder cell = new StringBuilder("%%trace --for 60s --launch '" + program + "'\n");
    Map<Integer, Long> addresses = addresses(program, source);
    Set<Integer> lines = new TreeSet<>(made.hits.keySet());
    lines.retainAll(addresses.keySet());
    lines.forEach(
        line ->
            cell.append(
                "trace %s:%d as l%d { emit $args, $locals; }\n"
                    .formatted(source.getFileName(), line, line)));
    Notebook notebook = Notebook.run(cell.toString());
    List<String> printed = String.join("\n", notebook.printed).lines().toList();
    if (!printed.equals(made.printed)) {
      different.add(
          "seed "
              + seed
              + " prints "
              + printed
              + ", not "
              + made.printed
              + " "
              + notebook.error().lines().limit(4).toList());
      return;
    }
    programs++;
    lines.forEach(
        line -> {
          places++;
          List<Map<String, String>> hits = made.hits.getOrDefault(line, List.of());
          TraceTable table = notebook.table("l" + line);
          if (table.rowCount() == hits.size()) {
            compare("seed " + seed + " " + flags + " line " + line + " ", table, hits);
          } else {
            otherPasses++;
          }
        });
    if (besideGdb) {
      askGdb(program, made, lines, addresses);
    }
  }

  /** The first of each line; an optimiser leaves lines without any. */
  private static Map<Integer, Long> addresses(Path program, Path source) {
    Map<Integer, Long> addresses = new TreeMap<>();
    String file = String.valueOf(source.getFileName());
    for (Row row : Notebook.listing(program, "lines", file + ":1-999")) {
      if (!row.getString("address").isEmpty()) {
        addresses.merge(
            (int) row.getNumber("line"), Long.decode(row.getString("address")), Math::min);
      }
    }
    return addresses;
  }

  private void compare(String where, TraceTable table, List<Map<String, String>> hits) {
    for (int row = 0; row < hits.size(); row++) {
      for (Map.Entry<String, String> truth : hits.get(row).entrySet()) {
        compared++;
        String name = truth.getKey();
        String whole = table.containsColumn(name) ? name : name.split("[.]", 2)[0];
        if (!table.containsColumn(whole)) {
          missing.merge("not known to the debug info", 1L, Long::sum);
          continue;
        }
        String why = table.why(row, whole);
        String shown = table.column(whole).getString(row);
        if (shown.replaceFirst(" '.*'$", "").equals(truth.getValue()) && why.isEmpty()) {
          equal++;
        } else if (!why.isEmpty()) {
          missing.merge(why, 1L, Long::sum);
        } else {
          different.add(
              where + name + " hit " + row + ": " + truth.getValue() + ", shown " + shown);
        }
      }
    }
  }

  /** What gdb shows at the same lines; a number or a bool alone, it does not know Go's strings. */
  private void askGdb(
      Path program, RandomGo made, Set<Integer> lines, Map<Integer, Long> addresses) {
    Map<Stops.Key, Stops.Stop> stops =
        Stops.of(
                new Stops.Asked(
                    List.of(program.toString()),
                    AgainstGdb.entryPoint(program),
                    lines.stream().map(addresses::get).toList(),
                    Integer.MAX_VALUE,
                    List.of()))
            .stops();
    for (int line : lines) {
      List<Map<String, String>> hits = made.hits.getOrDefault(line, List.of());
      for (int hit = 0; hit < hits.size(); hit++) {
        Stops.Stop stop = stops.get(new Stops.Key(addresses.getOrDefault(line, 0L), hit + 1));
        for (Map.Entry<String, String> truth : hits.get(hit).entrySet()) {
          Optional<String> said =
              Optional.ofNullable(stop)
                  .flatMap(s -> s.leaf(truth.getKey()))
                  .flatMap(Stops.Leaf::text);
          if (said.isPresent()) {
            gdbShows++;
            gdbWrong += said.get().replaceFirst(" '.*'$", "").equals(truth.getValue()) ? 0 : 1;
          }
        }
      }
    }
  }

  @Override
  public String toString() {
    return "%d programs, %d places, %d compared, %d equal, missing %s, other passes %d, different %s"
        .formatted(programs, places, compared, equal, missing, otherPasses, different);
  }

  /**
   * The record of many programs: src/bench/values --go.
   *
   * @return 0 where no value was different
   */
  static int record(int count, Path directory) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.println(
        "| built by | programs | lines | compared | equal | different | not shown | gdb shows | of"
            + " these wrong |");
    out.println("|---|---|---|---|---|---|---|---|---|");
    List<String> notes = new ArrayList<>();
    int status = 0;
    for (String flags : List.of("-N -l", "-l", "")) {
      GoLines lines = new GoLines(true);
      for (int seed = 0; seed < count; seed++) {
        try {
          lines.run(
              Files.createDirectories(directory.resolve("way" + flags.length())),
              seed,
              "-gcflags=" + flags);
        } catch (AssertionError failed) {
          lines.different.add("seed " + seed + ": " + failed.getMessage());
        }
      }
      String way = ("go build -gcflags='" + flags + "'").replace(" -gcflags=''", "");
      out.printf(
          "| %s | %d | %d | %d | %d | %d | %d | %d | %d |%n",
          way,
          lines.programs,
          lines.places,
          lines.compared,
          lines.equal,
          lines.different.size(),
          lines.missing.values().stream().mapToLong(n -> n).sum(),
          lines.gdbShows,
          lines.gdbWrong);
      lines.missing.forEach((why, n) -> notes.add(way + ", not shown: " + n + " " + why));
      if (lines.otherPasses > 0) {
        notes.add(
            way
                + ": "
                + lines.otherPasses
                + " lines are passed another number of times in the optimised code, and are not"
                + " compared");
      }
      lines.different.forEach(d -> notes.add(way + ", different: " + d));
      status = lines.different.isEmpty() ? status : 1;
    }
    out.println();
    notes.forEach(note -> out.println("- " + note));
    return status;
  }
}
