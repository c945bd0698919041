package tracebook.scripts;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tracebook.bytes.ByteString;
import tracebook.codegen.CodeLimit;
import tracebook.codegen.CompiledTrace;
import tracebook.dwarf.DebugInfo;
import tracebook.elf.DebugFile;
import tracebook.elf.ElfFile;
import tracebook.elf.ElfRefused;
import tracebook.ir.Num;
import tracebook.ir.RowLayout;
import tracebook.ir.Site;
import tracebook.ir.TraceProgram;
import tracebook.lang.TraceCell;
import tracebook.lang.TraceParser;
import tracebook.resolve.Module;
import tracebook.resolve.Modules;
import tracebook.resolve.Resolver;
import tracebook.session.Attachment;
import tracebook.session.CannotAttach;
import tracebook.session.Outcome;
import tracebook.session.StopSignal;
import tracebook.session.TraceSession;
import tracebook.source.CellText;
import tracebook.source.Problems;
import tracebook.target.LoadedModule;
import tracebook.target.Processes;
import tracebook.target.TargetException;
import tracebook.target.TargetProcess;

/** A running program of {@code src/test/c/scripts}, and what each of its hits is like. */
final class Subject implements AutoCloseable {
  private static final Path SOURCES = Path.of("src/test/c/scripts").toAbsolutePath();

  /** DWARF's numbers are the indexes. */
  private static final List<String> REGISTERS =
      List.of(
          "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15");

  /** No script tells more of the time between two places than that it is between 0 and a lot. */
  static final long ELAPSED = 1_000_000;

  /** The memory is the same at each of them, but for the function's own variables. */
  record Moments(Moment atLine, Moment atEntry, Moment atReturn) {}

  /** What a cell became: problems, or a program. */
  record Resolved(String problems, boolean wrong, TraceProgram program) {}

  /** The records of each body in the order of its hits, and how it ended. */
  record Ran(List<List<byte[]>> records, Outcome outcome) {}

  final String name;
  final String place;
  private final String comm;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final TargetProcess target;
  private final Modules modules;
  private final LoadedModule loaded;
  private final boolean says;
  private final int cap;

  /** What it printed at the last hit. */
  private List<String> said = List.of();

  /** By hit and expression, what it says that a cell shows. */
  private final List<Map<String, String>> truths = new ArrayList<>();

  private final List<Moments> moments = new ArrayList<>();

  private Subject(String name, Path source, Path executable, int cap, int hits, boolean says)
      throws IOException, TargetException, ElfRefused, CannotAttach, CodeLimit {
    this.name = name;
    this.says = says;
    this.cap = cap;
    place = source.getFileName() + ":" + line(source, "/* HERE */");
    comm = executable.getFileName().toString();
    process = new ProcessBuilder(executable.toString()).start();
    out = process.inputReader(StandardCharsets.UTF_8);
    in = process.outputWriter(StandardCharsets.UTF_8);
    hit(0); // So that it runs, and everything is where it will be.
    target = Processes.byPid((int) process.pid());
    loaded =
        target.modules().stream()
            .filter(m -> m.path().equals(executable.toString()))
            .findFirst()
            .orElseThrow();
    modules = modules(executable);
    record(hits);
  }

  static Subject start(Path directory, List<String> compiler, Flavor flavor, int hits)
      throws Exception {
    return start(directory, compiler, flavor, hits, List.of());
  }

  /**
   * @param said expressions in C, whose values it prints at each hit
   */
  static Subject start(
      Path directory, List<String> compiler, Flavor flavor, int hits, List<String> said)
      throws Exception {
    Path source = SOURCES.resolve(flavor.source);
    Path executable = directory.resolve(flavor.source.replaceFirst("[.].*", ""));
    List<String> command = new ArrayList<>(compiler);
    if (!said.isEmpty()) {
      Path file = directory.resolve("said.inc");
      Files.write(file, said.stream().map(e -> "SAY(" + e + ")").toList());
      command.add("-DSAID=\"" + file + "\"");
    }
    command.addAll(List.of("-w", "-g", source.toString(), "-o", executable.toString()));
    Process make = new ProcessBuilder(command).inheritIO().start();
    if (!make.waitFor(60, TimeUnit.SECONDS) || make.exitValue() != 0) {
      throw new AssertionError(command + " failed");
    }
    return new Subject(
        String.join(" ", compiler), source, executable, flavor.cap, hits, !said.isEmpty());
  }

