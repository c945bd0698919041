package tracebook.cell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tracebook.codegen.CodeLimit;
import tracebook.codegen.CompiledTrace;
import tracebook.ir.Provenance;
import tracebook.ir.Site;
import tracebook.ir.TraceProgram;
import tracebook.lang.Options;
import tracebook.lang.TraceCell;
import tracebook.lang.TraceParser;
import tracebook.linux.Clocks;
import tracebook.linux.Launch;
import tracebook.resolve.Module;
import tracebook.resolve.Resolver;
import tracebook.rows.TraceRecords;
import tracebook.session.Attachment;
import tracebook.session.CannotAttach;
import tracebook.session.Ending;
import tracebook.session.Launched;
import tracebook.session.Outcome;
import tracebook.session.StopSignal;
import tracebook.session.TraceSession;
import tracebook.source.CellRejected;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.source.Span;
import tracebook.table.Run;
import tracebook.table.TraceTable;
import tracebook.table.TraceTables;
import tracebook.target.TargetException;

/**
 * One trace cell, from its text to its tables: parse, open the target, resolve, compile, attach and
 * collect, decode. Each stage is a line of {@link #tables}.
 */
final class TraceRun {
  static final Duration DEFAULT_DURATION = Duration.ofSeconds(10);
  static final int DEFAULT_CAP = 256;
  static final String DEFAULT_NAME = "events";

  private final CellText text;
  private final Targets targets;
  private final Optional<Options.Target> attached;
  private final CellOutput output;
  private final StopSignal stop;
  private final Optional<LiveTables> live;
  private final Problems problems = new Problems();

  TraceRun(
      CellText text,
      Targets targets,
      Optional<Options.Target> attached,
      CellOutput output,
      StopSignal stop,
      Optional<LiveTables> live) {
    this.live = live;
    this.text = text;
    this.targets = targets;
    this.attached = attached;
    this.output = output;
    this.stop = stop;
  }

  /** The tables of the trace by the name of their variable. */
  Map<String, TraceTable> tables() throws CellRejected, Refused {
    TraceCell cell = parse();
    try {
      Options.Target target = target(cell.options());
      if (target instanceof Options.Launch launch) {
        return launch(cell, launch.command());
      }
      return trace(cell, targets.open(target), () -> {});
    } catch (Refused refused) {
      throw besideMistakes(cell, refused);
    }
  }

  /**
   * A cell with mistakes of syntax is resolved all the same, so that all of its mistakes appear
   * together; unless nothing of its script or its target could be read.
   */
  private TraceCell parse() throws CellRejected {
    TraceCell cell = TraceParser.parse(text, problems);
    unsupported(cell.options());
    if (cell.script().items().isEmpty() || (cell.options().target().isEmpty() && wrongTarget())) {
      problems.throwIfErrors(text);
    }
    return cell;
  }

  /** Whether a mistake of the first line may have hidden a target. */
  private boolean wrongTarget() {
    int end = endOfFirstLine();
    return text.text().stripLeading().startsWith("%%")
        && problems.all().stream().anyMatch(p -> p.span().start() < end);
  }

  /** What is wrong with the target is one more mistake of a cell that has some. */
  private Refused besideMistakes(TraceCell cell, Refused refused) throws CellRejected {
    if (problems.hasErrors()) {
      Span span = cell.options().target().map(Options.Target::span).orElse(Span.NONE);
      problems.error(span, refused.sentence(), refused.hint());
    }
    problems.throwIfErrors(text);
    return refused;
  }

  /** Options of the language that this version does not do are refused, never ignored. */
  private void unsupported(Options options) {
    Span line = new Span(0, Math.max(1, endOfFirstLine()));
    if (options.background()) {
      notYet(line, "--background", "bound the cell by `--for` or `--max`, or interrupt it");
    }
    if (options.dryRun()) {
      notYet(line, "--dry-run", "trace for a short time: `--for 10ms`");
    }
    if (options.budgetPercent().isPresent()) {
      notYet(line, "--budget", "bound the cost by `--for` and `--max`");
    }
    if (options.depth().isPresent()) {
      notYet(line, "--depth", "stacks are not supported yet");
    }
    if (options.record().isPresent()) {
      notYet(line, "--record", "export the table: `events.csv()`");
    }
    if (options.replay().isPresent()) {
      notYet(line, "--replay", "trace a live process");
    }
  }

  private void notYet(Span span, String option, String hint) {
    problems.error(span, "`" + option + "` is not supported yet", hint);
  }

  private int endOfFirstLine() {
    int end = text.text().indexOf('\n');
    return end < 0 ? text.text().length() : end;
  }

  private Options.Target target(Options options) throws Refused {
    return options
        .target()
        .or(() -> attached)
        .orElseThrow(
            () ->
                new Refused(
                    "TargetError",
                    "There is no target.",
                    "Name one, `%%trace 1234` or `%%trace nginx`, or attach to one first: `%attach"
                        + " 1234`."));
  }

  private Map<String, TraceTable> launch(TraceCell cell, List<String> command)
      throws CellRejected, Refused {
    try (Launched launched = Launched.start(command, this::line)) {
      launched.keep(cell.options().keep());
      Opened opened = targets.launched(launched.target(), launched.executable());
      return trace(cell, opened, launched::letGo);
    } catch (Launch.CannotStart e) {
      throw refused(e);
    } catch (TargetException e) {
      throw new Refused("TargetError", e.reason().message(), e.reason().hint());
    }
  }

