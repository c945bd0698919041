package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.Address;
import tracebook.elf.Companions;
import tracebook.elf.ElfFile;
import tracebook.elf.Symbol;

/** Files of split units: where they are looked for, and what is known without them. */
class SplitTest {
  @TempDir Path directory;

  private Path compile(String way) {
    List<String> words = new ArrayList<>(List.of(way.split(" ")));
    Tools.require(words.get(0));
    words.addAll(List.of("-g", "-gsplit-dwarf", "-no-pie"));
    words.add(Tools.source("units/first.c").toString());
    words.add(Tools.source("units/second.c").toString());
    words.addAll(List.of("-o", "program"));
    Tools.run(directory, words);
    return directory.resolve("program");
  }

  private interface Check {
    void of(ElfFile elf, DebugInfo info);
  }

  private void with(Path program, Check check) throws Exception {
    try (ElfFile elf = ElfFile.open(program);
        DebugInfo info =
            DebugInfo.open(
                elf, elf, new Companions(Path.of("/"), program, List.of(), List.of(debug())))) {
      check.of(elf, info);
    }
  }

  private Path debug() {
    return directory.resolve("debug");
  }

  private static Address entry(ElfFile elf, String name) {
    return elf.symbols().named(name).stream()
        .filter(symbol -> symbol.kind() == Symbol.Kind.FUNCTION)
        .findFirst()
        .orElseThrow()
        .address();
  }

  private static void isThere(ElfFile elf, DebugInfo info) {
    assertThat(info.functions("first")).hasSize(1);
    Function other = info.functionAt(entry(elf, "other")).orElseThrow();
    assertThat(other.signature()).isEqualTo("long int other(struct pair *p, const pixel_t *pixel)");
    assertThat(info.missing()).isEmpty();
    assertThat(info.missingAt(other.entry())).isEmpty();
  }

  @Test
  void whereItWasCompiled() throws Exception {
    Path program = compile("gcc -O2");
    Path away = Files.createDirectories(directory.resolve("away"));
    with(Files.move(program, away.resolve("program")), SplitTest::isThere);
  }

  @Test
  void besideTheProgram() throws Exception {
    Path program = compile("gcc -O2");
    Path away = Files.createDirectories(directory.resolve("away"));
    for (String name : List.of("program", "program-first.dwo", "program-second.dwo")) {
      Files.move(directory.resolve(name), away.resolve(name));
    }
    assertThat(program).doesNotExist();
    with(away.resolve("program"), SplitTest::isThere);
  }

  @Test
  void underTheDirectoryOfDebugFiles() throws Exception {
    Path program = compile("gcc -O2");
    Path under = debug().resolve(Path.of("/").relativize(directory));
    Files.createDirectories(under);
    for (String name : List.of("program-first.dwo", "program-second.dwo")) {
      Files.move(directory.resolve(name), under.resolve(name));
    }
    with(program, SplitTest::isThere);
  }

  @Test
  void aPackageUnderTheDirectoryOfDebugFiles() throws Exception {
    Tools.require("llvm-dwp");
    Path program = compile("gcc -O2");
    Path under = debug().resolve(Path.of("/").relativize(directory));
    Files.createDirectories(under);
    Tools.run(
        directory,
        List.of("llvm-dwp", "-e", "program", "-o", under.resolve("program.dwp").toString()));
    Files.delete(directory.resolve("program-first.dwo"));
    Files.delete(directory.resolve("program-second.dwo"));
    with(program, SplitTest::isThere);
  }

  /** The other unit still says all it says, and its file alone is opened for it. */
  @ParameterizedTest
  @ValueSource(strings = {"gcc -O2 -gdwarf-5", "gcc -O2 -gdwarf-4"})
  void nowhere(String way) throws Exception {
    Path program = compile(way);
    Files.delete(directory.resolve("program-second.dwo"));
    String why =
        "the split debug file `program-second.dwo` was not found; looked for"
            + " `%1$s/program-second.dwo`, `%1$s/debug%1$s/program-second.dwo`"
                .formatted(directory);
    with(
        program,
        (elf, info) -> {
          Address main = entry(elf, "main");
          Address other = entry(elf, "other");
          assertThat(info.missingAt(main)).isEmpty();
          assertThat(info.scopesAt(main)).isNotEmpty();
          assertThat(info.missingAt(other)).contains(why);
          assertThat(info.scopesAt(other)).isEmpty();
          assertThat(info.rowAt(other).orElseThrow().source().file()).endsWith("second.c");
          assertThat(info.functions("first")).hasSize(1);
          assertThat(info.functions("other")).isEmpty();
          assertThat(info.types("struct pair", Optional.empty())).isNotEmpty();
          assertThat(info.missing()).containsExactly(why);
        });
  }

  @Test
  void ofAnotherBuild() throws Exception {
    Path program = compile("gcc -O2 -gdwarf-5");
    Path wrong = directory.resolve("program-second.dwo");
    Files.delete(wrong);
    Files.copy(directory.resolve("program-first.dwo"), wrong);
    with(
        program,
        (elf, info) -> {
          assertThat(info.missing()).hasSize(1);
          assertThat(info.missing().get(0))
              .matches(
                  "`%s` does not match: its id is [0-9a-f]{16}, `%s` asks for [0-9a-f]{16}"
                      .formatted(wrong, program));
          assertThat(info.missingAt(entry(elf, "other"))).contains(info.missing().get(0));
        });
  }

  @Test
  void aFileOfSomethingElse() throws Exception {
    Path program = compile("gcc -O2 -gdwarf-5");
    Path wrong = directory.resolve("program-second.dwo");
    Files.copy(program, wrong, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    with(
        program,
        (elf, info) ->
            assertThat(info.missing())
                .containsExactly("`" + wrong + "` has no split debug info in it"));
  }

  @Test
  void aFileThatIsCutOff() throws Exception {
    Path program = compile("gcc -O2 -gdwarf-5");
    Path wrong = directory.resolve("program-second.dwo");
    Files.write(wrong, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    with(
        program,
        (elf, info) ->
            assertThat(info.missing())
                .containsExactly("`" + wrong + "` is not complete: its header needs 64 bytes"));
  }

  @Test
  void aPackageThatIsNone() throws Exception {
    Path program = compile("gcc -O2 -gdwarf-5");
    Path wrong = Files.writeString(directory.resolve("program.dwp"), "nothing");
    with(program, SplitTest::isThere);
    Files.delete(directory.resolve("program-second.dwo"));
    with(
        program,
        (elf, info) ->
            assertThat(info.missing().get(0))
                .startsWith(
                    "`"
                        + wrong
                        + "` is not an ELF file; the split debug file `program-second.dwo` was not"
                        + " found"));
  }

  /** clang leaves names of inlined functions in the skeleton: they are no scopes to believe in. */
  @Test
  void whatClangLeavesInASkeleton() throws Exception {
    Path program = compile("clang -O2 -gdwarf-5");
    Files.delete(directory.resolve("second.dwo"));
    with(program, (elf, info) -> assertThat(info.missingAt(entry(elf, "other"))).isPresent());
  }
}
