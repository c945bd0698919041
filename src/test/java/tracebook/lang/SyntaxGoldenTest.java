package tracebook.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tracebook.source.CellText;
import tracebook.source.Problems;

/**
 * Each {@code cells/syntax/*.trace} gives the tree in the {@code .tree} beside it, or the problems
 * in its {@code .err}. {@code -Dgolden=update} writes both anew, and fails all the same: what
 * changed has to be read.
 */
class SyntaxGoldenTest {
  private static final Path CELLS = Path.of("src/test/resources/cells/syntax");

  @TestFactory
  Stream<DynamicTest> everyCellGivesItsTreeOrItsProblems() throws IOException {
    try (Stream<Path> files = Files.list(CELLS)) {
      List<Path> cells = files.filter(f -> f.toString().endsWith(".trace")).sorted().toList();
      assertThat(cells).isNotEmpty();
      return cells.stream()
          .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
    }
  }

  private static void check(Path file) throws IOException {
    CellText cell = new CellText(Files.readString(file));
    Problems problems = new Problems();
    TraceCell parsed = TraceParser.parse(cell, problems);
    boolean wrong = !problems.all().isEmpty();
    String have =
        wrong
            ? problems.all().stream().map(cell::render).collect(Collectors.joining("\n"))
            : TreeText.of(parsed);
    String stem = file.toString().replaceFirst("\\.trace$", "");
    Path golden = Path.of(stem + (wrong ? ".err" : ".tree"));
    Path other = Path.of(stem + (wrong ? ".tree" : ".err"));
    if ("update".equals(System.getProperty("golden"))) {
      if (!Files.exists(golden) || !Files.readString(golden).equals(have)) {
        Files.writeString(golden, have);
        Files.deleteIfExists(other);
        fail(golden + " is rewritten: read what changed, then run again without -Dgolden");
      }
      return;
    }
    assertThat(other).doesNotExist();
    assertThat(golden).as("run with -Dgolden=update to write it").exists();
    assertThat(have).isEqualTo(Files.readString(golden));
  }
}
