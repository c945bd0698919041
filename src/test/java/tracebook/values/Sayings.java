package tracebook.values;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of the record that tells of programs which say what they hold. */
final class Sayings {
  private Sayings() {}

  /**
   * Prints it.
   *
   * @param sources of the programs
   * @param all what came of them, by the way they were built
   */
  static void print(PrintStream out, List<String> sources, Map<String, List<LibraryTypes>> all) {
    out.println("\n## Programs that say what they hold\n");
    out.println(String.join(", ", sources) + " of `src/test/c/values/library`.\n");
    out.println(
        "| built by | programs | facts equal | missing with a reason | different |"
            + " programs refused |");
    out.println("|---|---|---|---|---|---|");
    all.forEach((way, programs) -> row(out, way, programs));
    out.println();
    all.forEach(
        (way, programs) ->
            programs.forEach(
                program -> {
                  program.missing.forEach(m -> line(out, way, "missing: " + m));
                  program.different.forEach(d -> line(out, way, different(program, d)));
                }));
  }

  private static void row(PrintStream out, String way, List<LibraryTypes> programs) {
    out.printf(
        "| %s | %d | %d | %d | %d | %d |%n",
        way,
        programs.size(),
        programs.stream().mapToInt(p -> p.equal).sum(),
        programs.stream().mapToInt(p -> p.missing.size()).sum(),
        programs.stream().filter(p -> !p.refused).mapToInt(p -> p.different.size()).sum(),
        programs.stream().filter(p -> p.refused).count());
  }

  private static void line(PrintStream out, String way, String text) {
    out.println("- " + way + ": " + text);
  }

  /** Of a cell's error what is wrong, without the lines of the cell. */
  private static String different(LibraryTypes program, String different) {
    return program.refused
        ? "refused: "
            + different
                .lines()
                .filter(line -> line.startsWith("error: "))
                .map(line -> line.substring("error: ".length()))
                .distinct()
                .collect(Collectors.joining("; "))
        : "different: " + different;
  }
}
