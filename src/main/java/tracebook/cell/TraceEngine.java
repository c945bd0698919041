package tracebook.cell;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.lang.Options;
import tracebook.lang.TraceParser;
import tracebook.linux.Features;
import tracebook.session.StopSignal;
import tracebook.source.CellRejected;
import tracebook.source.CellText;
import tracebook.source.Problem;
import tracebook.source.Problems;
import tracebook.table.TraceTable;

/** Trace cells and line magics, for real. */
public final class TraceEngine implements TraceCells {
  private static final List<String> MAGICS = List.of("attach", "detach", "help", "target");

  private final Variables variables;
  private final Renderers renderers;
  private final Targets targets = new Targets();
  private Optional<Options.Target> attached = Optional.empty();
  private volatile StopSignal stop = new StopSignal();

  public TraceEngine(Variables variables, Renderers renderers) {
    this.variables = variables;
    this.renderers = renderers;
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
    CellText text = new CellText(code);
    try {
      Map<String, TraceTable> tables =
          new TraceRun(text, targets, attached, output, signal).tables();
      return show(tables, output);
    } catch (CellRejected rejected) {
      return failed(rejected);
    } catch (Refused refused) {
      return refused.result();
    }
  }

  private CellResult show(Map<String, TraceTable> tables, CellOutput output) {
    MimeBundle last = null;
    for (Map.Entry<String, TraceTable> entry : tables.entrySet()) {
      variables.bind(entry.getKey(), TraceTable.class, entry.getValue());
      if (last != null) {
        output.display(last);
      }
      last = renderers.render(entry.getValue());
    }
    return last == null ? CellResult.nothing() : CellResult.shown(last);
  }

  private static CellResult failed(CellRejected rejected) {
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
        case "detach" -> {
          attached = Optional.empty();
          yield CellResult.nothing();
        }
        case "target" -> {
          output.stdout(
              attached.map(TraceEngine::words).orElse("no target; attach to one: %attach PID")
                  + "\n");
          yield CellResult.nothing();
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
    if (target.get() instanceof Options.Launch) {
      attached = target;
      return CellResult.nothing();
    }
    Opened opened = targets.open(target.get());
    attached = target;
    return CellResult.shown(Card.of(opened));
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
    return Completions.none(cursor);
  }

  @Override
  public Optional<MimeBundle> inspect(String code, int cursor) {
    return Optional.empty();
  }

  @Override
  public Completeness isComplete(String code) {
    int open = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
    return open > 0 || !code.contains("{") ? Completeness.INCOMPLETE : Completeness.COMPLETE;
  }

  @Override
  public void interrupt() {
    stop.stop();
  }
}
