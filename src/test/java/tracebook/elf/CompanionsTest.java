package tracebook.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server has for files that no directory has. */
class CompanionsTest {
  private static final BuildId ID = new BuildId("abcdef");

  @TempDir Path directory;

  private Companion found(DebugServer.Answer answer, Optional<String> refusal) throws Exception {
    Companions companions =
        new Companions(
            Path.of("/"), directory.resolve("app"), List.of(), List.of(), (id, name) -> answer);
    Path program = Programs.compile(directory, "app", "int main(void) { return 0; }", "-g");
    try (ElfFile elf = ElfFile.open(program)) {
      List<Path> candidates = companions.supplementary(elf, "common", ID.hex());
      return companions.find(candidates, ID, file -> refusal);
    }
  }

  @Test
  void theServersFileIsCheckedLikeOthers() throws Exception {
    Path common = Programs.compile(directory, "other", "int main(void) { return 1; }", "-g");
    Companion right = found(new DebugServer.Has(common), Optional.empty());
    try (ElfFile file = ((Companion.Found) right).file()) {
      assertThat(file.path()).isEqualTo(common);
    }
    Companion wrong = found(new DebugServer.Has(common), Optional.of("it is another one"));
    assertThat(((Companion.Missing) wrong).refused()).containsExactly("it is another one");
    assertThat(((Companion.Missing) wrong).tried())
        .containsExactly(directory.resolve("common"), common);
  }

  @Test
  void aServerThatHasNotOrCannot() throws Exception {
    Companion nowhere = found(new DebugServer.Nothing(), Optional.empty());
    assertThat(nowhere)
        .isEqualTo(new Companion.Missing(List.of(directory.resolve("common")), List.of()));
    assertThat(found(new DebugServer.NotNow(""), Optional.empty())).isEqualTo(nowhere);
    assertThat(found(new DebugServer.NotNow("it sleeps"), Optional.empty()))
        .isEqualTo(
            new Companion.Missing(List.of(directory.resolve("common")), List.of("it sleeps")));
  }
}
