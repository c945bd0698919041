package tracebook.cell;

import java.util.Optional;
import java.util.UUID;
import tracebook.debuginfod.Progress;
import tracebook.display.MimeBundle;

/** Tells a cell what it waits for, in one line that changes. */
final class FetchProgress implements Progress {
  private final CellOutput output;
  private final String displayId = UUID.randomUUID().toString();
  private boolean shown;

  private FetchProgress(CellOutput output) {
    this.output = output;
  }

  /** For the cell of the calling thread; completion, for one, has none and does not wait. */
  static Optional<Progress> ofCell() {
    return Optional.ofNullable(Cells.currentOutput()).map(FetchProgress::new);
  }

  @Override
  public boolean stopped() {
    return output.interrupted();
  }

  @Override
  public void now(String sentence) {
    if (shown) {
      output.update(MimeBundle.text(sentence), displayId);
    } else {
      output.display(MimeBundle.text(sentence), displayId);
      shown = true;
    }
  }
}
