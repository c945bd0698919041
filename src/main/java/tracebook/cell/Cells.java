package tracebook.cell;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tracebook.display.MimeBundle;
import tracebook.display.Renderers;
import tracebook.source.Names;

/**
 * The notebook's cells: decides what kind each one is, and runs it. One thread calls, one call at a
 * time; only {@link #interrupt} comes from another.
 */
public final class Cells implements AutoCloseable {
  private final JavaCells java;
  private final TraceCells traces;
  private volatile boolean tracing;

  /**
   * Makes cells that can be called at once, and wait until {@link #start} has done its work.
   *
   * @param imports for Java cells, such as {@code java.util.*} and {@code static a.B.*}
   * @param traces makes the other half, given the variables of Java cells
   */
  public Cells(Renderers renderers, List<String> imports, Function<Variables, TraceCells> traces) {
    java = new JavaCells(renderers, imports);
    this.traces = traces.apply(java);
  }

  /** The output of the cell that the calling thread belongs to; null if it belongs to none. */
  public static @Nullable CellOutput currentOutput() {
    return CellStreams.current();
  }

  /** Begins to start Java in the background. */
  public void start() {
    CellStreams.install();
    java.start();
  }

  /** Waits until a Java cell would run at once. */
  public void awaitStart() throws InterruptedException {
    java.awaitStart();
  }

  public CellResult execute(String code, CellOutput output) {
    return switch (CellKind.of(code)) {
      case CellKind.Trace trace -> tracing(output, () -> traces.execute(trace.code(), output));
      case CellKind.UnknownCellMagic unknown ->
          CellResult.failed(
              "UnknownMagic",
              "There is no cell magic `%%"
                  + unknown.name()
                  + "`; a trace cell begins with `%%trace`.");
      case CellKind.Java cell -> execute(cell, output);
    };
  }

  private CellResult execute(CellKind.Java cell, CellOutput output) {
    CellResult result = CellResult.nothing();
    for (CellKind.Magic magic : cell.magics()) {
      display(result, output);
      result =
          traces.magics().contains(magic.name())
              ? tracing(output, () -> traces.magic(magic.name(), magic.arguments(), output))
              : unknown(magic);
      if (result instanceof CellResult.Failed) {
        return result;
      }
    }
    if (cell.java().isBlank()) {
      return result;
    }
    display(result, output);
    return java.execute(cell.java(), output);
  }

  private static void display(CellResult result, CellOutput output) {
    if (result instanceof CellResult.Done done) {
      done.shown().ifPresent(output::display);
    }
  }

  private CellResult tracing(CellOutput output, java.util.function.Supplier<CellResult> task) {
    tracing = true;
    try {
      return output.interrupted() ? CellResult.interrupted() : CellStreams.within(output, task);
    } finally {
      tracing = false;
    }
  }

  private CellResult unknown(CellKind.Magic magic) {
    String nearest = Names.didYouMean(magic.name(), traces.magics(), "");
    return CellResult.failed(
        "UnknownMagic",
        "There is no line magic `%"
            + magic.name()
            + "`; "
            + (nearest.isEmpty() ? "" : nearest + " ")
            + "`%help` lists them all.");
  }

  /** The value of a Java expression. */
  public CellResult evaluate(String expression, CellOutput output) {
    return java.execute(expression, output);
  }

  public Completions complete(String code, int cursor) {
    return switch (CellKind.of(code)) {
      case CellKind.Trace trace -> traces.complete(code, cursor);
      case CellKind.UnknownCellMagic unknown ->
          new Completions(List.of("%%trace"), 0, Math.min(cursor, 2 + unknown.name().length()));
      case CellKind.Java cell -> {
        Optional<CellKind.Magic> magic = magicAt(cell, cursor);
        yield magic.isPresent()
            ? complete(magic.get(), cursor)
            : java.complete(cell.java(), cursor);
      }
    };
  }

  private Completions complete(CellKind.Magic magic, int cursor) {
    int nameEnd = magic.start() + 1 + magic.name().length();
    if (cursor <= nameEnd) {
      String typed = magic.name().substring(0, cursor - magic.start() - 1);
      List<String> names =
          traces.magics().stream().filter(n -> n.startsWith(typed)).map(n -> "%" + n).toList();
      return new Completions(names, magic.start(), nameEnd);
    }
    Completions found = traces.complete(magic.line(), cursor - magic.start());
    return new Completions(
        found.matches(), found.start() + magic.start(), found.end() + magic.start());
  }

  public Optional<MimeBundle> inspect(String code, int cursor) {
    return switch (CellKind.of(code)) {
      case CellKind.Trace trace -> traces.inspect(code, cursor);
      case CellKind.UnknownCellMagic unknown -> Optional.empty();
      case CellKind.Java cell -> {
        Optional<CellKind.Magic> magic = magicAt(cell, cursor);
        yield magic.isPresent()
            ? traces.inspect(magic.get().line(), cursor - magic.get().start())
            : java.inspect(cell.java(), cursor);
      }
    };
  }

  public Completeness isComplete(String code) {
    return switch (CellKind.of(code)) {
      case CellKind.Trace trace -> traces.isComplete(code);
      case CellKind.UnknownCellMagic unknown -> Completeness.INVALID;
      case CellKind.Java cell ->
          cell.java().isBlank() ? Completeness.COMPLETE : java.isComplete(cell.java());
    };
  }

  private static Optional<CellKind.Magic> magicAt(CellKind.Java cell, int cursor) {
    return cell.magics().stream()
        .filter(m -> cursor > m.start() && cursor <= m.start() + m.line().length())
        .findFirst();
  }

  /** Ends the running cell; its output must say {@link CellOutput#interrupted} by now. */
  public void interrupt() {
    if (tracing) {
      traces.interrupt();
    }
    java.interrupt();
  }

  @Override
  public void close() {
    traces.interrupt();
    java.close();
  }
}
