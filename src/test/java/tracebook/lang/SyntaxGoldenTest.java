package tracebook.lang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tracebook.source.CellText;
import tracebook.source.Golden;
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
    return Golden.cells(CELLS).stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws IOException {
    CellText cell = new CellText(Files.readString(file));
    Problems problems = new Problems();
    TraceCell parsed = TraceParser.parse(cell, problems);
    boolean wrong = !problems.all().isEmpty();
    String have = wrong ? cell.render(problems.all()) : TreeText.of(parsed);
    Golden.checkAbsent(Golden.beside(file, wrong ? ".tree" : ".err"));
    Golden.check(Golden.beside(file, wrong ? ".err" : ".tree"), have);
  }
}
