package tracebook.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.DebugFile;
import tracebook.elf.ElfFile;

/** A program with its debug info in it, alone. */
record OneFile(Module main) implements Modules {
  static OneFile of(Path program) throws Exception {
    ElfFile elf = ElfFile.open(program);
    return new OneFile(
        new Module(
            program.toString(),
            elf,
            Optional.of(DebugInfo.open(elf, elf)),
            new DebugFile.Embedded(elf)));
  }

  @Override
  public List<String> otherPaths() {
    return List.of();
  }

  @Override
  public Module open(String path) {
    throw new NoSuchElementException(path);
  }
}
