package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.Listing;

/** {@code %functions *} of whole programs, against what other tools list of them. */
@Timeout(300)
class AllFunctionsTest {
  @TempDir Path directory;

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The names at each address. */
  private static Map<Long, Set<String>> listed(Explored program) {
    Listing listing = program.listing("functions", "*");
    Map<Long, Set<String>> found = new HashMap<>();
    for (int i = 0; i < listing.rowCount(); i++) {
      if (!listing.stringColumn("kind").get(i).equals("inlined")) {
        found
            .computeIfAbsent(
                Long.decode(listing.stringColumn("address").get(i)), a -> new HashSet<>())
            .add(listing.stringColumn("name").get(i));
      }
    }
    return found;
  }

  /**
   * The symbol of a function in assembly says which way of calling it has; its debug info does not.
   */
  @Test
  void ofAGoProgramAsGoToolNmHasThem() throws Exception {
    Path program = GoProgram.build(directory, "-v=false");
    Map<Long, Set<String>> listed = listed(Explored.attached(program));
    Set<String> different = new TreeSet<>();
    int compared = 0;
    for (String line : run("go", "tool", "nm", program.toString()).lines().toList()) {
      String[] words = line.strip().split("\\s+", 3);
      if (words.length == 3 && words[1].equalsIgnoreCase("T")) {
        compared++;
        Set<String> names = listed.getOrDefault(Long.parseLong(words[0], 16), Set.of());
        String name = words[2].replaceFirst("\\.abi0$", "");
        if (!names.stream().anyMatch(n -> n.replace('·', '.').equals(name))
            && !name.matches("runtime\\.e?text")) {
          different.add(line + ": " + names);
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(1000);
  }

  @Test
  void ofARustProgramWithItsStandardLibraryAsNmHasThem() throws Exception {
    Explored.require("nm");
    Path program =
        Explored.compile(
            directory, "orders", "rustc -g -C symbol-mangling-version=v0", "orders.rs");
    Map<Long, Set<String>> listed = listed(Explored.attached(program));
    Set<String> different = new TreeSet<>();
    int compared = 0;
    for (String line : run("nm", "--defined-only", program.toString()).lines().toList()) {
      String[] words = line.split(" ", 3);
      if (words.length == 3 && words[1].equalsIgnoreCase("t")) {
        compared++;
        if (!listed.containsKey(Long.parseLong(words[0], 16))) {
          different.add(line);
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(500);
  }
}
