package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tracebook.asm.Isa;
import tracebook.codegen.CodeOptions;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.TraceProgram;
import tracebook.lang.Options;
import tracebook.lang.TraceCell;
import tracebook.lang.TraceParser;
import tracebook.source.CellText;
import tracebook.source.Golden;
import tracebook.source.Problems;

/**
 * Each {@code cells/resolve/TOPIC/*.trace} gives the problems in the {@code .err} beside it, and
 * unless there is an error among them the program in its {@code .ir}.
 */
class CellsGoldenTest {
  private static final Path CELLS = Path.of("src/test/resources/cells/resolve");
  private static final int CAP = 64;
  private static final CodeOptions OPTIONS = new CodeOptions(true, true, true, Isa.V4);

  @TempDir static Path directory;
  private static Optional<Fixtures> fixtures = Optional.empty();

  @BeforeAll
  static void link() throws IOException, InterruptedException {
    fixtures = Optional.of(new Fixtures(directory));
  }

  /** What became of a cell. */
  private record Compiled(String problems, boolean wrong, TraceProgram program) {}

  @TestFactory
  Stream<DynamicTest> everyCellGivesItsProblemsAndItsProgram() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path topic : topics()) {
      for (Path cell : Golden.cells(topic)) {
        tests.add(
            DynamicTest.dynamicTest(
                topic.getFileName() + "/" + cell.getFileName(), () -> check(cell)));
      }
    }
    return tests.stream();
  }

  private static List<Path> topics() throws IOException {
    try (Stream<Path> topics = Files.list(CELLS)) {
      return topics.sorted().toList();
    }
  }

  private static void check(Path cell) throws Exception {
    Compiled compiled = compile(cell);
    if (compiled.wrong) {
      Golden.checkAbsent(Golden.beside(cell, ".ir"));
    }
    if (compiled.problems.isEmpty()) {
      Golden.checkAbsent(Golden.beside(cell, ".err"));
    } else {
      Golden.check(Golden.beside(cell, ".err"), compiled.problems);
    }
    if (!compiled.wrong) {
      Golden.check(Golden.beside(cell, ".ir"), ProgramText.of(compiled.program));
    }
  }

  private static Compiled compile(Path cell) throws Exception {
    CellText text = new CellText(Files.readString(cell));
    Problems problems = new Problems();
    TraceCell parsed = TraceParser.parse(text, problems);
    Options.Everyone target = (Options.Everyone) parsed.options().target().orElseThrow();
    TraceProgram program =
        Resolver.resolve(
            text,
            parsed.script(),
            fixtures.orElseThrow().modules(target.path()),
            Optional.empty(),
            CAP,
            problems);
    return new Compiled(text.render(problems.all()), problems.hasErrors(), program);
  }

  /** The same cell against the same files, read anew, is the same trace. */
  @Test
  void aTraceIsDeterminedByItsCellAndItsFiles() throws Exception {
    int compared = 0;
    for (Path topic : topics()) {
      for (Path cell : Golden.cells(topic)) {
        Compiled first = compile(cell);
        Compiled second = compile(cell);
        assertThat(second.problems).isEqualTo(first.problems);
        if (first.wrong) {
          continue;
        }
        CompiledTrace one = CompiledTrace.of(first.program, OPTIONS);
        CompiledTrace two = CompiledTrace.of(second.program, OPTIONS);
        assertThat(two).as(cell.toString()).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(two.bodies().stream().map(b -> b.code().listing()).toList())
            .isEqualTo(one.bodies().stream().map(b -> b.code().listing()).toList());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(5);
  }
}
