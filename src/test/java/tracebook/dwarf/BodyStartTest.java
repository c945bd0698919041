package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.dwarf.Location.Unreadable;
import tracebook.elf.ElfFile;

/** Where a function's parameters can be read, checked with what the program passes. */
class BodyStartTest {
  @TempDir Path directory;

  private Path compile(String compiler) {
    String[] words = compiler.split(" ", -1);
    String[] flags = java.util.Arrays.copyOfRange(words, 1, words.length);
    Path place = compiler.contains("-O0") ? directory : directory.resolve("optimised");
    try {
      return Tools.compile(Files.createDirectories(place), "variables.c", words[0], flags);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0 -g -no-pie",
        "gcc -O0 -g -no-pie -fcf-protection=full -fstack-protector-all",
        "gcc -O1 -g -no-pie",
        "gcc -Og -g -no-pie -fno-omit-frame-pointer",
        "gcc -O2 -g -no-pie -fcf-protection=full",
        "clang -O0 -g -no-pie",
        "clang -O0 -g -no-pie -fcf-protection=full -fstack-protector-all",
        "clang -O1 -g -no-pie",
        "clang -O2 -g -no-pie",
      })
  void parametersAreThereAtTheFirstCall(String compiler) throws Exception {
    Tools.require("gdb");
    Path program = compile(compiler);
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      passes(info, program, "eight", "a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 0");
      passes(info, program, "narrow", "c = 120, s = -3, b = false, u = 200, i = -5, l = 77");
      passes(info, program, "recursive", "n = 4");
      passes(info, program, "vla", "n = 1");
      passes(info, program, "aligned", "n = 0");
      passes(info, program, "one_line", "x = ");
      passes(info, program, "taken_late", "x = 0, n = 0");
    }
  }

  private static void passes(DebugInfo info, Path program, String name, String want) {
    Function function =
        info.functions(name).stream().filter(f -> !f.inlined()).findFirst().orElseThrow();
    for (Variable parameter : function.parameters()) {
      Location location = parameter.locationAt(function.bodyStart());
      if (location instanceof Unreadable || location instanceof Location.OptimizedOut) {
        // Said to be unreadable: nothing wrong is shown.
        assertThat(program.toString()).contains("optimised");
        return;
      }
    }
    String said =
        Tools.run(
            "gdb",
            "-nx",
            "-batch",
            "-ex",
            "break *" + function.bodyStart(),
            "-ex",
            "run > /dev/null",
            "-ex",
            "output/d 0",
            "-ex",
            "info args",
            program.toString());
    List<String> have = new ArrayList<>();
    for (String line : said.split("\n", -1)) {
      if (line.matches("0?\\w+ = .*")) {
        have.add(line.replaceFirst("^0", "").replaceFirst(" '.*'$", "").replaceFirst(" '.*", ""));
      }
    }
    assertThat(String.join(", ", have)).as(name + " at " + function.bodyStart()).startsWith(want);
  }

  /**
   * gdb shows something else there: it takes rbp for the frame base although it is the caller's.
   */
  @Test
  void whatTheCallerPutOnTheStackIsThereFromTheEntry() throws Exception {
    try (ElfFile elf = ElfFile.open(compile("clang -O0 -g"));
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Function function = info.functions("eight").get(0);
      assertThat(function.parameters())
          .filteredOn(parameter -> parameter.name().matches("[gh]"))
          .extracting(parameter -> parameter.locationAt(function.entry()))
          .containsExactly(
              new Location.InMemory(Terms.register(7, 8)),
              new Location.InMemory(Terms.register(7, 16)));
    }
  }

  @Test
  void aLandingPadIsSteppedOver() throws Exception {
    try (ElfFile elf = ElfFile.open(compile("gcc -O2 -g -fcf-protection=full"));
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Function function = info.functions("eight").get(0);
      assertThat(function.bodyStart()).isEqualTo(function.entry().plus(4));
    }
  }

  @Test
  void aFunctionThatBeginsWithALoopIsEnteredOnce() throws Exception {
    try (ElfFile elf = ElfFile.open(compile("clang -O0 -g"));
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Function function = info.functions("loop_first").get(0);
      assertThat(function.bodyStart()).isEqualTo(function.entry());
      assertThat(function.parameters().get(0).locationAt(function.bodyStart()))
          .isEqualTo(new Location.InRegister(5)); // rdi, as the stores of the prologue tell
      Function other = info.functions("eight").get(0);
      assertThat(other.bodyStart()).isGreaterThan(other.entry());
    }
  }

  @Test
  void anEmptyFunctionEndsWhereItEnds() throws Exception {
    for (String compiler : new String[] {"gcc -O0 -g", "gcc -O2 -g", "clang -O0 -g"}) {
      try (ElfFile elf = ElfFile.open(compile(compiler));
          DebugInfo info = DebugInfo.open(elf, elf)) {
        for (String name : List.of("empty", "nothing")) {
          Function function = info.functions(name).get(0);
          assertThat(function.ranges().get(0).contains(function.bodyStart())).isTrue();
        }
      }
    }
  }
}
