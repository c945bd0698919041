package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.elf.Companions;
import tracebook.elf.DebugFile;
import tracebook.elf.DebugFiles;
import tracebook.elf.ElfFile;

/** A name that is searched for in the bytes of a file has the answer that reading all of it has. */
class NameSearchTest {
  @TempDir Path directory;

  private static Module module(ElfFile program, ElfFile debug) {
    Companions companions = Companions.standard(program);
    Sections sections =
        new Sections(program, debug, Optional.empty(), Supplementary.of(debug, companions));
    return new Module(sections, companions);
  }

  /** Every name of three kinds, or of many a part, and some that do not exist. */
  private static void check(Path path, int sample) throws Exception {
    try (ElfFile program = ElfFile.open(path)) {
      switch (DebugFiles.standard().find(program)) {
        case DebugFile.Embedded f -> check(program, f.file(), sample);
        case DebugFile.Separate f -> {
          try (ElfFile debug = f.file()) {
            check(program, debug, sample);
          }
        }
        case DebugFile.Missing f -> assumeTrue(false, path + " has no debug info: " + f.tried());
      }
    }
  }

  private static void check(ElfFile program, ElfFile debug, int sample) {
    Module whole = module(program, debug);
    List<String> functions = some(whole.names.functionNames(), sample);
    List<String> globals = some(whole.names.globalNames(), sample);
    List<String> types = some(whole.names.typeNames(), sample);
    assertThat(functions).isNotEmpty();
    Module searched = module(program, debug);
    // Nothing is read behind the back of the test.
    searched.names.close();
    for (String name : functions) {
      assertThat(searched.names.functions(name))
          .as("function %s", name)
          .isEqualTo(whole.names.functions(name));
    }
    for (String name : globals) {
      assertThat(definitions(searched, name))
          .as("global %s", name)
          .isEqualTo(definitions(whole, name));
    }
    for (String name : types) {
      assertThat(positions(searched.names.types(name)))
          .as("type %s", name)
          .isEqualTo(positions(whole.names.types(name)));
    }
    for (String name : List.of("", "no such name", "no::such::name", "struct ")) {
      assertThat(searched.names.functions(name)).isEmpty();
      assertThat(searched.names.globals(name)).isEmpty();
      assertThat(searched.names.types(name)).isEmpty();
    }
  }

  private static List<String> some(Collection<String> names, int most) {
    List<String> all = new ArrayList<>(names);
    List<String> found = new ArrayList<>();
    int step = Math.max(1, all.size() / most);
    for (int i = step / 2; i < all.size(); i += step) {
      found.add(all.get(i));
    }
    return found;
  }

  /** Mere declarations are nobody's variables. */
  private static List<Long> definitions(Module module, String name) {
    return module.names.globals(name).stream()
        .filter(
            position -> {
              Die die = module.units.die(position);
              return !die.flag(Attributes.DW_AT_declaration)
                  || die.has(Attributes.DW_AT_const_value)
                  || die.has(Attributes.DW_AT_location);
            })
        .toList();
  }

