package tracebook.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.display.Renderers;
import tracebook.linux.Rights;

/** The words for each trace cell that cannot run: nothing is attached by any of these. */
@Timeout(300)
class TraceMessagesTest {
  @TempDir Path dir;
  private final TraceEngine engine = new TraceEngine(new NoVariables(), new Renderers());

  private String error(String cell) {
    return text(engine.execute(cell, new Recorded()));
  }

  private static String text(CellResult result) {
    CellResult.Failed failed = (CellResult.Failed) result;
    return failed.name() + "\n" + String.join("\n", failed.lines());
  }

  private Path file(String name, byte... bytes) throws IOException {
    Path file = dir.resolve(name);
    Files.write(file, bytes);
    return file;
  }

  private static byte[] header(int elfClass, int order, int machine) {
    byte[] header = new byte[64];
    header[0] = 0x7f;
    header[1] = 'E';
    header[2] = 'L';
    header[3] = 'F';
    header[4] = (byte) elfClass;
    header[5] = (byte) order;
    header[6] = 1;
    header[16] = 2;
    header[18] = (byte) machine;
    header[20] = 1;
    header[52] = 64;
    header[54] = 56;
    header[58] = 64;
    return header;
  }

  @Test
  void noTarget() {
    assertThat(error("trace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: There is no target.
            hint: Name one, `%%trace 1234` or `%%trace nginx`, or attach to one first: `%attach 1234`.\
            """);
  }

  @Test
  void attachToNothing() {
    assertThat(text(engine.magic("attach", "", new Recorded())))
        .isEqualTo(
            """
            TargetError
            error: `%attach` needs a target.
            hint: Write `%attach 1234`, `%attach nginx` or `%attach -t PATH`.\
            """);
  }

  @Test
  void noSuchProcess() {
    assertThat(error("%%trace 4194303\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: There is no process `4194303`.
            hint: Give the number of a running process, or its name; `ps -e` lists them.\
            """);
  }

  @Test
  void noProcessOfThatName() {
    assertThat(error("%%trace nobody-is-called-so\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: No process is called `nobody-is-called-so`.
            hint: Start it, or give a process number; `pgrep -l ''` lists the names.\
            """);
  }

  @Test
  void processHasGone() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(error("%%trace " + process.pid() + "\ntrace f { emit 1; }"))
        .startsWith("TargetError\nerror: There is no process `" + process.pid() + "`.");
  }

  @Test
  void noSuchFile() {
    assertThat(error("%%trace -t /no/such/file\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: There is no file `/no/such/file`.
            hint: Give the path of an executable or a library.\
            """);
  }

  @Test
  void notElf() throws Exception {
    Path script = file("script", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
    assertThat(error("%%trace -t " + script + "\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: `%s` is not an ELF file.
            hint: Name an executable or a shared library.\
            """
                .formatted(script));
  }

  @Test
  void thirtyTwoBits() throws Exception {
    Path program = file("program", header(1, 1, 3));
    assertThat(error("%%trace -t " + program + "\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: `%s` is a 32-bit program; Tracebook traces 64-bit ones.
            hint: Name an executable or a shared library.\
            """
                .formatted(program));
  }

  @Test
  void ofAnotherMachine() throws Exception {
    Path program = file("program", header(2, 1, 183));
    assertThat(error("%%trace -t " + program + "\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: `%s` is not a program for x86-64.
            hint: Tracebook traces programs of the machine that it runs on.\
            """
                .formatted(program));
  }

  @Test
  void notComplete() throws Exception {
    Path program = file("program", (byte) 0x7f, (byte) 'E', (byte) 'L', (byte) 'F', (byte) 2);
    assertThat(error("%%trace -t " + program + "\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: `%s` is not complete: its header needs 64 bytes.
            hint: Name an executable or a shared library.\
            """
                .formatted(program));
  }

  @Test
  void notLoadedInTheProcess() throws Exception {
    Process process = new ProcessBuilder("cat").start();
    try {
      process.outputWriter().append("x\n").flush();
      assertThat(process.inputReader().readLine()).as("it runs").isEqualTo("x");
      assertThat(error("%%trace -p " + process.pid() + " -t libnone.so\ntrace f { emit 1; }"))
          .startsWith(
              "TargetError\nerror: Process `"
                  + process.pid()
                  + "` has not loaded `libnone.so`.\nhint: Loaded are: `");
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void cannotBeLaunched() {
    assertThat(error("%%trace --launch '/no/such/program'\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: There is no file `/no/such/program`.
            hint: Give the path of a program and its arguments.\
            """);
    assertThat(error("%%trace --launch 'no-such-program 1'\ntrace f { emit 1; }"))
        .isEqualTo(
            """
            TargetError
            error: There is no command `no-such-program` in the search path.
            hint: Give the path of a program and its arguments.\
            """);
  }

  @Test
  void optionsThatAreStillToCome() {
    assertThat(
            error(
                "%%trace 1 --background --dry-run --budget 1% --depth 4 --record a --replay b\n"
                    + "trace f { emit 1; }"))
        .contains(
            "`--background` is not supported yet",
            "hint: bound the cell by `--for` or `--max`, or interrupt it",
            "`--dry-run` is not supported yet",
            "hint: trace for a short time: `--for 10ms`",
            "`--budget` is not supported yet",
            "hint: bound the cost by `--for` and `--max`",
            "`--depth` is not supported yet",
            "`--record` is not supported yet",
            "hint: export the table: `events.csv()`",
            "`--replay` is not supported yet",
            "hint: trace a live process");
  }

  @Test
  void noDebugInfo() throws Exception {
    Path program = compiled("-s");
    assertThat(error("%%trace -t " + program + "\ntrace program.c:2 { emit 1; }"))
        .startsWith(
            """
            TraceError
            error: `program` has no debug info, so its lines are not known
              2 | trace program.c:2 { emit 1; }
                |       ^^^^^^^^^^^
            hint: \
            """)
        .containsPattern(
            "install its package of debug symbols|no package has `.*`: name the directory of its"
                + " debug file")
        .contains("rebuild it with -g");
  }

  @Test
  void severalMistakesAtOnceAndTheFirstErrorInFront() throws Exception {
    Path program = compiled("-g");
    CellResult.Failed failed =
        (CellResult.Failed)
            engine.execute(
                "%%trace -t "
                    + program
                    + "\ntrace main { argc; }\ntrace man { emit x; }\ntrace main { emit y; }",
                new Recorded());
    assertThat(failed.message()).isEqualTo("no function `man` in `program`");
    assertThat(failed.lines())
        .contains(
            "warning: this expression has no effect",
            "error: no function `man` in `program`",
            "  3 | trace man { emit x; }",
            "    |       ^^^",
            "hint: did you mean `main`?",
            "error: no variable `y` at `program.c:2`",
            "  4 | trace main { emit y; }",
            "    |                   ^");
  }

  @Test
  void mistakesOfEveryKindAppearTogether() throws Exception {
    Path program = compiled("-g");
    assertThat(
            error(
                "%%trace -t "
                    + program
                    + " --for 5 --dry-run\n"
                    + "trace main { emit argc argv; emit y }\n"
                    + "trace man { exit; }"))
        .isEqualTo(
            """
            TraceError
            error: `--dry-run` is not supported yet
              1 | %%%%trace -t %1$s --for 5 --dry-run
                | %2$s
            hint: trace for a short time: `--for 10ms`

            error: `5` is not a time that a trace can last
              1 | %%%%trace -t %1$s --for 5 --dry-run
                | %3$s^
            hint: write a number above 0 and a unit of `ms`, `s`, `m` or `h`, as in `--for 5s`

            error: expected `;` after `emit`, found `argv`
              2 | trace main { emit argc argv; emit y }
                |                        ^^^^
            hint: values are separated by `,`, statements by `;`

            error: no variable `y` at `program.c:2`
              2 | trace main { emit argc argv; emit y }
                |                                   ^
            hint: visible there: `argc`, `argv`

            error: no function `man` in `program`
              3 | trace man { exit; }
                |       ^^^
            hint: did you mean `main`?\
            """
                .formatted(
                    program,
                    "^".repeat(("%%trace -t " + program + " --for 5 --dry-run").length()),
                    " ".repeat(("%%trace -t " + program + " --for ").length())));
  }

  @Test
  void aTargetThatIsNotThereIsOneMoreMistake() {
    assertThat(error("%%trace 4194303\ntrace f { emit 1 2; }"))
        .isEqualTo(
            """
            TraceError
            error: There is no process `4194303`.
              1 | %%trace 4194303
                |         ^^^^^^^
            hint: Give the number of a running process, or its name; `ps -e` lists them.

            error: expected `;` after `emit`, found `2`
              2 | trace f { emit 1 2; }
                |                  ^
            hint: values are separated by `,`, statements by `;`\
            """);
  }

  @Test
  void aTargetThatMayBeWrongIsNotLookedFor() {
    assertThat(error("%%trace -p 12x\ntrace f { emit 1 2; }"))
        .contains("`12x` is not a process id", "expected `;` after `emit`, found `2`")
        .doesNotContain("There is no target");
  }

  @Test
  void ofVeryManyMistakesTheFirstTwenty() throws Exception {
    String many =
        "argc; "
            + IntStream.range(0, 30)
                .mapToObj(i -> "emit n" + i + ";")
                .collect(Collectors.joining());
    String error = error("%%trace -t " + compiled("-g") + "\ntrace main { " + many + " }");
    assertThat(error).endsWith("\n\nand 11 more").contains("no variable `n19`");
    assertThat(error).doesNotContain("`n20`\n", "no effect", "`n20` at");
  }

  @Test
  void tooManyVariables() throws Exception {
    assumeTrue(mayAttach(), "has no right to attach");
    String lets =
        IntStream.range(0, 40)
            .mapToObj(i -> "let v" + i + " = argc + " + i + ";")
            .collect(Collectors.joining(" "));
    assertThat(error("%%trace -t " + compiled("-g") + "\ntrace main { " + lets + " emit v1; }"))
        .isEqualTo(
            """
            TraceError
            error: The block needs more than the 496 bytes of stack that a probe has.
            hint: Use fewer `let`s or aggregates, shorter strings, or expressions that nest less.\
            """);
  }

  @Test
  void tooMuchToSearch() throws Exception {
    assumeTrue(mayAttach(), "has no right to attach");
    String searches =
        IntStream.range(0, 3)
            .mapToObj(i -> "contains(argv[" + i + "], \"x\")")
            .collect(Collectors.joining(", "));
    assertThat(
            error(
                "%%trace -t "
                    + compiled("-g")
                    + " --cap 5000\ntrace main { emit "
                    + searches
                    + "; }"))
        .isEqualTo(
            """
            TraceError
            error: The block searches more of its strings than an eBPF program can.
            hint: Use fewer `contains`, shorter literals, or a smaller `--cap`.\
            """);
  }

  private static boolean mayAttach() {
    return Rights.effective().missing(Rights.Need.UPROBE_MULTI).isEmpty();
  }

  @Test
  void noRights() throws Exception {
    assumeTrue(mayAttach(), "has no rights to give up");
    Path program = compiled("-g");
    String output = asNobody("%%trace -t " + program + "\ntrace main { emit argc; }");
    assertThat(output)
        .isEqualTo(
            """
            AttachError
            error: This notebook has no right to attach probes: it lacks `CAP_PERFMON` and `CAP_BPF`.
            hint: Start it as root, or with these rights only: `sudo setpriv --reuid "$USER" --regid \
            "$(id -g)" --init-groups --inh-caps +sys_ptrace,+perfmon,+bpf --ambient-caps \
            +sys_ptrace,+perfmon,+bpf jupyter lab`.
            """);
  }

  @Test
  void unreadableFile() throws Exception {
    assumeTrue(mayAttach(), "has no rights to give up");
    Path program = compiled("-g");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    assertThat(asNobody("%%trace -t " + program + "\ntrace main { emit argc; }"))
        .isEqualTo(
            """
            TargetError
            error: `%s` cannot be read: Permission denied.
            hint: Check that the file is there and readable.
            """
                .formatted(program));
  }

  /** What a notebook of an ordinary user says to a cell. */
  private String asNobody(String cell) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "`setpriv` is not installed");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    List<String> command =
        new ArrayList<>(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    command.addAll(List.of("--reuid=65534", "--regid=65534", "--clear-groups"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(NoRights.class.getName(), cell));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    child.waitFor();
    return output;
  }

  @Test
  void arraysOfArraysOfArraysOfVariableLength() throws Exception {
    Path program =
        compiled(
            "-g",
            "int main(int n) {\n  int a[n][n][n][n];\n  a[0][0][0][0] = n;\n  return n;\n}\n");
    assertThat(error("%%trace -t " + program + "\ntrace program.c:4 { emit a, nobody; }"))
        .contains(
            """
            warning: arrays of arrays of arrays of variable length are not shown together
              2 | trace program.c:4 { emit a, nobody; }
                |                          ^
            hint: name one of them: `x[0]`
            """);
  }

  @Test
  void aCastToALongDouble() throws Exception {
    Path program =
        compiled("-g", "long double big = 1;\nint main(int n) { return n + (int)big; }\n");
    assertThat(error("%%trace -t " + program + "\ntrace main { emit (long double)n; }"))
        .contains(
            "error: a value cannot be cast to `long double` in a probe",
            "hint: `double` has 53 bits");
  }

  @Test
  void aMemberOfSeveralEmbeddedOnes() throws Exception {
    Path source = dir.resolve("embedded.go");
    Files.writeString(
        source,
        """
        package main

        type first struct{ n int }
        type second struct{ n int }
        type both struct {
        	first
        	second
        }

        //go:noinline
        func take(of *both) int { return of.first.n + of.second.n }

        func main() { println(take(&both{})) }
        """);
    Path program = dir.resolve("embedded");
    assumeTrue(
        Arrays.stream(System.getenv("PATH").split(":", -1))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "go"))),
        "`go` is not installed");
    Process go =
        new ProcessBuilder("go", "build", "-o", program.toString(), source.toString())
            .inheritIO()
            .start();
    assertThat(go.waitFor()).isZero();
    assertThat(error("%%trace -t " + program + "\ntrace main.take { emit of.n; }"))
        .contains(
            "error: `n` is a member of several embedded ones: `first`, `second`",
            "hint: name the one that you mean: `x.first.n`");
  }

  private Path compiled(String flag) throws Exception {
    return compiled(flag, "int main(int argc, char **argv) { (void)argv;\n  return argc;\n}\n");
  }

  private Path compiled(String flag, String text) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "`gcc` is not installed");
    Path source = dir.resolve("program.c");
    Files.writeString(source, text);
    Path program = dir.resolve("program");
    Process gcc =
        new ProcessBuilder("gcc", flag, "-O0", source.toString(), "-o", program.toString())
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).isZero();
    return program;
  }
}
