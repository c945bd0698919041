package tracebook.values;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.table.TraceTable;

/**
 * What variables are in front of lines, as an unoptimised program prints it ({@code -DSAY}), beside
 * what a cell shows of the optimised one. A value counts as right if the variable has it in front
 * of that line at some time.
 */
record Moments(int shown, List<String> wrong, Map<String, Integer> missing) {
  private static final Pattern SAID = Pattern.compile("@(\\d+)\\|(.+)\\|(-?\\d+)");
  private static final Pattern NO_CODE = Pattern.compile("`\\w+\\.\\w+:(\\d+)` has no code");
  private static final Pattern ROW =
      Pattern.compile("(\\w+\\.\\w+)\\s+(\\d+)\\s+0x[0-9a-f]+\\b.*\\bx\\s*");

  /** Of each line the expressions, of each of them the values. */
  private record Said(TreeMap<Integer, Map<String, Set<String>>> lines) {
    static Said of(List<String> printed) {
      TreeMap<Integer, Map<String, Set<String>>> lines = new TreeMap<>();
      for (String text : printed) {
        Matcher matcher = SAID.matcher(text);
        if (matcher.matches()) {
          lines
              .computeIfAbsent(Integer.parseInt(matcher.group(1)), l -> new LinkedHashMap<>())
              .computeIfAbsent(matcher.group(2), e -> new HashSet<>())
              .add(matcher.group(3));
        }
      }
      return new Said(lines);
    }
  }

  /** Compares a build, as {@code gcc -O2}, of a source. */
  static Moments of(Path directory, String build, String source) throws IOException {
    List<String> words = List.of(build.split(" ", -1));
    Path path = Path.of(Compiled.source(source));
    Path truth = directory.resolve("truth_" + source);
    if (!Files.exists(truth)) {
      compile(truth, path, List.of(words.getFirst(), "-O0", "-DSAY"));
    }
    Said said = Said.of(Compiled.run(List.of(truth.toString())));
    Path program = directory.resolve("moved" + build.replaceAll("\\W+", "_"));
    compile(program, path, words);
    return of(program, source, said);
  }

  private static void compile(Path program, Path source, List<String> words) {
    List<String> command = new ArrayList<>(words);
    command.addAll(List.of("-g", "-w", "-o", program.toString(), source.toString()));
    Compiled.run(command);
  }

  private static Moments of(Path program, String source, Said said) {
    Set<Integer> statements = new TreeSet<>();
    for (String line : Compiled.run(List.of("readelf", "-wL", program.toString()))) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && row.group(1).equals(source)) {
        statements.add(Integer.parseInt(row.group(2)));
      }
    }
    Moments found = new Moments(0, new ArrayList<>(), new TreeMap<>());
    Notebook notebook = Notebook.run(cell(program, source, said, statements));
    Matcher bare = NO_CODE.matcher(notebook.error());
    if (!notebook.error().isEmpty()) { // Rows that share their address with another function's.
      bare.results().forEach(line -> statements.remove(Integer.parseInt(line.group(1))));
      notebook = Notebook.run(cell(program, source, said, statements));
    }
    return found.with(notebook.table("events"), said);
  }

  private static String cell(Path program, String source, Said said, Set<Integer> statements) {
    StringBuilder cell = new StringBuilder("%%trace --for 30s --launch '" + program + "'\n");
    said.lines.forEach(
        (line, expressions) -> {
          if (statements.contains(line)) {
            cell.append("trace %s:%d { emit at = %d".formatted(source, line, line));
            int number = 0;
            for (String expression : expressions.keySet()) {
              cell.append(", v%d = %s".formatted(number++, expression));
            }
            cell.append("; }\n");
          }
        });
    return cell.toString();
  }

  private static String number(String shown) {
    return switch (shown) {
      case "true" -> "1";
      case "false" -> "0";
      default -> shown.replaceFirst(" '.*", "");
    };
  }

  private Moments with(TraceTable table, Said said) {
    int count = 0;
    for (int row = 0; row < table.rowCount(); row++) {
      int line = Integer.parseInt(table.get(row, table.columnIndex("at")).toString());
      int number = 0;
      for (Map.Entry<String, Set<String>> expression :
          Objects.requireNonNull(said.lines.get(line)).entrySet()) {
        String column = "v" + number++;
        String why = table.why(row, column);
        if (!why.isEmpty()) {
          missing.merge(why, 1, Integer::sum);
          continue;
        }
        count++;
        String value = table.get(row, table.columnIndex(column)).toString();
        if (!expression.getValue().contains(number(value))) {
          wrong.add(line + " " + expression.getKey() + " = " + value);
        }
      }
    }
    return new Moments(count, wrong.stream().distinct().toList(), missing);
  }
}
