package tracebook.scripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.ir.Probe;
import tracebook.ir.RowLayout;
import tracebook.linux.Rights;
import tracebook.rows.Decoder;
import tracebook.rows.Shown;
import tracebook.scripts.Programs.Program;

/**
 * Well-typed scripts by chance: each compiles, is taken by the kernel, and gives what the
 * interpreter says. {@code -Dseed=N} tries those from N on.
 */
@Timeout(900)
class ScriptsTest {
  private static final long FIRST = Long.getLong("seed", 0);

  /** No program here has a map of Go. */
  private static final Set<String> NOWHERE = Set.of("Walk.Groups");

  private static final String GIVEN = " { emit result = $retval; }\n";
  private static final int HITS = 4;
  private static final Map<String, String> NOT_IN_INTEGER_REGISTERS =
      Map.of(
          "give_real", "<in a vector register>",
          "give_wide", "<in a vector register>",
          "give_widest", "<in an x87 register>");

  private static final Tally ALL = new Tally();
  private static int compilers;

  private static final Program C = new Program("gcc -O0", Flavor.ROWS);
  private static final Program OPTIMISED = new Program("gcc -O2", Flavor.ROWS);
  private static final Program PARTS = new Program("gcc -O2", Flavor.PARTS);
  private static final Program LIBRARY = new Program("g++ -std=c++17 -O0", Flavor.LIBRARY);
  private static final Program RUST = new Program("rustc -Copt-level=0", Flavor.RUST);
  private static final Program CLANG = new Program("clang -O0", Flavor.ROWS);

  @TempDir static Path directory;

  private static @Nullable Programs programs;

  @BeforeAll
  static void build() {
    assumeTrue(Rights.effective().missing(Rights.Need.PERF_EVENT).isEmpty(), "needs CAP_SYS_ADMIN");
    programs = new Programs(directory, List.of(C, OPTIMISED, PARTS, LIBRARY, RUST, CLANG));
  }

  @AfterAll
  static void end() {
    if (programs != null) {
      programs.close();
    }
  }

  private static Programs programs() {
    return Objects.requireNonNull(programs);
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
    Program program = new Program(compiler, flavor);
    requires(program);
    Tally tally = new Tally();
    Sources sources = programs().sources(program);
    Subject subject = programs().subject(program).withHits(hits);
    Scripts.run(subject, flavor, sources, FIRST + offset, count, tally);
    if (subject.truth(0, "semaphore").isPresent()) {
      assertThat(subject.truthNow("semaphore")).hasValue("0");
    }
    System.out.println(compiler + " from seed " + (FIRST + offset) + ": " + tally);
    assertThat(tally.findings).isEmpty();
    assertThat(tally.scripts).isEqualTo(count);
    ALL.add(tally);
    compilers++;
  }

  private static void requires(Program program) {
    assumeTrue(program.canBeBuilt(), "`" + program.compiler() + "` is not installed");
  }

  private static Subject subject(Program program, int hits) throws Exception {
    requires(program);
    return programs().subject(program).withHits(hits);
  }

