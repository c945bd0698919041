package tracebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tracebook.cell.CellOutput;
import tracebook.cell.Cells;
import tracebook.cell.TraceEngine;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.table.Listing;
import tracebook.table.TableDisplay;
import tracebook.table.TraceTable;

/** What Java cells can call without saying where it comes from. */
public final class Tracebook {
  /** How values look; {@code main} and the tests register more types. */
  static final Renderers RENDERERS = renderers();

  /** The notebook's trace cells; {@code main} gives them. */
  private static volatile @Nullable TraceEngine traces;

  private Tracebook() {}

  /** Says whom the methods about targets and traces ask. */
  static TraceEngine use(TraceEngine engine) {
    traces = engine;
    return engine;
  }

  private static Renderers renderers() {
    Renderers renderers = new Renderers();
    TableDisplay.register(renderers);
    return renderers;
  }

  /**
   * Shows a value under the cell, now.
   *
   * @return a name for {@link #update}
   */
  public static String display(@Nullable Object value) {
    String id = UUID.randomUUID().toString();
    output().display(RENDERERS.render(value), id);
    return id;
  }

  /** Replaces what {@link #display} showed under this name. */
  public static void update(String displayId, @Nullable Object value) {
    output().update(RENDERERS.render(value), displayId);
  }

  /** Removes what the cell has shown so far, as soon as there is something new. */
  public static void clear() {
    output().clear(true);
  }

  /** HTML to show, as a cell's result or by {@link #display}. */
  public static MimeBundle html(String html) {
    return MimeBundle.html(html, html);
  }

  /** Asks for a line of text. */
  public static String readLine(String prompt) {
    try {
      return output().readLine(prompt, false);
    } catch (IOException noInput) {
      throw new UncheckedIOException(noInput);
    }
  }

  /**
   * Makes a process or a file the target, as {@code %attach} does: {@code attach("1234")}, {@code
   * attach("nginx")}, {@code attach("-t PATH")}.
   *
   * @return a card that says what it is
   * @throws tracebook.cell.TraceException with the message that the magic would show
   */
  public static MimeBundle attach(String target) {
    return traces().attachTo(target);
  }

  /** Forgets the target. */
  public static void detach() {
    traces().detach();
  }

  /** The target, in words. */
  public static String target() {
    return traces().target();
  }

  /**
   * Runs a trace cell, with or without its {@code %%trace} line. Interrupting the cell ends the
   * trace and keeps its rows.
   *
   * @return its table; the first one, if its probes have tables of their own
   * @throws tracebook.cell.TraceException with the message that the trace cell would show
   */
  public static TraceTable trace(String script) {
    return traces().trace(script, output());
  }

  /**
   * The functions of the target whose names match: {@code name, module, file, line, address, kind}.
   */
  public static Listing functions(String glob) {
    return traces().listing("functions", glob);
  }

  /** Lines of a source file, such as {@code f.c:1-20}: {@code line, source, address, site}. */
  public static Listing lines(String fileAndLines) {
    return traces().listing("lines", fileAndLines);
  }

  /**
   * The variables at a place, such as {@code f.c:42}: {@code name, type, kind, location, readable,
   * why, nearest}.
   */
  public static Listing vars(String place) {
    return traces().listing("vars", place);
  }

  /** Global and static variables whose names match; the columns are those of {@link #vars}. */
  public static Listing globals(String glob) {
    return traces().listing("globals", glob);
  }

  /** The layout of a type, with its padding: {@code offset, size, name, type}. */
  public static Listing type(String name) {
    return traces().listing("type", name);
  }

  /** Says where this machine has the sources that were compiled in another directory. */
  public static Listing srcpath(String from, String to) {
    return traces().sourcePath(from, to);
  }

  /** What is at an address of the target's file, or of the running process. */
  public static Listing where(String address) {
    return traces().listing("where", address);
  }

  /** The files with code in the target: {@code module, base, build_id, debug, source}. */
  public static Listing modules() {
    return traces().listing("modules", "");
  }

  /**
   * Where debug files are looked for: {@code place, set_by, note}. Directories that are given come
   * first from then on, instead of those that were given before.
   */
  public static Listing debugpath(String... directories) {
    return traces().debugPath(List.of(directories));
  }

  private static TraceEngine traces() {
    TraceEngine engine = traces;
    if (engine == null) {
      throw new IllegalStateException("No notebook has been started.");
    }
    return engine;
  }

  private static CellOutput output() {
    CellOutput output = Cells.currentOutput();
    if (output == null) {
      throw new IllegalStateException("This thread belongs to no cell, so it has no output.");
    }
    return output;
  }
}
