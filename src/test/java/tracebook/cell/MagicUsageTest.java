package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Magics that are not written as they must be. */
@Timeout(300)
class MagicUsageTest {
  @TempDir static Path directory;
  private static final TraceEngine ENGINE = Explored.engine();

  @BeforeAll
  static void attach() throws Exception {
    ENGINE.attachTo("-t " + Explored.shop(directory, "shop", "-g", "-O0"));
  }

  private static String said(String magic, String argument) {
    return switch (ENGINE.magic(magic, argument, new Recorded())) {
      case CellResult.Done done -> "shown";
      case CellResult.Failed failed -> String.join("\n", failed.lines());
    };
  }

  @Test
  void withoutWhatTheyAreAbout() {
    assertThat(said("vars", ""))
        .isEqualTo(
            """
            error: `%vars` needs a place
              1 | %vars
                |      ^
            hint: write `%vars file.c:42` or `%vars function`\
            """);
    assertThat(said("lines", ""))
        .isEqualTo(
            """
            error: `%lines` needs a source file
              1 | %lines
                |       ^
            hint: write `%lines file.c:10-30`\
            """);
    assertThat(said("type", ""))
        .isEqualTo(
            """
            error: `%type` needs the name of a type
              1 | %type
                |      ^
            hint: write `%type struct request`\
            """);
    assertThat(said("where", ""))
        .isEqualTo(
            """
            error: `%where` needs an address
              1 | %where
                |       ^
            hint: write one in hex, `%where 0x401234` or `%where libfoo.so:0x1234`\
            """);
  }

  @Test
  void sourcePaths() {
    assertThat(said("srcpath", "one"))
        .isEqualTo(
            """
            error: `%srcpath` takes the directory in the debug info and the one that this machine has.
            hint: Write `%srcpath /build/app /home/me/app`; alone it shows what is set.\
            """);
    String hint = "The second word is the directory of this machine that has the sources.";
    for (String none : new String[] {"/nonexistent", "/a\0b"}) {
      assertThat(said("srcpath", "/a " + none))
          .isEqualTo("error: There is no directory `" + none + "`.\nhint: " + hint);
    }
  }

  /** Such as names in other letters are in a locale that has only those of ASCII. */
  @Test
  void aPathThatIsNone() {
    assertThat(said("attach", "-t /a\0b"))
        .isEqualTo(
            "error: There is no file `/a\0b`.\nhint: Give the path of an executable or a library.");
  }

  @Test
  void aFileThatEndsWhileItIsRead() {
    assertThatThrownBy(
            () ->
                Refused.<String, RuntimeException>ifDamaged(
                    () -> {
                      throw new UncheckedIOException(
                          new IOException("`/bin/x` became shorter while it was read"));
                    }))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.result().lines())
                    .containsExactly(
                        "error: A file of the target cannot be read: `/bin/x` became shorter while"
                            + " it was read.",
                        "hint: Run the cell again when the file is complete."));
  }

  @Test
  void aFileThatWasReplaced() {
    assertThatThrownBy(
            () ->
                Refused.<String, RuntimeException>ifDamaged(
                    () -> {
                      throw new TargetModules.UnreadableModule(
                          "`/lib/x.so` cannot be read: No such file or directory",
                          new IOException());
                    }))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.result().lines())
                    .containsExactly(
                        "error: `/lib/x.so` cannot be read: No such file or directory.",
                        "hint: The file may have been replaced: attach anew."));
  }
}
