package tracebook.cell;

/** What a user asked for cannot be done: the message and what to do next. Nothing was attached. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final String name;
  private final String message;
  private final String hint;

  /**
   * The name is the kind of error that the notebook shows: {@code TargetError}, {@code
   * AttachError}.
   */
  Refused(String name, String message, String hint) {
    super(message);
    this.name = name;
    this.message = message;
    this.hint = hint;
  }

  CellResult.Failed result() {
    String lines = "error: " + message + (hint.isEmpty() ? "" : "\nhint: " + hint);
    return new CellResult.Failed(name, message, lines.lines().toList());
  }
}
