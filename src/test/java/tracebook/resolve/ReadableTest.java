package tracebook.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.dwarf.LineRow;
import tracebook.dwarf.Scope;
import tracebook.ir.Body;
import tracebook.ir.Format;
import tracebook.ir.RowLayout.Column;
import tracebook.ir.RowLayout.Missing;
import tracebook.ir.Site;
import tracebook.ir.TraceProgram;
import tracebook.lang.Pattern;
import tracebook.lang.TraceParser;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;

/**
 * What {@code %vars} says of a variable is what a trace of the same place finds: it is readable if
 * and only if {@code emit} has a value for it, and else both give one reason.
 */
@Timeout(900)
class ReadableTest {
  private static final Path SOURCES = Path.of("src/test/c").toAbsolutePath();
  private static final int CAP = 64;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gcc -g -O2 | values/optimised.c",
        "gcc -g -O2 | values/inlined.c",
        "clang -g -O2 | values/optimised.c",
        "gcc -g -O0 | dwarf/variables.c",
        "clang -g -O2 | dwarf/variables.c",
        "clang -g -O2 | values/floats.c",
        "gcc -g -O2 | values/aggregates.c",
        "gcc -g -Og | values/addressed.c",
        "g++ -std=c++20 -g -O2 | explore/station.cc",
        "clang++ -std=c++20 -g -O1 | explore/station.cc",
        "g++ -g -O2 | dwarf/shapes.cc",
        "rustc -g -O | explore/orders.rs",
        "go build | explore/harbour/main.go",
      })
  void whatIsListedAsReadableIsWhatATraceReads(String compiler, String source) throws Exception {
    Path program = compile(compiler.split(" "), source);
    OneFile modules = OneFile.of(program);
    Set<String> different = new LinkedHashSet<>();
    int compared = 0;
    for (String place : places(modules, source)) {
      compared += compare(modules, place, different);
    }
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(20);
  }

  private Path compile(String[] compiler, String source) throws Exception {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, compiler[0]))),
        "`" + compiler[0] + "` is not installed");
    Path program = directory.resolve("program");
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(List.of("-o", program.toString(), SOURCES.resolve(source).toString()));
    if (source.startsWith("values/")) {
      command.add(SOURCES.resolve("values/truth.c").toString());
    }
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("GOFLAGS", "-mod=mod");
    builder.environment().put("GOTOOLCHAIN", "local");
    Process process = builder.start();
    if (!process.waitFor(280, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError(command + ": " + Files.readString(output));
    }
    return program;
  }

  /** The lines of the source file, and the functions that it declares. */
  private static Set<String> places(OneFile modules, String source) {
    var debug = modules.main().debug().orElseThrow();
    String file = SOURCES.resolve(source).toString();
    Set<String> places = new TreeSet<>();
    for (int line : debug.linesWithCode(file)) {
      places.add(file + ":" + line);
      for (LineRow row : debug.rows(file, line)) {
        debug.scopesAt(row.address()).stream()
            .map(Scope::function)
            .filter(f -> f.declared().file().equals(file))
            .forEach(f -> places.add(f.qualifiedName()));
      }
    }
    return places;
  }

  private static int compare(OneFile modules, String place, Set<String> different) {
    Problems problems = new Problems();
    Optional<Pattern> pattern = TraceParser.pattern(new CellText(place), 0, problems);
    if (pattern.isEmpty()) {
      return 0;
    }
    List<Found.VariableAt> listed = new Explorer(modules).variables(pattern.get(), problems);
    if (problems.hasErrors()) {
      return 0; // A line of code that no statement begins at.
    }
    boolean one = listed.stream().map(v -> v.at().orElseThrow()).distinct().count() == 1;
    Map<Long, Map<String, String>> traced = new HashMap<>();
    add(traced, modules, "trace " + place + " { emit $args, $locals; }", different);
    Set<String> byName = new TreeSet<>();
    listed.stream()
        .filter(v -> v.readable() || !isOwn(v, traced))
        .filter(v -> v.name().matches("[\\w:]+"))
        .forEach(v -> byName.add(v.name()));
    // Of the functions that share a line not each has all names.
    if (!byName.isEmpty()) {
      add(
          traced,
          modules,
          "trace " + place + " { emit " + String.join(", ", byName) + "; }",
          one ? different : new HashSet<>());
    }
    int compared = 0;
    for (Found.VariableAt variable : listed) {
      Map<String, String> here = traced.get(variable.at().orElseThrow().value());
      if (here == null) {
        continue; // The instruction cannot be probed.
      }
      if (!here.containsKey(variable.name()) && !variable.name().matches("[\\w:]+")) {
        continue;
      }
      String why = here.getOrDefault(variable.name(), "no column");
      compared++;
      if (!why.equals(variable.why())) {
        different.add(
            place
                + " "
                + variable.at().orElseThrow()
                + ": "
                + variable.name()
                + " ("
                + variable.type()
                + ", "
                + variable.location()
                + ") is listed as `"
                + variable.why()
                + "`, traced as `"
                + why
                + "`");
      }
    }
    return compared;
  }

  private static boolean isOwn(Found.VariableAt v, Map<Long, Map<String, String>> traced) {
    return traced.getOrDefault(v.at().orElseThrow().value(), Map.of()).containsKey(v.name());
  }

  /** Why each variable is missing at each address of a trace; empty for one that is read. */
  private static void add(
      Map<Long, Map<String, String>> all, OneFile modules, String cell, Set<String> different) {
    CellText text = new CellText(cell);
    Problems problems = new Problems();
    TraceProgram program =
        Resolver.resolve(
            text,
            TraceParser.parse(text, problems).script(),
            modules,
            Optional.empty(),
            CAP,
            problems);
    refused(problems).forEach(e -> different.add(cell + " is refused: " + e));
    for (Body body : program.probes().getFirst().bodies()) {
      Map<String, String> columns = new HashMap<>();
      for (Column column : body.layout().columns()) {
        String name = column.name();
        columns.merge(variable(name), why(column), (a, b) -> a.isEmpty() || b.isEmpty() ? "" : a);
      }
      for (Site site : body.sites()) {
        all.computeIfAbsent(site.address(), a -> new HashMap<>()).putAll(columns);
      }
    }
  }

  private static List<String> refused(Problems problems) {
    return problems.all().stream()
        .filter(p -> p.severity() == Problem.Severity.ERROR)
        .map(Problem::message)
        .toList();
  }

  /** A structure has a column for each member. */
  private static String variable(String column) {
    int end = column.indexOf('.');
    return end < 0 ? column : column.substring(0, end);
  }

  private static String why(Column column) {
    return column.cells().stream()
        .map(
            c ->
                c.datum() instanceof Missing missing
                    ? missing.why()
                    : c.format() instanceof Format.Opaque opaque ? opaque.why() : "")
        .reduce((a, b) -> a.isEmpty() ? a : b)
        .orElse("");
  }
}
