package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.table.TraceTable;

/** Thread-local variables are those of the thread that runs; the program prints its own. */
@Timeout(300)
class ThreadsTest {
  private static final Path LIBC = Path.of("/lib/x86_64-linux-gnu/libc.so.6");
  private static final String NOT_USED = "<this thread has not used it yet>";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  private List<String> words(String way, String... more) {
    List<String> words = new ArrayList<>(List.of(way.split(" ")));
    words.addAll(List.of("-w", "-I", directory.toString()));
    words.addAll(List.of(more));
    return words;
  }

  private String built(String way) {
    Compiled.require(way.split(" ", -1)[0]);
    requireLinker(way);
    for (String library : List.of("shared", "late")) {
      List<String> make =
          words(way, "-shared", "-fPIC", Compiled.source("threads/" + library + ".c"));
      make.remove("-no-pie");
      make.addAll(List.of("-o", directory.resolve("lib" + library + ".so").toString()));
      Compiled.run(make);
    }
    try {
      Files.copy(Path.of(library("late")), Path.of(library("again")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path program = directory.resolve("threads");
    List<String> make = words(way, Compiled.source("live/threads.c"), "-pthread", "-ldl");
    make.add(directory.resolve("libshared.so").toString());
    make.addAll(List.of("-Wl,-rpath," + directory, "-o", program.toString()));
    Compiled.run(make);
    return program + " " + directory;
  }

  private static void requireLinker(String way) {
    for (String linker : List.of("lld", "gold")) {
      if (way.contains("-fuse-ld=" + linker)) {
        Compiled.require("ld." + linker);
      }
    }
  }

  private String library(String name) {
    return directory.resolve("lib" + name + ".so").toString();
  }

  private static String place(String library, String source, String tag) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source(source)));
    int line = 1;
    while (!lines.get(line - 1).contains("HERE(" + tag + ")")) {
      line++;
    }
    String file = Path.of(source).getFileName().toString();
    return (library.isEmpty() ? "" : library + ":") + file + ":" + line;
  }

  private static String probe(String place, String name, String columns) {
    return "trace " + place + " as " + name + " { emit " + columns + "; }\n";
  }

