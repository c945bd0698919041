package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/**
 * Classes of C++, by what their programs print: base classes, virtual ones too, static members,
 * names in namespaces, what templates were made for and what lambdas capture.
 */
@Timeout(300)
class ClassesTest {
  @TempDir static Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  @ParameterizedTest
  @CsvSource({
    "g++ -std=c++20 -O0, 151, 30",
    "g++ -std=c++20 -O2 -gdwarf-4, 151, 30",
    "clang++ -std=c++20 -O0 -gdwarf-4, 151, 25",
    "clang++ -std=c++20 -O2, 151, 25"
  })
  void membersAndCaptures(String way, int ofClasses, int ofLambdas) {
    LibraryTypes.all(directory, way, "classes.cc", ofClasses);
    LibraryTypes.all(directory, way, "lambdas.cc", ofLambdas);
  }

  /** Linked as a whole, what nothing writes has an entry in the debug info, and no place. */
  @Test
  void staticMembersThatTheOptimiserRemovedAreMissing() {
    Path program =
        LibraryTypes.compiled(
            directory, "whole", "g++ -std=c++20 -O2 -flto -gdwarf-4", "classes.cc");
    LibraryTypes outcome = LibraryTypes.compare(program);
    assertThat(outcome.different).isEmpty();
    assertThat(outcome.missing)
        .allMatch(m -> m.matches(".*[ .>:](count|versioned): optimized out"));
    assertThat(outcome.equal).isEqualTo(151 - outcome.missing.size());
    assumeTrue(Compiled.isVersion("g++", 12), "g++ is not 12, whose optimiser removes eleven");
    assertThat(outcome.missing).hasSize(11);
    assertThat(
            Notebook.run(
                    "%%trace --launch " + program + "\ntrace app::reads { emit Base::count + 1; }")
                .error())
        .isEqualTo(
            """
            error: `app::Base::count` cannot be read at `classes.cc:98`: optimized out
              2 | trace app::reads { emit Base::count + 1; }
                |                         ^^^^^^^^^^^
            hint: the debug info has its name, and no place for it\
            """);
  }

