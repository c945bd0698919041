package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** Floating-point parameters: in vector registers at a line, in memory at another address of it. */
@Timeout(300)
class SpilledTest {
  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
    Compiled.require("gcc");
  }

  private static Notebook run(Path program, String place, String block) {
    return Notebook.run(
        "%%trace --for 30s --launch '" + program + "'\ntrace " + place + " { " + block + " }");
  }

  @Test
  void theMessageNamesTheAddressWhereItIsInMemory() {
    Path program = Compiled.live(directory, "gcc", "spilled.c", "-O2");
    TraceTable line = run(program, "spilled.c:6", "emit n, value, factor;").table("events");
    assertThat(line.rowCount()).isEqualTo(3);
    assertThat(line.why(0, "value")).isEqualTo("in a vector register");

    String error = run(program, "spilled.c:6", "if value > 1 { emit factor; }").error();
    assertThat(error).contains("`value` cannot be read at `spilled.c:6`: in a vector register");
    Matcher hint =
        Pattern.compile("hint: it is readable at `(0x[0-9a-f]+)`, another address of this line")
            .matcher(error);
    assertThat(hint.find()).as(error).isTrue();

    Notebook there = run(program, hint.group(1), "emit n, value, factor;");
    TraceTable table = there.table("events");
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      rows.add(
          "scaled %s %.2f %.2f"
              .formatted(
                  table.getString(row, "n"),
                  table.doubleColumn("value").getDouble(row),
                  table.doubleColumn("factor").getDouble(row)));
    }
    assertThat(rows).hasSize(3).isEqualTo(there.printed);
  }
}
