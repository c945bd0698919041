package tracebook.jupyter;

import java.io.IOException;

/**
 * Where a cell writes, from any thread and also after it has ended: everything appears under the
 * cell it was made for, in the order in which it was written. Writing may block while a front end
 * is slower than the cell.
 */
public interface CellIo {
  void stdout(String text);

  void stderr(String text);

  void display(Bundle bundle);

  /** Displays under a name, so that {@link #update} can replace it. */
  void display(Bundle bundle, String displayId);

  void update(Bundle bundle, String displayId);

  /**
   * Clears what the cell shows.
   *
   * @param wait whether to clear only when the next output comes
   */
  void clear(boolean wait);

  /**
   * Asks the front end for a line, and waits for it.
   *
   * @throws IOException if the front end takes no input, the cell was interrupted, or the kernel is
   *     closing
   */
  String readLine(String prompt, boolean password) throws IOException;

  /** Whether an interrupt came for this cell. */
  boolean interrupted();
}
