package tracebook.cell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.lang.Name;
import tracebook.lang.Options;
import tracebook.lang.TraceParser;
import tracebook.linux.Features;
import tracebook.linux.Launch;
import tracebook.resolve.Explorer;
import tracebook.session.StopSignal;
import tracebook.source.CellRejected;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.table.Listing;
import tracebook.table.TraceTable;

/** Trace cells and line magics, for real. */
public final class TraceEngine implements TraceCells {
  private static final int MOST_COMPLETIONS = 200;

  private static final List<String> MAGICS =
      Stream.concat(
              Stream.of("attach", "debugpath", "detach", "help", "srcpath", "target", "traces"),
              Magics.NAMES.stream())
          .sorted()
          .toList();

  private final Variables variables;
  private final Renderers renderers;
  private final DebugPath debugPath;
  private final SourcePath sourcePath = new SourcePath();
  private final Targets targets;
  private Optional<Options.Target> attached = Optional.empty();
  private volatile StopSignal stop = new StopSignal();

  public TraceEngine(Variables variables, Renderers renderers) {
    this(variables, renderers, System.getenv());
  }

  /**
   * An engine without a target.
   *
   * @param environment says where debug files are looked for
   */
  TraceEngine(Variables variables, Renderers renderers, Map<String, String> environment) {
    this.variables = variables;
    this.renderers = renderers;
    this.debugPath = new DebugPath(environment);
    this.targets = new Targets(debugPath);
  }

