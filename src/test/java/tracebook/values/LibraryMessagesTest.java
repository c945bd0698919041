package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** What a cell says that asks of a string or a container what it cannot give. */
@Timeout(300)
class LibraryMessagesTest {
  @TempDir static Path directory;

  private static Path containers;
  private static Path strings;
  private static Path lists;
  private static Path trees;

  @BeforeAll
  static void programs() {
    Compiled.requireProbes();
    String way = "g++ -std=c++20 -O0";
    containers = LibraryTypes.compiled(directory, "containers", way, "containers.cc");
    strings = LibraryTypes.compiled(directory, "strings", way, "strings.cc");
    lists = LibraryTypes.compiled(directory, "lists", way, "lists.cc");
    trees = LibraryTypes.compiled(directory, "trees", way, "trees.cc");
  }

  private static String error(Path program, String script) {
    String error = Notebook.run("%%trace --launch '" + program + "' --for 20s\n" + script).error();
    return error.lines().filter(l -> !l.startsWith("  ")).collect(Collectors.joining("\n"));
  }

  @Test
  void aMethodThatIsNotALength() {
    assertThat(error(containers, "trace numbers { emit v.capacity(); }"))
        .isEqualTo(
            """
            error: no function `capacity`
            hint: a probe cannot call the program; there are `strlen`, `contains`, `starts_with`, `strncmp`, `memcmp`, `sizeof`, `cast`, `container_of`, `addr`, `entry`, `start`, `$reg`; `x.size()` is the length of a container\
            """);
  }

  /** Above -O0 clang leaves out the class in which libc++ counts owners. */
  @Test
  void aWeakPointerWhoseOwnersAreNotDescribed() {
    Path program =
        LibraryTypes.compiled(
            directory, "weak", "clang++ -std=c++20 -O1 -stdlib=libc++", "more.cc");
    String refused =
        """
        error: what `std::__1::weak_ptr<Point>` points to is not known: `std::__1::__shared_weak_count` is only declared in the debug info
        hint: clang's `-fstandalone-debug` defines it; the members that are there: `__cntrl_`, `__ptr_`\
        """;
    for (String use : List.of("w->x", "*w", "w == null")) {
      assertThat(error(program, "trace weak { emit " + use + "; }")).as(use).isEqualTo(refused);
    }
    assertThat(error(program, "trace weak { emit w, w.__ptr_->x; }")).isEmpty();
  }

  @Test
  void aMethodWithArguments() {
    assertThat(error(containers, "trace numbers { emit v.at(1); }"))
        .isEqualTo(
            """
            error: expected `)`, found `1`
            hint: methods cannot be called; `v.size()` is the length of `v`\
            """);
  }

  @Test
  void theLengthOfWhatHasNone() {
    assertThat(error(containers, "trace numbers { emit p[0].size(); }"))
        .isEqualTo(
            """
            error: `Point` has no length
            hint: strings, containers, spans, slices and arrays have\
            """);
    assertThat(error(containers, "trace numbers { emit size(v, v); }"))
        .isEqualTo(
            """
            error: `size` takes nothing
            hint: write `x.size()`\
            """);
  }

  @Test
  void elementsWithoutNumbers() {
    assertThat(error(trees, "trace maps { emit m[1]; }"))
        .isEqualTo(
            """
            error: the elements of `const std::map<int, long int, std::less<int>, std::allocator<std::pair<int const, long int> > >` cannot be reached by an index or a key
            hint: `emit` the whole of it\
            """);
    assertThat(error(trees, "trace sets { emit i[0..2]; }"))
        .isEqualTo(
            """
            error: the elements of `const std::set<int, std::less<int>, std::allocator<int> >` cannot be reached by an index or a key
            hint: `emit` the whole of it\
            """);
    assertThat(error(lists, "trace forward { emit f.size(); }"))
        .isEqualTo(
            """
            error: `const std::forward_list<long int, std::allocator<long int> >` does not keep how many elements it has
            hint: `emit` it: its elements are counted then, as far as they are read\
            """);
  }

