package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

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
            "-ex",
            "set $frame_base_is_rbp = " + (compiler.equals("clang") && level.equals("-O0") ? 1 : 0),
            "-x",
            Path.of("src/test/resources/tracebook/dwarf/values.py").toString(),
            program.toString());
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      Comparison comparison = new Comparison(info);
      comparison.run(said);
      assertThat(comparison.different).isEmpty();
      assertThat(comparison.stops).isGreaterThan(500);
      assertThat(100 * comparison.same / (comparison.same + comparison.refused.size()))
          .as("percent; not read though gdb shows it: %s", comparison.refused)
          .isGreaterThanOrEqualTo(percent);
    }
  }

  private static final class Comparison {
    final List<String> different = new ArrayList<>();
    int stops;
    int same;
    final List<String> refused = new ArrayList<>();
    private final DebugInfo info;
    private final Map<String, List<String>> shown = new LinkedHashMap<>();
    private Machine machine = new Machine();
    private Address pc = new Address(0);
    private List<Variable> visible = List.of();

    /** Ours of parameters that gdb shows only once the prologue has stored them, by declaration. */
    private final Map<String, List<Early>> early = new LinkedHashMap<>();

    /** A value that is not yet where gdb takes it from. */
    private record Early(Address pc, String have, Location from, List<String> want) {
      String text(String name) {
        return "%s %s: have %s from %s, want %s".formatted(pc, name, have, from, want);
      }
    }

    Comparison(DebugInfo info) {
      this.info = info;
    }

    void run(String said) {
      for (String line : said.split("\n", -1)) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "stop" -> {
            compareAll();
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
          case "var" ->
              shown
                  .computeIfAbsent(words[1] + " " + words[2], key -> new ArrayList<>())
                  .add(words[3]);
          default -> {}
        }
      }
      compareAll();
      early.forEach((key, all) -> all.forEach(each -> different.add(each.text(key))));
    }

    private void compareAll() {
      for (Map.Entry<String, List<String>> variable : shown.entrySet()) {
        String[] key = variable.getKey().split(" ", -1);
        compare(Integer.parseInt(key[0]), key[1], variable.getValue());
      }
      shown.clear();
    }

    /** Of an inlined copy gdb shows a variable twice: its instance, and the abstract one. */
    private void compare(int line, String name, List<String> values) {
      String value = values.stream().filter(v -> HEX.matcher(v).matches()).findFirst().orElse("");
      if (name.startsWith("__vla_expr")
          || values.contains("unsupported")
          || values.contains("unsound")) {
        return;
      }
      Optional<Variable> ours =
          visible.stream()
              .filter(v -> v.name().equals(name) && v.declared().line() == line)
              .findFirst();
      if (ours.isEmpty()) {
        if (!value.isEmpty()) {
          different.add(pc + " " + name + " of line " + line + ": have nothing, want " + value);
        }
        return;
      }
      Location location = ours.get().locationAt(pc);
      long size = ours.get().type().size().orElse(0);
      Optional<byte[]> bytes = machine.read(location, (int) size);
      if (bytes.isPresent()) {
        String have = HexFormat.of().formatHex(bytes.get());
        String key = name + " of line " + line;
        Early now = new Early(pc, have, location, values);
        if (have.equals(value)) {
          same++;
          stored(key, now);
        } else if (ours.get().kind() == Variable.Kind.PARAMETER && !ours.get().hasLocationList()) {
          early.computeIfAbsent(key, k -> new ArrayList<>()).add(now);
        } else {
          different.add(now.text(key));
        }
      } else if (!value.isEmpty()) {
        refused.add(pc + " " + name + ": " + location);
      }
    }

    /** What was there before from elsewhere has to be what gdb, too, shows now. */
    private void stored(String key, Early now) {
      for (Early each : Optional.ofNullable(early.remove(key)).orElse(List.of())) {
        if (each.have.equals(now.have) && !each.from.equals(now.from)) {
          same++;
        } else {
          different.add(each.text(key));
        }
      }
    }
  }
}