  private static List<Long> positions(List<NameIndex.TypeEntry> types) {
    return types.stream().map(type -> type.unit().position(type.offset())).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/python3.11, 50",
    "/lib/x86_64-linux-gnu/libc.so.6, 50",
    "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6, 25"
  })
  void distributions(Path path, int sample) throws Exception {
    assumeTrue(Files.exists(path), "`" + path + "` is not installed");
    check(path, sample);
  }

  private Path compiled(String source, String... command) throws Exception {
    Tools.require(command[0]);
    Path file =
        Files.writeString(
            directory.resolve(command[0].contains("++") ? "names.cc" : "names.c"), source);
    Path program = directory.resolve("names");
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(file.toString(), "-o", program.toString()));
    Tools.run(all);
    return program;
  }

  /** Names of one letter are written out in the entry; `tail` may be the end of `longtail`. */
  private static final String C =
      """
      struct s { int tail; }; enum e { A }; union u { int i; };
      typedef struct s tail_t;
      static int f(int x) { return x + 1; }
      static inline __attribute__((always_inline)) int inlined(int x) { return x * 3; }
      int longtail(int x) { return f(x) + inlined(x); }
      static __attribute__((noinline)) int tail(int x) { return inlined(x) + 2; }
      extern int declared;
      int g, declared = 3;
      struct s longglobal; enum e global; union u w; tail_t t;
      int main(int argc, char **argv) { return tail(argc) + longtail(argc) + g + declared; }
      """;

  private static final String CXX =
      """
      namespace a { namespace b {
        struct tail { static int counter; static const int limit = 7; int f(int); };
        int tail::counter;
        int tail::f(int x) { return x + counter + limit; }
        namespace { int hidden = 2; int f(int x) { return x + hidden; } }
        int twice(int x) { return f(x) * 2; }
      } }
      template <typename T> T tmpl(T x) { return x; }
      int f(int x) { a::b::tail t; return t.f(x) + a::b::twice(x); }
      int main(int argc, char **argv) { return f(argc) + tmpl<int>(argc) + tmpl<a::b::tail *>(0)->f(1); }
      """;

  @ParameterizedTest
  @CsvSource({
    "gcc, -gdwarf-2",
    "gcc, -gdwarf-3",
    "gcc, -gdwarf-4",
    "gcc, -gdwarf-5",
    "gcc, -gdwarf64",
    "clang, -gdwarf-2",
    "clang, -gdwarf-4",
    "clang, -gdwarf-5",
    "g++, -gdwarf-4",
    "g++, -gdwarf-5",
    "clang++, -gdwarf-4",
    "clang++, -gdwarf-5"
  })
  void compilers(String compiler, String format) throws Exception {
    String source = compiler.contains("++") ? CXX : C;
    for (String level : List.of("-O0", "-O2")) {
      check(compiled(source, compiler, "-g", format, level), Integer.MAX_VALUE);
    }
    if (format.equals("-gdwarf-5") || format.equals("-gdwarf-4")) {
      check(
          compiled(source, compiler, "-g", format, "-O1", "-fdebug-types-section"),
          Integer.MAX_VALUE);
    }
  }

  @ParameterizedTest
  @CsvSource({"gcc, -gdwarf-4", "gcc, -gdwarf-5", "clang, -gdwarf-4", "clang, -gdwarf-5"})
  void splitUnits(String compiler, String format) throws Exception {
    Path source = Files.writeString(directory.resolve("split.c"), C);
    Path object = directory.resolve("split.o");
    Path program = directory.resolve("split");
    Tools.require(compiler);
    Tools.run(
        compiler, "-g", format, "-gsplit-dwarf", "-O1", "-c", source.toString(), "-o", "" + object);
    Tools.run(compiler, object.toString(), "-o", program.toString());
    check(program, Integer.MAX_VALUE);
  }

  @Test
  void entriesOfOtherUnits() throws Exception {
    Path other = Files.writeString(directory.resolve("other.c"), "int other(int x) { return x; }");
    check(
        compiled(
            C.replace(
                "int main", "int other(int); int calls(int x) { return other(x); }\nint main"),
            "gcc",
            "-g",
            "-O2",
            "-flto",
            other.toString()),
        Integer.MAX_VALUE);
  }

  /**
   * GCC writes what is no longer than an offset into the entry; an offset has four bytes, or eight.
   */
  @ParameterizedTest
  @CsvSource({"-gdwarf-5", "-gdwarf64"})
  void shortNames(String format) throws Exception {
    String source = "int a, ab, abc, abcd, abcde, abcdef, \u00e9; int main(void) { return 0; }";
    Path path = compiled(source, "gcc", "-g", format);
    try (ElfFile program = ElfFile.open(path)) {
      Module module = module(program, program);
      assertThat(List.copyOf(module.names.globalNames()))
          .containsExactly("a", "ab", "abc", "abcd", "abcde", "abcdef", "\u00e9");
      for (String name : module.names.globalNames()) {
        List<Long> found = module.names.globals(name);
        assertThat(found).as(name).hasSize(1);
        assertThat(module.units.die(found.getFirst()).string(Attributes.DW_AT_name)).hasValue(name);
      }
    }
    check(path, Integer.MAX_VALUE);
  }

  /** What nobody asked for is read on a thread of its own, and then answers as the search did. */
  @Test
  void theRestIsReadAfterTheFirstAnswer() throws Exception {
    Path path = compiled(C, "gcc", "-g");
    try (ElfFile program = ElfFile.open(path)) {
      Module module = module(program, program);
      List<Long> searched = module.names.functions("tail");
      assertThat(searched).isNotEmpty();
      module.names.awaitRest();
      assertThat(module.names.functions("tail")).isEqualTo(searched);
      assertThat(Optional.of(module.names.functionNames()))
          .hasValueSatisfying(names -> assertThat(names).contains("tail", "longtail", "inlined"));
    }
  }
}