  @Test
  void howMuchOfAContainerIsLeftOut() {
    TraceTable maps =
        Notebook.run("%%trace --launch '" + trees + "' --for 20s\ntrace maps { emit m, s; }")
            .table("events");
    assertThat(maps.why(5, "m")).isEmpty();
    assertThat(maps.why(6, "m")).isEqualTo("truncated at 16 of 17 elements");
    assertThat(maps.why(7, "s")).isEqualTo("truncated at 8 of 2000 elements");
    TraceTable rows =
        Notebook.run("%%trace --launch '" + lists + "' --for 20s\ntrace forward { emit f; }")
            .table("events");
    assertThat(rows.why(5, "f")).isEmpty();
    assertThat(rows.why(6, "f")).isEqualTo("truncated at 16 elements");
  }

  @Test
  void aPartOfWhatWasKeptWhole() {
    assertThat(error(containers, "trace numbers return { emit entry(v)[1]; }"))
        .isEqualTo(
            """
            error: `const std::vector<int, std::allocator<int> >` is kept whole, not its parts
            hint: write the whole expression in `entry(…)` or `start(…)`\
            """);
  }

  @Test
  void wideCharactersAreNotCompared() {
    assertThat(error(strings, "trace wide { emit u == \"z\"; }"))
        .isEqualTo(
            """
            error: a string of 2-byte characters cannot be compared in a probe
            hint: `emit` it and keep the rows you want in a Java cell\
            """);
  }

