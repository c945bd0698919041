package tracebook.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tracebook.Started;

/** Real processes, and the words for each that cannot be a target. */
@Timeout(300)
class ProcessesTest {
  @TempDir Path dir;
  private final List<Process> started = new ArrayList<>();

  private int start(String... command) throws IOException {
    Process process = Started.program(command);
    started.add(process);
    return (int) process.pid();
  }

  @AfterEach
  void end() {
    for (Process process : started) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    // Only when all are killed: a debugger holds back the end of what it debugs.
    started.forEach(process -> process.onExit().join());
  }

  private static Reason reason(Callable<?> look) {
    return catchThrowableOfType(TargetException.class, look::call).reason();
  }

  /** A copy of sleep under a name of its own, running. */
  private int sleeper(String name) throws IOException {
    Path copy = dir.resolve(name);
    if (!Files.exists(copy)) {
      Files.copy(Path.of("/bin/sleep"), copy);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return start(copy.toString(), "60");
  }

  @Test
  void a_process_tells_who_it_is() throws Exception {
    int pid = sleeper("tb-sleeper-with-a-long-name");
    TargetProcess process = Processes.byPid(pid);
    assertThat(process.name()).isEqualTo("tb-sleeper-with");
    assertThat(process.executable()).isEqualTo(dir.resolve("tb-sleeper-with-a-long-name") + "");
    assertThat(process.commandLine()).containsExactly(process.executable(), "60");
    assertThat(process.tracer()).isEmpty();
    assertThat(process.threads())
        .containsExactly(new TargetProcess.TargetThread(pid, "tb-sleeper-with"));
    assertThat(process.uid()).isEqualTo(Files.getAttribute(dir, "unix:uid"));
    assertThat(process.pidNamespace())
        .isEqualTo(
            new TargetProcess.PidNamespace(
                ((Number) Files.getAttribute(Path.of("/proc/self/ns/pid"), "unix:dev")).longValue(),
                ((Number) Files.getAttribute(Path.of("/proc/self/ns/pid"), "unix:ino")).longValue(),
                pid));
    assertThat(process.alive()).isTrue();
    process.check64Bit();
  }

  @Test
  void modules_are_found_and_can_be_opened() throws Exception {
    TargetProcess process = Processes.byPid(sleeper("tb-modules"));
    List<LoadedModule> modules = awaitModules(process, "libc");
    LoadedModule main = modules.get(0);
    assertThat(main.path()).isEqualTo(process.executable());
    assertThat(process.fileOf(main)).hasSameBinaryContentAs(Path.of("/bin/sleep"));
    assertThat(process.fileOf(main).toString()).startsWith("/proc/" + process.pid() + "/root/");
    assertThat(modules).allMatch(module -> Long.remainderUnsigned(module.base(), 4096) == 0);
  }

  @Test
  void a_deleted_executable_can_still_be_opened() throws Exception {
    TargetProcess process = Processes.byPid(sleeper("tb-deleted"));
    awaitModules(process, "libc");
    Files.delete(dir.resolve("tb-deleted"));
    LoadedModule main = process.modules().get(0);
    assertThat(main.deleted()).isTrue();
    assertThat(main.path()).isEqualTo(dir.resolve("tb-deleted").toString());
    assertThat(process.executable()).isEqualTo(main.path());
    assertThat(process.fileOf(main)).hasSameBinaryContentAs(Path.of("/bin/sleep"));
    assertThat(process.executableFile()).hasSameBinaryContentAs(Path.of("/bin/sleep"));
  }

  @Test
  void a_replaced_executable_is_not_taken_for_the_running_one() throws Exception {
    TargetProcess process = Processes.byPid(sleeper("tb-replaced"));
    awaitModules(process, "libc");
    LoadedModule main = process.modules().get(0);
    Files.move(dir.resolve("tb-replaced"), dir.resolve("tb-moved"));
    Files.writeString(dir.resolve("tb-replaced"), "something else");
    assertThat(process.fileOf(main)).hasSameBinaryContentAs(Path.of("/bin/sleep"));
  }

  @Test
  void a_process_in_another_namespace_is_seen_with_its_own_number_and_files() throws Exception {
    assumeTrue(Files.getAttribute(dir, "unix:uid").equals(0), "needs root to make namespaces");
    String name = Started.own("in");
    String file = "/mnt/" + name;
    String inside =
        "mount -t tmpfs none /mnt && cp /bin/sleep " + file + " && echo ready && exec " + file;
    Process outer =
        new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "sh", "-c", inside + " 60")
            .start();
    started.add(outer);
    try (BufferedReader out = outer.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      TargetProcess inner = await(() -> Processes.byName(name));
      assertThat(inner.pidNamespace().pid()).isEqualTo(1);
      assertThat(inner.pidNamespace().inode())
          .isNotEqualTo(Files.getAttribute(Path.of("/proc/self/ns/pid"), "unix:ino"));
      assertThat(inner.executable()).isEqualTo(file);
      assertThat(Path.of(file)).doesNotExist();
      LoadedModule main = awaitModules(inner, "libc").get(0);
      assertThat(inner.fileOf(main)).hasSameBinaryContentAs(Path.of("/bin/sleep"));
    }
  }