  /** The rows of a table, as the program prints them. */
  private static List<String> rows(TraceTable table, String word) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      StringBuilder text = new StringBuilder(word);
      for (int column = 5; column < table.columnCount(); column++) {
        String why = table.why(row, table.column(column).name());
        text.append(' ').append(why.isEmpty() ? table.getString(row, column) : "<" + why + ">");
      }
      rows.add(text.toString());
    }
    return rows;
  }

  private static List<String> printed(Notebook notebook, String word) {
    return String.join("\n", notebook.printed)
        .lines()
        .filter(line -> line.startsWith(word + " "))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0 -g",
        "gcc -O2 -g -no-pie -flto",
        "clang -O0 -gdwarf-4",
        "gcc -O1 -g -ftls-model=initial-exec",
        "gcc -O0 -g -mtls-dialect=gnu2",
        "gcc -O2 -g -mtls-dialect=gnu2 -DFILLER=1000 -fuse-ld=gold",
        "musl-gcc -O0 -g",
        "musl-gcc -O1 -g -mtls-dialect=gnu2"
      })
  void eachThreadHasItsOwn(String way) throws Exception {
    String command = built(way);
    // glibc's loader gives a few bytes to every thread at once, while they last; musl's gives all.
    boolean descriptor = way.contains("gnu2") && !way.contains("FILLER");
    boolean early = way.contains("initial-exec") || descriptor || way.startsWith("musl");
    String shared = "threads/shared.c";
    String late = "threads/late.c";
    Notebook notebook =
        Notebook.run(
            "%%trace --for 30s --launch '"
                + command
                + "'\n"
                + probe(
                    place("", "live/threads.c", "own"),
                    "own",
                    "n, counted, own.number, own.name, own.half, untouched[2]")
                + probe(
                    place("libshared.so", shared, "shared"), "shared", "n, shared_count, hidden")
                + probe(place("libshared.so", shared, "local"), "local", "n, other")
                + probe(place(library("late"), late, "late"), "late", "n, late_first, late_total")
                + probe(place(library("late"), late, "skip"), "skip", "n, late_first")
                + probe(place(library("again"), late, "skip"), "again", "n, late_first"));
    for (String name : List.of("own", "shared", "local", "late")) {
      assertThat(rows(notebook.table(name), name))
          .as(name)
          .isEqualTo(
              printed(notebook, name).stream().filter(line -> !line.startsWith("late 8 ")).toList())
          .hasSize(name.equals("late") ? 3 : 6);
    }
    String unused = early ? "3" : NOT_USED;
    assertThat(rows(notebook.table("skip"), "skip"))
        .containsExactly(
            "skip 0 3",
            "skip 1 " + unused,
            "skip 2 5",
            "skip 3 " + unused,
            "skip 4 7",
            "skip 5 " + unused);
    assertThat(rows(notebook.table("again"), "again"))
        .containsExactly(
            "again 8 " + (descriptor && way.startsWith("gcc") ? NOT_USED : unused), "again 9 11");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0 -static",
        "gcc -O1 -static-pie",
        "clang -O0 -fuse-ld=lld",
        "gcc -O0 -fuse-ld=gold",
        "gcc -O0 -mtls-dialect=gnu2 -fPIC",
        "musl-gcc -O0",
        "musl-gcc -O1 -static",
        "gcc -O0 -gdwarf-5 -gsplit-dwarf",
        "gcc -O0 -gdwarf-4 -gsplit-dwarf -no-pie",
        "clang -O0 -gdwarf-5 -gsplit-dwarf"
      })
  void inTheExecutable(String way) {
    Compiled.require(way.split(" ", -1)[0]);
    requireLinker(way);
    Path program = directory.resolve("aligned");
    List<String> make = words(way + " -g", Compiled.source("live/aligned.c"), "-pthread");
    make.addAll(List.of("-o", program.toString()));
    Compiled.run(directory, make);
    Notebook notebook =
        Notebook.run(
            "%%trace --for 30s --launch '"
                + program
                + "'\ntrace said { emit n, wide, last, between[n] + between[76]; }");
    assertThat(rows(notebook.table("events"), "said"))
        .isEqualTo(printed(notebook, "said"))
        .hasSize(3);
  }

  @Test
  void ofCpp() throws Exception {
    Compiled.require("g++");
    Path program = Compiled.live(directory, "g++", "threads.cc", "-O0");
    Notebook notebook =
        Notebook.run(
            "%%trace --for 30s --launch '"
                + program
                + "'\ntrace "
                + place("", "live/threads.cc", "here")
                + " { emit n, calls, ns::second, ns::S::member, text; }");
    assertThat(rows(notebook.table("events"), "here"))
        .isEqualTo(printed(notebook, "here"))
        .hasSize(3);
  }

  /** What {@code thread_local!} makes has a name of its own in a namespace of the name. */
  @Test
  void ofRust() throws Exception {
    Compiled.require("rustc");
    Path program = directory.resolve("threads");
    Compiled.run(
        List.of("rustc", "-g", "-o", program.toString(), Compiled.source("live/threads.rs")));
    Notebook notebook =
        Notebook.run(
            "%%trace --for 30s --launch '"
                + program
                + "'\ntrace "
                + place("", "live/threads.rs", "here")
                + " { emit n, threads::COUNT, inner::COUNT; }");
    assertThat(rows(notebook.table("events"), "here"))
        .isEqualTo(printed(notebook, "here"))
        .hasSize(3);
  }

  /** No code of the library uses the variable, so that nothing there leads to it. */
  @Test
  void whatTheLibraryDoesNotTellIsTheReason() throws Exception {
    TraceTable table =
        Notebook.run(
                "%%trace --for 30s --launch '"
                    + built("gcc -O0 -g -DUNUSED")
                    + "'\ntrace "
                    + place(library("late"), "threads/late.c", "late")
                    + " { emit late_unused; }")
            .table("events");
    assertThat(rows(table, "late").getFirst())
        .isEqualTo("late <thread-local, in a library whose code does not tell how it is found>");
  }

  /** A macro in C; the variable is the C library's own, {@code __libc_errno}. */
  @Test
  void errnoInTheCLibrary() {
    Compiled.require("readelf");
    String id =
        Compiled.run(List.of("readelf", "-n", LIBC.toString())).stream()
            .filter(line -> line.contains("Build ID: "))
            .map(line -> line.substring(line.indexOf(": ") + 2))
            .findFirst()
            .orElseThrow();
    assumeTrue(
        Files.exists(
            Path.of("/usr/lib/debug/.build-id", id.substring(0, 2), id.substring(2) + ".debug")),
        "the debug info of libc.so.6 is not installed");
    TraceTable table =
        Notebook.run(
                "%%trace --for 30s --launch '"
                    + built("gcc -O0 -g")
                    + "'\ntrace libc.so.6:usleep { emit errno; }")
            .table("events");
    assertThat(rows(table, "errno"))
        .containsExactly("errno 30", "errno 31", "errno 32", "errno 33", "errno 34", "errno 35");
  }

  @Test
  void theAddressOfItsSymbolIsAskedForByTheVariable() throws Exception {
    assertThat(
            Notebook.run(
                    "%%trace --launch '"
                        + built("gcc -O0 -g")
                        + "'\ntrace here { emit addr(\"counted\"); }")
                .error())
        .contains(
            "`counted` is thread-local: it has an address for each thread",
            "name the variable itself where it is visible: `&counted`");
  }
}
