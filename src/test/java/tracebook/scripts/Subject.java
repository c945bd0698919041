package tracebook.scripts;

import static java.util.stream.Collectors.toSet;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tracebook.bytes.ByteString;
import tracebook.codegen.CodeLimit;
import tracebook.codegen.CodeOptions;
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
  static final Path SOURCES = Path.of("src/test/c/scripts").toAbsolutePath();

  private static final Pattern VARIABLES =
      Pattern.compile("/\\* (\\$(?:args|locals)): ([^*]*)\\*/");

  /** DWARF's numbers are the indexes. */
  private static final List<String> REGISTERS =
      List.of(
          "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12",
          "r13", "r14", "r15");

  /** Where a program may have code; spans end where there is a line. */
  private static final List<Script.Kind> PLACES =
      List.of(Script.Kind.LINE, Script.Kind.RETURN, Script.Kind.INLINED, Script.Kind.STATIC);

  /** No script tells more of the time between two places than that it is between 0 and a lot. */
  static final long ELAPSED = 1_000_000;

  /** What a cell became: problems, or a program. */
  record Resolved(String problems, boolean wrong, TraceProgram program) {}

  /** The records of each body in the order of its hits, and how it ended. */
  record Ran(List<List<byte[]>> records, Outcome outcome) {}

  final String name;
  final String place;

  /** By the statement that shows them, the columns of the variables at the line. */
  final Map<String, List<String>> variables;

  /** Values have bytes that say nothing, and are not the same each time. */
  final boolean padded;

  /** Where what a variable hides is declared, if it hides one; a number of a line. */
  private final String outer;

  /** Not all of its variables can be read. */
  final boolean optimised;

  private final String comm;
  private final Process process;
  private final BufferedReader out;
  private final BufferedWriter in;
  private final TargetProcess target;
  private final Modules modules;
  private final LoadedModule loaded;
  private final boolean loops;
  private final boolean says;
  private final int cap;

  /** What it printed at the last hit. */
  private List<String> said = List.of();

  /** By hit and expression, what it says that a cell shows. */
  private final List<Map<String, String>> truths = new ArrayList<>();

  /**
   * By hit, all of a kind of place in their order; the memory is the same at each of them, but for
   * the function's own variables.
   */
  private final List<Map<Script.Kind, List<Moment>>> moments = new ArrayList<>();

  /** Where the function begins, by hit. */
  private final List<Moment> entries = new ArrayList<>();

  private Subject(String name, Path source, Path executable, int cap, int hits, boolean says)
      throws IOException, TargetException, ElfRefused, CannotAttach, CodeLimit {
    this.name = name;
    optimised = !name.contains("-O0") && !name.contains("level=0");
    padded = source.toString().endsWith(".rs");
    this.says = says;
    this.cap = cap;
    loops = true;
    place = source.getFileName() + ":" + line(source, "/* HERE */");
    boolean hides = Files.readString(source).contains("/* OUTER */");
    outer = hides ? String.valueOf(line(source, "/* OUTER */")) : "";
    variables = variables(Files.readString(source), outer);
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
    record(hits, Files.readString(source));
  }

  /** With what was recorded of the first hits, on a kernel with or without may_goto. */
  private Subject(Subject whole, int hits, boolean loops) {
    name = whole.name;
    optimised = whole.optimised;
    padded = whole.padded;
    says = whole.says;
    cap = whole.cap;
    place = whole.place;
    outer = whole.outer;
    variables = whole.variables;
    comm = whole.comm;
    process = whole.process;
    out = whole.out;
    in = whole.in;
    target = whole.target;
    loaded = whole.loaded;
    modules = whole.modules;
    this.loops = loops;
    moments.addAll(whole.moments.subList(0, hits));
    entries.addAll(whole.entries.subList(0, hits));
    truths.addAll(whole.truths.subList(0, hits));
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
    Path executable = Programs.build(directory, compiler, flavor, said);
    return new Subject(
        String.join(" ", compiler),
        SOURCES.resolve(flavor.source),
        executable,
        flavor.cap,
        hits,
        !said.isEmpty());
  }

  /** Of what was built. */
  static Subject of(Path executable, List<String> compiler, Flavor flavor, int hits)
      throws Exception {
    Path source = SOURCES.resolve(flavor.source);
    return new Subject(
        String.join(" ", compiler), source, executable, flavor.cap, hits, /* says= */ false);
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

  private static Map<String, List<String>> variables(String source, String outer) {
    Map<String, List<String>> variables = new HashMap<>();
    Matcher declared = VARIABLES.matcher(source);
    while (declared.find()) {
      variables.put(
          "emit " + declared.group(1) + ";",
          List.of(declared.group(2).strip().replace("OUTER", outer).split("\\s+", -1)));
    }
    return Map.copyOf(variables);
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
      truth.put(line.substring(1, bar).replace("OUTER", outer), line.substring(bar + 1));
      line = answer();
    }
    return truth;
  }

  /** What the program says that an expression is at a hit, if it says anything of it. */
  Optional<String> truth(int hit, String expression) {
    return Optional.ofNullable(truths.get(hit).get(expression));
  }

  /** Of what it says something at each hit, in order. */
  List<String> said() {
    return truths.stream()
        .map(Map::keySet)
        .reduce((some, others) -> some.stream().filter(others::contains).collect(toSet()))
        .orElseThrow()
        .stream()
        .sorted()
        .toList();
  }

  private void record(int hits, String source)
      throws IOException, TargetException, CannotAttach, CodeLimit {
    StringBuilder emit = new StringBuilder();
    REGISTERS.forEach(r -> emit.append(emit.isEmpty() ? "" : ", ").append("$reg(\"" + r + "\")"));
    if (source.contains("driver.h") && !resolve("trace work { emit thread_area; }").wrong()) {
      emit.append(", (long)thread_area");
    } else {
      emit.append(", 0");
    }
    String block = "{ emit " + emit + ", $pc; }\n";
    List<Script.Kind> kinds =
        PLACES.stream()
            .filter(k -> source.contains(k.needs))
            .filter(k -> !resolve(k.at(place).replace("#", block)).wrong())
            .toList();
    StringBuilder cell = new StringBuilder("trace work " + block);
    kinds.forEach(k -> cell.append(k.at(place).replace(" as t", " as " + k).replace("#", block)));
    Resolved resolved = resolve(cell.toString());
    Ran ran = run(resolved.program(), hits);
    for (int i = 0; i <= kinds.size(); i++) {
      int all = ran.records().get(i).size();
      boolean several = i > 0 && kinds.get(i - 1) == Script.Kind.INLINED;
      if (all == 0 || all % hits != 0 || (all != hits && !several)) {
        throw new IllegalStateException(all + " hits of " + i + " of " + cell);
      }
    }
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
      Map<Script.Kind, List<Moment>> now = new EnumMap<>(Script.Kind.class);
      for (int i = 0; i <= kinds.size(); i++) {
        RowLayout layout = resolved.program().probes().get(i).bodies().getFirst().layout();
        List<byte[]> records = ran.records().get(i);
        int passes = records.size() / hits;
        List<Moment> its = new ArrayList<>();
        for (int hit = seed * passes; hit < (seed + 1) * passes; hit++) {
          its.add(moment(layout, records.get(hit), memory, hit));
        }
        if (i == 0) {
          entries.add(its.getFirst());
        } else {
          now.put(kinds.get(i - 1), its);
        }
      }
      moments.add(now);
    }
  }

  /** Where scripts can run. */
  Set<Script.Kind> kinds() {
    Set<Script.Kind> kinds = EnumSet.of(Script.Kind.SPAN, Script.Kind.KEYED);
    kinds.addAll(moments.getFirst().keySet());
    return kinds;
  }

  private Moment moment(RowLayout layout, byte[] record, Memory memory, int hit) {
    List<Long> registers = new ArrayList<>();
    for (RowLayout.Slot slot : layout.slots()) {
      registers.add(Bytes.word(record, slot.offset()));
    }
    long pc = registers.removeLast();
    long thread = registers.removeLast();
    ByteString comm =
        ByteString.copyOf(Arrays.copyOf(this.comm.getBytes(StandardCharsets.UTF_8), 16));
    return new Moment(
        registers, memory, loaded.base(), comm, fact -> fact(fact, hit + 1L, pc, thread));
  }

  /** What nobody can know before is like what a script says no more of than how large it is. */
  private long fact(Num.Fact fact, long hit, long pc, long thread) {
    return switch (fact) {
      case PID, TID, HOST_PID, HOST_TID -> process.pid();
      case UID, GID, SITE -> 0;
      case HIT -> hit;
      case PC -> pc;
      case THREAD_POINTER -> thread;
      case CPU, CGROUP -> 1;
      case MONOTONIC, WALL_CLOCK -> ELAPSED;
    };
  }

  int hits() {
    return moments.size();
  }

  /** Where a script of a kind runs, one after the other: as many at each hit. */
  List<Moment> moments(Script.Kind kind) {
    return moments.stream().flatMap(now -> Objects.requireNonNull(now.get(kind)).stream()).toList();
  }

  /** What it says now of an expression. */
  Optional<String> truthNow(String expression) throws IOException {
    stopped(0);
    return Optional.ofNullable(goOnAndSay().get(expression));
  }

  /** Where the function begins. */
  Moment entry(int hit) {
    return entries.get(hit);
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

  /** The same process, of which not all hits are tried. */
  Subject withHits(int hits) {
    return new Subject(this, hits, loops);
  }

  /** As one of the kernels without may_goto. */
  Subject withoutLoops() {
    return new Subject(this, hits(), false);
  }

  private CodeOptions options(boolean returns) throws CannotAttach {
    CodeOptions o = TraceSession.options(true, returns);
    return new CodeOptions(
        o.sleepable(),
        o.faultingStrings(),
        o.oneProcess(),
        o.isa(),
        o.sessions(),
        o.depth(),
        o.userfaultfd(),
        loops && o.loops());
  }

  Ran run(TraceProgram program, int hits)
      throws IOException, TargetException, CannotAttach, CodeLimit {
    return run(program, hits, Attachment.DEFAULT_MAX_ROWS);
  }

  Ran run(TraceProgram program, int hits, long maxRows)
      throws IOException, TargetException, CannotAttach, CodeLimit {
    boolean returns = program.sites().stream().anyMatch(Site::atReturn);
    CompiledTrace compiled = CompiledTrace.of(program, options(returns));
    List<List<byte[]>> records = new ArrayList<>();
    compiled.bodies().forEach(b -> records.add(new ArrayList<>()));
    StopSignal stop = new StopSignal();
    stop.stop();
    try (TraceSession session =
        TraceSession.attach(
            compiled,
            Attachment.to(target, path -> Path.of(path))
                .withMaxRows(maxRows)
                .withRingBytes(1 << 20))) {
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
