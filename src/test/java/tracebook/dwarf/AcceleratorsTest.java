package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tracebook.elf.ElfFile;
import tracebook.types.PointerType;
import tracebook.types.Type;

/** The tables of names that compilers, linkers and gdb leave in a file. */
class AcceleratorsTest {
  @TempDir Path directory;

  private Path compile(String flags) {
    List<String> words = new ArrayList<>(List.of(flags.split(" ")));
    Tools.require(words.getFirst());
    words.add("-g");
    words.add(Tools.source("units/declares.cc").toString());
    words.add(Tools.source("units/defines.cc").toString());
    words.addAll(List.of("-o", "program"));
    Tools.run(directory, words);
    return directory.resolve("program");
  }

  private interface Check {
    void of(DwarfFile info);
  }

  private static void with(Path program, Check check) throws Exception {
    try (ElfFile elf = ElfFile.open(program);
        DwarfFile info = (DwarfFile) DebugInfo.open(elf, elf)) {
      check.of(info);
    }
  }

  /** The unit with the definition is listed, and what another unit only declares is it. */
  private static void isUsed(DwarfFile info) {
    List<Unit> listed =
        new Accelerators(info.module().units).having(new WantedName("shop::Widget"));
    assertThat(listed).isNotEmpty();
    isFound(info);
    assertThat(info.ignoredIndexes()).isEmpty();
  }

  private static void isFound(DwarfFile info) {
    Variable parameter =
        info.scopesAt(info.functions("main_price").getFirst().entry())
            .getFirst()
            .variables()
            .getFirst();
    assertThat(parameter.type().strip()).isInstanceOf(PointerType.class);
    Type pointee = ((PointerType) parameter.type().strip()).target().strip();
    assertThat(pointee.size()).isEqualTo(OptionalLong.of(16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++ -ggnu-pubnames -fuse-ld=gold -Wl,--gdb-index",
        "g++ -ggnu-pubnames -fuse-ld=gold -Wl,--gdb-index -fdebug-types-section -gdwarf-4",
        "clang++ -gpubnames -gdwarf-5",
      })
  void madeByCompilerAndLinker(String flags) throws Exception {
    Tools.require("ld.gold");
    with(compile(flags), AcceleratorsTest::isUsed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g++",
        "g++ -gsplit-dwarf",
        "g++ -fdebug-types-section",
        "g++ -fdebug-types-section -gdwarf-4"
      })
  void addedByGdb(String flags) throws Exception {
    Tools.require("gdb-add-index");
    Path program = compile(flags);
    Tools.run("gdb-add-index", program.toString());
    with(program, AcceleratorsTest::isUsed);
  }

  @Test
  void addedByGdbAsDwarf5() throws Exception {
    Tools.require("gdb-add-index");
    Path program = compile("g++");
    Tools.run("gdb-add-index", "-dwarf-5", program.toString());
    with(program, AcceleratorsTest::isUsed);
  }

  @Test
  void ofAnotherVersionOfTheFile() throws Exception {
    Tools.require("gdb-add-index", "objcopy");
    Path old = Files.move(compile("g++ -O1 -gdwarf-4"), directory.resolve("old"));
    Tools.run("gdb-add-index", old.toString());
    Path program = compile("g++");
    String index = directory.resolve("index").toString();
    Tools.run("objcopy", "--dump-section", ".gdb_index=" + index, old.toString());
    Tools.run("objcopy", "--add-section", ".gdb_index=" + index, program.toString());
    with(
        program,
        info -> {
          isFound(info);
          assertThat(info.ignoredIndexes())
              .singleElement()
              .asString()
              .matches(
                  ("`.gdb_index` is ignored: `%s` is malformed: .gdb_index at 0x18: it lists a unit"
                          + " of 0x[0-9a-f]+ bytes at 0x0 of .debug_info, where none is")
                      .formatted(program));
        });
  }
}
