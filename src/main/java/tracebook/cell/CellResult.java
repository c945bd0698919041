package tracebook.cell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tracebook.display.MimeBundle;
import tracebook.source.CellText;
import tracebook.source.Problem;

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
   * @param name the kind of error: an exception's class name, {@code CellRejected}, {@code
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

  /** A cell that was refused before anything ran, with all that is wrong with it. */
  static Failed rejected(CellText cell, List<Problem> problems) {
    String text = problems.stream().map(cell::render).collect(Collectors.joining("\n"));
    return new Failed("CellRejected", problems.getFirst().message(), text.lines().toList());
  }

  /** A failure whose one line says it all. */
  static CellResult failed(String name, String message) {
    return new Failed(name, message, List.of(message));
  }
}
