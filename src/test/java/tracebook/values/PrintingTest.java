package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.table.TraceTable;

/** Lines of {@code print}, against those that the program makes of the same values. */
@Timeout(300)
class PrintingTest {
  private static Path program;

  @BeforeAll
  static void compile(@TempDir Path directory) {
    Compiled.requireProbes();
    Compiled.require("gcc");
    program = directory.resolve("printing");
    Compiled.run(
        List.of(
            "gcc",
            "-g",
            "-O0",
            "-w",
            Compiled.source("live/printing.c"),
            "-o",
            program.toString()));
  }

  private static Notebook run(String script) {
    return Notebook.run("%%trace --launch '" + program + "' --cap 64 --for 30s\n" + script);
  }

  /** What the program says of each call of one function. */
  private static List<List<String>> truth(Notebook notebook, int from, int to) {
    List<List<String>> calls = new ArrayList<>();
    for (String line : notebook.printed) {
      if (line.equals("begin")) {
        calls.add(new ArrayList<>());
      } else if (line.startsWith("line")) {
        calls.getLast().add(line.substring(Math.min(line.length(), 5)));
      }
    }
    return calls.subList(from, to);
  }

  private static List<List<String>> messages(TraceTable table) {
    List<List<String>> messages = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      messages.add(table.getString(row, "message").lines().map(String::stripTrailing).toList());
    }
    return messages;
  }

  @Test
  void everyFormatAndLength() {
    Notebook notebook =
        run(
            """
            trace show {
              let length = p->length;
              print "plain {{}} of {} and {}", n, big;
              print "{:x} {:X} {:08x} {:16X} {:p}", n, n, n, big, big;
              print "{:p} {:p} {:p}", text, p, p->body;
              print "{:s} {:s.3} {:s.*}|", text, text, p->length, text;
              print "{:s} {:s} {:s}", color, letter, p->name;
              print "fixed {:x.0x10}", raw;
              print "wide {:x.65}", raw;
              print "star {:x.*}", p->length, raw;
              print "named {:x.length$}", p->body;
              print p->length;
            }
            """);
    assertThat(messages(notebook.table("events"))).isEqualTo(truth(notebook, 0, 4));
  }

  @Test
  void lengthsAndPlacesAtTheEdge() {
    Notebook notebook =
        run("trace edge { print \"{:x.*}\", n, text; print \"|{:s.*}|\", n, text; }");
    assertThat(messages(notebook.table("events"))).isEqualTo(truth(notebook, 4, 11));
  }
}
