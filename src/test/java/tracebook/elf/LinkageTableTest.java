package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of jumps to other modules are those that objdump makes of the same relocations. */
@Timeout(300)
class LinkageTableTest {
  private static final String SOURCE =
      """
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      int (*volatile say)(const char *) = puts;
      int main(int argc, char **argv) {
        char text[100];
        memset(text, argc, sizeof text);
        puts(argv[0]);
        printf("%d %s\\n", argc, text + 99);
        say("x");
        free(malloc(argc));
        return atoi(argv[0]);
      }
      """;

  private static final Pattern LABEL = Pattern.compile("^0*([0-9a-f]+) <(.*@plt)>:$");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gcc | ",
        "gcc | -no-pie",
        "gcc | -Wl,-z,now",
        "gcc | -fcf-protection=full -Wl,-z,ibtplt",
        "gcc | -fno-plt",
        "gcc | -fuse-ld=gold",
        "clang | -fuse-ld=lld",
      })
  void jumpsHaveTheNamesThatObjdumpShows(String compiler, String flags) throws Exception {
    Path program = directory.resolve("program");
    Path text = Files.writeString(directory.resolve("program.c"), SOURCE);
    if (flags != null && flags.contains("-fuse-ld=")) {
      String linker = "/usr/bin/ld." + flags.replaceFirst(".*-fuse-ld=", "");
      assumeTrue(Files.isExecutable(Path.of(linker)), "`" + linker + "` is not installed");
    }
    String[] more = flags == null ? new String[0] : flags.split(" ");
    String[] command = new String[more.length + 4];
    command[0] = compiler;
    System.arraycopy(more, 0, command, 1, more.length);
    command[more.length + 1] = text.toString();
    command[more.length + 2] = "-o";
    command[more.length + 3] = program.toString();
    Programs.run(command);
    compare(program);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/lib/x86_64-linux-gnu/libc.so.6", "/usr/bin/gdb", "/usr/bin/perl"})
  void jumpsOfTheDistributionHaveTheNamesThatObjdumpShows(Path file) throws Exception {
    assumeTrue(Files.exists(file), "`" + file + "` is not installed");
    assertThat(compare(file)).isPositive();
  }

  private static int compare(Path file) throws Exception {
    Map<Long, String> expected = new TreeMap<>();
    String listing =
        Programs.run("sh", "-c", "objdump -d -j .plt -j .plt.got -j .plt.sec " + file + " 2>&1");
    for (String line : listing.lines().toList()) {
      Matcher label = LABEL.matcher(line);
      if (label.matches() && !label.group(2).contains("@plt-")) {
        expected.put(Long.parseLong(label.group(1), 16), label.group(2));
      }
    }
    Map<Long, String> found = new TreeMap<>();
    try (ElfFile elf = ElfFile.open(file)) {
      LinkageTable table = elf.linkage();
      for (Stub stub : table.stubs()) {
        found.put(stub.address().value(), stub.name());
        assertThat(table.at(stub.address().plus(stub.size() - 1))).contains(stub);
      }
    }
    assertThat(found).isEqualTo(expected);
    return found.size();
  }

  /** objdump names no jump there; each has the address of the function that chooses. */
  @Test
  void jumpsOfAStaticProgramAreNamedByWhatChooses() throws Exception {
    Path program = Programs.compile(directory, "fixed", SOURCE, "-static");
    try (ElfFile elf = ElfFile.open(program)) {
      assertThat(elf.linkage().stubs())
          .isNotEmpty()
          .allSatisfy(
              stub -> {
                assertThat(stub.name()).matches("\\*ABS\\*\\+0x[0-9a-f]+@plt");
                Address chooser =
                    new Address(Long.decode(stub.name().replaceAll("\\*ABS\\*\\+|@plt", "")));
                assertThat(elf.symbols().functionAt(chooser))
                    .hasValueSatisfying(
                        s -> assertThat(s.kind()).isEqualTo(Symbol.Kind.INDIRECT_FUNCTION));
              });
    }
  }

  /** The jump reads a word that no relocation names: a table is not guessed at by its order. */
  @Test
  void jumpWithoutARelocationHasNoName() throws Exception {
    Path program = Programs.compile(directory, "plain", SOURCE);
    byte[] bytes = Files.readAllBytes(program);
    try (ElfFile elf = ElfFile.open(program)) {
      Stub first = elf.linkage().stubs().getFirst();
      int at = (int) elf.offsetOf(first.address()).orElseThrow().value();
      bytes[at + 2]++;
      Path changed = Files.write(directory.resolve("changed"), bytes);
      try (ElfFile other = ElfFile.open(changed)) {
        assertThat(other.linkage().at(first.address())).isEmpty();
        assertThat(other.linkage().stubs()).hasSize(elf.linkage().stubs().size() - 1);
      }
    }
  }
}
