package tracebook.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.linux.Rights;

/**
 * Well-typed scripts by chance: each compiles, is taken by the kernel, and gives what the
 * interpreter says. {@code -Dseed=N} tries those from N on.
 */
@Timeout(120)
class ScriptsTest {
  private static final long FIRST = Long.getLong("seed", 0);

  /**
   * What no program here has, Go's maps and names of methods, wide characters and what is not
   * understood, and what a few hundred scripts need not have.
   */
  private static final Set<String> SELDOM =
      Set.of(
          "Walk.Groups",
          "Format.Known",
          "Fact.SITE",
          "Fact.CGROUP",
          "Fact.PC",
          "Format.Inside",
          "Format.Moved",
          "Format.Opaque",
          "Format.WideArray",
          "Format.WideText",
          "Source.Once");

  private static final Tally ALL = new Tally();
  private static int compilers;

  @TempDir Path directory;

  @BeforeAll
  static void rights() {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
  }

  @ParameterizedTest
  @CsvSource({
    "gcc -O0, ROWS, 0, 120, 4",
    "gcc -O2, ROWS, 1000, 40, 4",
    "clang -O0, ROWS, 2000, 40, 4",
    "gcc -O2, GROUPS, 3000, 40, 16",
    "gcc -O2, PARTS, 4000, 40, 4",
    "g++ -std=c++17 -O0, LIBRARY, 5000, 40, 6",
    "rustc -Copt-level=0, RUST, 6000, 30, 6"
  })
  void a_script_means_what_the_interpreter_says(
      String compiler, Flavor flavor, long offset, long count, int hits) throws Exception {
    List<String> words = List.of(compiler.split(" "));
    requires(words.getFirst());
    Tally tally = new Tally();
    try (Subject subject = Subject.start(directory, words, flavor, hits)) {
      Scripts.run(subject, flavor, FIRST + offset, count, tally);
    }
    System.out.println(compiler + " from seed " + (FIRST + offset) + ": " + tally);
    assertThat(tally.findings).isEmpty();
    assertThat(tally.scripts).isEqualTo(count);
    ALL.add(tally);
    compilers++;
  }

