package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.ElfFile;

/**
 * What we read is what llvm-dwarfdump, readelf and gdb read: small programs over compilers and
 * formats, and a sample of the units of programs as Debian ships them. {@link Differential} does
 * all units.
 */
class DifferentialTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc variables.c -O0 -gdwarf-5",
        "gcc variables.c -O0 -gdwarf-4",
        "gcc variables.c -O0 -gdwarf-3",
        "gcc variables.c -O0 -gdwarf-2",
        "gcc variables.c -O2 -gdwarf-5",
        "gcc variables.c -O2 -gdwarf-4",
        "gcc variables.c -O2 -gdwarf-3 -gstrict-dwarf",
        "gcc variables.c -O3 -gdwarf-5 -gdwarf64",
        "gcc variables.c -O2 -gdwarf-4 -gdwarf64",
        "gcc variables.c -O2 -gdwarf-5 -flto",
        "gcc variables.c -O2 -g -gz=zlib",
        "gcc frames.c -O2 -g",
        "gcc variables.c -O2 -g -fno-asynchronous-unwind-tables",
        "gcc variables.c -O1 -g -ffunction-sections -Wl,--gc-sections",
        "gcc types.c -g",
        "gcc types.c -gdwarf-2",
        "clang variables.c -O0 -gdwarf-5",
        "clang variables.c -O0 -gdwarf-2",
        "clang variables.c -O2 -gdwarf-5",
        "clang variables.c -O2 -gdwarf-4",
        "clang types.c -gdwarf-5",
        "g++ shapes.cc -O0 -gdwarf-5",
        "g++ shapes.cc -O2 -gdwarf-5",
        "g++ shapes.cc -O2 -gdwarf-4",
        "g++ shapes.cc -O3 -gdwarf-3",
        "g++ shapes.cc -O2 -g -flto",
        "clang++ shapes.cc -O0 -gdwarf-5",
        "clang++ shapes.cc -O2 -gdwarf-5",
        "clang++ shapes.cc -O2 -gdwarf-4",
        "g++ shapes.cc -O1 -gdwarf-4 -fdebug-types-section",
        "g++ shapes.cc -O1 -gdwarf-5 -fdebug-types-section",
        "clang++ shapes.cc -O1 -gdwarf-4 -fdebug-types-section",
        "clang++ shapes.cc -O1 -gdwarf-5 -fdebug-types-section",
        "rustc plain.rs -g -Copt-level=2 -Cpanic=abort --crate-type=cdylib -Clink-arg=-nostdlib",
      })
  void everythingOfASmallProgram(String compiler) throws Exception {
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb");
    String[] words = compiler.split(" ", -1);
    Path program =
        Tools.compile(directory, words[1], words[0], Arrays.copyOfRange(words, 2, words.length));
    all(program);
  }

  private static void all(Path program) throws Exception {
    try (Subject subject = Subject.open(program)) {
      assertEqual(Differential.of(subject), 400);
    }
  }

  private static void withoutGdb(Path program) throws Exception {
    try (Subject subject = Subject.open(program)) {
      assertEqual(Differential.withoutGdb(subject), 400);
    }
  }

  /** A program of two files. */
  private Path units(String compiler, String... more) {
    List<String> command = new ArrayList<>(List.of(compiler.split(" ", -1)));
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb", command.getFirst());
    command.addAll(List.of(more));
    String ending = compiler.contains("++") ? "cpp" : "c";
    command.add(Tools.source("units/first." + ending).toString());
    command.add(Tools.source("units/second." + ending).toString());
    command.addAll(List.of("-o", "program"));
    Tools.run(directory, command);
    return directory.resolve("program");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O2 -flto", "g++ -O2 -flto"})
  void unitsThatTheLinkerOptimised(String compiler) throws Exception {
    all(units(compiler, "-g"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O2 -gdwarf-4",
        "gcc -O2 -gdwarf-5",
        "clang -O2 -gdwarf-4",
        "clang -O2 -gdwarf-5",
        "g++ -O1 -gdwarf-4 -fdebug-types-section",
        "g++ -O1 -gdwarf-5 -fdebug-types-section",
      })
  void splitUnits(String compiler) throws Exception {
    Tools.require("llvm-dwarfdump-19"); // older ones do not look into them
    Path program = units(compiler, "-gsplit-dwarf");
    if (compiler.contains("-gdwarf-5 -fdebug-types-section")) {
      withoutGdb(program); // it finds no unit where several sections have them
    } else {
      all(program);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcc -O2 -gdwarf-4", "clang -O2 -gdwarf-4", "clang -O2 -gdwarf-5"})
  void aPackageOfSplitUnits(String compiler) throws Exception {
    Tools.require("llvm-dwarfdump-19", "llvm-dwp-19");
    Path program = units(compiler, "-gsplit-dwarf");
    Tools.run(directory, List.of("llvm-dwp-19", "-e", "program", "-o", "program.dwp"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.dwo")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    if (compiler.endsWith("-gdwarf-5")) {
      withoutGdb(program); // it dies, in version 13
    } else {
      all(program);
    }
  }

  @Test
  void whatDwzTookTogether() throws Exception {
    Tools.require("dwz");
    Path program = units("g++ -O2", "-g");
    Tools.run("dwz", program.toString());
    all(program);
  }

  @Test
  void whatDwzTookOutOfTwoPrograms() throws Exception {
    Tools.require("dwz");
    Path program = units("g++ -O2", "-g", "-Wl,--build-id");
    Path other = Files.copy(program, directory.resolve("other"));
    Path common = directory.resolve("common");
    Tools.run("dwz", "-m", "" + common, "-M", "common", "" + program, "" + other);
    all(program);
  }

  /** gdb 13 and llvm-dwarfdump do not read them: gdb is asked of the same code as it was before. */
  @Test
  void whatDwzTookOutInTheWayOfDwarf5() throws Exception {
    Tools.require("dwz");
    Path program = units("g++ -O2", "-gdwarf-5");
    Path before = Files.copy(program, directory.resolve("before"));
    Path other = Files.copy(program, directory.resolve("other"));
    Path common = directory.resolve("common");
    Tools.run("dwz", "-5", "-m", "" + common, "-M", "common", "" + program, "" + other);
    try (Subject subject = Subject.open(program);
        ElfFile code = ElfFile.open(before)) {
      assertThat(subject.debug().section(".debug_sup")).isPresent();
      Subject asked = new Subject(code, subject.debug(), subject.info(), before);
      assertEqual(Differential.scopes(asked), 400);
      LineComparison lines = new LineComparison(subject);
      lines.run();
      assertEqual(List.of(lines.rows, lines.lookups), 100);
    }
  }

  /** What llvm-dwarfdump does not read any more, or not everywhere, it gets decompressed. */
  @ParameterizedTest
  @ValueSource(strings = {"zlib-gnu", "zstd"})
  void sectionsCompressedBy(String way) throws Exception {
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb", "objcopy");
    Path plain = Tools.compile(directory, "variables.c", "gcc", "-O2", "-g");
    Path program = directory.resolve("compressed");
    assumeTrue(
        Tools.run("objcopy", "--help").contains(way), "`objcopy` cannot compress by `" + way + "`");
    Tools.run("objcopy", "--compress-debug-sections=" + way, "" + plain, "" + program);
    try (Subject subject = Subject.open(program).dumpedFrom(plain)) {
      assertEqual(Differential.of(subject), 400);
    }
  }

  /** Go's runtime is in each program: a sample of its units. */
  @Test
  void someUnitsOfAGoProgram() throws Exception {
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb", "go");
    Path program = directory.resolve("harbour");
    Path source = Path.of("src/test/c/explore/harbour/main.go");
    // What it needs is in the toolchain: nothing is fetched.
    Tools.run(
        List.of(
            "env",
            "GOFLAGS=-mod=mod",
            "GOTOOLCHAIN=local",
            "go",
            "build",
            "-o",
            "" + program,
            "" + source));
    try (Subject subject = Subject.open(program)) {
      assertEqual(Differential.sample(subject, 6), 20_000);
    }
  }

  /** Its standard library comes with debug info, which is linked into each program. */
  @Test
  void someUnitsOfARustProgram() throws Exception {
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb", "rustc");
    Path program = directory.resolve("orders");
    Tools.run(List.of("rustc", "-g", "src/test/c/explore/orders.rs", "-o", "" + program));
    try (Subject subject = Subject.open(program)) {
      assertEqual(Differential.sample(subject, 6), 20_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/lib/x86_64-linux-gnu/libc.so.6, libc6-dbg",
    "/usr/bin/python3.11, python3.11-dbg",
    "/usr/lib/x86_64-linux-gnu/debug/libstdc++.so.6, libstdc++6-12-dbg",
  })
  void someUnitsOf(String path, String packageName) throws Exception {
    Tools.require(Oracle.dwarfdump(), "readelf", "gdb");
    assumeTrue(Files.exists(Path.of(path)), "`" + packageName + "` is not installed");
    if (path.contains("++")) {
      Tools.require("llvm-dwarfdump-19"); // older ones follow template arguments round in circles
    }
    try (Subject subject = Subject.open(Path.of(path))) {
      boolean separate = subject.debug() != subject.program();
      assumeTrue(separate || path.contains("/debug/"), "`" + packageName + "` is not installed");
      assertEqual(Differential.sample(subject, 12), 20_000);
    }
  }

  private static void assertEqual(List<Comparison> comparisons, int atLeast) {
    for (Comparison each : comparisons) {
      assertThat(each.told).isEmpty();
      assertThat(each.different).isZero();
    }
    assertThat(comparisons.stream().mapToLong(each -> each.equal).sum()).isGreaterThan(atLeast);
  }
}
