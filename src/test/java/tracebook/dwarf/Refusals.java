package tracebook.dwarf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tracebook.dwarf.DwarfWriter.TEXT;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import tracebook.bytes.Malformed;
import tracebook.elf.Address;
import tracebook.elf.ElfFile;

/** Opens what a test wrote and says what comes of a question. */
final class Refusals {
  private final Path file;

  Refusals(Path directory) {
    this.file = directory.resolve("x");
  }

  /** The question is refused with this message. */
  void check(DwarfWriter writer, Consumer<DebugInfo> question, String message) throws Exception {
    writer.write(file);
    try (ElfFile elf = ElfFile.open(file)) {
      assertThatThrownBy(
              () -> {
                try (DebugInfo info = DebugInfo.open(elf, elf)) {
                  question.accept(info);
                }
              })
          .isInstanceOf(Malformed.class)
          .hasMessage("`" + file + "` is malformed: " + message);
    }
  }

  /** The question has this answer. */
  <T> void answer(DwarfWriter writer, Function<DebugInfo, T> question, T answer) throws Exception {
    writer.write(file);
    try (ElfFile elf = ElfFile.open(file);
        DebugInfo info = DebugInfo.open(elf, elf)) {
      assertThat(question.apply(info)).isEqualTo(answer);
    }
  }

  /** The first variable at the first instruction. */
  static Variable variable(DebugInfo info) {
    return info.scopesAt(new Address(TEXT)).get(0).variables().get(0);
  }

  /** Where the first variable is at the first instruction. */
  static Location location(DebugInfo info) {
    return variable(info).locationAt(new Address(TEXT));
  }
}
