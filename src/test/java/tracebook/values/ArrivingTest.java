package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.table.TraceTable;

/**
 * Parameters of unoptimised code before its prologue has stored them: at every instruction of
 * several functions, what was passed, or a reason.
 */
@Timeout(300)
class ArrivingTest {
  private static final Map<String, String> PASSED =
      Map.ofEntries(
          Map.entry("arriving.n", "-5"),
          Map.entry("arriving.c", "120 'x'"),
          Map.entry("arriving.h", "-300"),
          Map.entry("arriving.big", "18364758544493064720"),
          Map.entry("arriving.*at", "31"),
          Map.entry("arriving.pair.first", "-9000000000"),
          Map.entry("arriving.pair.second", "17"),
          Map.entry("arriving.real", "2.5"),
          Map.entry("arriving.stacked", "99"),
          Map.entry("small.b.y", "98 'b'"),
          Map.entry("small.flag", "true"),
          Map.entry("small.u", "200"),
          Map.entry("small.f", "1.5"),
          Map.entry("several.n", "6"),
          Map.entry("looping.n", "40"),
          Map.entry("looping.step", "50"),
          Map.entry("large.n", "8"),
          Map.entry("large.c", "121 'y'"));

  private static final Set<String> REASONS =
      Set.of("not yet stored by the prologue", "in a vector register");

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("objdump");
  }

  /** Behind its first round a loop has changed its parameter. */
  @ParameterizedTest
  @CsvSource({
    "gcc -O0 -gdwarf-5, 150",
    "gcc -O0 -gdwarf-3 -fcf-protection -fstack-protector-all -no-pie, 175",
    "clang -O0 -gdwarf-4, 110",
    "clang -O0 -gdwarf-2 -fomit-frame-pointer, 85",
  })
  void whatWasPassedIsThereFromTheFirstInstructionOn(String way, int least) {
    List<String> make = new ArrayList<>(List.of(way.split(" ", -1)));
    Compiled.require(make.getFirst());
    Path program = directory.resolve("arriving");
    make.addAll(List.of("-w", Compiled.source("arriving.c"), "-o", program.toString()));
    Compiled.run(make);
    Map<String, List<String>> code = code(program);
    StringBuilder cell = new StringBuilder("%%trace --for 20s --launch '" + program + "'");
    for (Map.Entry<String, List<String>> function : code.entrySet()) {
      String names = String.join(", ", new TreeSet<>(expressions(function.getKey()).keySet()));
      for (String address : function.getValue()) {
        cell.append("\ntrace 0x%s as p_%s { emit %s; }".formatted(address, address, names));
      }
    }
    Notebook notebook = Notebook.run(cell.toString());
    int shown = 0;
    for (Map.Entry<String, List<String>> function : code.entrySet()) {
      for (String address : function.getValue()) {
        TraceTable table = notebook.table("p_" + address);
        for (Map.Entry<String, String> passed : expressions(function.getKey()).entrySet()) {
          String column =
              table.columnNames().stream()
                  .filter(n -> n.equals(passed.getKey()))
                  .findFirst()
                  .orElseThrow();
          String why = table.why(0, column);
          if (why.isEmpty()) {
            shown++;
            assertThat(table.column(column).getString(0))
                .as("%s at 0x%s of %s", column, address, function.getKey())
                .isEqualTo(passed.getValue());
          } else {
            assertThat(REASONS).contains(why);
          }
        }
      }
    }
    System.out.println(way + ": " + shown);
    assertThat(shown).isGreaterThanOrEqualTo(least);
  }

  private static Map<String, String> expressions(String function) {
    Map<String, String> found = new HashMap<>();
    PASSED.forEach(
        (path, value) -> {
          if (path.startsWith(function + ".")) {
            found.put(path.substring(function.length() + 1), value);
          }
        });
    return found;
  }

  /** The addresses of the instructions, up to the first that is none of a prologue. */
  private static Map<String, List<String>> code(Path program) {
    Map<String, List<String>> code = new HashMap<>();
    Optional<List<String>> open = Optional.empty();
    for (String line :
        Compiled.run(List.of("objdump", "-d", "--no-show-raw-insn", program.toString()))) {
      if (line.endsWith(">:")) {
        String name = line.substring(line.indexOf('<') + 1, line.length() - 2);
        open = expressions(name).isEmpty() ? Optional.empty() : Optional.of(new ArrayList<>());
        open.ifPresent(found -> code.put(name, found));
      } else if (open.isPresent() && line.contains(":\t")) {
        String[] parts = line.strip().split(":\\s+", 2);
        if (!parts[1].matches("(endbr64|push|mov|sub .*%rsp|and|xor|lea|test).*")
            || parts[1].matches("mov.*\\(.*,%.*")) {
          open = Optional.empty();
        } else if (open.get().size() < 24) {
          open.get().add(parts[0]);
        }
      }
    }
    return code;
  }
}
