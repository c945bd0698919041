package tracebook.cell;

import java.util.List;
import java.util.Optional;
import tracebook.display.MimeBundle;

/** How a cell ended. */
public sealed interface CellResult {

  /**
   * It ended well.
   *
   * @param shown what appears as the cell's result
   */
  record Done(Optional<MimeBundle> shown) implements CellResult {}

  /**
   * It failed.
   *
   * @param name the kind of error: an exception's class name, {@code CompileError}, {@code
   *     Interrupted}
   * @param message one sentence
   * @param lines what the front end shows: the whole text of the error
   */
  record Failed(String name, String message, List<String> lines) implements CellResult {
    public Failed {
      lines = List.copyOf(lines);
    }
  }

  static CellResult nothing() {
    return new Done(Optional.empty());
  }

  static CellResult shown(MimeBundle bundle) {
    return new Done(Optional.of(bundle));
  }

  static CellResult interrupted() {
    return new Failed(
        "Interrupted", "The cell was interrupted.", List.of("The cell was interrupted."));
  }

  /** A failure whose one line says it all. */
  static CellResult failed(String name, String message) {
    return new Failed(name, message, List.of(message));
  }
}
