package tracebook.dwarf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tracebook.elf.BuildId;

/** The record of a differential run, in Markdown. */
final class DifferentialRecord {
  private final StringBuilder programs = new StringBuilder();
  private final StringBuilder tables = new StringBuilder();
  private final Map<OracleFault, Long> faults = new EnumMap<>(OracleFault.class);
  private final String command;

  /**
   * @param command with which it was called
   */
  DifferentialRecord(String command) {
    this.command = command;
  }

  void add(Subject subject, List<Comparison> comparisons, double seconds) {
    Comparison sum = new Comparison("all");
    comparisons.forEach(sum::add);
    sum.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
    Path program = subject.program().path();
    String id = subject.debug().buildId().map(BuildId::hex).orElse("none");
    programs.append(
        "| %s | `%s` | %,d | %,d | %,d | %,d | %.0f |\n"
            .formatted(
                program.getFileName(),
                id,
                sum.compared(),
                sum.equal,
                sum.faults(),
                sum.different,
                seconds));
    tables.append("\n## %s\n".formatted(program));
    if (subject.debug() != subject.program()) {
      tables.append("Debug info: `%s`\n\n".formatted(subject.debug().path()));
    }
    tables.append("| | compared | equal | oracle's fault | different |\n|---|--:|--:|--:|--:|\n");
    for (Comparison each : comparisons) {
      tables.append(
          "| %s | %,d | %,d | %,d | %,d |\n"
              .formatted(each.kind, each.compared(), each.equal, each.faults(), each.different));
    }
  }

  void write(Path file) throws IOException {
    StringBuilder out = new StringBuilder();
    out.append(
        "# %s: debug info compared with other readers\n\n"
            .formatted(LocalDate.now(ZoneId.systemDefault())));
    out.append("- %s\n".formatted(machine()));
    out.append(
        "- Linux %s, OpenJDK %s\n"
            .formatted(System.getProperty("os.version"), System.getProperty("java.version")));
    for (String oracle : List.of(Oracle.dwarfdump(), "readelf", "gdb")) {
      out.append("- `%s`: %s\n".formatted(oracle, Oracle.version(oracle)));
    }
    out.append(
        "- `%s` on %s\n\n"
            .formatted(command, Tools.run("git", "describe", "--always", "--dirty").strip()));
    out.append("| | build-id | compared | equal | oracle's fault | different | seconds |\n");
    out.append("|---|---|--:|--:|--:|--:|--:|\n").append(programs);
    out.append("\n## The oracles' faults\nEach is checked for what it says.\n\n");
    out.append("| | |\n|--:|---|\n");
    faults.forEach((why, count) -> out.append("| %,d | %s |\n".formatted(count, why.why)));
    Files.writeString(file, out.append(tables));
  }

  private static String machine() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    return "%s, %d processors".formatted(processor, Runtime.getRuntime().availableProcessors());
  }
}
