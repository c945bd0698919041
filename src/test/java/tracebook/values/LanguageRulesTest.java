package tracebook.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.columns.Column;
import tracebook.table.TraceTable;

/** Rules of the language that are not about expressions, beside a program that knows. */
@Timeout(300)
class LanguageRulesTest {
  private static Path program;
  private static Path sizes;

  @BeforeAll
  static void compile(@TempDir Path directory) {
    Compiled.requireProbes();
    Compiled.require("gcc");
    program = Compiled.live(directory, "gcc", "rules.c", "-O0", "-Wno-all", "-lm");
    sizes = directory.resolve("sizes");
    Compiled.run(
        List.of("gcc", "-O1", "-g", Compiled.source("static/sizes.c"), "-o", sizes.toString()));
  }

  private static Notebook run(String mode, String script) {
    return Notebook.run("%%trace --launch '" + program + " " + mode + "' --for 30s\n" + script);
  }

  private static String line(String mark) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(Compiled.source("live/rules.c")));
    int line = IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(mark)).sum();
    return "rules.c:" + (line + 1);
  }

  private static String cell(TraceTable table, int row, String column) {
    String why = table.why(row, column);
    Column<?> cells = table.column(column);
    return cells.isMissing(row) && !why.isEmpty() ? "<" + why + ">" : table.getString(row, column);
  }

  // ---- special values

  @Test
  void specialValuesAreWhatTheProgramKnows() throws IOException {
    String place = line("/* SPOT */");
    Notebook notebook =
        run(
            "specials",
            "trace "
                + place
                + " { emit p = $pid, t = $tid, c = $cpu, u = $uid, g = $gid, cg = $cgroup, comm ="
                + " $comm, name = $thread_name, pc = $pc, sp = $sp, mono = $timestamp, wall ="
                + " $time, hit = $hit, what = $probe, f = $function, file = $file, line = $line,"
                + " r12 = $reg(\"r12\"), rbx = $reg(\"rbx\"), rip = $reg(\"rip\") == $pc, rsp ="
                + " $reg(\"rsp\") == $sp, hp = $host_pid, ht = $host_tid, flags = $reg(\"rflags\"),"
                + " low = $reg(\"eflags\"), cs = $reg(\"cs\"), ss = $reg(\"ss\"), eip ="
                + " $reg(\"eip\") == cast($pc, \"unsigned int\"); }");
    TraceTable table = notebook.table("events");
    List<String> said = notebook.printed.stream().filter(l -> l.startsWith("spot ")).toList();
    assertThat(table.rowCount()).isEqualTo(said.size()).isEqualTo(4);
    for (int row = 0; row < 4; row++) {
      String[] ends = said.get(row).split(" 0x", -1);
      String[] ids = ends[0].split(" ", 8);
      String[] times = ends[2].split(" ", -1);
      List<String> columns = List.of("p", "t", "c", "u", "g", "cg", "name");
      for (int i = 0; i < columns.size(); i++) {
        if (i != 5 || !ids[6].equals("-1")) {
          assertThat(cell(table, row, columns.get(i))).as(columns.get(i)).isEqualTo(ids[i + 1]);
        }
      }
      assertThat(cell(table, row, "comm")).isEqualTo(ids[7]);
      assertThat(cell(table, row, "hp")).isEqualTo(ids[1]);
      assertThat(cell(table, row, "ht")).isEqualTo(ids[2]);
      assertThat(cell(table, row, "pid")).isEqualTo(ids[1]);
      assertThat(cell(table, row, "tid")).isEqualTo(ids[2]);
      assertThat(cell(table, row, "cpu")).isEqualTo(ids[3]);
      assertThat(cell(table, row, "pc")).isEqualTo("0x" + ends[1]);
      assertThat(cell(table, row, "sp")).isEqualTo("0x" + times[0]);
      assertThat(table.longColumn("mono").get(row))
          .isBetween(Long.parseLong(times[1]), Long.parseLong(times[2]));
      assertThat(table.longColumn("wall").get(row))
          .isBetween(Long.parseLong(times[3]), Long.parseLong(times[4]));
      assertThat(table.longColumn("time").get(row))
          .isBetween(Long.parseLong(times[3]), Long.parseLong(times[4]));
      assertThat(cell(table, row, "hit")).isEqualTo(String.valueOf(row + 1));
      assertThat(cell(table, row, "what")).isEqualTo(place);
      assertThat(cell(table, row, "probe")).isEqualTo(place);
      assertThat(cell(table, row, "f")).isEqualTo("look");
      assertThat(cell(table, row, "file")).endsWith("rules.c");
      assertThat(place).endsWith(":" + cell(table, row, "line"));
      assertThat(cell(table, row, "r12")).isEqualTo("1234605616436508552");
      assertThat(cell(table, row, "rbx")).isEqualTo("18446744073709551611");
      assertThat(cell(table, row, "rip")).isEqualTo("true");
      assertThat(cell(table, row, "rsp")).isEqualTo("true");
      assertThat(cell(table, row, "eip")).isEqualTo("true");
      assertThat(cell(table, row, "flags")).isEqualTo(cell(table, row, "low"));
      // Selectors of 64-bit user code and data: arch/x86/include/asm/segment.h.
      assertThat(cell(table, row, "cs") + " " + cell(table, row, "ss")).isEqualTo("51 43");
    }
    List<String> flags = notebook.printed.stream().filter(l -> l.startsWith("flags ")).toList();
    assertThat(table.column("flags").asStringColumn().asList().stream().map(f -> "flags " + f))
        .isEqualTo(flags);
    assertThat(new HashSet<>(flags)).hasSize(2);
    assertThat(cell(table, 1, "name")).isEqualTo("other é thread");
    assertThat(cell(table, 3, "u") + " " + cell(table, 3, "g")).isEqualTo("1234 4321");
  }

  @Test
  void idsAreThoseOfTheTargetsNamespace() throws IOException {
    Compiled.require("unshare");
    Process process = new ProcessBuilder("unshare", "-f", "-p", program.toString(), "wait").start();
    try {
      BufferedReader out = process.inputReader();
      String said = Optional.ofNullable(out.readLine()).orElse("");
      ProcessHandle child = process.descendants().findFirst().orElseThrow();
      TraceTable table =
          Notebook.run(
                  "%%trace -p "
                      + child.pid()
                      + " --max 3\ntrace tick { emit $pid, $tid, h = $host_pid, ht = $host_tid, i ="
                      + " $input_pid, n, total; }")
              .table("events");
      assertThat(said).isEqualTo("ids 1 1");
      String host = String.valueOf(child.pid());
      for (int row = 0; row < 3; row++) {
        int at = row;
        assertThat(
                List.of("$pid", "$tid", "pid", "tid", "n", "total", "h", "ht", "i").stream()
                    .map(c -> cell(table, at, c)))
            .containsExactly("1", "1", "1", "1", "1", "1", host, host, host);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void argumentsAreThoseOfTheCallingConventionWithTheirTypes() {
    Notebook notebook =
        run(
            "passed",
            "trace passed { emit $arg0, $arg1, $arg2, $arg3, $arg4, $arg5; emit $args; }");
    TraceTable table = notebook.table("events");
    List<String> said = notebook.printed.stream().filter(l -> l.startsWith("passed ")).toList();
    List<String> names = List.of("a", "b", "c", "d", "e", "f");
    assertThat(table.rowCount()).isEqualTo(4);
    for (int row = 0; row < 4; row++) {
      String[] values = said.get(row).split(" ", -1);
      for (int i = 0; i < 6; i++) {
        assertThat(cell(table, row, "$arg" + i)).isEqualTo(values[i + 1]);
        assertThat(cell(table, row, names.get(i)).replaceFirst(" '.*", ""))
            .isEqualTo(values[i + 1]);
      }
    }
  }

  @Test
  void argumentsOfStaticProbesOfEverySizeAndSign() {
    Notebook notebook =
        Notebook.run(
            "%%trace --launch "
                + sizes
                + "\ntrace usdt:sizes:registers as r { emit $args; }\n"
                + "trace usdt:sizes:memory as m { emit $args; }\n"
                + "trace usdt:sizes:constants as c { emit $args; }");
    TraceTable registers = notebook.table("r");
    TraceTable memory = notebook.table("m");
    TraceTable constants = notebook.table("c");
    List<String> said = notebook.printed.stream().filter(l -> l.matches("-?\\d.*")).toList();
    assertThat(said).hasSize(11);
    for (int row = 0; row < said.size(); row++) {
      String[] values = said.get(row).split(" ", -1);
      for (int i = 0; i < 8; i++) {
        assertThat(cell(registers, row, "$arg" + i)).as("argument " + i).isEqualTo(values[i]);
        assertThat(cell(memory, row, "$arg" + i)).as("argument " + i).isEqualTo(values[i]);
      }
      assertThat(cell(memory, row, "$arg8")).isEqualTo(values[6]);
      assertThat(cell(memory, row, "$arg9")).isEqualTo(values[3]);
      int at = row;
      assertThat(IntStream.range(0, 8).mapToObj(i -> cell(constants, at, "$arg" + i)))
          .containsExactly(
              "-5",
              "251",
              "-300",
              "65236",
              "-70000",
              "4294967295",
              "-5000000000",
              "18446744073709551615");
    }
  }

  // ---- passes

  /** Said a second time in Java. */
  @Test
  void everyAndLimitCountPassesAndExitEndsTheTrace() {
    TraceTable table =
        run(
                "steps",
                """
                trace step {
                  every 3 {
                    if i % 2 == 0 { emit even = i; } else { limit 4/h { emit odd = i; } }
                  }
                  if i % 5 == 0 {
                    every 2 { emit fifth = i; every 2 { emit twentieth = i; } }
                  } else if *half > 20 {
                    limit 3/h { emit late = *half; every 2 { print "{}", i; } }
                  } else if i == 31 {
                    emit never = i;
                  } else if i == 8 {
                    limit 1/h { every 2 { emit eight = i; } }
                  }
                  if i == 50 { emit last = $hit; exit; }
                }
                """)
            .table("events");
    List<Map<String, String>> rows = new ArrayList<>();
    int odd = 0;
    int fives = 0;
    int tens = 0;
    int late = 0;
    int throttled = 0;
    int unreadable = 0;
    for (int i = 0; i <= 50; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      boolean over = false;
      if (i % 3 == 0) {
        if (i % 2 == 0) {
          row.put("even", "" + i);
        } else if (odd++ < 4) {
          row.put("odd", "" + i);
        } else {
          over = true;
        }
      }
      boolean nowhere = i % 7 == 3;
      if (i % 5 == 0) {
        if (fives++ % 2 == 0) {
          row.put("fifth", "" + i);
          if (tens++ % 2 == 0) {
            row.put("twentieth", "" + i);
          }
        }
      } else if (!nowhere && i / 2 > 20) {
        if (late++ < 3) {
          row.put("late", "" + i / 2);
          if (late % 2 == 1) {
            row.put("message", "" + i);
          }
        } else {
          over = true;
        }
      } else if (i == 31) {
        row.put("never", "31");
      } else if (i == 8) {
        row.put("eight", "8");
      }
      unreadable += i % 5 != 0 && nowhere ? 1 : 0;
      if (i == 50) {
        row.put("last", "51");
      }
      if (!row.isEmpty()) {
        rows.add(row);
      } else if (over) {
        throttled++;
      }
    }
    List<Map<String, String>> shown = new ArrayList<>();
    for (int row = 0; row < table.rowCount(); row++) {
      Map<String, String> cells = new LinkedHashMap<>();
      for (String column :
          List.of(
              "even", "odd", "fifth", "twentieth", "late", "message", "never", "eight", "last")) {
        if (!table.column(column).isMissing(row)) {
          cells.put(column, table.getString(row, column));
        } else {
          assertThat(table.why(row, column))
              .isIn("not reached in this hit", "undecided: `*half > 20` could not be read");
        }
      }
      shown.add(cells);
    }
    assertThat(shown).isEqualTo(rows);
    List<String> account =
        TableText.account(table, "hits", "rows", "filtered", "throttled", "lost", "unreadable");
    String[] numbers = account.getFirst().split(" ", -1);
    // What the program does behind the exit is a hit, and filtered, as long as the probe is there.
    int behind = Integer.parseInt(numbers[0]) - 51;
    assertThat(behind).isBetween(0, 9);
    int filtered = 51 + behind - rows.size() - throttled;
    assertThat(account.getFirst())
        .isEqualTo(
            (51 + behind)
                + " "
                + rows.size()
                + " "
                + filtered
                + " "
                + throttled
                + " 0 "
                + unreadable);
  }

  /** Also those in arrays, which nothing has to end, and as they were. */
  @Test
  void stringsAreDistinctByWhatTheyAreThere() {
    TraceTable before =
        run("rename", "trace rename_it { summarize s = distinct(s), n = distinct(n->name); }")
            .table("events");
    TraceTable after =
        run(
                "rename",
                "trace rename_it return { summarize s = distinct(entry(s)), n ="
                    + " distinct(entry(n->name)); }")
            .table("events");
    java.util.Set<String> names = new java.util.HashSet<>();
    for (int i = 0; i < 12; i++) {
      char[] name = {'a', 'b', 0, i % 4 == 0 ? 'q' : (char) 0};
      name[i % 3] = "xyz".charAt(i % 2);
      String text = new String(name);
      names.add(text.indexOf(0) < 0 ? text : text.substring(0, text.indexOf(0)));
    }
    for (TraceTable table : List.of(before, after)) {
      assertThat(cell(table, 0, "s")).isEqualTo("5");
      assertThat(cell(table, 0, "n")).isEqualTo(String.valueOf(names.size()));
      assertThat(table.why(0, "n")).isEqualTo("at least: 1 value had no room or were cut");
    }
  }

  // ---- columns

  @Test
  void columnsOfScopesStructuresAndUnions() throws IOException {
    TraceTable table =
        run("columns", "trace " + line("/* INNERMOST */") + " { emit $locals; emit *s, $line; }")
            .table("events");
    Map<String, String> cells = new LinkedHashMap<>();
    table.columnNames().stream().skip(5).forEach(c -> cells.put(c, cell(table, 0, c)));
    String outer = line("long x = y + 1");
    String outermost = line("int shadowing(int x");
    assertThat(cells)
        .containsEntry("x", "-10")
        .containsEntry("Y", "7")
        .containsEntry("y_2", "20")
        .containsEntry("x@" + outer.substring(outer.indexOf(':') + 1), "21")
        .doesNotContainKey("x@" + outermost.substring(outermost.indexOf(':') + 1))
        .containsEntry("*s.Size", "1")
        .containsEntry("*s.size_2", "2")
        .containsEntry("*s.whole", "1069547520")
        .containsEntry("*s.bytes", "")
        .containsEntry("*s.real", "1.5")
        .containsEntry("*s.named.wide", "-9223372036854775808")
        .containsEntry("*s.in.deep.x", "3")
        .containsEntry("*s.in.deep.X_2", "4");
    // No pointer of a structure is followed, not to a string either.
    assertThat(cells.get("*s.where")).startsWith("0x");
    assertThat(cells.get("*s.next")).startsWith("0x7ff");
  }

  @Test
  void columnsHaveTheTypesOfTheirValuesAndShowWhatTablesawTakesForMissing() {
    TraceTable table = run("columns", "trace kinds { emit *k, text = k->text; }").table("events");
    Map<String, List<Object>> wanted = new LinkedHashMap<>();
    wanted.put("i8", List.of(ColumnType.INTEGER, "-128", "127"));
    wanted.put("u8", List.of(ColumnType.INTEGER, "255", "0"));
    wanted.put("i16", List.of(ColumnType.INTEGER, "-32768", "32767"));
    wanted.put("u16", List.of(ColumnType.INTEGER, "65535", "0"));
    wanted.put("i32", List.of(ColumnType.LONG, "-2147483648", "2147483647"));
    wanted.put("u32", List.of(ColumnType.LONG, "4294967295", "0"));
    wanted.put("i64", List.of(ColumnType.LONG, "-9223372036854775808", "9223372036854775807"));
    wanted.put("u64", List.of(ColumnType.LONG, "18446744073709551615", "9223372036854775808"));
    wanted.put("f32", List.of(ColumnType.DOUBLE, "NaN", "0.1"));
    wanted.put("f64", List.of(ColumnType.DOUBLE, "NaN", "-0.0"));
    wanted.put("f80", List.of(ColumnType.DOUBLE, "1.25", "-0.3333333333333333"));
    wanted.put("yes", List.of(ColumnType.BOOLEAN, "true", "false"));
    wanted.put("letter", List.of(ColumnType.INTEGER, "65 'A'", "10 '\\n'"));
    wanted.put("mood", List.of(ColumnType.STRING, "(enum mood)9", "CROSS"));
    wanted.put("name", List.of(ColumnType.STRING, "", "eight.."));
    wanted.put("text", List.of(ColumnType.STRING, "", "<null pointer>"));
    wanted.put("address", List.of(ColumnType.LONG, "0xffffffffffffffff", "0x0"));
    wanted.put("numbers", List.of(ColumnType.STRING, "[1, 2, 3]", "[-1, -2, -2147483648]"));
    Shown shown = Shown.of(table);
    wanted.forEach(
        (name, want) -> {
          String column = name.equals("text") ? name : "*k." + name;
          Object type = table.column(column).type();
          assertThat(type).as(name).isEqualTo(want.getFirst());
          int index = table.columnIndex(column);
          for (int row = 0; row < 2; row++) {
            String text = (String) want.get(row + 1);
            String why = table.why(row, column);
            if (text.startsWith("<")) {
              assertThat("<" + why + ">").as(name).isEqualTo(text);
              assertThat(shown.rows().get(row).get(index)).isEmpty();
            } else {
              assertThat(table.getString(row, column)).as(name).isEqualTo(text);
              assertThat(shown.rows().get(row).get(index)).as(name).contains(text);
              assertThat(why).as(name).isIn("", "rounded from a `long double`");
            }
          }
        });
  }

  // ---- processes

  @Test
  void aPathMeansProcessesThatStartWhileTheTraceRuns() throws IOException {
    Process parent = new ProcessBuilder(program.toString(), "parent").start();
    try {
      TraceTable table =
          Notebook.run(
                  "%%trace -t "
                      + program
                      + " --max 60\ntrace tick { emit n, total,"
                      + " less = n<(int)total && n>-1, more = total<(int)n && n>-1; }")
              .table("events");
      // No template's name, although it looks like one up to its `>`.
      assertThat(table.column("less").asList()).allMatch(Boolean.TRUE::equals);
      assertThat(table.column("more").asList()).allMatch(Boolean.FALSE::equals);
      Map<Long, List<Long>> children = new LinkedHashMap<>();
      for (int row = 0; row < table.rowCount(); row++) {
        children
            .computeIfAbsent(table.longColumn("pid").get(row), p -> new ArrayList<>())
            .add(table.longColumn("n").get(row));
      }
      List<List<Long>> calls = new ArrayList<>(children.values());
      assertThat(calls.size()).isGreaterThanOrEqualTo(12);
      // The first may have run already, the last still.
      for (List<Long> all : calls.subList(1, calls.size() - 1)) {
        assertThat(all).containsExactly(0L, 1L, 2L, 3L, 4L);
      }
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }
}
