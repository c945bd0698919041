package tracebook.values;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tech.tablesaw.columns.Column;
import tracebook.table.TraceTable;

/** What a cell shows of a program, against what the program says. */
final class Comparison {
  private static final Pattern LINE = Pattern.compile("\\bHERE\\((\\w+)\\)");
  private static final Pattern REFUSED = Pattern.compile("(?m)^error: (.*)\\n +(\\d+) \\| ");

  int compared;
  int equal;
  int stated;

  /** Passes of lines that the optimiser left without code, or whose passes it merged. */
  int unplaced;

  final List<String> different = new ArrayList<>();
  final Map<String, Integer> reasons = new TreeMap<>();
  final List<String> notes = new ArrayList<>();

  /** Runs the program under a cell that asks for everything that the program will tell. */
  void run(Path program, List<String> sources) {
    Truth before = Truth.of(Compiled.run(List.of(program.toString())));
    Map<String, String> places = places(sources);
    Map<String, String> probes = new LinkedHashMap<>();
    for (String tag : before.passes().keySet()) {
      List<String> expressions = before.expressions(tag);
      StringBuilder emit = new StringBuilder();
      for (int i = 0; i < expressions.size(); i++) {
        emit.append(i == 0 ? "" : ", ").append('v').append(i).append(" = ");
        emit.append(expressions.get(i));
      }
      probes.put(
          tag,
          "trace " + places.getOrDefault(tag, tag) + " as p_" + tag + " { emit " + emit + "; }");
    }
    Notebook notebook = null;
    while (notebook == null || (!notebook.error().isEmpty() && !probes.isEmpty())) {
      notebook =
          Notebook.run(
              "%%trace --launch '"
                  + program
                  + "' --for 30s\n"
                  + String.join("\n", probes.values()));
      if (!notebook.error().isEmpty() && !refuse(notebook.error(), probes)) {
        throw new AssertionError(notebook.error());
      }
    }
    Truth truth = Truth.of(notebook.printed);
    for (String tag : probes.keySet()) {
      compare(tag, notebook.table("p_" + tag), truth);
    }
  }

  /** Takes away the probes that the cell's error speaks of. */
  private boolean refuse(String error, Map<String, String> probes) {
    List<String> tags = List.copyOf(probes.keySet());
    Matcher line = REFUSED.matcher(error);
    boolean any = false;
    while (line.find()) {
      int index = Integer.parseInt(line.group(2)) - 2;
      if (index >= 0 && index < tags.size() && probes.remove(tags.get(index)) != null) {
        any = true;
        unplaced++;
        notes.add("refused " + tags.get(index) + ": " + line.group(1));
      }
    }
    return any;
  }

  private static Map<String, String> places(List<String> sources) {
    Map<String, String> places = new LinkedHashMap<>();
    for (String source : sources) {
      try {
        List<String> lines = Files.readAllLines(Compiled.SOURCES.resolve(source));
        for (int i = 0; i < lines.size(); i++) {
          Matcher here = LINE.matcher(lines.get(i));
          if (here.find()) {
            places.put(here.group(1), source + ":" + (i + 1));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return places;
  }

  private void compare(String tag, TraceTable table, Truth truth) {
    List<List<Truth.Fact>> passes = truth.passes().getOrDefault(tag, List.of());
    if (table.rowCount() != passes.size()) {
      unplaced++;
      notes.add(tag + ": " + table.rowCount() + " rows, " + passes.size() + " passes");
      return;
    }
    List<String> expressions = truth.expressions(tag);
    for (int row = 0; row < passes.size(); row++) {
      for (Truth.Fact fact : passes.get(row)) {
        String column = "v" + expressions.indexOf(fact.expression());
        compare(tag, row, fact, table, column);
      }
    }
  }

  private void compare(String tag, int row, Truth.Fact fact, TraceTable table, String name) {
    compared++;
    Column<?> column = table.column(name);
    String why = table.why(row, name);
    String shown = column.getString(row);
    if (column.isMissing(row)) {
      if (fact.kind() == 'm' && !why.isEmpty()) {
        equal++;
      } else if (!why.isEmpty()) {
        stated++;
        reasons.merge(why, 1, Integer::sum);
      } else if (isTablesawMissing(fact)) {
        equal++;
      } else {
        different.add(tag + " pass " + row + ": `" + fact.expression() + "` is not there");
      }
    } else if (fact.equalsShown(shown)) {
      equal++;
    } else {
      different.add(
          tag
              + " pass "
              + row
              + ": `"
              + fact.expression()
              + "` is "
              + fact.text()
              + ", shown as "
              + shown
              + (why.isEmpty() ? "" : " (" + why + ")"));
    }
  }

  /** Values that Tablesaw takes for missing ones. */
  private static boolean isTablesawMissing(Truth.Fact fact) {
    return fact.text().equals(Long.toString(Long.MIN_VALUE))
        || fact.text().equals(Long.toUnsignedString(Long.MIN_VALUE))
        || fact.text().equals("0x8000000000000000")
        || fact.text().isEmpty()
        || fact.text().endsWith("nan");
  }

  @Override
  public String toString() {
    return "compared "
        + compared
        + ", equal "
        + equal
        + ", stated "
        + stated
        + ", different "
        + different.size()
        + ", places left out "
        + unplaced;
  }
}
