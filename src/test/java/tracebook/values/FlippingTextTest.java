package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A wide text, which is read in two parts, where another thread changes the pointer to it. */
@Timeout(300)
class FlippingTextTest {
  @TempDir Path directory;

  @Test
  void isOneOfBothAndNoMixture() {
    Compiled.requireProbes();
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "flipping.c", "-O1");
    Notebook notebook =
        Notebook.run("%%trace --for 20s --launch '" + program + "'\ntrace look { emit text; }");
    Set<String> shown = new TreeSet<>();
    notebook.table("events").column("text").asList().forEach(text -> shown.add(text.toString()));
    assertThat(notebook.table("events").rowCount()).isEqualTo(3000);
    assertThat(Set.of("a".repeat(20), "b".repeat(30), "c".repeat(10))).containsAll(shown);
    assertThat(shown).hasSizeGreaterThan(1);
  }
}
