package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/**
 * Strings, containers and enums of the libraries of C++ and Rust: a cell shows what the program
 * prints, or is missing for a reason; in unoptimised code nothing is missing.
 */
@Timeout(900)
class LibraryTypesTest {
  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0",
        "g++ -std=c++20 -O2 -D_GLIBCXX_USE_CXX11_ABI=0",
        "clang++ -std=c++20 -O0 -stdlib=libc++",
        "clang++ -std=c++20 -O2 -stdlib=libc++"
      })
  void stringsOfCpp(String way) {
    LibraryTypes.most(directory, way, "strings.cc", 77);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0",
        "g++ -std=c++20 -O2 -gdwarf-4",
        "clang++ -std=c++20 -O2 -stdlib=libc++"
      })
  void wideTextThatEndsAtNull(String way) {
    LibraryTypes.most(directory, way, "wide.cc", 33);
  }

  @Test
  void wideTextIsNoKeyAndInHexItsBytes() {
    Path program = LibraryTypes.compiled(directory, "wide", "g++ -std=c++20 -O0", "wide.cc");
    String launch = "%%trace --launch " + program + " --for 20s\n";
    for (String aggregate : List.of("count() by a", "distinct(a)")) {
      assertThat(Notebook.run(launch + "trace wide { summarize " + aggregate + "; }").error())
          .contains(
              "error: `const char16_t *` is text of wide characters, which is not grouped by",
              "hint: a string object that has it can be a key; `cast(x, \"long\")` is the address");
    }
    String print = "trace inside { print \"{:s} {:s} {:x.8} {:x}\", array, *p, *p, n.full; }";
    assertThat(TableText.rows(Notebook.run(launch + print).table("events")))
        .containsExactly(
            "array pointed 70 00 00 00 6f 00 00 00 61 00 00 00 62 00 00 00 63 00 00 00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++ -std=c++20 -O0", "clang++ -std=c++20 -O0 -stdlib=libc++"})
  void functionsByAllTheirNames(String way) {
    LibraryTypes.most(directory, way, "places.cc", 35);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0 -gdwarf-4",
        "g++ -std=c++20 -O2",
        "clang++ -std=c++20 -O0 -stdlib=libc++"
      })
  void bitsDequesAndWeakPointersOfCpp(String way) {
    LibraryTypes.most(directory, way, "more.cc", 290);
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++ -std=c++23 -O0", "g++ -std=c++23 -O2"})
  void valuesOrReasonsOfCpp(String way) {
    LibraryTypes.most(directory, way, "expected.cc", 9);
  }

  @Test
  void containersOfTheDebugMode() {
    LibraryTypes.most(directory, "g++ -std=c++20 -O0", "checked.cc", 21);
  }

  /** At an entry nothing tells how far it has come; gdb shows what lies there. */
  @Test
  void localsOfACoroutineAtItsEntryAndOnALine() {
    Path program = LibraryTypes.compiled(directory, "co", "g++ -std=c++20 -O0", "coroutine.cc");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + program
                + " --for 20s\n"
                + "trace count as entries { emit $locals; }\n"
                + "trace coroutine.cc:21 as first { emit n, s, local; }\n"
                + "trace coroutine.cc:23 as second { emit n, s, local; }\n");
    TraceTable entries = notebook.table("entries");
    assertThat(entries.rowCount()).isEqualTo(5);
    for (int row = 1; row < 5; row++) {
      assertThat(entries.why(row, "local"))
          .isEqualTo("perhaps not declared yet, where the coroutine is resumed");
      assertThat(TableText.cells(entries, "n", "s").get(row)).isEqualTo("7 hello");
    }
    assertThat(entries.why(0, "_Coro_frameptr"))
        .isEqualTo("perhaps not declared yet, where the coroutine is resumed");
    assertThat(TableText.cells(notebook.table("first"), "n", "s", "local"))
        .containsExactly("7 hello 19");
    assertThat(TableText.cells(notebook.table("second"), "n", "s", "local"))
        .containsExactly("7 hello 19");
  }

  /** gcc does not say how a class is returned; what the class declares does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0 -gdwarf-4",
        "g++ -std=c++20 -O2",
        "clang++ -std=c++20 -O1 -stdlib=libc++"
      })
  void objectsThatCppReturns(String way) {
    LibraryTypes.most(directory, way, "returned.cc", 47);
  }

  /** LLVM says how they are computed as if all numbers were as wide, and not signed. */
  @ParameterizedTest
  @CsvSource({
    "gcc -O0 -fwrapv, 200",
    "gcc -O1 -fwrapv -gdwarf-4, 30",
    "gcc -O2 -fwrapv -gdwarf-5, 30",
    "clang -O1 -fwrapv -gdwarf-4, 30",
    "clang -O2 -fwrapv -gdwarf-5, 30",
  })
  void whatAnOptimiserRemoves(String way, int least) {
    LibraryTypes outcome = LibraryTypes.compare(directory, way, "removed.c");
    System.out.println(way + ": " + outcome);
    assertThat(outcome.different).as(way).isEmpty();
    assertThat(outcome.equal).as(way).isGreaterThanOrEqualTo(least);
  }

  /** LLVM gives the place of an address for that of what it points to. */
  @ParameterizedTest
  @CsvSource({
    "g++ -std=c++20 -O0, onstack.cc, 39",
    "clang++ -std=c++20 -O0, onstack.cc, 30",
    "clang++ -std=c++20 -O1 -gdwarf-4, onstack.cc, 15",
    "clang++ -std=c++20 -O2 -gdwarf-5 -fno-omit-frame-pointer, onstack.cc, 15",
    "rustc -C opt-level=0, onstack.rs, 40",
    "rustc -C opt-level=2, onstack.rs, 9",
  })
  void whatIsPassedOnTheStack(String way, String source, int least) {
    LibraryTypes outcome = LibraryTypes.compare(directory, way, source);
    System.out.println(way + " " + source + ": " + outcome);
    assertThat(outcome.different).as(way).isEmpty();
    assertThat(outcome.equal).as(way).isGreaterThanOrEqualTo(least);
    if (source.endsWith(".rs")) {
      assertThat(outcome.missing)
          .filteredOn(m -> m.startsWith("onstack::foreign w.a: "))
          .containsOnly(
              "onstack::foreign w.a: the debug info does not tell whether it is on the stack"
                  + " or its address is");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rustc -C opt-level=0", "rustc -C opt-level=2"})
  void stringsOfRust(String way) {
    LibraryTypes.most(directory, way, "strings.rs", 50);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rustc -C opt-level=0", "rustc -C opt-level=2"})
  void enumsOfRust(String way) {
    LibraryTypes.most(directory, way, "enums.rs", 60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0",
        "g++ -std=c++20 -O2",
        "clang++ -std=c++20 -O2",
        "clang++ -std=c++20 -O0 -stdlib=libc++"
      })
  void containersOfCpp(String way) {
    LibraryTypes.most(directory, way, "containers.cc", 60);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -std=c++20 -O0",
        "g++ -std=c++20 -O2 -D_GLIBCXX_USE_CXX11_ABI=0",
        "clang++ -std=c++20 -O0 -stdlib=libc++"
      })
  void listsOfCpp(String way) {
    // In the old ABI a list does not tell its length, which the program says of it otherwise.
    LibraryTypes.most(directory, way, "lists.cc", way.contains("CXX11_ABI=0") ? 136 : 180);
  }

  @ParameterizedTest
  @ValueSource(strings = {"g++ -std=c++20 -O0", "clang++ -std=c++20 -O1 -stdlib=libc++"})
  void treesOfCpp(String way) {
    LibraryTypes.most(directory, way, "trees.cc", 270);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rustc -C opt-level=0", "rustc -C opt-level=2"})
  void containersOfRust(String way) {
    LibraryTypes.most(directory, way, "containers.rs", 100);
  }

  /** As they were at the entry; a key has less room than a column. */
  @Test
  void stringsAsKeysAtAReturn() {
    Path program = LibraryTypes.compiled(directory, "program", "g++ -std=c++20 -O0", "strings.cc");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + program
                + " --for 20s\n"
                + "trace owned return { summarize count(), m = max(sizeof(s)) by k = entry(s); }");
    TraceTable table = notebook.table("events");
    assertThat(TableText.cells(table, "k", "count()", "m"))
        .contains(
            "GET 2 32", "GETS 1 32", "d".repeat(60) + " needle 1 32", "e".repeat(128) + " 1 32");
    int cut = table.stringColumn("k").asList().indexOf("e".repeat(128));
    assertThat(table.why(cut, "k")).isEqualTo("truncated at 128 B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rustc -C opt-level=0", "rustc -C opt-level=2"})
  void valuesOfRust(String way) {
    LibraryTypes.most(directory, way, "values.rs", 71);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rustc -C opt-level=0", "rustc -C opt-level=2"})
  void collectionsOfRust(String way) {
    LibraryTypes.most(directory, way, "collections.rs", 230);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rustc --edition=2021 -C opt-level=0", "rustc --edition=2021 -C opt-level=2"})
  void singleValuesOfRust(String way) {
    LibraryTypes.most(directory, way, "standard.rs", 105);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rustc --edition=2021 -C opt-level=0", "rustc --edition=2021 -C opt-level=2"})
  void objectsOfRustThatAreNotInOrder(String way) {
    LibraryTypes.most(directory, way, "corrupt.rs", 46);
  }

  @Test
  void objectsOfRustAtTheLimitsOfTheirTypes() {
    LibraryTypes.most(
        directory, "rustc --edition=2021 -C opt-level=0 -C dwarf-version=5", "extreme.rs", 437);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rustc --edition=2021 -C opt-level=0",
        "rustc --edition=2021 -C opt-level=3 -C lto=thin"
      })
  void valuesOfRustThatArePassedAsTheyAre(String way) {
    LibraryTypes.most(directory, way, "passed.rs", 100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rustc --edition=2021 -C opt-level=0",
        "rustc --edition=2021 -C opt-level=3 -C lto=fat"
      })
  void traitObjectsOfRust(String way) {
    LibraryTypes.most(directory, way, "objects.rs", 42);
  }

  /** The type of what is behind the pointer is a key; one that nothing tells has the reason. */
  @Test
  void traitObjectsOfRustByTheirTypes() {
    Path program =
        LibraryTypes.compiled(directory, "program", "rustc --edition=2021", "objects.rs");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + program
                + " --for 20s\n"
                + "trace shapes as groups { summarize count() by s.type; }\n"
                + "trace broken as broken { emit a; }\n"
                + "trace several as several { emit each(v); }\n"
                + "trace <objects::Dot as objects::Shape>::area as dots { emit $function; }");
    assertThat(TableText.cells(notebook.table("dots"), "$function"))
        .containsExactly("objects::{impl#5}::area");
    assertThat(TableText.cells(notebook.table("groups"), "s.type", "count()"))
        .containsExactly("objects::Circle<u16> 1");
    TraceTable broken = notebook.table("broken");
    assertThat(broken.why(0, "a.type"))
        .isEqualTo("no type in the debug info has its table of methods");
    assertThat(broken.column("a.type").getString(3)).isEqualTo("objects::Square");
    TraceTable elements = notebook.table("several_v");
    assertThat(elements.column("v.type").asList().subList(0, 2))
        .asString()
        .isEqualTo("[objects::Dot, objects::Circle<u8>]");
  }
}
