package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.table.TraceTable;

/** What C makes of an expression, a cell shows. */
@Timeout(900)
class ArithmeticTest {
  private static final int NESTED = Integer.getInteger("nested", 200);
  private static final int OF_A_PROBE = 100;

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  @ParameterizedTest
  @CsvSource({"gcc, -O0", "clang, -O1"})
  void every_operator_on_every_pair_of_types_is_c_s(String compiler, String level)
      throws IOException {
    Compiled.require(compiler);
    List<Arithmetic.Case> cases = Arithmetic.all(NESTED);
    Path program = compiled(cases, compiler, level);
    List<String[]> wanted =
        Compiled.run(List.of(program.toString(), "say")).stream()
            .map(line -> line.strip().split(" ", -1))
            .toList();
    assertThat(wanted).hasSize(Arithmetic.VALUES * Arithmetic.VALUES);
    Notebook notebook = Notebook.run(cell(program, cases));
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (int first = 0; first < cases.size(); first += OF_A_PROBE) {
      TraceTable table = notebook.table("p" + first / OF_A_PROBE);
      List<String[]> shown = table.csv().lines().skip(1).map(l -> l.split(",", -1)).toList();
      assertThat(shown).hasSameSizeAs(wanted);
      for (int i = first; i < Math.min(cases.size(), first + OF_A_PROBE); i++) {
        int column = table.columnIndex("v" + i);
        for (int row = 0; row < wanted.size(); row++) {
          String want = wanted.get(row)[i];
          String got = words(shown.get(row)[column], table.why(row, column));
          compared++;
          if (!(want.equals("failed") ? isDivision(got) : want.equals(got))) {
            String script = cases.get(i).script();
            different.add("hit " + row + ": `" + script + "` is " + want + ", not " + got);
          }
        }
      }
    }
    System.out.println(
        compiler + " " + level + ": " + cases.size() + " expressions, compared " + compared);
    assertThat(different.stream().limit(40).toList()).isEmpty();
    assertThat(compared).isGreaterThan(350_000);
  }

  private Path compiled(List<Arithmetic.Case> cases, String compiler, String level)
      throws IOException {
    Path source = directory.resolve("arithmetic.c");
    Files.writeString(source, Arithmetic.program(cases));
    Path program = directory.resolve("arithmetic");
    List<String> flags = List.of("-w", level, "-g", "-fwrapv", "-no-pie");
    List<String> make = new ArrayList<>(List.of(compiler));
    make.addAll(flags);
    make.addAll(List.of(source.toString(), "-o", program.toString()));
    Compiled.run(make);
    return program;
  }

  private static String cell(Path program, List<Arithmetic.Case> cases) {
    StringBuilder cell = new StringBuilder("%%trace --launch '" + program + "' --for 60s\n");
    for (int first = 0; first < cases.size(); first += OF_A_PROBE) {
      cell.append("trace check as p").append(first / OF_A_PROBE).append(" { ");
      int end = Math.min(cases.size(), first + OF_A_PROBE);
      boolean lets = cases.subList(first, end).stream().anyMatch(c -> c.script().contains("let_"));
      cell.append(lets ? Arithmetic.lets() : "").append("emit ");
      for (int i = first; i < end; i++) {
        cell.append(i == first ? "" : ", ").append('v').append(i).append(" = ");
        cell.append(cases.get(i).script());
      }
      cell.append("; }\n");
    }
    return cell.toString();
  }

  private static boolean isDivision(String shown) {
    return shown.equals("zero") || shown.equals("overflow");
  }

  /** What is shown, in the words of the program. */
  private static String words(String shown, String why) {
    return switch (why) {
      case "" -> shown.contains(" '") ? shown.substring(0, shown.indexOf(" '")) : shown;
      case "division by zero" -> "zero";
      case "division overflow: the most negative number by -1" -> "overflow";
      default -> why;
    };
  }
}