  /** Asks the kernel in the background what it can do, before somebody waits for the answer. */
  public static void warmUp() {
    Thread thread = new Thread(Features::warmUp, "features-start");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public CellResult execute(String code, CellOutput output) {
    StopSignal signal = new StopSignal();
    stop = signal;
    if (output.interrupted()) {
      return CellResult.interrupted();
    }
    try {
      LiveTables live = new LiveTables(output, renderers);
      return show(tables(code, output, signal, Optional.of(live)), live, output);
    } catch (CellRejected rejected) {
      return failed(rejected);
    } catch (Refused refused) {
      return refused.result();
    }
  }

  private Map<String, TraceTable> tables(
      String code, CellOutput output, StopSignal signal, Optional<LiveTables> live)
      throws CellRejected, Refused {
    return new TraceRun(new CellText(code), targets, attached, output, signal, live).tables();
  }

  /** A table that was shown while it grew is replaced; of the others the last is the result. */
  private CellResult show(Map<String, TraceTable> tables, LiveTables live, CellOutput output) {
    MimeBundle last = null;
    for (Map.Entry<String, TraceTable> entry : tables.entrySet()) {
      variables.bind(entry.getKey(), TraceTable.class, entry.getValue());
      for (TraceTable child : entry.getValue().children().values()) {
        variables.bind(child.name(), TraceTable.class, child);
      }
      MimeBundle shown = renderers.render(entry.getValue());
      if (live.replace(entry.getKey(), shown)) {
        continue;
      }
      if (last != null) {
        output.display(last);
      }
      last = shown;
    }
    return last == null ? CellResult.nothing() : CellResult.shown(last);
  }

  private static CellResult.Failed failed(CellRejected rejected) {
    String all = String.valueOf(rejected.getMessage());
    return new CellResult.Failed(
        "TraceError",
        rejected.problems().stream()
            .filter(p -> p.severity() == Problem.Severity.ERROR)
            .findFirst()
            .orElseThrow()
            .message(),
        all.lines().toList());
  }

  @Override
  public CellResult magic(String name, String arguments, CellOutput output) {
    try {
      return switch (name) {
        case "attach" -> attach(arguments);
        case "debugpath" -> CellResult.shown(renderers.render(debugPathOf(arguments)));
        case "detach" -> {
          detach();
          yield CellResult.nothing();
        }
        case "srcpath" ->
            CellResult.shown(renderers.render(sourcePath.set(words("srcpath", arguments))));
        case "target" -> {
          output.stdout(target() + "\n");
          yield CellResult.nothing();
        }
        case "traces" -> CellResult.shown(renderers.render(traces()));
        case "functions", "globals", "lines", "modules", "type", "vars", "where" -> {
          String typed = "%" + name;
          CellText line = new CellText(arguments.isEmpty() ? typed : typed + " " + arguments);
          int from = Math.min(line.text().length(), typed.length() + 1);
          Magics magics = magics(line, from);
          Listing listing = magics.listing(name);
          if (!magics.note().isEmpty()) {
            output.stderr(magics.note() + "\n");
          }
          yield CellResult.shown(renderers.render(listing));
        }
        case "help" -> CellResult.shown(MimeBundle.text(Help.TEXT));
        default -> throw new IllegalArgumentException(name.toLowerCase(Locale.ROOT));
      };
    } catch (CellRejected rejected) {
      return failed(rejected);
    } catch (Refused refused) {
      return refused.result();
    }
  }

  private Magics magics(CellText line, int from) throws Refused {
    return new Magics(targets.open(attachedTarget()), line, from, sourcePath);
  }

  /** The target of the last {@code %attach}; of one that is launched, its file. */
  private Options.Target attachedTarget() throws Refused {
    return explorable(
        attached.orElseThrow(
            () ->
                new Refused(
                    "TargetError",
                    "There is no target.",
                    "Attach to one first: `%attach 1234`, or `%attach -t PATH` to look into a"
                        + " file.")));
  }

  private Listing debugPathOf(String arguments) throws CellRejected, Refused {
    return debugPathOf(words("debugpath", arguments));
  }

  /** The words behind a magic. */
  private static List<String> words(String magic, String arguments) throws CellRejected {
    String typed = "%" + magic;
    CellText line = new CellText(typed + " " + arguments);
    Problems problems = new Problems();
    List<String> words =
        TraceParser.words(line, typed.length(), problems).stream().map(Name::text).toList();
    problems.throwIfErrors(line);
    return words;
  }

  private Listing debugPathOf(List<String> directories) throws Refused {
    if (!directories.isEmpty()) {
      debugPath.set(directories);
      targets.forgetFiles();
    }
    return debugPath.listing();
  }

  /** No trace goes on behind its cell yet, so there is none to list. */
  private static Listing traces() {
    return Listing.empty("traces", List.of("name", "probe", "state", "hits", "rows", "lost"));
  }

  private CellResult attach(String arguments) throws CellRejected, Refused {
    CellText line = new CellText("%attach " + arguments);
    Problems problems = new Problems();
    Optional<Options.Target> target = TraceParser.target(line, problems);
    problems.throwIfErrors(line);
    if (target.isEmpty()) {
      throw new Refused(
          "TargetError",
          "`%attach` needs a target.",
          "Write `%attach 1234`, `%attach nginx` or `%attach -t PATH`.");
    }
    Opened opened = targets.open(explorable(target.get()));
    MimeBundle card = Refused.<MimeBundle, RuntimeException>ifDamaged(() -> Card.of(opened));
    attached = target;
    return CellResult.shown(card);
  }

  // ---- what Java cells call

  /**
   * What a listing magic shows, as a table.
   *
   * @param name {@code functions}, {@code vars} …
   * @throws TraceException with the message that the magic would show
   */
  public Listing listing(String name, String argument) {
    try {
      return magics(new CellText(argument.strip()), 0).listing(name);
    } catch (CellRejected rejected) {
      throw new TraceException(failed(rejected));
    } catch (Refused refused) {
      throw new TraceException(refused.result());
    }
  }

  /**
   * Says where the sources are that were compiled elsewhere.
   *
   * @throws TraceException with the message that the magic would show
   */
  public Listing sourcePath(String from, String to) {
    try {
      return sourcePath.set(List.of(from, to));
    } catch (Refused refused) {
      throw new TraceException(refused.result());
    }
  }

  /**
   * Where debug files are looked for; first sets it when directories are given.
   *
   * @throws TraceException with the message that the magic would show
   */
  public Listing debugPath(List<String> directories) {
    try {
      return debugPathOf(directories);
    } catch (Refused refused) {
      throw new TraceException(refused.result());
    }
  }

  /** The card that {@code %attach} shows. */
  public MimeBundle attachTo(String target) {
    try {
      return attach(target) instanceof CellResult.Done done && done.shown().isPresent()
          ? done.shown().get()
          : MimeBundle.text(target());
    } catch (CellRejected rejected) {
      throw new TraceException(failed(rejected));
    } catch (Refused refused) {
      throw new TraceException(refused.result());
    }
  }

  public void detach() {
    attached = Optional.empty();
  }

  /** The target of the last {@code %attach}, in words. */
  public String target() {
    return attached.map(TraceEngine::words).orElse("no target; attach to one: %attach PID");
  }

  /**
   * Runs a trace cell on the calling thread, and gives its table; the first one if its probes have
   * tables of their own. Interrupting the thread, or the cell that it belongs to, ends the trace
   * and keeps the rows.
   *
   * @throws TraceException with the message that a trace cell would show
   */
  public TraceTable trace(String script, CellOutput output) {
    StopSignal signal = new StopSignal();
    StopSignal before = stop;
    stop = signal;
    try {
      return tables(script, output, signal, Optional.empty()).values().iterator().next();
    } catch (CellRejected rejected) {
      throw new TraceException(failed(rejected));
    } catch (Refused refused) {
      throw new TraceException(refused.result());
    } finally {
      stop = before;
    }
  }

  private static String words(Options.Target target) {
    return switch (target) {
      case Options.Pid t -> "process " + t.pid() + t.path().map(p -> " in " + p).orElse("");
      case Options.ProcessName t -> "the process named " + t.name();
      case Options.Everyone t -> "every process that maps " + t.path();
      case Options.Launch t -> "launch " + String.join(" ", t.command());
    };
  }

  @Override
  public List<String> magics() {
    return MAGICS;
  }

  @Override
  public Completions complete(String code, int cursor) {
    try {
      return Refused.<Completions, RuntimeException>ifDamaged(
          () ->
              isLineMagic(code)
                  ? magicArgument(code, cursor)
                  : new TraceAssist(code, cursor, explorer(code)).complete());
    } catch (Refused unknown) {
      return Completions.none(cursor);
    }
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor) {
    try {
      return Refused.<Optional<MimeBundle>, RuntimeException>ifDamaged(
          () ->
              isLineMagic(code)
                  ? Optional.of(MimeBundle.text(Help.TEXT))
                  : new TraceAssist(code, cursor, explorer(code)).inspect().map(MimeBundle::text));
    } catch (Refused unknown) {
      return Optional.empty();
    }
  }

  private static boolean isLineMagic(String code) {
    return code.startsWith("%") && !code.startsWith("%%");
  }

  private Completions magicArgument(String code, int cursor) {
    String magic = code.split("\\s", 2)[0];
    int start = Math.min(cursor, magic.length());
    while (start < cursor && Character.isWhitespace(code.charAt(start))) {
      start++;
    }
    if (!magic.equals("%type")) { // Names of types have blanks.
      start += code.substring(start, cursor).lastIndexOf(' ') + 1;
    }
    String typed = code.substring(start, cursor);
    List<String> names =
        explorer("")
            .map(
                e ->
                    switch (magic) {
                      case "%functions", "%vars" -> e.placesBeginning(typed, MOST_COMPLETIONS);
                      case "%lines" -> e.linesBeginning(typed, MOST_COMPLETIONS);
                      case "%globals" -> e.globalsBeginning(typed, MOST_COMPLETIONS);
                      case "%type" -> e.typesBeginning(typed, MOST_COMPLETIONS);
                      default -> List.<String>of();
                    })
            .orElse(List.of());
    return new Completions(names, start, cursor);
  }

  /** The target that a cell names, else the attached one, as far as it can be opened. */
  private Optional<Explorer> explorer(String code) {
    Optional<Options.Target> named =
        TraceParser.parse(new CellText(code), new Problems()).options().target();
    Optional<Options.Target> target = named.or(() -> attached);
    if (target.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Explorer(targets.open(explorable(target.get())).modules()));
    } catch (Refused notThere) {
      return Optional.empty();
    }
  }

  /** A program that is yet to be launched has its file already. */
  private static Options.Target explorable(Options.Target target) throws Refused {
    if (!(target instanceof Options.Launch launch)) {
      return target;
    }
    try {
      Path executable = Launch.executable(launch.command().getFirst());
      return new Options.Everyone(executable.toString(), launch.span());
    } catch (Launch.CannotStart e) {
      throw TraceRun.refused(e);
    }
  }

  @Override
  public Completeness isComplete(String code) {
    TraceText text = TraceText.upTo(code, TraceAssist.script(code), code.length());
    return text.depth() > 0 || text.openComment() || !text.blocks()
        ? Completeness.INCOMPLETE
        : Completeness.COMPLETE;
  }

  @Override
  public void interrupt() {
    stop.stop();
  }
}