  @Test
  void aContainerIsNoKeyButAStringIs() {
    assertThat(error(containers, "trace numbers { summarize count() by v; }"))
        .isEqualTo(
            """
            error: `std::vector<int, std::allocator<int> >` is not one key but several
            hint: name one of its members\
            """);
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + strings
                    + "' --for 20s\ntrace owned { summarize count(), n = max(s.size()) by s; }")
            .table("events");
    List<String> keys = table.stringColumn("s").asList();
    assertThat(keys).hasSize(11).contains("", "GE", "GETS", "Grüße, 世界");
    int get = keys.indexOf("GET");
    assertThat(table.column("count()").getString(get)).isEqualTo("2");
    assertThat(table.column("n").getString(get)).isEqualTo("3");
    assertThat(table.why(keys.indexOf("e".repeat(128)), "s")).isEqualTo("truncated at 128 B");
  }

  @Test
  void whatAStringWasWhenTheFunctionWasEntered() {
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + containers
                    + "' --for 20s\n"
                    + "trace numbers return { emit entry(v), entry(v[1]), entry(v.size()); }")
            .table("events");
    assertThat(table.column("entry(v)").getString(2)).isEqualTo("[-5, -4, -1]");
    assertThat(table.column("entry(v[1])").getString(2)).isEqualTo("-4");
    assertThat(table.why(1, "entry(v[1])")).isEqualTo("no element of that index");
    assertThat(table.column("entry(v.size())").getString(5)).isEqualTo("5000");
  }

  @Test
  void elementsThatAreLargerThanWhatIsCaptured() {
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + containers
                    + "' --for 20s --cap 2\ntrace deques { emit d, d[0]; }")
            .table("events");
    assertThat(table.why(2, "d")).isEqualTo("too much to show at once");
    assertThat(table.warnings())
        .anyMatch(
            w ->
                w.endsWith("elements of 4 bytes are not shown together; name one of them: `x[0]`"));
    assertThat(table.column("d[0]").getString(2)).isEqualTo("127");
  }

  @Test
  void elementsThatAreNotShownTogether() throws Exception {
    Path source = directory.resolve("nested.cc");
    Files.writeString(
        source,
        """
        #include <list>
        #include <variant>
        using Deep = std::list<std::list<std::list<std::list<int>>>>;
        int nested(Deep &deep, std::variant<int, double> &one) { return deep.size() + one.index(); }
        int main() {
          Deep deep;
          std::variant<int, double> one;
          return nested(deep, one);
        }
        """);
    Path program = directory.resolve("nested");
    Compiled.run(List.of("g++", "-std=c++20", "-g", source.toString(), "-o", program.toString()));
    assertThat(error(program, "trace nested { emit deep, each(one); }"))
        .contains(
            "warning: elements of elements of elements are not shown together",
            "hint: name the container that has them",
            "error: `std::variant<int, double>` holds one of several alternatives",
            "hint: name the one that has elements, as in `each(x.Some.0)`");
  }

  @Test
  void aPartOfAnEnumInRegisters() {
    Path enums = LibraryTypes.compiled(directory, "enums", "rustc -C opt-level=2", "enums.rs");
    Notebook notebook =
        Notebook.run(
            "%%trace --launch '" + enums + "' --for 20s\ntrace value { emit o, o.Some.0; }");
    TraceTable table = notebook.table("events");
    assertThat(table.column("o").getString(1)).isEqualTo("Some(3)");
    assertThat(table.column("o.Some.0").getString(1)).isEqualTo("3");
  }

  @Test
  void whatRustDoesNotSayIsInitialised() {
    Path standard =
        LibraryTypes.compiled(directory, "standard", "rustc --edition=2021", "standard.rs");
    assertThat(error(standard, "trace uninit { emit a; }"))
        .isEqualTo(
            """
            error: `core::mem::maybe_uninit::MaybeUninit<u32>` cannot be shown: perhaps not initialised
            hint: name one of its parts\
            """);
    TraceTable table =
        Notebook.run("%%trace --launch '" + standard + "' --for 20s\ntrace uninit { emit $args; }")
            .table("events");
    assertThat(table.why(0, "a"))
        .isEqualTo(
            "`core::mem::maybe_uninit::MaybeUninit<u32>` cannot be shown: perhaps not initialised");
    assertThat(table.column("m").getString(0)).isEqualTo("kept");
  }

  @Test
  void anAlternativeThatThereIsNot() {
    Path enums = LibraryTypes.compiled(directory, "variants", "rustc", "enums.rs");
    assertThat(error(enums, "trace shape { emit s == Circel, y == Shape::One; }"))
        .isEqualTo(
            """
            error: `enums::Shape` has no alternative `Circel`
            hint: did you mean `Circle`?

            error: `enums::Only` has no alternative `Shape::One`
            hint: its alternatives: `One`\
            """);
  }

  @Test
  void aReferenceComparedWithANumber() {
    Path values = LibraryTypes.compiled(directory, "refs", "rustc --edition=2024", "values.rs");
    assertThat(error(values, "trace wide { emit *f == 1.25, d == 5, 3 < d; }"))
        .isEqualTo(
            """
            error: a reference to a number is compared with a number
            hint: `*x` is the number that `x` refers to

            error: a reference to a number is compared with a number
            hint: `*x` is the number that `x` refers to\
            """);
  }

  @Test
  void aStaticThatTheOptimiserRemoved() throws Exception {
    Path source = directory.resolve("gone.rs");
    Files.writeString(
        source,
        """
        use std::hint::black_box;
        static GONE: u32 = 5;
        static mut KEPT: u32 = 6;
        pub mod inner {
            pub static BYTES: [u8; 3] = [1, 2, 3];
        }
        #[inline(never)]
        #[unsafe(no_mangle)]
        fn look(n: u32) -> u32 {
            black_box(n) + GONE + inner::BYTES[1] as u32 + unsafe { KEPT }
        }
        fn main() {
            unsafe { KEPT += 1 };
            look(3);
        }
        """);
    Path program = directory.resolve("gone");
    Compiled.require("rustc");
    Compiled.run(List.of("rustc", "-g", "-O", source.toString(), "-o", program.toString()));
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + program
                    + "' --for 20s\ntrace look { emit GONE, KEPT, inner::BYTES; }")
            .table("events");
    assertThat(table.why(0, "GONE")).isEqualTo("optimized out");
    assertThat(table.why(0, "inner::BYTES")).isEqualTo("optimized out");
    assertThat(table.column("KEPT").getString(0)).isEqualTo("7");
    assertThat(error(program, "trace look { emit GONE + 1; }"))
        .isEqualTo(
            """
            error: `GONE` cannot be read at `gone.rs:10`: optimized out
            hint: the debug info has its name, and no place for it\
            """);
  }

  @Test
  void stringsInMessages() {
    TraceTable table =
        Notebook.run(
                "%%trace --launch '"
                    + strings
                    + "' --for 20s\ntrace owned { print \"{} {:s} {:x}\", s, s, s; print s; }")
            .table("events");
    assertThat(table.column("message").getString(1)).isEqualTo("GET GET 47 45 54\ns = GET");
  }
}
