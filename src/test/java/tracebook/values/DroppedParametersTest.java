package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/**
 * A parameter that the optimised function does not take (DW_OP_GNU_parameter_ref) has the value
 * that the call says, where what the caller computes it from is still there.
 */
@Timeout(300)
class DroppedParametersTest {
  private static final String UNTOLD =
      "only its value at the function's entry is known, and this call does not tell it";

  @TempDir Path directory;

  @BeforeAll
  static void probes() {
    Compiled.requireProbes();
  }

  @Test
  void whatTheCallSays() {
    Compiled.require("gcc");
    Path program = Compiled.live(directory, "gcc", "dropped.c", "-O2");
    assertThat(Compiled.run(List.of("readelf", "--debug-dump=loc", program.toString())))
        .anyMatch(line -> line.contains("DW_OP_GNU_parameter_ref"));
    TraceTable atEntry = dropped(program, "twice");
    for (int row = 0; row < 6; row++) {
      assertThat(atEntry.why(row, "dropped")).isEmpty();
    }
    // The other call computes it from a register that the function may have overwritten by then.
    TraceTable later = dropped(program, "dropped.c:8");
    for (int row = 0; row < 6; row++) {
      assertThat(later.why(row, "dropped")).as("row %d", row).isEqualTo(row == 4 ? "" : UNTOLD);
    }
  }

  /** What is shown there is what the program prints. */
  private static TraceTable dropped(Path program, String place) {
    Notebook notebook =
        Notebook.run(
            "%%trace --for 20s --launch '" + program + "'\ntrace " + place + " { emit dropped; }");
    List<String> said =
        String.join("\n", notebook.printed).lines().map(line -> line.split(" ", 3)[1]).toList();
    TraceTable table = notebook.table("events");
    assertThat(said).hasSize(6);
    assertThat(table.rowCount()).isEqualTo(6);
    for (int row = 0; row < 6; row++) {
      if (table.why(row, "dropped").isEmpty()) {
        assertThat(table.column("dropped").getString(row)).isEqualTo(said.get(row));
      }
    }
    return table;
  }
}
