package tracebook.dwarf;

import java.nio.file.Path;
import java.util.Optional;
import tracebook.elf.Companions;
import tracebook.elf.DebugFile;
import tracebook.elf.DebugFiles;
import tracebook.elf.ElfFile;

/**
 * A program whose debug info is compared with what other readers say of it.
 *
 * @param program what is loaded
 * @param debug what has the debug info; often the program itself
 * @param dumped what llvm-dwarfdump reads of it
 */
record Subject(ElfFile program, ElfFile debug, DwarfFile info, Path dumped)
    implements AutoCloseable {
  static Subject open(Path path) throws Exception {
    ElfFile program = ElfFile.open(path);
    ElfFile debug =
        switch (DebugFiles.standard().find(program)) {
          case DebugFile.Embedded embedded -> embedded.file();
          case DebugFile.Separate separate -> separate.file();
          case DebugFile.Missing missing ->
              throw new IllegalArgumentException(
                  "`" + path + "` has no debug info: " + missing.suggestion());
        };
    return new Subject(program, debug, (DwarfFile) DebugInfo.open(program, debug), debug.path());
  }

  /** The same, whose debug info llvm-dwarfdump finds in another file: it cannot read all. */
  Subject dumpedFrom(Path file) {
    return new Subject(program, debug, info, file);
  }

  /** The readers behind {@code info}, for what is not public. */
  Module module() {
    return info.module();
  }

  /** Readers that have read nothing yet, and read nothing that they are not asked for. */
  record Fresh(Module module, Optional<Supplementary> supplementary) implements AutoCloseable {
    @Override
    public void close() {
      module.units.close();
      supplementary.ifPresent(Supplementary::close);
    }
  }

  Fresh fresh() {
    Companions companions = Companions.standard(program);
    Optional<Supplementary> supplementary = Supplementary.of(debug, companions);
    Sections sections = new Sections(program, debug, Optional.empty(), supplementary);
    Module module = new Module(sections, companions);
    module.names.close();
    return new Fresh(module, supplementary);
  }

  @Override
  public void close() {
    info.close();
    if (debug != program) {
      debug.close();
    }
    program.close();
  }
}