  @Test
  void castsThatCxxDoesNotHaveAreRefused() {
    Path program = LibraryTypes.compiled(directory, "casts", "g++ -std=c++20 -O0", "classes.cc");
    String cell = "%%trace --launch " + program + "\ntrace left { emit ((";
    assertThat(Notebook.run(cell + "Left *)r)->left; }").error())
        .isEqualTo(
            """
            error: `app::Root` is a virtual base class of `app::Left`: where the object begins cannot be told from it
              2 | trace left { emit ((Left *)r)->left; }
                |                    ^^^^^^^^^
            hint: cast a pointer to a class that has it as an ordinary base class\
            """);
    assertThat(Notebook.run(cell + "Named *)(Double *)0)->id; }").error())
        .contains(
            "error: `app::Double` has the base class `app::Named` more than once",
            "hint: cast to the class between them first");
    assertThat(Notebook.run(cell + "Double *)(Named *)0)->id; }").error())
        .contains("error: `app::Double` has the base class `app::Named` more than once");
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++ -std=c++20 -O2", "clang++ -std=c++20 -O0 -gdwarf-4"})
  void namesInScopes(String way) {
    LibraryTypes.all(directory, way, "names.cc", 48);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0",
        "g++ -std=c++20 -O2 -gdwarf-4",
        "clang++ -std=c++20 -O0 -gdwarf-4",
        "clang++ -std=c++20 -O2"
      })
  void variablesOfTemplates(String way) {
    LibraryTypes.all(directory, way, "templates.cc", 35);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0",
        "g++ -std=c++20 -O2 -gdwarf-4",
        "clang++ -std=c++20 -O0 -stdlib=libc++ -gdwarf-4",
        "clang++ -std=c++20 -O2 -stdlib=libc++"
      })
  void pointersToMembersAndTypesThatAreErased(String way) {
    LibraryTypes.all(directory, way, "members.cc", 42);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0 -DGLOBAL=count",
        "clang++ -std=c++20 -O2 -DGLOBAL=other",
        "clang++ -std=c++20 -O2 -gdwarf-4 -DGLOBAL=other"
      })
  void staticsOfInlinedFunctionsAndTheirLambdas(String way) {
    LibraryTypes.all(directory, way, "inlined.cc", 6);
  }

  /** clang does not say in which block a static variable is. */
  @Test
  void staticsOfClangWithTheNameOfAGlobalHaveAReason() {
    LibraryTypes outcome =
        LibraryTypes.compare(directory, "clang++ -std=c++20 -O2 -DGLOBAL=count", "inlined.cc");
    String why =
        " count: which is meant is not known: the debug info does not say in which block the one of"
            + " line ";
    assertThat(outcome.different).isEmpty();
    assertThat(outcome.missing)
        .containsExactly(
            "inlined.cc:11" + why + "8 is",
            "inlined.cc:17" + why + "14 is",
            "inlined.cc:23" + why + "21 is",
            "inlined.cc:23" + why + "21 is");
    assertThat(outcome.equal).isEqualTo(2);
  }

  /** What clang inlines has statics without a function: without symbols only lines tell whose. */
  @Test
  void staticsWithoutSymbolsAreTheirsOrHaveAReason() {
    Path program =
        LibraryTypes.compiled(
            directory, "inlined", "clang++ -std=c++20 -O2 -DGLOBAL=other", "inlined.cc");
    Compiled.run(List.of("objcopy", "-w", "--strip-symbol=_ZZ*", program.toString()));
    LibraryTypes outcome = LibraryTypes.compare(program);
    String why = ": which of several static variables of that name is meant is not known";
    assertThat(outcome.different).isEmpty();
    assertThat(outcome.missing)
        .containsExactly(
            "inlined.cc:23 count" + why, "inlined.cc:23 count" + why, "inlined.cc:28 total" + why);
    assertThat(outcome.equal).isEqualTo(3);
  }

  @Test
  void aTemplatesNameAloneMeansSeveralVariables() {
    Path program =
        LibraryTypes.compiled(directory, "templates", "g++ -std=c++20 -O0", "templates.cc");
    assertThat(
            Notebook.run("%%trace --launch " + program + "\ntrace templates { emit number; }")
                .error())
        .contains("error: `number` means several variables: `::number<4>`, `::number<5>`");
    assertThat(TableText.cells(Notebook.listing(program, "globals", "number"), "name", "location"))
        .hasSize(2)
        .anyMatch(row -> row.startsWith("number<4> ["));
    assertThat(TableText.cells(Notebook.listing(program, "vars", "templates"), "name", "readable"))
        .contains("limit<int> true", "limit<double> true", "Tmpl<int>::stat true");
  }

  @Test
  void anObjectShowsWhatItHidesByItsClass() {
    Notebook notebook = run("trace whole { emit b, s; }");
    TraceTable table = notebook.table("events");
    assertThat(notebook.error()).isEmpty();
    assertThat(shown(table, "b.bottom")).isEqualTo("3");
    assertThat(shown(table, "b.Root.root")).isEqualTo("1001");
    assertThat(shown(table, "b.Plain.plain")).isEqualTo("55");
    assertThat(shown(table, "s.id")).isEqualTo("42");
    assertThat(shown(table, "s.Base::id")).isEqualTo("21");
    assertThat(shown(table, "s.colour")).isEqualTo("Green");
  }

  private static String shown(TraceTable table, String column) {
    return table.column(column).getString(0);
  }

  @Test
  void whatACellSaysOfNamesThatMeanNothingOrTooMuch() {
    assertThat(errors("trace whole { emit b.missing, b.Nobody::id, Server::nothing; }"))
        .isEqualTo(
            """
            error: `app::Bottom` has no member `missing`
            hint: its members: `_vptr.Left`, `_vptr.Right`, `bottom`, `id`, `left`, `right`
            error: `app::Bottom` has no member `Nobody::id`
            hint: its members: `_vptr.Left`, `_vptr.Right`, `bottom`, `id`, `left`, `right`
            error: no variable `Server::nothing` at `classes.cc:LINE`
            hint: visible there: `b`, `s`\
            """);
    assertThat(errors("trace pointers { emit count; }"))
        .isEqualTo(
            """
            error: `count` means several variables: `app::Base::count`, `app::Named::count`
            hint: write all of the name that you mean\
            """);
    assertThat(errors("trace whole { emit (*(Twin *)&b).id; }"))
        .isEqualTo(
            """
            error: `id` is a member of several classes: `app::Base`, `app::Named`
            hint: name the class: `x.Base::id`\
            """);
  }

  private static String errors(String script) {
    return run(script)
        .error()
        .lines()
        .filter(l -> !l.isEmpty() && !l.startsWith("  "))
        .collect(Collectors.joining("\n"))
        .replaceAll("classes.cc:\\d+", "classes.cc:LINE");
  }

  /** Compiled when first asked for. */
  private static Path program() {
    Path made = directory.resolve("classes");
    return Files.exists(made)
        ? made
        : LibraryTypes.compiled(directory, "classes", "g++ -std=c++20 -O0", "classes.cc");
  }

  private static Notebook run(String script) {
    return Notebook.run("%%trace --launch '" + program() + "' --for 20s\n" + script);
  }
}