  static Refused refused(Launch.CannotStart e) {
    return new Refused(
        "TargetError",
        String.valueOf(e.getMessage()),
        "Give the path of a program and its arguments.");
  }

  private void line(boolean error, String line) {
    if (error) {
      output.stderr(line + "\n");
    } else {
      output.stdout(line + "\n");
    }
  }

  private Map<String, TraceTable> trace(TraceCell cell, Opened target, Runnable attachedNow)
      throws CellRejected, Refused {
    return Refused.<Map<String, TraceTable>, CellRejected>ifDamaged(
        () -> traced(cell, target, attachedNow));
  }

  private Map<String, TraceTable> traced(TraceCell cell, Opened target, Runnable attachedNow)
      throws CellRejected, Refused {
    try {
      TraceProgram program = resolve(cell, target);
      boolean returns = program.sites().stream().anyMatch(Site::atReturn);
      CompiledTrace compiled =
          CompiledTrace.of(program, TraceSession.options(target.process().isPresent(), returns));
      TraceRecords records = new TraceRecords(program);
      Outcome outcome = collect(cell, target, compiled, records, attachedNow);
      return TraceTables.build(
          new Run(
              records,
              outcome.accounts(),
              outcome.gaps(),
              provenance(program, target),
              Clocks.realtimeMinusMonotonic(),
              outcome.summaries(),
              warnings(outcome, program, target),
              outcome.ending() == Ending.INTERRUPTED),
          name(cell));
    } catch (CodeLimit e) {
      throw new Refused("TraceError", e.limit(), e.hint());
    } catch (CannotAttach e) {
      throw new Refused("AttachError", e.reason().message(), e.reason().hint());
    }
  }

  private TraceProgram resolve(TraceCell cell, Opened target) throws CellRejected {
    TraceProgram program =
        Resolver.resolve(
            text,
            cell.script(),
            target.modules(),
            target.inputPid(),
            cell.options().capBytes().orElse(DEFAULT_CAP),
            problems);
    problems.throwIfErrors(text);
    return program;
  }

  private Outcome collect(
      TraceCell cell,
      Opened target,
      CompiledTrace compiled,
      TraceRecords records,
      Runnable attachedNow)
      throws CannotAttach {
    Attachment attachment =
        new Attachment(
            target.process(),
            path -> target.files().get(path),
            cell.options().maxRows().orElse(Attachment.DEFAULT_MAX_ROWS),
            Attachment.DEFAULT_RING_BYTES);
    LiveTables.Showing showing = () -> {};
    try (TraceSession session = TraceSession.attach(compiled, attachment)) {
      showing = show(cell, target, session, compiled.program());
      attachedNow.run();
      Duration duration = cell.options().duration().orElse(DEFAULT_DURATION);
      byte[][] buffer = {new byte[256]};
      return session.run(
          Optional.of(duration),
          stop,
          (body, bytes, offset, length) -> {
            if (buffer[0].length < length) {
              buffer[0] = new byte[length];
            }
            bytes.get(offset, buffer[0], 0, length);
            records.append(buffer[0], 0, length);
          });
    } finally {
      showing.close();
    }
  }

  private static String name(TraceCell cell) {
    return cell.options().as().map(n -> n.text()).orElse(DEFAULT_NAME);
  }

  /** Shows the groups while they grow, where there are any. */
  private LiveTables.Showing show(
      TraceCell cell, Opened target, TraceSession session, TraceProgram program) {
    if (live.isEmpty() || program.summaries().isEmpty()) {
      return () -> {};
    }
    Provenance provenance = provenance(program, target);
    TraceRecords none = new TraceRecords(program);
    return live.get()
        .show(
            () ->
                session
                    .look()
                    .map(
                        moment ->
                            TraceTables.groups(
                                new Run(
                                    none,
                                    moment.accounts(),
                                    List.of(),
                                    provenance,
                                    Clocks.realtimeMinusMonotonic(),
                                    moment.summaries(),
                                    List.of("The trace goes on: this is what there is so far."),
                                    false),
                                name(cell))));
  }

  private List<String> warnings(Outcome outcome, TraceProgram program, Opened target) {
    // Several places of one line may lack the same variable: that is said once.
    Set<String> warnings = new LinkedHashSet<>();
    for (Problem problem : problems.all()) {
      warnings.add(
          "line "
              + text.line(problem.span().start())
              + ": "
              + problem.message()
              + (problem.hint().isEmpty() ? "" : "; " + problem.hint()));
    }
    program.sites().stream()
        .map(Site::module)
        .filter(path -> !path.equals(target.modules().main().path()))
        .filter(path -> !target.modules().otherPaths().contains(path))
        .forEach(
            path ->
                warnings.add(
                    "`"
                        + path
                        + "` was not loaded when the trace began: its probes waited for it."));
    outcome.refused().forEach(site -> warnings.add(CannotAttach.warning(site)));
    if (outcome.ending() == Ending.TARGET_EXITED) {
      warnings.add("The target exited.");
    }
    return List.copyOf(warnings);
  }

  private Provenance provenance(TraceProgram program, Opened target) {
    List<Provenance.Module> modules = new ArrayList<>();
    for (String path : program.sites().stream().map(Site::module).distinct().toList()) {
      Module module =
          path.equals(target.modules().main().path())
              ? target.modules().main()
              : target.modules().open(path);
      modules.add(
          new Provenance.Module(
              path, module.elf().buildId().map(id -> id.hex()).orElse(""), module.debugFile()));
    }
    return new Provenance(text.text(), System.getProperty("os.version", ""), modules);
  }
}