  private static int line(Path source, String mark) throws IOException {
    List<String> lines = Files.readAllLines(source);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(mark)) {
        return i + 1;
      }
    }
    throw new IllegalStateException(mark);
  }

  private static Modules modules(Path executable) throws IOException, ElfRefused {
    ElfFile elf = ElfFile.open(executable);
    Module main =
        new Module(
            executable.toString(),
            elf,
            Optional.of(DebugInfo.open(elf, elf)),
            new DebugFile.Embedded(elf));
    return new Modules() {
      @Override
      public Module main() {
        return main;
      }

      @Override
      public List<String> otherPaths() {
        return List.of();
      }

      @Override
      public Module open(String path) {
        throw new IllegalArgumentException(path);
      }
    };
  }

  /** Comes to the probed line and goes on. */
  private void hit(int seed) throws IOException {
    stopped(seed);
    goOn();
  }

  private void stopped(int seed) throws IOException {
    answer("hit " + seed);
  }

  private void goOn() throws IOException {
    String answer = answer("on");
    if (says) {
      said = List.of(answer.strip().split(" ", -1));
      answer();
    }
  }

  private String answer(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return answer();
  }

  private String answer() throws IOException {
    String answer = out.readLine();
    if (answer == null) {
      throw new IllegalStateException("the target has ended");
    }
    return answer;
  }

  /** What each expression is at a hit, by the program itself. */
  List<String> said(int seed) throws IOException {
    hit(seed);
    return said;
  }

  /** Goes on; it says by expression what it knows of values. */
  private Map<String, String> goOnAndSay() throws IOException {
    Map<String, String> truth = new HashMap<>();
    String line = answer("on, say");
    while (line.startsWith("=")) {
      int bar = line.indexOf('|');
      truth.put(line.substring(1, bar), line.substring(bar + 1));
      line = answer();
    }
    return truth;
  }

  /** What the program says that an expression is at a hit, if it says anything of it. */
  Optional<String> truth(int hit, String expression) {
    return Optional.ofNullable(truths.get(hit).get(expression));
  }

  private void record(int hits) throws IOException, TargetException, CannotAttach, CodeLimit {
    StringBuilder emit = new StringBuilder();
    REGISTERS.forEach(r -> emit.append(emit.isEmpty() ? "" : ", ").append("$reg(\"" + r + "\")"));
    String block = " { emit " + emit + ", $pc; }\n";
    Resolved resolved =
        resolve(
            "trace "
                + place
                + " as l"
                + block
                + "trace work as e"
                + block
                + "trace work return as r"
                + block);
    Ran ran = run(resolved.program(), hits);
    Optional<Memory> last = Optional.empty();
    for (int seed = 0; seed < hits; seed++) {
      stopped(seed);
      Memory memory = Memory.of(target, last);
      if (says) {
        goOn();
        truths.add(Map.of());
      } else {
        truths.add(goOnAndSay());
      }
      last = Optional.of(memory);
      List<Moment> three = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        RowLayout layout = resolved.program().probes().get(i).bodies().getFirst().layout();
        three.add(moment(layout, ran.records().get(i).get(seed), memory, seed));
      }
      moments.add(new Moments(three.get(0), three.get(1), three.get(2)));
    }
  }

  private Moment moment(RowLayout layout, byte[] record, Memory memory, int seed) {
    List<Long> registers = new ArrayList<>();
    for (RowLayout.Slot slot : layout.slots()) {
      registers.add(Bytes.word(record, slot.offset()));
    }
    long pc = registers.removeLast();
    ByteString comm =
        ByteString.copyOf(Arrays.copyOf(this.comm.getBytes(StandardCharsets.UTF_8), 16));
    return new Moment(registers, memory, loaded.base(), comm, fact -> fact(fact, seed + 1L, pc));
  }

  private long fact(Num.Fact fact, long hit, long pc) {
    return switch (fact) {
      case PID, TID, HOST_PID, HOST_TID -> process.pid();
      case UID, GID, SITE -> 0;
      case HIT -> hit;
      case PC -> pc;
      case CPU, CGROUP, MONOTONIC, WALL_CLOCK, THREAD_POINTER ->
          throw new IllegalArgumentException("" + fact);
    };
  }

  List<Moments> moments() {
    return moments;
  }

  Resolved resolve(String script) {
    CellText text = new CellText(script);
    Problems problems = new Problems();
    TraceCell cell = TraceParser.parse(text, problems);
    TraceProgram program =
        problems.hasErrors()
            ? new TraceProgram(List.of())
            : Resolver.resolve(text, cell.script(), modules, Optional.empty(), cap, problems);
    StringBuilder rendered = new StringBuilder();
    problems.all().forEach(p -> rendered.append(text.render(p)).append('\n'));
    return new Resolved(rendered.toString(), problems.hasErrors(), program);
  }

  Ran run(TraceProgram program, int hits)
      throws IOException, TargetException, CannotAttach, CodeLimit {
    boolean returns = program.sites().stream().anyMatch(Site::atReturn);
    CompiledTrace compiled = CompiledTrace.of(program, TraceSession.options(true, returns));
    List<List<byte[]>> records = new ArrayList<>();
    compiled.bodies().forEach(b -> records.add(new ArrayList<>()));
    StopSignal stop = new StopSignal();
    stop.stop();
    try (TraceSession session =
        TraceSession.attach(
            compiled, Attachment.to(target, path -> Path.of(path)).withRingBytes(1 << 20))) {
      for (int seed = 0; seed < hits; seed++) {
        hit(seed);
      }
      Outcome outcome =
          session.run(
              Optional.of(Duration.ofSeconds(60)),
              stop,
              (body, bytes, offset, length) -> {
                byte[] copy = new byte[length];
                bytes.get(offset, copy);
                records.get(body).add(copy);
              });
      return new Ran(records, outcome);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
