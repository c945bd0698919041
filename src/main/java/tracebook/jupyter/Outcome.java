package tracebook.jupyter;

import java.util.List;
import java.util.Optional;

/** How a cell or an expression ended. */
public sealed interface Outcome {

  /** It ended well, with something to show or not. */
  record Done(Optional<Bundle> result) implements Outcome {}

  /**
   * It failed or was interrupted.
   *
   * @param name the kind of error, such as an exception's class name
   * @param message one line
   * @param traceback the lines that a front end shows, the first of them naming the error
   */
  record Failed(String name, String message, List<String> traceback) implements Outcome {
    public Failed {
      traceback = List.copyOf(traceback);
    }
  }
}
