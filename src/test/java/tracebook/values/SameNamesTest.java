package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Types of which two files of a C++ program have different ones of the same name. */
@Timeout(300)
class SameNamesTest {
  @TempDir static Path directory;
  private static Path program = Path.of("");

  @BeforeAll
  static void compile() {
    Compiled.requireProbes();
    Compiled.require("g++");
    program = directory.resolve("settings");
    List<String> link = new ArrayList<>(List.of("g++"));
    for (int file = 1; file <= 3; file++) {
      String object = directory.resolve(file + ".o").toString();
      String source = Compiled.source("live/settings.cc");
      Compiled.run(List.of("g++", "-g", "-O0", "-DFILE=" + file, "-c", source, "-o", object));
      link.add(object);
    }
    link.addAll(List.of("-o", program.toString()));
    Compiled.run(link);
  }

  @Test
  void aFilesOwnIsMeantInItAndInAThirdFileNoneIsGuessed() {
    assertThat(value("one", "Kind::SOME")).isEqualTo("1");
    assertThat(value("two", "Kind::SOME")).isEqualTo("5");
    assertThat(value("main", "Kind::OTHER")).isEqualTo("0");
    assertThat(run("main", "Kind::SOME").error())
        .contains("error: `Kind` means several types: `Kind` of ")
        .contains("settings.cc:7, ", "settings.cc:18");
    assertThat(run("main", "Settings::limit").error())
        .contains("error: `Settings` means several types: `Settings` of ")
        .contains("settings.cc:3, ", "settings.cc:14");
  }

  private static String value(String place, String name) {
    return run(place, name).table("events").column("x").getString(0);
  }

  private static Notebook run(String place, String name) {
    return Notebook.run(
        "%%trace --for 20s --launch '"
            + program
            + ("'\ntrace " + place + " { emit x = (int)" + name + "; }"));
  }
}
