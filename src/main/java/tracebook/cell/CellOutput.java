package tracebook.cell;

import java.io.IOException;
import tracebook.display.MimeBundle;

/**
 * Where a cell's output goes: under that cell, in order, from any thread, also after its end.
 * Writing may block while the front end is slower than the cell.
 */
public interface CellOutput {
  void stdout(String text);

  void stderr(String text);

  void display(MimeBundle bundle);

  /** Displays under a name, so that {@link #update} can replace it. */
  void display(MimeBundle bundle, String displayId);

  void update(MimeBundle bundle, String displayId);

  /**
   * Clears what the cell shows.
   *
   * @param wait whether to clear only when the next output comes
   */
  void clear(boolean wait);

  /**
   * Asks the user for a line, and waits for it.
   *
   * @throws IOException if no input can be had, or the cell was interrupted
   */
  String readLine(String prompt, boolean password) throws IOException;

  /** Whether this cell was interrupted; a cell that begins after it was must not run. */
  boolean interrupted();
}
