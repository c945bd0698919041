package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.table.TraceTable;

/** Names that hide each other in a function mean what the program says, or nothing. */
@Timeout(300)
class HiddenNamesTest {
  private static final Pattern HERE = Pattern.compile("HERE\\((\\w+): ([^)]*)\\)");

  private static final Pattern UNTOLD =
      Pattern.compile(
          "which is meant is not known: "
              + "(the debug info does not say in which block the one of line \\d+ is"
              + "|the function around this one declares one, too, at line \\d+)");

  private static final String BESIDE =
      "two blocks of the source share this address, and each has one of that name";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  /** The places of a program, and what is emitted there. */
  private static Map<String, String> places(String source, StringBuilder cell) throws IOException {
    Map<String, String> places = new LinkedHashMap<>();
    int number = 0;
    for (String line : Files.readAllLines(Path.of(Compiled.source("live/" + source)))) {
      number++;
      Matcher here = HERE.matcher(line);
      if (!line.startsWith("//") && here.find()) {
        places.put(here.group(1), here.group(2));
        cell.append("trace %s:%d as ".formatted(source, number))
            .append("%s { emit %s; }\n".formatted(here.group(1), here.group(2)));
      }
    }
    return places;
  }

  /**
   * What is missing because nothing tells what the name means.
   *
   * @param untold where; all else is what the program prints
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gcc -O0         | hiding.c  | ''",
        "gcc -O2 -flto   | hiding.c  | ''",
        "clang -O0       | hiding.c  | inBlock.deep behindBlock.deep inParameter.deep"
            + " behindParameter.deep beforeLocal.deep behindLocal.early afterLocal.early"
            + " inTwo.both behindTwo.both right.side behindStatic.early"
            + " inCopied.deep behindCopied.deep",
        "clang -O2       | hiding.c  | inBlock.deep behindBlock.deep inParameter.deep"
            + " behindParameter.deep beforeLocal.deep behindLocal.early afterLocal.early"
            + " inTwo.both behindTwo.both right.side behindStatic.early"
            + " inDropped.dead behindDropped.dead inCopied.deep behindCopied.deep",
        "g++ -O2         | hiding.cc | inThis.shared inLambda.deep inLambda.free1 inLocal.deep",
        "clang++ -O2     | hiding.cc | inMember.deep inMember.shared behindMember.deep"
            + " behindMember.shared inThis.shared inLambda.deep inLambda.free1 inLocal.deep"
            + " inNamed.other behindNamed.other"
      })
  void areNotTakenForOthers(String way, String source, String untold) throws IOException {
    List<String> words = new ArrayList<>(List.of(way.split(" ", -1)));
    String compiler = words.removeFirst();
    Compiled.require(compiler);
    Path program = Compiled.live(directory, compiler, source, words.toArray(String[]::new));
    StringBuilder cell =
        new StringBuilder("%%%%trace --for 30s --launch '%s'\n".formatted(program));
    Map<String, String> places = places(source, cell);
    if (compiler.equals("clang")) {
      places.remove("inExtern"); // It does not say that a block declares a name as `extern`.
    }
    Notebook notebook = Notebook.run(cell.toString());
    TreeSet<String> missing = new TreeSet<>();
    List<String> warnings = new ArrayList<>();
    for (String place : places.keySet()) {
      TraceTable table = notebook.table(place);
      warnings.addAll(table.warnings());
      List<String> names = List.of(places.get(place).split(", ", -1));
      List<String> printed =
          String.join("\n", notebook.printed)
              .lines()
              .filter(line -> line.startsWith(place + " "))
              .toList();
      assertThat(table.rowCount()).as(place).isEqualTo(printed.size()).isPositive();
      for (int row = 0; row < printed.size(); row++) {
        String[] truth = printed.get(row).split(" ", -1);
        for (int i = 0; i < names.size(); i++) {
          String why = table.why(row, names.get(i));
          String as = "%s: %s at %s".formatted(way, names.get(i), printed.get(row));
          if (UNTOLD.matcher(why).matches()) {
            missing.add(place + "." + names.get(i));
          } else if (!why.isEmpty()) {
            assertThat(why).as(as).isIn("optimized out", BESIDE);
          } else if (truth[i + 1].startsWith("!")) {
            assertThat("!" + table.getString(row, names.get(i))).as(as).isNotEqualTo(truth[i + 1]);
          } else {
            assertThat(table.getString(row, names.get(i))).as(as).isEqualTo(truth[i + 1]);
          }
        }
      }
    }
    for (String hint : hints(untold)) {
      assertThat(warnings).anyMatch(warning -> warning.contains(hint));
    }
    assertThat(missing).isEqualTo(new TreeSet<>(words(untold)));
  }

  private static List<String> hints(String untold) {
    List<String> hints = new ArrayList<>();
    if (untold.contains("inBlock.deep")) {
      hints.add("`emit $locals` shows that one as `deep@17`");
    }
    if (untold.contains("inDropped")) {
      hints.add("probe a line of the block that you mean");
    }
    if (untold.contains("inLambda")) {
      hints.add("probe a line of that function");
    }
    return hints;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }
}
