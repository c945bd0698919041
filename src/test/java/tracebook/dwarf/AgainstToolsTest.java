package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/** Functions against the symbol table, lines against llvm-dwarfdump, over compilers and formats. */
class AgainstToolsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gcc -O0 -gdwarf-5",
        "gcc -O0 -gdwarf-4",
        "gcc -O0 -gdwarf-3",
        "gcc -O0 -gdwarf-2",
        "gcc -O2 -gdwarf-5",
        "gcc -O2 -gdwarf-4",
        "gcc -O2 -gdwarf-5 -gdwarf64",
        "gcc -O2 -gdwarf-5 -flto",
        "gcc -O2 -g -fdebug-types-section",
        "gcc -O2 -g -gz=zlib-gnu",
        "gcc -O0 -g -fcf-protection=full -fstack-protector-all",
        "clang -O0 -gdwarf-5",
        "clang -O0 -gdwarf-4",
        "clang -O0 -gdwarf-2",
        "clang -O2 -gdwarf-5",
        "clang -O2 -gdwarf-4",
      })
  void functionsAndLines(String compiler) throws Exception {
    Tools.require("nm", "llvm-dwarfdump");
    String[] words = compiler.split(" ", -1);
    String[] flags = java.util.Arrays.copyOfRange(words, 1, words.length);
    Path program = Tools.compile(directory, "variables.c", words[0], flags);
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      functions(info, Tools.run("nm", "-S", "--defined-only", program.toString()));
      lines(info, Tools.run("llvm-dwarfdump", "--debug-line", program.toString()));
    }
  }

  private static void functions(DebugInfo info, String symbols) {
    int compared = 0;
    Collection<String> names = info.functionNames();
    for (String line : symbols.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      // The rest of what nm shows is of the C runtime, which has no debug info.
      if (words.length != 4 || !words[2].equalsIgnoreCase("t") || !names.contains(words[3])) {
        continue;
      }
      Address address = new Address(Long.parseUnsignedLong(words[0], 16));
      Address end = address.plus(Long.parseUnsignedLong(words[1], 16));
      Function function =
          info.functions(words[3]).stream()
              .filter(f -> f.entry().equals(address))
              .findFirst()
              .orElseThrow(() -> new AssertionError("no " + words[3] + " at " + address));
      assertThat(function.ranges().get(0)).isEqualTo(new AddressRange(address, end));
      assertThat(info.functionAt(address)).contains(function);
      assertThat(info.functionAt(end.plus(-1))).contains(function);
      assertThat(function.ranges().get(0).contains(function.bodyStart())).isTrue();
      compared++;
    }
    assertThat(compared).isGreaterThan(8);
  }

  private static void lines(DebugInfo info, String dump) {
    Set<String> want = new TreeSet<>();
    for (String line : dump.split("\n", -1)) {
      String[] words = line.trim().split(" +", -1);
      if (line.startsWith("0x0000") && words.length >= 6 && !line.contains("end_sequence")) {
        want.add(
            Long.toHexString(Long.decode(words[0]))
                + " "
                + words[1]
                + " "
                + words[2]
                + (line.contains("is_stmt") ? " statement" : ""));
      }
    }
    Set<String> have = new TreeSet<>();
    for (String file : info.sourceFiles()) {
      for (int line : info.linesWithCode(file)) {
        for (LineRow row : info.rows(file, line)) {
          have.add(
              Long.toHexString(row.address().value())
                  + " "
                  + line
                  + " "
                  + row.column()
                  + (row.isStatement() ? " statement" : ""));
        }
      }
    }
    want.removeIf(row -> row.split(" ", -1)[1].equals("0"));
    Set<String> missing = new TreeSet<>(want);
    missing.removeAll(have);
    Set<String> invented = new TreeSet<>(have);
    invented.removeAll(want);
    assertThat(missing).as("rows that only llvm-dwarfdump shows").isEmpty();
    assertThat(invented).as("rows that only we have").isEmpty();
    assertThat(have).hasSizeGreaterThan(80);
  }
}
