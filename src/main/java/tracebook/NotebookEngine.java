package tracebook;

import java.io.IOException;
import java.util.Optional;
import tracebook.cell.CellOutput;
import tracebook.cell.CellResult;
import tracebook.cell.Cells;
import tracebook.display.MimeBundle;
import tracebook.jupyter.Bundle;
import tracebook.jupyter.CellIo;
import tracebook.jupyter.Completeness;
import tracebook.jupyter.Completions;
import tracebook.jupyter.Engine;
import tracebook.jupyter.Outcome;

/** The notebook's cells as the protocol wants them. */
final class NotebookEngine implements Engine {
  private final Cells cells;

  NotebookEngine(Cells cells) {
    this.cells = cells;
  }

  @Override
  public Outcome execute(String code, CellIo io) {
    return outcome(cells.execute(code, new Output(io)));
  }

  @Override
  public Outcome evaluate(String expression, CellIo io) {
    return outcome(cells.evaluate(expression, new Output(io)));
  }

  @Override
  public Completions complete(String code, int cursor) {
    tracebook.cell.Completions found = cells.complete(code, cursor);
    return new Completions(found.matches(), found.start(), found.end());
  }

  @Override
  public Optional<Bundle> inspect(String code, int cursor, boolean detailed) {
    return cells.inspect(code, cursor).map(NotebookEngine::bundle);
  }

  @Override
  public Completeness isComplete(String code) {
    return switch (cells.isComplete(code)) {
      case COMPLETE -> new Completeness.Complete();
      case INCOMPLETE -> new Completeness.Incomplete("  ");
      case INVALID -> new Completeness.Invalid();
    };
  }

  @Override
  public void interrupt() {
    cells.interrupt();
  }

  @Override
  public void close() {
    cells.close();
  }

  private static Outcome outcome(CellResult result) {
    return switch (result) {
      case CellResult.Done done -> new Outcome.Done(done.shown().map(NotebookEngine::bundle));
      case CellResult.Failed failed ->
          new Outcome.Failed(failed.name(), failed.message(), failed.lines());
    };
  }

  private static Bundle bundle(MimeBundle bundle) {
    return new Bundle(bundle.data(), bundle.metadata());
  }

  private record Output(CellIo io) implements CellOutput {
    @Override
    public void stdout(String text) {
      io.stdout(text);
    }

    @Override
    public void stderr(String text) {
      io.stderr(text);
    }

    @Override
    public void display(MimeBundle bundle) {
      io.display(bundle(bundle));
    }

    @Override
    public void display(MimeBundle bundle, String displayId) {
      io.display(bundle(bundle), displayId);
    }

    @Override
    public void update(MimeBundle bundle, String displayId) {
      io.update(bundle(bundle), displayId);
    }

    @Override
    public void clear(boolean wait) {
      io.clear(wait);
    }

    @Override
    public String readLine(String prompt, boolean password) throws IOException {
      return io.readLine(prompt, password);
    }

    @Override
    public boolean interrupted() {
      return io.interrupted();
    }

    private static Bundle bundle(MimeBundle bundle) {
      return NotebookEngine.bundle(bundle);
    }
  }
}
