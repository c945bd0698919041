package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tech.tablesaw.columns.Column;
import tracebook.table.TraceTable;

/**
 * Programs of src/test/c/values/library, which print what their variables hold: one trace of all
 * their places, compared with that.
 */
final class LibraryTypes {
  private static final Path SOURCES = Compiled.SOURCES.resolve("library");
  private static final int CAP = 256;

  /** Bytes of the longest character, which is not shown in part. */
  private static final int LONGEST = 4;

  final List<String> different = new ArrayList<>();
  final List<String> missing = new ArrayList<>();
  int equal;

  /** Whether there is no table of it; the cell's error is what is different. */
  boolean refused;

  private LibraryTypes() {}

  /** What each pass of a place had, in order. */
  private record Passes(Map<String, List<Map<String, String>>> of) {
    static Passes of(List<String> printed) {
      Map<String, List<Map<String, String>>> passes = new LinkedHashMap<>();
      Map<String, String> pass = new LinkedHashMap<>();
      for (String line : printed) {
        int bar = line.indexOf('|');
        if (line.startsWith("#")) {
          pass = new LinkedHashMap<>();
          passes.computeIfAbsent(line.substring(1), t -> new ArrayList<>()).add(pass);
        } else if (bar > 0) {
          pass.put(line.substring(0, bar), line.substring(bar + 1));
        }
      }
      return new Passes(passes);
    }

    List<String> expressions(String place) {
      Set<String> all = new LinkedHashSet<>();
      of.getOrDefault(place, List.of()).forEach(p -> all.addAll(p.keySet()));
      return List.copyOf(all);
    }
  }

  /**
   * Compiles and traces.
   *
   * @param way the compiler and its options
   */
  static LibraryTypes compare(Path directory, String way, String source) {
    return compare(compiled(directory, "program", way, source));
  }

  /** Traces a program. */
  static LibraryTypes compare(Path program) {
    Passes before = Passes.of(Compiled.run(List.of(program.toString())));
    StringBuilder cell = new StringBuilder("%%trace --launch '" + program + "' --for 20s\n");
    before
        .of()
        .keySet()
        .forEach(
            place -> {
              List<String> asked = before.expressions(place);
              cell.append("trace ").append(place).append(" as ").append(named(place));
              cell.append(" { emit ");
              for (int i = 0; i < asked.size(); i++) {
                cell.append(i == 0 ? "" : ", ").append('v').append(i).append(" = ");
                cell.append(asked.get(i));
              }
              cell.append("; }\n");
            });
    Notebook notebook = Notebook.run(cell.toString());
    LibraryTypes outcome = new LibraryTypes();
    if (!notebook.error().isEmpty()) {
      outcome.different.add(notebook.error());
      outcome.refused = true;
      return outcome;
    }
    Passes now = Passes.of(String.join("\n", notebook.printed).lines().toList());
    now.of().forEach((place, passes) -> outcome.place(notebook, place, before, passes));
    return outcome;
  }

  /** Nothing is different or missing, and there are so many values. */
  static void all(Path directory, String way, String source, int facts) {
    LibraryTypes outcome = compare(directory, way, source);
    assertThat(outcome.different).as(way).isEmpty();
    assertThat(outcome.missing).as(way).isEmpty();
    assertThat(outcome.equal).as(way).isEqualTo(facts);
  }

  /** Nothing is different; in unoptimised code nothing is missing of at least so many values. */
  static void most(Path directory, String way, String source, int facts) {
    LibraryTypes outcome = compare(directory, way, source);
    System.out.println(way + " " + source + ": " + outcome);
    assertThat(outcome.different).as(way).isEmpty();
    if (way.contains("-O0") || way.contains("opt-level=0")) {
      assertThat(outcome.missing).as(way).isEmpty();
      assertThat(outcome.equal).as(way).isGreaterThanOrEqualTo(facts);
    }
  }

  static Path compiled(Path directory, String name, String way, String source) {
    List<String> words = new ArrayList<>(List.of(way.split(" ")));
    Compiled.require(words.getFirst());
    if (way.contains("libc++")) {
      assumeTrue(hasLibcxx(), "libc++ is not installed");
    }
    Path program = directory.resolve(name);
    words.addAll(List.of("-g", "-o", program.toString(), SOURCES.resolve(source).toString()));
    Compiled.run(words);
    return program;
  }

  private static boolean hasLibcxx() {
    try {
      return new ProcessBuilder(
                  "clang++", "-stdlib=libc++", "-x", "c++", "-E", "-include", "string", "/dev/null")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError("clang++ cannot be asked", failure);
    }
  }

  private void place(
      Notebook notebook, String place, Passes before, List<Map<String, String>> passes) {
    TraceTable table = notebook.table(named(place));
    if (table.rowCount() != passes.size()) {
      different.add(place + " has " + table.rowCount() + " rows of " + passes.size());
      return;
    }
    List<String> asked = before.expressions(place);
    for (int row = 0; row < passes.size(); row++) {
      for (Map.Entry<String, String> fact : passes.get(row).entrySet()) {
        String name = "v" + asked.indexOf(fact.getKey());
        check(place + " " + fact.getKey(), table, row, name, fact.getValue());
      }
    }
  }

  private void check(String what, TraceTable table, int row, String name, String wanted) {
    Column<?> column = table.column(name);
    String why = table.why(row, name);
    String shown = column.getString(row);
    boolean right;
    if (wanted.equals("!?")) {
      right = !why.isEmpty() && shown.isEmpty();
    } else if (wanted.startsWith("!")) {
      right = why.equals(wanted.substring(1));
    } else if (bytes(wanted) > CAP && !wanted.startsWith("[")) {
      boolean cut = wanted.startsWith(shown) && bytes(shown) > CAP - LONGEST && bytes(shown) <= CAP;
      right = (cut && why.equals("truncated at 256 B")) || shown.equals(wanted);
    } else {
      right = shown.equals(wanted) || (why.isEmpty() && shown.startsWith(wanted + " '"));
    }
    if (right) {
      equal++;
    } else if (!why.isEmpty() && shown.isEmpty()) {
      missing.add(what + ": " + why);
    } else {
      different.add(what + " is " + wanted + ", shown as " + shown + " (" + why + ")");
    }
  }

  /** The table of a place, {@code app__Server__handle}. */
  private static String named(String place) {
    return place.replaceAll("\\W", "_");
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Override
  public String toString() {
    return "equal " + equal + ", missing " + missing + ", different " + different;
  }
}