  @Test
  void a_process_under_a_debugger_names_it() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gdb")), "no gdb");
    TargetProcess process = Processes.byPid(sleeper("tb-debugged"));
    Process gdb =
        new ProcessBuilder(
                "gdb", "-q", "-nx", "-batch", "-p", process.pid() + "", "-ex", "shell sleep 60")
            .redirectErrorStream(true)
            .start();
    started.add(gdb);
    assertThat(await(() -> process.tracer().orElseThrow(() -> new IOException("not yet"))))
        .isEqualTo((int) gdb.pid());
  }

  @Test
  void a_name_means_one_process() throws Exception {
    String name = Started.own("only-one-of-this-name");
    int pid = sleeper(name);
    assertThat(Processes.byName(name).pid()).isEqualTo(pid);
    assertThat(Processes.byName(name.substring(0, 15)).pid()).as("comm").isEqualTo(pid);
  }

  @Test
  void several_processes_of_a_name_are_listed() throws Exception {
    String name = Started.own("two");
    int first = sleeper(name);
    int second = sleeper(name);
    Reason reason = reason(() -> Processes.byName(name));
    String command = dir.resolve(name) + " 60";
    String shown = command.length() <= 60 ? command : command.substring(0, 59) + "…";
    int low = Math.min(first, second);
    int high = Math.max(first, second);
    assertThat(reason.message())
        .isEqualTo(
            "2 processes are called `%s`: `%d` (%s), `%d` (%s)."
                .formatted(name, low, shown, high, shown));
    assertThat(reason.hint())
        .isEqualTo(
            "Give the number of one: `%%%%trace %d`, or trace all that run a file with `-t PATH`."
                .formatted(low));
  }

  @Test
  void of_very_many_processes_of_a_name_ten_are_listed() {
    List<Reason.Candidate> many =
        IntStream.range(1, 13).mapToObj(i -> new Reason.Candidate(i, "sh " + i)).toList();
    assertThat(new Reason.SeveralOfThatName("sh", many).message())
        .isEqualTo(
            "12 processes are called `sh`: `1` (sh 1), `2` (sh 2), `3` (sh 3), `4` (sh 4), `5` (sh"
                + " 5), `6` (sh 6), `7` (sh 7), `8` (sh 8), `9` (sh 9), `10` (sh 10), and 2 more.");
  }

  @Test
  void no_process_of_that_name() {
    Reason reason = reason(() -> Processes.byName("tb-nobody"));
    assertThat(reason.message()).isEqualTo("No process is called `tb-nobody`.");
    assertThat(reason.hint())
        .isEqualTo("Start it, or give a process number; `pgrep -l ''` lists the names.");
  }

  @Test
  void no_process_of_that_number() {
    Reason reason = reason(() -> Processes.byPid(0x3ffffff));
    assertThat(reason.message()).isEqualTo("There is no process `67108863`.");
    assertThat(reason.hint())
        .isEqualTo("Give the number of a running process, or its name; `ps -e` lists them.");
  }

  @Test
  void a_process_that_has_exited() throws Exception {
    int pid = sleeper("tb-gone");
    TargetProcess process = Processes.byPid(pid);
    started.get(0).destroyForcibly().waitFor();
    assertThat(process.alive()).isFalse();
    Reason reason = reason(process::modules);
    assertThat(reason).isInstanceOf(Reason.Gone.class);
    assertThat(reason.message()).isEqualTo("Process `" + pid + "` (`tb-gone`) has exited.");
    assertThat(reason.hint())
        .isEqualTo(
            "Start it again and give its new number, or use `--launch` to start it from here.");
    assertThat(reason(process::tracer)).isEqualTo(reason);
    assertThat(reason(process::executable)).isEqualTo(reason);
    assertThat(reason(process::threads)).isEqualTo(reason);
    assertThat(reason(process::pidNamespace)).isEqualTo(reason);
  }

  @Test
  void a_kernel_thread() throws Exception {
    Path second = Path.of("/proc/2/comm");
    assumeTrue(
        Files.exists(second) && Files.readString(second).equals("kthreadd\n"), "no kthreadd here");
    Reason reason = reason(() -> Processes.byPid(2));
    assertThat(reason.message()).isEqualTo("Process `2` (`kthreadd`) is a kernel thread.");
    assertThat(reason.hint())
        .isEqualTo(
            "Choose a process that runs a program: kernel threads have no user code to probe.");
  }

  @Test
  void a_thread_is_not_a_process() throws Exception {
    int pid = (int) ProcessHandle.current().pid();
    int tid =
        Processes.byPid(pid).threads().stream()
            .mapToInt(TargetProcess.TargetThread::tid)
            .filter(t -> t != pid)
            .findFirst()
            .orElseThrow();
    Reason reason = reason(() -> Processes.byPid(tid));
    assertThat(reason.message()).isEqualTo("`" + tid + "` is a thread of process `" + pid + "`.");
    assertThat(reason.hint())
        .isEqualTo("Trace process `" + pid + "` and keep one thread by `if $tid == " + tid + "`.");
  }

  @Test
  void a_32_bit_program() throws Exception {
    Path object = dir.resolve("idle32.o");
    Path program = dir.resolve("idle32");
    run("as", "--32", "-o", object.toString(), "src/test/c/target/idle32.s");
    run("ld", "-m", "elf_i386", "-o", program.toString(), object.toString());
    int pid = start(program.toString());
    Reason reason = reason(() -> check64Bit(Processes.byPid(pid)));
    assertThat(reason.message())
        .isEqualTo("Process `" + pid + "` runs a 32-bit program, `" + program + "`.");
    assertThat(reason.hint()).isEqualTo("Choose a 64-bit build of it: only those can be traced.");
  }

  private static boolean check64Bit(TargetProcess process) throws TargetException {
    process.check64Bit();
    return true;
  }

  @Test
  void a_process_of_another_user_needs_a_right() throws Exception {
    assumeTrue(Files.getAttribute(dir, "unix:uid").equals(0), "needs root to become another user");
    int pid = sleeper("tb-foreign");
    Process looker =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                "target/classes:target/test-classes",
                Looker.class.getName(),
                pid + "")
            .redirectErrorStream(true)
            .start();
    started.add(looker);
    assertThat(looker.inputReader().lines())
        .containsExactly(
            "This notebook may not read `/proc/%d/maps` of process `%d` (`tb-foreign`): it lacks `CAP_SYS_PTRACE`."
                .formatted(pid, pid),
            "This notebook may not read `/proc/%d/exe` of process `%d` (`tb-foreign`): it lacks `CAP_SYS_PTRACE`."
                .formatted(pid, pid),
            "Start it as root, or as the user of that process, or with the right: `sudo setpriv"
                + " --reuid \"$USER\" --regid \"$(id -g)\" --init-groups --inh-caps "
                + "+sys_ptrace,+perfmon,+bpf --ambient-caps +sys_ptrace,+perfmon,+bpf jupyter"
                + " lab`.");
  }

  private void run(String... command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  /** A process that has just been started has not mapped everything yet. */
  private static List<LoadedModule> awaitModules(TargetProcess process, String path)
      throws Exception {
    return await(
        () -> {
          List<LoadedModule> modules = process.modules();
          if (modules.stream().noneMatch(module -> module.path().contains(path))) {
            throw new IOException("not yet");
          }
          return modules;
        });
  }

  private static <T> T await(Callable<T> look) throws Exception {
    long deadline = System.nanoTime() + 120_000_000_000L;
    while (true) {
      try {
        return look.call();
      } catch (IOException | TargetException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
      }
    }
  }
}
