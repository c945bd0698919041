package tracebook.cell;

import java.util.List;
import java.util.Optional;
import tracebook.display.MimeBundle;

/**
 * The half of the notebook that is not Java: trace cells and line magics. One thread calls these,
 * one at a time, but for {@link #interrupt}.
 */
public interface TraceCells {

  /**
   * Runs a trace cell.
   *
   * @param code the whole cell, from {@code %%trace} or its first {@code trace}, {@code sample},
   *     {@code span}
   */
  CellResult execute(String code, CellOutput output);

  /**
   * Runs a line magic.
   *
   * @param name one of {@link #magics}
   * @param arguments the rest of the line, without spaces around it
   */
  CellResult magic(String name, String arguments, CellOutput output);

  /** The names of the line magics, without {@code %}. */
  List<String> magics();

  /**
   * Completes in a trace cell, or in a line magic: the code then is that line, with its {@code %}.
   */
  Completions complete(String code, int cursor);

  /** Documents in a trace cell, or in a line magic: the code then is that line. */
  Optional<MimeBundle> inspect(String code, int cursor);

  /** Whether the text of a trace cell is finished. */
  Completeness isComplete(String code);

  /** Ends what runs; called by another thread. What was collected is kept. */
  void interrupt();
}