  private static void requires(String compiler) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, compiler))),
        "`" + compiler + "` is not installed");
  }

  /** There the verifier follows each round of a loop. */
  @ParameterizedTest
  @CsvSource({"g++ -std=c++17 -O0, LIBRARY, 5200, 4", "rustc -Copt-level=0, RUST, 6200, 4"})
  void a_script_means_the_same_on_a_kernel_without_may_goto(
      String compiler, Flavor flavor, long offset, long count) throws Exception {
    List<String> words = List.of(compiler.split(" "));
    requires(words.getFirst());
    Tally tally = new Tally();
    try (Subject subject = Subject.start(directory, words, flavor, 2).withoutLoops()) {
      Scripts.run(subject, flavor, FIRST + offset, count, tally);
    }
    assertThat(tally.findings).isEmpty();
    assertThat(tally.scripts).isEqualTo(count);
  }

  /** States are by chance, and some of them rare. */
  @AfterAll
  static void every_kind_of_part_was_tried() {
    if (compilers == 7 && FIRST == 0) {
      assertThat(ALL.neverReached())
          .filteredOn(name -> !name.startsWith("SlotState.") && !SELDOM.contains(name))
          .isEmpty();
    }
  }

  /** The verifier must never be what tells the user. */
  @Test
  void a_large_script_is_taken_or_refused_by_a_limit_that_is_named() throws Exception {
    Map<String, String> refused = new TreeMap<>();
    try (Subject subject = Subject.start(directory, List.of("gcc", "-O0"), Flavor.ROWS, 2)) {
      Trial trial = new Trial(subject, new Tally());
      for (int size : new int[] {60, 900}) {
        refused.putAll(refused(trial, Script.Kind.LINE, Giants.all(), size));
      }
    }
    String program = "LIMIT: the block is too much for one eBPF program";
    String stack = "LIMIT: the block needs more than the 496 bytes of stack that a probe has";
    String operators = "PROBLEM: error: this expression has more than 500 operators";
    String searches = "LIMIT: the block searches more of its strings than an eBPF program can";
    String row = "PROBLEM: error: a row of this block has N bytes, more than 60000";
    String shown = "PROBLEM: error: this block shows 4500 values, more than 4000";
    String levels = "PROBLEM: error: this is nested deeper than 200 levels";
    assertThat(refused.keySet().stream().filter(way -> way.endsWith(" 60")).toList())
        .containsExactly("aliases 60", "lets 60", "text lets 60");
    assertThat(refused.values())
        .extracting(first -> first.replaceFirst("has \\d+ bytes", "has N bytes"))
        .containsOnly(program, stack, searches, row, operators, levels, shown);
  }

  /** By the way and the size, those that are not taken. */
  private static Map<String, String> refused(
      Trial trial, Script.Kind kind, Map<String, IntFunction<String>> ways, int size) {
    Map<String, String> refused = new TreeMap<>();
    ways.forEach(
        (way, block) ->
            trial
                .run(List.of(new Script(kind, Node.leaf(Node.Kind.BLOCK, block.apply(size)), "")))
                .getFirst()
                .ifPresent(f -> refused.put(way + " " + size, f.firstLine())));
    return refused;
  }

  @Test
  void many_aggregates_keys_and_entry_values_are_taken_or_refused_by_a_limit_that_is_named()
      throws Exception {
    try (Subject subject = Subject.start(directory, List.of("gcc", "-O0"), Flavor.GROUPS, 3)) {
      Trial trial = new Trial(subject, new Tally());
      assertThat(refused(trial, Script.Kind.LINE, Giants.groups(), 25))
          .isEqualTo(
              Map.of(
                  "keys that are strings 25",
                  "PROBLEM: error: the keys have 432 bytes, more than 240"));
      assertThat(refused(trial, Script.Kind.LINE, Giants.groups(), 60).values())
          .containsOnly(
              "LIMIT: the block needs more than the 496 bytes of stack that a probe has",
              "PROBLEM: error: the keys have 544 bytes, more than 240");
      assertThat(refused(trial, Script.Kind.RETURN, Giants.returns(), 24)).isEmpty();
      assertThat(refused(trial, Script.Kind.RETURN, Giants.returns(), 600))
          .hasSameSizeAs(Giants.returns())
          .allSatisfy(
              (way, first) ->
                  assertThat(first)
                      .as(way)
                      .isEqualTo(
                          "PROBLEM: error: what this block keeps until its hit has more than 4096"
                              + " bytes"));
    }
  }

  @Test
  void many_values_in_pieces_are_taken_or_refused_by_a_limit_that_is_named() throws Exception {
    try (Subject subject = Subject.start(directory, List.of("gcc", "-O2"), Flavor.PARTS, 3)) {
      Trial trial = new Trial(subject, new Tally());
      assertThat(refused(trial, Script.Kind.LINE, Giants.pieces(), 25)).isEmpty();
      assertThat(refused(trial, Script.Kind.LINE, Giants.pieces(), 600).values())
          .containsExactly("PROBLEM: error: this block shows 4200 values, more than 4000");
    }
  }

  @Test
  void many_values_of_a_library_are_taken_or_refused_by_a_limit_that_is_named() throws Exception {
    List<String> compiler = List.of("g++", "-std=c++17", "-O0");
    String program = "LIMIT: the block is too much for one eBPF program";
    try (Subject subject = Subject.start(directory, compiler, Flavor.LIBRARY, 3)) {
      Trial trial = new Trial(subject, new Tally());
      assertThat(refused(trial, Script.Kind.LINE, Giants.library(), 6)).isEmpty();
      Map<String, String> refused = refused(trial, Script.Kind.LINE, Giants.library(), 200);
      assertThat(refused)
          .containsOnlyKeys(
              "deques 200", "elements 200", "tables of elements 200", "vectors of strings 200");
      assertThat(refused.values())
          .extracting(first -> first.replaceFirst("has \\d+ bytes", "has N bytes"))
          .containsOnly(
              program, "PROBLEM: error: a row of this block has N bytes, more than 60000");
    }
  }

  @Test
  void what_cannot_be_is_said() throws Exception {
    try (Subject subject = Subject.start(directory, List.of("gcc", "-O0"), Flavor.ROWS, 1)) {
      String many = "{ emit " + columns(4_001) + "; }";
      assertThat(problems(subject, many))
          .contains("error: this block shows 4001 values, more than 4000")
          .contains("hint: emit less: an array or a structure is one value");
      assertThat(problems(subject, "{ emit d = hollow - hollow; }"))
          .contains("error: `struct empty` has no bytes to count the distance in")
          .contains("hint: cast the pointers to `unsigned long`");
    }
  }

  private static String columns(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "c" + i + " = $line")
        .collect(Collectors.joining(", "));
  }

  private static String problems(Subject subject, String block) {
    return subject
        .resolve(
            new Script(Script.Kind.LINE, Node.leaf(Node.Kind.BLOCK, block), "")
                .item("t", subject.place))
        .problems();
  }
}
