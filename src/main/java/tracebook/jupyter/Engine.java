package tracebook.jupyter;

import java.util.Optional;

/**
 * What a kernel asks of the language behind it. Positions are UTF-16 indexes into the code; the
 * wire's code points never get here.
 *
 * <p>{@link #execute}, {@link #evaluate}, {@link #complete}, {@link #inspect} and {@link
 * #isComplete} are called by one thread, one at a time. {@link #interrupt} comes from another
 * thread while one of them runs.
 */
public interface Engine extends AutoCloseable {

  /** Runs a cell. Returns when the cell has ended; its threads may go on writing to {@code io}. */
  Outcome execute(String code, CellIo io);

  /** Evaluates one of a request's {@code user_expressions}. */
  Outcome evaluate(String expression, CellIo io);

  Completions complete(String code, int cursor);

  /** Documentation of what stands at the cursor, if anything is known of it. */
  Optional<Bundle> inspect(String code, int cursor, boolean detailed);

  Completeness isComplete(String code);

  /**
   * Ends the running cell as soon as possible. A cell that has been given to {@link #execute} but
   * has not begun sees {@link CellIo#interrupted()} instead.
   */
  void interrupt();

  @Override
  void close();
}
