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

/** Scripts in GhostScope's language mean what its documentation says, in a program that knows. */
@Timeout(300)
class PastedScriptsTest {
  private static Path program;

  @BeforeAll
  static void compile(@TempDir Path directory) {
    Compiled.requireProbes();
    Compiled.require("gcc");
    program = directory.resolve("pasted");
    String source = Compiled.source("live/pasted.c");
    Compiled.run(List.of("gcc", "-g", "-O0", "-w", source, "-o", program.toString()));
  }

  private static Notebook run(String script) {
    return Notebook.run("%%trace --launch '" + program + "' --for 30s\n" + script);
  }

  private static List<List<String>> truth(Notebook notebook, int from, int to) {
    List<List<String>> calls = new ArrayList<>();
    for (String line : notebook.printed) {
      if (line.equals("begin")) {
        calls.add(new ArrayList<>());
      } else if (line.startsWith("line ")) {
        calls.getLast().add(line.substring(5));
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
  void everyStatementAndExpression() {
    Notebook notebook =
        run(
            """
            // Everything in one place.
            trace serve {
                let peer = s.second;          /* an alias */
                let three = 3;
                let prefix = "main";
                let n = s.length;
                print "serve {} depth {}", activity, depth;
                print "first {} second {} label {}", s.first.id, peer.id, peer.label;
                print "sum {} {} {}", s.values[0] + s.values[3], depth * three - 1, -(-depth);
                print "flags {} mode {} next {}", s.flags, s.mode, s.flags + 0b101010;
                print "kind {} {}", s.kind, s.kind == 5;
                print "prefix {} {} {}", starts_with(activity, prefix), strncmp(activity, "main_", 5), activity == "main_loop";
                print "body {:x.3} text {:s.n$}", s.body, s.body;
                print "where {:p} {:p}", &s.first, &s.values[1];
                print "same {} {} {}", memcmp(&pattern[0], &pattern[4], 0x4), memcmp(&pattern[0], &pattern[4], n), memcmp(s.body, hex("50 4F"));
                if depth > 100 {
                    print "large";
                } else if depth > 50 && s.flags != 0 {
                    print "medium";
                } else {
                    print "small";
                }
                print "limit {} motto {} {}", limit, motto, starts_with(motto, "Hello");
                print "hex {:x} {:08X} {{kept}}", depth, depth;
            }
            """);
    assertThat(messages(notebook.table("events"))).isEqualTo(truth(notebook, 0, 3));
  }

  @Test
  void aConditionThatCannotBeReadTakesNoBranch() {
    Notebook notebook =
        run(
            """
            trace chain {
                if memcmp(missing, hex("78"), 1) { print "A"; }
                else if memcmp(there, hex("48"), 1) { print "B"; }
                else { print "C"; }
                print "end";
            }
            """);
    assertThat(messages(notebook.table("events"))).isEqualTo(truth(notebook, 3, 6));
    assertThat(notebook.table("events").completeness().getString(0, "unreadable")).isEqualTo("2");
  }

  @Test
  void specialVariables() {
    TraceTable table =
        run("trace serve { emit p = $pid, t = $tid, h = $host_pid, same = $pid == $tid, at ="
                + " $timestamp > 0; }")
            .table("events");
    for (int row = 0; row < table.rowCount(); row++) {
      assertThat(table.getString(row, "p")).isEqualTo(table.getString(row, "pid"));
      assertThat(table.getString(row, "t")).isEqualTo(table.getString(row, "tid"));
      assertThat(table.getString(row, "same")).isEqualTo("true");
      assertThat(table.getString(row, "at")).isEqualTo("true");
    }
    assertThat(table.rowCount()).isEqualTo(3);
  }

  @Test
  void aBacktraceLosesNothingElse() {
    Notebook notebook = run("trace serve { print \"depth {}\", depth; bt; backtrace noinline; }");
    assertThat(notebook.table("events").rowCount()).isEqualTo(3);
    assertThat(notebook.table("events").warnings())
        .contains("line 2: a hit has one stack: a second `bt` adds nothing; leave it out");
    notebook = run("trace serve { print \"depth {}\", depth; if depth > 50 { backtrace full; } }");
    TraceTable table = notebook.table("events");
    assertThat(table.getString(0, "message")).isEqualTo("depth 7");
    assertThat(table.why(1, "stack")).isEqualTo("stacks are not supported yet");
    assertThat(table.why(0, "stack")).isEqualTo("not reached in this hit");
  }

  @Test
  void globalsAreColumns() {
    Notebook notebook =
        run("trace serve { emit $globals(m*), $globals(limit), $globals(pattern); }");
    TraceTable table = notebook.table("events");
    assertThat(table.columnNames()).endsWith("motto", "limit", "pattern");
    for (int row = 0; row < 3; row++) {
      assertThat(table.getString(row, "motto")).isEqualTo("Hello, world");
      assertThat(table.getString(row, "limit")).isEqualTo(String.valueOf(40 + row));
      assertThat(table.getString(row, "pattern")).startsWith("PO\\x03\\x04PO");
    }
  }

  @Test
  void aLongDoubleIsNotCompared() {
    assertThat(run("trace serve { if wide > 1 { print \"x\"; } }").error())
        .contains(
            "`long double` can only be shown",
            "`float` and `double` can be compared and cast; `emit` the value and compute in a"
                + " Java");
  }

  @Test
  void assignmentsAndRedeclarationsAreMistakes() {
    assertThat(run("trace serve { let a = 1; a = 2; let a = 3; limit = 5; }").error())
        .contains("`a` cannot be assigned: a trace changes nothing")
        .contains("`a` already has a `let` on line 2")
        .contains("`limit` cannot be assigned: a trace changes nothing");
  }
}