  /** A result in a register of vectors or of the x87 has that reason; all others have a value. */
  @ParameterizedTest
  @CsvSource({"gcc -O0", "gcc -O2", "clang -O0"})
  void a_result_of_any_type_is_what_the_program_gave(String compiler) throws Exception {
    Subject subject = subject(new Program(compiler, Flavor.ROWS), HITS);
    List<String> functions =
        subject.said().stream()
            .filter(said -> said.startsWith("give_"))
            .map(said -> said.split("\\.", -1)[0])
            .distinct()
            .toList();
    StringBuilder cell = new StringBuilder();
    functions.forEach(
        f -> cell.append("trace ").append(f).append(" return as ").append(f).append(GIVEN));
    Subject.Resolved resolved = subject.resolve(cell.toString());
    assertThat(resolved.wrong()).as(resolved.problems()).isFalse();
    Subject.Ran ran = subject.run(resolved.program(), HITS);
    List<String> wrong = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (int i = 0; i < functions.size(); i++) {
      Probe probe = resolved.program().probes().get(i);
      RowLayout layout = probe.bodies().getFirst().layout();
      Decoder decoder = new Decoder(layout, probe, resolved.program().sites());
      for (int hit = 0; hit < HITS; hit++) {
        for (int column = 0; column < layout.columns().size(); column++) {
          String name =
              layout.columns().get(column).name().replaceFirst("result", functions.get(i));
          Optional<String> truth = subject.truth(hit, name);
          String shown = Shown.of(decoder.column(ran.records().get(i).get(hit), column));
          if (truth.isPresent()) {
            seen.add(name);
          }
          String reason = NOT_IN_INTEGER_REGISTERS.getOrDefault(name, "");
          if (truth.isPresent() && !shown.equals(reason.isEmpty() ? truth.get() : reason)) {
            wrong.add(name + " is " + truth.get() + ", not " + shown);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(seen).hasSize(26);
  }

  /** There the verifier follows each round of a loop. */
  @ParameterizedTest
  @CsvSource({"g++ -std=c++17 -O0, LIBRARY, 5200, 4", "rustc -Copt-level=0, RUST, 6200, 4"})
  void a_script_means_the_same_on_a_kernel_without_may_goto(
      String compiler, Flavor flavor, long offset, long count) throws Exception {
    Program program = new Program(compiler, flavor);
    Tally tally = new Tally();
    Subject subject = subject(program, 2).withoutLoops();
    Scripts.run(subject, flavor, programs().sources(program), FIRST + offset, count, tally);
    assertThat(tally.findings).isEmpty();
    assertThat(tally.scripts).isEqualTo(count);
  }

  /** States are by chance, and some of them rare. */
  @AfterAll
  static void every_kind_of_part_was_tried() {
    if (compilers == 7 && FIRST == 0) {
      assertThat(ALL.neverReached())
          .filteredOn(name -> !name.startsWith("SlotState.") && !NOWHERE.contains(name))
          .isEmpty();
    }
  }

  /** The verifier must never be what tells the user. */
  @Test
  void a_large_script_is_taken_or_refused_by_a_limit_that_is_named() throws Exception {
    Map<String, String> refused = new TreeMap<>();
    Trial trial = new Trial(subject(C, 2), new Tally());
    refused.putAll(refused(trial, Script.Kind.LINE, Giants.all(), 60, 4));
    refused.putAll(refused(trial, Script.Kind.LINE, Giants.all(), 900));
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

  /**
   * By the way and the size, those that are not taken.
   *
   * @param together so many in a cell, as long as all are taken
   */
  private static Map<String, String> refused(
      Trial trial,
      Script.Kind kind,
      Map<String, IntFunction<String>> ways,
      int size,
      int together) {
    List<String> names = List.copyOf(ways.keySet());
    Map<String, String> refused = new TreeMap<>();
    for (int from = 0; from < names.size(); from += together) {
      List<String> some = names.subList(from, Math.min(from + together, names.size()));
      List<Script> scripts = new ArrayList<>();
      for (String way : some) {
        String block = Objects.requireNonNull(ways.get(way)).apply(size);
        scripts.add(new Script(kind, Node.leaf(Node.Kind.BLOCK, block), ""));
      }
      List<Optional<Trial.Finding>> findings = trial.run(scripts);
      for (int i = 0; i < some.size(); i++) {
        String name = some.get(i) + " " + size;
        findings.get(i).ifPresent(f -> refused.put(name, f.firstLine()));
      }
    }
    return refused;
  }

  private static Map<String, String> refused(
      Trial trial, Script.Kind kind, Map<String, IntFunction<String>> ways, int size) {
    return refused(trial, kind, ways, size, 1);
  }

  @Test
  void many_aggregates_keys_and_entry_values_are_taken_or_refused_by_a_limit_that_is_named()
      throws Exception {
    Subject subject = subject(C, 3);
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

  @Test
  void many_values_in_pieces_are_taken_or_refused_by_a_limit_that_is_named() throws Exception {
    Subject subject = subject(PARTS, 3);
    Trial trial = new Trial(subject, new Tally());
    assertThat(refused(trial, Script.Kind.LINE, Giants.pieces(), 25)).isEmpty();
    assertThat(refused(trial, Script.Kind.LINE, Giants.pieces(), 600).values())
        .containsExactly("PROBLEM: error: this block shows 4200 values, more than 4000");
  }

  @Test
  void many_values_of_a_library_are_taken_or_refused_by_a_limit_that_is_named() throws Exception {
    String program = "LIMIT: the block is too much for one eBPF program";
    Subject subject = subject(LIBRARY, 3);
    Trial trial = new Trial(subject, new Tally());
    assertThat(refused(trial, Script.Kind.LINE, Giants.library(), 6)).isEmpty();
    Map<String, String> refused = refused(trial, Script.Kind.LINE, Giants.library(), 200);
    assertThat(refused)
        .containsOnlyKeys(
            "deques 200", "elements 200", "tables of elements 200", "vectors of strings 200");
    assertThat(refused.values())
        .extracting(first -> first.replaceFirst("has \\d+ bytes", "has N bytes"))
        .containsOnly(program, "PROBLEM: error: a row of this block has N bytes, more than 60000");
  }

  @Test
  void what_cannot_be_is_said() throws Exception {
    Subject subject = subject(C, 1);
    String many = "{ emit " + columns(4_001) + "; }";
    assertThat(problems(subject, many))
        .contains("error: this block shows 4001 values, more than 4000")
        .contains("hint: emit less: an array or a structure is one value");
    assertThat(problems(subject, "{ emit d = hollow - hollow; }"))
        .contains("error: `struct empty` has no bytes to count the distance in")
        .contains("hint: cast the pointers to `unsigned long`");
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
