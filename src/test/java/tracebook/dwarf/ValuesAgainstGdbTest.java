package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/**
 * Runs a program under gdb and stops it at every instruction. Each value that our location gives,
 * with the registers and the memory of that moment, must be the value that gdb shows; what gdb can
 * read and we cannot is counted.
 */
class ValuesAgainstGdbTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "gcc, -O0, -gdwarf-5, 80",
    "gcc, -O2, -gdwarf-5, 80",
    "gcc, -O0, -gdwarf-4, 80",
    "gcc, -O2, -gdwarf-4, 80",
    "clang, -O0, -gdwarf-5, 80",
    "clang, -O2, -gdwarf-5, 80",
    "clang, -O0, -gdwarf-4, 80",
    "clang, -O2, -gdwarf-4, 80",
  })
  void everyValueIsTheOneThatGdbShows(String compiler, String level, String format, int percent)
      throws Exception {
    Tools.require("gdb");
    Path program =
        Tools.compile(directory, "variables.c", compiler, "-g", level, format, "-no-pie");
    String said =
        Tools.run(
            "gdb",
            "-nx",
            "-batch",
            "-x",
            Path.of("src/test/resources/tracebook/dwarf/values.py").toString(),
            program.toString());
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Comparison comparison = new Comparison(info);
      comparison.run(said);
      assertThat(comparison.different).isEmpty();
      assertThat(comparison.stops).isGreaterThan(500);
      assertThat(100 * comparison.same / (comparison.same + comparison.refused))
          .as(
              "of %s values that gdb shows we read %s",
              comparison.same + comparison.refused, comparison.same)
          .isGreaterThanOrEqualTo(percent);
    }
  }

  private static final class Comparison {
    final List<String> different = new ArrayList<>();
    int stops;
    int same;
    int refused;
    private final DebugInfo info;
    private Machine machine = new Machine();
    private Address pc = new Address(0);
    private List<Variable> visible = List.of();

    Comparison(DebugInfo info) {
      this.info = info;
    }

    void run(String said) {
      for (String line : said.split("\n", -1)) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "stop" -> {
            stops++;
            machine = new Machine();
            pc = new Address(Long.parseUnsignedLong(words[1], 16));
            visible = new ArrayList<>();
            for (Scope scope : info.scopesAt(pc)) {
              visible.addAll(scope.variables());
            }
          }
          case "reg" ->
              machine.registers[Integer.parseInt(words[1])] = Long.parseUnsignedLong(words[2], 16);
          case "mem" ->
              machine.put(Long.parseUnsignedLong(words[1], 16), HexFormat.of().parseHex(words[2]));
          case "var" -> compare(Integer.parseInt(words[1]), words[2], words[3]);
          default -> {}
        }
      }
    }

    private void compare(int line, String name, String value) {
      if (name.startsWith("__vla_expr")) {
        return;
      }
      Optional<Variable> ours =
          visible.stream()
              .filter(v -> v.name().equals(name) && v.declared().line() == line)
              .findFirst();
      if (ours.isEmpty()) {
        different.add(pc + " " + name + " of line " + line + ": have nothing, want " + value);
        return;
      }
      Location location = ours.get().locationAt(pc);
      long size = ours.get().type().size().orElse(0);
      if (value.equals("unsupported")) {
        return;
      }
      if (value.startsWith("failed") || size == 0) {
        different.add(pc + " " + name + " is not compared: " + value + " " + location);
        return;
      }
      Optional<byte[]> bytes = machine.read(location, (int) size);
      if (value.equals("optimized-out")) {
        if (bytes.isPresent()) {
          different.add(pc + " " + name + ": have " + location + ", want nothing");
        }
        return;
      }
      if (bytes.isEmpty()) {
        refused++;
      } else if (HexFormat.of().formatHex(bytes.get()).equals(value)) {
        same++;
      } else {
        different.add(
            "%s %s: have %s from %s, want %s"
                .formatted(pc, name, HexFormat.of().formatHex(bytes.get()), location, value));
      }
    }
  }
}
