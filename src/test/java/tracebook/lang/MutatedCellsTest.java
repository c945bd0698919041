package tracebook.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;

/** Whatever is typed, the parser comes back, and its problems point into the cell. */
class MutatedCellsTest {
  private static final long SEED = 20261123;
  private static final int CELLS = 5_000;
  private static final List<String> PIECES =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          "<",
          ">",
          ";",
          ",",
          ":",
          "::",
          "..",
          ".",
          "->",
          "\"",
          "'",
          "\\",
          "/*",
          "*/",
          "//",
          "/",
          "*",
          "=",
          "++",
          "$",
          "%%trace ",
          "\n",
          "trace ",
          "emit ",
          "if ",
          "else ",
          "let x = ",
          "operator",
          "operator ",
          "usdt:",
          "0x",
          "1_",
          "\ud83d",
          "é",
          "\0",
          "#",
          "@",
          " return ",
          " as ",
          "sizeof(",
          "(struct ",
          "{:x.",
          "cast(");

  @Test
  void neverThrowAndAlwaysEnd() throws IOException {
    List<String> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/cells/syntax"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".trace")).sorted().toList()) {
        seeds.add(Files.readString(file));
      }
    }
    AtomicReference<String> current = new AtomicReference<>("");
    assertTimeoutPreemptively(
        Duration.ofMinutes(5),
        () -> {
          Random random = new Random(SEED);
          for (int i = 0; i < CELLS; i++) {
            String text = mutate(seeds.get(random.nextInt(seeds.size())), random);
            current.set(text);
            check(text);
          }
        },
        () -> "does not end: " + current.get());
  }

  private static void check(String text) {
    Problems problems = new Problems();
    CellText cell = new CellText(text);
    try {
      TraceParser.isTraceCell(text);
      TraceParser.target(cell, problems);
      TraceParser.parse(cell, problems);
    } catch (RuntimeException thrown) {
      throw new AssertionError("thrown for: " + text, thrown);
    }
    for (Problem problem : problems.all()) {
      assertThat(problem.span().end()).as(text).isLessThanOrEqualTo(text.length());
      assertThat(cell.render(problem)).isNotEmpty();
    }
  }

  private static String mutate(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    int edits = 1 + random.nextInt(5);
    for (int i = 0; i < edits; i++) {
      int at = random.nextInt(text.length() + 1);
      int end = Math.min(text.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
        default -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
      }
    }
    return text.toString();
  }
}
