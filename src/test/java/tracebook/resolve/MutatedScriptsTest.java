package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tracebook.asm.Isa;
import tracebook.codegen.CodeLimit;
import tracebook.codegen.CodeOptions;
import tracebook.codegen.CompiledTrace;
import tracebook.elf.ElfRefused;
import tracebook.ir.TraceProgram;
import tracebook.lang.Options;
import tracebook.lang.TraceCell;
import tracebook.lang.TraceParser;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;

/**
 * Whatever is done to the words of a script, what comes of it is problems with a place, or a
 * program that compiles or names its limit. {@code -Dscripts=N} tries more than a sample, {@code
 * -Dseed=N} others.
 */
class MutatedScriptsTest {
  private static final int SAMPLE = 1_000;
  private static final int CAP = 64;
  private static final Pattern WORD =
      Pattern.compile("\\$?\\w+|\\s+|\"[^\"\\n]*\"|[-=<>&|.:+]{2}|.", Pattern.DOTALL);
  private static final CodeOptions OPTIONS = new CodeOptions(true, true, true, Isa.V4);

  /** What only a fault of ours writes into a sentence. */
  private static final Pattern INNER =
      Pattern.compile("Optional|\\bnull\\b|@[0-9a-f]{5,}|tracebook\\.|java\\.|\\w+\\[\\w+=|``");

  private final Map<String, Modules> targets = new HashMap<>();

  @TempDir Path directory;

  private record Seed(String header, String target, List<String> words) {}

  @Test
  void problemsAreAllThatComesOfMistakes() throws Exception {
    Fixtures fixtures = new Fixtures(directory);
    List<Seed> seeds = seeds();
    List<String> words = seeds.stream().flatMap(s -> s.words.stream()).toList();
    int scripts = Integer.getInteger("scripts", SAMPLE);
    Random random = new Random(Long.getLong("seed", 20261126));
    AtomicReference<String> current = new AtomicReference<>("");
    assertTimeoutPreemptively(
        Duration.ofSeconds(300 + scripts / 10),
        () -> {
          for (int i = 0; i < scripts; i++) {
            Seed seed = seeds.get(random.nextInt(seeds.size()));
            String text = seed.header + mutated(seed.words, words, random);
            current.set(text);
            check(text, modules(fixtures, seed.target));
          }
        },
        () -> "does not end: " + current.get());
  }

  private Modules modules(Fixtures fixtures, String target) throws IOException, ElfRefused {
    Modules known = targets.get(target);
    if (known == null) {
      known = fixtures.modules(target);
      targets.put(target, known);
    }
    return known;
  }

  private static List<Seed> seeds() throws IOException {
    List<Seed> seeds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/cells/resolve"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".trace")).sorted().toList()) {
        String text = Files.readString(file);
        int line = text.indexOf('\n') + 1;
        TraceCell cell = TraceParser.parse(new CellText(text), new Problems());
        Options.Everyone target = (Options.Everyone) cell.options().target().orElseThrow();
        if (target.path().equals("many")) {
          continue;
        }
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(text.substring(line)); word.find(); ) {
          words.add(word.group());
        }
        seeds.add(new Seed(text.substring(0, line), target.path(), words));
      }
    }
    return seeds;
  }

  private static String mutated(List<String> seed, List<String> pool, Random random) {
    List<String> words = new ArrayList<>(seed);
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i < edits && !words.isEmpty(); i++) {
      int at = random.nextInt(words.size());
      switch (random.nextInt(5)) {
        case 0 -> words.remove(at);
        case 1 -> words.add(at, words.get(at));
        case 2 -> words.add(at, pool.get(random.nextInt(pool.size())));
        case 3 -> words.set(at, pool.get(random.nextInt(pool.size())));
        default -> words.set(at, words.set(random.nextInt(words.size()), words.get(at)));
      }
    }
    return String.join("", words);
  }

  private static void check(String text, Modules modules) {
    CellText cell = new CellText(text);
    Problems problems = new Problems();
    try {
      TraceCell parsed = TraceParser.parse(cell, problems);
      TraceProgram program =
          Resolver.resolve(cell, parsed.script(), modules, Optional.empty(), CAP, problems);
      if (!problems.hasErrors()) {
        CompiledTrace.of(program, OPTIONS);
      }
    } catch (CodeLimit named) {
      assertThat(named.hint()).as(text).isNotEmpty();
    } catch (RuntimeException | StackOverflowError thrown) {
      throw new AssertionError("thrown for: " + text, thrown);
    }
    for (Problem problem : problems.all()) {
      String shown = text + "\n---\n" + cell.render(problem);
      assertThat(problem.span().end()).as(shown).isLessThanOrEqualTo(text.length());
      assertThat(problem.span().end()).as(shown).isGreaterThan(problem.span().start());
      assertThat(problem.hint()).as(shown).isNotBlank();
      if (!quotesTheScript(problem)) {
        assertThat(problem.message()).as(shown).doesNotContainPattern(INNER).doesNotEndWith(".");
      }
    }
  }

  /** A message that repeats a word of the script may have anything in it. */
  private static boolean quotesTheScript(Problem problem) {
    return problem.message().contains("found `") || problem.message().contains("``");
  }
}
